from datetime import date

import pytest

from opgaver.models import Opgave
from paamindelser.udsendelse import udsend
from projekter.models import Projekt

I_DAG = date(2027, 2, 1)
"""En mandag, præcis 14 dage før C01's frist."""


@pytest.fixture
def opgave(verden):
    """C01 med frist mandag 15. februar 2027, udført af Bo; alt andet i verden er lukket."""
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(status="paa_pause")
    opgave = verden.opgave("C01")
    Opgave.objects.exclude(pk=opgave.pk).update(status="fuldfoert", fuldfoert=I_DAG)
    opgave.udfoerer = verden.plads("administrator")
    opgave.save()
    return opgave


@pytest.fixture
def sig():
    """Udsend for en dag, og svar med modtagere og koder."""

    def sig(paa=I_DAG, **valg):
        return [(mail.modtager, *mail.opgaver) for mail in udsend(paa, **valg).sendt]

    return sig


@pytest.fixture
def aaben(verden):
    """Åbn en opgave med en bestemt frist og udfører."""

    def aaben(kode, frist, udfoerer=None, projekt=None):
        opgave = verden.opgave(kode, projekt)
        opgave.status, opgave.fuldfoert, opgave.frist, opgave.udfoerer = "ikke_startet", None, frist, udfoerer
        opgave.save()
        return opgave

    return aaben
