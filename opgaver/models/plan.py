"""Kommunens plan: projektets faste katalogversion."""

from typing import Any

from django.db import models
from django.db.models import Exists, F, Func, OuterRef, Q, Subquery

from projekter.models import Pause, Projekt

from .katalog import Katalogopgave, Katalogversion
from .opgave import Opgave


class PlanQuerySet(models.QuerySet["Plan"]):
    def med_nyt(self) -> "PlanQuerySet":
        """Med ``nyere``, nummeret på den nyeste udgivne version efter planens, og ``venter``, de ændringer i planens
        egen version, der ikke er taget stilling til; i den samme forespørgsel."""
        udgivne = Katalogversion.objects.udgivne().nyeste_foerst()
        efter = udgivne.filter(katalog=OuterRef("version__katalog"), udgivet__gt=OuterRef("version__udgivet"))
        return self.annotate(
            nyere=Subquery(efter.values("nummer")[:1]), venter=_antal(_paa_gamle_kort()) + _antal(_uden_opgave())
        )

    def med_holdpause(self) -> "PlanQuerySet":
        """Med ``har_hold_paa_pause``, om et af projektets hold er på pause; i den samme forespørgsel."""
        holdenes = Pause.objects.aabne().filter(etape__isnull=False, projekt=OuterRef("projekt"))
        return self.annotate(har_hold_paa_pause=Exists(holdenes))


class Plan(models.Model):
    """Et projekts plan er lavet af én bestemt katalogversion og bliver på den, til projektet selv opgraderer."""

    projekt = models.OneToOneField(Projekt, on_delete=models.CASCADE, related_name="plan")
    version = models.ForeignKey(Katalogversion, on_delete=models.PROTECT, related_name="planer")
    oprettet = models.DateTimeField(auto_now_add=True)

    nyere: str | None
    """Sættes af ``med_nyt``, som også sætter den næste."""
    venter: int
    har_hold_paa_pause: bool
    """Sættes af ``med_holdpause``."""

    objects = PlanQuerySet.as_manager()

    class Meta:
        verbose_name = "plan"
        verbose_name_plural = "planer"

    def __str__(self) -> str:
        return f"Plan for {self.projekt}"


def _paa_gamle_kort() -> models.QuerySet[Opgave]:
    """Planens levende opgaver på et ældre kort end planens version, uden at der er sagt nej til den."""
    levende = Opgave.objects.filter(plan=OuterRef("pk"), er_udgaaet=False, er_lokal=False)
    paa_gamle = levende.filter(kort__version__udgivet__lt=OuterRef("version__udgivet"))
    return paa_gamle.filter(Q(beholdt_mod__isnull=True) | ~Q(beholdt_mod=OuterRef("version")))


def _uden_opgave() -> models.QuerySet[Katalogopgave]:
    """Kortene i planens version, som ingen levende opgave i planen svarer til."""
    svarer = Opgave.objects.filter(plan=OuterRef(OuterRef("pk")), er_udgaaet=False, kort__noegle=OuterRef("noegle"))
    return Katalogopgave.objects.filter(~Exists(svarer), version=OuterRef("version"))


def _antal(fundne: models.QuerySet[Any]) -> Subquery:
    """Antallet i et led, der hører til en række uden om det."""
    talt = fundne.order_by().annotate(antal=Func(F("pk"), function="COUNT")).values("antal")
    return Subquery(talt, output_field=models.IntegerField())
