"""Kontoens sider er tegnet som systemets andre formularer og siger på dansk, hvad der skal gøres."""

import re

import pytest
from django.conf import settings
from django.urls import reverse

from projekter.services.personer import adgangskodelink


@pytest.fixture
def sider(verden, client):
    """Alle kontoens sider med en formular, som en person møder dem."""
    ny = adgangskodelink(verden.bo).removeprefix(settings.BASIS_URL)
    uden_login = [client.get(reverse(navn)) for navn in ("account_login", "account_reset_password")]
    uden_login.append(client.get(ny, follow=True))
    client.force_login(verden.anna)
    return [svar.text for svar in (*uden_login, client.get(reverse("account_change_password")))]


def felter(side):
    return re.findall(r'<input type="(?:email|text|password)"[^>]*>', side)


def test_hvert_felt_er_designsystemets_med_en_ledetekst_over(sider):
    assert [len(felter(side)) for side in sider] == [2, 1, 2, 3]
    for side in sider:
        for felt in felter(side):
            navn = re.search(r'id="([^"]+)"', felt).group(1)
            assert 'class="form-input"' in felt
            assert side.index(f'<label class="form-label" for="{navn}">') < side.index(felt)


def test_intet_felt_har_sin_ledetekst_inde_i_feltet(sider):
    assert not any("placeholder" in side for side in sider)


def test_loginsiden_har_eet_link_til_glemt_adgangskode(client, db):
    assert client.get(reverse("account_login")).text.count(reverse("account_reset_password")) == 1


def test_en_tom_loginformular_faar_en_fejloversigt(client, db):
    side = client.post(reverse("account_login"), {"login": "", "password": ""}).text
    assert "Ret det her, og prøv igen" in side
    assert 'href="#id_login">E-mail: Dette felt er påkrævet.' in side


def test_siden_siger_kravet_til_en_ny_adgangskode(sider):
    krav = settings.AUTH_PASSWORD_VALIDATORS[0]["OPTIONS"]["min_length"]
    assert all(f"mindst {krav} tegn" in side for side in sider[2:])


def test_to_forskellige_adgangskoder_faar_en_fejl_ved_feltet(verden, client):
    client.force_login(verden.anna)
    koder = {"oldpassword": "x", "password1": "en lang god kode", "password2": "en anden god kode"}
    side = client.post(reverse("account_change_password"), koder).text
    assert 'id="id_password2_error"' in side and 'id="id_oldpassword_error"' in side
