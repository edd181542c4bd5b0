"""At genkende et ord, uanset hvordan det er skrevet."""

import re
import unicodedata
from functools import lru_cache

_FOLDNING = str.maketrans({"æ": "ae", "ø": "oe", "å": "aa", "&": " og "})
_FYLD = re.compile(r"[^0-9a-z.]|(?<![0-9])\.|\.(?![0-9])")


@lru_cache(maxsize=5_000)
def fold(tekst: str) -> str:
    """Kun små bogstaver og tal, æøå som ae/oe/aa; et punktum står kun mellem to tal, så 2.2 ikke bliver 22.

    >>> fold("2,2 Klargøring"), fold("It-miljø & infrastruktur")
    ('2.2klargoering', 'itmiljoeoginfrastruktur')
    """
    lille = unicodedata.normalize("NFC", tekst).casefold().translate(_FOLDNING)
    uden_accent = "".join(t for t in unicodedata.normalize("NFD", lille) if not unicodedata.combining(t))
    return _FYLD.sub("", re.sub(r"(?<=[0-9]),(?=[0-9])", ".", uden_accent))
