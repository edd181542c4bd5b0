"""Flueben ved en opgaves kvalitetskriterier."""

from django.db import models

from .opgave import Opgave


class Kriterieflueben(models.Model):
    """Et kvalitetskriterium, som er opfyldt i kommunens opgave.

    Fluebenet hører til kriteriets ord og ikke til kortet: ``noegle`` er ``kriterier.noegle`` af teksten, så det
    følger opgaven over på en ny katalogversion, når ordene er de samme, og står der stadig, når de ikke er.
    """

    opgave = models.ForeignKey(Opgave, on_delete=models.CASCADE, related_name="kriterieflueben")
    noegle = models.CharField("nøgle", max_length=64)
    tekst = models.TextField()
    hvem = models.CharField(max_length=120)
    hvornaar = models.DateTimeField("hvornår")

    class Meta:
        ordering = ["opgave", "hvornaar", "pk"]
        verbose_name = "flueben ved et kvalitetskriterium"
        verbose_name_plural = "flueben ved kvalitetskriterier"
        constraints = [
            models.UniqueConstraint(fields=["opgave", "noegle"], name="et_kriterium_har_hoejst_et_flueben"),
        ]

    def __str__(self) -> str:
        return self.tekst[:80]
