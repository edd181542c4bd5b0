"""Løsninger og de bølger, de udrulles i."""

from django.db import models
from django.urls import reverse

from frister import Ankre

from .organisation import Organisation


class Loesning(models.Model):
    """En it-løsning, som kommunerne indfører, fx SAPA. ``noegle`` står i adresser."""

    noegle = models.SlugField("nøgle", max_length=20, unique=True)
    navn = models.CharField(max_length=120)
    beskrivelse = models.TextField(blank=True)
    ejer = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="loesninger")

    class Meta:
        ordering = ["noegle"]
        verbose_name = "løsning"
        verbose_name_plural = "løsninger"

    def __str__(self) -> str:
        return self.noegle


class Boelge(models.Model):
    """En gruppe kommuner, der går i gang samtidig; datoerne er standard for bølgens projekter."""

    loesning = models.ForeignKey(Loesning, on_delete=models.CASCADE, related_name="boelger")
    nummer = models.PositiveSmallIntegerField()
    navn = models.CharField(max_length=80, blank=True)
    projektstart = models.DateField(null=True, blank=True)
    idriftsaettelse = models.DateField("idriftsættelse", null=True, blank=True)
    golive = models.DateField("go-live", null=True, blank=True)

    class Meta:
        ordering = ["loesning", "nummer"]
        verbose_name = "bølge"
        verbose_name_plural = "bølger"
        constraints = [
            models.UniqueConstraint(fields=["loesning", "nummer"], name="boelgens_nummer_er_entydigt"),
        ]

    def __str__(self) -> str:
        return self.navn or f"Bølge {self.nummer}"

    def get_absolute_url(self) -> str:
        return reverse("boelger:vis", args=(self.loesning.noegle, self.nummer))

    @property
    def ankre(self) -> Ankre:
        return Ankre(projektstart=self.projektstart, idriftsaettelse=self.idriftsaettelse, golive=self.golive)

    def har_datoerne(self, ankre: Ankre) -> bool:
        """Om idriftsættelse og go-live er bølgens. Projektstart er kommunens egen sag og skiller ikke."""
        return (ankre.idriftsaettelse, ankre.golive) == (self.idriftsaettelse, self.golive)

    @property
    def fulde_navn(self) -> str:
        """Navnet med løsningen, til den, der ikke står på løsningens side: "Bølge 1 for SAPA"."""
        return f"{self} for {self.loesning.noegle}"
