"""At der er gjort det samme ved mange opgaver: hvem, hvornår, hvorfor, og hver opgave før og efter."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone

from projekter.models import Bruger, Projekt

from .flytning import FORTRYDES_I


class Massehandling(models.Model):
    """Én handling på mange af et projekts opgaver. ``hvad`` siger, hvad der blev gjort, fx »Status: Fuldført«.

    ``raekker`` er en post for hver opgave, der blev skrevet på, med ``id``, ``kode``, ``titel``, ``udgave`` (den, den
    fik), de ændrede felter ``foer`` og ``efter`` og det samme i ord, ``fra`` og ``til``; er handlingen fortrudt, også
    ``er_genskabt``. ``uroerte`` er de valgte, der blev, som de var, med ``udfald`` og ``grund``.
    """

    class Slags(models.TextChoices):
        STATUS = "status", "Status"
        ANSVARLIG = "ansvarlig", "Ansvarlig"
        UDFOERER = "udfoerer", "Udfører"
        FRIST = "frist", "Frist"

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="massehandlinger")
    slags = models.CharField(max_length=20, choices=Slags)
    hvad = models.CharField(max_length=200)
    begrundelse = models.TextField(blank=True)
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aktoer = models.CharField("aktør", max_length=120)
    oprettet = models.DateTimeField()
    raekker = models.JSONField("rækker", default=list)
    uroerte = models.JSONField("urørte", default=list)
    antal = models.PositiveIntegerField("antal rækker")
    fortrudt = models.DateTimeField(null=True, blank=True)
    fortrudt_af = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "massehandling"
        verbose_name_plural = "massehandlinger"

    def __str__(self) -> str:
        return f"{self.hvad} ({self.antal})"

    def get_absolute_url(self) -> str:
        return reverse("masse:kvittering", args=(*self.projekt.adresse, self.pk))

    @property
    def fortrydes_til(self) -> datetime:
        """Et tidspunkt på den sidste dag, handlingen kan fortrydes."""
        return self.oprettet + FORTRYDES_I

    def kan_fortrydes(self, nu: datetime) -> bool:
        """Til og med den dag i Danmark, ``fortrydes_til`` ligger på, for det er den, der bliver vist."""
        return self.fortrudt is None and timezone.localdate(nu) <= timezone.localdate(self.fortrydes_til)
