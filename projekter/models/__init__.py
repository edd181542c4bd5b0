"""Projekternes modeller: hvem, hvor, hvornår og hvad der skete."""

from .bekraeftelse import Listebekraeftelse
from .besoeg import Besoeg
from .bruger import Bruger, Medlemskab, Rettighed
from .etape import Etape, Etapetrin, Ibrugtagning
from .haendelse import Haendelse
from .kalender import Kalenderperiode
from .loesning import Boelge, Loesning
from .organisation import Organisation, Regionstilhoer
from .overdragelse import Overdragelse, Overdragelsesdel
from .pause import Pause
from .projekt import Plads, Projekt
from .rolle import Rolle

__all__ = [
    "Besoeg",
    "Boelge",
    "Bruger",
    "Etape",
    "Etapetrin",
    "Haendelse",
    "Ibrugtagning",
    "Kalenderperiode",
    "Listebekraeftelse",
    "Loesning",
    "Medlemskab",
    "Organisation",
    "Overdragelse",
    "Overdragelsesdel",
    "Pause",
    "Plads",
    "Projekt",
    "Regionstilhoer",
    "Rettighed",
    "Rolle",
]
