"""Hvornår en person sidst var på Min side, og hvor langt personen har set."""

from django.db import models

from .bruger import Bruger


class Besoeg(models.Model):
    """Én række for hver person. ``her`` er den seneste gang, personen hentede Min side; ``set_til`` er det tidspunkt,
    alt er set til: da det forrige besøg sluttede, eller da personen sagde, at det var set."""

    bruger = models.OneToOneField(Bruger, on_delete=models.CASCADE, primary_key=True, related_name="besoeg")
    her = models.DateTimeField()
    set_til = models.DateTimeField("set til")

    class Meta:
        verbose_name = "besøg"
        verbose_name_plural = "besøg"

    def __str__(self) -> str:
        return f"{self.bruger} har set alt til {self.set_til:%d.%m.%Y %H.%M}"
