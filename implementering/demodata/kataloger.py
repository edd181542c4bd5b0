"""Demoens kataloger: filerne i ``fixtures/kataloger``, indlæst som en katalogredaktørs egne."""

from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.db import transaction

from faelles.afvisning import Afvist
from opgaver.models import Katalogversion
from opgaver.services.katalog import find_maal, find_model, forhaandsvis_import, gennemfoer_import
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import Aktoer
from projekter.models import Loesning

from .personer import Folk

MAPPE: Path = settings.BASE_DIR / "fixtures/kataloger"
NUMMER = "1.0"


@dataclass(frozen=True)
class Demokatalog:
    fil: str
    loesning: str
    model: str
    redaktoer: str


KATALOGER = (
    Demokatalog("sapa-1.0.xlsx", "SAPA", "implementeringsmodellen", "karen@kombit.example"),
    Demokatalog("vitas-1.0.xlsx", "VITAS", "vitas", "stine@star.example"),
)


def indlaes_kataloger(folk: Folk) -> int:
    """Indlæs og udgiv de kataloger, hvis løsning ikke har noget, og svar med antallet."""
    findes = set(Katalogversion.objects.values_list("katalog__loesning__noegle", flat=True))
    nye = [katalog for katalog in KATALOGER if katalog.loesning not in findes]
    for katalog in nye:
        _indlaes(katalog, Aktoer.person(folk[katalog.redaktoer]))
    return len(nye)


@transaction.atomic
def _indlaes(katalog: Demokatalog, redaktoer: Aktoer) -> Katalogversion:
    loesning = Loesning.objects.select_related("ejer").get(noegle=katalog.loesning)
    maal = find_maal(loesning, NUMMER, find_model(katalog.model))
    data = (MAPPE / katalog.fil).read_bytes()
    koersel = forhaandsvis_import(redaktoer, maal, filnavn=katalog.fil, data=data)
    if koersel.fejl:
        raise Afvist(f"Demoens katalog {katalog.fil} har {len(koersel.fejl)} fejl og kan ikke indlæses.")
    return udgiv(redaktoer, gennemfoer_import(redaktoer, koersel))
