from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from gevinster.beregning import (
    SNART_DAGE,
    Tilstand,
    er_efterrationaliseret,
    fremgang,
    kraever_handling,
    naeste,
    planlagt_dato,
    seneste,
    tilstand,
)

DAGE = st.dates(date(2000, 1, 1), date(2090, 12, 31))
TAL = st.decimals(-(10**9), 10**9, places=2, allow_nan=False, allow_infinity=False)
GOLIVE = date(2027, 3, 15)


@dataclass
class En:
    maaneder_efter_golive: int | None
    maalt: date | None = None


def maaned_for_maaned(golive: date, antal: int) -> date:
    """Det andet syn: gå én måned ad gangen til den første, og find så dagen ved at tælle tilbage fra ultimo."""
    foerste = golive.replace(day=1)
    for _ in range(antal):
        foerste = (foerste + timedelta(days=32)).replace(day=1)
    ultimo = (foerste + timedelta(days=32)).replace(day=1) - timedelta(days=1)
    return next(d for d in (ultimo - timedelta(days=n) for n in range(31)) if d.day <= golive.day)


@given(DAGE, st.integers(1, 120))
def test_den_planlagte_dato_er_den_samme_regnet_paa_to_maader(golive, maaneder):
    assert planlagt_dato(golive, maaneder) == maaned_for_maaned(golive, maaneder)


def test_den_31_bliver_maanedens_sidste_dag():
    assert planlagt_dato(date(2027, 8, 31), 6) == date(2028, 2, 29)


def test_en_baseline_skal_vaere_maalt_dagen_foer_golive():
    assert planlagt_dato(GOLIVE, None) == date(2027, 3, 14)


def test_uden_golive_er_der_ingen_dato():
    assert planlagt_dato(None, 6) is None
    assert tilstand(En(6), None, GOLIVE) is Tilstand.UDEN_GOLIVE


@pytest.mark.parametrize(
    ("dage_foer", "ventet"),
    [
        (-1, Tilstand.OVER_TID),
        (0, Tilstand.SNART),
        (SNART_DAGE, Tilstand.SNART),
        (SNART_DAGE + 1, Tilstand.PLANLAGT),
    ],
)
def test_en_maaling_er_foerst_over_tid_dagen_efter(dage_foer, ventet):
    paa = date(2027, 6, 15) - timedelta(days=dage_foer)
    assert tilstand(En(3), GOLIVE, paa) is ventet


@given(DAGE, DAGE, st.integers(1, 60))
def test_en_foretaget_maaling_er_aldrig_over_tid(golive, paa, maaneder):
    assert tilstand(En(maaneder, golive), golive, paa) is Tilstand.FORETAGET
    assert kraever_handling([En(maaneder, golive)], golive, paa) == []


def test_det_der_kraever_handling_staar_med_det_aeldste_foerst():
    maalinger = [En(12), En(6), En(3), En(None)]
    fundne = kraever_handling(maalinger, GOLIVE, date(2027, 9, 1))
    assert [maaling.maaneder_efter_golive for maaling in fundne] == [None, 3, 6]


def test_den_naeste_er_den_foerste_der_ikke_er_foretaget():
    maalinger = [En(6), En(3), En(None, GOLIVE)]
    assert naeste(maalinger) == En(3)
    assert naeste([En(None, GOLIVE)]) is None


def test_den_seneste_er_en_eftermaaling_og_aldrig_baseline():
    assert seneste([En(None, GOLIVE)]) is None
    assert seneste([En(None, GOLIVE), En(3, date(2027, 6, 1)), En(6)]) == En(3, date(2027, 6, 1))


@given(TAL, TAL)
def test_ved_baseline_er_fremgangen_0_og_ved_maalet_100(baseline, maal):
    assume(baseline != maal)
    assert fremgang(baseline, maal, baseline) == 0
    assert fremgang(baseline, maal, maal) == 100


@given(TAL, TAL, TAL)
def test_100_staar_foerst_naar_maalet_er_naaet(baseline, maal, nu):
    assume(baseline != maal)
    naaet = nu >= maal if maal > baseline else nu <= maal
    assert (fremgang(baseline, maal, nu) >= 100) == naaet


@given(TAL, TAL, TAL)
def test_fremgangen_er_den_samme_regnet_i_hele_oerer(baseline, maal, nu):
    assume(baseline != maal)
    b, m, n = (int(tal * 100) for tal in (baseline, maal, nu))
    vej, gaaet = (m - b, n - b) if m > b else (b - m, b - n)
    assert fremgang(baseline, maal, nu) == gaaet * 100 // vej


@given(TAL, TAL, TAL)
def test_fremgangen_er_den_samme_naar_alle_tal_skifter_fortegn(baseline, maal, nu):
    assert fremgang(baseline, maal, nu) == fremgang(-baseline, -maal, -nu)


@pytest.mark.parametrize(
    ("baseline", "maal", "nu", "ventet"),
    [("7.5", "3", "6", 33), ("6.2", "8", "5.4", -45), ("-10", "-20", "-25", 150), ("10", "-10", "0", 50)],
)
def test_fremgang_for_faldende_stigende_og_negative_maal(baseline, maal, nu, ventet):
    assert fremgang(Decimal(baseline), Decimal(maal), Decimal(nu)) == ventet


def test_uden_baseline_maaling_eller_vej_er_der_ingen_fremgang():
    assert fremgang(None, Decimal(3), Decimal(4)) is None
    assert fremgang(Decimal(7), Decimal(3), None) is None
    assert fremgang(Decimal(3), Decimal(3), Decimal(4)) is None


def test_en_baseline_maalt_paa_dagen_for_golive_er_efterrationaliseret():
    assert er_efterrationaliseret(GOLIVE, GOLIVE)
    assert not er_efterrationaliseret(GOLIVE, GOLIVE - timedelta(days=1))
    assert not er_efterrationaliseret(None, GOLIVE)
