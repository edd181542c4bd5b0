"""Ét gennemløb af et arks XML efter værdier, formler uden resultat, fletninger og skjulte rækker.

openpyxls egen læser tager længere tid, læser også det, ingen spørger om, giver op over fejl i det og stoler på den
størrelse, arket selv angiver. Delene er set efter for DOCTYPE, før de kommer hertil (``excelmappe``).
"""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element, iterparse

from openpyxl.utils import column_index_from_string
from openpyxl.utils.datetime import from_excel, from_ISO8601
from openpyxl.xml.constants import SHEET_MAIN_NS

from .excelark import Formel, Vaerdi, renskriv, som_vaerdi

NS = f"{{{SHEET_MAIN_NS}}}"
RAEKKE, CELLE, VAERDI, FORMEL, INDLEJRET = f"{NS}row", f"{NS}c", f"{NS}v", f"{NS}f", f"{NS}is"
TEKSTPOST, TEKST, STUMP, FLETTET = f"{NS}si", f"{NS}t", f"{NS}r", f"{NS}mergeCell"
OMRAADE = re.compile(r"([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})")
SIFRE = "0123456789"


def laes_tekster(stroem: Any) -> list[str]:
    """Projektmappens fælles tekster, rensede; lydskrift er ikke en del af teksten."""
    tekster = []
    for _, element in iterparse(stroem):  # noqa: S314
        if element.tag == TEKSTPOST:
            tekster.append(renskriv(_tekst(element)))
            element.clear()
    return tekster


def _tekst(element: Element) -> str:
    if len(element) == 1 and element[0].tag == TEKST:
        return element[0].text or ""
    stumper = (
        del_.findtext(TEKST) if del_.tag == STUMP else del_.text for del_ in element if del_.tag in (TEKST, STUMP)
    )
    return "".join(stump or "" for stump in stumper)


class Arklaeser:
    """``flettede`` og ``skjulte`` er fulde, når ``raekker`` er læst til ende."""

    def __init__(self, stroem: Any, tekster: list[str], mappe: Any) -> None:
        self.stroem, self.tekster = stroem, tekster
        self.epoke = mappe.epoch
        self.datoformater, self.tidsformater = mappe._date_formats, mappe._timedelta_formats
        self.flettede: list[tuple[str, ...]] = []
        self.skjulte: set[int] = set()

    def raekker(self) -> Iterator[tuple[int, list[Vaerdi]]]:
        nummer = 0
        for _, element in iterparse(self.stroem):  # noqa: S314
            if element.tag == RAEKKE:
                nummer = int(element.get("r", nummer + 1))
                if celler := self._celler(element):
                    yield nummer, celler
                if element.get("hidden") in ("1", "true"):
                    self.skjulte.add(nummer)
                element.clear()
            elif element.tag == FLETTET and (omraade := OMRAADE.fullmatch(element.get("ref", ""))):
                self.flettede.append(omraade.groups())

    def _celler(self, raekke: Element) -> list[Vaerdi]:
        celler: list[Vaerdi] = []
        kolonne = 0
        for element in raekke.iter(CELLE):
            sted = element.get("r")
            kolonne = column_index_from_string(sted.rstrip(SIFRE)) if sted else kolonne + 1
            vaerdi = self._vaerdi(element)
            if vaerdi is not None:
                celler.extend([None] * (kolonne - len(celler)))
                celler[kolonne - 1] = vaerdi
        return celler

    def _vaerdi(self, element: Element) -> Vaerdi:
        raa, slags = element.findtext(VAERDI), element.get("t", "n")
        if slags == "inlineStr":
            indlejret = element.find(INDLEJRET)
            return None if indlejret is None else renskriv(_tekst(indlejret))
        if raa:
            return self._laes(raa, slags, int(element.get("s", 0)))
        formel = element.find(FORMEL)
        return None if formel is None or (raa is not None and slags == "str") else Formel(f"={formel.text or ''}")

    def _laes(self, raa: str, slags: str, format_: int) -> Vaerdi:
        if slags == "s":
            plads = int(raa)
            return self.tekster[plads if plads >= 0 else len(self.tekster)]
        if slags == "n":
            return self._tal(raa, format_)
        if slags == "b":
            return bool(int(raa))
        if slags == "d":
            return som_vaerdi(from_ISO8601(raa))  # type: ignore[no-untyped-call]
        return renskriv(raa)

    def _tal(self, raa: str, format_: int) -> Vaerdi:
        tal = int(raa) if raa.strip("-").isdigit() else float(raa)
        if format_ not in self.datoformater:
            return tal
        try:
            return som_vaerdi(from_excel(tal, self.epoke, timedelta=format_ in self.tidsformater))
        except (OverflowError, ValueError):
            return "#VALUE!"
