"""Den tomme projektmappe, en redaktør kan begynde med: kolonnerne, et eksempel og en vejledning."""

from io import BytesIO
from typing import Any

from openpyxl import Workbook
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

from .kolonner import KOLONNER

BRED, SMAL = 44, 20
LANGE = {"titel", "maal", "beskrivelse", "metode", "resultat", "kvalitetskriterier", "involverede_parter"}


def lav_skabelon() -> bytes:
    mappe = Workbook()
    opgaver = mappe.worksheets[0]
    opgaver.title = "Opgaver"
    _skriv_raekke(opgaver, 1, [kolonne.overskrift for kolonne in KOLONNER], fed=True)
    _skriv_raekke(opgaver, 2, [kolonne.eksempel for kolonne in KOLONNER])
    for nummer, kolonne in enumerate(KOLONNER, 1):
        opgaver.column_dimensions[get_column_letter(nummer)].width = BRED if kolonne.felt in LANGE else SMAL
    opgaver.freeze_panes = "C2"
    _skriv_vejledning(mappe.create_sheet("Vejledning"))
    ud = BytesIO()
    mappe.save(ud)
    return ud.getvalue()


def _skriv_vejledning(ark: Any) -> None:
    _skriv_raekke(ark, 1, ["Kolonne", "Hvad skal der stå?"], fed=True)
    for nummer, kolonne in enumerate(KOLONNER, 2):
        _skriv_raekke(ark, nummer, [kolonne.overskrift, kolonne.vejledning])
    ark.column_dimensions["A"].width, ark.column_dimensions["B"].width = 28, 100


def _skriv_raekke(ark: Any, nummer: int, tekster: list[str], *, fed: bool = False) -> None:
    """Alt som tekst: så læser Excel hverken »2.2« som en dato eller »=« som en formel."""
    for plads, tekst in enumerate(tekster, 1):
        celle = ark.cell(nummer, plads, tekst or None)
        if tekst:
            celle.data_type = "s"
        celle.number_format = "@"
        celle.alignment = Alignment(wrap_text=True, vertical="top")
        if fed:
            celle.font, celle.fill = Font(bold=True), PatternFill("solid", fgColor="E6E6E6")
