"""Cellerne i de projektmapper, vi selv skriver: alt er tekst, så Excel hverken regner eller gør »2.2« til en dato."""

from typing import Any

from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import Cell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter

BRED, SMAL = 44, 20
LANGE = {"titel", "maal", "beskrivelse", "metode", "resultat", "kvalitetskriterier", "involverede_parter"}
FORMELTEGN = ("=", "+", "-", "@", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20")
"""Det, en celle kan begynde med, når et regneark regner den ud. De brede tegn er østasiatiske tastaturers."""


class Tekstceller:
    """Laver arkets celler. Hver slags har ét forbillede; at sætte stilen på hver celle tager det meste af tiden."""

    def __init__(self, ark: Any) -> None:
        self.ark = ark
        self.almindelig, self.fed, self.citat = (self._forbillede() for _ in range(3))
        self.fed.font, self.fed.fill = Font(bold=True), PatternFill("solid", fgColor="E6E6E6")
        self.citat.quotePrefix = True

    def raekke(self, tekster: list[str], *, fed: bool = False) -> list[Cell]:
        return [self.celle(tekst, fed=fed) for tekst in tekster]

    def celle(self, tekst: str, *, fed: bool = False) -> Cell:
        """Teksten, som den er. Begynder den som en formel, mærkes den også, så Excel lader den være, når den rettes."""
        celle = WriteOnlyCell(self.ark, tekst or None)
        if tekst:
            celle.data_type = "s"
        forbillede = self.fed if fed else self.citat if tekst.startswith(FORMELTEGN) else self.almindelig
        celle._style = forbillede._style  # type: ignore[attr-defined]
        return celle

    def _forbillede(self) -> Cell:
        celle = WriteOnlyCell(self.ark)
        celle.number_format = "@"
        celle.alignment = Alignment(wrap_text=True, vertical="top")
        return celle


def saet_bredder(ark: Any, bredder: list[int]) -> None:
    for nummer, bredde in enumerate(bredder, 1):
        ark.column_dimensions[get_column_letter(nummer)].width = bredde
