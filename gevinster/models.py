"""Gevinster: den positive (eller negative) virkning, og målingerne der viser den."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.urls import reverse

from projekter.models import Plads, Projekt

from .beregning import Tilstand, planlagt_dato, tilstand


class GevinstQuerySet(models.QuerySet["Gevinst"]):
    def i_projekt(self, projekt: Projekt) -> "GevinstQuerySet":
        return self.filter(projekt=projekt)

    def med_maalinger(self) -> "GevinstQuerySet":
        """Alt, hvad en række i listen viser, i to forespørgsler; ``maalinger`` står i rækkefølge."""
        return self.select_related(
            "ejer__rolle", "ejer__person", "projekt__kommune", "projekt__loesning"
        ).prefetch_related(models.Prefetch("maalinger", Maaling.objects.i_raekkefoelge()))


class Gevinst(models.Model):
    """En gevinst i et projekt med én af KL's fire typer, en ejerplads, en enhed og et mål."""

    class Type(models.TextChoices):
        OEKONOMI = "oekonomi", "Økonomisk råderum"
        KVALITET = "kvalitet", "Kvalitet"
        SERVICE = "service", "Service"
        TRIVSEL = "trivsel", "Trivsel"

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="gevinster")
    titel = models.CharField(max_length=150)
    type = models.CharField(max_length=20, choices=Type)
    beskrivelse = models.TextField(blank=True)
    ejer = models.ForeignKey(Plads, on_delete=models.PROTECT, null=True, blank=True, related_name="gevinster")
    enhed = models.CharField(max_length=60)
    maal = models.DecimalField("mål", max_digits=14, decimal_places=2)
    udgave = models.PositiveIntegerField(default=1)

    objects = GevinstQuerySet.as_manager()

    class Meta:
        ordering = ["projekt", "titel"]
        verbose_name = "gevinst"
        verbose_name_plural = "gevinster"
        constraints = [
            models.UniqueConstraint(fields=["projekt", "titel"], name="gevinstens_titel_er_entydig_i_projektet"),
        ]

    def __str__(self) -> str:
        return self.titel

    def get_absolute_url(self) -> str:
        return reverse("gevinster:vis", args=(*self.projekt.adresse, self.pk))

    @property
    def maaneder(self) -> list[int]:
        """Eftermålingerne i måneder efter go-live."""
        alle = (maaling.maaneder_efter_golive for maaling in self.maalinger.all())
        return sorted(antal for antal in alle if antal is not None)


class MaalingQuerySet(models.QuerySet["Maaling"]):
    def i_raekkefoelge(self) -> "MaalingQuerySet":
        """Baseline først, så eftermålingerne efter tid."""
        return self.order_by(models.F("maaneder_efter_golive").asc(nulls_first=True))


class Maaling(models.Model):
    """En måling af en gevinst: én baseline eller en eftermåling et antal måneder efter go-live.

    Eftermålingens planlagte dato følger projektets go-live og beregnes, når den læses; ``maalt`` er dagen,
    der faktisk blev målt. En måling uden værdi er planlagt, men ikke foretaget.
    """

    class Slags(models.TextChoices):
        BASELINE = "baseline", "Baseline"
        EFTERMAALING = "eftermaaling", "Eftermåling"

    gevinst = models.ForeignKey(Gevinst, on_delete=models.CASCADE, related_name="maalinger")
    slags = models.CharField(max_length=20, choices=Slags)
    maaneder_efter_golive = models.PositiveSmallIntegerField("måneder efter go-live", null=True, blank=True)
    vaerdi = models.DecimalField("værdi", max_digits=14, decimal_places=2, null=True, blank=True)
    maalt = models.DateField("målt", null=True, blank=True)

    objects = MaalingQuerySet.as_manager()

    class Meta:
        ordering = ["gevinst", "slags", "maaneder_efter_golive"]
        verbose_name = "måling"
        verbose_name_plural = "målinger"
        constraints = [
            models.UniqueConstraint(
                fields=["gevinst"], condition=Q(slags="baseline"), name="en_gevinst_har_hoejst_en_baseline"
            ),
            models.UniqueConstraint(
                fields=["gevinst", "maaneder_efter_golive"],
                condition=Q(slags="eftermaaling"),
                name="en_eftermaaling_for_hvert_tidspunkt",
            ),
            models.CheckConstraint(
                condition=Q(slags="baseline", maaneder_efter_golive__isnull=True)
                | Q(slags="eftermaaling", maaneder_efter_golive__isnull=False),
                name="kun_eftermaalinger_regnes_fra_golive",
            ),
            models.CheckConstraint(
                condition=Q(vaerdi__isnull=True, maalt__isnull=True) | Q(vaerdi__isnull=False, maalt__isnull=False),
                name="en_foretaget_maaling_har_vaerdi_og_dato",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.navn} af {self.gevinst}"

    @property
    def er_baseline(self) -> bool:
        return self.slags == self.Slags.BASELINE

    @property
    def navn(self) -> str:
        """Fx »Baseline« eller »Eftermåling efter 6 måneder«."""
        if self.er_baseline:
            return self.get_slags_display()
        antal = self.maaneder_efter_golive
        return f"{self.get_slags_display()} efter {antal} {'måned' if antal == 1 else 'måneder'}"

    @property
    def planlagt(self) -> date | None:
        """Sidste dag for målingen; følger projektets go-live og gemmes derfor ikke."""
        return planlagt_dato(self.gevinst.projekt.golive, self.maaneder_efter_golive)

    def tilstand(self, paa: date) -> Tilstand:
        return tilstand(self, self.gevinst.projekt.golive, paa)
