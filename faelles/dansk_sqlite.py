"""Lær SQLite dansk: alfabetisk orden som PostgreSQL's ``da-x-icu`` og søgning uden hensyn til store æøå."""

import re
import unicodedata
from functools import lru_cache
from typing import Any

KOLLATION = "da-x-icu"
"""Navnet er PostgreSQL's eget, så ``Collate(felt, KOLLATION)`` virker ens på begge databaser."""

SIDST = {"æ": "{1", "ä": "{1", "ø": "{2", "ö": "{2", "å": "{3"}


def laer_dansk(sender: object, connection: Any, **_: object) -> None:
    """Registrér kollation og LIKE på en ny SQLite-forbindelse; andre databaser røres ikke."""
    if connection.vendor != "sqlite":
        return
    connection.connection.create_collation(KOLLATION, sammenlign)
    for antal in (2, 3):
        connection.connection.create_function("like", antal, ligner, deterministic=True)


def sammenlign(a: str, b: str) -> int:
    x, y = sorteringsnoegle(a), sorteringsnoegle(b)
    return (x > y) - (x < y)


@lru_cache(maxsize=20_000)
def sorteringsnoegle(tekst: str) -> tuple[str, str]:
    """Dansk orden: æ, ø, å til sidst, aa som å, ellers uden hensyn til store bogstaver og accenter."""
    lille = tekst.casefold().replace("aa", "å")
    return "".join(SIDST.get(tegn) or _grundbogstav(tegn) for tegn in lille), tekst.swapcase()


def _grundbogstav(tegn: str) -> str:
    return "".join(del_ for del_ in unicodedata.normalize("NFD", tegn) if not unicodedata.combining(del_))


def ligner(moenster: str | None, tekst: str | None, undslip: str | None = None) -> bool | None:
    """SQL's LIKE uden hensyn til store bogstaver, også for æøå."""
    if moenster is None or tekst is None:
        return None
    return bool(_udtryk(str(moenster), undslip).fullmatch(str(tekst)))


@lru_cache(maxsize=500)
def _udtryk(moenster: str, undslip: str | None) -> re.Pattern[str]:
    dele: list[str] = []
    tegn = iter(moenster)
    for t in tegn:
        if t == undslip:
            dele.append(re.escape(next(tegn, "")))
        else:
            dele.append({"%": ".*", "_": "."}.get(t) or re.escape(t))
    return re.compile("".join(dele), re.IGNORECASE | re.DOTALL)
