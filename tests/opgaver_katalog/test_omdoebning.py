"""Reglen om, hvilke kort der ser ud til at være omdøbt."""

import time

from hypothesis import given
from hypothesis import strategies as st

from opgaver.katalogimport.omdoebning import Korttekst, Par, foreslaa

ARBEJDSGANGE = "Beskriv de arbejdsgange, der ændrer sig, og aftal dem med lederne i hvert center."


def kort(kode, titel="Forbered arbejdsgange", tekst=ARBEJDSGANGE):
    return Korttekst(kode, titel, tekst)


def test_det_samme_kort_under_en_ny_kode_foreslaas():
    assert foreslaa([kort("a08")], [kort("a09")]) == [Par("a08", "a09", 1.0)]


def test_store_bogstaver_tegn_og_linjeskift_er_ikke_en_forskel():
    assert foreslaa([kort("a")], [kort("b", "FORBERED: arbejdsgange!", f"\n{ARBEJDSGANGE}\n")])[0].lighed == 1


def test_et_rettet_ord_er_stadig_naesten_det_samme_kort():
    (par,) = foreslaa([kort("a08")], [kort("a09", tekst=ARBEJDSGANGE.replace("lederne", "cheferne"))])
    assert 0.9 < par.lighed < 1


def test_to_forskellige_opgaver_foreslaas_ikke():
    assert foreslaa([kort("a")], [kort("b", "Opret brugere", "Alle medarbejdere skal have adgang inden jul.")]) == []


def test_to_korte_titler_der_ligner_foreslaas_ikke():
    assert foreslaa([kort("a", "Test 1", "")], [kort("b", "Test 2", "")]) == []


def test_den_mest_ens_vinder():
    naesten, helt = kort("b", tekst=f"{ARBEJDSGANGE} Også om sommeren."), kort("c")
    assert [par.til for par in foreslaa([kort("a")], [naesten, helt])] == ["c"]


def test_ens_kort_parres_i_den_orden_de_staar():
    par = foreslaa([kort("a1"), kort("a2")], [kort("b1"), kort("b2")])
    assert [(et.fra, et.til) for et in par] == [("a1", "b1"), ("a2", "b2")]


ORD = st.sampled_from(["plan", "leder", "system", "bruger", "dato", "møde", "drift"])
TEKSTER = st.lists(st.lists(ORD, max_size=6).map(" ".join), max_size=12)


@given(TEKSTER, TEKSTER)
def test_intet_kort_er_med_i_to_par_og_parrene_er_et_udgaaet_og_et_nyt(foer, efter):
    udgaaede = [Korttekst(f"u{n}", tekst, "") for n, tekst in enumerate(foer)]
    nye = [Korttekst(f"n{n}", tekst, "") for n, tekst in enumerate(efter)]
    par = foreslaa(udgaaede, nye)
    fra, til = [et.fra for et in par], [et.til for et in par]
    assert len(set(fra)) == len(fra) and set(fra) <= {et.noegle for et in udgaaede}
    assert len(set(til)) == len(til) and set(til) <= {et.noegle for et in nye}


def test_to_kort_uden_et_eneste_ord_er_ikke_det_samme():
    assert foreslaa([kort("a", "!", "")], [kort("b", "–", "")]) == []


@given(TEKSTER.map(lambda tekster: [f"Opgave {tekst}" for tekst in tekster]))
def test_et_helt_omnummereret_katalog_bliver_kun_til_par(tekster):
    par = foreslaa(
        [Korttekst(f"u{n}", t, "") for n, t in enumerate(tekster)],
        [Korttekst(f"n{n}", t, "") for n, t in enumerate(tekster)],
    )
    assert len(par) == len(tekster)
    assert all(et.lighed == 1 for et in par)


def test_to_hundrede_lange_kort_paa_hver_side_tager_ikke_sekunder():
    lang = "ord " * 5_000
    udgaaede = [Korttekst(f"u{n}", f"Opgave {n}", lang + "æble" * n) for n in range(200)]
    nye = [Korttekst(f"n{n}", f"Opgave {n}", lang + "pære" * n) for n in range(200)]
    begyndt = time.process_time()
    foreslaa(udgaaede, nye)
    assert time.process_time() - begyndt < 5
