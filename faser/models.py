"""Implementeringsmodeller som data: der findes ikke én fasemodel (jf. bl.a. VITAS)."""

from django.db import models


class Oprindelse(models.TextChoices):
    """Om en oplysning står i kilden eller er ræsonneret frem."""

    KILDE = "kilde", "Kilde"
    REKONSTRUKTION = "rekonstruktion", "Rekonstruktion"


class Implementeringsmodel(models.Model):
    """En fasemodel med egne faser og eventuelt hovedopgaver. Indlæses fra ``fixtures/modeller``."""

    noegle = models.SlugField("nøgle", max_length=60, unique=True)
    navn = models.CharField(max_length=120)
    beskrivelse = models.TextField(blank=True)
    kilde = models.TextField(blank=True)
    version = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["navn"]
        verbose_name = "implementeringsmodel"
        verbose_name_plural = "implementeringsmodeller"

    def __str__(self) -> str:
        return self.navn


class Fase(models.Model):
    """En fase eller delfase. ``kode`` er entydig i modellen og kan stå i en adresse."""

    model = models.ForeignKey(Implementeringsmodel, on_delete=models.CASCADE, related_name="faser")
    overfase = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="delfaser")
    kode = models.CharField(max_length=20)
    navn = models.CharField(max_length=120)
    raekkefoelge = models.PositiveSmallIntegerField("rækkefølge")
    synonymer = models.JSONField(default=list)
    fokus = models.TextField(blank=True)
    effekt = models.TextField(blank=True)
    aktoerer = models.TextField("aktører", blank=True)
    succesfaktorer = models.JSONField(default=list)
    succes_naar = models.JSONField("succes når", default=list)
    oprindelse = models.CharField(max_length=20, choices=Oprindelse, default=Oprindelse.KILDE)

    class Meta:
        ordering = ["model", "raekkefoelge"]
        verbose_name = "fase"
        verbose_name_plural = "faser"
        constraints = [
            models.UniqueConstraint(fields=["model", "kode"], name="fasens_kode_er_entydig_i_modellen"),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.navn}"

    @property
    def hovedfase(self) -> "Fase":
        """Den fase, der har en faseovergang: fasen selv eller den, delfasen hører til."""
        return self.overfase or self


class Hovedopgave(models.Model):
    """En af modellens hovedopgaver, senere kaldt tema. ``nummer`` er 1–16 i Implementeringsmodellen.

    ``eksempler`` er titler på opgaver, den kan rumme; kommunen kan gøre dem til sine egne.
    """

    model = models.ForeignKey(Implementeringsmodel, on_delete=models.CASCADE, related_name="hovedopgaver")
    nummer = models.PositiveSmallIntegerField()
    navn = models.CharField(max_length=120)
    gruppe = models.CharField(max_length=120, blank=True)
    gruppe_oprindelse = models.CharField(max_length=20, choices=Oprindelse, default=Oprindelse.KILDE)
    formaal = models.TextField("formål", blank=True)
    synonymer = models.JSONField(default=list)
    eksempler = models.JSONField(default=list)
    faser = models.ManyToManyField(Fase, through="Fasehovedopgave", related_name="hovedopgaver")

    class Meta:
        ordering = ["model", "nummer"]
        verbose_name = "hovedopgave"
        verbose_name_plural = "hovedopgaver"
        constraints = [
            models.UniqueConstraint(fields=["model", "nummer"], name="hovedopgavens_nummer_er_entydigt_i_modellen"),
        ]

    def __str__(self) -> str:
        return f"{self.nummer} {self.navn}"


class Fasehovedopgave(models.Model):
    """Et mærke i tabellen fase × hovedopgave.

    ``begrundelse`` siger, hvor i kilden mærket står, eller hvordan det er ræsonneret frem.
    """

    fase = models.ForeignKey(Fase, on_delete=models.CASCADE, related_name="maerker")
    hovedopgave = models.ForeignKey(Hovedopgave, on_delete=models.CASCADE, related_name="maerker")
    oprindelse = models.CharField(max_length=20, choices=Oprindelse)
    begrundelse = models.TextField(blank=True)

    class Meta:
        verbose_name = "fase og hovedopgave"
        verbose_name_plural = "faser og hovedopgaver"
        constraints = [
            models.UniqueConstraint(
                fields=["fase", "hovedopgave"], name="en_hovedopgave_er_hoejst_maerket_en_gang_i_en_fase"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.fase} × {self.hovedopgave}"
