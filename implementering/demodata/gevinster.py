"""Gevinsterne i demoens projekter, med de målinger, der er foretaget."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from gevinster.models import Gevinst
from gevinster.services import Oplysninger, opret_gevinst, registrer_maaling
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from .tid import sket, tidspunkt


@dataclass(frozen=True)
class Demogevinst:
    """``baseline`` og ``efter_3`` er målte værdier; None er ikke målt endnu."""

    titel: str
    type: Gevinst.Type
    enhed: str
    maal: str
    beskrivelse: str
    baseline: str | None = None
    efter_3: str | None = None


SOEGETID = Demogevinst(
    "Kortere tid til at finde borgerens sager",
    Gevinst.Type.KVALITET,
    "minutter pr. opslag",
    "3",
    "Medarbejderen finder sager og dokumenter ét sted i stedet for at slå op i flere fagsystemer.",
)
FRIGJORT_TID = Demogevinst(
    "Frigjort tid i borgerservice",
    Gevinst.Type.OEKONOMI,
    "timer pr. uge",
    "20",
    "Tiden bliver brugt på de borgere, der har brug for mest hjælp.",
)
TRIVSEL = Demogevinst(
    "Flere medarbejdere, der har overblik over deres sager",
    Gevinst.Type.TRIVSEL,
    "procent",
    "80",
    "Målt med ét spørgsmål til alle brugere.",
)


GEVINSTER: dict[tuple[str, str], tuple[Demogevinst, ...]] = {
    ("0751", "SAPA"): (replace(SOEGETID, baseline="8"), FRIGJORT_TID),
    ("0461", "SAPA"): (replace(SOEGETID, baseline="9", efter_3="5"), replace(TRIVSEL, baseline="62")),
}
"""Gevinsterne efter kommune og løsning."""


def opret_gevinster(leder: Aktoer, projekt: Projekt, gevinster: Iterable[Demogevinst], paa: date) -> None:
    """Opret gevinsterne med gevinstejerens plads som ejer. Baseline er målt inden go-live."""
    ejer = projekt.pladser.filter(rolle__noegle="gevinstejer").first()
    for valg in gevinster:
        oplysninger = Oplysninger(valg.titel, valg.type, valg.enhed, Decimal(valg.maal), valg.beskrivelse, ejer)
        with sket(tidspunkt(_oprettet(projekt, paa), 9), projekt.kommune):
            gevinst = opret_gevinst(leder, projekt, oplysninger)
        _maal(leder, gevinst, valg, paa)


def _oprettet(projekt: Projekt, paa: date) -> date:
    """Godt en måned før baseline, men aldrig før projektet."""
    return max(min(projekt.golive or paa, paa) - timedelta(days=55), (projekt.projektstart or paa) + timedelta(days=1))


def _maal(leder: Aktoer, gevinst: Gevinst, valg: Demogevinst, paa: date) -> None:
    golive = gevinst.projekt.golive or paa
    vaerdier = {
        None: (valg.baseline, min(golive, paa) - timedelta(days=20)),
        3: (valg.efter_3, min(golive + timedelta(days=92), paa - timedelta(days=1))),
    }
    for maaling in gevinst.maalinger.all():
        vaerdi, dag = vaerdier.get(maaling.maaneder_efter_golive, (None, paa))
        if vaerdi:
            with sket(tidspunkt(dag, 13), gevinst.projekt.kommune):
                registrer_maaling(leder, maaling, Decimal(vaerdi), dag, paa=paa)
