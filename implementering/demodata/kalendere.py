"""Demoens kalender: Odense holder lukket juleaften, nytårsaften, grundlovsdag og fredag efter Kristi himmelfart."""

from collections.abc import Iterator
from datetime import date, timedelta

from frister import STANDARDKALENDER
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode, laes_kalender
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Organisation

from .personer import FOER_ALT
from .tid import sket, tidspunkt

FASTE = frozenset(("juleaften_lukket", "nytaarsaften_lukket", "grundlovsdag_lukket"))
EN_DAG = timedelta(days=1)


def opret_kalendere(paa: date) -> None:
    """Skriv Odenses lukkedage, før der er projekter; har kommunen nogen, røres de ikke."""
    odense = Organisation.objects.get(kode="0461")
    if laes_kalender(odense) != Kalenderdata():
        return
    tid = tidspunkt(paa - FOER_ALT, 10)
    with sket(tid, odense):
        ret_kalender(KOMMANDOLINJE, odense, Kalenderdata(tuple(_himmelfart(paa)), FASTE), nu=tid)


def _himmelfart(paa: date) -> Iterator[Periode]:
    """Fredagen efter Kristi himmelfartsdag i de år, demoens projekter løber."""
    for aar in range((paa - FOER_ALT).year, paa.year + 3):
        april = date(aar, 4, 1)
        dage = (april + EN_DAG * nummer for nummer in range(80))
        torsdag = next(dag for dag in dage if "himmelfart" in STANDARDKALENDER.helligdag_navn(dag))
        yield Periode("lukkedage", "Fredag efter Kristi himmelfart", torsdag + EN_DAG, torsdag + EN_DAG)
