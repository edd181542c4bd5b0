"""At finde det, man mener, uden hensyn til store bogstaver, og om æ, ø og å er skrevet som ae, oe, o, aa eller a."""

import unicodedata
from functools import lru_cache

SKRIVES = (("æ", "ae"), ("ä", "ae"), ("ø", "o"), ("ö", "o"), ("å", "a"), ("oe", "o"), ("aa", "a"))
"""Hvert bogstav som det, alle måder at skrive det på bliver til; den længste skrivemåde til sidst."""

HUSKEDE = 4096
"""De tekster, der sidst blev søgt i, foldes ikke igen; et katalogs tekster er de samme i 98 projekter."""
HUSKES_TIL = 4_000
"""Længere tekster huskes ikke, så det huskede højst fylder nogle få MB pr. tusind."""


def fold(tekst: str) -> str:
    """Teksten, så »Ærø«, »aeroe« og »aero« er ens."""
    foldet = unicodedata.normalize("NFC", tekst).casefold()
    for bogstav, skrevet in SKRIVES:
        foldet = foldet.replace(bogstav, skrevet)
    if foldet.isascii():
        return foldet
    return "".join(tegn for tegn in unicodedata.normalize("NFD", foldet) if not unicodedata.combining(tegn))


def passer(soegt: str, *tekster: str) -> bool:
    """Om hvert ord i ``soegt`` findes i en af teksterne. Intet ord passer på alt."""
    samlet = " ".join(_fold_husket(tekst) if len(tekst) <= HUSKES_TIL else fold(tekst) for tekst in tekster)
    return all(ord_ in samlet for ord_ in fold(soegt).split())


_fold_husket = lru_cache(maxsize=HUSKEDE)(fold)
