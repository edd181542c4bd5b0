"""Kommunens egen kalender: de dage, der er lukket, og de perioder, hvor intet bør forfalde."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q

from .organisation import Organisation


class Kalenderperiode(models.Model):
    """Et tidsrum i kommunens kalender, begge dage med.

    På lukkedage arbejder ingen, og en beregnet frist rykker til arbejdsdagen før. I en frysperiode arbejdes der, men
    intet bør forfalde: en frist dér mærkes og flyttes ikke.
    """

    class Slags(models.TextChoices):
        LUKKEDAGE = "lukkedage", "Lukkedage"
        FRYSPERIODE = "frysperiode", "Frysperiode"

    kommune = models.ForeignKey(Organisation, on_delete=models.CASCADE, related_name="kalenderperioder")
    slags = models.CharField(max_length=20, choices=Slags, default=Slags.LUKKEDAGE)
    navn = models.CharField(max_length=80)
    fra = models.DateField()
    til = models.DateField()

    class Meta:
        ordering = ["kommune", "fra", "pk"]
        verbose_name = "kalenderperiode"
        verbose_name_plural = "kalenderperioder"
        constraints = [
            models.CheckConstraint(condition=Q(til__gte=F("fra")), name="perioden_slutter_ikke_foer_den_begynder"),
        ]

    def __str__(self) -> str:
        return self.navn

    def __contains__(self, dag: date) -> bool:
        return self.fra <= dag <= self.til

    def dage(self) -> Iterator[date]:
        for nummer in range((self.til - self.fra).days + 1):
            yield self.fra + timedelta(days=nummer)
