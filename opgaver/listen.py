"""Projektets opgaver, som listen viser dem: filtreret, grupperet efter fase og hovedopgave, med fremdrift."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby

from django.urls import reverse

from faser.models import Fase, Hovedopgave
from projekter.models import Projekt

from .fremdrift import Fremdrift
from .models import Opgave
from .models.plan import OpgaveQuerySet
from .services.frister import forklaring

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
    return _vis(opgaver, valg.vis, pladser, paa)


def _vis(opgaver: OpgaveQuerySet, vis: str, pladser: set[int], paa: date) -> OpgaveQuerySet:
    visninger: dict[str, Callable[[], OpgaveQuerySet]] = {
        "over_tid": lambda: opgaver.overskredne(paa),
        "mine": lambda: opgaver.aabne().paa_pladser(pladser),
        "uden_ansvarlig": opgaver.uden_ansvarlig,
        "snart": lambda: opgaver.forfalder(paa, paa + timedelta(days=SNART_DAGE)),
        "aabne": opgaver.aabne,
        "fuldfoert": lambda: opgaver.filter(status=Opgave.Status.FULDFOERT),
    }
    return visninger.get(vis, opgaver.all)()


def grupper(opgaver: Iterable[Opgave], tal: dict[int | None, Fremdrift], projekt: Projekt) -> list[Fasegruppe]:
    """Opgaverne, der står i rækkefølge, som grupper; hver opgave får sin forklaring af fristen."""
    grupper_: list[Fasegruppe] = []
    for fase, i_fasen in groupby(opgaver, key=lambda opgave: opgave.kort.fase):
        gruppe = Fasegruppe(fase, tal.get(fase.pk, Fremdrift()))
        for hovedopgave, raekker in groupby(i_fasen, key=lambda opgave: opgave.kort.hovedopgave):
            gruppe.hovedopgaver.append(Hovedopgavegruppe(hovedopgave, forklar(raekker, projekt)))
        grupper_.append(gruppe)
    return grupper_


def forklar(opgaver: Iterable[Opgave], projekt: Projekt) -> list[Opgave]:
    """Opgaverne med ``forklaring`` (hvorfor fristen er, som den er) og ``sti`` (kortets adresse) sat."""
    # Adressen slås op én gang; fem opslag for hver række var en fjerdedel af sidens tid.
    foran, efter = reverse("opgaver:kort", args=(*projekt.adresse, PLADSHOLDER)).split(str(PLADSHOLDER))
    forklarede = list(opgaver)
    for opgave in forklarede:
        opgave.forklaring = forklaring(opgave, projekt)
        opgave.sti = f"{foran}{opgave.pk}{efter}"
    return forklarede
