"""Etaper i et projekt: at oprette, rette og fjerne et hold, der går i gang for sig selv (se ADR 30).

Etapens go-live flyttes af ``services.flytning.flyt_datoer``, som alle andre datoer. Derfor får den første etape
projektets go-live, når den overtager opgaverne, og flyttes så til sin egen; det kan fortrydes som en flytning.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date, datetime

from django.db import transaction
from django.db.models import F

from faelles.afvisning import Afvist, Foraeldet, kraev
from frister import FOERSTE_AAR, SIDSTE_AAR, dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse, noter
from projekter.models import Etape, Haendelse, Plads, Projekt

from ..fuldfoerelsesregler import opregn
from ..models import Flytning, Forudsaetning, Opgave, Plan
from .etapeopgaver import EGET, Ventet, lav_som_de_andres
from .flytning import flyt_datoer, kraev_ikke_afsluttet
from .flytteskrivning import laas_projekter
from .fortrydelsesvisning import som_aftryk
from .frister import saet_frister

BUNDT = 500


@dataclass(frozen=True)
class Etapedata:
    """Det, en person bestemmer om en etape. Rejser ``Afvist``, når det ikke kan være rigtigt."""

    navn: str
    golive: date
    uddannelse: date | None = None
    superbrugere: Collection[Plads] = field(default=())

    def __post_init__(self) -> None:
        object.__setattr__(self, "navn", " ".join(self.navn.split()))
        if not self.navn:
            raise Afvist("Skriv etapens navn, fx »Team Nord«.")
        if len(self.navn) > 80:
            raise Afvist("Navnet er for langt. Der er plads til 80 tegn.")
        if not FOERSTE_AAR <= self.golive.year <= SIDSTE_AAR:
            raise Afvist(f"Årstallet {self.golive.year} ligger uden for {FOERSTE_AAR}-{SIDSTE_AAR}. Ret datoen.")
        if self.uddannelse and self.uddannelse > self.golive:
            raise Afvist("Holdet skal være uddannet, før det går i gang. Ret en af de to datoer.")


@dataclass(frozen=True)
class Nyetape:
    """Hvad en ny etape fører med sig: opgaver, den overtager, og opgaver, der laves; alle med den frist, de får."""

    overtages: list[Opgave]
    laves: list[Opgave]
    ventede: list[Ventet] = field(default_factory=list)

    @property
    def raekker(self) -> list[tuple[Opgave, str]]:
        """Hver opgave og det, den skal vente på, i ord; tom, når den ikke får noget at vente på."""
        paa: dict[int, list[str]] = {}
        for opgave, kraever in self.ventede:
            paa.setdefault(id(opgave), []).append(kraever.kode_og_etape)
        return [(opgave, opregn(paa[id(opgave)]) if id(opgave) in paa else "") for opgave in self.opgaver]

    @property
    def opgaver(self) -> list[Opgave]:
        return [*self.overtages, *self.laves]

    @property
    def aftryk(self) -> str:
        """Kendetegnet for det, der vises: hver opgave, og den frist den får."""
        overtages = [(opgave.pk, opgave.status, str(opgave.frist)) for opgave in self.overtages]
        laves = [
            (opgave.kort_id, str(opgave.frist), *(str(getattr(opgave, felt)) for felt in EGET), venter_paa)
            for opgave, venter_paa in self.raekker
            if opgave.pk is None
        ]
        return som_aftryk([overtages, laves])


def se_ny_etape(projekt: Projekt, data: Etapedata) -> Nyetape:
    """Hvad etapen fører med sig. Afvist, når den ikke kan laves. Gemmer intet."""
    _kraev_mulig(projekt, data)
    plan = Plan.objects.get(projekt=projekt)
    kun_vist = Etape(projekt=projekt, navn=data.navn, golive=data.golive, uddannelse=data.uddannelse)
    har_etaper = projekt.etaper.gaeldende().exists()
    if not har_etaper:
        kraev_golive(projekt)
    overtages = [] if har_etaper else list(_uden_etape(plan))
    laves, ventede = lav_som_de_andres(plan) if har_etaper else ([], [])
    for opgave in (*overtages, *laves):
        opgave.etape = kun_vist
    saet_frister((opgave for opgave in (*overtages, *laves) if opgave.er_aaben), projekt)
    return Nyetape(overtages, laves, ventede)


@transaction.atomic
def opret_etape(aktoer: Aktoer, projekt: Projekt, data: Etapedata, *, nu: datetime, vist: str | None = None) -> Etape:
    """Opret etapen. Den første overtager opgaverne »per etape«; de næste får hver deres, som det første hold har dem.

    Fører det til andre frister på opgaver, der findes, er det en ``Flytning`` og kan fortrydes som en. ``vist`` er
    forhåndsvisningens aftryk; sker der nu noget andet, rejses ``Foraeldet``.
    """
    kraev(adgang.maa_lede(aktoer, projekt))
    [projekt] = laas_projekter(projekt.pk)
    ny = se_ny_etape(projekt, data)
    kraev_det_viste(vist, ny.aftryk)
    golive = kraev_golive(projekt) if ny.overtages else data.golive
    plads = 1 + max(projekt.etaper.values_list("raekkefoelge", flat=True), default=0)
    etape = Etape.objects.create(projekt=projekt, navn=data.navn, golive=golive, raekkefoelge=plads)
    noter(aktoer, "etape oprettet", etape, projekt=projekt, ny=f"go-live {dag_maaned(data.golive)}")
    _overtag(aktoer, etape, ny.overtages, projekt)
    _lav(aktoer, etape, ny, projekt)
    if golive != data.golive:
        etaper, slags = {etape.pk: data.golive}, Flytning.Slags.NYT_HOLD
        begrundelse = f"{etape} har sin egen go-live"
        flyt_datoer(aktoer, projekt, projekt.ankre, begrundelse, nu=nu, etaper=etaper, slags=slags)
    Etape.objects.filter(pk=etape.pk).update(uddannelse=data.uddannelse)
    etape.superbrugere.set(data.superbrugere)
    etape.refresh_from_db()
    return etape


@transaction.atomic
def ret_etape(aktoer: Aktoer, etape: Etape, data: Etapedata, *, udgave: int) -> Etape:
    """Ret navn, uddannelsesdag og superbrugere. Go-live flyttes for sig; er den en anden i ``data``, er det en fejl."""
    kraev(adgang.maa_lede(aktoer, etape.projekt))
    [projekt] = laas_projekter(etape.projekt_id)
    frisk = find_gaeldende(projekt, etape.pk)
    if frisk.udgave != udgave:
        raise Foraeldet(
            f"{frisk} er ændret, siden du åbnede den, og intet er gemt. Det, du skrev, står her endnu; "
            "gem igen, hvis det skal gælde."
        )
    if frisk.golive != data.golive:
        raise Foraeldet(f"{frisk} går nu i gang {dag_maaned(frisk.golive)}, og intet er gemt. Se den igen, og ret så.")
    _kraev_mulig(projekt, data, frisk)
    gammel = i_ord(frisk)
    frisk.navn, frisk.uddannelse, frisk.udgave = data.navn, data.uddannelse, udgave + 1
    frisk.save(update_fields=["navn", "uddannelse", "udgave"])
    frisk.superbrugere.set(data.superbrugere)
    if (ny := i_ord(frisk)) != gammel:
        noter(aktoer, "etape rettet", frisk, projekt=projekt, gammel=gammel, ny=ny)
    return frisk


def kraev_golive(projekt: Projekt) -> date:
    """Den første etape overtager sine frister fra projektets go-live, og den sidste giver dem tilbage til den."""
    if projekt.golive is None:
        raise Afvist(
            "Projektet har ingen go-live. Sæt projektets go-live under »Flyt datoer« først; fra den flyttes opgaverne "
            "til den første etape, og til den kommer de tilbage fra den sidste."
        )
    return projekt.golive


def kraev_det_viste(vist: str | None, nu: str) -> None:
    """Rejs ``Foraeldet``, når det, personen så, ikke længere er det, der vil ske. Uden ``vist`` spørges der ikke."""
    if vist is not None and vist != nu:
        raise Foraeldet("Noget er ændret, siden du så det her, og intet er gemt. Se det igennem, og tryk igen.")


def find_gaeldende(projekt: Projekt, pk: int) -> Etape:
    """Projektets etape, som den er nu; ``Foraeldet``, når den er fjernet imens."""
    etape = projekt.etaper.gaeldende().filter(pk=pk).first()
    if etape is None:
        raise Foraeldet("Etapen er fjernet imens, og intet er gemt. Se projektets etaper igen.")
    return etape


def find_etape(projekt: Projekt, navn: str) -> Etape:
    """Projektets gældende etape med navnet. Afvist med de kendte navne, når den ikke findes."""
    gaeldende = list(projekt.etaper.gaeldende())
    fundet = next((etape for etape in gaeldende if etape.navn.casefold() == navn.strip().casefold()), None)
    if fundet is None:
        kendte = ", ".join(map(str, gaeldende)) or "ingen endnu"
        raise Afvist(f"{projekt} har ingen etape, der hedder {navn}. De kendte er: {kendte}.")
    return fundet


def _kraev_mulig(projekt: Projekt, data: Etapedata, etape: Etape | None = None) -> None:
    kraev_ikke_afsluttet(projekt)
    andre = (en for en in projekt.etaper.gaeldende() if en != etape)
    if any(en.navn.casefold() == data.navn.casefold() for en in andre):
        raise Afvist(f"Projektet har allerede en etape, der hedder {data.navn}. Vælg et andet navn.")
    if {plads.pk for plads in data.superbrugere} - set(projekt.pladser.values_list("pk", flat=True)):
        raise Foraeldet("En af superbrugerne har en plads, der ikke er i projektet, og intet er gemt. Vælg dem igen.")
    if projekt.idriftsaettelse and data.golive < projekt.idriftsaettelse:
        raise Afvist(
            f"{data.navn} kan ikke gå i gang {dag_maaned(data.golive)}, før løsningen er sat i drift "
            f"{dag_maaned(projekt.idriftsaettelse)}. Ret datoen."
        )


def _uden_etape(plan: Plan) -> Iterable[Opgave]:
    """De levende opgaver »per etape«, der endnu er hele projektets."""
    levende = Opgave.objects.centrale().filter(plan=plan, etape=None, er_udgaaet=False, kort__er_per_etape=True)
    return levende.select_related("kort__fase__overfase", "kort__hovedopgave").order_by("pk")


def _overtag(aktoer: Aktoer, etape: Etape, opgaver: list[Opgave], projekt: Projekt) -> None:
    skriv_opgaver(opgaver, etape=etape)
    noter_paa_opgaverne(aktoer, opgaver, projekt, "lagt i en etape", etape)


def _lav(aktoer: Aktoer, etape: Etape, ny: Nyetape, projekt: Projekt) -> None:
    for opgave in ny.laves:
        opgave.etape = etape
    lavede = Opgave.objects.bulk_create(ny.laves, batch_size=BUNDT)
    venter = [Forudsaetning(opgave=opgave, kraever=kraever) for opgave, kraever in ny.ventede]
    Forudsaetning.objects.bulk_create(venter, batch_size=BUNDT)
    noter_paa_opgaverne(aktoer, lavede, projekt, "kom med en etape", etape)


def skriv_opgaver(opgaver: Collection[Opgave], **felter: object) -> None:
    Opgave.objects.filter(pk__in=[opgave.pk for opgave in opgaver]).update(udgave=F("udgave") + 1, **felter)


def noter_paa_opgaverne(
    aktoer: Aktoer, opgaver: Iterable[Opgave], projekt: Projekt, handling: str, etape: Etape, begrundelse: str = ""
) -> None:
    """Én linje i hver opgaves egen historik; i projektets står etapen selv."""
    linjer = (
        haendelse(aktoer, handling, en, organisation=projekt.kommune, felt="etape", ny=etape, begrundelse=begrundelse)
        for en in opgaver
    )
    Haendelse.objects.bulk_create(linjer, batch_size=BUNDT)


def i_ord(etape: Etape) -> str:
    """Fx "Team Nord, uddannet 1. marts 2027, superbruger: Superbruger nord"."""
    dele = [etape.navn, *([f"uddannet {dag_maaned(etape.uddannelse)}"] if etape.uddannelse else [])]
    superbrugere = ", ".join(str(plads) for plads in etape.superbrugere.select_related("rolle"))
    return ", ".join([*dele, *([f"superbruger: {superbrugere}"] if superbrugere else [])])
