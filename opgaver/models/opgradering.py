"""At en plan er flettet med en nyere katalogversion: hvem, hvornår, og hver opgave før og efter."""

from datetime import datetime

from django.db import models
from django.urls import reverse
from django.utils import timezone

from projekter.models import Bruger

from .flytning import FORTRYDES_I
from .katalog import Katalogversion
from .plan import Plan


class Opgradering(models.Model):
    """Én fletning af en plan; ``fra`` og ``til`` er den samme version, når der kun blev taget det med, der ventede.

    ``tal`` er antal efter slags (se ``services.opgradering.opgoer``). ``raekker`` er en post for hver opgave, der blev
    skrevet på, med ``id``, ``kode``, ``titel``, ``virkning`` og opgavens ``foer`` (tom, når den blev lavet) og
    ``efter``, det ``lokalt`` og det ``arbejde``, der var; ``er_stille``, når ingen kan se forskellen; ``hed``, den
    gamle kode, og ``bilag``, de andre bilag i ord, når kortet er skiftet; er den fortrudt, også ``er_genskabt``.
    ``pladser`` er de ledige pladser, den lavede.
    """

    plan = models.ForeignKey(Plan, on_delete=models.CASCADE, related_name="opgraderinger")
    fra = models.ForeignKey(Katalogversion, on_delete=models.PROTECT, related_name="+")
    til = models.ForeignKey(Katalogversion, on_delete=models.PROTECT, related_name="+")
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aktoer = models.CharField("aktør", max_length=120)
    oprettet = models.DateTimeField()
    tal = models.JSONField(default=dict)
    raekker = models.JSONField("rækker", default=list)
    pladser = models.JSONField(default=list)
    fortrudt = models.DateTimeField(null=True, blank=True)
    fortrudt_af = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "opgradering"
        verbose_name_plural = "opgraderinger"

    def __str__(self) -> str:
        return f"Opgradering {self.pk}"

    def get_absolute_url(self) -> str:
        return reverse("opgradering:kvittering", args=(*self.plan.projekt.adresse, self.pk))

    @property
    def er_samme_version(self) -> bool:
        """Om der kun blev taget stilling til det, der ventede fra den version, planen allerede fulgte."""
        return self.fra_id == self.til_id

    @property
    def senere_gaeldende(self) -> "Opgradering | None":
        """Den seneste, der gælder, når den er gjort efter denne; så er det den, der skal fortrydes først."""
        senere = Opgradering.objects.filter(plan=self.plan_id, pk__gt=self.pk, fortrudt=None)
        return senere.defer("raekker").order_by("-pk").first()

    @property
    def fortrydes_til(self) -> datetime:
        """Et tidspunkt på den sidste dag, opgraderingen kan fortrydes."""
        return self.oprettet + FORTRYDES_I

    def kan_fortrydes(self, nu: datetime) -> bool:
        """Til og med den dag i Danmark, ``fortrydes_til`` ligger på, for det er den, der bliver vist."""
        return self.fortrudt is None and timezone.localdate(nu) <= timezone.localdate(self.fortrydes_til)
