"""Etaperne i en trinvis ibrugtagning: ét hold ad gangen går i gang, hver med sin egen go-live."""

import hashlib

from django.db import models
from django.db.models import F, Q

from frister import dag_maaned

from .bruger import Bruger
from .projekt import Plads, Projekt


class EtapeQuerySet(models.QuerySet["Etape"]):
    def gaeldende(self) -> "EtapeQuerySet":
        """Dem, der ikke er fjernet, i den rækkefølge de går i gang."""
        return self.filter(er_fjernet=False).efter_golive()

    def efter_golive(self) -> "EtapeQuerySet":
        """I den rækkefølge, de går i gang; på samme dag, som de er oprettet."""
        return self.order_by("golive", "raekkefoelge", "pk")


class Etape(models.Model):
    """Et hold, der går i gang for sig selv, jf. VITAS' implementeringsguide om trinvis implementering.

    Holdets opgaver på kort, der er mærket »per etape«, regner go-live herfra i stedet for fra projektet. ``uddannelse``
    er den dag, holdet skal være uddannet; den er aldrig efter go-live. En fjernet etape bliver stående som historik:
    dens opgaver er udgået, og dens dato flytter intet. Mens den er på pause (``Pause.etape``), mindes ingen om dem.
    """

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="etaper")
    navn = models.CharField(max_length=80)
    raekkefoelge = models.PositiveSmallIntegerField("rækkefølge")
    golive = models.DateField("go-live")
    uddannelse = models.DateField("uddannet senest", null=True, blank=True)
    superbrugere = models.ManyToManyField(Plads, blank=True, related_name="etaper")
    er_paa_pause = models.BooleanField("på pause", default=False)
    er_fjernet = models.BooleanField("fjernet", default=False)
    udgave = models.PositiveIntegerField(default=1)

    objects = EtapeQuerySet.as_manager()

    class Meta:
        ordering = ["projekt", "raekkefoelge", "pk"]
        verbose_name = "etape"
        verbose_name_plural = "etaper"
        constraints = [
            models.UniqueConstraint(
                fields=["projekt", "navn"], condition=Q(er_fjernet=False), name="en_etapes_navn_er_entydigt_i_projektet"
            ),
            models.CheckConstraint(
                condition=Q(uddannelse__isnull=True) | Q(uddannelse__lte=F("golive")),
                name="en_etape_er_uddannet_foer_golive",
            ),
        ]

    def __str__(self) -> str:
        return self.navn


class Etapetrin(models.Model):
    """Et trin, etapen er nået: hvem satte det, hvornår, og hvorfor, når holdet før ikke var stabilt."""

    class Slags(models.TextChoices):
        ADGANG = "adgang", "Adgang"
        UDDANNET = "uddannet", "Uddannet"
        GOLIVE = "golive", "Go-live"
        STABIL = "stabil", "Stabil"

    etape = models.ForeignKey(Etape, on_delete=models.CASCADE, related_name="trin")
    slags = models.CharField(max_length=20, choices=Slags)
    dato = models.DateField()
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    sat_af = models.CharField("sat af", max_length=120)
    begrundelse = models.TextField(blank=True)

    class Meta:
        ordering = ["etape", "pk"]
        verbose_name = "trin i en etape"
        verbose_name_plural = "trin i etaper"
        constraints = [models.UniqueConstraint(fields=["etape", "slags"], name="et_trin_naas_en_gang_i_etapen")]

    def __str__(self) -> str:
        return f"{self.get_slags_display()}, {self.etape}"


class Ibrugtagning(models.Model):
    """Beslutningen om, at alle går i gang på én gang eller ét hold ad gangen. Den forrige står i historikken.

    ``besluttet_af`` er, hvem der besluttede det, i ord, fx "styregruppen"; tom, når det ikke er skrevet. ``noteret_af``
    er den, der skrev det ind.
    """

    class Maade(models.TextChoices):
        TRINVIS = "trinvis", "Trinvis"
        SAMLET = "samlet", "Big bang"

    projekt = models.OneToOneField(Projekt, on_delete=models.CASCADE, related_name="ibrugtagning")
    maade = models.CharField("måde", max_length=20, choices=Maade)
    begrundelse = models.TextField()
    besluttet = models.DateField()
    besluttet_af = models.CharField(max_length=120, blank=True)
    noteret = models.DateField()
    noteret_af = models.CharField("noteret af", max_length=120)

    class Meta:
        verbose_name = "beslutning om ibrugtagning"
        verbose_name_plural = "beslutninger om ibrugtagning"

    def __str__(self) -> str:
        return f"{self.get_maade_display()} i {self.projekt}"

    @property
    def i_ord(self) -> str:
        """Fx "Trinvis, besluttet 15. september 2026 af styregruppen"."""
        af = f" af {self.besluttet_af}" if self.besluttet_af else ""
        return f"{self.get_maade_display()}, besluttet {dag_maaned(self.besluttet)}{af}"

    @property
    def kendetegn(self) -> str:
        """Ens, så længe ingen har besluttet noget andet; den, der ændrer valget, har set det her."""
        valgt = f"{self.i_ord}; {self.noteret} {self.noteret_af}: {self.begrundelse}"
        return hashlib.sha256(valgt.encode()).hexdigest()
