"""Den lille familie af fristregler. En regel er frossen, skriver sig selv på dansk og regner sig selv ud.

For hver regel gælder `tolk(regel.tekst()) == regel`. `beregn` giver None, når ankerets dato mangler,
eller når datoen ligger uden for årene 1990-2100, hvor kalenderen er kendt.
"""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum
from typing import ClassVar

from faelles.aarstal import FOERSTE_AAR, SIDSTE_AAR
from frister.ankre import Anker, Ankre
from frister.dansk import dag_maaned, maaned_navn
from frister.forklaring import Svar, beregnet, fastsat
from frister.kalender import Kalender


class UgyldigRegel(ValueError):
    """Reglen kan ikke findes. Teksten er en dansk sætning om hvorfor."""


class Enhed(Enum):
    """Uger og måneder følger kalenderen; arbejdsdage springer fridage over."""

    DAGE = "dage"
    ARBEJDSDAGE = "arbejdsdage"
    UGER = "uger"
    MAANEDER = "måneder"

    @property
    def ental(self) -> str:
        """Fx "uge"."""
        return _ENTAL[self]


_ENTAL = {Enhed.DAGE: "dag", Enhed.ARBEJDSDAGE: "arbejdsdag", Enhed.UGER: "uge", Enhed.MAANEDER: "måned"}
STOERSTE_ANTAL = {Enhed.DAGE: 3650, Enhed.ARBEJDSDAGE: 2500, Enhed.UGER: 520, Enhed.MAANEDER: 120}
"""Cirka ti år i hver enhed. En længere frist er en tastefejl."""


class Retning(Enum):
    """Hvor fristen ligger i forhold til ankeret."""

    FOER = "før"
    EFTER = "efter"
    PAA = "på"


@dataclass(frozen=True)
class RelativFrist:
    """Et antal enheder før eller efter et anker, eller på selve ankerets dag (antal 0, enhed dage).

    Tællingen begynder dagen efter (eller før) ankeret, som selv må falde på en fridag.
    """

    antal: int
    enhed: Enhed
    retning: Retning
    anker: Anker

    def __post_init__(self) -> None:
        if self.retning is Retning.PAA:
            if self.antal or self.enhed is not Enhed.DAGE:
                raise UgyldigRegel("En frist på ankerets egen dag har antal 0 og enhed dage.")
        elif self.antal < 1:
            raise UgyldigRegel("Antallet skal være mindst 1.")
        _kontroller_loft(self.antal, self.enhed)

    @classmethod
    def paa(cls, anker: Anker) -> "RelativFrist":
        """Fristen, der falder på ankerets egen dag."""
        return cls(0, Enhed.DAGE, Retning.PAA, anker)

    def tekst(self) -> str:
        """Fx "5 uger efter idriftsættelsesdato", eller blot "go-live"."""
        return f"{self._afstand()}{self.anker.regelnavn}"

    def beregn(self, ankre: Ankre, kalender: Kalender) -> Svar | None:
        """Datoen med forklaring; en fridag giver arbejdsdagen før."""
        fra = _kendt(ankre.dato(self.anker))
        if fra is None:
            return None
        raa = flyt(fra, _med_fortegn(self.antal, self.retning), self.enhed, kalender)
        if self.retning is Retning.PAA:
            return _inden_for(beregnet(self.anker.navn, raa, kalender))
        return _inden_for(beregnet(f"{self._afstand()}{_sat(self.anker, fra)}", raa, kalender, fra.year))

    def _afstand(self) -> str:
        if self.retning is Retning.PAA:
            return ""
        enhed = self.enhed.ental if self.antal == 1 else self.enhed.value
        return f"{self.antal} {enhed} {self.retning.value} "


@dataclass(frozen=True)
class RelativtInterval:
    """Fra og til et antal enheder før eller efter et anker. Fristen er den sidste dag i tiden.

    Efter ankeret er det `til`; før ankeret er det `fra`, for 2-3 uger før slutter 2 uger før.
    """

    fra: int
    til: int
    enhed: Enhed
    retning: Retning
    anker: Anker

    def __post_init__(self) -> None:
        if self.retning is Retning.PAA:
            raise UgyldigRegel("Et interval ligger før eller efter ankeret.")
        if not 0 <= self.fra < self.til:
            raise UgyldigRegel("Intervallets første tal skal være mindre end det andet.")
        _kontroller_loft(self.til, self.enhed)

    def tekst(self) -> str:
        """Fx "7-10 arbejdsdage efter go-live"."""
        return f"{self._afstand()} {self.anker.regelnavn}"

    def beregn(self, ankre: Ankre, kalender: Kalender) -> Svar | None:
        """Intervallets sidste dag med forklaring; en fridag giver arbejdsdagen før."""
        anker = _kendt(ankre.dato(self.anker))
        if anker is None:
            return None
        sidste = self.til if self.retning is Retning.EFTER else self.fra
        raa = flyt(anker, _med_fortegn(sidste, self.retning), self.enhed, kalender)
        indledning = f"{self._afstand()} {_sat(self.anker, anker)}, sidste dag"
        return _inden_for(beregnet(indledning, raa, kalender, anker.year))

    def _afstand(self) -> str:
        return f"{self.fra}-{self.til} {self.enhed.value} {self.retning.value}"


@dataclass(frozen=True)
class FastDato:
    """En dato, som et katalog eller et menneske har skrevet. Den flyttes aldrig."""

    dato: date
    anker: ClassVar[None] = None

    def __post_init__(self) -> None:
        _kontroller_aar(self.dato.year)

    def tekst(self) -> str:
        """Fx "7. maj 2018"."""
        return dag_maaned(self.dato)

    def beregn(self, ankre: Ankre, kalender: Kalender) -> Svar:
        """Datoen selv, med en advarsel når den er en fridag."""
        return fastsat(self.dato, kalender)


@dataclass(frozen=True)
class Periode:
    """En hel ISO-uge eller hele måneder: måned, kvartal, årstid, år eller flere i træk.

    Fristen er periodens sidste dag, rykket som andre udregnede datoer: ingen har skrevet den dag som en dato.
    """

    begynder: date
    slutter: date
    anker: ClassVar[None] = None

    def __post_init__(self) -> None:
        _kontroller_aar(self.begynder.year)
        _kontroller_aar(self.slutter.year)
        if self.slutter < self.begynder:
            raise UgyldigRegel("Perioden slutter, før den begynder.")
        if not (self._er_uge() or self._er_hele_maaneder()):
            raise UgyldigRegel("En periode er en hel uge eller hele måneder.")

    @classmethod
    def uge(cls, aar: int, uge: int) -> "Periode":
        """ISO-ugen fra mandag til søndag. UgyldigRegel, når året ikke har den uge."""
        _kontroller_aar(aar)
        try:
            mandag = date.fromisocalendar(aar, uge, 1)
        except ValueError:
            raise UgyldigRegel(f"Uge {uge} findes ikke i {aar}.") from None
        return cls(mandag, mandag + timedelta(days=6))

    @classmethod
    def maaneder(cls, aar: int, foerste: int, antal: int = 1) -> "Periode":
        """`antal` hele måneder fra og med måneden `foerste` (1-12) i `aar`."""
        _kontroller_aar(aar)
        begynder = date(aar, foerste, 1)
        return cls(begynder, laeg_maaneder_til(begynder, antal) - timedelta(days=1))

    def tekst(self) -> str:
        """Det korteste navn, fx "uge 53 2026", "2017-2018", "4. kvartal 2016" eller "maj-juni 2019"."""
        if self._er_uge():
            aar, uge, _ = self.begynder.isocalendar()
            return f"uge {uge} {aar}"
        return _periodenavn(self.begynder, self.slutter)

    def beregn(self, ankre: Ankre, kalender: Kalender) -> Svar:
        """Periodens sidste dag med forklaring; en fridag giver arbejdsdagen før."""
        kendt_aar = self.slutter.year if self.begynder.year == self.slutter.year else None
        return beregnet(f"{self.tekst()}, sidste dag", self.slutter, kalender, kendt_aar)

    def _er_uge(self) -> bool:
        return self.begynder.weekday() == 0 and (self.slutter - self.begynder).days == 6

    def _er_hele_maaneder(self) -> bool:
        return self.begynder.day == 1 and (self.slutter + timedelta(days=1)).day == 1


Regel = RelativFrist | RelativtInterval | FastDato | Periode


def flyt(fra: date, antal: int, enhed: Enhed, kalender: Kalender) -> date:
    """Datoen `antal` enheder efter `fra` (før, når antallet er negativt)."""
    match enhed:
        case Enhed.DAGE:
            return fra + timedelta(days=antal)
        case Enhed.UGER:
            return fra + timedelta(weeks=antal)
        case Enhed.MAANEDER:
            return laeg_maaneder_til(fra, antal)
        case Enhed.ARBEJDSDAGE:
            return kalender.laeg_arbejdsdage_til(fra, antal)


def laeg_maaneder_til(d: date, antal: int) -> date:
    """Samme dag i måneden `antal` måneder senere; den 31. bliver månedens sidste dag, når den er kortere."""
    aar, nul_maaned = divmod(d.year * 12 + d.month - 1 + antal, 12)
    maaned = nul_maaned + 1
    return date(aar, maaned, min(d.day, monthrange(aar, maaned)[1]))


AARSTIDER = {3: "forår", 6: "sommer", 9: "efterår", 12: "vinter"}
"""Årstidens første måned; hver varer tre måneder, og vinteren ender i året efter."""


def _periodenavn(fra: date, til: date) -> str:
    antal = (til.year - fra.year) * 12 + til.month - fra.month + 1
    if fra.month == 1 and til.month == 12:
        return f"{fra.year}" if antal == 12 else f"{fra.year}-{til.year}"
    if antal == 3 and fra.month % 3 == 1:
        return f"{fra.month // 3 + 1}. kvartal {fra.year}"
    if antal == 3 and fra.month in AARSTIDER:
        aar = f"{fra.year}" if til.year == fra.year else f"{fra.year}/{til.year}"
        return f"{AARSTIDER[fra.month]} {aar}"
    if antal == 1:
        return f"{maaned_navn(fra.month)} {fra.year}"
    fra_aar = "" if fra.year == til.year else f" {fra.year}"
    return f"{maaned_navn(fra.month)}{fra_aar}-{maaned_navn(til.month)} {til.year}"


def _sat(anker: Anker, dato: date) -> str:
    return f"{anker.navn} {dag_maaned(dato)}"


def _med_fortegn(antal: int, retning: Retning) -> int:
    return -antal if retning is Retning.FOER else antal


def _er_kendt_aar(aar: int) -> bool:
    return FOERSTE_AAR <= aar <= SIDSTE_AAR


def _kendt(dato: date | None) -> date | None:
    return dato if dato and _er_kendt_aar(dato.year) else None


def _inden_for(svar: Svar) -> Svar | None:
    return svar if _er_kendt_aar(svar.dato.year) else None


def _kontroller_aar(aar: int) -> None:
    if not _er_kendt_aar(aar):
        raise UgyldigRegel(f"Årstallet {aar} ligger uden for {FOERSTE_AAR}-{SIDSTE_AAR}.")


def _kontroller_loft(antal: int, enhed: Enhed) -> None:
    if antal > STOERSTE_ANTAL[enhed]:
        raise UgyldigRegel(f"Antallet er for stort: højst {STOERSTE_ANTAL[enhed]} {enhed.value}.")
