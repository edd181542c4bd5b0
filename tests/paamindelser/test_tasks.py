"""Fejningen: fra kl. 6 dansk tid på arbejdsdage, også omkring sommertid."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import time_machine

from opgaver.models import Opgave
from paamindelser.models import Paamindelse
from paamindelser.tasks import fej_paamindelser

KOEBENHAVN = ZoneInfo("Europe/Copenhagen")


def fej(aar, maaned, dag, time, minut=0):
    with time_machine.travel(datetime(aar, maaned, dag, time, minut, tzinfo=KOEBENHAVN), tick=False):
        fej_paamindelser()
    return Paamindelse.objects.count()


@pytest.mark.parametrize(("time", "antal"), [(0, 0), (5, 0), (6, 1), (12, 1), (23, 1)])
def test_der_sendes_foerst_fra_klokken_seks(opgave, time, antal):
    assert fej(2027, 2, 1, time) == antal


def test_timen_kan_saettes(opgave, settings):
    settings.PAAMINDELSE_FRA_TIME = 9
    assert fej(2027, 2, 1, 8, 59) == 0
    assert fej(2027, 2, 1, 9) == 1


def test_et_doegns_fejninger_sender_en_gang(opgave):
    for time in range(24):
        antal = fej(2027, 2, 1, time)
    assert antal == 1


def test_et_ur_der_springer_en_time_tilbage_gentager_intet(opgave):
    assert [fej(2027, 2, 1, 6, 30), fej(2027, 2, 1, 5, 30), fej(2027, 2, 1, 6, 30)] == [1, 1, 1]


@pytest.mark.parametrize("soendag", [datetime(2026, 3, 29), datetime(2026, 10, 25)])
def test_omkring_sommertid_kommer_paamindelsen_mandag_en_gang(opgave, soendag):
    Opgave.objects.filter(pk=opgave.pk).update(frist=soendag.date() + timedelta(days=14))
    utc = [datetime(soendag.year, soendag.month, soendag.day - 1, tzinfo=ZoneInfo("UTC"))]
    utc += [utc[0] + timedelta(minutes=30 * n) for n in range(1, 48 * 4)]
    for tid in utc:
        with time_machine.travel(tid, tick=False):
            fej_paamindelser()
    assert [p.dato for p in Paamindelse.objects.all()] == [soendag.date() + timedelta(days=1)]


def test_var_systemet_nede_i_26_timer_indhentes_dagen(opgave):
    assert fej(2027, 2, 2, 8) == 1
