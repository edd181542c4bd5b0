"""Projektets tidsplan: opgaverne efter fase på deres frist, linjerne på aksen og vinduerne om de to store dage."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cached_property
from itertools import groupby

from faser.models import Fase
from frister import Kalender
from frister.vinduer import arbejdsdage_efter, arbejdsdage_omkring
from projekter.models import Projekt

from .models import Opgave


class Tilstand(StrEnum):
    """Hvad tidsplanen viser om en opgave; hver har sin form i tegningen (``tidstegning``)."""

    FULDFOERT = "fuldfoert"
    OVER_TID = "over_tid"
    I_GANG = "i_gang"
    IKKE_STARTET = "ikke_startet"
    IKKE_RELEVANT = "ikke_relevant"
    UDGAAET = "udgaaet"

    @property
    def i_ord(self) -> str:
        return TILSTANDE[self]


TILSTANDE = {
    Tilstand.FULDFOERT: "Fuldført",
    Tilstand.OVER_TID: "Over tid",
    Tilstand.I_GANG: "I gang",
    Tilstand.IKKE_STARTET: "Ikke startet",
    Tilstand.IKKE_RELEVANT: "Ikke relevant",
    Tilstand.UDGAAET: "Udgået",
}


@dataclass(frozen=True)
class Linje:
    """En dag, der står som en lodret streg hen over hele planen."""

    navn: str
    dag: date
    slags: str


I_DAG, IDRIFTSAETTELSE, GOLIVE = "i_dag", "idriftsaettelse", "golive"


def _i_dag(_: Projekt, paa: date) -> Iterator[Linje]:
    yield Linje("I dag", paa, I_DAG)


def _ankre(projekt: Projekt, _: date) -> Iterator[Linje]:
    if projekt.idriftsaettelse:
        yield Linje("Idriftsættelse", projekt.idriftsaettelse, IDRIFTSAETTELSE)
    if projekt.golive:
        yield Linje("Go-live", projekt.golive, GOLIVE)


def _etaper(projekt: Projekt, _: date) -> Iterator[Linje]:
    for etape in projekt.gaeldende_etaper:
        yield from (Linje(*dag) for dag in etape.datoer)


LINJEKILDER: tuple[Callable[[Projekt, date], Iterable[Linje]], ...] = (_i_dag, _ankre, _etaper)
"""De steder, aksens linjer kommer fra. Skal planen vise flere dage, er det en kilde mere."""


@dataclass(frozen=True)
class Post:
    """En opgave, som tidsplanen viser den på dagen ``paa``; opgaven er forklaret (``listen.forklar``)."""

    opgave: Opgave
    paa: date

    @property
    def frist(self) -> date | None:
        return self.opgave.frist

    @property
    def kode(self) -> str:
        return self.opgave.kort.kode

    @property
    def er_milepael(self) -> bool:
        return self.opgave.er_milepael

    @property
    def er_laast(self) -> bool:
        return self.opgave.er_frist_laast

    @property
    def fortsaetter(self) -> bool:
        return self.opgave.fortsaetter

    @property
    def tilstand(self) -> Tilstand:
        if self.opgave.er_udgaaet:
            return Tilstand.UDGAAET
        return Tilstand.OVER_TID if self.opgave.er_overskredet(self.paa) else Tilstand(self.opgave.status)

    @property
    def i_ord(self) -> str:
        """Fx »Milepæl, over tid, fast frist, kan fortsætte«."""
        dele = ["milepæl"] * self.er_milepael + [self.tilstand.i_ord.lower()]
        dele += ["fast frist"] * self.er_laast + ["kan fortsætte"] * self.fortsaetter
        return ", ".join(dele).capitalize()


@dataclass(frozen=True)
class Fasedel:
    """De af fasens opgaver, der har en frist, tidligste først."""

    fase: Fase
    poster: list[Post]


@dataclass(frozen=True)
class Vinduesdag:
    """En dag i et vindue. ``nummer`` er None på ankerets egen dag uden for tællingen og på en fridag."""

    dag: date
    nummer: int | None
    bemaerk: str
    poster: list[Post]


@dataclass(frozen=True)
class Vindue:
    """De arbejdsdage om et anker, hvor der er ekstra folk på. ``anker`` er med, også når det ikke tælles."""

    navn: str
    slags: str
    anker: date
    arbejdsdage: tuple[date, ...]
    etape: int | None = None
    """Etapens id, når ankeret er dens go-live."""

    @property
    def noegle(self) -> str:
        """Vinduets kendetegn på siden."""
        return f"{self.slags}-{self.etape}" if self.etape else self.slags

    @property
    def i_saetning(self) -> str:
        return self.navn[0].lower() + self.navn[1:]

    @property
    def foerste(self) -> date:
        return min(self.anker, self.arbejdsdage[0])

    @property
    def sidste(self) -> date:
        return max(self.anker, self.arbejdsdage[-1])

    def dage(self, poster: Sequence[Post], kalender: Kalender) -> list[Vinduesdag]:
        """Arbejdsdagene med numre, ankerets dag, og de fridage imellem, hvor noget forfalder."""
        numre = {dag: nummer for nummer, dag in enumerate(self.arbejdsdage, 1)}
        alle = (self.foerste + timedelta(days=n) for n in range((self.sidste - self.foerste).days + 1))
        dage = [self._dag(dag, numre.get(dag), poster, kalender) for dag in alle]
        return [dag for dag in dage if dag.nummer or dag.poster or dag.dag == self.anker]

    def _dag(self, dag: date, nummer: int | None, poster: Sequence[Post], kalender: Kalender) -> Vinduesdag:
        ord_ = [ANKERNAVNE[self.slags]] * (dag == self.anker) + [kalender.helligdag_navn(dag)]
        bemaerk = ", ".join(et for et in ord_ if et)
        return Vinduesdag(dag, nummer, bemaerk, [post for post in poster if post.frist == dag])


ANKERNAVNE = {IDRIFTSAETTELSE: "idriftsættelsesdag", GOLIVE: "go-live-dag"}


def vinduer(projekt: Projekt) -> list[Vindue]:
    """Projektets vinduer, og et for hver etapes go-live; et anker uden dato har intet."""
    kalender, fundne = projekt.kalender, []
    if anker := projekt.idriftsaettelse:
        dage = arbejdsdage_omkring(anker, projekt.idriftsaettelsesdage, kalender)
        fundne.append(Vindue("Idriftsættelsen", IDRIFTSAETTELSE, anker, dage))
    if anker := projekt.golive:
        dage = arbejdsdage_efter(anker, projekt.hypercaredage, kalender)
        fundne.append(Vindue("Hyper-care", GOLIVE, anker, dage))
    for etape in projekt.gaeldende_etaper:
        dage = arbejdsdage_efter(etape.golive, projekt.hypercaredage, kalender)
        fundne.append(Vindue(f"Hyper-care for {etape}", GOLIVE, etape.golive, dage, etape.pk))
    return fundne


@dataclass
class Tidsplan:
    """Planen på dagen ``paa``. ``opgaver`` er forklarede og i listens rækkefølge."""

    projekt: Projekt
    opgaver: Sequence[Opgave]
    paa: date

    @cached_property
    def poster(self) -> list[Post]:
        return [Post(opgave, self.paa) for opgave in self.opgaver]

    @property
    def med_frist(self) -> list[Post]:
        return [post for post in self.poster if post.frist]

    @property
    def uden_dato(self) -> list[Post]:
        return [post for post in self.poster if not post.frist]

    @cached_property
    def faser(self) -> list[Fasedel]:
        """De faser, der har opgaver med en frist, i listens orden."""
        delt = groupby(self.med_frist, key=lambda post: post.opgave.fase)
        return [Fasedel(fase, sorted(poster, key=_efter_frist)) for fase, poster in delt]

    @cached_property
    def linjer(self) -> list[Linje]:
        return [linje for kilde in LINJEKILDER for linje in kilde(self.projekt, self.paa)]

    @cached_property
    def vinduer(self) -> list[Vindue]:
        return vinduer(self.projekt)

    def vinduernes_dage(self) -> list[tuple[Vindue, list[Vinduesdag]]]:
        return [(vindue, vindue.dage(self.med_frist, self.projekt.kalender)) for vindue in self.vinduer]

    @property
    def dage(self) -> list[date]:
        """Alle de dage, aksen skal have med."""
        dage = [linje.dag for linje in self.linjer] + [post.frist for post in self.med_frist if post.frist]
        return dage + [dag for vindue in self.vinduer for dag in (vindue.foerste, vindue.sidste)]

    @property
    def antal(self) -> list[tuple[Tilstand, int]]:
        """Hvor mange af opgaverne på aksen der er i hver tilstand; kun de tilstande, der er nogen i."""
        tilstande = [post.tilstand for post in self.med_frist]
        return [(tilstand, tilstande.count(tilstand)) for tilstand in Tilstand if tilstand in tilstande]


def _efter_frist(post: Post) -> date:
    return post.frist or date.max
