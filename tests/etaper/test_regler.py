"""Hvem der venter på hvem, og hvad der rykker; uden database."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frister import STANDARDKALENDER, Ankre, tolk
from opgaver.etaperegler import GOLIVE, STABIL, TRIN, Hold, kraever_foerst, maa_ikke, rykkes, venter_paa
from opgaver.flytning import Post, Vilkaar, flytning
from opgaver.uddannelsesregler import flyttet_dag
from tests.frister import andet_syn
from tests.frister.andet_syn import Papirkalender

DAG = date(2027, 3, 1)


def hold(*trin):
    return [Hold(nr, f"Hold {nr}", DAG + timedelta(weeks=nr), frozenset(et)) for nr, et in enumerate(trin, 1)]


@pytest.mark.parametrize(("foer", "venter"), [((), True), ((GOLIVE,), True), ((GOLIVE, STABIL), False)])
def test_det_naeste_hold_venter_til_det_foer_er_stabilt(foer, venter):
    for alle in (hold(foer, ()), hold(foer, ())[::-1]):
        assert bool(venter_paa(alle, 2, GOLIVE)) is venter


@pytest.mark.parametrize("slags", [slags for slags in TRIN if slags != GOLIVE])
def test_kun_golive_venter(slags):
    assert venter_paa(hold((), ()), 2, slags) is None


def test_det_foerste_hold_venter_ikke_heller_ikke_naar_det_er_oprettet_sidst():
    assert venter_paa(hold((), ())[::-1], 1, GOLIVE) is None


def test_et_hold_er_ikke_stabilt_foer_det_er_gaaet_i_gang():
    assert kraever_foerst(frozenset(), STABIL) == GOLIVE and kraever_foerst(frozenset({GOLIVE}), STABIL) == ""


@settings(max_examples=100)
@given(
    st.lists(st.frozensets(st.sampled_from(TRIN)), min_size=1, max_size=6),
    st.integers(1, 6),
    st.randoms(use_true_random=False),
)
def test_kun_de_ventende_fra_holdet_og_frem_rykker(trin, id_, blander):
    alle, fra = hold(*trin), DAG + timedelta(weeks=2)
    blander.shuffle(blandet := list(alle))
    ventende = [et for et in alle if et.id >= id_ and GOLIVE not in et.trin and et.golive >= fra]
    assert rykkes(blandet, id_, fra) == ventende


@settings(max_examples=100)
@given(
    st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    st.dates(date(2026, 1, 1), date(2029, 12, 31)),
    st.integers(0, 30),
    st.sampled_from(["dage", "arbejdsdage", "uger", "måneder"]),
    st.sampled_from(["før", "efter"]),
)
def test_en_etapes_frist_gaar_ud_fra_dens_egen_golive_som_det_andet_syn(projektets, etapens, antal, enhed, retning):
    post = Post(1, "G01", "Hyper-care", tolk(f"{antal} {enhed} {retning} go-live"), None, golive=etapens)
    [raekke] = flytning([post], Vilkaar(Ankre(golive=projektets), STANDARDKALENDER, DAG)).raekker
    assert raekke.til == andet_syn.relativ(etapens, antal, enhed, retning, Papirkalender())[1]


@pytest.mark.parametrize("slags", TRIN)
@pytest.mark.parametrize(("dage", "er_paa_pause", "maa"), [(0, False, True), (0, True, False), (-1, False, False)])
def test_et_hold_gaar_ikke_i_gang_paa_pause_eller_foer_idriftsaettelsen(slags, dage, er_paa_pause, maa):
    hvorfor = maa_ikke(slags, DAG + timedelta(days=dage), DAG, er_paa_pause=er_paa_pause)
    assert (not hvorfor) is (maa or slags not in (GOLIVE, STABIL))


@settings(max_examples=100)
@given(*[st.dates(date(2026, 10, 1), date(2027, 12, 31))] * 2, st.integers(0, 90))
def test_dagen_til_uddannelse_er_en_arbejdsdag_foer_golive_og_den_samme_frem_og_tilbage(golive, til, dage):
    dag, kalender = golive - timedelta(days=dage), STANDARDKALENDER
    rykket = flyttet_dag(dag, golive, til, kalender, er_naaet=False)
    assert kalender.er_arbejdsdag(rykket) and rykket <= til
    if kalender.er_arbejdsdag(dag) and kalender.er_arbejdsdag(til):
        assert flyttet_dag(rykket, til, golive, kalender, er_naaet=False) == dag
