"""En fils rækker skrevet igen som en ny projektmappe, hvor cellerne med fejl er farvet og har fået en kommentar.

Intet af den oprindelige fil er med: kun de værdier, der blev læst, og alle som tekst, så intet i en celle kan køre.
Rækkerne står på deres gamle pladser, så en fejls rækkenummer stadig passer, og den rettede fil kan indlæses igen.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from datetime import date
from io import BytesIO
from itertools import islice
from typing import Any

from openpyxl import Workbook
from openpyxl.cell.cell import Cell
from openpyxl.comments import Comment
from openpyxl.styles import PatternFill

from faelles.excel import Formel, Raekke
from faelles.tal import med_tusinder

from .arkstil import Tekstceller, saet_bredder
from .laesning import FEJLHOVED, Tabel, som_tekst

type Maerker = Mapping[int, Mapping[int, str]]
"""Række → kolonne → besked; begge talt fra 1 som i Excel."""

FORFATTER = "Implementering"
FEJLARK = "Fejl"
ROED, GUL = PatternFill("solid", fgColor="FFC7CE"), PatternFill("solid", fgColor="FFEB9C")
FORMELFEJL = "#VÆRDI!"
"""Står, hvor der stod en formel: læses den uændrede fil igen, er cellen stadig en fejl og ikke formlens tekst."""
LAENGSTE_KOMMENTAR, FLEST_KOMMENTARER = 2_000, 2_000
"""Tegn i en kommentar, og celler med en; hver er en tegning for sig i filen."""
FOR_MANGE = (
    f"Så mange celler har fejl eller advarsler, at kun {med_tusinder(FLEST_KOMMENTARER)} af dem har fået en kommentar. "
    "De andre er kun farvet. Alle fejl og advarsler står her på listen."
)


def lav_fejlmappe(
    tabel: Tabel, fejl: Iterable[Mapping[str, Any]], advarsler: Iterable[Mapping[str, Any]] = ()
) -> bytes:
    """Projektmappen med tabellens ark og et ark »Fejl«. Bemærkningerne er, som en importkørsel gemmer dem."""
    fejl, advarsler = list(fejl), list(advarsler)
    roede, gule = _paa_plads(tabel, fejl), _paa_plads(tabel, advarsler)
    pen = Pen(roede, gule)
    mappe = Workbook(write_only=True)
    _skriv_fejlark(mappe, fejl, advarsler, pen)
    _skriv_tabel(mappe, tabel, pen)
    ud = BytesIO()
    mappe.save(ud)
    return ud.getvalue()


class Pen:
    """Farver cellerne og skriver kommentarerne, højst ``FLEST_KOMMENTARER``: først fejlenes, så advarslernes."""

    def __init__(self, roede: Maerker, gule: Maerker) -> None:
        self.roede, self.gule = roede, gule
        pladser = dict.fromkeys((nr, kolonne) for farve in (roede, gule) for nr in farve for kolonne in farve[nr])
        self.er_for_mange = len(pladser) > FLEST_KOMMENTARER
        self.kommenteres = set(islice(pladser, FLEST_KOMMENTARER))
        self.stile: dict[Any, Any] = {}

    def bredde(self, nummer: int) -> int:
        """Den sidste kolonne i rækken, der skal mærkes."""
        return max([*self.gule.get(nummer, ()), *self.roede.get(nummer, ())], default=0)

    def maerk(self, nummer: int, celler: list[Cell]) -> None:
        for farve, beskeder in ((GUL, self.gule.get(nummer, {})), (ROED, self.roede.get(nummer, {}))):
            for kolonne, besked in beskeder.items():
                celle = celler[kolonne - 1]
                self._farv(celle, farve)
                if (nummer, kolonne) in self.kommenteres:
                    celle.comment = _kommentar(besked, celle.comment)

    def _farv(self, celle: Any, farve: PatternFill) -> None:
        """Cellens stil deles med andre celler og ændres derfor på en kopi, som de næste af samme slags deler."""
        noegle = (tuple(celle._style), farve.fgColor.rgb)
        if noegle not in self.stile:
            celle._style = copy(celle._style)
            celle.fill = farve
            self.stile[noegle] = celle._style
        celle._style = self.stile[noegle]


def _skriv_fejlark(mappe: Any, fejl: list[Mapping[str, Any]], advarsler: list[Mapping[str, Any]], pen: Pen) -> None:
    ark = mappe.create_sheet(FEJLARK)
    celler = Tekstceller(ark)
    saet_bredder(ark, [12, 10, 24, 40, 100])
    ark.append(celler.raekke(list(FEJLHOVED), fed=True))
    if pen.er_for_mange:
        ark.append(celler.raekke(["Bemærk", "", "", "", FOR_MANGE]))
    for slags, bemaerkninger in (("Fejl", fejl), ("Advarsel", advarsler)):
        for b in bemaerkninger:
            ark.append(celler.raekke([slags, str(b["raekke"] or ""), b["kolonne"], b["vaerdi"], b["besked"]]))


def _skriv_tabel(mappe: Any, tabel: Tabel, pen: Pen) -> None:
    ark = mappe.create_sheet(_arknavn(tabel.ark.navn))
    celler = Tekstceller(ark)
    saet_bredder(ark, [28] * len(tabel.hoved.tekster))
    for nummer, vaerdier in _med_huller(tabel.ark.raekker):
        tekster = _tekster(tabel, vaerdier)
        tekster += [""] * (pen.bredde(nummer) - len(tekster))
        faerdige = celler.raekke(tekster, fed=nummer == tabel.hoved.raekke)
        pen.maerk(nummer, faerdige)
        ark.append(faerdige)


def _med_huller(raekker: Iterable[tuple[int, Raekke]]) -> Iterator[tuple[int, Raekke]]:
    ventet = 1
    for nummer, celler in raekker:
        yield from ((tom, ()) for tom in range(ventet, nummer))
        yield nummer, celler
        ventet = nummer + 1


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


def _paa_plads(tabel: Tabel, bemaerkninger: Iterable[Mapping[str, Any]]) -> Maerker:
    """Beskederne samlet pr. celle. Uden en kendt kolonne er det rækkens første, uden række arkets overskrift."""
    pladser = {tekst: plads for plads, tekst in reversed([*enumerate(tabel.hoved.tekster, 1)])}
    samlet: dict[int, dict[int, str]] = defaultdict(dict)
    for b in bemaerkninger:
        if b["ark"] == tabel.ark.navn:
            raekke, kolonne = samlet[b["raekke"] or tabel.hoved.raekke], pladser.get(b["kolonne"], 1)
            foer = raekke.get(kolonne, "")
            if len(foer) < LAENGSTE_KOMMENTAR:
                raekke[kolonne] = f"{foer}\n{b['besked']}" if foer else b["besked"]
    return samlet


def _arknavn(navn: str) -> str:
    """Et navn, Excel tager imod: højst 31 tegn, uden []:*?/\\ og aldrig det samme som fejlarkets."""
    rent = re.sub(r"[\[\]:*?/\\]", " ", navn).strip("' ")[:31].strip() or "Opgaver"
    return f"{rent[:24]} opgaver"[:31] if rent.casefold() in (FEJLARK.casefold(), "history") else rent
