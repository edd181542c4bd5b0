"""At en kommune én gang i kvartalet har bekræftet, at dens liste over personer passer."""

from django.db import models

from ..kvartal import i_ord
from .bruger import Bruger
from .organisation import Organisation


class Listebekraeftelse(models.Model):
    """Kommunens bekræftelse i ét kvartal; ``kvartal`` er dets første dag. Der er højst én i hvert."""

    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="bekraeftelser")
    kvartal = models.DateField()
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aktoer = models.CharField("aktør", max_length=120)
    tid = models.DateTimeField()
    antal = models.PositiveIntegerField("antal personer")

    class Meta:
        ordering = ["-kvartal", "organisation"]
        verbose_name = "bekræftelse af personliste"
        verbose_name_plural = "bekræftelser af personlister"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "kvartal"], name="en_liste_bekraeftes_en_gang_i_kvartalet"),
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {i_ord(self.kvartal)}"
