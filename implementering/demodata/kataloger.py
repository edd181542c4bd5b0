"""Demoens kataloger: filerne i ``fixtures/kataloger``, indlæst som en katalogredaktørs egne."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import transaction

from faelles.afvisning import Afvist
from opgaver.models import Importkoersel, Katalogversion
from opgaver.services.katalog import find_maal, find_model, forhaandsvis_import, gennemfoer_import
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import Aktoer
from projekter.models import Loesning

from .personer import Folk
from .tid import sket, tidspunkt

MAPPE: Path = settings.BASE_DIR / "fixtures/kataloger"
NUMMER = "1.0"
UDGIVET_FOER = timedelta(days=680)
"""Så længe før demoens dag blev katalogerne udgivet; det ældste projekt begynder knap 650 dage før."""


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


def indlaes_kataloger(folk: Folk, paa: date) -> int:
    """Indlæs og udgiv de kataloger, hvis løsning ikke har noget, og svar med antallet."""
    findes = set(Katalogversion.objects.values_list("katalog__loesning__noegle", flat=True))
    nye = [katalog for katalog in KATALOGER if katalog.loesning not in findes]
    for katalog in nye:
        _indlaes(katalog, Aktoer.person(folk[katalog.redaktoer]), tidspunkt(paa - UDGIVET_FOER, 10))
    return len(nye)


@transaction.atomic
def _indlaes(katalog: Demokatalog, redaktoer: Aktoer, tid: datetime) -> None:
    loesning = Loesning.objects.select_related("ejer").get(noegle=katalog.loesning)
    maal = find_maal(loesning, NUMMER, find_model(katalog.model))
    data = (MAPPE / katalog.fil).read_bytes()
    with sket(tid, loesning.ejer):
        koersel = forhaandsvis_import(redaktoer, maal, filnavn=katalog.fil, data=data)
        if koersel.fejl:
            raise Afvist(f"Demoens katalog {katalog.fil} har {len(koersel.fejl)} fejl og kan ikke indlæses.")
        kladde = gennemfoer_import(redaktoer, koersel)
        Katalogversion.objects.filter(pk=kladde.pk).update(oprettet=tid)
        udgiv(redaktoer, kladde, nu=tid)
    Importkoersel.objects.filter(pk=koersel.pk).update(oprettet=tid)
