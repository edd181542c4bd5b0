"""At datoer er flyttet: hvem, hvornår, hvorfor og hver eneste gamle og nye dato. Og varslingen om det."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, timedelta
from typing import Any

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from frister import Anker
from projekter.models import Boelge, Bruger, Organisation, Projekt

FORTRYDES_I = timedelta(days=30)


type Ankerskift = tuple[str, date | None, date | None]
"""Et ankers navn, gamle og nye dato."""


def ankerskift(foer: Mapping[str, Any], efter: Mapping[str, Any]) -> list[Ankerskift]:
    """De ankre, der fik en ny dato, af to sæt gemte datoer."""
    return [
        (anker.navn.capitalize(), _dato(foer.get(anker.value)), _dato(efter.get(anker.value)))
        for anker in Anker
        if foer.get(anker.value) != efter.get(anker.value)
    ]


ETAPER = "etaper"
"""Nøglen i en dels ``foer`` og ``efter``, når flytningen gav etaper en ny go-live: id → navn og dato."""


UDDANNELSER = "uddannelser"
"""Det samme for den dag, disse etaper senest skal være uddannet, også når den bliver, så fortrydelsen ved det."""


def etapeskift(foer: Mapping[str, Any], efter: Mapping[str, Any]) -> list[Ankerskift]:
    """De etaper, der fik en ny go-live, og den dag, holdet skal være uddannet."""
    return [
        (f"{hvad}, {navn}", _dato(foer[noegle][pk][1]), _dato(ny))
        for noegle, hvad in ((ETAPER, "Go-live"), (UDDANNELSER, "Uddannet senest"))
        for pk, (navn, ny) in efter.get(noegle, {}).items()
        if ny != foer[noegle][pk][1]
    ]


PAUSE = "pause"
"""Nøglen i en dels ``efter``, når den flyttede det, der havde ventet på en pause: pausens id."""


def blev_undtaget(raekke: Mapping[str, Any]) -> bool:
    """Om opgaven i en dels række blev låst på den frist, den havde."""
    foer, efter = raekke["foer"], raekke["efter"]
    er_laast = efter.get("er_frist_laast") and not foer.get("er_frist_laast")
    return bool(er_laast and foer.get("frist") == efter.get("frist"))


def _dato(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None


class Flytning(models.Model):
    """Én handling, der flyttede frister i et eller flere projekter; hvert projekt har sin ``Flytningsdel``.

    ``foer`` og ``efter`` er det, der blev ændret for at flytte: bølgens datoer eller kommunens kalender. Flyttes et
    enkelt projekts datoer, er de tomme, for dem bærer delen.
    """

    class Slags(models.TextChoices):
        PROJEKT = "projekt", "Projektets datoer"
        BOELGE = "boelge", "Bølgens datoer"
        KALENDER = "kalender", "Kommunens kalender"
        INDHENTNING = "indhentning", "Indhentningsplan"
        PAUSE = "pause", "Efter en pause"
        NYT_HOLD = "nyt_hold", "Et hold kom til"
        FJERNET_HOLD = "fjernet_hold", "Et hold blev fjernet"

    ANLEDNINGER = {
        Slags.PAUSE.value: " efter en pause",
        Slags.NYT_HOLD.value: ", da et hold kom til",
        Slags.FJERNET_HOLD.value: ", da et hold blev fjernet",
    }
    NAVNE = {Slags.KALENDER.value: "ændringen af kalenderen", Slags.INDHENTNING.value: "indhentningsplanen"}

    slags = models.CharField(max_length=20, choices=Slags)
    boelge = models.ForeignKey(Boelge, on_delete=models.PROTECT, null=True, blank=True, related_name="flytninger")
    kommune = models.ForeignKey(Organisation, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    bruger = models.ForeignKey(Bruger, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    aktoer = models.CharField("aktør", max_length=120)
    begrundelse = models.TextField()
    foer = models.JSONField("før", default=dict)
    efter = models.JSONField(default=dict)
    oprettet = models.DateTimeField()
    fortrudt = models.DateTimeField(null=True, blank=True)
    fortrudt_af = models.CharField(max_length=120, blank=True)

    class Meta:
        ordering = ["-pk"]
        verbose_name = "flytning"
        verbose_name_plural = "flytninger"

    def __str__(self) -> str:
        return f"{'Kalenderændring' if self.er_kalender else 'Flytning'} {self.pk}"

    def get_absolute_url(self) -> str:
        """Kvitteringen for en bølges flytning eller et projekts; en kalenders står på kommunens side."""
        match self.sted:
            case Boelge() as boelge:
                return reverse("boelger:kvittering", args=(boelge.loesning.noegle, boelge.nummer, self.pk))
            case Organisation() as kommune:
                return reverse("kalender:ret", args=(kommune.kode,)) + f"#flytning-{self.pk}"
            case projekt:
                return reverse("flyt:kvittering", args=(*projekt.adresse, self.pk))

    @property
    def sted(self) -> Boelge | Organisation | Projekt:
        """Det, hvis datoer eller kalender blev ændret: bølgen, kommunen eller projektet."""
        return self.boelge or self.kommune or Projekt.objects.get(flytningsdele__flytning=self)

    @property
    def fortrydes_til(self) -> datetime:
        """Et tidspunkt på den sidste dag, flytningen kan fortrydes."""
        return self.oprettet + FORTRYDES_I

    @property
    def er_kalender(self) -> bool:
        return self.slags == self.Slags.KALENDER

    @property
    def navn(self) -> str:
        """Det, der kan fortrydes, i ord: "flytningen", "indhentningsplanen" eller "ændringen af kalenderen"."""
        return self.NAVNE.get(self.slags, "flytningen")

    @property
    def anledning(self) -> str:
        """Hvad der førte til, at projektets datoer blev flyttet, til at sætte efter "flyttet"; ellers tom."""
        return self.ANLEDNINGER.get(self.slags, "")

    @property
    def er_indhentning(self) -> bool:
        """Om de flyttede frister er sat i hånden og bliver stående; projektets datoer er, hvor de var."""
        return self.slags == self.Slags.INDHENTNING

    @property
    def skift(self) -> list[Ankerskift]:
        """De af bølgens datoer, der blev flyttet; tom for andre flytninger end en bølges."""
        return ankerskift(self.foer, self.efter) if self.slags == self.Slags.BOELGE else []

    @property
    def har_imens_flyttet(self) -> str:
        """Det, den skal vide, der ville have flyttet til de samme datoer."""
        hvornaar = f"{timezone.localtime(self.oprettet):%d.%m.%Y kl. %H.%M}"
        return f"{self.aktoer} har imens flyttet til de samme datoer ({hvornaar}), så der er intet at flytte."

    def kan_fortrydes(self, nu: datetime) -> bool:
        """Til og med den dag i Danmark, ``fortrydes_til`` ligger på, for det er den, der bliver vist."""
        return self.fortrudt is None and timezone.localdate(nu) <= timezone.localdate(self.fortrydes_til)


EGNE = "har_egne_datoer"
"""Nøglen i en dels ``foer`` og ``efter``, når flytningen ændrede, om projektet følger sin bølge."""


class FlytningsdelQuerySet(models.QuerySet["Flytningsdel"]):
    def nyere_end(self, flytning: Flytning, projekter: Iterable[int]) -> "FlytningsdelQuerySet":
        """De dele, der skal fortrydes før flytningens egne: de senere, der gælder og flyttede projekternes ankre.

        En kalender flytter ingen ankre, så det, den rykkede, kan regnes om og skal ikke fortrydes først.
        """
        senere = self.filter(projekt__in=projekter, flytning__gt=flytning.pk, er_fortrudt=False)
        return senere.exclude(flytning__slags=Flytning.Slags.KALENDER)

    def efter_pausen(self, pause: int) -> "FlytningsdelQuerySet":
        """De dele, der gælder og flyttede det, der havde ventet på pausen (id)."""
        return self.filter(er_fortrudt=False, **{f"efter__{PAUSE}": pause})


class Flytningsdel(models.Model):
    """Det, der skete i ét projekt.

    ``foer`` og ``efter`` er projektets tre datoer og eventuelt ``EGNE``, ``ETAPER``, ``UDDANNELSER`` og ``PAUSE``.
    ``raekker`` er en post for hver opgave, der blev skrevet på, med
    ``id``, ``kode``, ``titel`` og opgavens ``foer`` og ``efter``: status, frist, lås og begrundelse, uden de felter,
    der er tomme; er delen fortrudt, også ``er_genskabt``, og ``er_regnet``, når den blev regnet om,
    med ``er_kalenderens``, når det var, fordi kalenderen er ændret. ``antal`` er
    deres antal, og ``laaste`` er dem, der blev undtaget og låst i stedet for at blive flyttet, så en liste kan undvære
    rækkerne. Er flytningen fortrudt, er ``blev`` dem, der ikke kom med tilbage; kunne hele delen ikke føres tilbage,
    siger ``hindring`` hvorfor.
    """

    flytning = models.ForeignKey(Flytning, on_delete=models.CASCADE, related_name="dele")
    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="flytningsdele")
    foer = models.JSONField("før", default=dict)
    efter = models.JSONField(default=dict)
    raekker = models.JSONField("rækker", default=list)
    antal = models.PositiveIntegerField("antal rækker", default=0)
    laaste = models.PositiveIntegerField("antal låste rækker", default=0)
    er_fortrudt = models.BooleanField("fortrudt", default=False)
    blev = models.PositiveIntegerField("antal rækker, der ikke kom med tilbage", default=0)
    hindring = models.TextField("hvorfor delen ikke kom med tilbage", blank=True)

    objects = FlytningsdelQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "del af en flytning"
        verbose_name_plural = "dele af flytninger"
        constraints = [
            models.UniqueConstraint(fields=["flytning", "projekt"], name="et_projekt_flyttes_en_gang_i_en_flytning"),
        ]

    def __str__(self) -> str:
        return f"{self.flytning} i {self.projekt}"

    def get_absolute_url(self) -> str:
        return reverse("flyt:kvittering", args=(*self.projekt.adresse, self.flytning_id))

    @property
    def flyttede(self) -> int:
        return self.antal - self.laaste

    @property
    def mister_dato(self) -> int:
        """Så mange af de flyttede blev uden dato."""
        return sum(not raekke["efter"].get("frist") for raekke in self.raekker)

    @property
    def skift(self) -> list[Ankerskift]:
        """De af projektets og etapernes datoer, der blev flyttet."""
        return [*ankerskift(self.foer, self.efter), *etapeskift(self.foer, self.efter)]


class VarslingQuerySet(models.QuerySet["Varsling"]):
    def uden_kvittering(self) -> "VarslingQuerySet":
        """De varslinger, der stadig gælder, og ingen har kvitteret for."""
        return self.filter(kvitteret__isnull=True, trukket_tilbage__isnull=True)


class Varsling(models.Model):
    """Løsningens ejer har varslet kommunen om bølgens nye datoer; projektlederen kvitterer for at have set det.

    Fortrydes flytningen, er varslingen trukket tilbage; den slettes ikke, for kommunen har fået den.
    """

    projekt = models.ForeignKey(Projekt, on_delete=models.CASCADE, related_name="varslinger")
    flytning = models.ForeignKey(Flytning, on_delete=models.CASCADE, related_name="varslinger")
    dato = models.DateField()
    er_flyttet = models.BooleanField("projektets datoer fulgte med")
    grund = models.TextField("hvorfor projektet ikke fulgte med", blank=True)
    kvitteret = models.DateTimeField(null=True, blank=True)
    kvitteret_af = models.CharField(max_length=120, blank=True)
    trukket_tilbage = models.DateTimeField(null=True, blank=True)

    objects = VarslingQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        verbose_name = "varsling"
        verbose_name_plural = "varslinger"
        constraints = [
            models.UniqueConstraint(fields=["projekt", "flytning"], name="et_projekt_varsles_en_gang_om_en_flytning"),
            models.CheckConstraint(
                condition=Q(kvitteret__isnull=True) | ~Q(kvitteret_af=""), name="en_kvittering_har_et_navn"
            ),
        ]

    def __str__(self) -> str:
        return f"Varsling {self.dato} til {self.projekt}"

    def get_absolute_url(self) -> str:
        """Der, hvor projektlederen kvitterer."""
        return kvitteringssted(self.projekt)


def kvitteringssted(projekt: Projekt) -> str:
    return reverse("flyt:datoer", args=projekt.adresse) + "#varslinger"
