"""De danske ord, som fristtekster er skrevet med, i foldet form: små bogstaver, ae/oe/aa, enkle mellemrum."""

import re
import unicodedata
from collections.abc import Iterable

from faelles.maaneder import MAANEDER
from frister.dansk import KORTE_UGEDAGE, UGEDAGE
from frister.regler import AARSTIDER, Enhed, Retning

_USYNLIGE = "\u00ad\u200b\u2060\ufeff"
_FOLDNING = str.maketrans(
    {"æ": "ae", "ø": "oe", "å": "aa", "é": "e"}
    | dict.fromkeys("‐‑‒–—−", "-")
    | dict.fromkeys(_USYNLIGE, "")
)  # fmt: skip


def fold(tekst: str) -> str:
    """Teksten som ordlisten kender den. Cifre, der ikke er 0-9, bliver stående og forstås ikke."""
    return " ".join(unicodedata.normalize("NFC", tekst).lower().translate(_FOLDNING).split())


def et_af(ord_: Iterable[str]) -> str:
    """Et regulært udtryk for ét af ordene; de længste prøves først."""
    return "|".join(sorted(map(re.escape, ord_), key=len, reverse=True))


_TAL_FRA_TO = (
    "to", "tre", "fire", "fem", "seks", "syv", "otte", "ni", "ti", "elleve", "tolv", "tretten", "fjorten",
)  # fmt: skip
_ORDEN_FRA_TO = (
    "anden", "tredje", "fjerde", "femte", "sjette", "syvende", "ottende", "niende", "tiende", "ellevte",
    "tolvte",
)  # fmt: skip
TALORD = {"en": 1, "et": 1} | {ord_: tal for tal, ord_ in enumerate(_TAL_FRA_TO, start=2)}
ORDENSTAL = {"foerste": 1, "andet": 2} | {ord_: tal for tal, ord_ in enumerate(_ORDEN_FRA_TO, start=2)}
ENHEDER = (
    dict.fromkeys(("dag", "dage", "kalenderdag", "kalenderdage", "doegn"), (Enhed.DAGE, 1))
    | dict.fromkeys(("arbejdsdag", "arbejdsdage"), (Enhed.ARBEJDSDAGE, 1))
    | dict.fromkeys(("uge", "uger"), (Enhed.UGER, 1))
    | dict.fromkeys(("maaned", "maaneder", "md", "md.", "mdr", "mdr."), (Enhed.MAANEDER, 1))
    | {"halvt aar": (Enhed.MAANEDER, 6), "aar": (Enhed.MAANEDER, 12)}
)
"""Hver enhed som en af reglernes og hvor mange af dem, den er."""

RETNINGER = {
    "foer": Retning.FOER,
    "inden": Retning.FOER,
    "forud for": Retning.FOER,
    "efter": Retning.EFTER,
}
MAANEDSNUMRE = {navn: nummer for nummer, navn in enumerate(MAANEDER, start=1)}
MAANEDSNUMRE |= {navn[:3]: nummer for navn, nummer in MAANEDSNUMRE.items()} | {"sept": 9}
UGEDAGSNUMRE = {fold(navn): nummer for nummer, navn in enumerate(UGEDAGE)}
UGEDAGSNUMRE |= {fold(kort).rstrip("."): nummer for nummer, kort in enumerate(KORTE_UGEDAGE)}
UGEDAGSNUMRE |= {"tir": 1, "tor": 3}
AARSTIDSMAANEDER = {fold(navn): maaned for maaned, navn in AARSTIDER.items()}


def tal(ord_: str) -> int:
    """Tallet bag cifre (0-9), et talord eller et ordenstal."""
    ord_ = ord_.rstrip(". ")
    return TALORD.get(ord_) or ORDENSTAL.get(ord_) or int(ord_)
