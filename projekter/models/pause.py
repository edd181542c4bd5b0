"""At et projekt eller en etape holder pause: fra hvornår, hvorfor, og hvornår det blev genoptaget."""

from datetime import date

from django.db import models
from django.db.models import F, Q

from .etape import Etape
from .projekt import Projekt


class PauseQuerySet(models.QuerySet["Pause"]):
    def aabne(self) -> "PauseQuerySet":
        return self.filter(slut__isnull=True)

    def projekternes(self) -> "PauseQuerySet":
        """Dem, der gælder et helt projekt."""
        return self.filter(etape__isnull=True)


class Pause(models.Model):
    """En pause for projektet eller for én af dets etaper.

    ``til`` er den sidste dag, den ventes at vare, og slutter den ikke; det gør kun en genoptagelse.
    ``slut`` er dagen, der blev arbejdet igen, så pausens længde er ``slut - fra``.
    """

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="pauser")
    etape = models.ForeignKey(Etape, on_delete=models.CASCADE, null=True, blank=True, related_name="pauser")
    fra = models.DateField()
    til = models.DateField("ventes at vare til og med", null=True, blank=True)
    begrundelse = models.TextField()
    sat_af = models.CharField("sat af", max_length=120)
    slut = models.DateField("genoptaget", null=True, blank=True)
    genoptaget_af = models.CharField(max_length=120, blank=True)

    objects = PauseQuerySet.as_manager()

    class Meta:
        ordering = ["-fra", "-pk"]
        verbose_name = "pause"
        verbose_name_plural = "pauser"
        constraints = [
            models.UniqueConstraint(
                fields=["projekt"],
                condition=Q(slut__isnull=True, etape__isnull=True),
                name="et_projekt_har_hoejst_en_aaben_pause",
            ),
            models.UniqueConstraint(
                fields=["etape"], condition=Q(slut__isnull=True), name="en_etape_har_hoejst_en_aaben_pause"
            ),
            models.CheckConstraint(
                condition=Q(til__isnull=True) | Q(til__gte=F("fra")), name="en_pause_slutter_ikke_foer_den_begynder"
            ),
            models.CheckConstraint(
                condition=Q(slut__isnull=True) | Q(slut__gte=F("fra")),
                name="en_pause_genoptages_ikke_foer_den_begynder",
            ),
        ]

    def __str__(self) -> str:
        return f"Pause for {self.etape or self.projekt}"

    def dage(self, paa: date) -> int:
        """Pausens længde i kalenderdage; er den åben, til ``paa``."""
        return max(0, ((self.slut or paa) - self.fra).days)

    def er_udloebet(self, paa: date) -> bool:
        """Om den skulle være forbi, men ingen har genoptaget projektet."""
        return self.slut is None and self.til is not None and self.til < paa
