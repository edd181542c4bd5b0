"""Faseovergangen: beslutningen mellem to faser og det øjebliksbillede, den blev truffet på."""

from django.db import models
from django.db.models import Q

from faser.models import Fase
from projekter.models import Bruger, Projekt


class Faseovergang(models.Model):
    """Overgangen ud af en fase i et projekt. Laves, første gang der er brug for den.

    Når den er besluttet, er ``oejebliksbillede`` tjeklisten, som den så ud, og ændres ikke siden.
    """

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="faseovergange")
    fase = models.ForeignKey(Fase, on_delete=models.PROTECT, related_name="+")
    besluttet = models.DateTimeField(null=True, blank=True)
    besluttet_af = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    begrundelse = models.TextField(blank=True)
    oejebliksbillede = models.JSONField("øjebliksbillede", default=dict)

    class Meta:
        ordering = ["projekt", "fase__raekkefoelge"]
        verbose_name = "faseovergang"
        verbose_name_plural = "faseovergange"
        constraints = [
            models.UniqueConstraint(fields=["projekt", "fase"], name="en_faseovergang_for_hver_fase"),
            models.CheckConstraint(
                condition=Q(besluttet__isnull=True) | ~Q(oejebliksbillede={}),
                name="besluttet_overgang_har_oejebliksbillede",
            ),
        ]

    def __str__(self) -> str:
        return f"Overgang ud af {self.fase}"
