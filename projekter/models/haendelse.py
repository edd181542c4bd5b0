"""Historikken: hvem gjorde hvad, hvornår og hvorfor."""

from datetime import UTC, datetime
from typing import Any, NoReturn, Self

from django.db import models
from django.utils import timezone

from .bruger import Bruger
from .organisation import Organisation
from .projekt import Projekt

SEKUNDETS_CIFRE = 10
"""Så mange cifre har sekunderne siden 1970 højst, til og med år 2286."""


class HaendelseQuerySet(models.QuerySet["Haendelse"]):
    def nyeste_nummer(self) -> int:
        """Nummeret på den nyeste; det, der sker siden, har et højere. 0, når der ingen er."""
        return self.order_by("-pk").values_list("pk", flat=True).first() or 0

    def siden(self, sekund: str) -> Self:
        """Dem fra og med sekundet siden 1970, som en side sendte det; ingen, når det ikke er et sekund."""
        if not (sekund.isascii() and sekund.isdigit() and len(sekund) <= SEKUNDETS_CIFRE):
            return self.none()
        return self.filter(tid__gte=datetime.fromtimestamp(int(sekund), UTC))

    def update(self, **felter: Any) -> NoReturn:
        raise TypeError("En hændelse kan ikke ændres; historikken er kun til at føje til.")

    def delete(self) -> NoReturn:
        raise TypeError("En hændelse kan ikke slettes; historikken er kun til at føje til.")


class Haendelse(models.Model):
    """Én ændring. ``genstand`` er type og id; ``aktoer`` er navnet, som det var, også når brugeren senere stopper."""

    tid = models.DateTimeField(auto_now_add=True)
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aktoer = models.CharField("aktør", max_length=120)
    handling = models.CharField(max_length=60)
    genstand_type = models.CharField(max_length=40)
    genstand_id = models.BigIntegerField()
    genstand_navn = models.CharField(max_length=250, blank=True)
    projekt = models.ForeignKey(Projekt, on_delete=models.PROTECT, null=True, blank=True, related_name="haendelser")
    organisation = models.ForeignKey(
        Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="haendelser"
    )
    felt = models.CharField(max_length=60, blank=True)
    gammel = models.TextField(blank=True)
    ny = models.TextField(blank=True)
    begrundelse = models.TextField(blank=True)

    objects = HaendelseQuerySet.as_manager()

    class Meta:
        ordering = ["-tid", "-id"]
        verbose_name = "hændelse"
        verbose_name_plural = "hændelser"
        indexes = [
            models.Index(fields=["genstand_type", "genstand_id"], name="haendelse_genstand"),
            models.Index(fields=["projekt", "-tid"], name="haendelse_projekt_tid"),
        ]

    def __str__(self) -> str:
        return f"{self.tid:%d.%m.%Y %H.%M} {self.aktoer}: {self.handling} {self.genstand_navn}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.pk is not None:
            raise TypeError("En hændelse kan ikke ændres; historikken er kun til at føje til.")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> NoReturn:
        raise TypeError("En hændelse kan ikke slettes; historikken er kun til at føje til.")

    @property
    def kl(self) -> str:
        """Fx »03.02.2027 kl. 10.12«."""
        return f"{timezone.localtime(self.tid):%d.%m.%Y kl. %H.%M}"
