"""Opgavekoder: at genkende dem, skille dem fra titlen og lave en, når den mangler."""

import base64
import hashlib
import re

from .ord import fold
from .rigtekst import som_linje

_KODE = r"[A-ZÆØÅ]{1,5}[ -]?[0-9]{2,3}[a-z]?"
_KODE_OG_TITEL = re.compile(rf"\(?(?P<kode>{_KODE})\)?[\s_:.–-]+(?P<titel>\S.*)", re.DOTALL)


def kodenoegle(kode: str) -> str:
    """Den form, to koder sammenlignes på: »A08« og »a08« er samme kort, »A8« er et andet."""
    return " ".join(kode.split()).casefold()


def renskriv_kode(tekst: str) -> str:
    """Koden, som den bliver gemt: uden mærker, parentes om sig og tegn til sidst; »(MI 01)« er MI 01."""
    return som_linje(tekst).strip("().:_ ")


def del_kode(tekst: str) -> tuple[str, str] | None:
    """Kode og titel, der er skrevet sammen, fx »MI 02_Match LOS-enheder«; None, når der ikke er en kode foran."""
    fund = _KODE_OG_TITEL.fullmatch(tekst.strip())
    return (renskriv_kode(fund["kode"]), fund["titel"].strip()) if fund else None


def lav_kode(titel: str, brugte: set[str]) -> str:
    """En kode af titlen selv, så den er den samme, hver gang filen indlæses, og hvor end rækken står."""
    for gang in range(len(brugte) + 1):
        spor = hashlib.sha256(f"{fold(titel)}{gang or ''}".encode()).digest()
        kode = f"U-{base64.b32encode(spor)[:5].decode()}"
        if kodenoegle(kode) not in brugte:
            break
    return kode
