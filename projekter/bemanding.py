"""Hvem der sidder på pladserne i en kommunes projekter, og hvilke obligatoriske der er ledige. Læser kun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from django.db.models import QuerySet

from faelles.soegning import passer

from . import adgang
from .models import Bruger, Organisation, Plads, Projekt, Rolle

LEDIGE = "ledige"


@dataclass(frozen=True)
class Ledig:
    """En obligatorisk rolle, som ingen sidder i. ``plads`` er den at besætte; None, når projektet ikke har nogen."""

    projekt: Projekt
    rolle: Rolle
    plads: Plads | None


def ledige_obligatoriske(projekter: Iterable[Projekt]) -> list[Ledig]:
    """De obligatoriske roller uden en person, projekt for projekt; afsluttede projekter mangler ingen.

    En stedfortræder gør ikke pladsen besat. To forespørgsler, hvor mange projekter der end er.
    """
    aabne = [projekt for projekt in projekter if projekt.status != Projekt.Status.AFSLUTTET]
    if not aabne:
        return []
    roller = list(Rolle.objects.filter(er_obligatorisk=True))
    pladser: dict[tuple[int, int], list[Plads]] = {}
    for plads in _med_folk().filter(projekt__in=aabne, rolle__in=roller):
        pladser.setdefault((plads.projekt_id, plads.rolle_id), []).append(plads)
    return [
        Ledig(projekt, rolle, next(iter(pladser.get((projekt.pk, rolle.pk), ())), None))
        for projekt in aabne
        for rolle in roller
        if all(plads.er_ledig for plads in pladser.get((projekt.pk, rolle.pk), ()))
    ]


@dataclass(frozen=True)
class Rollefilter:
    """Hvad rollegalleriet viser; står i adressen. En ukendt værdi er som ingen."""

    soeg: str = ""
    loesning: str = ""
    vis: str = ""

    @classmethod
    def laes(cls, adresse: Mapping[str, str]) -> "Rollefilter":
        soeg, loesning, vis = (adresse.get(navn, "").strip()[:100] for navn in ("soeg", "loesning", "vis"))
        return cls(soeg, loesning, vis if vis == LEDIGE else "")

    @property
    def er_sat(self) -> bool:
        return bool(self.soeg or self.loesning or self.vis)


@dataclass
class Rolleopslag:
    """En rolle og dens pladser i de projekter, personen ser."""

    rolle: Rolle
    pladser: list[Plads] = field(default_factory=list)

    def passer(self, soegt: str) -> bool:
        navne = [navn for plads in self.pladser for navn in _navne(plads)]
        return passer(soegt, self.rolle.navn, self.rolle.beskrivelse, *self.rolle.synonymer, *navne)


@dataclass
class Rollegalleriet:
    """Alle roller, og hvem der har dem i de af kommunens projekter, som ``bruger`` må se."""

    kommune: Organisation
    bruger: Bruger
    valg: Rollefilter = Rollefilter()

    @cached_property
    def projekter(self) -> list[Projekt]:
        mine = adgang.projekter_for(self.bruger).filter(kommune=self.kommune)
        return list(mine.med_navne().order_by("loesning__noegle"))

    @cached_property
    def ledige(self) -> list[Ledig]:
        return ledige_obligatoriske(self.projekter)

    @cached_property
    def brugte(self) -> list[Rolleopslag]:
        """Rollerne med en plads, der passer på valget."""
        return [opslag for opslag in self._opslag if opslag.pladser and opslag.passer(self.valg.soeg)]

    @cached_property
    def andre(self) -> list[Rolle]:
        """Rollerne uden en plads i projekterne; et valg af løsning eller ledige viser dem ikke."""
        if self._loesning or self.valg.vis:
            return []
        return [opslag.rolle for opslag in self._opslag if not opslag.pladser and opslag.passer(self.valg.soeg)]

    @cached_property
    def _opslag(self) -> list[Rolleopslag]:
        alle = {rolle.pk: Rolleopslag(rolle) for rolle in Rolle.objects.all()}
        projekter = {projekt.pk: projekt for projekt in self.projekter}
        for plads in _med_folk().filter(projekt__in=projekter).order_by("projekt__loesning__noegle", "betegnelse"):
            plads.projekt = projekter[plads.projekt_id]
            if self._er_valgt(plads):
                alle[plads.rolle_id].pladser.append(plads)
        return list(alle.values())

    @cached_property
    def _loesning(self) -> str:
        """Den valgte løsning; tom, når den ikke er en af projekternes."""
        kendte = {projekt.loesning.noegle for projekt in self.projekter}
        return self.valg.loesning if self.valg.loesning in kendte else ""

    def _er_valgt(self, plads: Plads) -> bool:
        if self.valg.vis and not plads.er_ledig:
            return False
        return self._loesning in ("", plads.projekt.loesning.noegle)


def _med_folk() -> QuerySet[Plads]:
    return Plads.objects.select_related("rolle", "person", "stedfortraeder")


def _navne(plads: Plads) -> list[str]:
    return [plads.betegnelse, *(person.navn for person in (plads.person, plads.stedfortraeder) if person)]
