"""Login og log ud: hvad en fremmed kan prøve, og hvad der sker."""

import re

import pytest
from django.test import Client, override_settings
from django.urls import reverse

from implementering.demo import DEMOBRUGERE
from koe.models import Besked
from tests.medvirkende import ADGANGSKODE

LOGIN = "/konto/log-ind/"


@pytest.fixture
def log_ind(verden, client):
    """Prøv at logge ind som Anna."""
    return lambda adgangskode=ADGANGSKODE, **felter: client.post(
        LOGIN, {"login": verden.anna.email, "password": adgangskode, **felter}
    )


def test_anna_kan_logge_ind(log_ind, client):
    svar = log_ind()
    assert svar.status_code == 302 and svar.url == reverse("min_side") and "_auth_user_id" in client.session


def test_sessionen_faar_en_ny_noegle_ved_login(log_ind, client):
    client.get(LOGIN)
    client.session["foer"] = 1
    foer = client.session.session_key
    log_ind()
    assert client.session.session_key != foer


def test_sessionskagen_er_uden_for_scripts_raekkevidde(log_ind):
    kage = log_ind().cookies["sessionid"]
    assert kage["httponly"] and kage["samesite"] == "Lax" and kage["path"] == "/"


def test_sessionen_varer_hoejst_en_arbejdsdag(log_ind, client, settings):
    log_ind()
    assert client.session.get_expiry_age() <= 12 * 60 * 60 == settings.SESSION_COOKIE_AGE


def test_forkert_adgangskode_og_ukendt_adresse_faar_det_samme_svar(log_ind):
    forkert, ukendt = log_ind("forkert-forkert"), log_ind("forkert-forkert", login="ingen@aarhus.example")
    beskeder = [re.findall(r'alert-body">(.*?)</div>', svar.text, re.DOTALL) for svar in (forkert, ukendt)]
    assert beskeder[0] and beskeder[0] == beskeder[1]


def test_efter_fem_forkerte_er_kontoen_lukket_en_stund_ogsaa_for_den_rigtige(log_ind, client):
    for _ in range(5):
        log_ind("forkert-forkert")
    svar = log_ind()
    assert "for mange" in svar.text and "_auth_user_id" not in client.session


def test_for_mange_forsoeg_fra_samme_sted_faar_429_paa_dansk(log_ind, client):
    svar = [client.post(LOGIN, {"login": f"p{n}@x.example", "password": "x"}) for n in range(31)][-1]
    assert svar.status_code == 429
    assert "Vent lidt, og prøv igen" in svar.text and 'lang="da"' in svar.text


@pytest.mark.parametrize(
    "hen",
    ["//evil.example", "https://evil.example/", "http:evil.example", "/\\evil.example", "\\\\evil.example",
     "javascript:alert(1)", "https:///evil.example", "//evil.example/konto/", "\thttps://evil.example"],
)  # fmt: skip
def test_login_sender_aldrig_videre_til_et_fremmed_sted(log_ind, hen):
    assert log_ind(next=hen).url == reverse("min_side")


@pytest.mark.parametrize("hen", ["//evil.example", "https://evil.example/"])
def test_log_ud_sender_aldrig_videre_til_et_fremmed_sted(log_ind, client, hen):
    log_ind()
    assert "evil" not in client.post("/konto/log-ud/", {"next": hen}).url


def test_login_foerer_tilbage_til_den_side_man_ville_se(log_ind):
    assert log_ind(next="/projekter/0751/SAPA/").url == "/projekter/0751/SAPA/"


def test_et_link_logger_ikke_ud(log_ind, client):
    log_ind()
    assert client.get("/konto/log-ud/").status_code == 200
    assert "_auth_user_id" in client.session


def test_log_ud_glemmer_sessionen(log_ind, client):
    log_ind()
    foer = client.cookies["sessionid"].value
    client.post("/konto/log-ud/")
    client.cookies["sessionid"] = foer
    assert client.get("/").url.startswith(LOGIN)


def test_glemt_adgangskode_roeber_ikke_om_adressen_er_kendt(verden, client):
    kendt = client.post("/konto/adgangskode/glemt/", {"email": verden.anna.email})
    ukendt = client.post("/konto/adgangskode/glemt/", {"email": "ingen@aarhus.example"})
    assert (kendt.status_code, kendt.url) == (ukendt.status_code, ukendt.url)
    assert [besked.modtager for besked in Besked.objects.all()] == [verden.anna.email]


def test_linket_til_ny_adgangskode_virker_en_gang(verden, client):
    client.post("/konto/adgangskode/glemt/", {"email": verden.anna.email})
    link = re.search(r"/konto/adgangskode/ny/\S+", Besked.objects.get().tekst).group()
    ny = {"password1": "et-helt-nyt-og-langt-kodeord", "password2": "et-helt-nyt-og-langt-kodeord"}
    client.post(client.get(link).url, ny)
    assert Client().post(LOGIN, {"login": verden.anna.email, "password": ny["password1"]}).status_code == 302
    assert Client().get(link).status_code == 200  # ingen ny side at vælge på, kun beskeden om et brugt link


def test_ingen_kan_oprette_sig_selv(verden, client):
    svar = client.post("/konto/opret/", {"email": "ny@x.example", "password1": "et-langt-kodeord-her"})
    assert svar.status_code in {302, 404} and "signup" not in str(svar.headers)


def test_demoens_knapper_findes_kun_i_demoen(db, client):
    assert not any(bruger.email in client.get(LOGIN).text for bruger in DEMOBRUGERE)
    with override_settings(DEMO=True):
        assert all(bruger.email in client.get(LOGIN).text for bruger in DEMOBRUGERE)


def test_demoens_mails_findes_kun_i_demoen(verden, som):
    klient = som(verden.anna)
    assert klient.get("/koe/mails/").status_code == 404
    with override_settings(DEMO=True):
        assert klient.get("/koe/mails/").status_code == 200
        assert Client().get("/koe/mails/").url.startswith(LOGIN)


@pytest.fixture
def streng(verden):
    """En klient, der som en browser skal have sit mærke med."""
    klient = Client(enforce_csrf_checks=True)
    klient.force_login(verden.anna)
    return klient


def test_en_formular_uden_maerke_afvises_paa_dansk(verden, streng):
    svar = streng.post(reverse("opgaver:afkryds", args=["0751", "SAPA", verden.opgave("A08").pk]), {"udgave": 1})
    assert svar.status_code == 403 and "Siden er blevet for gammel" in svar.text
    assert verden.opgave("A08").udgave == 1


def test_et_gammelt_maerke_giver_htmx_et_brudstykke(verden, streng):
    adresse = reverse("opgaver:afkryds", args=["0751", "SAPA", verden.opgave("A08").pk])
    svar = streng.post(adresse, {"udgave": 1}, headers={"HX-Request": "true", "X-CSRFToken": "x" * 64})
    assert svar.status_code == 403 and svar["HX-Retarget"] == "#meddelelser"
    assert "<html" not in svar.text and "Siden er blevet for gammel" in svar.text


GEVINST = "/projekter/0751/SAPA/gevinster/ny/"
VORES = {"Origin": "http://testserver"}


def test_det_skrevne_vises_igen_naar_login_er_udloebet(verden, client):
    svar = client.post(GEVINST, {"titel": 'Ro "på"', "beskrivelse": "Linje 1\nLinje 2 <b>", "type": ["a", "b"]})
    assert svar.status_code == 401 and "/konto/log-ind/?next=/konto/logget-ind/" in svar.text
    assert 'name="titel" value="Ro &quot;på&quot;"' in svar.text and "Linje 2 &lt;b&gt;" in svar.text
    assert svar.text.count('name="type"') == 2 and f'action="{GEVINST}"' in svar.text


def test_en_adgangskode_skrives_aldrig_ud_igen(verden, client):
    svar = client.post("/konto/adgangskode/", {"oldpassword": "hemmelig", "password1": "x"})
    assert svar.status_code == 302 and svar.url.startswith(LOGIN)


@pytest.mark.parametrize(("hoveder", "igen"), [(VORES, True), ({"Origin": "https://ond.example"}, False), ({}, False)])
def test_kun_en_formular_fra_os_selv_kan_sendes_igen_efter_en_gammel_noegle(verden, streng, hoveder, igen):
    svar = streng.post(GEVINST, {"titel": "Ro"}, headers=hoveder)
    assert svar.status_code == 403
    assert ('name="titel" value="Ro"' in svar.text) is igen
