"""Fremdrift: fuldførte / (alle − ikke relevante − udgåede) af katalogets opgaver; »–« når der ingen er at tælle.

Kommunens egne, lokale opgaver tælles for sig, så fremdriften kan sammenlignes på tværs af kommuner.
"""

from dataclasses import astuple, dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from faelles.tal import antal_i_ord

from .models import Opgave
from .models.plan import er_overskredet


@dataclass(frozen=True)
class Fremdrift:
    """Tal for en mængde opgaver. ``i_alt`` er det, der tælles: ikke relevante og udgåede er trukket fra.

    De fire første er katalogets opgaver alene; de tre sidste er de lokale, uden de ikke relevante.
    """

    i_alt: int = 0
    fuldfoerte: int = 0
    forsinkede: int = 0
    ikke_relevante: int = 0
    lokale: int = 0
    lokale_fuldfoerte: int = 0
    lokale_forsinkede: int = 0

    @property
    def over_tid(self) -> int:
        """Alle, der er over tid, også de lokale: det, kommunen selv skal gøre noget ved."""
        return self.forsinkede + self.lokale_forsinkede

    @property
    def lokale_tekst(self) -> str:
        """Fx »+ 3 lokale, 1 fuldført«; tom, når der ingen er."""
        if not self.lokale:
            return ""
        return f"+ {antal_i_ord(self.lokale, 'lokal', 'lokale')}, {self.lokale_fuldfoerte} fuldført"

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
        return Fremdrift(*(mit + dit for mit, dit in zip(astuple(self), astuple(anden), strict=True)))


def _tal(paa: date) -> dict[str, Count]:
    central, lokal = Q(er_lokal=False, er_udgaaet=False), Q(er_lokal=True)
    er_relevant, er_fuldfoert = ~Q(status=Opgave.Status.IKKE_RELEVANT), Q(status=Opgave.Status.FULDFOERT)
    return {
        "i_alt": Count("pk", filter=central & er_relevant),
        "fuldfoerte": Count("pk", filter=central & er_fuldfoert),
        "forsinkede": Count("pk", filter=central & er_overskredet(paa)),
        "ikke_relevante": Count("pk", filter=central & ~er_relevant),
        "lokale": Count("pk", filter=lokal & er_relevant),
        "lokale_fuldfoerte": Count("pk", filter=lokal & er_fuldfoert),
        "lokale_forsinkede": Count("pk", filter=lokal & er_overskredet(paa)),
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
