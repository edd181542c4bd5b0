"""Danske arbejdsdage: mandag til fredag uden helligdage og uden kommunens egne lukkedage."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import lru_cache

import holidays

from frister.dansk import ugedag

_EN_DAG = timedelta(days=1)
LUKKEDAG = "lukkedag"


@dataclass(frozen=True)
class Kalender:
    """Helligdage efter loven (store bededag til og med 2023), kendt til og med år 2100.

    24. og 31. december, 1. maj og 5. juni er arbejdsdage, medmindre kommunen har valgt andet.
    """

    lukkedage: frozenset[date] = frozenset()
    juleaften_lukket: bool = False
    nytaarsaften_lukket: bool = False
    foerste_maj_lukket: bool = False
    grundlovsdag_lukket: bool = False
    navne: frozenset[tuple[date, str]] = frozenset()
    """Det, kommunen kalder sine lukkedage; en dag uden navn hedder blot en lukkedag."""

    def uden_navne(self) -> "Kalender":
        """De samme dage, til den, der ikke må vide, hvorfor kommunen holder lukket."""
        return replace(self, navne=frozenset())

    def er_arbejdsdag(self, d: date) -> bool:
        """Sandt, når kommunen arbejder den dag."""
        er_lukket = d.weekday() >= 5 or d in self.lukkedage or d in _helligdage(d.year)
        return not (er_lukket or self._fast_fridag(d))

    def har_arbejdsdag(self, aar: int) -> bool:
        """Sandt, når kommunen arbejder mindst én dag i året."""
        foerste = date(aar, 1, 1)
        return any(self.er_arbejdsdag(foerste + nr * _EN_DAG) for nr in range((date(aar, 12, 31) - foerste).days + 1))

    def helligdag_navn(self, d: date) -> str:
        """Hvorfor `d` er en fridag, fx "2. påskedag", "lørdag" eller "lukkedag (Julelukning)"; tom på en arbejdsdag."""
        if navn := _helligdage(d.year).get(d):
            return navn
        if d.weekday() >= 5:
            return ugedag(d)
        return self._lokal_fridag(d)

    def lukninger(self, foerste: date, sidste: date, *, uden: str) -> str:
        """Kommunens egne lukkedage i tidsrummet, fx "lukkedage 24.12–31.12 (Julelukning)".

        ``uden`` er den, læseren allerede har set; tom, når der ikke er andre.
        """
        efter_navn: dict[str, list[date]] = {}
        for nummer in range((sidste - foerste).days + 1):
            dag = foerste + nummer * _EN_DAG
            if (navn := self._lokal_fridag(dag)) and navn != uden:
                efter_navn.setdefault(navn, []).append(dag)
        return ", ".join(_lukning_i_ord(navn, dage) for navn, dage in efter_navn.items())

    def foregaaende_arbejdsdag(self, d: date) -> date:
        """Den seneste arbejdsdag før `d`, aldrig `d` selv."""
        return self._skridt(d, -_EN_DAG)

    def naeste_arbejdsdag(self, d: date) -> date:
        """Den første arbejdsdag efter `d`, aldrig `d` selv."""
        return self._skridt(d, _EN_DAG)

    def arbejdsdag_til_og_med(self, d: date) -> date:
        """`d`; er den en fridag, arbejdsdagen før."""
        return self.foregaaende_arbejdsdag(d + _EN_DAG)

    def arbejdsdag_fra_og_med(self, d: date) -> date:
        """`d`; er den en fridag, arbejdsdagen efter."""
        return self.naeste_arbejdsdag(d - _EN_DAG)

    def laeg_arbejdsdage_til(self, d: date, n: int) -> date:
        """Den n'te arbejdsdag efter `d` (før, når n er negativ); `d` tæller ikke med, og 0 giver `d`."""
        skridt = _EN_DAG if n > 0 else -_EN_DAG
        for _ in range(abs(n)):
            d = self._skridt(d, skridt)
        return d

    def _skridt(self, d: date, skridt: timedelta) -> date:
        d += skridt
        while not self.er_arbejdsdag(d):
            d += skridt
        return d

    def _lokal_fridag(self, d: date) -> str:
        if d in self.lukkedage:
            navn = _navne_efter_dag(self.navne).get(d, "")
            return f"{LUKKEDAG} ({navn})" if navn else LUKKEDAG
        return self._fast_fridag(d)

    def _fast_fridag(self, d: date) -> str:
        match d.month, d.day:
            case 12, 24 if self.juleaften_lukket:
                return "juleaftensdag"
            case 12, 31 if self.nytaarsaften_lukket:
                return "nytårsaftensdag"
            case 5, 1 if self.foerste_maj_lukket:
                return "1. maj"
            case 6, 5 if self.grundlovsdag_lukket:
                return "grundlovsdag"
        return ""


STANDARDKALENDER = Kalender()
"""Kalenderen for den, der ingen egne lukkedage har."""


def _lukning_i_ord(navn: str, dage: list[date]) -> str:
    span = "–".join(dict.fromkeys(f"{dag.day}.{dag.month}" for dag in (dage[0], dage[-1])))
    if not navn.startswith(LUKKEDAG):
        return f"{navn} {span}"
    hvilke = LUKKEDAG if len(dage) == 1 else f"{LUKKEDAG}e"
    return f"{hvilke} {span}{navn.removeprefix(LUKKEDAG)}"


@lru_cache(maxsize=256)
def _navne_efter_dag(navne: frozenset[tuple[date, str]]) -> Mapping[date, str]:
    """Har en dag flere navne, gælder det første efter alfabetet."""
    return dict(sorted(navne, reverse=True))


@lru_cache(maxsize=256)
def _helligdage(aar: int) -> Mapping[date, str]:
    danske = holidays.country_holidays("DK", years=aar, expand=False, language="da")
    return {d: _i_loebende_tekst(navn) for d, navn in danske.items()}


def _i_loebende_tekst(navn: str) -> str:
    navn = navn.replace("Anden ", "2. ")
    return navn if navn.startswith("Kristi") else navn[0].lower() + navn[1:]
