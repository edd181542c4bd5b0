"""Demoens bølge: Aarhus følger den, og Roskilde har sine egne datoer."""

from datetime import date

from opgaver.services.boelge import opret_boelge, saet_projekter
from projekter.models import Loesning, Projekt

from .personer import Folk, aktoer_nu
from .projekter import AARHUS

I_BOELGEN = ("0751", "0265")


def opret_boelger(folk: Folk, paa: date) -> int:
    """Lav bølgen, hvis løsningen ikke har nogen, og svar med antallet."""
    sapa = Loesning.objects.select_related("ejer").get(noegle="SAPA")
    if sapa.boelger.exists():
        return 0
    karen = aktoer_nu(folk["karen@kombit.example"])
    boelge = opret_boelge(karen, sapa, 1, "", AARHUS.datoer(paa))
    ider = Projekt.objects.filter(loesning=sapa, kommune__kode__in=I_BOELGEN).values_list("pk", flat=True)
    saet_projekter(karen, boelge, set(ider))
    return 1
