"""Vinduerne om idriftsættelse og go-live, regnet en gang til dag for dag på en kalender af papir."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frister import Kalender, tolk
from frister.ankre import Ankre
from frister.vinduer import arbejdsdage_efter, arbejdsdage_omkring
from tests.frister.andet_syn import Papirkalender, arbejdsdage

ANKRE = st.dates(date(2021, 1, 1), date(2034, 12, 1))
LUKKEDE = st.frozensets(st.integers(-25, 25), max_size=12)


def lukket(anker, afstande):
    return frozenset(anker + timedelta(days=n) for n in afstande)


def kalendere(anker, afstande, *, jul):
    dage = lukket(anker, afstande)
    papir = Papirkalender(dage, frozenset({(12, 24)} if jul else ()))
    return Kalender(lukkedage=dage, juleaften_lukket=jul), papir


@given(ANKRE, st.integers(7, 10), LUKKEDE, st.booleans())
def test_hyper_care_er_de_foerste_arbejdsdage_efter_go_live(anker, antal, afstande, jul):
    kalender, papir = kalendere(anker, afstande, jul=jul)
    ventet = [arbejdsdage(anker, nummer, True, papir) for nummer in range(1, antal + 1)]
    assert list(arbejdsdage_efter(anker, antal, kalender)) == ventet


@given(ANKRE, st.integers(2, 14), LUKKEDE, st.booleans())
def test_idriftsaettelsen_har_halvdelen_af_dagene_foer_og_resten_fra_dagen_selv(anker, antal, afstande, jul):
    kalender, papir = kalendere(anker, afstande, jul=jul)
    foer = [arbejdsdage(anker, nummer, False, papir) for nummer in range(antal // 2, 0, -1)]
    dage, dag = [], anker
    while len(foer) + len(dage) < antal:
        dage += [] if papir.fri(dag) else [dag]
        dag += timedelta(days=1)
    assert list(arbejdsdage_omkring(anker, antal, kalender)) == foer + dage


@pytest.mark.parametrize("dage", [7, 8, 9, 10])
def test_dag_n_er_den_dag_fristen_n_arbejdsdage_efter_go_live_falder(dage):
    golive = date(2027, 3, 15)
    svar = tolk(f"{dage} arbejdsdage efter go-live").beregn(Ankre(golive=golive), Kalender())
    assert arbejdsdage_efter(golive, 10, Kalender())[dage - 1] == svar.dato


def test_paasken_og_lukkedagene_taeller_ikke_med():
    kalender = Kalender(lukkedage=frozenset({date(2027, 3, 31)}))
    assert arbejdsdage_efter(date(2027, 3, 23), 7, kalender) == (
        date(2027, 3, 24), date(2027, 3, 30), date(2027, 4, 1), date(2027, 4, 2), date(2027, 4, 5), date(2027, 4, 6),
        date(2027, 4, 7),
    )  # fmt: skip


def test_en_idriftsaettelse_i_en_weekend_taeller_ikke_selv_med():
    assert arbejdsdage_omkring(date(2027, 2, 27), 5, Kalender()) == (
        date(2027, 2, 25), date(2027, 2, 26), date(2027, 3, 1), date(2027, 3, 2), date(2027, 3, 3),
    )  # fmt: skip
