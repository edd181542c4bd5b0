"""Reglerne for at gøre det samme ved mange opgaver: at skubbe en dato, og hvordan det går hver opgave. Uden Django."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from frister import FOERSTE_AAR, SIDSTE_AAR

STOERSTE_SKUB = 10 * 366
UDEN_FOR = "Skriv et helt antal dage eller uger på mindst 1 og højst ti år."
DAGE = {"dag": 1, "uge": 7}
_SKUB = re.compile(
    r"(?P<fortegn>[-+]?) ?(?P<antal>[0-9]{1,5}) ?(?P<enhed>dag|uge)(?:e|r)?(?: (?P<vej>senere|tidligere))?"
)


class Udfald(StrEnum):
    """Hvordan det går en opgave. ``SPOERGES``: den bliver, som den er, til der er sagt ja til det, der mangler."""

    AENDRES = "aendres"
    SOM_FOER = "som_foer"
    SPOERGES = "spoerges"
    KAN_IKKE = "kan_ikke"


class UforstaaeligtSkub(ValueError):
    """Teksten siger ikke, hvor langt datoen skal skubbes; fejlen kan vises for personen."""


@dataclass(frozen=True)
class Skub:
    """Så mange dage eller uger senere; et negativt antal er tidligere. ``enhed`` er ``dag`` eller ``uge``."""

    antal: int
    enhed: str

    def __post_init__(self) -> None:
        if self.enhed not in DAGE:
            raise UforstaaeligtSkub(f"»{self.enhed}« er hverken dage eller uger.")
        if not 0 < abs(self.dage) <= STOERSTE_SKUB:
            raise UforstaaeligtSkub(UDEN_FOR)

    @property
    def dage(self) -> int:
        return self.antal * DAGE[self.enhed]

    def flyt(self, dato: date) -> date | None:
        """Datoen skubbet; None, når den så ligger uden for de år, systemet regner med."""
        try:
            ny = dato + timedelta(days=self.dage)
        except OverflowError:
            return None
        return ny if FOERSTE_AAR <= ny.year <= SIDSTE_AAR else None

    def tekst(self) -> str:
        """Fx "14 dage senere" og "1 uge tidligere"; læses igen til det samme skub."""
        flere = "" if abs(self.antal) == 1 else {"dag": "e", "uge": "r"}[self.enhed]
        return f"{abs(self.antal)} {self.enhed}{flere} {'senere' if self.antal > 0 else 'tidligere'}"


def tolk_skub(tekst: str) -> Skub:
    """Fx "14 dage", "2 uger tidligere" og "-3 dage". Rejser ``UforstaaeligtSkub`` for alt andet."""
    fund = _SKUB.fullmatch(" ".join(tekst.casefold().split()))
    if fund is None or (fund["fortegn"] and fund["vej"]):
        raise UforstaaeligtSkub(f"»{tekst}« er ikke forstået. Skriv fx »14 dage«, »2 uger« eller »3 dage tidligere«.")
    fortegn = -1 if fund["fortegn"] == "-" or fund["vej"] == "tidligere" else 1
    return Skub(fortegn * int(fund["antal"]), fund["enhed"])
