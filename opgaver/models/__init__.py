"""Kataloget, som udgiveren skriver én gang, og planen, som kommunen arbejder i."""

from .bilag import Bilag
from .dokument import Dokument
from .flytning import EGNE, ETAPER, PAUSE, UDDANNELSER, Flytning, Flytningsdel, Varsling
from .forudsaetning import Forudsaetning
from .gemtfilter import GemtFilter
from .importkoersel import Importkoersel
from .katalog import Katalog, Katalogopgave, Katalogversion
from .kommentar import Kommentar, Omtale
from .kriterieflueben import Kriterieflueben
from .massehandling import Massehandling
from .opgave import Opgave, foelger_et_tidligere_hold
from .opgradering import Opgradering
from .plan import Plan
from .udgaaelse import Udgaaelse

__all__ = [
    "EGNE",
    "ETAPER",
    "PAUSE",
    "UDDANNELSER",
    "Bilag",
    "Dokument",
    "Flytning",
    "Flytningsdel",
    "Forudsaetning",
    "GemtFilter",
    "Importkoersel",
    "Katalog",
    "Katalogopgave",
    "Katalogversion",
    "Kommentar",
    "Kriterieflueben",
    "Massehandling",
    "Omtale",
    "Opgave",
    "Opgradering",
    "Plan",
    "Udgaaelse",
    "Varsling",
    "foelger_et_tidligere_hold",
]
