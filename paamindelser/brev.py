"""Påmindelsen som mail: emne, tekst og HTML. Fylder højst en skærm."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import batched

from django.conf import settings
from django.db.models import QuerySet
from django.template.loader import render_to_string
from django.urls import reverse

from opgaver.models import Opgave
from projekter.models import Bruger

from .indsamling import Punkt

VISES = 15
PERSONER_AD_GANGEN = 100


@dataclass(frozen=True)
class Linje:
    """En opgave, som den står i mailen. ``sted`` er løsning og kommune, fx SAPA, Aarhus."""

    kode: str
    titel: str
    frist: date
    adresse: str
    sted: str


@dataclass(frozen=True)
class Brev:
    """En persons påmindelse for en dag. ``punkter`` er alt, der siges; ``linjer`` er det, der er plads til."""

    modtager: Bruger
    paa: date
    punkter: Sequence[Punkt]
    linjer: Sequence[Linje]

    @cached_property
    def emne(self) -> str:
        return self._skriv("emne.txt").strip()

    @property
    def tekst(self) -> str:
        return self._skriv("txt").strip() + "\n"

    @property
    def html(self) -> str:
        return self._skriv("html")

    def _skriv(self, form: str) -> str:
        return render_to_string(f"mail/paamindelse.{form}", self._kontekst())

    def _kontekst(self) -> dict[str, object]:
        er_over = [punkt.frist < self.paa for punkt in self.punkter]
        projekter = {punkt.projekt_id for punkt in self.punkter}
        return {
            "fornavn": self.modtager.navn.split()[0] if self.modtager.navn else "",
            "paa": self.paa,
            "antal_over": sum(er_over),
            "antal_snart": len(er_over) - sum(er_over),
            "over": [linje for linje in self.linjer if linje.frist < self.paa],
            "snart": [linje for linje in self.linjer if linje.frist >= self.paa],
            "resten": len(self.punkter) - len(self.linjer),
            "sted": self.linjer[0].sted if len(projekter) == 1 else f"{len(projekter)} projekter",
            "er_flere_steder": len(projekter) > 1,
            "grund": opregn(dict.fromkeys(punkt.grund for punkt in self.punkter)),
            "alle": settings.BASIS_URL + reverse("min_side"),
        }


def breve(punkter: dict[int, list[Punkt]], paa: date) -> Iterable[Brev]:
    """Et brev til hver bruger i ``punkter``; to forespørgsler for hver hundrede personer.

    En opgave, der er lukket eller har fået en anden frist, siden punkterne blev samlet, udelades.
    """
    for ider in batched(sorted(punkter), PERSONER_AD_GANGEN):
        personer = Bruger.objects.in_bulk(ider)
        linjer = _linjer(punkt for bruger_id in ider for punkt in punkter[bruger_id])
        for bruger_id in ider:
            mine = [punkt for punkt in punkter[bruger_id] if _noegle(punkt) in linjer]
            if mine:
                yield Brev(personer[bruger_id], paa, mine, [linjer[_noegle(punkt)] for punkt in mine[:VISES]])


def _noegle(punkt: Punkt) -> tuple[int, date]:
    return punkt.opgave_id, punkt.frist


def _linjer(punkter: Iterable[Punkt]) -> dict[tuple[int, date], Linje]:
    opgaver = Opgave.objects.aabne().filter(pk__in=[punkt.opgave_id for punkt in punkter])
    return {(opgave.pk, opgave.frist): _linje(opgave, opgave.frist) for opgave in med_sted(opgaver) if opgave.frist}


def med_sted(opgaver: QuerySet[Opgave]) -> QuerySet[Opgave]:
    """Det, der skal til for at vise opgavens kode, titel, adresse og sted, uden kortets lange tekster."""
    forbindelser = ("kort", "etape", "plan__projekt__kommune", "plan__projekt__loesning")
    return opgaver.select_related(*forbindelser).only(
        "frist",
        "kort__kode",
        "kort__titel",
        "etape__navn",
        "plan__projekt__kommune__kode",
        "plan__projekt__kommune__navn",
        "plan__projekt__loesning__noegle",
    )


def sted(opgave: Opgave) -> str:
    projekt = opgave.plan.projekt
    return f"{projekt.loesning.noegle}, {projekt.kommune.navn}"


def _linje(opgave: Opgave, frist: date) -> Linje:
    adresse = settings.BASIS_URL + opgave.get_absolute_url()
    return Linje(opgave.kort.kode, opgave.titel, frist, adresse, sted(opgave))


def opregn(ord_: Iterable[str]) -> str:
    """»a«, »a eller b«, »a, b eller c«."""
    *foerste, sidste = ord_
    return f"{', '.join(foerste)} eller {sidste}" if foerste else sidste
