"""Læsning af miljøvariable; en forkert værdi standser starten med en hel sætning."""

import contextlib
import os
import secrets
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured

from faelles.filfejl import grund

SANDE = {"1", "ja", "true", "on", "yes"}
FALSKE = {"", "0", "nej", "false", "off", "no"}


def tekst(navn: str, standard: str = "") -> str:
    return os.environ.get(navn, standard).strip()


def sand(navn: str, standard: bool = False) -> bool:
    raa = tekst(navn, "1" if standard else "0").lower()
    if raa in SANDE:
        return True
    if raa in FALSKE:
        return False
    raise ImproperlyConfigured(f"{navn}={raa!r} forstås ikke. Skriv 1 eller 0.")


def heltal(navn: str, standard: int) -> int:
    raa = tekst(navn, str(standard))
    try:
        return int(raa)
    except ValueError as fejl:
        raise ImproperlyConfigured(f"{navn}={raa!r} skal være et helt tal.") from fejl


def liste(navn: str, standard: str = "") -> list[str]:
    return [del_.strip() for del_ in tekst(navn, standard).split(",") if del_.strip()]


def datamappe(standard: Path) -> Path:
    """DATA_MAPPE som en mappe, der findes og kun er vores; laves, når den mangler."""
    mappe = Path(tekst("DATA_MAPPE") or standard).resolve()
    try:
        mappe.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as fejl:
        raise ImproperlyConfigured(f"DATA_MAPPE={mappe} kan ikke bruges: {grund(fejl)}. Vælg en anden mappe.") from fejl
    return mappe


def hemmelig_noegle(mappe: Path, *, er_indlejret: bool) -> str:
    """SECRET_KEY fra miljøet; i den indlejrede udgave ellers en tilfældig, lavet én gang og gemt i ``mappe``.

    Web, arbejder, beat og kommandoer skal have den samme, ellers virker de links, de laver, ikke hos hinanden.
    """
    noegle = tekst("SECRET_KEY")
    if noegle:
        return noegle
    if not er_indlejret:
        raise ImproperlyConfigured(
            "SECRET_KEY mangler. Sæt miljøvariablen SECRET_KEY til en lang, tilfældig og hemmelig tekst, "
            "den samme for web, arbejder og beat."
        )
    fil = mappe / "hemmelig_noegle"
    if not fil.exists():
        _skriv_en_gang(fil, secrets.token_urlsafe(50))
    return fil.read_text("utf-8")


def basis_url(mappe: Path, *, er_indlejret: bool) -> str:
    """Adressen, links i mails begynder med: BASIS_URL, ellers den, ``make run`` kører på lige nu."""
    fil = mappe / "adresse"
    koerende = fil.read_text("utf-8") if er_indlejret and fil.exists() else ""
    return (tekst("BASIS_URL") or koerende.strip() or "http://127.0.0.1:8000").rstrip("/")


def _skriv_en_gang(fil: Path, indhold: str) -> None:
    """Skriv filen helt, kun læselig for os. Kommer en anden proces først, gælder dens."""
    kladde = fil.with_name(f"{fil.name}.{os.getpid()}")
    kladde.touch(mode=0o600)
    kladde.write_text(indhold, "utf-8")
    with contextlib.suppress(FileExistsError):
        fil.hardlink_to(kladde)
    kladde.unlink()


def mailer(url: str, mappe: Path) -> dict[str, Any]:
    """Oversæt EMAIL_URL til en post i MAILERS.

    Kendte former: tom eller ``fil:`` (mails skrives som filer i ``mappe``), ``hukommelse:``,
    ``smtp://bruger:kode@vaert:port``, ``smtps://`` (TLS fra start) og ``smtp+tls://`` (STARTTLS).
    """
    dele = urlsplit(url or "fil:")
    if dele.scheme == "fil":
        return {
            "BACKEND": "django.core.mail.backends.filebased.EmailBackend",
            "OPTIONS": {"file_path": str(mappe)},
        }
    if dele.scheme == "hukommelse":
        return {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}
    if dele.scheme not in {"smtp", "smtps", "smtp+tls"}:
        raise ImproperlyConfigured(f"EMAIL_URL begynder med {dele.scheme!r}. Brug smtp://, smtp+tls:// eller smtps://.")
    frist = parse_qs(dele.query).get("timeout", ["20"])[0]
    return {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": dele.hostname or "localhost",
            "port": dele.port or (465 if dele.scheme == "smtps" else 25),
            "username": unquote(dele.username or ""),
            "password": unquote(dele.password or ""),
            "use_tls": dele.scheme == "smtp+tls",
            "use_ssl": dele.scheme == "smtps",
            "timeout": int(frist),
        },
    }
