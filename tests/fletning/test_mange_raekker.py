"""En opgradering med over tusind opgaver: svarene kommer frem, og indholdet hentes, når det skal ses."""

import re

import pytest

from opgaver.models import Opgradering
from tests.fletning.hjaelp import flet, ny_version, vis

HER = "/projekter/0751/SAPA/katalog/"
MANGE = 1_100
FAA, VISTE = 5, 3


def lav_mange(verden, antal):
    """Version 3.0, hvor så mange opgaver er ændret."""
    koder = [f"X{nummer}" for nummer in range(antal)]
    to = ny_version(verden.version, nye={kode: {"beskrivelse": "<p>Det gamle ord.</p>"} for kode in koder})
    flet(verden, to)
    return ny_version(to, "3.0", aendres={kode: {"beskrivelse": "<p>Det nye ord.</p>"} for kode in koder})


@pytest.fixture
def faa(verden, monkeypatch):
    monkeypatch.setattr("opgaver.opgraderingsvisning.FLEST_VISTE", VISTE)
    return lav_mange(verden, FAA)


def test_alle_svar_kommer_frem(verden, som):
    mange = lav_mange(verden, MANGE)
    visning = vis(verden, mange)
    svar = {f"valg-{raekke.noegle}": "behold-lokal" for raekke in visning.tabel.raekker if raekke.er_aaben}
    assert len(svar) == MANGE
    videre = som(verden.anna).post(HER, svar | {"til": "3.0", "aftryk": visning.aftryk})
    assert videre.status_code == 302 and Opgradering.objects.latest("pk").tal["beholdt"] == MANGE


def test_kun_de_foerste_opgavers_ordforskelle_staar_paa_siden(verden, som, faa):
    html = som(verden.anna).get(HER).content.decode()
    assert html.count("<del>") == VISTE and html.count('class="fletteraekke"') == FAA
    assert html.count("i en ny fane") == FAA - VISTE


def test_en_udeladt_forskel_hentes_alene_eller_med_hele_siden(verden, som, faa):
    noegle, anna = faa.kort.get(kode="X4").noegle, som(verden.anna)
    hentet = anna.get(f"{HER}?opgave={noegle}", headers={"HX-Request": "true"}).content.decode()
    assert hentet.count("<del>") == 1 and "fletteraekke" not in hentet
    side = anna.get(f"{HER}?opgave={noegle}").content.decode()
    assert side.count("<del>") == VISTE + 1
    assert re.search(rf'id="opgave-{noegle}".*?<details class="details" open>', side, re.DOTALL)


def test_en_opgave_uden_noget_at_svare_paa_har_intet_at_hente(verden, som):
    ny_version(verden.version, aendres={"A08": {"titel": "Nyt"}})
    svar = som(verden.anna).get(f"{HER}?opgave=findes-ikke", headers={"HX-Request": "true"})
    assert svar.status_code == 404
