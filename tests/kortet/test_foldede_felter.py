"""Kortets foldede felter: de tegnes først, når deres del er åben, og bærer den udgave, siden viser."""

import pytest

from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from tests.eget.hjaelp import HTMX, adresse
from tests.medvirkende import I_DAG

DELE = {
    "frist": "saet-frist",
    "fase": "saet-fase",
    "kriterier": "saet-kriterier",
    "tekst": "saet-tekst",
    "dokumenter": "laeg-dokument",
    "forudsaetninger": "tilfoej-forudsaetning",
}


@pytest.mark.parametrize(("del_", "knap"), DELE.items())
def test_et_link_aabner_netop_den_ene_del_ogsaa_uden_javascript(som, verden, del_, knap):
    klient, sti = som(verden.anna), adresse("kort", verden.opgave("A08").pk)
    foldet, aaben = klient.get(sti).text, klient.get(sti, {"aabn": del_}).text
    assert f'id="{knap}"' not in foldet and f'name="aabn" value="{del_}"' in foldet
    assert [et for et in DELE.values() if f'id="{et}"' in aaben] == [knap]
    assert f'id="{del_}-felter"' in foldet and f'id="{del_}-felter"' in aaben


def test_felter_hentet_ind_i_en_aeldre_side_bliver_ikke_nyere_end_den(som, verden):
    opgave = verden.opgave("A08")
    saet_status(KOMMANDOLINJE, opgave, "i_gang", paa=I_DAG)
    klient, sti, spurgt = som(verden.anna), adresse("kort", opgave.pk), {"aabn": "tekst", "udgave": 1}
    assert 'name="udgave" value="1" ' in klient.get(sti, spurgt, headers=HTMX).text.partition('id="tekst-felter"')[2]
    assert 'name="udgave" value="1" ' not in klient.get(sti, spurgt).text


def test_paa_en_telefon_kommer_maalet_foer_det_lokale_og_en_linje_med_status_foer_dem_begge(som, verden):
    tekst = som(verden.anna).get(adresse("kort", verden.opgave("A08").pk)).text
    steder = [tekst.index(et) for et in ('id="kort-linje"', "<h2>Mål</h2>", "<h2>Beskrivelse</h2>", 'id="lokalt"')]
    assert steder == sorted(steder) and 'href="#lokalt"' in tekst


@pytest.mark.parametrize(
    ("navn", "data"),
    [
        ("ret", {"status": "ikke_relevant", "udgave": 1}),
        ("ret", {"status": "vrøvl", "udgave": 1}),
        ("saet_frist", {"frist": "i morgen", "udgave": 1}),
        ("afkryds", {"faerdig": "on", "udgave": 7}),
        ("flyt_paa_tavlen", {"status": "ikke_relevant", "udgave": 1}),
    ],
)
def test_et_afvist_svar_tager_den_gamle_besked_bort(som, verden, navn, data):
    svar = som(verden.anna).post(adresse(navn, verden.opgave("A08").pk), data, headers=HTMX)
    assert svar.status_code in (409, 422) and svar.text.count('id="meddelelser" hx-swap-oob="innerHTML"') == 1


def test_den_der_kun_loeser_opgaven_kan_ikke_aabne_lederens_dele(som, verden):
    tekst = som(verden.bo).get(adresse("kort", verden.opgave("A08").pk), {"aabn": "frist"}).text
    assert "saet-frist" not in tekst and 'value="frist"' not in tekst
