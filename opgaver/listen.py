"""Projektets opgaver, som listen viser dem: filtreret, grupperet efter fase og hovedopgave, med fremdrift."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.db.models import Count, Q
from django.template.loader import render_to_string
from django.urls import reverse

from faser.models import Fase, Hovedopgave
from projekter.models import Plads, Projekt

from .fremdrift import Fremdrift
from .models import Opgave
from .models.plan import OpgaveQuerySet, er_aaben, er_overskredet, forfalder, paa_pladser, uden_ansvarlig
from .services.frister import forklaring, frysperiode

SNART_DAGE = 14
PLADSHOLDER = 987654321987
"""Et tal, som hverken kommunekode eller løsning kan være, så adressen kan deles omkring det."""

VISNINGER = {
    "over_tid": "Over tid",
    "mine": "Mine",
    "uden_ansvarlig": "Uden ansvarlig",
    "snart": f"Forfalder inden {SNART_DAGE} dage",
    "aabne": "Åbne",
    "fuldfoert": "Fuldført",
}


HURTIGE = ("over_tid", "mine", "uden_ansvarlig")


@dataclass(frozen=True)
class Filter:
    """Hvad listen viser; står i adressen. En værdi, der ikke findes i projektets model, er som ingen."""

    vis: str = ""
    fase: str = ""
    hovedopgave: str = ""

    @classmethod
    def laes(cls, adresse: Mapping[str, str], faser: Iterable[Fase], hovedopgaver: Iterable[Hovedopgave]) -> "Filter":
        kendte = {
            "vis": set(VISNINGER),
            "fase": {fase.kode for fase in faser},
            "hovedopgave": {str(hovedopgave.nummer) for hovedopgave in hovedopgaver},
        }
        valgt = {navn: adresse.get(navn, "").strip() for navn in kendte}
        return cls(**{navn: vaerdi if vaerdi in kendte[navn] else "" for navn, vaerdi in valgt.items()})

    @property
    def er_sat(self) -> bool:
        return bool(self.vis or self.fase or self.hovedopgave)


@dataclass
class Hovedopgavegruppe:
    hovedopgave: Hovedopgave | None
    opgaver: list[Opgave]


@dataclass
class Fasegruppe:
    """En fase eller delfase med sine opgaver, delt efter hovedopgave."""

    fase: Fase
    fremdrift: Fremdrift
    hovedopgaver: list[Hovedopgavegruppe] = field(default_factory=list)


def filtrer(opgaver: OpgaveQuerySet, valg: Filter, pladser: set[int], paa: date) -> OpgaveQuerySet:
    """De opgaver, filteret lader stå."""
    if valg.fase:
        opgaver = opgaver.i_fase(valg.fase)
    if valg.hovedopgave:
        opgaver = opgaver.filter(kort__hovedopgave__nummer=int(valg.hovedopgave))
    return opgaver.filter(betingelser(pladser, paa).get(valg.vis, Q()))


def betingelser(pladser: set[int], paa: date) -> dict[str, Q]:
    """Hvad hver af ``VISNINGER`` kræver af en opgave."""
    return {
        "over_tid": er_overskredet(paa),
        "mine": er_aaben() & paa_pladser(pladser),
        "uden_ansvarlig": uden_ansvarlig(),
        "snart": forfalder(paa, paa + timedelta(days=SNART_DAGE)),
        "aabne": er_aaben(),
        "fuldfoert": Q(status=Opgave.Status.FULDFOERT),
    }


def hurtige(opgaver: OpgaveQuerySet, pladser: set[int], paa: date) -> list[tuple[str, str, int]]:
    """De hurtige filtre med navn, tekst og antal; én forespørgsel."""
    krav = betingelser(pladser, paa)
    antal = opgaver.aggregate(**{navn: Count("pk", filter=krav[navn]) for navn in HURTIGE})
    return [(navn, VISNINGER[navn], antal[navn]) for navn in HURTIGE]


def hent_raekker(
    opgaver: OpgaveQuerySet, faser: Iterable[Fase], hovedopgaver: Iterable[Hovedopgave], projekt: Projekt
) -> list[Opgave]:
    """Opgaverne i rækkefølge. Faser, hovedopgaver og pladser deles af rækkerne; de hentes ikke for hver."""
    fase = {fase.pk: fase for fase in faser}
    hovedopgave = {hovedopgave.pk: hovedopgave for hovedopgave in hovedopgaver}
    plads = {plads.pk: plads for plads in projekt.pladser.select_related("rolle", "person")}
    raekker = list(opgaver.select_related("kort").uden_tekster().i_raekkefoelge())
    for opgave in raekker:
        opgave.fase = fase[opgave.fase_id]
        opgave.kort.hovedopgave = hovedopgave.get(opgave.kort.hovedopgave_id or 0)
        opgave.ansvarlig = plads.get(opgave.ansvarlig_id or 0)
        opgave.udfoerer = plads.get(opgave.udfoerer_id or 0)
    return raekker


def grupper(opgaver: Iterable[Opgave], tal: dict[int | None, Fremdrift]) -> list[Fasegruppe]:
    """Opgaverne, der står i rækkefølge, som grupper."""
    grupper_: list[Fasegruppe] = []
    for fase, i_fasen in groupby(opgaver, key=lambda opgave: opgave.fase):
        gruppe = Fasegruppe(fase, tal.get(fase.pk, Fremdrift()))
        for hovedopgave, raekker in groupby(i_fasen, key=lambda opgave: opgave.kort.hovedopgave):
            gruppe.hovedopgaver.append(Hovedopgavegruppe(hovedopgave, list(raekker)))
        grupper_.append(gruppe)
    return grupper_


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
