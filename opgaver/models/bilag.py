"""Udgiverens bilag til et kort: en fil eller et link."""

from pathlib import PurePath
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from .katalog import Katalogopgave, Katalogversion


class BilagQuerySet(models.QuerySet["Bilag"]):
    def update(self, **felter: Any) -> int:
        self._kraev_kladde()
        return super().update(**felter)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._kraev_kladde()
        return super().delete()

    def _kraev_kladde(self) -> None:
        if self.exclude(kort__version__status=Katalogversion.Status.KLADDE).exists():
            _afvis_udgivet()


class Bilag(models.Model):
    """Et link (``adresse``) eller en fil. ``lagret`` er filens navn på disken, ``filnavn`` det, den hentes som.

    Når et kort kopieres til en ny version, peger kopiens bilag på den samme lagrede fil; den slettes først, når
    intet bilag bruger den.
    """

    kort = models.ForeignKey(Katalogopgave, on_delete=models.CASCADE, related_name="bilag")
    titel = models.CharField(max_length=200)
    adresse = models.CharField(max_length=1000, blank=True)
    lagret = models.CharField(max_length=32, blank=True, db_index=True)
    filnavn = models.CharField(max_length=150, blank=True)
    byte = models.PositiveBigIntegerField("størrelse i byte", default=0)
    oprettet = models.DateTimeField(auto_now_add=True)

    objects = BilagQuerySet.as_manager()

    class Meta:
        ordering = ["kort", "pk"]
        verbose_name = "bilag"
        verbose_name_plural = "bilag"
        constraints = [
            models.CheckConstraint(
                condition=Q(adresse="", filnavn__gt="", lagret__gt="") | Q(adresse__gt="", filnavn="", lagret=""),
                name="et_bilag_er_en_fil_eller_et_link",
            ),
        ]

    def __str__(self) -> str:
        return self.titel

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._kraev_kladde()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._kraev_kladde()
        return super().delete(*args, **kwargs)

    @property
    def endelse(self) -> str:
        """Filens type, fx »docx«; tom for et link."""
        return PurePath(self.filnavn).suffix.lower().removeprefix(".")

    def _kraev_kladde(self) -> None:
        if not self.kort.katalogversion.er_kladde:
            _afvis_udgivet()


def _afvis_udgivet() -> NoReturn:
    raise TypeError("Et bilag i en udgivet katalogversion kan ikke ændres; lav en ny kladde.")
