"""Rækkerne, der siger hvad der skal ske. Celery skubber kun; rækken er sandheden."""

import uuid
from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

PAUSER = tuple(timedelta(minutes=minutter) for minutter in (1, 10, 60, 360, 1440, 1440, 1440, 1440))
"""Hvor længe en mail venter efter hvert mislykket forsøg; i alt godt fire døgn, som mailservere selv bliver ved
(jf. RFC 5321, 4.5.4.1)."""
BESKED_FORSOEG = len(PAUSER) + 1
JOB_FORSOEG = 3
HAENGER_EFTER = timedelta(minutes=10)
"""Så længe efter, at en mail er taget, regnes den proces, der tog den, for død."""
JOB_HAENGER_EFTER = timedelta(minutes=2)
"""Så længe uden livstegn regnes den proces, der tog jobbet, for død; der sidder et menneske og venter."""


class BeskedQuerySet(models.QuerySet["Besked"]):
    def ventende(self) -> "BeskedQuerySet":
        return self.filter(status=Besked.Status.NY)

    def haengende(self, nu: datetime) -> "BeskedQuerySet":
        """Taget til afsendelse, men aldrig meldt sendt: processen døde midt i det."""
        return self.filter(status=Besked.Status.TAGET, taget__lt=nu - HAENGER_EFTER)

    def klar(self, nu: datetime) -> "BeskedQuerySet":
        """De beskeder, der skal sendes nu: nye, dem, hvis pause er ovre, og de hængende."""
        ny = Q(status=Besked.Status.NY, forsoeg=0)
        for forsoeg, pause in enumerate(PAUSER, start=1):
            ny |= Q(status=Besked.Status.NY, forsoeg=forsoeg, taget__lt=nu - pause)
        haenger = Q(status=Besked.Status.TAGET, taget__lt=nu - HAENGER_EFTER, forsoeg__lt=BESKED_FORSOEG)
        return self.filter(ny | haenger)


class Besked(models.Model):
    """En mail, før den er en mail.

    ``noegle`` er afsenderens egen og gør, at den samme besked kun lægges én gang. ``taget`` er
    tidspunktet for det seneste forsøg. Teksten i en fortrolig besked, fx et link til ny adgangskode,
    slettes, når den er sendt eller opgivet.
    """

    class Status(models.TextChoices):
        NY = "ny", "Venter"
        TAGET = "taget", "Under afsendelse"
        SENDT = "sendt", "Sendt"
        OPGIVET = "opgivet", "Opgivet"

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    noegle = models.CharField("nøgle", max_length=200, unique=True)
    modtager = models.EmailField()
    emne = models.CharField(max_length=200)
    tekst = models.TextField()
    html = models.TextField(blank=True)
    er_fortrolig = models.BooleanField(default=False)
    status = models.CharField(max_length=20, choices=Status, default=Status.NY)
    forsoeg = models.PositiveSmallIntegerField("forsøg", default=0)
    fejl = models.TextField(blank=True)
    oprettet = models.DateTimeField(auto_now_add=True)
    taget = models.DateTimeField(null=True, blank=True)
    sendt = models.DateTimeField(null=True, blank=True)

    objects = BeskedQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "besked"
        verbose_name_plural = "beskeder"
        indexes = [models.Index(fields=["status", "taget"], name="besked_status_taget")]

    def __str__(self) -> str:
        return f"{self.emne} til {self.modtager}"


class JobQuerySet(models.QuerySet["Job"]):
    def haengende(self, nu: datetime) -> "JobQuerySet":
        """I gang, men uden livstegn: processen døde midt i det."""
        return self.filter(status=Job.Status.I_GANG, taget__lt=nu - JOB_HAENGER_EFTER)

    def klar(self, nu: datetime) -> "JobQuerySet":
        """De job, der skal udføres nu: nye og hængende."""
        haenger = Q(status=Job.Status.I_GANG, taget__lt=nu - JOB_HAENGER_EFTER, forsoeg__lt=JOB_FORSOEG)
        return self.filter(Q(status=Job.Status.NY) | haenger)


class Job(models.Model):
    """Arbejde uden for forespørgslen, fx en PDF.

    ``slags`` peger på en registreret funktion, ``noegle`` på genstanden. ``taget`` er tidspunktet for det
    seneste livstegn fra den, der udfører det. Resultatet ligger i databasen, så enhver webproces kan
    udlevere det.
    """

    class Status(models.TextChoices):
        NY = "ny", "Venter"
        I_GANG = "i_gang", "I gang"
        FAERDIG = "faerdig", "Færdig"
        FEJLET = "fejlet", "Fejlet"

    UAFSLUTTET = (Status.NY, Status.I_GANG)

    uid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    slags = models.CharField(max_length=40)
    noegle = models.CharField("nøgle", max_length=200)
    parametre = models.JSONField(default=dict)
    status = models.CharField(max_length=20, choices=Status, default=Status.NY)
    fremdrift = models.PositiveSmallIntegerField(default=0)
    trin = models.CharField(max_length=120, blank=True)
    fejl = models.TextField(blank=True)
    forsoeg = models.PositiveSmallIntegerField("forsøg", default=0)
    resultat = models.BinaryField(null=True, blank=True)
    filnavn = models.CharField(max_length=200, blank=True)
    oprettet = models.DateTimeField(auto_now_add=True)
    taget = models.DateTimeField(null=True, blank=True)
    faerdig = models.DateTimeField("færdig", null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "job"
        verbose_name_plural = "job"
        indexes = [models.Index(fields=["slags", "noegle"], name="job_slags_noegle")]
        constraints = [
            models.UniqueConstraint(
                fields=["slags", "noegle"],
                condition=Q(status__in=["ny", "i_gang"]),
                name="et_uafsluttet_job_for_hver_genstand",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.slags} {self.noegle}"

    @property
    def er_slut(self) -> bool:
        return self.status not in self.UAFSLUTTET
