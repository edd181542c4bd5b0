"""En import af en projektmappe: filen, hvad der blev læst, og hvad der blev besluttet."""

from django.db import models

from faser.models import Implementeringsmodel
from projekter.models import Bruger, Loesning, Organisation


class Importkoersel(models.Model):
    """Én forhåndsvisning af en fil. ``resultat`` er, hvad den viste; ``grundlag`` er aftrykket af det, den målte mod.

    Et andet ark, et andet nummer eller svar om omdøbte kort er en ny kørsel, som afløser den gamle og overtager
    filen. Det, en kørsel viser, ændrer sig derfor aldrig, og det er det, man siger ja til. Filen ligger i databasen,
    så enhver proces kan udføre det, en anden har vist.
    """

    class Status(models.TextChoices):
        NY = "ny", "Bliver læst"
        AFVIST = "afvist", "Kan ikke indlæses"
        KLAR = "klar", "Klar til at blive indlæst"
        FEJL = "fejl", "Har fejl"
        INDLAEST = "indlaest", "Indlæst"
        FORTRUDT = "fortrudt", "Fortrudt"
        AFLOEST = "afloest", "Afløst af en ny forhåndsvisning"

    AABNE = (Status.NY, Status.AFVIST, Status.KLAR, Status.FEJL)

    loesning = models.ForeignKey(Loesning, on_delete=models.PROTECT, related_name="+")
    udgiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="importkoersler")
    model = models.ForeignKey(Implementeringsmodel, on_delete=models.PROTECT, related_name="+")
    nummer = models.CharField("katalogversion", max_length=20)
    filnavn = models.CharField(max_length=200)
    fil = models.BinaryField()
    aftryk = models.CharField("filens SHA-256", max_length=64)
    grundlag = models.CharField("kladdens aftryk", max_length=64, blank=True)
    ark = models.CharField("valgt ark", max_length=255, blank=True)
    omdoebninger = models.JSONField("omdøbninger", default=dict)
    """Svarene om omdøbte kort: den udgåede kode → den nye, eller tom for nej."""
    afloeser = models.OneToOneField("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="afloest_af")
    status = models.CharField(max_length=20, choices=Status, default=Status.NY)
    grund = models.TextField(blank=True)
    """Sætningen om, hvorfor filen ikke kan indlæses, når den er afvist."""
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
