"""Det, udgiverens bilag og kommunens dokumenter har til fælles: de er en fil eller et link."""

from pathlib import PurePath

from django.db import models
from django.db.models import Q

FIL_ELLER_LINK = Q(adresse="", filnavn__gt="", lagret__gt="") | Q(adresse__gt="", filnavn="", lagret="")


class Fillink(models.Model):
    """Et link (``adresse``) eller en fil. ``lagret`` er filens navn på disken, ``filnavn`` det, den hentes som."""

    titel = models.CharField(max_length=200)
    adresse = models.CharField(max_length=1000, blank=True)
    lagret = models.CharField(max_length=32, blank=True, db_index=True)
    filnavn = models.CharField(max_length=150, blank=True)
    byte = models.PositiveBigIntegerField("størrelse i byte", default=0)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.titel

    @property
    def endelse(self) -> str:
        """Filens type, fx »docx«; tom for et link."""
        return PurePath(self.filnavn).suffix.lower().removeprefix(".")
