"""kill -9 midt i den transaktion, der opgraderer en plan; og hvad der står bagefter. Og to, der opgraderer samtidig.

Kaldes i en database for sig selv, som tømmes (se ``test_afbrudt_fletning``).
"""

import os
import random
import signal
import time
from collections import Counter

from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from faelles.afvisning import Foraeldet
from koe.models import Besked
from opgaver.models import Opgave, Opgradering, Plan
from opgaver.services import opgradering as opgraderingerne
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from opgaver.services.opgraderingsgrundlag import forhaandsvis_opgradering
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse, Plads
from tests.drift.boelgeafbrud import andre_forbindelser, i_en_anden_proces, vent
from tests.fletning.hjaelp import FELTER
from tests.fletning.stort import AENDREDE, NYE, OMDOEBTE, VAEK, lav_stort, projekterne

OPGAVER = 130


def indhold():
    """Alt, hvad en opgradering rører, når databasen er færdig med den, der blev dræbt."""
    while connection.vendor == "postgresql" and andre_forbindelser():
        time.sleep(0.05)
    return (
        list(Opgave.objects.order_by("pk").values_list(*FELTER)),
        list(Plan.objects.values_list("version", flat=True)),
        [model.objects.count() for model in (Opgradering, Besked, Plads, Haendelse)],
    )


def opgrader(version):
    """Opgradér planen; sig til, når transaktionen er i gang."""

    def goer(sig_til):
        aegte = opgraderingerne.forhaandsvis_opgradering

        def set_foerst(*valg, **mere):
            sig_til()
            return aegte(*valg, **mere)

        opgraderingerne.forhaandsvis_opgradering = set_foerst
        opgraderingerne.opgrader_plan(KOMMANDOLINJE, projekterne()[0], version, nu=timezone.now())
        return 0

    return goer


def fortryd():
    fortryd_opgradering(KOMMANDOLINJE, Opgradering.objects.latest("pk").pk, nu=timezone.now())


def en_runde(version, varer):
    """Dræb opgraderingen et tilfældigt sted. Alt er som før, eller alt er med."""
    foer = indhold()
    pid, roer = i_en_anden_proces(opgrader(version))
    assert os.read(roer, 1) == b"!"
    time.sleep(random.uniform(0, 1.6 * varer))
    os.kill(pid, signal.SIGKILL)
    os.waitpid(pid, 0)
    os.close(roer)
    efter = indhold()
    if efter == foer:
        return "intet"
    assert efter[1] == [version.pk], "Planen følger ikke den nye version."
    assert len(efter[0]) == len(foer[0]) + NYE and Opgave.objects.filter(er_udgaaet=True).count() == VAEK
    assert {o.kort.version_id for o in Opgave.objects.filter(er_udgaaet=False).select_related("kort")} == {version.pk}
    antal = [ny - gammel for ny, gammel in zip(efter[2], foer[2], strict=True)]
    assert antal[0] == 1 and antal[1] > 0 and antal[3] == 1 + AENDREDE + OMDOEBTE + NYE + VAEK
    fortryd()
    assert indhold()[:2] == foer[:2], "Fortrydelsen gav ikke det, der var."
    return "alt"


def forbered():
    call_command("migrate", verbosity=0)
    call_command("flush", interactive=False, verbosity=0)
    return lav_stort(1, OPGAVER, timezone.localdate())[1]


def main(runder):
    """Kør runderne, og svar med, hvor mange der efterlod intet og alt."""
    version = forbered()
    for _ in range(2):
        varer = vent(*i_en_anden_proces(opgrader(version)))
        fortryd()
    udfald = Counter(en_runde(version, varer) for _ in range(runder))
    return {"database": connection.vendor, "runder": runder, "transaktion_ms": round(varer * 1000), **udfald}


def to_samtidig():
    """To siger ja til den samme forhåndsvisning i samme øjeblik: processernes koder og antallet af opgraderinger."""
    version = forbered()
    projekt = projekterne()[0]
    aftryk = forhaandsvis_opgradering(projekt, version).aftryk

    def goer(sig_til):
        sig_til()
        try:
            opgraderingerne.opgrader_plan(KOMMANDOLINJE, projekt, version, nu=timezone.now(), aftryk=aftryk)
        except Foraeldet:
            return 9
        return 0

    gange = [i_en_anden_proces(goer) for _ in range(2)]
    koder = sorted(os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1]) for pid, _ in gange)
    return {"koder": koder, "opgraderinger": Opgradering.objects.count()}
