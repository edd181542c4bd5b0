"""Målingen af opgradering bag ``make bench``: én plan og alle 98, vist og gemt, til en version 2.

Kaldes i en database, hvor ``lav_testdata`` er kørt. Hver opgradering fortrydes igen uden for målingen.
"""

import json
import statistics
import time
from collections.abc import Callable
from dataclasses import asdict

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opgaver.models import Katalogopgave, Katalogversion, Opgradering
from opgaver.services.opgradering import opgrader_plan
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from opgaver.services.opgraderingsgrundlag import forhaandsvis_opgradering
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt

from .maaling import Resultat

LOESNING = "T1"
AENDREDE, NYE, VAEK, OMDOEBTE = 20, 5, 3, 2
GANGE_EN, GANGE_ALLE = 10, 2


def lav_ny_version() -> Katalogversion:
    """Version 2 af testløsningens katalog: 20 ændrede, 5 nye, 3 udgåede og 2 med ny kode."""
    gammel = Katalogversion.objects.udgivne().nyeste_foerst().filter(katalog__loesning__noegle=LOESNING)[0]
    ny = Katalogversion.objects.create(katalog=gammel.katalog, nummer="2.0")
    kort = list(gammel.kort.order_by("raekkefoelge"))[VAEK:]
    for nummer, et in enumerate(kort):
        et.pk, et.version = None, ny
        if nummer < AENDREDE:
            et.beskrivelse += "<p>Skrevet om i version 2.</p>"
        elif nummer < AENDREDE + OMDOEBTE:
            et.kode = f"OM{nummer}"
    fase = kort[0].fase
    kort += [
        Katalogopgave(version=ny, raekkefoelge=1000 + nr, kode=f"NY{nr}", titel=f"Ny {nr}", fase=fase, regel="go-live")
        for nr in range(NYE)
    ]
    Katalogopgave.objects.bulk_create(kort)
    ny.status, ny.udgivet = Katalogversion.Status.UDGIVET, timezone.now()
    ny.save()
    return ny


def maal_alle() -> list[Resultat]:
    version = lav_ny_version()
    projekter = list(
        Projekt.objects.med_navne().med_kalender().filter(loesning__noegle=LOESNING).order_by("kommune__kode")
    )
    en, alle, ja = projekter[:1], projekter, timezone.now()

    def vis(hvilke: list[Projekt]) -> int:
        return sum(len(forhaandsvis_opgradering(projekt, version).tabel.raekker) for projekt in hvilke)

    def gem(hvilke: list[Projekt]) -> int:
        return sum(bool(opgrader_plan(KOMMANDOLINJE, projekt, version, nu=ja)[0]) for projekt in hvilke)

    return [
        _maal("Opgradér en plan: vis", lambda: vis(en), GANGE_EN),
        _maal("Opgradér en plan: gem", lambda: gem(en), GANGE_EN),
        _maal(f"Opgradér {len(alle)} planer: vis", lambda: vis(alle), GANGE_ALLE),
        _maal(f"Opgradér {len(alle)} planer: gem", lambda: gem(alle), GANGE_ALLE),
    ]


def _maal(navn: str, goer: Callable[[], int], gange: int) -> Resultat:
    """Medianen af ``gange``; forespørgslerne tælles for sig, for at tælle koster tid."""
    with CaptureQueriesContext(connection) as fangst:
        tegn = goer()
        forespoergsler = len(fangst)
    _fortryd()
    tider = []
    for _ in range(gange):
        begyndt, cpu = time.perf_counter(), time.process_time()
        goer()
        tider.append(((time.perf_counter() - begyndt) * 1000, (time.process_time() - cpu) * 1000))
        _fortryd()
    ms, cpu_ms = map(statistics.median, zip(*tider, strict=True))
    return Resultat(navn, ms, cpu_ms, forespoergsler, tegn, None)


def _fortryd() -> None:
    for opgradering in Opgradering.objects.filter(fortrudt=None):
        fortryd_opgradering(KOMMANDOLINJE, opgradering.pk, nu=timezone.now())


def main() -> None:
    """Skriv målingerne som JSON."""
    print(json.dumps([asdict(resultat) for resultat in maal_alle()]))
