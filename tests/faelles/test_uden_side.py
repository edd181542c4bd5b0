"""En adresse, der kun er til et tryk på en knap, åbnet i adresselinjen: en side på dansk og en vej videre."""

import pytest
from django.urls import reverse


@pytest.fixture
def adresse(verden):
    return reverse("kataloger:ny_kladde", args=[verden.version.pk])


def test_den_siger_hvad_der_er_sket_og_foerer_tilbage(verden, som, adresse):
    kom_fra = reverse("kataloger:version", args=[verden.version.pk])
    svar = som(verden.karen).get(adresse, headers={"Referer": f"http://testserver{kom_fra}"})
    assert (svar.status_code, svar["Allow"]) == (405, "POST")
    assert "Adressen bruges kun, når du trykker på en knap." in svar.text and f'href="{kom_fra}"' in svar.text


def test_uden_en_side_at_gaa_tilbage_til_foerer_den_til_min_side(verden, som, adresse):
    svar = som(verden.karen).get(adresse)
    assert "Tilbage til siden" not in svar.text and "Gå til Min side" in svar.text


def test_htmx_faar_en_meddelelse_og_ikke_en_side(verden, som, adresse):
    svar = som(verden.karen).get(adresse, headers={"HX-Request": "true"})
    assert svar.status_code == 405 and svar["HX-Retarget"] == "#meddelelser" and "<html" not in svar.text


def test_et_program_faar_det_bare_svar(verden, som, adresse):
    svar = som(verden.karen).delete(adresse)
    assert svar.status_code == 405 and not svar.content
