"""Hvornår et hold må gå i gang, og hvad der rykker, når ét hold har ventet. Uden Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from frister import dag_maaned

ADGANG, UDDANNET, GOLIVE, STABIL = TRIN = ("adgang", "uddannet", "golive", "stabil")
"""Trinene i den rækkefølge, et hold når dem, jf. VITAS' implementeringsguide om trinvis implementering."""


@dataclass(frozen=True)
class Hold:
    """Et hold, som reglen ser det."""

    id: int
    navn: str
    golive: date
    trin: frozenset[str] = frozenset()


def i_raekkefoelge(hold: Iterable[Hold]) -> list[Hold]:
    """Holdene, som de går i gang. Går to i gang samme dag, bliver de stående, som de kom."""
    return sorted(hold, key=lambda et: et.golive)


def venter_paa(hold: Iterable[Hold], id_: int, slags: str) -> Hold | None:
    """Det hold, der skal være stabilt først; None, når holdet må nå trinnet nu.

    Kun go-live venter: adgang og uddannelse må gerne gøres klar, mens holdet før er ved at komme i gang.
    """
    if slags != GOLIVE:
        return None
    foer: Hold | None = None
    for et in i_raekkefoelge(hold):
        if et.id == id_:
            return foer if foer and STABIL not in foer.trin else None
        foer = et
    return None


def maa_ikke(slags: str, dato: date, idriftsaettelse: date | None, *, er_paa_pause: bool) -> str:
    """Hvorfor et hold ikke kan have nået trinnet på datoen; tom, når det kan.

    Adgang og uddannelse må gøres klar, mens der holdes pause, og før løsningen er sat i drift.
    """
    if slags not in (GOLIVE, STABIL):
        return ""
    if er_paa_pause:
        return "er på pause. Lad det gå videre først"
    if idriftsaettelse and dato < idriftsaettelse:
        return f"kan ikke gå i gang, før løsningen er sat i drift {dag_maaned(idriftsaettelse)}. Ret datoen"
    return ""


def kraever_foerst(trin: frozenset[str], slags: str) -> str:
    """Det trin, der mangler før: et hold er ikke stabilt, før det er gået i gang; ellers tom."""
    return GOLIVE if slags == STABIL and GOLIVE not in trin else ""


def mangler_foer_golive(trin: frozenset[str], slags: str) -> list[str]:
    """De trin, et hold plejer at have nået, når det går i gang; tom, når intet mangler. Oplæring kommer før go-live."""
    return [et for et in (ADGANG, UDDANNET) if et not in trin] if slags == GOLIVE else []


def forkert_orden(datoer: Mapping[str, date], slags: str, dato: date) -> str:
    """Det trin, datoen ikke passer med: et hold er ikke stabilt, før det er gået i gang; ellers tom."""
    if slags == STABIL and GOLIVE in datoer and dato < datoer[GOLIVE]:
        return GOLIVE
    return STABIL if slags == GOLIVE and STABIL in datoer and datoer[STABIL] < dato else ""


def er_gaaet_i_gang(hold: Hold, foer: date) -> bool:
    """Om holdet var gået i gang før dagen: det siger hakket i go-live; uden hak siger datoen det."""
    return GOLIVE in hold.trin or hold.golive < foer


def rykkes(hold: Iterable[Hold], id_: int, fra: date) -> list[Hold]:
    """Dem, der rykker, når holdet har ventet siden ``fra``: det selv og dem efter det, der ikke er i gang."""
    resten = i_raekkefoelge(hold)
    plads = next((plads for plads, et in enumerate(resten) if et.id == id_), len(resten))
    return ventende(resten[plads:], fra)


def ventende(hold: Iterable[Hold], fra: date) -> list[Hold]:
    """Dem, der ikke var gået i gang, da en pause begyndte ``fra``."""
    return [et for et in hold if not er_gaaet_i_gang(et, fra)]
