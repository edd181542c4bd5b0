"""Regelbogen for gevinster: hvornår der skal måles, og hvor langt man er. Uden Django og database.

Alle funktioner er rene: dagen i dag er argumentet ``paa``, og intet læses andre steder fra.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from fractions import Fraction
from math import floor
from typing import Protocol

from frister.regler import laeg_maaneder_til

SNART_DAGE = 30
"""En måling kræver forberedelse; den står som »forfalder snart« de sidste 30 dage."""


class EnMaaling(Protocol):
    """En baseline (uden måneder) eller en eftermåling; uden ``maalt`` er den planlagt, ikke foretaget."""

    @property
    def maaneder_efter_golive(self) -> int | None: ...

    @property
    def maalt(self) -> date | None: ...


class Tilstand(Enum):
    """Hvor en måling er på en bestemt dag. Værdien er teksten, en person læser."""

    FORETAGET = "Foretaget"
    OVER_TID = "Over tid"
    SNART = "Forfalder snart"
    PLANLAGT = "Planlagt"
    UDEN_GOLIVE = "Afventer en dato for go-live"


def planlagt_dato(golive: date | None, maaneder: int | None) -> date | None:
    """Sidste dag for målingen: ``maaneder`` måneder efter go-live, den 31. som månedens sidste dag.

    En baseline (None måneder) skal være målt inden go-live, altså senest dagen før. Uden go-live er der ingen
    dato.
    """
    if golive is None:
        return None
    return golive - timedelta(days=1) if maaneder is None else laeg_maaneder_til(golive, maaneder)


def tilstand(maaling: EnMaaling, golive: date | None, paa: date) -> Tilstand:
    """Målingens tilstand på dagen ``paa``. Den er først over tid dagen efter sin planlagte dato."""
    if maaling.maalt is not None:
        return Tilstand.FORETAGET
    planlagt = planlagt_dato(golive, maaling.maaneder_efter_golive)
    if planlagt is None:
        return Tilstand.UDEN_GOLIVE
    if planlagt < paa:
        return Tilstand.OVER_TID
    return Tilstand.SNART if planlagt <= paa + timedelta(days=SNART_DAGE) else Tilstand.PLANLAGT


def kraever_handling[M: EnMaaling](maalinger: Iterable[M], golive: date | None, paa: date) -> list[M]:
    """Målinger, der er over tid eller forfalder snart, den ældste først."""
    fundne = [m for m in maalinger if tilstand(m, golive, paa) in (Tilstand.OVER_TID, Tilstand.SNART)]
    return sorted(fundne, key=_maaneder)


def naeste[M: EnMaaling](maalinger: Iterable[M]) -> M | None:
    """Den første måling, der ikke er foretaget; baseline kommer før eftermålingerne."""
    return min((m for m in maalinger if m.maalt is None), key=_maaneder, default=None)


def seneste[M: EnMaaling](maalinger: Iterable[M]) -> M | None:
    """Den eftermåling, der sidst er foretaget; None, når der kun er en baseline."""
    foretagne = [m for m in maalinger if m.maaneder_efter_golive is not None and m.maalt is not None]
    return max(foretagne, key=lambda m: (m.maalt, m.maaneder_efter_golive), default=None)


def fremgang(baseline: Decimal | None, maal: Decimal, nu: Decimal | None) -> int | None:
    """Hele procent af vejen fra baseline til mål, rundet ned, så 100 først står der, når målet er nået.

    Virker, hvad enten målet ligger over eller under baseline, og for negative tal. Under 0 er det gået den
    forkerte vej; over 100 er målet overgået. None, så længe baseline eller måling mangler, og når mål og
    baseline er ens, for så er der ingen vej at gå.
    """
    if baseline is None or nu is None or baseline == maal:
        return None
    return floor(Fraction(nu - baseline) * 100 / Fraction(maal - baseline))


def er_efterrationaliseret(golive: date | None, baseline_maalt: date | None) -> bool:
    """Om baseline først er målt på eller efter dagen for go-live og derfor ikke viser tiden før."""
    return golive is not None and baseline_maalt is not None and baseline_maalt >= golive


def _maaneder(maaling: EnMaaling) -> int:
    return -1 if maaling.maaneder_efter_golive is None else maaling.maaneder_efter_golive
