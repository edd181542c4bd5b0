"""Samtalen på en opgave: kommentarer og dem, der er nævnt i dem."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Prefetch, Q
from django.utils import timezone

from projekter import adgang
from projekter.models import Bruger

from .opgave import Opgave

KAN_RETTES = timedelta(days=1)


class KommentarQuerySet(models.QuerySet["Kommentar"]):
    def venter_paa(self, bruger: Bruger) -> "KommentarQuerySet":
        """De kommentarer, der er spørgsmål til personen: den er nævnt, har ikke svaret og kan stadig se projektet."""
        omtaler = Omtale.objects.filter(person=bruger, besvaret=None)
        synlige = self.filter(slettet=None, opgave__plan__projekt__in=adgang.projekter_for(bruger))
        return synlige.filter(pk__in=omtaler.values("kommentar"))

    def i_raekkefoelge(self) -> "KommentarQuerySet":
        """Ældste først, med dem, der skrev, og dem, der er nævnt; to forespørgsler."""
        omtaler = Prefetch("omtaler", Omtale.objects.select_related("person"))
        return self.select_related("af").prefetch_related(omtaler).order_by("skrevet", "pk")


class Kommentar(models.Model):
    """Hvad en person har skrevet på en opgave; ren tekst.

    Teksten kan rettes af den, der skrev den, i et døgn. En slettet kommentar har mistet sin tekst, men står stadig i
    samtalen med, hvornår og af hvem. ``noegle`` er formularens egen, så den samme formular sendt to gange er én
    kommentar. ``udgave`` tæller op, når den rettes.
    """

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="kommentarer")
    af = models.ForeignKey(Bruger, on_delete=models.PROTECT, related_name="kommentarer")
    tekst = models.TextField(blank=True)
    skrevet = models.DateTimeField(default=timezone.now)
    rettet = models.DateTimeField(null=True, blank=True)
    slettet = models.DateTimeField(null=True, blank=True)
    slettet_af = models.CharField(max_length=120, blank=True)
    udgave = models.PositiveIntegerField(default=1)
    noegle = models.UUIDField("nøgle", default=uuid.uuid4, editable=False)

    venter: bool
    """Om den er et ubesvaret spørgsmål til den, der ser den; sættes af ``samtale.Samtale`` sammen med de næste."""
    svarer: bool
    maa_rettes: bool
    maa_slettes: bool

    objects = KommentarQuerySet.as_manager()

    class Meta:
        ordering = ["opgave", "skrevet", "pk"]
        verbose_name = "kommentar"
        verbose_name_plural = "kommentarer"
        constraints = [
            models.UniqueConstraint(fields=["opgave", "af", "noegle"], name="en_kommentar_skrives_en_gang"),
            models.CheckConstraint(
                condition=Q(slettet__isnull=True, tekst__gt="") | Q(slettet__isnull=False, tekst=""),
                name="kun_en_slettet_kommentar_er_uden_tekst",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.af}: {self.tekst[:80]}"

    def get_absolute_url(self) -> str:
        return f"{self.opgave.get_absolute_url()}#kommentar-{self.pk}"

    def kan_rettes(self, nu: datetime) -> bool:
        """Om der er gået så kort tid, at den, der skrev den, endnu kan rette den."""
        return self.slettet is None and nu - self.skrevet <= KAN_RETTES


class Omtale(models.Model):
    """En person nævnt i en kommentar. ``besvaret`` er, hvornår personen svarede eller sagde, at det var set."""

    kommentar = models.ForeignKey(Kommentar, on_delete=models.CASCADE, related_name="omtaler")
    person = models.ForeignKey(Bruger, on_delete=models.PROTECT, related_name="omtaler")
    besvaret = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["kommentar", "pk"]
        verbose_name = "omtale"
        verbose_name_plural = "omtaler"
        constraints = [
            models.UniqueConstraint(fields=["kommentar", "person"], name="en_person_naevnes_en_gang_i_en_kommentar"),
        ]
        indexes = [models.Index(fields=["person", "besvaret"], name="omtale_person_besvaret")]

    def __str__(self) -> str:
        return f"{self.person} i {self.kommentar}"

    @property
    def er_svar(self) -> bool:
        """Om kommentaren er et svar til personen, som ikke skal svare; så er den besvaret, da den blev skrevet."""
        return self.besvaret == self.kommentar.skrevet
