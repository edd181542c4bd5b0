"""En fils rækker skrevet igen som en ny projektmappe, hvor cellerne med fejl er farvet og har fået en kommentar.

Intet af den oprindelige fil er med: kun de værdier, der blev læst, og alle som tekst, så intet i en celle kan køre.
Rækkerne står på deres gamle pladser, så en fejls rækkenummer stadig passer, og den rettede fil kan indlæses igen.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.comments import Comment
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from faelles.excel import Formel, Raekke

from .laesning import FEJLHOVED, Tabel, som_tekst

type Maerker = Mapping[int, Mapping[int, str]]
"""Række → kolonne → besked; begge talt fra 1 som i Excel."""

FORFATTER = "Implementering"
FEJLARK = "Fejl"
ROED, GUL = PatternFill("solid", fgColor="FFC7CE"), PatternFill("solid", fgColor="FFEB9C")
OMBRUDT = Alignment(wrap_text=True, vertical="top")
FORMELFEJL = "#VÆRDI!"
"""Står, hvor der stod en formel: læses den uændrede fil igen, er cellen stadig en fejl og ikke formlens tekst."""
LAENGSTE_KOMMENTAR = 2_000


def lav_fejlmappe(
    tabel: Tabel, fejl: Iterable[Mapping[str, Any]], advarsler: Iterable[Mapping[str, Any]] = ()
) -> bytes:
    """Projektmappen med tabellens ark og et ark »Fejl«. Bemærkningerne er, som en importkørsel gemmer dem."""
    fejl, advarsler = list(fejl), list(advarsler)
    mappe = Workbook(write_only=True)
    _skriv_fejlark(mappe, fejl, advarsler)
    _skriv_tabel(mappe, tabel, _paa_plads(tabel, advarsler), _paa_plads(tabel, fejl))
    ud = BytesIO()
    mappe.save(ud)
    return ud.getvalue()


def _skriv_fejlark(mappe: Any, fejl: list[Mapping[str, Any]], advarsler: list[Mapping[str, Any]]) -> None:
    ark = mappe.create_sheet(FEJLARK)
    for bogstav, bredde in zip("ABCDE", (12, 10, 24, 40, 100), strict=True):
        ark.column_dimensions[bogstav].width = bredde
    ark.append([_celle(ark, tekst, fed=True) for tekst in FEJLHOVED])
    for slags, bemaerkninger in (("Fejl", fejl), ("Advarsel", advarsler)):
        for b in bemaerkninger:
            felter = (slags, str(b["raekke"] or ""), b["kolonne"], b["vaerdi"], b["besked"])
            ark.append([_celle(ark, felt) for felt in felter])


def _skriv_tabel(mappe: Any, tabel: Tabel, advarsler: Maerker, fejl: Maerker) -> None:
    ark = mappe.create_sheet(_arknavn(tabel.ark.navn))
    for plads in range(1, len(tabel.hoved.tekster) + 1):
        ark.column_dimensions[get_column_letter(plads)].width = 28
    for nummer, celler in _med_huller(tabel.ark.raekker):
        gule, roede = advarsler.get(nummer, {}), fejl.get(nummer, {})
        tekster = _tekster(tabel, celler)
        tekster += [""] * (max([*gule, *roede], default=0) - len(tekster))
        faerdige = [_celle(ark, tekst, fed=nummer == tabel.hoved.raekke) for tekst in tekster]
        _maerk(faerdige, gule, GUL)
        _maerk(faerdige, roede, ROED)
        ark.append(faerdige)


def _med_huller(raekker: Iterable[tuple[int, Raekke]]) -> Iterator[tuple[int, Raekke]]:
    ventet = 1
    for nummer, celler in raekker:
        yield from ((tom, ()) for tom in range(ventet, nummer))
        yield nummer, celler
        ventet = nummer + 1


def _maerk(celler: list[Any], beskeder: Mapping[int, str], farve: PatternFill) -> None:
    for kolonne, besked in beskeder.items():
        celle = celler[kolonne - 1]
        celle.fill, celle.comment = farve, _kommentar(besked, celle.comment)


def _kommentar(besked: str, foer: Comment | None) -> Comment:
    samlet = f"{besked}\n{foer.text}" if foer else besked
    return Comment(samlet[:LAENGSTE_KOMMENTAR], FORFATTER, height=140, width=360)


def _tekster(tabel: Tabel, celler: Raekke) -> list[str]:
    slutdatoer = {tabel.hoved.felter.get(felt) for felt in ("slutdato", "slutdato_dato")}
    return [_tekst(tabel, celle, er_slutdato=plads in slutdatoer) for plads, celle in enumerate(celler)]


def _tekst(tabel: Tabel, celle: object, *, er_slutdato: bool) -> str:
    """Cellen som tekst, der læses tilbage til det samme; Excels tal for en dato skrives som datoen."""
    if isinstance(celle, Formel):
        return FORMELFEJL
    er_tal = isinstance(celle, int | float) and not isinstance(celle, bool | date)
    dag = tabel.ark.dato(float(str(celle))) if er_slutdato and er_tal else None
    return som_tekst(dag or celle)


def _celle(ark: Any, tekst: str, *, fed: bool = False) -> Any:
    celle = WriteOnlyCell(ark, tekst or None)
    if tekst:
        celle.data_type = "s"
    celle.number_format, celle.alignment = "@", OMBRUDT
    if fed:
        celle.font = Font(bold=True)
    return celle


def _paa_plads(tabel: Tabel, bemaerkninger: Iterable[Mapping[str, Any]]) -> Maerker:
    """Beskederne samlet pr. celle. Uden en kendt kolonne er det rækkens første, uden række arkets overskrift."""
    pladser = {tekst: plads for plads, tekst in reversed([*enumerate(tabel.hoved.tekster, 1)])}
    samlet: dict[int, dict[int, str]] = defaultdict(dict)
    for b in bemaerkninger:
        if b["ark"] == tabel.ark.navn:
            raekke, kolonne = samlet[b["raekke"] or tabel.hoved.raekke], pladser.get(b["kolonne"], 1)
            raekke[kolonne] = f"{raekke[kolonne]}\n{b['besked']}" if kolonne in raekke else b["besked"]
    return samlet


def _arknavn(navn: str) -> str:
    """Et navn, Excel tager imod: højst 31 tegn, uden []:*?/\\ og aldrig det samme som fejlarkets."""
    rent = re.sub(r"[\[\]:*?/\\]", " ", navn).strip("' ")[:31].strip() or "Opgaver"
    return f"{rent[:24]} opgaver"[:31] if rent.casefold() in (FEJLARK.casefold(), "history") else rent
