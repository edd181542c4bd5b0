"""Hvad der skal være færdigt, før en opgave kan blive det."""

from django.db import models
from django.db.models import F, Q

from .opgave import Opgave


class Forudsaetning(models.Model):
    """``opgave`` venter på ``kraever``; begge er i den samme plan, og ingen venter på sig selv ad nogen vej."""

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="forudsaetninger")
    kraever = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="kraevet_af", verbose_name="kræver")

    class Meta:
        ordering = ["opgave", "kraever__kort__raekkefoelge", "pk"]
        verbose_name = "forudsætning"
        verbose_name_plural = "forudsætninger"
        constraints = [
            models.UniqueConstraint(fields=["opgave", "kraever"], name="en_forudsaetning_staar_en_gang"),
            models.CheckConstraint(condition=~Q(opgave=F("kraever")), name="ingen_opgave_venter_paa_sig_selv"),
        ]

    def __str__(self) -> str:
        return f"{self.opgave} venter på {self.kraever}"
