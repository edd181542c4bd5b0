"""Demoens bølge: Aarhus følger den, og Roskilde har sine egne datoer."""

from datetime import date, timedelta

from opgaver.services.boelge import opret_boelge, saet_projekter
from projekter.models import Loesning, Projekt

from .personer import Folk, aktoer_nu
from .projekter import AARHUS
from .tid import sket, tidspunkt

I_BOELGEN = ("0751", "0265")
FOR_EN_MAANED_SIDEN = timedelta(days=30)


def opret_boelger(folk: Folk, paa: date) -> int:
    """Lav bølgen, hvis løsningen ikke har nogen, og svar med antallet."""
    sapa = Loesning.objects.select_related("ejer").get(noegle="SAPA")
    if sapa.boelger.exists():
        return 0
    karen = aktoer_nu(folk["karen@kombit.example"])
    projekter = Projekt.objects.filter(loesning=sapa, kommune__kode__in=I_BOELGEN).select_related("kommune")
    with sket(tidspunkt(paa - FOR_EN_MAANED_SIDEN, 14), sapa.ejer, *(projekt.kommune for projekt in projekter)):
        boelge = opret_boelge(karen, sapa, 1, "", AARHUS.datoer(paa))
        saet_projekter(karen, boelge, {projekt.pk for projekt in projekter})
    return 1
