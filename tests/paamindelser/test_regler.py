"""Trinenes regler, prøvet dag for dag over et helt år mod en anden, langsommere måde at regne dem ud på."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from frister import STANDARDKALENDER, Kalender
from paamindelser.regler import HUSKES, VARSEL, seneste_trin, trin_at_sige

DAG = timedelta(days=1)
FOERSTE_FRIST = date(2027, 1, 1)
frister = st.dates(FOERSTE_FRIST, date(2028, 12, 31))


def dage(fra, til):
    return [fra + n * DAG for n in range((til - fra).days + 1)]


def fej(frist, fejede_dage):
    """Hvad fejningen siger om fristen på de dage, den kører."""
    sagt, sidst = [], None
    for dag in fejede_dage:
        if trin := trin_at_sige(frist, dag, sidst):
            sagt.append((dag, trin.noegle))
            sidst = dag
    return sagt


def facit(frist, fejede_dage):
    """Det samme med en liste over alle trin, hvor de forsømte tidligere trin streges, når et senere siges."""
    tilbage = [(frist - 14 * DAG, "14_dage"), (frist - 3 * DAG, "3_dage"), (frist + DAG, "overskredet")]
    tilbage += [(frist + DAG + uge * 7 * DAG, f"uge_{uge}") for uge in range(1, 60)]
    sagt = []
    for dag in fejede_dage:
        faldne = [trin for trin in tilbage if trin[0] <= dag]
        if faldne and STANDARDKALENDER.er_arbejdsdag(dag):
            sagt.append((dag, faldne[-1][1]))
            tilbage = [trin for trin in tilbage if trin not in faldne]
    return sagt


@pytest.mark.parametrize(
    ("dage_til", "trin"),
    [
        (15, None),
        (14, "14_dage"),
        (4, "14_dage"),
        (3, "3_dage"),
        (0, "3_dage"),
        (-1, "overskredet"),
        (-7, "overskredet"),
        (-8, "uge_1"),
        (-15, "uge_2"),
        (-365, "uge_52"),
    ],
)
def test_et_trin_falder_paa_sin_dag(dage_til, trin):
    paa = date(2027, 2, 1)
    fundet = seneste_trin(paa + dage_til * DAG, paa)
    assert (fundet and fundet.noegle) == trin


def test_et_trin_siges_kun_en_gang():
    frist, paa = date(2027, 2, 15), date(2027, 2, 1)
    assert trin_at_sige(frist, paa, None).noegle == "14_dage"
    assert trin_at_sige(frist, paa, paa) is None
    assert trin_at_sige(frist, paa + DAG, paa) is None


def test_et_trin_paa_en_fridag_kommer_den_naeste_arbejdsdag():
    tirsdag, loerdag, mandag = date(2027, 2, 9), date(2027, 2, 6), date(2027, 2, 8)
    assert trin_at_sige(tirsdag, loerdag, date(2027, 1, 26)) is None
    assert trin_at_sige(tirsdag, mandag, date(2027, 1, 26)).noegle == "3_dage"


def test_et_trin_paa_skaertorsdag_kommer_tirsdag_efter_paaske():
    skaertorsdag, tirsdag = date(2027, 3, 25), date(2027, 3, 30)
    assert fej(skaertorsdag + 14 * DAG, dage(date(2027, 3, 20), tirsdag)) == [(tirsdag, "14_dage")]


def test_kommunens_egne_lukkedage_kan_gaelde():
    kalender = Kalender(lukkedage=frozenset({date(2027, 2, 1)}))
    assert trin_at_sige(date(2027, 2, 15), date(2027, 2, 1), None, kalender) is None


def test_af_flere_forsoemte_trin_siges_kun_det_seneste():
    sagt = fej(date(2027, 2, 1), dage(date(2027, 2, 15), date(2027, 2, 28)))
    assert [trin for _, trin in sagt] == ["uge_1", "uge_2", "uge_3"]


def test_en_dato_tilbage_i_tiden_gentager_intet():
    frist = date(2027, 2, 15)
    assert trin_at_sige(frist, date(2027, 2, 1), sidst_sagt=date(2027, 2, 12)) is None


def test_hvert_trin_siges_praecis_en_gang_for_hver_frist_i_et_aar_naar_ingen_dag_forsoemmes():
    for frist in dage(FOERSTE_FRIST, FOERSTE_FRIST + 365 * DAG):
        fejede = dage(frist - 20 * DAG, frist + 60 * DAG)
        assert fej(frist, fejede) == facit(frist, fejede)


@given(frister, st.sets(st.integers(-20, 120)))
def test_hvert_trin_siges_hoejst_en_gang_og_indhentes_uanset_hvilke_dage_der_forsoemmes(frist, forskydninger):
    fejede = [frist + n * DAG for n in sorted(forskydninger)]
    sagt = fej(frist, fejede)
    assert sagt == facit(frist, fejede)
    assert len({trin for _, trin in sagt}) == len(sagt)


@given(frister, st.integers(-30, 800))
def test_det_seneste_trin_faldt_saa_nyligt_at_det_huskes(frist, forskydning):
    paa = frist + forskydning * DAG
    trin = seneste_trin(frist, paa)
    assert trin is None or paa - HUSKES <= trin.dag <= paa
    assert (trin is None) == (frist > paa + VARSEL)
