"""Indhentningsplanen som regel: gyldig, fuld, når den kan være det, og den samme hver gang."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frister import STANDARDKALENDER, Anker, Ankre
from opgaver.flytning import Tidsrum
from opgaver.indhentning import indhent, passende_antal
from opgaver.indhentningsgrundlag import HORISONT, Aaben, Graense, Rammer, graense
from tests.indhentning.papir import brud, er_sen, kan_rummes

PAA = date(2027, 3, 10)  # onsdagen to uger før påske
RAMMER = Rammer(PAA, STANDARDKALENDER, 2, pladsnavne={1: "Projektleder", 2: "Udfører"})
HOS = {plads: frozenset({plads}) for plads in (None, 1, 2)}
ANKRE = Ankre(date(2026, 9, 1), date(2027, 4, 12), date(2027, 4, 26))


def sen(pk, **mere):
    valg = {
        "frist": PAA - timedelta(days=10),
        "graense": Graense(date(2027, 4, 12), "idriftsættelse"),
        "pladser": HOS[1],
    }
    return Aaben(pk, f"K{pk:02}", **valg | mere)


def datoer(forslag):
    return {ny.opgave.id: ny.dato for ny in forslag.nye}


def udfoert(aabne, forslag):
    nye = datoer(forslag)
    return [replace(et, frist=nye.get(et.id, et.frist)) for et in aabne]


@st.composite
def planer(draw, antal=8, dage=50):
    """Åbne opgaver, sene, kommende, uden dato og faste, med forudsætninger, der altid peger bagud."""
    aabne = []
    for pk in range(1, draw(st.integers(1, antal)) + 1):
        frist = draw(st.one_of(st.none(), st.integers(-20, -1), st.integers(-20, -1), st.integers(0, dage)))
        graensen = Graense(PAA + timedelta(days=draw(st.integers(0, dage))), "idriftsættelse")
        kraever = draw(st.frozensets(st.integers(1, pk - 1), max_size=2)) if pk > 1 else frozenset()
        dag = None if frist is None else PAA + timedelta(days=frist)
        pladser, prioritet = draw(st.sampled_from([*HOS.values(), frozenset({1, 2})])), draw(st.integers(0, 2))
        er_fast = draw(st.integers(0, 3)) == 0
        aabne.append(Aaben(pk, f"K{pk:02}", dag, graensen, pladser, prioritet, kraever, er_fast, draw(st.booleans())))
    fra = PAA + timedelta(days=draw(st.integers(-5, dage)))
    frys = (Tidsrum("Valg", fra, fra + timedelta(days=6)),) if draw(st.booleans()) else ()
    return aabne, replace(RAMMER, pr_uge=draw(st.integers(1, 3)), frysperioder=frys)


@settings(max_examples=100, deadline=None)
@given(planer(antal=12))
def test_en_plan_holder_alle_krav_og_efterlader_intet_uset(plan):
    aabne, rammer = plan
    forslag = indhent(aabne, rammer)
    assert brud(aabne, rammer, datoer(forslag)) == []
    givet = {*datoer(forslag), *(et.opgave.id for et in forslag.tilovers)}
    assert givet == {et.id for et in aabne if er_sen(et, PAA)}


@settings(max_examples=100, deadline=None)
@given(planer(antal=12), st.randoms())
def test_den_samme_plan_kommer_ud_i_hvilken_orden_opgaverne_end_kommer_ind(plan, tilfaeldig):
    aabne, rammer = plan
    blandet = tilfaeldig.sample(aabne, len(aabne))
    assert indhent(blandet, rammer) == indhent(aabne, rammer)


@settings(max_examples=100, deadline=None)
@given(planer(antal=12))
def test_en_udfoert_plan_har_intet_at_indhente(plan):
    aabne, rammer = plan
    forslag = indhent(aabne, rammer)
    igen = indhent(udfoert(aabne, forslag), rammer)
    assert igen.nye == ()
    assert {et.opgave.id for et in igen.tilovers} == {et.opgave.id for et in forslag.tilovers}


@settings(max_examples=40, deadline=None)
@given(planer(antal=5, dage=10))
def test_en_plan_er_fuld_naar_nogen_fordeling_kan_vaere_det(plan):
    aabne, rammer = plan
    sene = [et.id for et in aabne if er_sen(et, PAA)][:3]
    aabne = [et for et in aabne if et.id in sene or not er_sen(et, PAA)]
    assert (not indhent(aabne, rammer).tilovers) == kan_rummes(aabne, rammer, sene)


@settings(max_examples=40, deadline=None)
@given(planer(antal=12))
def test_det_mindste_antal_er_nok_og_et_mindre_er_ikke(plan):
    aabne, rammer = plan
    forslag = indhent(aabne, rammer)
    umulige = len(indhent(aabne, replace(rammer, pr_uge=len(aabne) + 1)).tilovers)
    assert (forslag.mindst is not None) == (len(forslag.tilovers) > umulige)
    if forslag.mindst:
        assert len(indhent(aabne, replace(rammer, pr_uge=forslag.mindst)).tilovers) == umulige
        assert len(indhent(aabne, replace(rammer, pr_uge=forslag.mindst - 1)).tilovers) > umulige


@settings(max_examples=40, deadline=None)
@given(planer(antal=12))
def test_uden_et_valg_er_antallet_det_faerreste_fra_to_til_fem_der_er_plads_med(plan):
    aabne, rammer = plan
    umulige = len(indhent(aabne, replace(rammer, pr_uge=len(aabne) + 1)).tilovers)
    nok = (n for n in range(2, 6) if len(indhent(aabne, replace(rammer, pr_uge=n)).tilovers) == umulige)
    assert passende_antal(aabne, rammer) == next(nok, 5)


def test_et_antal_der_ikke_kan_vaelges_foreslaas_aldrig():
    grav = [sen(pk, graense=Graense(date(2027, 3, 19), "idriftsættelse")) for pk in range(1, 131)]
    forslag = indhent(grav, RAMMER)
    assert (forslag.mindst, forslag.hjaelper_flere) == (None, True)
    faerre = indhent(grav[:100], RAMMER)
    assert (faerre.mindst, faerre.hjaelper_flere) == (50, True)


def test_blandt_lige_gaar_prioriteten_forud_og_saa_den_aeldste_frist():
    aeldst = PAA - timedelta(days=30)
    aabne = [sen(1), sen(2, prioritet=2, frist=aeldst), sen(3, frist=aeldst), sen(4, prioritet=0), sen(5)]
    forslag = indhent(aabne, replace(RAMMER, pr_uge=1))
    assert [ny.opgave.id for ny in forslag.nye] == [4, 3, 1, 5, 2]


def test_fristen_er_ugens_sidste_arbejdsdag_og_paaskeugen_slutter_onsdag():
    forslag = indhent([sen(pk) for pk in range(1, 7)], RAMMER)
    assert [f"{ny.dato:%d.%m}" for ny in forslag.nye] == ["12.03", "12.03", "19.03", "19.03", "24.03", "24.03"]
    assert forslag.nye[-1].hvorfor == "uge 10–11 er fyldt for Projektleder"


def test_det_der_ligger_i_ugen_i_forvejen_taeller_med():
    ligger = [sen(7, frist=PAA), sen(8, frist=date(2027, 3, 11))]
    assert datoer(indhent([sen(1), *ligger], RAMMER)) == {1: date(2027, 3, 19)}


def test_ugen_taelles_baade_hos_den_ansvarlige_og_hos_udfoereren():
    aabne = [sen(pk, pladser=frozenset({2, 3 + pk})) for pk in (1, 2, 3)]
    forslag = indhent(aabne, RAMMER)
    assert [f"{ny.dato:%d.%m}" for ny in forslag.nye] == ["12.03", "12.03", "19.03"]
    assert forslag.nye[-1].hvorfor == "uge 10 er fyldt for Udfører"


def test_en_lang_kaede_kan_indhentes():
    kaede = [sen(pk, kraever=frozenset({pk + 1})) for pk in range(1, 600)]
    assert len(datoer(indhent([*kaede, sen(600)], replace(RAMMER, pr_uge=600)))) == 600


def test_det_faste_flyttes_ikke_og_fylder_ikke_men_der_ventes_paa_det():
    faste = [sen(pk, frist=date(2027, 3, 18), er_fast=True) for pk in (7, 8, 9)]
    aabne = [sen(1, kraever=frozenset({7})), sen(2), sen(6, er_fast=True, kraever=frozenset({2})), *faste]
    assert datoer(indhent(aabne, RAMMER)) == {1: date(2027, 3, 19), 2: date(2027, 3, 12)}


@pytest.mark.parametrize(
    ("mere", "hvorfor"),
    [
        ({"graense": Graense(PAA, "idriftsættelse")}, "der er ingen dage, der kan bruges, til og med idriftsættelse"),
        ({"kraever": frozenset({8})}, "venter på K08 (1. maj 2027) og skal være færdig senest idriftsættelse"),
        ({"kraever": frozenset({9})}, "venter på K09, som der ikke er plads til"),
    ],
)
def test_en_opgave_der_ikke_er_plads_til_siger_hvorfor(mere, hvorfor):
    umulig = sen(9, graense=Graense(PAA, "idriftsættelse"))
    forslag = indhent([sen(1, **mere), sen(8, frist=date(2027, 5, 1)), umulig], RAMMER)
    [tilovers] = [et for et in forslag.tilovers if et.opgave.id == 1]
    assert tilovers.hvorfor.startswith(hvorfor)
    assert forslag.mindst is None


def test_det_der_venter_saetter_graensen():
    venter = sen(8, frist=date(2027, 3, 17), kraever=frozenset({1}), pladser=HOS[2])
    fyld = [sen(pk) for pk in (2, 3, 4, 5)]
    assert datoer(indhent([sen(1, prioritet=2), *fyld, venter], RAMMER))[1] == date(2027, 3, 12)
    [rest] = indhent([sen(1), replace(venter, frist=PAA)], RAMMER).tilovers
    assert "K08, der venter på den og har frist 10. marts 2027" in rest.hvorfor


def test_af_to_lige_tidlige_der_venter_naevnes_den_samme_i_enhver_orden():
    aabne = [sen(1), *(sen(pk, frist=PAA, kraever=frozenset({1})) for pk in (8, 9))]
    assert indhent(aabne, RAMMER) == indhent(aabne[::-1], RAMMER)


def test_en_plan_paa_tvaers_af_pladser_findes_ved_at_lede():
    uger = [Graense(date(2027, 3, dag)) for dag in (12, 19, 26)]
    foerst = sen(1, graense=uger[1])
    ligger = [sen(8, frist=date(2027, 3, 18), pladser=HOS[2]), sen(9, frist=date(2027, 3, 24), pladser=HOS[2])]
    aabne = [
        sen(2, graense=uger[1], prioritet=0),
        foerst,
        sen(3, graense=uger[2], pladser=HOS[2], kraever=frozenset({1})),
    ]
    forslag = indhent([*aabne, *ligger], replace(RAMMER, pr_uge=1))
    assert forslag.tilovers == ()
    assert [ny.opgave.id for ny in forslag.nye] == [1, 3, 2]


@pytest.mark.parametrize(
    ("anker", "paa", "ventet"),
    [
        (Anker.IDRIFTSAETTELSE, PAA, Graense(date(2027, 4, 12), "idriftsættelse")),
        (Anker.GOLIVE, PAA, Graense(date(2027, 4, 26), "go-live")),
        (None, PAA, Graense(date(2027, 4, 12), "idriftsættelse")),
        (Anker.IDRIFTSAETTELSE, date(2027, 4, 12), Graense(date(2027, 4, 26), "go-live")),
        (Anker.GOLIVE, date(2027, 4, 26), Graense(date(2027, 4, 26) + HORISONT)),
    ],
)
def test_graensen_er_den_foerste_af_projektets_datoer_der_ikke_er_naaet(anker, paa, ventet):
    assert graense(anker, ANKRE, paa) == ventet
