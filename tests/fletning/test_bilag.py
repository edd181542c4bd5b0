"""Udgiverens andre bilag ses, når en version flettes ind, og bliver aldrig taget med i stilhed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opgaver.bilagsforskel import find_bilagsforskel, kendetegn
from opgaver.fletning import Slags
from opgaver.models import Bilag, Opgradering
from projekter.models import Haendelse
from tests.fletning.hjaelp import flet, ny_version, vis
from tests.udgivet import uden_vaern


def bilag(titel, fil="a.pdf", lagret="a", **felter):
    return Bilag(titel=titel, filnavn=fil, lagret=lagret, **felter)


@pytest.fixture
def to(verden):
    """2.0, hvor A08 kun er anderledes ved bilagene, og C01 også er omdøbt til C02."""
    version = ny_version(verden.version, aendres={"C01": {"kode": "C02"}})
    gamle = {"A08": [bilag("Vejledning"), bilag("Skema", lagret="s")], "C01": []}
    nye = {"A08": [bilag("Vejledning", "b.pdf", "b"), bilag("Film", lagret="f")], "C02": [bilag("Kursus")]}
    with uden_vaern():
        for en, efter_kode in ((verden.version, gamle), (version, nye)):
            for kode, liste in efter_kode.items():
                for et in liste:
                    et.kort = en.kort.get(kode=kode)
                Bilag.objects.bulk_create(liste)
    return version


def test_et_kort_med_andre_bilag_er_aendret_uden_konflikt(verden, to):
    raekker = {vis(verden, to).nyeste_kort(raekke).kode: raekke for raekke in vis(verden, to).tabel.raekker}
    assert (raekker["A08"].slags, raekker["A08"].felter, raekker["A08"].konflikt) == (
        Slags.AENDRET, {"bilag"}, frozenset(),
    )  # fmt: skip
    assert raekker["K03"].slags is Slags.UAENDRET


def test_bilagene_og_den_gamle_kode_ses_foer_paa_kvitteringen_og_i_historikken(verden, to, som):
    anna = som(verden.anna)
    side = anna.get(f"/projekter/{'/'.join(verden.projekt.adresse)}/katalog/").text
    for ordet in ("Nyt bilag", "Udskiftet bilag", "Udgået bilag", "Bilag, I ikke har set før", "Omdøbt fra"):
        assert ordet in side
    kvittering = anna.get(flet(verden, to).get_absolute_url()).text
    assert "Udskiftet bilag: Vejledning" in kvittering and "Omdøbt fra C01" in kvittering
    linje = Haendelse.objects.get(genstand_type="opgave", genstand_id=verden.opgave("A08").pk, felt="katalogversion")
    assert linje.begrundelse == "nyt bilag: Film; udskiftet bilag: Vejledning; udgået bilag: Skema"
    assert Opgradering.objects.get().tal["aendrede"] == 2


BILAG = st.builds(bilag, st.sampled_from("abc"), st.sampled_from(["x.pdf", "y.pdf"]), st.sampled_from("12"))


@given(st.lists(BILAG, max_size=5), st.lists(BILAG, max_size=5))
def test_hvert_bilag_er_ens_eller_naevnt_netop_en_gang(foer, nu):
    for nummer, et in enumerate((*foer, *nu), 1):
        et.pk = nummer
    forskel = find_bilagsforskel(foer, nu)
    par = [*forskel.udskiftede, *forskel.omdoebte]
    ens = len(nu) - len(forskel.nye) - len(par)
    assert ens == len(foer) - len(forskel.udgaaede) - len(par)
    assert bool(forskel.felter) == (kendetegn(foer) != kendetegn(nu))
    assert len(forskel.felter) == len(forskel.i_ord)
