"""kill -9 midt i den transaktion, der flytter en bølge; og hvad der står bagefter. Og to, der flytter samtidig.

Kaldes i en database for sig selv, som tømmes (se ``test_afbrudt_boelge``).
"""

import os
import random
import signal
import time
from collections import Counter
from datetime import timedelta

from django.core.management import call_command
from django.db import connection, connections
from django.utils import timezone

from faelles.afvisning import Foraeldet
from implementering.testdata import Omfang, lav_testdata
from koe.models import Besked
from opgaver.models import Flytning, Opgave, Varsling
from opgaver.services import boelge as boelgerne
from opgaver.services import flytning as flytningerne
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Boelge, Haendelse, Projekt

KOMMUNER, OPGAVER = 20, 60


def indhold():
    """Alt, hvad en flytning rører, når databasen er færdig med den, der blev dræbt."""
    while connection.vendor == "postgresql" and andre_forbindelser():
        time.sleep(0.05)
    return (
        list(Opgave.objects.order_by("pk").values_list("pk", "frist", "udgave")),
        list(Projekt.objects.order_by("pk").values_list("pk", "idriftsaettelse", "golive")),
        list(Boelge.objects.values_list("idriftsaettelse", "golive")),
        [model.objects.count() for model in (Flytning, Varsling, Besked)],
        Haendelse.objects.count(),
    )


def andre_forbindelser():
    with connection.cursor() as markoer:
        markoer.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        return markoer.fetchone()[0]


def i_en_anden_proces(goer):
    """Lad en anden proces gøre det. Svarer med dens nummer og den rørende, der siger til, når den skriver."""
    laes, skriv = os.pipe()
    connections.close_all()
    if pid := os.fork():
        os.close(skriv)
        return pid, laes
    kode = 1
    try:
        kode = goer(lambda: os.write(skriv, b"!"))
    finally:
        connections.close_all()
        os._exit(kode)


def skub(antal_dage):
    """Flyt bølgen; sig til, når transaktionen er i gang."""

    def goer(sig_til):
        aegte = boelgerne.forhaandsvis_boelge

        def set_foerst(*valg, **mere):
            sig_til()
            return aegte(*valg, **mere)

        boelgerne.forhaandsvis_boelge = set_foerst
        boelge = Boelge.objects.select_related("loesning__ejer").get()
        nye = {navn: getattr(boelge, navn) + timedelta(days=antal_dage) for navn in ("idriftsaettelse", "golive")}
        ankre = flytningerne.nye_ankre(boelge.ankre, **nye)
        boelgerne.flyt_boelge(KOMMANDOLINJE, boelge, ankre, "Afbrud", nu=timezone.now())
        return 0

    return goer


def vent(pid, roer):
    assert os.read(roer, 1) == b"!", "Processen nåede ikke til transaktionen."
    begyndt = time.monotonic()
    _, status = os.waitpid(pid, 0)
    os.close(roer)
    assert status == 0
    return time.monotonic() - begyndt


def en_runde(runde, varer):
    """Dræb flytningen et tilfældigt sted. Alt er som før, eller alt er flyttet."""
    foer = indhold()
    pid, roer = i_en_anden_proces(skub(7 if runde % 2 else -7))
    assert os.read(roer, 1) == b"!"
    time.sleep(random.uniform(0, 1.6 * varer))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(roer)
    efter = indhold()
    if efter == foer:
        return "intet"
    frister, projekter, boelge, antal, haendelser = efter
    assert all(ny != gammel for ny, gammel in zip(projekter, foer[1], strict=True)), "Et projekt blev glemt."
    assert {raekke[1:] for raekke in projekter} == set(boelge), "Projekterne følger ikke bølgen."
    flyttede = sum(len(del_.raekker) for del_ in Flytning.objects.latest("pk").dele.all())
    assert sum(ny != gammel for ny, gammel in zip(frister, foer[0], strict=True)) == flyttede > 0
    assert antal[:2] == [foer[3][0] + 1, foer[3][1] + KOMMUNER] and antal[2] > foer[3][2]
    assert haendelser == foer[4] + KOMMUNER + 1
    return "alt"


def forbered():
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    dag = timezone.localdate() + timedelta(days=200)
    lav_testdata(Omfang(kommuner=KOMMUNER, loesninger=1, opgaver=OPGAVER), timezone.localdate())
    datoer = {"idriftsaettelse": dag, "golive": dag + timedelta(days=14)}
    boelge = Boelge.objects.create(loesning=Projekt.objects.first().loesning, nummer=1, **datoer)
    Projekt.objects.update(boelge=boelge, **datoer)
    Opgave.objects.update(status="ikke_startet", begrundelse="", fuldfoert=None)


def main(runder):
    """Kør runderne, og svar med, hvor mange der efterlod intet og alt."""
    forbered()
    for dage in (7, -7):
        varer = vent(*i_en_anden_proces(skub(dage)))
    udfald, skoen = Counter(), varer
    for runde in range(runder):
        svar = en_runde(runde, skoen)
        udfald[svar] += 1
        # Maskinens fart skifter undervejs; skønnet følger med, så begge udfald bliver set.
        skoen *= 1.2 if svar == "intet" else 0.85
    return {"database": connection.vendor, "runder": runder, "transaktion_ms": round(varer * 1000), **udfald}


def to_samtidig():
    """To siger ja til hver sin forhåndsvisning i samme øjeblik: processernes koder og antallet af flytninger."""
    forbered()
    projekt = Projekt.objects.med_navne().order_by("pk")[0]
    nye = [flytningerne.nye_ankre(projekt.ankre, golive=projekt.golive + timedelta(days=dage)) for dage in (7, 14)]
    viste = [flytningerne.forhaandsvis_flytning(projekt, ankre, timezone.localdate()).aftryk for ankre in nye]

    def goer(ankre, aftryk):
        def flyt(sig_til):
            sig_til()
            try:
                flytningerne.flyt_datoer(KOMMANDOLINJE, projekt, ankre, "Samtidig", nu=timezone.now(), aftryk=aftryk)
            except Foraeldet:
                return 9
            return 0

        return flyt

    gange = [i_en_anden_proces(goer(*par)) for par in zip(nye, viste, strict=True)]
    koder = sorted(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid, _ in gange)
    frisk = Projekt.objects.get(pk=projekt.pk)
    return {"koder": koder, "flytninger": Flytning.objects.count(), "er_en_af_dem": frisk.ankre in nye}
