"""Det, importens side viser: hvor langt arbejdet er, og forhåndsvisningens grupper."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core.paginator import Page, Paginator

from koe.models import JOB_HAENGER_EFTER, Job

from .forskelsvisning import vis_felter
from .katalogimport.fristvisning import eksempel
from .models import Importkoersel
from .services.importjob import INDLAESNING, seneste_job

RAEKKER_PAA_SIDEN = {"aendrede": 20, "omdoebte": 20}
ELLERS_PAA_SIDEN = 100
SEN_EFTER = timedelta(seconds=15)
"""Så længe må et job vente, før siden siger, at det ikke er begyndt."""

NAVNE = {
    "fejl": ("Fejl", "fejl", "fejl"),
    "advarsler": ("Advarsler", "advarsel", "advarsler"),
    "nye": ("Nye", "ny", "nye"),
    "omdoebte": ("Omdøbte", "omdøbt", "omdøbte"),
    "aendrede": ("Ændrede", "ændret", "ændrede"),
    "udgaaede": ("Udgår", "udgår", "udgår"),
    "uaendrede": ("Uændrede", "uændret", "uændrede"),
    "frister": ("Frister", "slags frist", "slags frister"),
}
"""Gruppens navn som overskrift, i ental og i flertal; den orden, man har brug for dem: først det, der standser."""


def er_det_meste_vaek(resultat: dict[str, Any]) -> bool:
    """Om over halvdelen af versionens opgaver udgår: oftest en fil, der kun rummer rettelserne."""
    bliver = sum(len(resultat.get(gruppe, ())) for gruppe in ("uaendrede", "aendrede", "omdoebte"))
    return len(resultat.get("udgaaede", ())) > bliver


@dataclass(frozen=True)
class Arbejdsgang:
    """Det job, kørslen venter på eller sidst ventede på; ``nu`` er, hvornår siden blev tegnet."""

    koersel: Importkoersel
    job: Job | None
    nu: datetime

    @property
    def er_i_gang(self) -> bool:
        return self.job is not None and not self.job.er_slut

    @property
    def indlaeser(self) -> bool:
        return self.job is not None and self.job.slags == INDLAESNING

    @property
    def er_sen(self) -> bool:
        """Jobbet er ikke begyndt; måske er der ingen arbejder."""
        job = self.job
        return job is not None and job.status == Job.Status.NY and self.nu - job.oprettet > SEN_EFTER

    @property
    def er_afbrudt(self) -> bool:
        """Den, der udførte jobbet, er død; det bliver taget igen."""
        job = self.job
        if job is None or job.status != Job.Status.I_GANG or job.taget is None:
            return False
        return self.nu - job.taget > JOB_HAENGER_EFTER

    @property
    def fejl(self) -> str:
        """Hvorfor arbejdet ikke blev gjort; tom, når det blev."""
        if self.job and self.job.status == Job.Status.FEJLET:
            return self.job.fejl
        er_ulaest = self.koersel.status == Importkoersel.Status.NY
        return "Filen blev ikke læst. Prøv igen." if er_ulaest and not self.er_i_gang else ""


def find_gang(koersel: Importkoersel, nu: datetime) -> Arbejdsgang:
    return Arbejdsgang(koersel, seneste_job(koersel), nu)


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
        """Én side af rækkerne, med det, der først regnes ud, når det skal ses."""
        side = Paginator(self.raekker, RAEKKER_PAA_SIDEN.get(self.noegle, ELLERS_PAA_SIDEN)).get_page(nummer)
        side.object_list = [vis_raekke(raekke) for raekke in side.object_list]
        return side


def vis_raekke(raekke: dict[str, Any]) -> dict[str, Any]:
    """Rækken med ordforskelle i de ændrede felter og en eksempeldato ved en frist."""
    if "felter" in raekke:
        return raekke | {"felter": vis_felter(raekke["felter"])}
    return raekke | {"eksempel": eksempel(raekke["regel"])} if raekke.get("regel") else raekke


def grupper(koersel: Importkoersel) -> list[Gruppe]:
    """Alle grupper, også de tomme."""
    indhold = {**koersel.resultat, "fejl": koersel.fejl, "advarsler": koersel.advarsler}
    return [Gruppe(noegle, indhold.get(noegle, [])) for noegle in NAVNE]


def valgt_gruppe(alle: Iterable[Gruppe], noegle: str) -> Gruppe | None:
    """Den valgte gruppe, ellers den første, der ikke er tom."""
    fyldte = [gruppe for gruppe in alle if gruppe.antal]
    return next((gruppe for gruppe in fyldte if gruppe.noegle == noegle), fyldte[0] if fyldte else None)
