"""At en, der holder op, giver sine pladser videre: hvem, hvornår, hvilke, og hvem der har kvitteret."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Count, Exists, F, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from .bruger import Bruger, Medlemskab, Rettighed
from .organisation import Organisation
from .projekt import Plads

FORTRYDES_I = timedelta(days=30)


class OverdragelseQuerySet(models.QuerySet["Overdragelse"]):
    def der_venter_paa(self, modtager: Bruger) -> "OverdragelseQuerySet":
        """De overdragelser, som modtageren ikke har kvitteret for, med antallet af pladser i hver."""
        mine = Overdragelsesdel.objects.uden_kvittering().filter(modtager=modtager)
        return (
            self.filter(dele__in=mine)
            .annotate(antal=Count("dele__plads", filter=Q(dele__in=mine)))
            .select_related("organisation", "fratraeder")
        )

    def aktuelle(self, nu: datetime) -> "OverdragelseQuerySet":
        """De overdragelser, der mangler en kvittering eller endnu kan fortrydes, med antallet af manglende."""
        venter = Overdragelsesdel.objects.uden_kvittering()
        tidligst = nu - FORTRYDES_I - timedelta(days=1)
        return (
            self.filter(fortrudt__isnull=True)
            .annotate(venter=Count("dele", filter=Q(dele__in=venter)))
            .filter(Q(venter__gt=0) | Q(oprettet__gt=tidligst))
            .select_related("fratraeder")
        )


class Overdragelse(models.Model):
    """Én handling, der gav ``fratraeder``s pladser i en kommunes projekter videre til en eller flere."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="overdragelser")
    fratraeder = models.ForeignKey(Bruger, on_delete=models.PROTECT, related_name="+", verbose_name="fratræder")
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aktoer = models.CharField("aktør", max_length=120)
    besked = models.TextField(blank=True)
    oprettet = models.DateTimeField()
    fortrudt = models.DateTimeField(null=True, blank=True)
    fortrudt_af = models.CharField(max_length=120, blank=True)

    objects = OverdragelseQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "overdragelse"
        verbose_name_plural = "overdragelser"

    def __str__(self) -> str:
        return f"Overdragelse efter {self.fratraeder.navn}"

    def get_absolute_url(self) -> str:
        return reverse("overdragelser:vis", args=(self.pk,))

    @property
    def fortrydes_til(self) -> datetime:
        """Et tidspunkt på den sidste dag, overdragelsen kan fortrydes."""
        return self.oprettet + FORTRYDES_I

    def kan_fortrydes(self, nu: datetime) -> bool:
        """Til og med den dag i Danmark, ``fortrydes_til`` ligger på, for det er den, der bliver vist."""
        return self.fortrudt is None and timezone.localdate(nu) <= timezone.localdate(self.fortrydes_til)


class OverdragelsesdelQuerySet(models.QuerySet["Overdragelsesdel"]):
    def med_navne(self) -> "OverdragelsesdelQuerySet":
        return self.select_related(
            "fra", "modtager", "plads__rolle", "plads__projekt__kommune", "plads__projekt__loesning"
        )

    def uden_kvittering(self) -> "OverdragelsesdelQuerySet":
        """Det, en modtager endnu har og ikke har kvitteret for."""
        felter = Overdragelsesdel.Felt
        retten = Medlemskab.objects.filter(
            bruger=OuterRef("modtager"),
            organisation=OuterRef("overdragelse__organisation"),
            rettighed=OuterRef("rettighed"),
        )
        har_den = (
            Q(felt=felter.PERSON, plads__person=F("modtager"))
            | Q(felt=felter.STEDFORTRAEDER, plads__stedfortraeder=F("modtager"))
            | Q(Exists(retten), felt=felter.RETTIGHED)
        )
        return self.filter(
            har_den, modtager__is_active=True, kvitteret__isnull=True, overdragelse__fortrudt__isnull=True
        )


class Overdragelsesdel(models.Model):
    """Én plads, stedfortræderpost eller rettighed, der gik fra ``fra`` til ``modtager``; uden modtager er den ledig.

    En plads har ``felt`` person eller stedfortræder; en rettighed har ingen plads.
    """

    class Felt(models.TextChoices):
        PERSON = "person", "Person"
        STEDFORTRAEDER = "stedfortraeder", "Stedfortræder"
        RETTIGHED = "rettighed", "Rettighed"

    overdragelse = models.ForeignKey(Overdragelse, on_delete=models.CASCADE, related_name="dele")
    felt = models.CharField(max_length=20, choices=Felt)
    plads = models.ForeignKey(Plads, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    rettighed = models.CharField(max_length=20, choices=Rettighed, blank=True)
    fra = models.ForeignKey(Bruger, on_delete=models.PROTECT, related_name="+")
    modtager = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="overtagelser")
    kvitteret = models.DateTimeField(null=True, blank=True)

    objects = OverdragelsesdelQuerySet.as_manager()

    class Meta:
        ordering = ["pk"]
        verbose_name = "del af en overdragelse"
        verbose_name_plural = "dele af overdragelser"
        constraints = [
            models.CheckConstraint(
                condition=Q(felt="rettighed", plads__isnull=True) & ~Q(rettighed="")
                | ~Q(felt="rettighed") & Q(plads__isnull=False, rettighed=""),
                name="en_overdragelsesdel_er_en_plads_eller_en_rettighed",
            ),
            models.UniqueConstraint(
                fields=["overdragelse", "plads", "felt", "rettighed"], name="en_plads_overdrages_en_gang"
            ),
        ]

    def __str__(self) -> str:
        return self.navn

    @property
    def navn(self) -> str:
        if self.plads is None:
            return f"Rettigheden {Rettighed(self.rettighed).label}"
        stilling = ", stedfortræder" if self.felt == self.Felt.STEDFORTRAEDER else ""
        return f"{self.plads.navn}{stilling} i {self.plads.projekt.loesning.noegle}"
