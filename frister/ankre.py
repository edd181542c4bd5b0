"""De datoer i et projekt, som frister regnes fra."""

import re
from dataclasses import dataclass
from datetime import date
from enum import Enum


class Anker(Enum):
    """Værdien er også navnet på feltet i `Ankre`.

    Idriftsættelse er teknisk; go-live er dagen, hvor medarbejderne tager løsningen i brug.
    """

    PROJEKTSTART = "projektstart"
    IDRIFTSAETTELSE = "idriftsaettelse"
    GOLIVE = "golive"

    @property
    def navn(self) -> str:
        """Navnet foran en dato: "idriftsættelse 22. februar 2027"."""
        return _NAVNE[self]

    @property
    def regelnavn(self) -> str:
        """Navnet i en regel: "5 uger efter idriftsættelsesdato"."""
        return "idriftsættelsesdato" if self is Anker.IDRIFTSAETTELSE else self.navn


_NAVNE = {
    Anker.PROJEKTSTART: "projektstart",
    Anker.IDRIFTSAETTELSE: "idriftsættelse",
    Anker.GOLIVE: "go-live",
}


@dataclass(frozen=True)
class Ankre:
    """Et projekts datoer. En dato, der ikke er sat endnu, er None."""

    projektstart: date | None = None
    idriftsaettelse: date | None = None
    golive: date | None = None

    def dato(self, anker: Anker) -> date | None:
        """Ankerets dato, eller None når den ikke er sat."""
        dato: date | None = getattr(self, anker.value)
        return dato


_FORAN = r"(?:den |datoen for |dagen for |tidspunktet for )?"
_BAGEFTER = r"(?:[- ]?(?:dato|dag|tidspunkt)(?:en|et)?)?(?: af (?:loesningen|systemet))?"
_STAVEMAADER = {
    Anker.PROJEKTSTART: r"projekt(?:et|ets)?[- ]?(?:op)?start(?:en|ens|s)?",
    Anker.IDRIFTSAETTELSE: r"idrifts{1,2}ae(?:ttelse|tning)(?:n|en|ns|ens|s)?",
    Anker.GOLIVE: r"(?:go[- ]?live(?:t|ts|s)?|ibrugtagning(?:en|ens|s)?)",
}
_MOENSTRE = {anker: re.compile(_FORAN + ord_ + _BAGEFTER) for anker, ord_ in _STAVEMAADER.items()}


def find_anker(tekst: str) -> Anker | None:
    """Ankeret, som `tekst` navngiver i foldet form (små bogstaver, ae/oe/aa), eller None."""
    return next((anker for anker, moenster in _MOENSTRE.items() if moenster.fullmatch(tekst)), None)
