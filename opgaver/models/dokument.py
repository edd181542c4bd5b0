"""Kommunens egne filer og links på en opgave."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q, Sum
from django.utils import timezone

from projekter.models import Bruger, Projekt

from .fillink import FIL_ELLER_LINK, Fillink
from .opgave import Opgave

KAN_HENTES_TILBAGE = timedelta(days=30)


class DokumentQuerySet(models.QuerySet["Dokument"]):
    def i_projekt(self, projekt: Projekt) -> "DokumentQuerySet":
        return self.filter(opgave__plan__projekt=projekt)

    def gaeldende(self) -> "DokumentQuerySet":
        return self.filter(slettet=None)

    def slettede(self, nu: datetime) -> "DokumentQuerySet":
        """De slettede, der endnu kan hentes tilbage."""
        return self.filter(slettet__gt=nu - KAN_HENTES_TILBAGE)

    def fylder(self, nu: datetime) -> int:
        """Filernes samlede størrelse i byte; de slettede tæller med, så længe de kan hentes tilbage."""
        med_fil = self.gaeldende() | self.slettede(nu)
        return int(med_fil.order_by().aggregate(byte=Sum("byte"))["byte"] or 0)

    def uden_fil(self, nu: datetime) -> "DokumentQuerySet":
        """De slettede, der er for gamle til at hentes tilbage; deres fil må fjernes."""
        return self.filter(slettet__lte=nu - KAN_HENTES_TILBAGE)


class Dokument(Fillink):
    """En fil eller et link, kommunen har lagt på en opgave.

    ``sha256`` er filens kontroltal. Et slettet dokument kan hentes tilbage i 30 dage; rækken bliver, for historikken
    taler om den. ``noegle`` er formularens egen, så den samme formular sendt to gange er ét dokument.
    """

    maa_slettes: bool
    """Om den, der ser det, må slette det; sættes af ``dokumentliste.Opgavedokumenter``."""

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="dokumenter")
    sha256 = models.CharField(max_length=64, blank=True)
    lagt_af = models.ForeignKey(Bruger, on_delete=models.PROTECT, related_name="+")
    lagt = models.DateTimeField(default=timezone.now)
    slettet = models.DateTimeField(null=True, blank=True)
    slettet_af = models.CharField(max_length=120, blank=True)
    noegle = models.UUIDField("nøgle", default=uuid.uuid4, editable=False)

    objects = DokumentQuerySet.as_manager()

    class Meta:
        ordering = ["opgave", "lagt", "pk"]
        verbose_name = "dokument"
        verbose_name_plural = "dokumenter"
        constraints = [
            models.CheckConstraint(condition=FIL_ELLER_LINK, name="et_dokument_er_en_fil_eller_et_link"),
            models.CheckConstraint(condition=Q(adresse__gt="") | Q(sha256__gt=""), name="en_fil_har_et_kontroltal"),
            models.UniqueConstraint(fields=["opgave", "lagt_af", "noegle"], name="et_dokument_laegges_en_gang"),
        ]
