"""Indstillingerne læses af miljøet, og en forkert værdi giver en hel sætning."""

import pytest
from django.core.exceptions import ImproperlyConfigured

from implementering import miljoe


@pytest.fixture
def uden_noegle(monkeypatch):
    monkeypatch.delenv("SECRET_KEY", raising=False)


def test_den_indlejrede_noegle_er_den_samme_naeste_gang(uden_noegle, tmp_path):
    foerste = miljoe.hemmelig_noegle(tmp_path, er_indlejret=True)
    assert len(foerste) > 50 and miljoe.hemmelig_noegle(tmp_path, er_indlejret=True) == foerste


def test_noeglen_kan_kun_laeses_af_ejeren(uden_noegle, tmp_path):
    miljoe.hemmelig_noegle(tmp_path, er_indlejret=True)
    assert (tmp_path / "hemmelig_noegle").stat().st_mode & 0o077 == 0


def test_i_drift_skal_noeglen_saettes(uden_noegle, tmp_path):
    with pytest.raises(ImproperlyConfigured, match="SECRET_KEY mangler"):
        miljoe.hemmelig_noegle(tmp_path, er_indlejret=False)


def test_adressen_er_det_koerende_systems(monkeypatch, tmp_path):
    monkeypatch.delenv("BASIS_URL", raising=False)
    (tmp_path / "adresse").write_text("http://127.0.0.1:8123\n")
    assert miljoe.basis_url(tmp_path, er_indlejret=True) == "http://127.0.0.1:8123"


@pytest.mark.parametrize(
    ("valgt", "ventet"), [("https://i.example/", "https://i.example"), ("", "http://127.0.0.1:8000")]
)
def test_adressen_kan_vaelges_og_er_ellers_den_saedvanlige(monkeypatch, tmp_path, valgt, ventet):
    monkeypatch.setenv("BASIS_URL", valgt)
    assert miljoe.basis_url(tmp_path, er_indlejret=True) == ventet


def test_i_drift_laeses_ingen_adresse_fra_datamappen(monkeypatch, tmp_path):
    monkeypatch.delenv("BASIS_URL", raising=False)
    (tmp_path / "adresse").write_text("http://127.0.0.1:8123")
    assert miljoe.basis_url(tmp_path, er_indlejret=False) == "http://127.0.0.1:8000"


def test_en_datamappe_der_ikke_kan_laves_siges_paa_dansk(monkeypatch, tmp_path):
    (tmp_path / "fil").touch()
    monkeypatch.setenv("DATA_MAPPE", str(tmp_path / "fil"))
    with pytest.raises(ImproperlyConfigured, match="der er allerede en fil med det navn"):
        miljoe.datamappe(tmp_path)


def test_et_forkert_ja_eller_nej_standser_starten(monkeypatch):
    monkeypatch.setenv("DEMO", "måske")
    with pytest.raises(ImproperlyConfigured, match="Skriv 1 eller 0"):
        miljoe.sand("DEMO")


@pytest.mark.parametrize(
    ("url", "ventet"),
    [
        (
            "smtp://a:b%40c@post.example:2525",
            {"host": "post.example", "port": 2525, "password": "b@c", "use_ssl": False},
        ),
        ("smtps://post.example", {"port": 465, "use_ssl": True}),
        ("smtp+tls://post.example", {"use_tls": True, "use_ssl": False}),
    ],
)
def test_email_url_laeses(tmp_path, url, ventet):
    assert ventet.items() <= miljoe.mailer(url, tmp_path)["OPTIONS"].items()


def test_en_ukendt_email_url_siger_hvad_der_kan_bruges(tmp_path):
    with pytest.raises(ImproperlyConfigured, match="smtp://"):
        miljoe.mailer("http://post.example", tmp_path)
