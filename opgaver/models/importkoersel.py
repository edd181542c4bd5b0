"""En import af en projektmappe: filen, hvad der blev læst, og hvad der blev besluttet."""

from django.db import models

from faser.models import Implementeringsmodel
from projekter.models import Bruger, Loesning, Organisation


class Importkoersel(models.Model):
    """Én upload. ``resultat`` er forhåndsvisningen; ``grundlag`` er aftrykket af kladden, den blev beregnet fra.

    Filen ligger i databasen, så enhver webproces kan udføre det, en anden har vist.
    """

    class Status(models.TextChoices):
        KLAR = "klar", "Klar til at blive indlæst"
        FEJL = "fejl", "Har fejl"
        INDLAEST = "indlaest", "Indlæst"
        FORTRUDT = "fortrudt", "Fortrudt"

    loesning = models.ForeignKey(Loesning, on_delete=models.PROTECT, related_name="+")
    udgiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="importkoersler")
    model = models.ForeignKey(Implementeringsmodel, on_delete=models.PROTECT, related_name="+")
    nummer = models.CharField("katalogversion", max_length=20)
    filnavn = models.CharField(max_length=200)
    fil = models.BinaryField()
    aftryk = models.CharField("filens SHA-256", max_length=64)
    grundlag = models.CharField("kladdens aftryk", max_length=64, blank=True)
    status = models.CharField(max_length=20, choices=Status)
    resultat = models.JSONField(default=dict)
    advarsler = models.JSONField(default=list)
    fejl = models.JSONField(default=list)
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    oprettet = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "importkørsel"
        verbose_name_plural = "importkørsler"

    def __str__(self) -> str:
        return f"{self.filnavn} til {self.loesning.noegle} {self.nummer}"
