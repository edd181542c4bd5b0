"""Udgiverens bilag til et kort: en fil eller et link."""

from typing import Any, NoReturn

from django.db import models

from .fillink import FIL_ELLER_LINK, Fillink
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


class Bilag(Fillink):
    """Et link eller en fil på udgiverens kort.

    Når et kort kopieres til en ny version, peger kopiens bilag på den samme lagrede fil; den slettes først, når
    intet bilag bruger den.
    """

    kort = models.ForeignKey(Katalogopgave, on_delete=models.CASCADE, related_name="bilag")
    oprettet = models.DateTimeField(auto_now_add=True)

    objects = BilagQuerySet.as_manager()

    class Meta:
        ordering = ["kort", "pk"]
        verbose_name = "bilag"
        verbose_name_plural = "bilag"
        constraints = [
            models.CheckConstraint(condition=FIL_ELLER_LINK, name="et_bilag_er_en_fil_eller_et_link"),
        ]

    def save(self, *args: Any, **kwargs: Any) -> None:
        self._kraev_kladde()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        self._kraev_kladde()
        return super().delete(*args, **kwargs)

    def _kraev_kladde(self) -> None:
        if not self.kort.katalogversion.er_kladde:
            _afvis_udgivet()


def _afvis_udgivet() -> NoReturn:
    raise TypeError("Et bilag i en udgivet katalogversion kan ikke ændres; lav en ny kladde.")
