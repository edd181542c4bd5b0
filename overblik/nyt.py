"""Hvad andre har ændret, siden personen sidst så efter: historikken samlet, så hver ting er én linje. Læser kun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.urls import reverse

from opgaver.models import Opgave
from projekter import adgang
from projekter.models import Bruger, Haendelse, Projekt

LOFT = 2_000
"""Så mange hændelser læses; er der flere, siger siden det."""
VISTE = 10
"""Så mange linjer vises af ens egne opgaver og af hvert projekt."""
KORT_TEKST = 40
FELTER = ("tid", "aktoer", "handling", "genstand_type", "genstand_id", "genstand_navn", "projekt_id", "ny")


@dataclass
class Nyhed:
    """Alt det, der er sket med én ting. ``er_min``: en opgave på en af personens pladser."""

    projekt: Projekt
    navn: str
    adresse: str
    senest: datetime
    er_min: bool = False
    antal: int = 0
    handlinger: dict[str, str] = field(default_factory=dict)
    aktoerer: dict[str, None] = field(default_factory=dict)

    @property
    def hvad(self) -> str:
        """Hver slags ændring én gang med det, der nu står, fx »status sat: I gang, udfører sat: Projektleder«."""
        return ", ".join(f"{hvad}: {ny}" if ny else hvad for hvad, ny in self.handlinger.items())

    @property
    def hvem(self) -> str:
        return ", ".join(self.aktoerer)


@dataclass(frozen=True)
class Projektnyt:
    """Det nye i et projekt, som ikke er personens egne opgaver."""

    projekt: Projekt
    nyheder: list[Nyhed]

    @property
    def viste(self) -> list[Nyhed]:
        return self.nyheder[:VISTE]

    @property
    def skjulte(self) -> int:
        return len(self.nyheder) - len(self.viste)


@dataclass
class Nyt:
    """Det nye efter ``siden`` i ``projekter``, som andre end ``bruger`` har gjort."""

    bruger: Bruger
    projekter: Mapping[int, Projekt]
    siden: datetime

    @cached_property
    def _haendelser(self) -> list[Haendelse]:
        """De nyeste først, og én mere end loftet, så man kan se, om der er flere."""
        andres = Haendelse.objects.filter(projekt__in=self.projekter, tid__gt=self.siden).exclude(bruger=self.bruger)
        return list(andres.only(*FELTER)[: LOFT + 1]) if self.projekter else []

    @property
    def er_afkortet(self) -> bool:
        return len(self._haendelser) > LOFT

    @cached_property
    def nyheder(self) -> list[Nyhed]:
        """Én for hver ting, den nyeste først."""
        haendelser = self._haendelser[:LOFT]
        opgaver = {h.genstand_id for h in haendelser if h.genstand_type == "opgave"}
        pladser = adgang.rettigheder(self.bruger).pladser
        fundne = Opgave.objects.filter(pk__in=opgaver).values_list("pk", "ansvarlig", "udfoerer") if opgaver else ()
        egne = {pk: bool(pladser & {ansvarlig, udfoerer}) for pk, ansvarlig, udfoerer in fundne}
        return saml(haendelser, self.projekter, egne)

    @cached_property
    def mine(self) -> list[Nyhed]:
        return [nyhed for nyhed in self.nyheder if nyhed.er_min]

    @property
    def viste_mine(self) -> list[Nyhed]:
        return self.mine[:VISTE]

    @property
    def skjulte_mine(self) -> list[Nyhed]:
        return self.mine[VISTE:]

    @cached_property
    def i_projekter(self) -> list[Projektnyt]:
        """Det øvrige, projekt for projekt."""
        efter: dict[int, list[Nyhed]] = {}
        for nyhed in self.nyheder:
            if not nyhed.er_min:
                efter.setdefault(nyhed.projekt.pk, []).append(nyhed)
        return [Projektnyt(self.projekter[pk], nyheder) for pk, nyheder in efter.items()]


def saml(haendelser: Iterable[Haendelse], projekter: Mapping[int, Projekt], egne: Mapping[int, bool]) -> list[Nyhed]:
    """Hændelserne, nyeste først, som én nyhed for hver genstand. ``egne`` er de opgaver, der findes, og om de er ens
    egne."""
    fundne: dict[tuple[str, int, int | None], Nyhed] = {}
    for h in haendelser:
        noegle = (h.genstand_type, h.genstand_id, h.projekt_id)
        nyhed = fundne.get(noegle) or fundne.setdefault(noegle, _nyhed(h, projekter[h.projekt_id or 0], egne))
        nyhed.antal += 1
        nyhed.handlinger.setdefault(h.handling, h.ny if len(h.ny) <= KORT_TEKST else "")
        nyhed.aktoerer.setdefault(h.aktoer)
    return list(fundne.values())


def _nyhed(h: Haendelse, projekt: Projekt, egne: Mapping[int, bool]) -> Nyhed:
    if h.genstand_type == "opgave" and h.genstand_id in egne:
        adresse = reverse("opgaver:kort", args=(*projekt.adresse, h.genstand_id))
        return Nyhed(projekt, h.genstand_navn, adresse, h.tid, egne[h.genstand_id])
    if h.genstand_type == "massehandling":
        return Nyhed(
            projekt, h.genstand_navn, reverse("masse:kvittering", args=(*projekt.adresse, h.genstand_id)), h.tid
        )
    side = {"plads": "projekter:organisation", "faseovergang": "overgange:liste", "flytning": "flyt:datoer"}
    adresse = reverse(side.get(h.genstand_type, "projekter:historik"), args=projekt.adresse)
    return Nyhed(projekt, h.genstand_navn, adresse, h.tid)
