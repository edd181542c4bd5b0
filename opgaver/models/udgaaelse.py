"""Det, udgiveren siger om en opgave, der udgår: den har intet kort i den nye version, hvor det kunne stå."""

from django.db import models
from django.db.models import Q

from .katalog import Katalogversion


class Udgaaelse(models.Model):
    """Hvorfor opgaven med ``noegle`` ikke er med i ``version``, og om kommunerne må beholde den.

    Rækken er en del af versionen: fra den er udgivet, ændres den ikke (``vaern``). Uden en note er der ingen række.
    """

    version = models.ForeignKey(Katalogversion, on_delete=models.CASCADE, related_name="udgaaelser")
    noegle = models.CharField("nøgle", max_length=64)
    er_obligatorisk = models.BooleanField("kommunerne skal lade den udgå", default=False)
    note = models.TextField("hvorfor den udgår")

    class Meta:
        ordering = ["version", "pk"]
        verbose_name = "udgået opgave"
        verbose_name_plural = "udgåede opgaver"
        constraints = [
            models.UniqueConstraint(fields=["version", "noegle"], name="der_siges_een_ting_om_en_opgave_der_udgaar"),
            models.CheckConstraint(condition=~Q(note=""), name="en_udgaaelse_har_en_note"),
        ]

    def __str__(self) -> str:
        return f"Udgår i {self.version}: {self.noegle}"
