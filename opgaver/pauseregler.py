"""Hvor længe en pause varede, og hvilke datoer den rykker. Uden Django."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta

from faelles.tal import antal_i_ord
from frister import SIDSTE_AAR, Anker, Ankre, Kalender

type Periode = tuple[date, date]
"""En pause fra og med den første dag til den anden, hvor der blev arbejdet igen."""


@dataclass(frozen=True)
class Ventetid:
    """En pause, som en flytning ser den. ``etape`` (id) er det hold, der ventede; None, når det var hele projektet.

    ``flyttede`` er efter hold og opgave (``holdnoegle``, ``opgavenoegle``) de andre pauser, den allerede er rykket
    efter; de dage rykker den ikke igen.
    """

    pause: int
    fra: date
    slut: date
    etape: int | None = None
    flyttede: Mapping[str, Sequence[Periode]] = field(default_factory=dict)

    @property
    def dage(self) -> int:
        """Pausens længde; så langt rykker det, der ikke allerede er rykket."""
        return self.rest()

    def rest(self, *noegler: str) -> int:
        """De dage af pausen, som det, der hedder sådan, endnu ikke er rykket."""
        flyttede = (periode for noegle in noegler for periode in self.flyttede.get(noegle, ()))
        return ikke_flyttet(self.fra, self.slut, flyttede)

    def rykker(self, frist: date | None, *noegler: str, er_laast: bool, foelger_med: bool) -> int:
        """De dage, en åben opgaves frist selv skal rykke; 0, når den var nået, eller når den følger et anker, der gør.

        ``foelger_med`` er sandt, når det anker, fristen regnes fra, får en ny dato i den samme flytning.
        """
        if frist is None or frist < self.fra or (foelger_med and not er_laast):
            return 0
        dage = self.rest(*noegler)
        return dage if (frist + timedelta(days=dage)).year <= SIDSTE_AAR else 0


def holdnoegle(etape: int) -> str:
    """Holdets (id) go-live i ``Ventetid.flyttede``."""
    return f"hold-{etape}"


def opgavenoegle(opgave: int) -> str:
    """Opgavens (id) frist i ``Ventetid.flyttede``."""
    return f"opgave-{opgave}"


def ikke_flyttet(fra: date, slut: date, flyttede: Iterable[Periode]) -> int:
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


def efter_pause(datoer: Iterable[tuple[date, int]], kalender: Kalender) -> dict[date, date]:
    """Hver dato → dagen så mange dage senere, som den skal rykke; falder den på en fridag, er det arbejdsdagen efter.

    To datoer, der ikke var den samme, bliver det heller ikke, så det, der kom sidst, stadig gør det. Skal to på samme
    dag rykke hver sit, følges de ad så langt som den længste.
    """
    dage, nye, senest = dict[date, int](), dict[date, date](), date.min
    for dato, antal in datoer:
        dage[dato] = max(antal, dage.get(dato, 0))
    for dato in sorted(dage):
        ledig = max(dato + timedelta(days=dage[dato]), senest + timedelta(days=1))
        senest = nye[dato] = dato if ledig == dato else kalender.arbejdsdag_fra_og_med(ledig)
    return nye


def tidligst(frist: date, foer: Ankre, efter: Ankre) -> date | None:
    """Det seneste nye anker, fristen lå på eller efter før flytningen; None, når den lå før dem alle."""
    naaede = (anker for anker in Anker if (dato := foer.dato(anker)) and dato <= frist)
    return max((dato for anker in naaede if (dato := efter.dato(anker))), default=None)


def forslag(ankre: Ankre, rykker: Iterable[Anker], nye: Mapping[date, date]) -> Ankre:
    """Ankrene efter en pause: dem, der ``rykker``, får den dag, ``nye`` har til deres."""
    return replace(ankre, **{et.value: nye[dato] for et in rykker if (dato := ankre.dato(et))})


def efter_pausen(dage: int) -> str:
    """Fx "efter 3 dages pause"; "samme dag", når pausen ikke varede en hel."""
    return f"efter {antal_i_ord(dage, 'dag', 'dage')}s pause" if dage else "samme dag"
