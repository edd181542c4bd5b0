"""Listens rækker delt i grupper og tavlens i kolonner. Læser kun."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from typing import Any
from urllib.parse import urlencode

from frister import dato_kort

from .fremdrift import Fremdrift, fremdrift_efter
from .listefilter import ANSVARLIG, FASE, HOVEDOPGAVE, UGE
from .models import Opgave
from .models.opgave import OpgaveQuerySet

FELTER = {FASE: "fase", HOVEDOPGAVE: "kort__hovedopgave", ANSVARLIG: "ansvarlig"}
"""Det felt, gruppens fremdrift tælles efter. Ugens tælles ikke: fristen er ikke et felt, den kan deles efter."""
FORVALG = {HOVEDOPGAVE: "hovedopgave_id", ANSVARLIG: "ansvarlig"}
"""Gruppens felt i formularen til en ny opgave; fasens har listen selv et felt til."""
SIDST = date.max


@dataclass
class Del:
    """Gruppens rækker under en overskrift; uden, når gruppen ikke er delt."""

    navn: str
    opgaver: list[Opgave]


@dataclass
class Gruppe:
    """``noegle`` er entydig på siden; ``fremdrift`` er hele gruppens, også dens skjulte rækker, eller None.

    ``ny`` er det, der er valgt på forhånd i en ny opgave i gruppen, som i adressen; tom, når gruppen intet siger.
    """

    noegle: str
    navn: str
    fremdrift: Fremdrift | None
    ny: str = ""
    dele: list[Del] = field(default_factory=list)

    @property
    def opgaver(self) -> list[Opgave]:
        return [opgave for del_ in self.dele for opgave in del_.opgaver]


@dataclass
class Kolonne:
    """Tavlens opgaver med én status."""

    status: str
    navn: str
    opgaver: list[Opgave]


def gruppens_fremdrift(alle: OpgaveQuerySet, gruppe: str, paa: date) -> dict[int | None, Fremdrift]:
    """Fremdriften i hver gruppe; tom, når grupperne ikke har nogen."""
    return fremdrift_efter(alle, FELTER[gruppe], paa) if gruppe in FELTER else {}


def grupper(opgaver: Iterable[Opgave], gruppe: str, tal: Mapping[int | None, Fremdrift]) -> list[Gruppe]:
    """Opgaverne, der står i listens rækkefølge, som grupper. Den sidste er dem, der intet har at stå under."""
    noegle = NOEGLER[gruppe]
    if gruppe == UGE:
        opgaver = sorted(opgaver, key=_frist)
    delt = groupby(sorted(opgaver, key=lambda opgave: noegle(opgave)[0]), key=noegle)
    return [_gruppe(gruppe, pk, navn, list(raekker), tal) for (_, pk, navn), raekker in delt]


def _gruppe(
    gruppe: str, pk: int | None, navn: str, raekker: list[Opgave], tal: Mapping[int | None, Fremdrift]
) -> Gruppe:
    ny = Gruppe(gruppenoegle(gruppe, pk), navn, tal.get(pk, Fremdrift()) if gruppe in FELTER else None)
    if gruppe != FASE:
        ny.ny = _forvalg(gruppe, pk)
        ny.dele = [Del("", raekker)]
        return ny
    for hovedopgave, i_den in groupby(raekker, key=lambda opgave: opgave.kort.hovedopgave):
        ny.dele.append(Del(str(hovedopgave or ("Uden hovedopgave" if ny.dele else "")), list(i_den)))
    return ny


def _forvalg(gruppe: str, pk: int | None) -> str:
    """Gruppen som felter i en ny opgave. I en uge er fristen dens fredag."""
    if pk is None:
        return ""
    if gruppe == UGE:
        return urlencode({"slutdato_tekst": f"{date.fromisocalendar(*divmod(pk, 100), 5):%d.%m.%Y}"})
    return urlencode({FORVALG[gruppe]: pk}) if gruppe in FORVALG else ""


def gruppenoegle(gruppe: str, pk: int | None) -> str:
    return f"{gruppe}-{pk or 0}"


def gruppe_for(opgave: Opgave, gruppe: str) -> int | None:
    """Det, opgavens gruppe hedder i ``gruppens_fremdrift``."""
    return NOEGLER[gruppe](opgave)[1]


def kolonner(opgaver: Sequence[Opgave]) -> list[Kolonne]:
    """Opgaverne efter status, tidligste frist først; en tom kolonne står der også."""
    efter_frist = sorted(opgaver, key=_frist)
    return [
        Kolonne(status, navn, [opgave for opgave in efter_frist if opgave.status == status])
        for status, navn in Opgave.Status.choices
    ]


def _frist(opgave: Opgave) -> date:
    return opgave.frist or SIDST


type Noegle = tuple[tuple[Any, ...], int | None, str]
"""Det, gruppen sorteres efter, dens nummer og dens navn."""


def _fase(opgave: Opgave) -> Noegle:
    return (opgave.fase.raekkefoelge,), opgave.fase_id, str(opgave.fase)


def _hovedopgave(opgave: Opgave) -> Noegle:
    if (hovedopgave := opgave.kort.hovedopgave) is None:
        return (True,), None, "Uden hovedopgave"
    return (False, hovedopgave.nummer), hovedopgave.pk, str(hovedopgave)


def _ansvarlig(opgave: Opgave) -> Noegle:
    if (plads := opgave.ansvarlig) is None:
        return (True,), None, "Uden ansvarlig"
    navn = f"{plads.navn} (ledig)" if plads.er_ledig or not plads.person else f"{plads.navn}, {plads.person.navn}"
    return (False, navn, plads.pk), plads.pk, navn


def _uge(opgave: Opgave) -> Noegle:
    if opgave.frist is None:
        return (True,), None, "Uden dato"
    aar, uge, dag = opgave.frist.isocalendar()
    mandag = opgave.frist - timedelta(days=dag - 1)
    navn = f"Uge {uge}, {aar} ({dato_kort(mandag)} til {dato_kort(mandag + timedelta(days=6))})"
    return (False, aar, uge), aar * 100 + uge, navn


NOEGLER: dict[str, Callable[[Opgave], Noegle]] = {
    FASE: _fase,
    HOVEDOPGAVE: _hovedopgave,
    ANSVARLIG: _ansvarlig,
    UGE: _uge,
}
