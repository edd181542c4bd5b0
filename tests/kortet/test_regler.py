"""Reglerne om omtaler og forudsætninger, uden database."""

from graphlib import TopologicalSorter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opgaver.forudsaetningsregler import kreds, kredssluttere
from opgaver.omtaleregler import Person, find_omtaler, i_ord

BO_H = Person(1, "Bo Hansen", "bo@aarhus.dk")
BO_J = Person(2, "Bo Lind Jensen", "bj@aarhus.dk")
ANNE = Person(3, "Anne-Mette Ørum", "amo@aarhus.dk")
TO_IDA = (Person(4, "Ida Holm", "ih1@aarhus.dk"), Person(5, "Ida Holm", "ih2@aarhus.dk"))
ALLE = (BO_H, BO_J, ANNE, *TO_IDA)


@pytest.mark.parametrize(
    ("tekst", "fundne"),
    [
        ("@Bo Hansen ringer du?", [1]),
        ("Spørg @bo hansen, tak", [1]),
        ("@bo@aarhus.dk.", [1]),
        ("@BJ@AARHUS.DK og @anne-mette", [2, 3]),
        ("@Bo Jensen", [2]),
        ("(@Anne-Mette Ørum) @Anne-Mette", [3]),
        ("Skriv til bo@aarhus.dk", []),
        ("@ Bo Hansen og @@Bo Hansen", []),
        ("@Bo Hansen og derefter @Bo igen", [1]),
        ("@Bo\nHansen", []),
    ],
)
def test_en_omtale_findes_paa_navn_og_adresse(tekst, fundne):
    assert [person.id for person in find_omtaler(tekst, ALLE).personer] == fundne


@pytest.mark.parametrize(
    ("tekst", "saetning"),
    [
        ("@Bo?", "»@Bo« kan være Bo Hansen eller Bo Lind Jensen. Skriv hele navnet eller e-mailadressen."),
        ("@Ida Holm", "»@Ida Holm« er 2 personer med det samme navn. Skriv den enes e-mailadresse."),
    ],
)
def test_tvivl_siger_hvem_det_kan_vaere(tekst, saetning):
    (fund,) = find_omtaler(tekst, ALLE).tvivl
    assert i_ord(fund) == saetning


def test_et_helt_navn_findes_ogsaa_med_punktum_og_parentes_og_det_laengste_gaelder():
    jens, holm = Person(6, "Jens P. Hansen", "jph@aarhus.dk"), Person(7, "Jens Holm", "jh@aarhus.dk")
    vikar, kun_bo = Person(8, "Bo (vikar) Lind", "bvl@aarhus.dk"), Person(9, "Bo", "bo9@aarhus.dk")
    alle = (*ALLE, jens, holm, vikar, kun_bo)
    fundet = find_omtaler("@jens p. hansen, @Bo (vikar) Lind. @Bo Jensen og @Bo", alle)
    assert fundet.personer == (jens, vikar, BO_J, kun_bo) and not fundet.tvivl
    assert find_omtaler("@Bo Hansenius og @Jens P. Hansen-Lind", (BO_H, jens, holm)).personer == (BO_H,)


def test_en_ukendt_er_kun_det_skrevne_ord():
    assert find_omtaler("@Carl Holst og @carl@odense.dk", ALLE).ukendte == ("Carl", "carl@odense.dk")


@settings(max_examples=100)
@given(st.text(alphabet="@Bo HansenÆø.-'\n", max_size=60))
def test_en_omtale_finder_aldrig_andre_end_de_givne(tekst):
    fundet = find_omtaler(tekst, ALLE[:1])
    assert set(fundet.personer) <= {BO_H} and not fundet.tvivl
    assert all(ord_ in tekst for ord_ in fundet.ukendte)


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_forudsaetninger_lagt_til_en_for_en_bliver_aldrig_en_kreds(forslag):
    par = set()
    for opgave, kraever in forslag:
        vej = kreds(par, opgave, kraever)
        if not vej:
            par.add((opgave, kraever))
        else:
            assert (vej[0], vej[-1]) == (kraever, opgave) and set(pairwise(vej)) <= par
    venter = {fra: [til for et, til in par if et == fra] for fra in range(8)}
    ude = set()
    while klar := [nr for nr in venter if nr not in ude and set(venter[nr]) <= ude]:
        ude.update(klar)
    assert len(ude) == 8


@settings(max_examples=100)
@given(st.lists(st.tuples(st.integers(0, 7), st.integers(0, 7)), max_size=40))
def test_der_undvaeres_kun_par_der_slutter_en_kreds_med_dem_der_bliver(alle):
    undvaeres = kredssluttere({fra: [til for et, til in alle if et == fra] for fra in range(8)})
    bliver = set(alle) - undvaeres
    TopologicalSorter({fra: [til for et, til in bliver if et == fra] for fra in range(8)}).prepare()
    assert undvaeres <= set(alle) and all(kreds(bliver, *par) for par in undvaeres)
