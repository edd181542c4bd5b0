"""Læsning af CSV-filer, som Excel på dansk og andre programmer skriver dem."""

import csv
import io

from .afvisning import Afvist
from .excelark import Raekke, renskriv
from .excelgraenser import Graenser
from .excelregnskab import Regnskab


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
    begyndelse = tekst[:20_000]
    return max(";\t,", key=begyndelse.count)
