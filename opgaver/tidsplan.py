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
from projekter.models import Etape, Pause, Projekt

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
    kort: str = ""
    """Et kortere navn til kalenderen, når der er et."""
    nummer: int | None = None
    """Etapens nummer, når dagen er en etapes."""


I_DAG, IDRIFTSAETTELSE, GOLIVE, UDDANNELSE, PAUSE = "i_dag", "idriftsaettelse", "golive", "uddannelse", "pause"


def _i_dag(_: Projekt, paa: date) -> Iterator[Linje]:
    yield Linje("I dag", paa, I_DAG)


def _ankre(projekt: Projekt, _: date) -> Iterator[Linje]:
    if projekt.idriftsaettelse:
        yield Linje("Idriftsættelse", projekt.idriftsaettelse, IDRIFTSAETTELSE)
    if projekt.golive:
        yield Linje("Go-live", projekt.golive, GOLIVE)


def _etaper(projekt: Projekt, _: date) -> Iterator[Linje]:
    for nummer, etape in nummererede(projekt):
        if etape.uddannelse:
            yield Linje(f"Uddannet {nummer}, {etape}", etape.uddannelse, UDDANNELSE, f"Uddannet {nummer}", nummer)
        yield Linje(f"Go-live {nummer}, {etape}", etape.golive, GOLIVE, f"Go-live {nummer}", nummer)


LINJEKILDER: tuple[Callable[[Projekt, date], Iterable[Linje]], ...] = (_i_dag, _ankre, _etaper)
"""De steder, aksens linjer kommer fra. Skal planen vise flere dage, er det en kilde mere."""


def nummererede(projekt: Projekt) -> list[tuple[int, Etape]]:
    """Etaperne i den orden, de går i gang, med det nummer, der står ved deres opgaver og linjer."""
    return list(enumerate(projekt.gaeldende_etaper, 1))


@dataclass(frozen=True)
class Pausetid:
    """En pause, ingen har sluttet endnu, for projektet eller for en etape med nummer."""

    pause: Pause
    nummer: int | None = None

    @property
    def fra(self) -> date:
        return self.pause.fra

    @property
    def navn(self) -> str:
        return f"På pause {self.nummer}, {self.pause.etape}" if self.nummer else "På pause"

    @property
    def kort(self) -> str:
        return f"På pause {self.nummer}" if self.nummer else "På pause"

    @property
    def linje(self) -> Linje:
        return Linje(self.navn, self.fra, PAUSE, self.kort, self.nummer)

    def sidste(self, paa: date) -> date:
        """Den sidste dag, pausen ventes at vare; en pause uden slutdag eller over tiden varer i hvert fald ``paa``."""
        return max(paa, self.fra, self.pause.til or paa)

    def daekker(self, dag: date, paa: date) -> bool:
        return self.fra <= dag <= self.sidste(paa)


def pauser(projekt: Projekt) -> list[Pausetid]:
    """De åbne pauser, projektets først; spørger kun databasen, når noget er på pause."""
    numre = {etape.pk: nummer for nummer, etape in nummererede(projekt) if etape.er_paa_pause}
    er_paa_pause = projekt.status == Projekt.Status.PAA_PAUSE
    if not (numre or er_paa_pause):
        return []
    aabne = Pause.objects.aabne().filter(projekt=projekt).select_related("etape")
    fundne = [Pausetid(pause, numre.get(pause.etape_id or 0)) for pause in aabne]
    kendte = [tid for tid in fundne if tid.nummer or (er_paa_pause and not tid.pause.etape_id)]
    return sorted(kendte, key=lambda tid: tid.nummer or 0)


@dataclass(frozen=True)
class Post:
    """En opgave, som tidsplanen viser den på dagen ``paa``; opgaven er forklaret (``listen.forklar``)."""

    opgave: Opgave
    paa: date
    nummer: int | None = None
    """Etapens nummer, når opgaven er for en etape."""

    @property
    def frist(self) -> date | None:
        return self.opgave.frist

    @property
    def kode(self) -> str:
        return self.opgave.kort.kode

    @property
    def maerkat(self) -> str:
        """Koden, som den står på tegningen: det samme kort kan stå der én gang for hver etape."""
        if self.opgave.etape and self.opgave.etape.er_fjernet:
            return f"{self.kode}·fjernet"
        return f"{self.kode}·{self.nummer}" if self.nummer else self.kode

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
    """Etapens id, når ankeret er dens go-live; går flere i gang den dag, den førstes."""
    kort: str = ""
    """Et kortere navn til kalenderen, når der er et."""

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
    """Projektets vinduer, og et for hver dag, etaper går i gang; et anker uden dato har intet.

    Går en etape i gang på projektets egen go-live, er det etapens vindue: det er dens folk, der skal have hjælp.
    """
    kalender, fundne = projekt.kalender, []
    if anker := projekt.idriftsaettelse:
        dage = arbejdsdage_omkring(anker, projekt.idriftsaettelsesdage, kalender)
        fundne.append(Vindue("Idriftsættelsen", IDRIFTSAETTELSE, anker, dage))
    efter_dag: dict[date, list[tuple[int, Etape]]] = {projekt.golive: []} if projekt.golive else {}
    for nummer, etape in nummererede(projekt):
        efter_dag.setdefault(etape.golive, []).append((nummer, etape))
    for anker, hold in efter_dag.items():
        dage = arbejdsdage_efter(anker, projekt.hypercaredage, kalender)
        fundne.append(_hyper_care(anker, hold, dage))
    return fundne


def _hyper_care(anker: date, hold: list[tuple[int, Etape]], dage: tuple[date, ...]) -> Vindue:
    if not hold:
        return Vindue("Hyper-care", GOLIVE, anker, dage)
    navne, numre = (" og ".join(str(par[led]) for par in hold) for led in (1, 0))
    return Vindue(f"Hyper-care for {navne}", GOLIVE, anker, dage, hold[0][1].pk, f"Hyper-care {numre}")


@dataclass
class Tidsplan:
    """Planen på dagen ``paa``. ``opgaver`` er forklarede og i listens rækkefølge."""

    projekt: Projekt
    opgaver: Sequence[Opgave]
    paa: date

    @cached_property
    def poster(self) -> list[Post]:
        numre = {etape.pk: nummer for nummer, etape in self.etaper}
        return [Post(opgave, self.paa, numre.get(opgave.etape_id or 0)) for opgave in self.opgaver]

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
        fra_kilder = [linje for kilde in LINJEKILDER for linje in kilde(self.projekt, self.paa)]
        return fra_kilder + [pause.linje for pause in self.pauser]

    @cached_property
    def vinduer(self) -> list[Vindue]:
        return vinduer(self.projekt)

    @cached_property
    def pauser(self) -> list[Pausetid]:
        return pauser(self.projekt)

    @cached_property
    def etaper(self) -> list[tuple[int, Etape]]:
        return nummererede(self.projekt)

    def vinduernes_dage(self) -> list[tuple[Vindue, list[Vinduesdag]]]:
        return [(vindue, vindue.dage(self.med_frist, self.projekt.kalender)) for vindue in self.vinduer]

    @property
    def dage(self) -> list[date]:
        """Alle de dage, aksen skal have med."""
        dage = [linje.dag for linje in self.linjer] + [post.frist for post in self.med_frist if post.frist]
        dage += [pause.sidste(self.paa) for pause in self.pauser]
        return dage + [dag for vindue in self.vinduer for dag in (vindue.foerste, vindue.sidste)]

    @property
    def antal(self) -> list[tuple[Tilstand, int]]:
        """Hvor mange af opgaverne på aksen der er i hver tilstand; kun de tilstande, der er nogen i."""
        tilstande = [post.tilstand for post in self.med_frist]
        return [(tilstand, tilstande.count(tilstand)) for tilstand in Tilstand if tilstand in tilstande]


def _efter_frist(post: Post) -> date:
    return post.frist or date.max
