"""At læse stamdatafilerne, som prøverne af dem gør det. Uden Django."""

import json
import re
from collections import Counter
from pathlib import Path

MAPPE = Path(__file__).resolve().parents[2] / "fixtures"


def laes_json(sti):
    return json.loads(sti.read_text(encoding="utf-8"))


def gengangere(vaerdier):
    return [v for v, antal in Counter(vaerdier).items() if antal > 1]


def ens(tekst):
    return re.sub(r"\s+", " ", tekst).strip(" .").casefold()
