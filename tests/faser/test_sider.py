"""Siderne om fasemodellerne viser, hvad modellen siger, og hvor det kommer fra."""

import re

import pytest
from django.urls import reverse

from faser.models import Implementeringsmodel
from faser.stamdata import indlaes_modeller

pytestmark = pytest.mark.django_db


@pytest.fixture
def bruger(django_user_model):
    return django_user_model.objects.create_user("bo@aarhus.example", "Bo Lindgaard")


@pytest.fixture
def hent(client, bruger):
    indlaes_modeller()
    client.force_login(bruger)

    def hent_(navn, *dele):
        svar = client.get(reverse(navn, args=dele))
        assert svar.status_code == 200
        return svar.content.decode()

    return hent_


def test_listen_viser_alle_modeller_med_antal_faser(hent):
    side = hent("faser:liste")

    for model in Implementeringsmodel.objects.all():
        assert reverse("faser:vis", args=[model.noegle]) in side
    assert "5 og 3 delfaser" in side


def test_listen_siger_hvad_der_mangler_naar_der_ingen_modeller_er(client, bruger):
    client.force_login(bruger)

    assert "indlaes_stamdata" in client.get(reverse("faser:liste")).content.decode()


def test_en_model_viser_fasernes_kendetegn_og_delfaser(hent):
    side = hent("faser:vis", "implementeringsmodellen")

    for tekst in ("F0 Tilslutning", "2.2 Klargøring", "Topledelsen er involveret.", "delfase af F2"):
        assert tekst in side


def test_det_der_mangler_i_kilden_staar_som_manglende(hent):
    side = hent("faser:vis", "implementeringsmodellen")
    fase_nul = re.search(r'<th scope="row">F0 Tilslutning</th>\s*<td[^>]*Succesfaktorer.*?</td>', side, re.S)

    assert "Mangler i kilden" in fase_nul[0]


def test_hvert_maerke_har_baade_form_ord_og_begrundelse(hent):
    side = hent("faser:vis", "implementeringsmodellen")
    maerker = re.findall(r"<summary>(.*?)</summary>(.*?)</details>", side)

    assert sum("●" in ord_ and "Kilde" in ord_ for ord_, _ in maerker) == 21
    assert sum("○" in ord_ and "Rekonstruktion" in ord_ for ord_, _ in maerker) == 27
    assert all(begrundelse.strip() for _, begrundelse in maerker)


def test_skemaet_kan_rulles_med_tastaturet_og_har_navn(hent):
    side = hent("faser:vis", "implementeringsmodellen")

    assert (
        '<div class="table--responsive-scroll position-relative" tabindex="0" role="region" aria-labelledby="skema">'
        in side
    )


def test_alle_tabelhoveder_siger_hvad_de_er_hoved_for(hent):
    for noegle in ("implementeringsmodellen", "vitas"):
        assert not re.findall(r"<th(?![^>]*scope=)[ >]", hent("faser:vis", noegle))


def test_en_model_uden_hovedopgaver_viser_intet_skema(hent):
    side = hent("faser:vis", "vitas")

    assert 'id="skema"' not in side
    assert "V1.2 Etablering af projektorganisation" in side


def test_en_model_der_ikke_findes_er_404(client, bruger):
    client.force_login(bruger)

    assert client.get(reverse("faser:vis", args=["findes-ikke"])).status_code == 404


def test_siden_bruger_faa_forespoergsler(hent, django_assert_max_num_queries):
    with django_assert_max_num_queries(12):
        hent("faser:vis", "implementeringsmodellen")
