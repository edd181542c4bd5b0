"""Fremdrift: fuldførte / (alle − ikke relevante − udgåede); »–« når der ingen er at tælle."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from faelles.tal import antal_i_ord

from .models import Opgave


@dataclass(frozen=True)
class Fremdrift:
    """Tal for en mængde opgaver. ``i_alt`` er det, der tælles: ikke relevante og udgåede er trukket fra."""

    i_alt: int = 0
    fuldfoerte: int = 0
    forsinkede: int = 0
    ikke_relevante: int = 0

    @property
    def procent(self) -> int | None:
        """Hele procent, rundet ned, så 100 % kun står der, når alt er fuldført."""
        return self.fuldfoerte * 100 // self.i_alt if self.i_alt else None

    @property
    def tekst(self) -> str:
        if self.procent is None:
            return "–"
        return f"{self.fuldfoerte} af {self.i_alt} ({self.procent} %)"

    def __add__(self, anden: "Fremdrift") -> "Fremdrift":
        return Fremdrift(
            self.i_alt + anden.i_alt,
            self.fuldfoerte + anden.fuldfoerte,
            self.forsinkede + anden.forsinkede,
            self.ikke_relevante + anden.ikke_relevante,
        )


def _tal(paa: date) -> dict[str, Count]:
    taeller = Q(er_udgaaet=False) & ~Q(status=Opgave.Status.IKKE_RELEVANT)
    return {
        "i_alt": Count("pk", filter=taeller),
        "fuldfoerte": Count("pk", filter=Q(er_udgaaet=False, status=Opgave.Status.FULDFOERT)),
        "forsinkede": Count("pk", filter=Q(er_udgaaet=False, status__in=Opgave.AABNE, frist__lt=paa)),
        "ikke_relevante": Count("pk", filter=Q(er_udgaaet=False, status=Opgave.Status.IKKE_RELEVANT)),
    }


def fremdrift(opgaver: QuerySet[Opgave], paa: date) -> Fremdrift:
    """Fremdriften i opgaverne på dagen ``paa``; én forespørgsel."""
    return Fremdrift(**opgaver.order_by().aggregate(**_tal(paa)))


def fremdrift_efter(opgaver: QuerySet[Opgave], felt: str, paa: date) -> dict[int | None, Fremdrift]:
    """Fremdriften delt efter et felt, fx ``fase`` eller ``plan__projekt``; én forespørgsel."""
    raekker = opgaver.order_by().values(felt).annotate(**_tal(paa))
    return {raekke.pop(felt): Fremdrift(**raekke) for raekke in raekker}


def opgaver_i_ord(antal: int) -> str:
    """Fx »1 opgave« og »7 opgaver«."""
    return antal_i_ord(antal, "opgave", "opgaver")
