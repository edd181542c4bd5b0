"""Kataloget, som udgiveren skriver én gang, og planen, som kommunen arbejder i."""

from .bilag import Bilag
from .flytning import Flytning, Flytningsdel, Varsling
from .gemtfilter import GemtFilter
from .importkoersel import Importkoersel
from .katalog import Katalog, Katalogopgave, Katalogversion
from .kriterieflueben import Kriterieflueben
from .massehandling import Massehandling
from .opgradering import Opgradering
from .plan import Opgave, Plan

__all__ = [
    "Bilag",
    "Flytning",
    "Flytningsdel",
    "GemtFilter",
    "Importkoersel",
    "Katalog",
    "Katalogopgave",
    "Katalogversion",
    "Kriterieflueben",
    "Massehandling",
    "Opgave",
    "Opgradering",
    "Plan",
    "Varsling",
]
