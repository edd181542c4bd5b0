"""Siden med projekter, når man ingen har: hvad der er sandt, og hvem man kan spørge."""

import pytest

from opgaver.fremdrift import opgaver_i_ord
from projekter.models import Projekt, Rettighed
from tests.medvirkende import lav_bruger

SIDER = ("/projekter/", "/")


@pytest.fixture
def per(verden):
    """En projektleder i Aarhus uden plads i kommunens projekt."""
    return lav_bruger("per@aarhus.example", "Per Dam", verden.aarhus, Rettighed.PROJEKTLEDER)


@pytest.mark.parametrize("adresse", SIDER)
def test_en_projektleder_uden_plads_faar_at_vide_hvem_der_kan_spoerges(per, som, adresse):
    side = som(per).get(adresse).text
    assert "Aarhus Kommune har allerede et projekt, som du ikke har en plads i" in side
    assert "første" not in side and "SAPA" not in side


@pytest.mark.parametrize("adresse", SIDER)
def test_kun_den_hvis_kommune_intet_projekt_har_kan_oprette_det_foerste(verden, per, som, adresse):
    Projekt.objects.filter(kommune=verden.aarhus).update(kommune=verden.star)
    side = som(per).get(adresse).text
    assert "første" in side and "allerede" not in side


def test_en_udgiver_bliver_ikke_bedt_om_at_faa_en_plads(verden, som):
    side = som(verden.karen).get("/projekter/").text
    assert "plads" not in side
    assert '<a href="/overblik/">Overblik</a>' in side


def test_en_udgiver_uden_loesninger_foeres_ikke_til_overblikket(verden, som):
    stine = lav_bruger("stine@star.example", "Stine Lund", verden.star, Rettighed.KATALOGREDAKTOER)
    side = som(stine).get("/projekter/").text
    assert "kommunernes egne" in side and "/overblik/" not in side


@pytest.mark.parametrize(("antal", "ventet"), [(0, "0 opgaver"), (1, "1 opgave"), (7, "7 opgaver")])
def test_opgaver_taelles_paa_dansk(antal, ventet):
    assert opgaver_i_ord(antal) == ventet
