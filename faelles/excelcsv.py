"""Læsning af CSV-filer, som Excel på dansk og andre programmer skriver dem."""

import csv
import io
from collections import Counter
from itertools import islice

from .afvisning import Afvist
from .excelark import Raekke, renskriv
from .excelgraenser import Graenser
from .excelregnskab import Regnskab

PROEVE = 50
"""Rækker, der afgør skilletegnet."""


def laes_csv(data: bytes, graenser: Graenser) -> list[tuple[int, Raekke]]:
    """Rækkerne med deres linjenummer, når hver post er på én linje. Rejser ``Afvist``."""
    tekst = _afkod(data)
    regnskab, fundne = Regnskab(graenser), list[tuple[int, Raekke]]()
    try:
        for nummer, felter in enumerate(csv.reader(io.StringIO(tekst, ""), delimiter=_skilletegn(tekst)), 1):
            celler = regnskab.godkend("CSV", nummer, [renskriv(felt) or None for felt in felter])
            if celler:
                fundne.append((nummer, celler))
    except csv.Error as fejl:
        raise Afvist(
            "CSV-filen kan ikke læses. En celle er for lang eller mangler et anførselstegn; ret den, og prøv igen."
        ) from fejl
    return fundne


def _afkod(data: bytes) -> str:
    """UTF-8 (med eller uden BOM), UTF-16 fra Excels »Unicode-tekst«, ellers Windows' vesteuropæiske tegn."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", errors="replace")
    if b"\0" in data:
        raise Afvist("Filen er ikke en CSV-fil. Vælg en fil, der er gemt som .xlsx eller .csv.")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _skilletegn(tekst: str) -> str:
    """Det tegn, der deler de fleste af de første rækker i lige mange felter; komma i prosa gør det ikke."""
    return max(";\t,", key=lambda tegn: _ens_raekker(tekst, tegn))


def _ens_raekker(tekst: str, tegn: str) -> int:
    try:
        raekker = list(islice(csv.reader(io.StringIO(tekst, ""), delimiter=tegn), PROEVE))
    except csv.Error:
        return 0
    bredder = Counter(len(felter) for felter in raekker if any(felter))
    bredde, antal = bredder.most_common(1)[0] if bredder else (0, 0)
    return antal if bredde > 1 and 2 * antal >= bredder.total() else 0
