"""Hvad der kommer ud af en fil: ark med rækker af rensede værdier."""

import re
import unicodedata
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from openpyxl.utils.datetime import WINDOWS_EPOCH, from_excel


@dataclass(frozen=True)
class Formel:
    """En celle med en formel, som filen ikke rummer resultatet af."""

    tekst: str


type Vaerdi = str | int | float | bool | date | time | timedelta | Formel | None
type Raekke = tuple[Vaerdi, ...]

EXCELFEJL = {
    *("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A", "#GETTING_DATA", "#SPILL!", "#CALC!"),
    *("#NUL!", "#DIVISION/0!", "#VÆRDI!", "#REFERENCE!", "#NAVN?", "#I/T", "#OVERLØB!", "#BEREGN!"),
}
"""Som filen gemmer dem, og som en dansk Excel skriver dem i en CSV-fil."""


@dataclass(frozen=True)
class Ark:
    """Et synligt ark. ``raekker`` er (rækkenummer som i Excel, celler) uden de tomme rækker.

    ``skjulte`` er numrene på de rækker, Excel ikke viser; de er læst som de andre.
    """

    navn: str
    raekker: list[tuple[int, Raekke]]
    epoke: datetime = field(default=WINDOWS_EPOCH, compare=False)
    skjulte: frozenset[int] = frozenset()

    def dato(self, tal: float) -> date | None:
        """Datoen bag Excels tal for en dag i arkets eget datosystem; None uden for årene 1990-2100."""
        try:
            fundet = from_excel(tal, self.epoke)
        except (ValueError, OverflowError):
            return None
        dag = fundet.date() if isinstance(fundet, datetime) else None
        return dag if dag and 1990 <= dag.year <= 2100 else None


def som_vaerdi(celle: object) -> Vaerdi:
    """Cellen fra openpyxl som en af vores værdier; midnat er en dato uden klokkeslæt."""
    if isinstance(celle, str):
        return renskriv(celle)
    if isinstance(celle, datetime):
        return celle.date() if celle.time() == time() else celle
    return celle if isinstance(celle, int | float | date | time | timedelta | Formel | None) else Formel(str(celle))


USYNLIGE = re.compile("[\u00ad\u200b\u2060\ufeff\ufffe\uffff]|_x000D_")
"""Bløde bindestreger og tegn uden bredde, tegn, XML ikke kan rumme, og linjeskiftet, som nogle systemer skriver det."""


def renskriv(tekst: str) -> str:
    """Teksten uden styretegn (PostgreSQL gemmer ikke NUL), med ét slags linjeskift og sammensatte æøå."""
    tekst = USYNLIGE.sub("", unicodedata.normalize("NFC", tekst.replace("\r\n", "\n").replace("\r", "\n")))
    if tekst.isprintable():
        return tekst.strip()
    return "".join(t for t in tekst if t in "\n\t" or unicodedata.category(t) not in ("Cc", "Cs")).strip()
