"""Opgaverne i kommunens plan, og hvordan de vælges."""

from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.urls import reverse

from faser.models import Fase
from frister import Regel, dag_maaned
from projekter.models import Etape, Plads, Projekt

from .katalog import Katalogopgave, Katalogversion, laes_regel

if TYPE_CHECKING:
    from .plan import Plan

LANGE_TEKSTER = (
    "maal",
    "beskrivelse",
    "metode",
    "resultat",
    "kvalitetskriterier",
    "involverede_parter",
    "oevrige_felter",
)


def er_aaben() -> Q:
    return Q(status__in=Opgave.AABNE, er_udgaaet=False)


def er_overskredet(paa: date) -> Q:
    return er_aaben() & Q(frist__lt=paa)


def forfalder(fra: date, til: date) -> Q:
    """Åben med frist i tidsrummet, begge dage med."""
    return er_aaben() & Q(frist__range=(fra, til))


def uden_ansvarlig() -> Q:
    return er_aaben() & Q(ansvarlig__isnull=True)


def paa_pladser(pladser: set[int]) -> Q:
    return Q(ansvarlig__in=pladser) | Q(udfoerer__in=pladser)


def foelger_et_tidligere_hold() -> Exists:
    """Om et hold, der går i gang tidligere, har det samme tjekpunkt: så er det dét, faseovergangen venter på."""
    samme = Opgave.objects.filter(
        plan=OuterRef("plan"),
        kort__noegle=OuterRef("kort__noegle"),
        kort__tjekpunkt_for=OuterRef("kort__tjekpunkt_for"),
        er_udgaaet=False,
    )
    samme_dag = Q(etape__golive=OuterRef("etape__golive"), etape__raekkefoelge__lt=OuterRef("etape__raekkefoelge"))
    return Exists(samme.filter(Q(etape__golive__lt=OuterRef("etape__golive")) | samme_dag))


class OpgaveQuerySet(models.QuerySet["Opgave"]):
    def lokale(self) -> "OpgaveQuerySet":
        """Kommunens egne opgaver, som ikke er i kataloget."""
        return self.filter(er_lokal=True)

    def centrale(self) -> "OpgaveQuerySet":
        """Opgaverne fra kataloget; kun dem tæller fremdriften."""
        return self.filter(er_lokal=False)

    def i_projekt(self, projekt: Projekt) -> "OpgaveQuerySet":
        return self.filter(plan__projekt=projekt)

    def med_kode(self, kode: str) -> "OpgaveQuerySet":
        """Opgaverne med koden, den levende på det nyeste kort først; en udgået eller lokal kan have den samme kode."""
        return self.filter(kort__kode__iexact=kode).order_by("er_udgaaet", "er_lokal", "-kort__version__udgivet", "pk")

    def der_hed(self, kode: str) -> "OpgaveQuerySet":
        """Opgaverne, hvis kort har koden i en anden udgivet version af kataloget; de levende først."""
        i_kataloget = Katalogopgave.objects.filter(kode__iexact=kode).exclude(
            version__status=Katalogversion.Status.KLADDE
        )
        noegler = i_kataloget.filter(
            version__katalog=OuterRef("kort__version__katalog"), noegle=OuterRef("kort__noegle")
        )
        return self.filter(Exists(noegler)).exclude(kort__kode=kode).order_by("er_udgaaet", "pk")

    def i_fase(self, kode: str) -> "OpgaveQuerySet":
        """Opgaver i fasen eller i en af dens delfaser."""
        return self.filter(Q(fase__kode=kode) | Q(fase__overfase__kode=kode))

    def aabne(self) -> "OpgaveQuerySet":
        return self.filter(er_aaben())

    def i_gang(self) -> "OpgaveQuerySet":
        """De åbne, nogen skal mindes om: hverken projektet eller etapen er på pause eller afsluttet."""
        i_aktive = self.aabne().filter(plan__projekt__status=Projekt.Status.AKTIVT)
        return i_aktive.exclude(etape__er_paa_pause=True)

    def overskredne(self, paa: date) -> "OpgaveQuerySet":
        return self.filter(er_overskredet(paa))

    def forfalder(self, fra: date, til: date) -> "OpgaveQuerySet":
        return self.filter(forfalder(fra, til))

    def uden_ansvarlig(self) -> "OpgaveQuerySet":
        return self.filter(uden_ansvarlig())

    def paa_pladser(self, pladser: set[int]) -> "OpgaveQuerySet":
        return self.filter(paa_pladser(pladser))

    def med_kort(self) -> "OpgaveQuerySet":
        """Alt, hvad en række i opgavelisten viser, i én forespørgsel."""
        return self.select_related(
            "etape",
            "fase__overfase",
            "kort__fase__overfase",
            "kort__hovedopgave",
            "ansvarlig__rolle",
            "ansvarlig__person",
            "udfoerer__rolle",
            "udfoerer__person",
        )

    def uden_tekster(self) -> "OpgaveQuerySet":
        """Uden de lange tekster, kortenes og kommunens egne, som kun kortets egen side viser."""
        return self.defer("egne_kriterier", "egen_tekst", *(f"kort__{felt}" for felt in LANGE_TEKSTER))

    def i_raekkefoelge(self) -> "OpgaveQuerySet":
        """Efter fase og hovedopgave; uden hovedopgave sidst i fasen. De lokale står efter katalogets."""
        hovedopgave = F("kort__hovedopgave__nummer").asc(nulls_last=True)
        return self.order_by(
            "fase__raekkefoelge", hovedopgave, "kort__raekkefoelge", "etape__golive", "etape__raekkefoelge", "pk"
        )

    def efter_frist(self) -> "OpgaveQuerySet":
        """Tidligste frist først; dem uden dato sidst."""
        return self.order_by(F("frist").asc(nulls_last=True), "kort__raekkefoelge", "pk")


class Opgave(models.Model):
    """Et kort i kommunens plan, katalogets eller kommunens eget, med det, der er kommunens eget på det.

    ``er_lokal`` er sat, når kortet er kommunens eget; det sættes, når opgaven laves, og aldrig siden. En lokal opgave
    udgår ikke og venter ikke på noget fra kataloget.
    ``etape`` er det hold, opgaven er for, når kortet er mærket »per etape«, og projektet har etaper.
    ``frist`` er beregnet af reglen og projektets datoer, medmindre ``er_frist_laast``: så har en person sat den, og
    ``frist_sat_af``, ``frist_sat`` og ``frist_begrundelse`` siger hvem, hvornår og hvorfor. ``egen_regel`` er
    kommunens regel i stedet for kortets, på sin faste form. ``fase`` er den, opgaven står i: kommunens ``egen_fase``,
    ellers kortets. ``egne_kriterier`` er kommunens kvalitetskriterier, ét på hver linje, og ``egen_tekst`` dens »sådan
    gør vi her«; begge står ved siden af kortets. ``kort`` kan være fra en ældre version end planens: så har kommunen
    ikke taget ændringen med. Har den sagt nej til den, er ``beholdt_mod`` den version, den sagde nej til.
    ``fuldfoert_kort`` er det kort, opgaven blev fuldført på, når kortet er skiftet siden. ``udgave`` tæller op ved hver
    ændring; en formular, der er lavet fra en ældre udgave, afvises. ``fortsaet_grund`` er, hvorfor planen går videre,
    selv om tjekpunktet ikke er afgjort; ``fortsaet_af`` og ``fortsaet_dato`` siger hvem og hvornår.
    """

    class Status(models.TextChoices):
        IKKE_STARTET = "ikke_startet", "Ikke startet"
        I_GANG = "i_gang", "I gang"
        FULDFOERT = "fuldfoert", "Fuldført"
        IKKE_RELEVANT = "ikke_relevant", "Ikke relevant"

    AABNE = (Status.IKKE_STARTET, Status.I_GANG)

    forklaring: str
    """Hvorfor fristen er, som den er; sættes af den, der viser opgaven."""
    frysperiode: str
    """Den frysperiode, fristen ligger i, eller tom; sættes sammen med forklaringen."""
    sti: str
    """Kortets adresse, som handlingerne ligger under; sættes af den, der viser mange opgaver."""
    anker: str
    """Rækkens id på siden; sættes sammen med de tre næste af ``listen.klargoer``."""
    ansvarlig_vist: str
    udfoerer_vist: str
    maa_rettes: bool
    venter_paa: str = ""
    """Koderne på de åbne opgaver, der skal være færdige først; sættes af ``listen.saet_ventede``."""
    ude: bool = False
    """Om opgaven ikke længere passer til det filter, listen har; sættes af ``listenyt``."""

    plan = models.ForeignKey("opgaver.Plan", on_delete=models.CASCADE, related_name="opgaver")
    kort = models.ForeignKey(Katalogopgave, on_delete=models.PROTECT, related_name="opgaver")
    etape = models.ForeignKey(Etape, on_delete=models.PROTECT, null=True, blank=True, related_name="opgaver")
    status = models.CharField(max_length=20, choices=Status, default=Status.IKKE_STARTET)
    begrundelse = models.TextField(blank=True)
    ansvarlig = models.ForeignKey(Plads, on_delete=models.PROTECT, null=True, blank=True, related_name="ansvar_for")
    udfoerer = models.ForeignKey(
        Plads,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="udfoerer_paa",
        verbose_name="udfører",
    )
    frist = models.DateField(null=True, blank=True)
    er_frist_laast = models.BooleanField("fristen er sat af en person", default=False)
    frist_sat_af = models.CharField("fristen er sat af", max_length=120, blank=True)
    frist_sat = models.DateField("fristen blev sat", null=True, blank=True)
    frist_begrundelse = models.TextField("begrundelse for fristen", blank=True)
    egen_regel = models.CharField("kommunens egen regel", max_length=200, blank=True)
    fase = models.ForeignKey(Fase, on_delete=models.PROTECT, related_name="+")
    egen_fase = models.ForeignKey(
        Fase, on_delete=models.PROTECT, null=True, blank=True, related_name="+", verbose_name="kommunens egen fase"
    )
    egne_kriterier = models.TextField("kommunens egne kvalitetskriterier", blank=True)
    egen_tekst = models.TextField("sådan gør vi her", blank=True)
    beholdt_mod = models.ForeignKey(Katalogversion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fuldfoert_kort = models.ForeignKey(Katalogopgave, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    fortsaet_grund = models.TextField("hvorfor planen kan fortsætte", blank=True)
    fortsaet_af = models.CharField("lod planen fortsætte", max_length=120, blank=True)
    fortsaet_dato = models.DateField("planen kan fortsætte fra", null=True, blank=True)
    er_lokal = models.BooleanField("lokal", default=False)
    er_udgaaet = models.BooleanField("udgået", default=False)
    fuldfoert = models.DateField("fuldført", null=True, blank=True)
    udgave = models.PositiveIntegerField(default=1)

    objects = OpgaveQuerySet.as_manager()

    class Meta:
        verbose_name = "opgave"
        verbose_name_plural = "opgaver"
        constraints = [
            models.UniqueConstraint(
                fields=["plan", "kort"], condition=Q(etape__isnull=True), name="et_kort_staar_en_gang_i_planen"
            ),
            models.UniqueConstraint(
                fields=["plan", "kort", "etape"],
                condition=Q(etape__isnull=False),
                name="et_kort_staar_en_gang_i_hver_etape",
            ),
            models.CheckConstraint(
                condition=Q(er_lokal=False) | Q(etape__isnull=True), name="en_lokal_opgave_er_uden_for_etaperne"
            ),
            models.CheckConstraint(
                condition=~Q(status="ikke_relevant") | ~Q(begrundelse=""),
                name="ikke_relevant_har_begrundelse",
            ),
            models.CheckConstraint(
                condition=Q(status="fuldfoert", fuldfoert__isnull=False)
                | (~Q(status="fuldfoert") & Q(fuldfoert__isnull=True)),
                name="fuldfoert_opgave_har_dato",
            ),
            models.CheckConstraint(
                condition=Q(er_frist_laast=False) | Q(frist__isnull=False), name="laast_frist_har_en_dato"
            ),
            models.CheckConstraint(
                condition=Q(egen_fase__isnull=True) | Q(fase=F("egen_fase")), name="egen_fase_er_opgavens_fase"
            ),
            models.CheckConstraint(
                condition=Q(er_lokal=False)
                | Q(er_udgaaet=False, beholdt_mod__isnull=True, fuldfoert_kort__isnull=True, egen_fase__isnull=True),
                name="en_lokal_opgave_er_uden_for_kataloget",
            ),
            models.CheckConstraint(
                condition=Q(fortsaet_grund="", fortsaet_dato__isnull=True)
                | (~Q(fortsaet_grund="") & Q(fortsaet_dato__isnull=False)),
                name="kan_fortsaette_har_grund_og_dato",
            ),
            models.CheckConstraint(
                condition=Q(status="fuldfoert") | Q(fuldfoert_kort__isnull=True),
                name="kun_en_fuldfoert_opgave_har_et_kort_den_blev_fuldfoert_paa",
            ),
        ]
        indexes = [
            models.Index(fields=["status", "frist"], name="opgave_status_frist"),
            models.Index(fields=["plan", "status"], name="opgave_plan_status"),
        ]

    def __str__(self) -> str:
        return f"{self.kort.kode} {self.titel}"

    def get_absolute_url(self) -> str:
        return reverse("opgaver:kort", args=(*self.plan.projekt.adresse, self.pk))

    @classmethod
    def af_kort(cls, plan: "Plan", kort: Katalogopgave, **felter: Any) -> "Opgave":
        """En ny opgave i planen, i kortets fase og uden noget eget. Gemmes ikke."""
        return cls(plan=plan, kort=kort, fase_id=kort.fase_id, er_lokal=kort.er_lokalt, **felter)

    @property
    def titel(self) -> str:
        """Kortets titel, og etapen, når kortet står i planen for flere."""
        return f"{self.kort.titel} ({self.etape})" if self.etape else self.kort.titel

    @property
    def kode_og_etape(self) -> str:
        """Fx "U04" eller "U04 (Sygedagpenge)": opgaven med få ord, når flere kan have koden."""
        return f"{self.kort.kode} ({self.etape})" if self.etape else self.kort.kode

    @property
    def hvorfor_udgaaet(self) -> str:
        """Fx "udgået af kataloget"; tom, når opgaven er i planen."""
        if not self.er_udgaaet:
            return ""
        if self.etape and self.etape.er_fjernet:
            return f"udgået, da etapen {self.etape} blev fjernet"
        return "udgået af kataloget"

    @property
    def stand(self) -> str:
        """Det, kortet siger om opgaven hos kommunen, i ord; til den, der skal sammenligne med sit eget."""
        grund = f" – {self.begrundelse}" if self.begrundelse else ""
        frist = f"{dag_maaned(self.frist)}" if self.frist else "uden dato"
        regel = f", egen regel: {self.egen_regel}" if self.egen_regel else ""
        laast = f", fast: {self.frist_begrundelse}" if self.er_frist_laast else ""
        folk = f"Ansvarlig {self.ansvarlig or 'ingen'}, udfører {self.udfoerer or 'ingen'}"
        return f"{self.get_status_display()}{grund}\nFrist: {frist}{laast}{regel}\n{folk}"

    @property
    def er_aaben(self) -> bool:
        return self.status in self.AABNE and not self.er_udgaaet

    @property
    def er_tjekpunkt(self) -> bool:
        """Om opgaven er et punkt på en faseovergangs tjekliste."""
        return self.kort.tjekpunkt_for_id is not None

    @property
    def er_milepael(self) -> bool:
        """Om tjekpunktet er en beslutning, der skal være truffet, før projektet går videre."""
        return self.er_tjekpunkt and self.kort.er_milepael

    @property
    def er_et_foelgende_holds(self) -> bool:
        """Om det er et tidligere holds opgave på kortet, og ikke den her, faseovergangen venter på; én forespørgsel."""
        mulig = self.etape_id is not None and self.er_tjekpunkt
        return mulig and Opgave.objects.filter(foelger_et_tidligere_hold(), pk=self.pk).exists()

    @property
    def fortsaetter(self) -> bool:
        """Om planen går videre, selv om tjekpunktet endnu ikke er afgjort; når det er, er der intet at gå forbi."""
        return bool(self.fortsaet_grund) and self.er_aaben and self.er_tjekpunkt

    @property
    def regel(self) -> Regel | None:
        """Den regel, fristen følger: kommunens egen, ellers kortets."""
        return laes_regel(self.regeltekst)

    def regel_paa(self, kort: Katalogopgave) -> Regel | None:
        """Den, fristen ville følge på kortet."""
        return laes_regel(self.egen_regel or kort.regel)

    @property
    def regeltekst(self) -> str:
        return self.egen_regel or self.kort.regel

    def er_overskredet(self, paa: date) -> bool:
        return self.er_aaben and self.frist is not None and self.frist < paa
