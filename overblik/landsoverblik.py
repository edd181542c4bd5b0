"""Løsningens stilling i alle kommuner, som ejeren må se den: tal og datoer, aldrig kommunens egne ord og opgaver.

Antallet af forespørgsler er det samme, uanset hvor mange projekter der er.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models.functions import Collate

from faelles.dansk_sqlite import KOLLATION, sorteringsnoegle
from faser.models import Fase
from opgaver.fremdrift import Fremdrift, fremdrift_efter
from opgaver.models import Opgave
from projekter.models import Loesning, Organisation, Projekt
from projekter.models.organisation import Regionstilhoer

INTET = "intet"
FORSINKET = "forsinket"
STATUSSER = {
    INTET: "Intet projekt",
    **dict(Projekt.Status.choices),
    FORSINKET: "Har opgaver over tid",
}


@dataclass(frozen=True)
class Valg:
    """Sortering og filter, som de står i adressen. Ukendte værdier er som ingen."""

    sorter: str = ""
    region: str = ""
    fase: str = ""
    status: str = ""

    @property
    def er_filter(self) -> bool:
        return bool(self.region or self.fase or self.status)


@dataclass(frozen=True)
class Kommuneraekke:
    """En kommune med sit projekt for løsningen, eller uden."""

    kommune: Organisation
    region: str
    projekt: Projekt | None
    tal: Fremdrift

    @property
    def fase(self) -> Fase | None:
        return self.projekt.fase.hovedfase if self.projekt else None

    @property
    def anker(self) -> str:
        return f"k{self.kommune.kode}"

    @property
    def procent(self) -> int | None:
        return self.tal.procent if self.projekt else None

    @property
    def stilling(self) -> str:
        return self.projekt.get_status_display() if self.projekt else STATUSSER[INTET]

    def passer(self, valg: Valg) -> bool:
        return (
            (not valg.region or self.region == valg.region)
            and (not valg.fase or (self.fase is not None and self.fase.kode == valg.fase))
            and self._har_status(valg.status)
        )

    def _har_status(self, status: str) -> bool:
        if status == FORSINKET:
            return self.tal.forsinkede > 0
        if status == INTET:
            return self.projekt is None
        return status not in STATUSSER or (self.projekt is not None and self.projekt.status == status)


@dataclass(frozen=True)
class Sumraekke:
    """Kommunerne i én fase lagt sammen. ``filter`` er det i adressen, der viser dem; None fjerner et valg."""

    navn: str
    filter: dict[str, str | None]
    kommuner: int
    tal: Fremdrift


SORTERINGER: dict[str, Callable[[Kommuneraekke], Any]] = {
    "region": lambda raekke: sorteringsnoegle(raekke.region),
    "fase": lambda raekke: raekke.fase.raekkefoelge if raekke.fase else None,
    "idriftsaettelse": lambda raekke: raekke.projekt.idriftsaettelse if raekke.projekt else None,
    "golive": lambda raekke: raekke.projekt.golive if raekke.projekt else None,
    "fremdrift": lambda raekke: raekke.procent,
    "forsinkede": lambda raekke: raekke.tal.forsinkede if raekke.projekt else None,
}


KOLONNER = {
    "kommune": "Kommune",
    "region": "Region",
    "fase": "Fase",
    "idriftsaettelse": "Idriftsættelse",
    "golive": "Go-live",
    "fremdrift": "Fremdrift",
    "forsinkede": "Over tid",
}


def sorteringsvalg() -> list[tuple[str, str]]:
    """Alle sorteringer til en valgliste, for på en smal skærm er der ingen overskrifter at trykke på."""
    return [
        valg for noegle, tekst in KOLONNER.items() for valg in ((noegle, tekst), (f"-{noegle}", f"{tekst}, faldende"))
    ]


@dataclass
class Landsoverblik:
    """Alle kommuner på dagen ``paa``, i dansk alfabetisk orden."""

    loesning: Loesning
    paa: date
    valg: Valg

    @cached_property
    def alle(self) -> list[Kommuneraekke]:
        projekter = Projekt.objects.filter(loesning=self.loesning).select_related("fase__overfase")
        efter_kommune = {projekt.kommune_id: projekt for projekt in projekter}
        opgaver = Opgave.objects.centrale().filter(plan__projekt__loesning=self.loesning)
        tal = fremdrift_efter(opgaver, "plan__projekt", self.paa)
        tilhoer = Regionstilhoer.objects.gaeldende(self.paa).values_list("kommune", "region")
        regioner = {kommune: region.removeprefix("Region ") for kommune, region in tilhoer}
        raekker = []
        for kommune in Organisation.objects.kommuner().order_by(Collate("navn", KOLLATION)):
            projekt = efter_kommune.get(kommune.pk)
            fremdrift = tal.get(projekt.pk, Fremdrift()) if projekt else Fremdrift()
            raekker.append(Kommuneraekke(kommune, regioner.get(kommune.pk, ""), projekt, fremdrift))
        return raekker

    @cached_property
    def viste(self) -> list[Kommuneraekke]:
        """De kommuner, filteret lader stå, i den valgte orden."""
        return sorter([raekke for raekke in self.alle if raekke.passer(self.valg)], self.valg.sorter)

    @cached_property
    def summer(self) -> list[Sumraekke]:
        """De viste kommuner lagt sammen efter fase; sidst dem uden projekt."""
        i_gang = [raekke for raekke in self.viste if raekke.projekt]
        raekker = [
            _sum(str(fase), {"fase": fase.kode, "status": None}, [r for r in i_gang if r.fase == fase])
            for fase in _faser(i_gang)
        ]
        uden = [raekke for raekke in self.viste if not raekke.projekt]
        return [*raekker, _sum(STATUSSER[INTET], {"status": INTET, "fase": None}, uden)]

    @cached_property
    def i_alt(self) -> Sumraekke:
        return _sum("I alt", {}, self.viste)

    @property
    def regioner(self) -> list[str]:
        return sorted({raekke.region for raekke in self.alle if raekke.region}, key=sorteringsnoegle)

    @property
    def faser(self) -> list[Fase]:
        return _faser(self.alle)


def sorter(raekker: list[Kommuneraekke], efter: str) -> list[Kommuneraekke]:
    """Rækkerne efter en kolonne; minus foran er faldende. De, der er lige, står i dansk orden som før.

    En kommune uden værdi i kolonnen står sidst, hvad enten der sorteres stigende eller faldende.
    """
    if efter == "-kommune":
        return raekker[::-1]
    noegle = SORTERINGER.get(efter.removeprefix("-"))
    if noegle is None:
        return raekker
    med = [raekke for raekke in raekker if noegle(raekke) is not None]
    uden = [raekke for raekke in raekker if noegle(raekke) is None]
    return sorted(med, key=noegle, reverse=efter.startswith("-")) + uden


def _faser(raekker: Iterable[Kommuneraekke]) -> list[Fase]:
    fundne = {raekke.fase.pk: raekke.fase for raekke in raekker if raekke.fase}
    return sorted(fundne.values(), key=lambda fase: fase.raekkefoelge)


def _sum(navn: str, filter_: dict[str, str | None], raekker: list[Kommuneraekke]) -> Sumraekke:
    return Sumraekke(navn, filter_, len(raekker), sum((raekke.tal for raekke in raekker), Fremdrift()))


@dataclass(frozen=True)
class Loesningsraekke:
    """En løsning med antal kommuner, der har et projekt, og deres samlede fremdrift."""

    loesning: Loesning
    projekter: int
    tal: Fremdrift


def loesningsraekker(loesninger: Iterable[Loesning], paa: date) -> list[Loesningsraekke]:
    """En række for hver løsning; to forespørgsler i alt."""
    alle = list(loesninger)
    opgaver = Opgave.objects.centrale().filter(plan__projekt__loesning__in=alle)
    tal = fremdrift_efter(opgaver, "plan__projekt__loesning", paa)
    antal = Counter(Projekt.objects.filter(loesning__in=alle).values_list("loesning", flat=True))
    return [Loesningsraekke(loesning, antal[loesning.pk], tal.get(loesning.pk, Fremdrift())) for loesning in alle]
