"""Kommuner, udgivere og leverandører."""

from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from frister import Kalender

if TYPE_CHECKING:
    from .kalender import Kalenderperiode


class OrganisationQuerySet(models.QuerySet["Organisation"]):
    def kommuner(self) -> "OrganisationQuerySet":
        return self.filter(slags=Organisation.Slags.KOMMUNE)


class Organisation(models.Model):
    """En organisation. ``kode`` er kommunekoden (fire cifre) eller udgiverens korte navn; den står i adresser.

    Valgene om faste fridage hedder som i ``frister.Kalender``.
    """

    FASTE_FRIDAGE = ("juleaften_lukket", "nytaarsaften_lukket", "foerste_maj_lukket", "grundlovsdag_lukket")

    class Slags(models.TextChoices):
        KOMMUNE = "kommune", "Kommune"
        UDGIVER = "udgiver", "Udgiver"
        LEVERANDOER = "leverandoer", "Leverandør"

    slags = models.CharField(max_length=20, choices=Slags)
    kode = models.CharField(max_length=20, unique=True)
    navn = models.CharField(max_length=80)
    officielt_navn = models.CharField(max_length=120)
    kolonne = models.PositiveSmallIntegerField(null=True, blank=True)
    raekke = models.PositiveSmallIntegerField("række", null=True, blank=True)
    juleaften_lukket = models.BooleanField("24. december er fridag", default=False)
    nytaarsaften_lukket = models.BooleanField("31. december er fridag", default=False)
    foerste_maj_lukket = models.BooleanField("1. maj er fridag", default=False)
    grundlovsdag_lukket = models.BooleanField("5. juni er fridag", default=False)

    objects = OrganisationQuerySet.as_manager()

    class Meta:
        ordering = ["kode"]
        verbose_name = "organisation"
        verbose_name_plural = "organisationer"

    def __str__(self) -> str:
        return self.officielt_navn

    def region(self, paa: date) -> str:
        """Navnet på regionen, som kommunen hører til på dagen ``paa``; tom for andre organisationer."""
        tilhoer = self.regioner.gaeldende(paa).first()
        return tilhoer.region if tilhoer else ""

    @cached_property
    def kalender(self) -> Kalender:
        """Kommunens arbejdsdage; læst højst én gang, og uden forespørgsel når perioderne er hentet på forhånd."""
        lukkede = [periode for periode in self._perioder if periode.slags == periode.Slags.LUKKEDAGE]
        navne = frozenset((dag, periode.navn) for periode in lukkede for dag in periode.dage())
        dage = frozenset(dag for dag, _ in navne)
        return Kalender(dage, navne=navne, **{navn: getattr(self, navn) for navn in self.FASTE_FRIDAGE})

    @cached_property
    def frysperioder(self) -> "list[Kalenderperiode]":
        return [periode for periode in self._perioder if periode.slags == periode.Slags.FRYSPERIODE]

    @cached_property
    def _perioder(self) -> "list[Kalenderperiode]":
        return list(self.kalenderperioder.all())


class RegionstilhoerQuerySet(models.QuerySet["Regionstilhoer"]):
    def gaeldende(self, paa: date) -> "RegionstilhoerQuerySet":
        return self.filter(Q(gyldig_til__isnull=True) | Q(gyldig_til__gte=paa), gyldig_fra__lte=paa)


class Regionstilhoer(models.Model):
    """Hvilken region en kommune hører til i et tidsrum; Region Østdanmark afløser to regioner 1. januar 2027."""

    kommune = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="regioner")
    region = models.CharField(max_length=40)
    gyldig_fra = models.DateField()
    gyldig_til = models.DateField(null=True, blank=True)

    objects = RegionstilhoerQuerySet.as_manager()

    class Meta:
        ordering = ["kommune", "gyldig_fra"]
        verbose_name = "regionstilhør"
        verbose_name_plural = "regionstilhør"
        constraints = [
            models.UniqueConstraint(fields=["kommune", "gyldig_fra"], name="en_region_ad_gangen"),
        ]

    def __str__(self) -> str:
        return f"{self.kommune} i {self.region} fra {self.gyldig_fra}"
