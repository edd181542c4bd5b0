"""Bilagenes og dokumenternes filer på disken: uden for det, webserveren viser, og under navne, vi selv finder på."""

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

from faelles.afvisning import Afvist

HVILER = timedelta(days=1)
"""En fil uden bilag kan høre til en transaktion, der ikke er færdig; så gammel er den det ikke."""


LIGGER = timedelta(days=30)
"""Så længe kan en fil hentes tilbage fra papirkurven."""
PAPIRKURV = "papirkurv"


def mappe() -> Path:
    """Mappen med bilag. Den laves ikke i drift: et delt drev, der mangler, må ikke blive til en tom mappe på disken."""
    sti = Path(settings.BILAG_MAPPE)
    if settings.BILAG_MAPPE_LAVES:
        lav_mappe()
    elif not sti.is_dir():
        raise Afvist(
            "Filerne kan ikke gemmes lige nu og heller ikke hentes, fordi mappen med bilag mangler på serveren. "
            "Prøv igen om lidt, eller sig det til driften."
        )
    return sti


def lav_mappe() -> None:
    """Ved ``migrate``, så en ny opsætning har sin mappe."""
    Path(settings.BILAG_MAPPE).mkdir(mode=0o700, parents=True, exist_ok=True)


def er_tilgaengelig() -> bool:
    try:
        return os.access(mappe(), os.W_OK | os.X_OK)
    except (Afvist, OSError):
        return False


def gem(bidder: Iterable[bytes]) -> str:
    """Skriv filen helt ned på disken, og giv den så sit navn, som er svaret."""
    navn = uuid.uuid4().hex
    kladde = mappe() / f".{navn}"
    try:
        with kladde.open("xb") as fil:
            fil.writelines(bidder)
            fil.flush()
            os.fsync(fil.fileno())
        kladde.replace(mappe() / navn)
    except BaseException:
        kladde.unlink(missing_ok=True)
        raise
    return navn


def aabn(navn: str) -> BinaryIO:
    """Filen, også når den ligger i papirkurven. Rejser ``FileNotFoundError``, når den ikke er der."""
    navn = uuid.UUID(navn).hex
    try:
        return (mappe() / navn).open("rb")
    except FileNotFoundError:
        return (mappe() / PAPIRKURV / navn).open("rb")


def slet(navn: str) -> None:
    (mappe() / uuid.UUID(navn).hex).unlink(missing_ok=True)


def gamle(nu: datetime) -> list[str]:
    """Filer og efterladte kladder, der har hvilet så længe, at ingen er ved at skrive dem."""
    return [sti.name for sti in _aeldre_end(mappe(), nu - HVILER)]


def smidt_ud(nu: datetime, mindst: timedelta = timedelta(0)) -> list[str]:
    """Det, der har ligget mindst så længe i papirkurven."""
    kurv = mappe() / PAPIRKURV
    return [sti.name for sti in _aeldre_end(kurv, nu - mindst)] if kurv.is_dir() else []


def smid_ud(navn: str, nu: datetime) -> None:
    """Læg filen i papirkurven. Tiden stilles først, så den får sine dage, også hvis maskinen går ned imens."""
    kurv = mappe() / PAPIRKURV
    kurv.mkdir(mode=0o700, exist_ok=True)
    with suppress(FileNotFoundError):
        os.utime(mappe() / navn, (nu.timestamp(), nu.timestamp()))
        (mappe() / navn).replace(kurv / navn)


def tag_tilbage(navn: str) -> None:
    with suppress(FileNotFoundError):
        (mappe() / PAPIRKURV / navn).replace(mappe() / navn)


def toem_papirkurven(nu: datetime) -> None:
    for navn in smidt_ud(nu, LIGGER):
        (mappe() / PAPIRKURV / navn).unlink(missing_ok=True)


def _aeldre_end(mappe: Path, tid: datetime) -> list[Path]:
    foer = tid.timestamp()
    fundne = []
    for sti in mappe.iterdir():
        with suppress(FileNotFoundError):
            if sti.is_file() and sti.stat().st_mtime <= foer:
                fundne.append(sti)
    return fundne
