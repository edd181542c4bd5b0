"""Projektets opgaver, som listen viser dem: filtreret, i rækkefølge og med alt, hvad en række skal bruge."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.db.models import Count, F, Q
from django.template.loader import render_to_string
from django.urls import reverse

from faelles.soegning import passer
from faelles.tekst import til_ren_tekst
from faser.models import Fase, Hovedopgave
from projekter.models import Plads, Projekt
from projekter.roller import Rollegalleri

from .fuldfoerelse import laes_ventede
from .fuldfoerelsesregler import opregn
from .listefilter import HURTIGE, SNART_DAGE, VISNINGER, Filter
from .models import Opgave
from .models.opgave import OpgaveQuerySet, er_aaben, er_overskredet, paa_pladser, uden_ansvarlig
from .services.frister import forklaring, frysperiode

__all__ = [
    "SNART_DAGE",
    "Filter",
    "filtrer",
    "forklar",
    "hent_raekker",
    "hurtige",
    "klargoer",
    "optael",
    "saet_ventede",
]

PLADSHOLDER = 987654321987
"""Et tal, som hverken kommunekode eller løsning kan være, så adressen kan deles omkring det."""

SOEGES_I = (
    "kort__kode",
    "kort__titel",
    "kort__maal",
    "kort__beskrivelse",
    "kort__metode",
    "kort__resultat",
    "kort__kvalitetskriterier",
    "kort__involverede_parter",
    "kort__anbefalet_udfoerer",
    "egen_tekst",
    "egne_kriterier",
    "ansvarlig__rolle__navn",
    "ansvarlig__betegnelse",
    "udfoerer__rolle__navn",
    "udfoerer__betegnelse",
)


def filtrer(opgaver: OpgaveQuerySet, valg: Filter, pladser: set[int], paa: date) -> OpgaveQuerySet:
    """De opgaver, filteret lader stå. ``pladser`` er personens egne."""
    if valg.fase:
        opgaver = opgaver.i_fase(valg.fase)
    if valg.inden is not None:
        opgaver = opgaver.forfalder(paa, paa + timedelta(days=valg.inden))
    opgaver = opgaver.filter(*(krav(opgaver, pladser, paa, navn) for navn in valg.vis), **_direkte(valg))
    if valg.soeg:
        tekster = opgaver.order_by().values_list("pk", *SOEGES_I)
        opgaver = opgaver.filter(pk__in=[pk for pk, *resten in tekster if passer(valg.soeg, *filter(None, resten))])
    return opgaver


def _direkte(valg: Filter) -> dict[str, object]:
    """De dele af filteret, der er en kolonne og dens værdi."""
    kolonner: dict[str, object] = {
        "kort__hovedopgave__nummer": int(valg.hovedopgave or 0),
        "etape": int(valg.etape or 0),
        "kort__prioritet__in": valg.prioritet,
        "status__in": valg.status,
        "ansvarlig": int(valg.ansvarlig or 0),
        "udfoerer": int(valg.udfoerer or 0),
    }
    return {kolonne: vaerdi for kolonne, vaerdi in kolonner.items() if vaerdi}


def krav(opgaver: OpgaveQuerySet, pladser: set[int], paa: date, navn: str) -> Q:
    """Hvad den ene af ``VISNINGER`` kræver af en opgave."""
    return _involverer(opgaver, pladser) if navn == "involverer_mig" else _betingelser(pladser, paa)[navn]


def _betingelser(pladser: set[int], paa: date) -> dict[str, Q]:
    return {
        "over_tid": er_overskredet(paa),
        "mine": er_aaben() & paa_pladser(pladser),
        "uden_ansvarlig": uden_ansvarlig(),
        "aabne": er_aaben(),
        "tjekpunkt": Q(kort__tjekpunkt_for__isnull=False),
        "lokal": Q(er_lokal=True),
        "aendret_siden": Q(fuldfoert_kort__isnull=False) & ~Q(fuldfoert_kort=F("kort")),
    }


def _involverer(opgaver: OpgaveQuerySet, pladser: set[int]) -> Q:
    """Opgaver på pladserne, og dem, hvis kort nævner en af deres roller blandt de involverede parter."""
    mine = Plads.objects.filter(pk__in=pladser, projekt__plan__in=opgaver.order_by().values("plan"))
    roller = set(mine.order_by().values_list("rolle", flat=True))
    galleri = Rollegalleri.laes()
    parter = opgaver.order_by().exclude(kort__involverede_parter="").values_list("pk", "kort__involverede_parter")
    naevnt = [pk for pk, tekst in parter if roller & {en.pk for en in galleri.find_alle(til_ren_tekst(tekst))}]
    return paa_pladser(pladser) | Q(pk__in=naevnt)


def optael(opgaver: OpgaveQuerySet, pladser: set[int], paa: date) -> dict[str, int]:
    """Hvor mange der er i alt (``alle``) og i hvert af de hurtige filtre; én forespørgsel."""
    krav_ = _betingelser(pladser, paa)
    return opgaver.order_by().aggregate(alle=Count("pk"), **{navn: Count("pk", filter=krav_[navn]) for navn in HURTIGE})


def hurtige(antal: dict[str, int], valg: Filter) -> list[tuple[str, str, int, Filter]]:
    """De hurtige filtre: navn, tekst, antal i projektet, og filteret med det slået til eller fra."""
    return [(navn, VISNINGER[navn], antal[navn], valg.skift(navn)) for navn in HURTIGE]


def hent_raekker(
    opgaver: OpgaveQuerySet, faser: Iterable[Fase], hovedopgaver: Iterable[Hovedopgave], pladser: Iterable[Plads]
) -> list[Opgave]:
    """Opgaverne i rækkefølge. Faser, hovedopgaver og pladser deles af rækkerne; de hentes ikke for hver."""
    fase = {fase.pk: fase for fase in faser}
    hovedopgave = {hovedopgave.pk: hovedopgave for hovedopgave in hovedopgaver}
    plads = {plads.pk: plads for plads in pladser}
    raekker = list(opgaver.select_related("kort", "etape").uden_tekster().i_raekkefoelge())
    for opgave in raekker:
        opgave.fase = fase[opgave.fase_id]
        opgave.kort.hovedopgave = hovedopgave.get(opgave.kort.hovedopgave_id or 0)
        opgave.ansvarlig = plads.get(opgave.ansvarlig_id or 0)
        opgave.udfoerer = plads.get(opgave.udfoerer_id or 0)
    return raekker


def klargoer(opgaver: list[Opgave], projekt: Projekt, leder: bool, pladser: set[int]) -> list[Opgave]:
    """Opgaverne med alt, hvad en række viser: forklaring, adresse, pladsernes tekst, og om personen må rette.

    ``pladser`` er personens egne. Det fælles regnes ud én gang; resten er opslag, for der kan være 500 rækker.
    """
    vist = _pladser_vist(opgaver)
    for opgave in forklar(opgaver, projekt):
        opgave.anker = f"opgave-{opgave.pk}"
        opgave.ansvarlig_vist, opgave.udfoerer_vist = vist[opgave.ansvarlig_id], vist[opgave.udfoerer_id]
        er_min = opgave.ansvarlig_id in pladser or opgave.udfoerer_id in pladser
        opgave.maa_rettes = not opgave.er_udgaaet and (leder or er_min)
    return opgaver


def saet_ventede(opgaver: list[Opgave]) -> list[Opgave]:
    """Opgaverne med ``venter_paa``, som rækkens mærke siger; én forespørgsel. Kortet viser det selv."""
    ventede = laes_ventede(opgave.pk for opgave in opgaver)
    for opgave in opgaver:
        opgave.venter_paa = opregn([kode for _, kode in ventede[opgave.pk]]) if opgave.pk in ventede else ""
    return opgaver


def _pladser_vist(opgaver: Iterable[Opgave]) -> dict[int | None, str]:
    """Hver plads tegnet én gang; None er ingen plads."""
    brugte: dict[int | None, Plads | None] = {None: None}
    for opgave in opgaver:
        brugte |= {opgave.ansvarlig_id: opgave.ansvarlig, opgave.udfoerer_id: opgave.udfoerer}
    return {pk: render_to_string("opgaver/plads.html", {"plads": plads}) for pk, plads in brugte.items()}


def forklar(opgaver: Iterable[Opgave], projekt: Projekt) -> list[Opgave]:
    """Opgaverne med ``forklaring`` (hvorfor fristen er den), ``frysperiode`` og ``sti`` (kortets adresse) sat."""
    # Adressen slås op én gang; fem opslag for hver række var en fjerdedel af sidens tid.
    foran, efter = reverse("opgaver:kort", args=(*projekt.adresse, PLADSHOLDER)).split(str(PLADSHOLDER))
    forklarede = list(opgaver)
    for opgave in forklarede:
        opgave.forklaring = forklaring(opgave, projekt)
        opgave.frysperiode = frysperiode(opgave, projekt)
        opgave.sti = f"{foran}{opgave.pk}{efter}"
    return forklarede
