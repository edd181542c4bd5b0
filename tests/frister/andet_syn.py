"""Reglerne om frister skrevet en gang til uden regelbogen: dag for dag på en kalender af papir.

Her gås der altid ét døgn ad gangen, og helligdagene kommer fra en tabel, der er skrevet i hånden.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from tests.frister.helligdage import HELLIGDAGE

I_MORGEN = timedelta(days=1)


@dataclass(frozen=True)
class Papirkalender:
    """`lukket` er enkelte dage; `hvert_aar` er par af måned og dag, fx (12, 24)."""

    lukket: frozenset[date] = frozenset()
    hvert_aar: frozenset[tuple[int, int]] = frozenset()

    def fri(self, d):
        assert 2020 <= d.year <= 2035, "uden for tabellen"
        weekend = d.strftime("%w") in "06"
        return weekend or d in HELLIGDAGE or d in self.lukket or (d.month, d.day) in self.hvert_aar

    def rykket(self, d):
        """Dagen selv eller, på en fridag, den nærmeste arbejdsdag før."""
        while self.fri(d):
            d -= I_MORGEN
        return d


def dage(fra, antal, frem, papir):
    for _ in range(antal):
        fra = fra + I_MORGEN if frem else fra - I_MORGEN
    return fra


def uger(fra, antal, frem, papir):
    return dage(fra, antal * 7, frem, papir)


def arbejdsdage(fra, antal, frem, papir):
    talte = 0
    while talte < antal:
        fra = dage(fra, 1, frem, papir)
        talte += not papir.fri(fra)
    return fra


def maaneder(fra, antal, frem, papir):
    """Gå til den rette måned, og bliv på dagen med samme nummer eller på månedens sidste."""
    dag, skift = fra.day, 0
    while skift < antal:
        naeste = dage(fra, 1, frem, papir)
        skift += naeste.month != fra.month
        fra = naeste
    while fra.day > 1:
        fra -= I_MORGEN
    while fra.day < dag and (fra + I_MORGEN).month == fra.month:
        fra += I_MORGEN
    return fra


GANG = {"dage": dage, "arbejdsdage": arbejdsdage, "uger": uger, "måneder": maaneder}


def relativ(anker, antal, enhed, retning, papir):
    """Den udregnede dag og den, der gælder."""
    raa = anker if antal == 0 else GANG[enhed](anker, antal, retning == "efter", papir)
    return raa, papir.rykket(raa)


def sidste_dag(foerste: date, samme: Callable[[date, date], bool], papir):
    """Sidste dag i den periode, hvor `samme` bliver ved med at gælde, og den, der gælder."""
    raa = foerste
    while samme(foerste, raa + I_MORGEN):
        raa += I_MORGEN
    return raa, papir.rykket(raa)
