"""Det, katalogsiderne viser: forhåndsvisningens grupper og en versions kort efter fase."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Q

from faser.models import Fase

from .models import Importkoersel, Katalogopgave, Katalogversion, Plan

RAEKKER_PAA_SIDEN = 100
NAVNE = {
    "fejl": ("Fejl", "fejl", "fejl"),
    "advarsler": ("Advarsler", "advarsel", "advarsler"),
    "nye": ("Nye", "ny", "nye"),
    "aendrede": ("Ændrede", "ændret", "ændrede"),
    "udgaaede": ("Udgår", "udgår", "udgår"),
    "uaendrede": ("Uændrede", "uændret", "uændrede"),
}
"""Gruppens navn som overskrift, i ental og i flertal; den orden, man har brug for dem: først det, der standser."""


@dataclass(frozen=True)
class Gruppe:
    """En slags rækker i forhåndsvisningen med deres antal."""

    noegle: str
    raekker: list[dict[str, Any]]

    @property
    def navn(self) -> str:
        return NAVNE[self.noegle][0]

    @property
    def ord(self) -> str:
        """Ordet efter antallet, fx »1 ny« og »2 nye«."""
        return NAVNE[self.noegle][1 if self.antal == 1 else 2]

    @property
    def antal(self) -> int:
        return len(self.raekker)

    def side(self, nummer: str) -> Page[dict[str, Any]]:
        return Paginator(self.raekker, RAEKKER_PAA_SIDEN).get_page(nummer)


def grupper(koersel: Importkoersel) -> list[Gruppe]:
    """Alle grupper, også de tomme."""
    indhold = {**koersel.resultat, "fejl": koersel.fejl, "advarsler": koersel.advarsler}
    return [Gruppe(noegle, indhold.get(noegle, [])) for noegle in NAVNE]


def valgt_gruppe(alle: Iterable[Gruppe], noegle: str) -> Gruppe | None:
    """Den valgte gruppe, ellers den første, der ikke er tom."""
    fyldte = [gruppe for gruppe in alle if gruppe.antal]
    return next((gruppe for gruppe in fyldte if gruppe.noegle == noegle), fyldte[0] if fyldte else None)


@dataclass(frozen=True)
class Fasegruppe:
    fase: Fase
    kort: list[Katalogopgave]


def kort_efter_fase(version: Katalogversion) -> list[Fasegruppe]:
    """Versionens kort under hver fase, i fasernes og filens orden; to forespørgsler."""
    efter: dict[int, Fasegruppe] = {}
    alle = version.kort.select_related("fase", "hovedopgave", "tjekpunkt_for").prefetch_related("bilag")
    for kort in alle.order_by("fase__raekkefoelge", "raekkefoelge"):
        efter.setdefault(kort.fase_id, Fasegruppe(kort.fase, [])).kort.append(kort)
    return list(efter.values())


def udgivelse(version: Katalogversion) -> dict[str, int]:
    """Tallene, man skal kende, før man udgiver: kort, kort uden frist, tjekpunkter og projekter på kataloget."""
    tal = version.kort.aggregate(
        kort=Count("pk"), uden_frist=Count("pk", filter=Q(regel="")), tjekpunkter=Count("tjekpunkt_for")
    )
    return tal | {"projekter": Plan.objects.filter(version__katalog=version.katalog_id).count()}
