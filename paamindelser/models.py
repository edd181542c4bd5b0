"""Hvad der er sagt til hvem: en række for hvert trin, så intet siges to gange."""

from django.db import models

from koe.models import Besked
from opgaver.models import Opgave
from projekter.models import Bruger


class Paamindelse(models.Model):
    """Ét trin for én opgave med én frist. Flyttes fristen, begynder trinene forfra.

    ``modtager`` er den person, der sad på pladsen, da det blev sagt; ``besked`` er mailen, det stod i.
    """

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="paamindelser")
    trin = models.CharField(max_length=20)
    frist = models.DateField()
    modtager = models.ForeignKey(Bruger, on_delete=models.PROTECT, related_name="paamindelser")
    besked = models.ForeignKey(Besked, on_delete=models.PROTECT, related_name="+")
    dato = models.DateField()

    class Meta:
        ordering = ["-dato", "-pk"]
        verbose_name = "påmindelse"
        verbose_name_plural = "påmindelser"
        constraints = [
            models.UniqueConstraint(fields=["opgave", "trin", "frist"], name="hvert_trin_siges_en_gang"),
        ]
        indexes = [models.Index(fields=["dato"], name="paamindelse_dato")]

    def __str__(self) -> str:
        return f"{self.trin} for {self.opgave}"
