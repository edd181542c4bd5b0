"""En ændret rettighed virker fra næste forespørgsel, også i en side, der allerede er åben."""

import pytest
from django.test import Client
from django.urls import reverse

from projekter.models import Bruger, Medlemskab, Plads
from tests.medvirkende import ADGANGSKODE

HTMX = {"HX-Request": "true", "HX-Current-URL": "http://testserver/projekter/0751/SAPA/?vis=mine"}


@pytest.fixture
def afkryds(verden, som):
    """Send Bos flueben fra listen, han har åben."""
    verden.plads("administrator").udfoerer_paa.add(verden.opgave("A08"))
    klient = som(verden.bo)
    adresse = reverse("opgaver:afkryds", args=["0751", "SAPA", verden.opgave("A08").pk])
    return lambda: klient.post(adresse, {"faerdig": "on", "udgave": 1}, headers=HTMX)


def test_bo_kan_saette_flueben_paa_sin_opgave(verden, afkryds):
    assert afkryds().status_code == 200
    assert verden.opgave("A08").status == "fuldfoert"


def test_en_mistet_plads_lukker_projektet_med_det_samme(verden, afkryds):
    Plads.objects.filter(person=verden.bo).update(person=None)
    assert afkryds().status_code == 404
    assert verden.opgave("A08").status == "ikke_startet"


def test_en_opgave_der_er_givet_videre_afvises_med_grunden(verden, afkryds):
    verden.plads("administrator").udfoerer_paa.clear()
    svar = afkryds()
    assert svar.status_code == 403 and "Du kan kun ændre status på opgaver" in svar.text
    assert svar["HX-Retarget"] == "#meddelelser" and "<html" not in svar.text


def test_en_deaktiveret_person_faar_ikke_gemt_og_bedes_logge_ind(verden, afkryds):
    Bruger.objects.filter(pk=verden.bo.pk).update(is_active=False)
    svar = afkryds()
    assert svar.status_code == 401 and "/konto/log-ind/?next=/konto/logget-ind/" in svar.text
    assert verden.opgave("A08").status == "ikke_startet"


def test_et_udloebet_login_beder_om_et_nyt_selv_om_formularens_noegle_ogsaa_er_udloebet(verden):
    klient = Client(enforce_csrf_checks=True)
    adresse = reverse("opgaver:afkryds", args=["0751", "SAPA", verden.opgave("A08").pk])
    svar = klient.post(adresse, {"faerdig": "on", "udgave": 1}, headers=HTMX)
    assert svar.status_code == 401 and svar["HX-Retarget"] == "#meddelelser" and "<html" not in svar.text


def test_en_deaktiveret_person_kan_ikke_logge_ind_igen(verden, client):
    Bruger.objects.filter(pk=verden.bo.pk).update(is_active=False)
    client.post("/konto/log-ind/", {"login": verden.bo.email, "password": ADGANGSKODE})
    assert "_auth_user_id" not in client.session


def test_en_ny_laeser_ser_projektet_med_det_samme(verden, som):
    klient, adresse = som(verden.karen), reverse("opgaver:liste", args=["0751", "SAPA"])
    assert klient.get(adresse).status_code == 404
    Medlemskab.objects.create(bruger=verden.karen, organisation=verden.aarhus, rettighed="laeser")
    assert klient.get(adresse).status_code == 200


def test_nyt_kodeord_afslutter_de_andre_sessioner(verden, som):
    klient = som(verden.anna)
    verden.anna.set_password("et-helt-nyt-og-langt-kodeord")
    verden.anna.save()
    assert klient.get("/").status_code == 302
