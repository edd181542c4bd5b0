"""Rollegalleriet."""

from django.db import models


class Rolle(models.Model):
    """En rolle i et projekt, fx projektleder. ``adgang`` siger, hvad den, der sidder på en plads i rollen, må."""

    class Adgang(models.TextChoices):
        PROJEKTLEDER = "projektleder", "Leder projektet"
        STYREGRUPPE = "styregruppe", "Læser og beslutter"
        DELTAGER = "deltager", "Løser egne opgaver"
        LAESER = "laeser", "Læser"

    noegle = models.SlugField("nøgle", max_length=60, unique=True)
    navn = models.CharField(max_length=80)
    beskrivelse = models.TextField(blank=True)
    ansvar = models.JSONField(default=list)
    niveau = models.CharField(max_length=20, blank=True)
    adgang = models.CharField(max_length=20, choices=Adgang, default=Adgang.DELTAGER)
    synonymer = models.JSONField(default=list)
    er_obligatorisk = models.BooleanField("obligatorisk", default=False)

    class Meta:
        ordering = ["navn"]
        verbose_name = "rolle"
        verbose_name_plural = "roller"

    def __str__(self) -> str:
        return self.navn
