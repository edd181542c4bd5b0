"""Demoens etaper: ét hold er stabilt, ét er lige gået i gang, og ét venter og mangler en superbruger."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from opgaver.services.etape import Etapedata, opret_etape
from opgaver.services.udrulning import Valg, beslut_ibrugtagning, saet_trin
from projekter.aktoer import Aktoer
from projekter.models import Etape, Plads, Projekt

from .tid import sket, tidspunkt

TRINVIS = "Vi er mange, og superbrugerne skal kunne nå rundt til ét team ad gangen."
EFTER_START = timedelta(days=14)


@dataclass(frozen=True)
class Demoetape:
    """Et hold. ``golive`` er dage fra demoens dag og ugens mandag; ``trin`` (slags → dage) regnes fra go-live."""

    navn: str
    golive: int
    trin: Mapping[str, int] = field(default_factory=dict)
    har_superbruger: bool = True


ETAPER: Mapping[tuple[str, str], tuple[Demoetape, ...]] = {
    ("0461", "VITAS"): (
        Demoetape("Virksomhedsservice", -22, {"adgang": -12, "uddannet": -3, "golive": 0, "stabil": 11}),
        Demoetape("Job og uddannelse", -7, {"adgang": -10, "uddannet": -3, "golive": 0}),
        Demoetape("Sygedagpenge", 28, {"adgang": -40}, har_superbruger=False),
    )
}


def opret_etaper(leder: Aktoer, projekt: Projekt, etaper: tuple[Demoetape, ...], paa: date, start: date) -> None:
    """Beslut den trinvise ibrugtagning, og opret holdene, to uger efter projektstart."""
    if not etaper:
        return
    dag = start + EFTER_START
    superbrugere = list(projekt.pladser.filter(rolle__noegle="superbruger", person__isnull=False))
    with sket(tidspunkt(dag, 10), projekt.kommune):
        valg = Valg("trinvis", TRINVIS, dag - timedelta(days=3), "styregruppen")
        beslut_ibrugtagning(leder, projekt, valg, paa=dag)
        for et in etaper:
            opret_etape(leder, projekt, _data(et, superbrugere, paa), nu=tidspunkt(dag, 10))


def naa_trin(leder: Aktoer, projekt: Projekt, etaper: tuple[Demoetape, ...], paa: date) -> None:
    """Sæt de hak, holdene er nået til."""
    for dag, slags, etape in _skridt(projekt, etaper, paa):
        with sket(tidspunkt(dag, 15), projekt.kommune):
            saet_trin(leder, etape, slags, paa=dag)


def naaede_dage(projekt: Projekt, etaper: tuple[Demoetape, ...], paa: date) -> dict[int, date]:
    """Dagen for hvert holds seneste hak, efter etapens id; det, holdet skulle have gjort inden da, er gjort."""
    return {etape.pk: dag for dag, _, etape in _skridt(projekt, etaper, paa)}


def _skridt(projekt: Projekt, etaper: tuple[Demoetape, ...], paa: date) -> list[tuple[date, str, Etape]]:
    """De hak, der er sat til og med dagen ``paa``, i den rækkefølge de sættes."""
    fundne = {etape.navn: etape for etape in Etape.objects.filter(projekt=projekt).select_related("projekt__kommune")}
    skridt = [
        (fundne[et.navn].golive + timedelta(days=dage), slags, fundne[et.navn])
        for et in etaper
        for slags, dage in et.trin.items()
    ]
    return sorted((et for et in skridt if et[0] <= paa), key=lambda et: et[0])


def _data(et: Demoetape, superbrugere: list[Plads], paa: date) -> Etapedata:
    dag = paa + timedelta(days=et.golive)
    golive = dag - timedelta(days=dag.weekday())
    return Etapedata(et.navn, golive, golive - timedelta(days=3), superbrugere if et.har_superbruger else ())
