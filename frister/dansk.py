"""Danske tekster for datoer. Rører aldrig processens locale, så teksten er ens i web, worker og kommando."""

from datetime import date

from faelles.maaneder import MAANEDER

UGEDAGE = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")
KORTE_UGEDAGE = ("man.", "tirs.", "ons.", "tors.", "fre.", "lør.", "søn.")

_KORTE_MAANEDER = (
    "jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.",
)  # fmt: skip


def maaned_navn(maaned: int) -> str:
    """Månedens navn; januar er 1."""
    return MAANEDER[maaned - 1]


def ugedag(d: date) -> str:
    """Ugedagens navn med lille begyndelsesbogstav, fx "mandag"."""
    return UGEDAGE[d.weekday()]


def dag_maaned(d: date, kendt_aar: int | None = None) -> str:
    """Fx "5. april 2027"; årstallet udelades, når det er `kendt_aar`."""
    dag = f"{d.day}. {maaned_navn(d.month)}"
    return dag if d.year == kendt_aar else f"{dag} {d.year}"


def dato_tekst(d: date) -> str:
    """Til løbende tekst: "man. 5. apr. 2027"."""
    return f"{KORTE_UGEDAGE[d.weekday()]} {d.day}. {_KORTE_MAANEDER[d.month - 1]} {d.year}"


def dato_lang(d: date) -> str:
    """Til breve, PDF og skærmlæsere: "mandag 5. april 2027"."""
    return f"{ugedag(d)} {dag_maaned(d)}"


def dato_kort(d: date) -> str:
    """Til tabeller: "05.04.2027"."""
    return f"{d.day:02}.{d.month:02}.{d.year}"


def relativ(d: date, paa: date) -> str:
    """Afstanden i kalenderdage set fra `paa`: "om 12 dage", "i morgen", "i dag" eller "3 dage over"."""
    dage = (d - paa).days
    if dage == 0:
        return "i dag"
    if dage == 1:
        return "i morgen"
    if dage > 1:
        return f"om {dage} dage"
    return "1 dag over" if dage == -1 else f"{-dage} dage over"
