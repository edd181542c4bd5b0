"""Forskellen mellem to tekster, ord for ord."""

import random
import time

from hypothesis import given
from hypothesis import strategies as st

from opgaver.katalogimport.ordforskel import find_forskel


def aendrede(stykker):
    return [stykke.tekst for stykke in stykker if stykke.er_aendret]


def samlet(stykker):
    return "".join(stykke.tekst for stykke in stykker)


def test_kun_det_ord_der_er_skiftet_er_aendret():
    forskel = find_forskel("Aftal det med lederne.", "Aftal det med cheferne.")
    assert (aendrede(forskel.foer), aendrede(forskel.efter)) == (["lederne"], ["cheferne"])


def test_et_ord_der_er_kommet_til_staar_kun_til_hoejre():
    forskel = find_forskel("Skriv en plan", "Skriv en god plan")
    assert (aendrede(forskel.foer), aendrede(forskel.efter)) == ([], ["god "])


def test_et_nyt_afsnit_lader_de_andre_vaere():
    forskel = find_forskel("Først.\nSidst.", "Først.\nImellem.\nSidst.")
    assert (aendrede(forskel.foer), samlet(forskel.efter)) == ([], "Først.\nImellem.\nSidst.")


def test_en_helt_ny_saetning_er_et_stykke_og_ikke_et_for_hvert_ord():
    forskel = find_forskel("Nedsæt organisation", "Rettet titel")
    assert (aendrede(forskel.foer), aendrede(forskel.efter)) == (["Nedsæt organisation"], ["Rettet titel"])


def test_fra_tomt_til_noget():
    forskel = find_forskel("", "Ny tekst")
    assert (forskel.foer, aendrede(forskel.efter)) == ([], ["Ny tekst"])


@given(st.text(max_size=200), st.text(max_size=200))
def test_stykkerne_er_teksterne_igen(foer, efter):
    forskel = find_forskel(foer, efter)
    assert (samlet(forskel.foer), samlet(forskel.efter)) == (foer, efter)


@given(st.text(alphabet="ab \n", max_size=60), st.text(alphabet="ab \n", max_size=60))
def test_det_uaendrede_er_ens_paa_begge_sider(foer, efter):
    forskel = find_forskel(foer, efter)
    ens = [samlet(s for s in side if not s.er_aendret) for side in (forskel.foer, forskel.efter)]
    assert ens[0] == ens[1]


def test_de_laengste_celler_tager_ikke_sekunder():
    tilfaeldig = random.Random(1)
    ord_ = [" ".join(tilfaeldig.choices("ab", k=10_000)) for _ in range(2)]
    linjer = ["\n".join(tilfaeldig.choices("ab", k=10_000)) for _ in range(2)]
    blandet = ["\n".join(" ".join(tilfaeldig.choices("ab", k=70)) for _ in range(140)) for _ in range(2)]
    for foer, efter in (ord_, linjer, blandet):
        begyndt = time.process_time()
        find_forskel(foer, efter)
        assert time.process_time() - begyndt < 0.5
