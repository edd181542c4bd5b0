"""En måned som uger og dage. Uden Django og database."""

from dataclasses import dataclass
from datetime import date, timedelta

from frister import FOERSTE_AAR, SIDSTE_AAR, Kalender, maaned_navn
from frister.dansk import ugedag


@dataclass(frozen=True)
class Dag:
    """En dag i månedens skema. ``fri`` er, hvorfor ingen arbejder, eller tom; dage uden for måneden fylder ugen ud."""

    dato: date
    er_i_maaneden: bool
    fri: str

    @property
    def fridag(self) -> str:
        """Helligdagens eller lukkedagens navn; en almindelig lørdag og søndag har intet."""
        return "" if self.fri == ugedag(self.dato) else self.fri


@dataclass(frozen=True)
class Uge:
    """Mandag til søndag med ISO-ugens nummer."""

    nummer: int
    dage: tuple[Dag, ...]


@dataclass(frozen=True)
class Maaned:
    """En måned i et år, systemet kender."""

    aar: int
    maaned: int

    @property
    def foerste(self) -> date:
        return date(self.aar, self.maaned, 1)

    @property
    def navn(self) -> str:
        """Fx »marts 2027«."""
        return f"{maaned_navn(self.maaned)} {self.aar}"

    @property
    def forrige(self) -> "Maaned | None":
        return _kendt(self.foerste - timedelta(days=1))

    @property
    def naeste(self) -> "Maaned | None":
        return _kendt(self.foerste + timedelta(days=31))

    def uger(self, kalender: Kalender) -> list[Uge]:
        """De hele uger, månedens dage ligger i."""
        mandag = self.foerste - timedelta(days=self.foerste.weekday())
        uger: list[Uge] = []
        while not uger or (mandag.year, mandag.month) == (self.aar, self.maaned):
            dage = (mandag + timedelta(days=nummer) for nummer in range(7))
            uger.append(Uge(mandag.isocalendar().week, tuple(self._dag(dag, kalender) for dag in dage)))
            mandag += timedelta(days=7)
        return uger

    def _dag(self, dato: date, kalender: Kalender) -> Dag:
        er_i_maaneden = (dato.year, dato.month) == (self.aar, self.maaned)
        return Dag(dato, er_i_maaneden, kalender.helligdag_navn(dato))


def er_kendt(aar: int, maaned: int) -> bool:
    return FOERSTE_AAR <= aar <= SIDSTE_AAR and 1 <= maaned <= 12


def _kendt(dag: date) -> Maaned | None:
    return Maaned(dag.year, dag.month) if er_kendt(dag.year, dag.month) else None
