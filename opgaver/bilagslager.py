"""Bilagenes filer på disken: uden for det, webserveren viser, og under navne, vi selv finder på."""

import os
import uuid
from collections.abc import Iterable
from contextlib import suppress
from datetime import datetime, timedelta
from pathlib import Path
from typing import BinaryIO

from django.conf import settings

HVILER = timedelta(days=1)
"""En fil uden bilag kan høre til en transaktion, der ikke er færdig; så gammel er den det ikke."""


def mappe() -> Path:
    sti = Path(settings.BILAG_MAPPE)
    sti.mkdir(mode=0o700, parents=True, exist_ok=True)
    return sti


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
    """Rejser ``FileNotFoundError``, når filen ikke er der."""
    return (mappe() / uuid.UUID(navn).hex).open("rb")


def slet(navn: str) -> None:
    (mappe() / uuid.UUID(navn).hex).unlink(missing_ok=True)


def gamle(nu: datetime) -> list[Path]:
    """Filer og efterladte kladder, der har hvilet så længe, at ingen er ved at skrive dem."""
    foer = (nu - HVILER).timestamp()
    fundne = []
    for sti in mappe().iterdir():
        with suppress(FileNotFoundError):
            if sti.is_file() and sti.stat().st_mtime < foer:
                fundne.append(sti)
    return fundne
