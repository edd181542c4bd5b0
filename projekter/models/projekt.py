"""Kommunens projekt og pladserne i det."""

from functools import cached_property
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from faser.models import Fase
from frister import Ankre, Kalender
from frister.vinduer import (
    KORTESTE_HYPERCARE,
    KORTESTE_IDRIFTSAETTELSE,
    LAENGSTE_HYPERCARE,
    LAENGSTE_IDRIFTSAETTELSE,
)

from .bruger import Bruger
from .loesning import Boelge, Loesning
from .organisation import Organisation
from .rolle import Rolle

if TYPE_CHECKING:
    from .etape import Etape


class ProjektQuerySet(models.QuerySet["Projekt"]):
    def med_navne(self) -> "ProjektQuerySet":
        return self.select_related("kommune", "loesning", "fase", "boelge")

    def med_kalender(self) -> "ProjektQuerySet":
        """Kommunernes kalendere for alle projekterne i to forespørgsler."""
        return self.select_related("kommune").prefetch_related("kommune__kalenderperioder")


class Projekt(models.Model):
    """En kommunes projekt for en løsning.

    Datoerne er de ankre, fristerne regnes fra; go-live er aldrig før idriftsættelse. ``idriftsaettelsesdage`` og
    ``hypercaredage`` er vinduernes længde i arbejdsdage (``frister.vinduer``).
    """

    class Status(models.TextChoices):
        AKTIVT = "aktivt", "I gang"
        PAA_PAUSE = "paa_pause", "På pause"
        AFSLUTTET = "afsluttet", "Afsluttet"

    kommune = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="projekter")
    loesning = models.ForeignKey(Loesning, on_delete=models.PROTECT, related_name="projekter")
    boelge = models.ForeignKey(Boelge, on_delete=models.SET_NULL, null=True, blank=True, related_name="projekter")
    projektstart = models.DateField(null=True, blank=True)
    idriftsaettelse = models.DateField("idriftsættelse", null=True, blank=True)
    golive = models.DateField("go-live", null=True, blank=True)
    fase = models.ForeignKey(Fase, on_delete=models.PROTECT, related_name="+")
    har_egne_datoer = models.BooleanField("har valgt egne datoer", default=False)
    """Projektet følger ikke sin bølge, før nogen vælger det igen, heller ikke når datoerne bliver de samme."""
    idriftsaettelsesdage = models.PositiveSmallIntegerField("arbejdsdage omkring idriftsættelse", default=5)
    hypercaredage = models.PositiveSmallIntegerField("arbejdsdage med hyper-care", default=10)
    status = models.CharField(max_length=20, choices=Status, default=Status.AKTIVT)
    oprettet = models.DateTimeField(auto_now_add=True)

    objects = ProjektQuerySet.as_manager()

    class Meta:
        ordering = ["kommune", "loesning"]
        verbose_name = "projekt"
        verbose_name_plural = "projekter"
        constraints = [
            models.UniqueConstraint(fields=["kommune", "loesning"], name="en_kommune_har_et_projekt_for_hver_loesning"),
            models.CheckConstraint(
                condition=Q(golive__isnull=True)
                | Q(idriftsaettelse__isnull=True)
                | Q(golive__gte=F("idriftsaettelse")),
                name="golive_er_aldrig_foer_idriftsaettelse",
            ),
            models.CheckConstraint(
                condition=Q(idriftsaettelsesdage__range=(KORTESTE_IDRIFTSAETTELSE, LAENGSTE_IDRIFTSAETTELSE))
                & Q(hypercaredage__range=(KORTESTE_HYPERCARE, LAENGSTE_HYPERCARE)),
                name="vinduerne_har_modellens_laengder",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.loesning.noegle} i {self.kommune.officielt_navn}"

    def get_absolute_url(self) -> str:
        return reverse("opgaver:liste", args=self.adresse)

    @property
    def adresse(self) -> tuple[str, str]:
        """De to dele, der udpeger projektet i en adresse: kommunekode og løsning."""
        return (self.kommune.kode, self.loesning.noegle)

    @property
    def ankre(self) -> Ankre:
        return Ankre(projektstart=self.projektstart, idriftsaettelse=self.idriftsaettelse, golive=self.golive)

    @property
    def kalender(self) -> Kalender:
        """Den kalender, fristerne regnes i: kommunens egen."""
        return self.kommune.kalender

    @cached_property
    def gaeldende_etaper(self) -> list["Etape"]:
        """Etaperne, som de var, da der først blev spurgt; den, der skriver, læser dem selv under låsen."""
        return list(self.etaper.gaeldende())

    @property
    def foelger_boelgen(self) -> bool:
        """Om projektet flyttes med sin bølge: det er kommunens eget valg, og datoerne er bølgens."""
        return not self.har_egne_datoer and self.har_boelgens_datoer

    @property
    def har_boelgens_datoer(self) -> bool:
        return self.foelger_med(self.ankre)

    def foelger_med(self, ankre: Ankre) -> bool:
        """Om ``ankre`` er bølgens: idriftsættelse og go-live er dem, den har."""
        return self.boelge is not None and self.boelge.har_datoerne(ankre)


class Plads(models.Model):
    """En rolle i et projekt, besat af en person eller ledig. Opgaver gives til pladsen, ikke til personen."""

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="pladser")
    rolle = models.ForeignKey(Rolle, on_delete=models.PROTECT, related_name="pladser")
    betegnelse = models.CharField(max_length=80, blank=True)
    person = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="pladser")
    stedfortraeder = models.ForeignKey(
        Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="stedfortraedelser"
    )

    class Meta:
        ordering = ["projekt", "rolle__navn", "betegnelse"]
        verbose_name = "plads"
        verbose_name_plural = "pladser"
        constraints = [
            models.UniqueConstraint(fields=["projekt", "rolle", "betegnelse"], name="pladsen_er_entydig_i_projektet"),
            models.CheckConstraint(condition=~Q(person=F("stedfortraeder")), name="ingen_er_sin_egen_stedfortraeder"),
        ]

    def __str__(self) -> str:
        return self.navn

    @property
    def navn(self) -> str:
        return f"{self.rolle.navn} {self.betegnelse}".strip()

    @property
    def er_ledig(self) -> bool:
        return self.person is None or not self.person.is_active
