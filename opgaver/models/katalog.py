"""Kataloget: et løsningskatalog, dets versioner og kortene i en version."""

import uuid
from functools import lru_cache
from typing import Any, NoReturn

from django.db import models
from django.db.models import Q

from faser.models import Fase, Hovedopgave, Implementeringsmodel
from frister import Regel, tolk
from projekter.models import Loesning, Organisation

from ..katalogforudsaetninger import laes_koder, uden_koderne


class Katalog(models.Model):
    """En udgivers katalog for en løsning, skrevet på én fasemodel."""

    loesning = models.ForeignKey(Loesning, on_delete=models.PROTECT, related_name="kataloger")
    udgiver = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="kataloger")
    model = models.ForeignKey(Implementeringsmodel, on_delete=models.PROTECT, related_name="kataloger")

    class Meta:
        ordering = ["loesning"]
        verbose_name = "katalog"
        verbose_name_plural = "kataloger"
        constraints = [
            models.UniqueConstraint(fields=["loesning", "udgiver"], name="en_udgiver_har_et_katalog_for_hver_loesning"),
        ]

    def __str__(self) -> str:
        return f"{self.loesning.noegle} fra {self.udgiver.navn}"


class KatalogversionQuerySet(models.QuerySet["Katalogversion"]):
    def udgivne(self) -> "KatalogversionQuerySet":
        """Dem, der kan laves nye projekter af; en lukket version er ikke med."""
        return self.filter(status=Katalogversion.Status.UDGIVET)

    def udkomne(self) -> "KatalogversionQuerySet":
        """De udgivne og de lukkede: alt, kommunerne har set."""
        return self.exclude(status=Katalogversion.Status.KLADDE)

    def synlige_for(self, udgivere: models.QuerySet[Organisation]) -> "KatalogversionQuerySet":
        """De udgivne, og kladderne hos de ``udgivere``, man er redaktør for (``adgang.redigerer_for``)."""
        return self.exclude(~Q(katalog__udgiver__in=udgivere), status=Katalogversion.Status.KLADDE)

    def nyeste_foerst(self) -> "KatalogversionQuerySet":
        return self.order_by("-udgivet", "-pk")

    def i_raekkefoelge(self, katalog: int) -> "KatalogversionQuerySet":
        """Katalogets udgivne og lukkede versioner, ældste først."""
        fra_kataloget = self.filter(katalog=katalog).exclude(status=Katalogversion.Status.KLADDE)
        return fra_kataloget.select_related("katalog__loesning").order_by("udgivet", "pk")


class Katalogversion(models.Model):
    """En version af kataloget. Fra den er udgivet, ændres hverken den eller dens kort."""

    class Status(models.TextChoices):
        KLADDE = "kladde", "Kladde"
        UDGIVET = "udgivet", "Udgivet"
        LUKKET = "lukket", "Lukket"

    katalog = models.ForeignKey(Katalog, on_delete=models.PROTECT, related_name="versioner")
    nummer = models.CharField(max_length=20)
    status = models.CharField(max_length=20, choices=Status, default=Status.KLADDE)
    oprettet = models.DateTimeField(auto_now_add=True)
    udgivet = models.DateTimeField(null=True, blank=True)

    objects = KatalogversionQuerySet.as_manager()

    class Meta:
        ordering = ["katalog", "-pk"]
        verbose_name = "katalogversion"
        verbose_name_plural = "katalogversioner"
        constraints = [
            models.UniqueConstraint(fields=["katalog", "nummer"], name="versionsnummeret_er_entydigt_i_kataloget"),
            models.CheckConstraint(
                condition=Q(status="kladde", udgivet__isnull=True)
                | Q(status__in=["udgivet", "lukket"], udgivet__isnull=False),
                name="udgivet_version_har_tidspunkt",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.katalog.loesning.noegle} {self.nummer}"

    @property
    def er_kladde(self) -> bool:
        return self.status == self.Status.KLADDE


def ny_noegle() -> str:
    return uuid.uuid4().hex


class KatalogopgaveQuerySet(models.QuerySet["Katalogopgave"]):
    def update(self, **felter: Any) -> int:
        self._kraev_kladde()
        return super().update(**felter)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._kraev_kladde()
        return super().delete()

    def _kraev_kladde(self) -> None:
        """Et lokalt kort er ikke i nogen version og kan ændres."""
        if self.exclude(version=None).exclude(version__status=Katalogversion.Status.KLADDE).exists():
            _afvis_udgivet()


class Katalogopgave(models.Model):
    """Et kort med de tretten felter, et opgavekort har: i en udgivers katalogversion, eller en kommunes eget i en plan.

    Et kort har enten en ``version`` eller en ``plan``. Det lokale kort i planen kan ændres og er aldrig tjekpunkt;
    ``kopi_af`` er det kort i et katalog, det er lavet af. Dets ``noegle`` begynder med ``lokal-``, så den aldrig er et
    katalogkorts.
    ``noegle`` følger kortet gennem versioner og omdøbning. ``slutdato_tekst`` er cellens egen tekst og bevares
    altid; ``regel`` er den forståede regel på sin faste form, tom når teksten er tom eller ikke kunne forstås.
    ``er_per_etape``: går et projekt i gang i etaper, står kortet i planen én gang for hver, og go-live er etapens.
    ``er_milepael`` siger noget om et tjekpunkt: om det er en beslutning, planen venter på, eller kun et punkt på
    tjeklisten. Uden tjekpunkt har det ingen betydning.
    ``er_aendring_obligatorisk`` og ``aendringsnote`` handler om forskellen til den forrige version: om en kommune må
    sige nej til den, og hvad udgiveren vil have sagt om den.
    """

    class Prioritet(models.TextChoices):
        OBLIGATORISK = "obligatorisk", "Obligatorisk"
        ANBEFALET = "anbefalet", "Anbefalet"
        VALGFRI = "valgfri", "Valgfri"

    version = models.ForeignKey(Katalogversion, on_delete=models.CASCADE, null=True, blank=True, related_name="kort")
    plan = models.ForeignKey(
        "opgaver.Plan", on_delete=models.CASCADE, null=True, blank=True, related_name="lokale_kort"
    )
    kopi_af = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    noegle = models.CharField("nøgle", max_length=64, default=ny_noegle)
    raekkefoelge = models.PositiveIntegerField("rækkefølge")
    kode = models.CharField(max_length=20)
    titel = models.CharField(max_length=200)
    fase = models.ForeignKey(Fase, on_delete=models.PROTECT, related_name="+")
    hovedopgave = models.ForeignKey(Hovedopgave, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    prioritet = models.CharField(max_length=20, choices=Prioritet, default=Prioritet.ANBEFALET)
    slutdato_tekst = models.CharField("slutdato", max_length=200, blank=True)
    regel = models.CharField(max_length=200, blank=True)
    er_regel_konstrueret = models.BooleanField("slutdatoen er konstrueret", default=False)
    er_per_etape = models.BooleanField("én for hver etape", default=False)
    tjekpunkt_for = models.ForeignKey(
        Fase, on_delete=models.PROTECT, null=True, blank=True, related_name="tjekpunktkort"
    )
    er_milepael = models.BooleanField("milepæl", default=True)
    maal = models.TextField("mål", blank=True)
    beskrivelse = models.TextField(blank=True)
    metode = models.TextField("metode og fremgangsmåde", blank=True)
    resultat = models.TextField(blank=True)
    anbefalet_udfoerer = models.CharField("anbefalet udfører", max_length=200, blank=True)
    kvalitetskriterier = models.TextField(blank=True)
    involverede_parter = models.TextField(blank=True)
    oevrige_felter = models.JSONField("øvrige felter", default=dict)
    er_aendring_obligatorisk = models.BooleanField("ændringen er obligatorisk", default=False)
    aendringsnote = models.TextField("note om ændringen", blank=True)

    objects = KatalogopgaveQuerySet.as_manager()

    class Meta:
        ordering = ["version", "raekkefoelge"]
        verbose_name = "katalogopgave"
        verbose_name_plural = "katalogopgaver"
        constraints = [
            models.UniqueConstraint(fields=["version", "kode"], name="kortets_kode_er_entydig_i_versionen"),
            models.UniqueConstraint(fields=["version", "noegle"], name="kortets_noegle_er_entydig_i_versionen"),
            models.UniqueConstraint(fields=["plan", "kode"], name="det_lokale_korts_kode_er_entydig_i_planen"),
            models.UniqueConstraint(fields=["plan", "noegle"], name="det_lokale_korts_noegle_er_entydig_i_planen"),
            models.CheckConstraint(
                condition=Q(version__isnull=False, plan__isnull=True, kopi_af__isnull=True)
                | Q(version__isnull=True, plan__isnull=False, tjekpunkt_for__isnull=True),
                name="et_kort_er_i_en_version_eller_en_plan",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kode} {self.titel}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        if self.version and not self.version.er_kladde:
            _afvis_udgivet()
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        if self.version and not self.version.er_kladde:
            _afvis_udgivet()
        return super().delete(*args, **kwargs)

    @property
    def er_lokalt(self) -> bool:
        """Om kortet er en kommunes eget i dens plan."""
        return self.plan_id is not None

    @property
    def katalogversion(self) -> Katalogversion:
        """Versionen for et kort, der vides at være en udgivers."""
        if self.version is None:
            raise ValueError(f"{self.kode} er et lokalt kort og er ikke i nogen katalogversion.")
        return self.version

    @property
    def venter_paa(self) -> list[str]:
        """Koderne, udgiveren har skrevet under »Venter på«."""
        return laes_koder(self.oevrige_felter)

    @property
    def andre_felter(self) -> dict[str, str]:
        """De øvrige felter, en læser skal se som tekst: alle undtagen »Venter på«."""
        return uden_koderne(self.oevrige_felter)

    @property
    def frist_regel(self) -> Regel | None:
        return laes_regel(self.regel)


@lru_cache(maxsize=4096)
def laes_regel(tekst: str) -> Regel | None:
    """Reglen bag en tekst, der er forstået før; husket, for en løsnings 98 planer har de samme regler."""
    return tolk(tekst)


def _afvis_udgivet() -> NoReturn:
    raise TypeError("En udgivet katalogversion kan ikke ændres; lav en ny kladde.")
