"""Månedens skema: hele uger, hver dag én gang, og hvorfor der er lukket."""

import calendar
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frister import Kalender
from opgaver.maanedskalender import Maaned

MAANEDER = st.builds(Maaned, aar=st.integers(1990, 2100), maaned=st.integers(1, 12))


@given(MAANEDER)
def test_maaneden_er_de_uger_pythons_kalender_siger(maaned):
    uger = maaned.uger(Kalender())
    ventet = calendar.Calendar().monthdatescalendar(maaned.aar, maaned.maaned)
    assert [[dag.dato for dag in uge.dage] for uge in uger] == ventet
    assert [uge.nummer for uge in uger] == [uge[0].isocalendar().week for uge in ventet]
    assert {dag.dato.month for uge in uger for dag in uge.dage if dag.er_i_maaneden} == {maaned.maaned}


@given(MAANEDER)
def test_den_naestes_forrige_er_maaneden_selv(maaned):
    assert maaned.naeste is None or maaned.naeste.forrige == maaned
    assert maaned.forrige is None or maaned.forrige.naeste == maaned


@pytest.mark.parametrize(
    ("dag", "fridag"),
    [
        (date(2027, 3, 25), "skærtorsdag"),
        (date(2027, 3, 27), ""),
        (date(2027, 3, 31), "lukkedag (Flytning)"),
        (date(2027, 3, 30), ""),
    ],
)
def test_helligdage_og_lukkedage_har_deres_navn_og_en_almindelig_loerdag_intet(dag, fridag):
    lukket = date(2027, 3, 31)
    kalender = Kalender(lukkedage=frozenset({lukket}), navne=frozenset({(lukket, "Flytning")}))
    dage = {en.dato: en for uge in Maaned(2027, 3).uger(kalender) for en in uge.dage}
    assert dage[dag].fridag == fridag
    assert bool(dage[dag].fri) == (not kalender.er_arbejdsdag(dag))
