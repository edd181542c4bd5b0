"""Hvor længe en pause varede, og hvilke datoer den rykker. Uden Django."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta

from faelles.tal import antal_i_ord
from frister import SIDSTE_AAR, Anker, Ankre, Kalender


@dataclass(frozen=True)
class Ventetid:
    """En pause, som en flytning ser den. ``etape`` (id) er det hold, der ventede; None, når det var hele projektet."""

    pause: int
    fra: date
    dage: int
    etape: int | None = None

    def rykker(self, frist: date | None, *, er_laast: bool, foelger_med: bool) -> int:
        """De dage, en åben opgaves frist selv skal rykke; 0, når den var nået, eller når den følger et anker, der gør.

        ``foelger_med`` er sandt, når det anker, fristen regnes fra, får en ny dato i den samme flytning.
        """
        if frist is None or frist < self.fra or (foelger_med and not er_laast):
            return 0
        return self.dage if (frist + timedelta(days=self.dage)).year <= SIDSTE_AAR else 0


def ikke_flyttet(fra: date, slut: date, flyttede: Iterable[tuple[date, date]]) -> int:
    """Kalenderdagene fra ``fra`` til ``slut``, uden dem i de pauser (fra, slut), der er flyttet efter."""
    talte = {fra + timedelta(days=nr) for nr in range((slut - fra).days)}
    for begyndt, endt in flyttede:
        talte -= {begyndt + timedelta(days=nr) for nr in range((endt - begyndt).days)}
    return len(talte)


def rykkes(ankre: Ankre, fra: date, *, er_i_drift: bool = False) -> tuple[Anker, ...]:
    """De ankre, der endnu ikke var nået, da pausen begyndte. De andre er sket og kan ikke rykkes.

    Er et hold gået i gang, er løsningen i drift, hvad datoen end siger.
    """
    mulige = (Anker.GOLIVE,) if er_i_drift else tuple(Anker)
    return tuple(anker for anker in mulige if (dato := ankre.dato(anker)) and dato >= fra)


def efter_pause(datoer: Iterable[date], dage: int, kalender: Kalender) -> dict[date, date]:
    """Hver dato → dagen lige så langt senere, som pausen varede; falder den på en fridag, er det arbejdsdagen efter.

    To datoer, der ikke var den samme, bliver det heller ikke, så det, der kom sidst, stadig gør det.
    """
    nye, skift = dict[date, date](), timedelta(days=dage)
    for dato in sorted(set(datoer)):
        ledig = max([dato + skift, *(dag + timedelta(days=1) for dag in list(nye.values())[-1:])])
        nye[dato] = ledig if not dage or kalender.er_arbejdsdag(ledig) else kalender.naeste_arbejdsdag(ledig)
    return nye


def forslag(ankre: Ankre, rykker: Iterable[Anker], nye: Mapping[date, date]) -> Ankre:
    """Ankrene efter en pause: dem, der ``rykker``, får den dag, ``nye`` har til deres."""
    return replace(ankre, **{et.value: nye[dato] for et in rykker if (dato := ankre.dato(et))})


def efter_pausen(dage: int) -> str:
    """Fx "efter 3 dages pause"; "samme dag", når pausen ikke varede en hel."""
    return f"efter {antal_i_ord(dage, 'dag', 'dage')}s pause" if dage else "samme dag"
