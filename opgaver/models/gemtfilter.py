"""Et filter på projektets opgaver, gemt med et navn."""

from django.db import models
from django.db.models import Q

from projekter.models import Bruger, Projekt

LAENGSTE_NAVN = 60


class GemtFilterQuerySet(models.QuerySet["GemtFilter"]):
    def synlige_for(self, bruger: Bruger, projekt: Projekt) -> "GemtFilterQuerySet":
        """Personens egne i projektet og dem, andre har delt med det."""
        return self.filter(Q(bruger=bruger) | Q(er_delt=True), projekt=projekt).select_related("bruger")


class GemtFilter(models.Model):
    """``adresse`` er filteret, som ``listefilter.Filter.adresse`` skriver det; ``er_delt`` med alle i projektet."""

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="gemte_filtre")
    bruger = models.ForeignKey(Bruger, on_delete=models.CASCADE, related_name="+")
    navn = models.CharField(max_length=LAENGSTE_NAVN)
    adresse = models.CharField(max_length=2_000)
    er_delt = models.BooleanField("delt med projektet", default=False)

    objects = GemtFilterQuerySet.as_manager()

    class Meta:
        ordering = ["navn", "pk"]
        verbose_name = "gemt filter"
        verbose_name_plural = "gemte filtre"
        constraints = [
            models.UniqueConstraint(
                fields=["projekt", "bruger", "navn"], name="et_filters_navn_er_entydigt_for_en_person"
            )
        ]

    def __str__(self) -> str:
        return self.navn
