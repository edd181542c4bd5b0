"""Indstillingerne, som de er i drift: læst af en ny proces med driftens miljø."""

import json
import os
import secrets
import subprocess
import sys
from pathlib import Path

import pytest

ROD = Path(__file__).resolve().parents[2]
DRIFT = {
    "SECRET_KEY": secrets.token_urlsafe(50),
    "DEBUG": "0",
    "DEMO": "0",
    "ALLOWED_HOSTS": "implementering.example",
    "DATABASE_URL": "postgres://implementering@database/implementering",
    "EMAIL_URL": "smtp+tls://mail.example:587",
}
LAES = """
import json
from django.conf import settings
import django
django.setup()
navne = %r
print(json.dumps({navn: getattr(settings, navn, None) for navn in navne}))
"""


def koer(mappe: Path, *argumenter: str, **miljoe: str) -> subprocess.CompletedProcess[str]:
    eget = {"PATH": os.environ["PATH"], "DATA_MAPPE": str(mappe), "DJANGO_SETTINGS_MODULE": "implementering.settings"}
    return subprocess.run(
        [sys.executable, *argumenter],
        cwd=ROD,
        env={**eget, **miljoe},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def indstillinger(mappe: Path, *navne: str, **miljoe: str) -> dict[str, object]:
    return json.loads(koer(mappe, "-c", LAES % (navne,), **miljoe).stdout)


def test_djangos_driftstjek_har_ingen_anmaerkninger(tmp_path):
    svar = koer(tmp_path, "manage.py", "check", "--deploy", "--fail-level", "INFO", **DRIFT)
    assert svar.returncode == 0, svar.stderr
    assert "no issues (0 silenced)" in svar.stdout


def test_kagerne_er_kun_til_https_og_uden_for_scripts_raekkevidde(tmp_path):
    navne = ("SESSION_COOKIE_SECURE", "SESSION_COOKIE_HTTPONLY", "CSRF_COOKIE_SECURE", "SECURE_SSL_REDIRECT")
    assert all(indstillinger(tmp_path, *navne, **DRIFT).values())
    samesite = indstillinger(tmp_path, "SESSION_COOKIE_SAMESITE", "CSRF_COOKIE_SAMESITE", **DRIFT)
    assert set(samesite.values()) <= {"Lax", "Strict"}


def test_forbindelsen_er_laast_til_https_i_mindst_et_aar(tmp_path):
    hsts = indstillinger(tmp_path, "SECURE_HSTS_SECONDS", "SECURE_HSTS_INCLUDE_SUBDOMAINS", **DRIFT)
    assert hsts["SECURE_HSTS_SECONDS"] >= 365 * 24 * 60 * 60 and hsts["SECURE_HSTS_INCLUDE_SUBDOMAINS"]


def test_uden_noegle_starter_systemet_ikke_og_siger_hvorfor(tmp_path):
    svar = koer(tmp_path, "manage.py", "check", **{**DRIFT, "SECRET_KEY": ""})
    assert svar.returncode != 0 and "SECRET_KEY mangler" in svar.stderr


def test_den_indlejrede_noegle_er_tilfaeldig_og_kun_til_at_laese_for_en_selv(tmp_path):
    uden = {navn: vaerdi for navn, vaerdi in DRIFT.items() if navn not in {"SECRET_KEY", "DATABASE_URL"}}
    mapper = [tmp_path / navn for navn in ("a", "b")]
    noegler = [indstillinger(mappe, "SECRET_KEY", **uden)["SECRET_KEY"] for mappe in mapper]
    assert len(set(noegler)) == 2 and all(len(noegle) >= 50 for noegle in noegler)
    filer = [fil for mappe in mapper for fil in mappe.rglob("*") if fil.is_file() and fil.read_text() in noegler]
    assert len(filer) == 2 and all(fil.stat().st_mode & 0o077 == 0 for fil in filer)


@pytest.mark.parametrize("navn", ["DEBUG", "DEMO"])
def test_udvikling_og_demo_er_slaaet_fra_naar_intet_er_sagt(tmp_path, navn):
    uden = {navn_: vaerdi for navn_, vaerdi in DRIFT.items() if navn_ not in {"DEBUG", "DEMO"}}
    assert indstillinger(tmp_path, navn, **uden) == {navn: False}


def test_bag_en_proxy_taelles_loginforsoeg_for_hver_besoegende(tmp_path):
    """Ellers deler alle proxyens adresse, og én med forkert adgangskode spærrer for resten."""
    bag = indstillinger(tmp_path, "ALLAUTH_TRUSTED_PROXY_COUNT", **DRIFT, BAG_PROXY="1")
    assert bag["ALLAUTH_TRUSTED_PROXY_COUNT"] == 1
