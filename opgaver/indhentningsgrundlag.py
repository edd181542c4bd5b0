"""Det, en indhentningsplan lægges efter: de åbne opgaver, ugerne og det, der binder hver opgave. Uden Django."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from frister import Anker, Ankre, Kalender, dag_maaned

from .flytning import Tidsrum

FAERREST, PR_UGE = 2, 5
"""Så mange frister får en plads højst i en uge, når ingen har valgt et antal: det færreste, der er plads med."""
FLEST = 50
"""Det største antal frister om ugen, der kan vælges."""
HORISONT = timedelta(days=365)
"""Så langt frem lægges det, der hverken skal nås før idriftsættelse eller go-live."""


@dataclass(frozen=True)
class Graense:
    """Den sidste dag, en opgave må ligge, og det, den skal nås før; uden navn er det kun så langt, planen ser."""

    dato: date
    navn: str = ""

    def __str__(self) -> str:
        return f"{self.navn} {dag_maaned(self.dato)}" if self.navn else dag_maaned(self.dato)


def graense(anker: Anker | None, ankre: Ankre, paa: date) -> Graense:
    """Det, der regnes fra go-live, må ligge til go-live; alt andet til den første af de to, der ikke er nået."""
    for port in (Anker.GOLIVE,) if anker is Anker.GOLIVE else (Anker.IDRIFTSAETTELSE, Anker.GOLIVE):
        dato = ankre.dato(port)
        if dato and dato > paa:
            return Graense(min(dato, paa + HORISONT), port.navn if dato <= paa + HORISONT else "")
    return Graense(paa + HORISONT)


@dataclass(frozen=True)
class Aaben:
    """En åben opgave, som reglen ser den. ``prioritet`` 0 går forud for 1; ``kraever`` er det (id), den venter på.

    ``er_lagt`` er en frist fra en tidligere plan; ligger den nu efter grænsen, lægges den om som en overskredet.
    En fast opgave flyttes ikke og fylder ikke i ugerne, men de andre venter på den, og den på dem.
    Ugerne tælles på hver af ``pladser``, den ansvarlige og udføreren; opgaver uden nogen (None) deles om én.
    """

    id: int
    navn: str
    frist: date | None
    graense: Graense
    pladser: frozenset[int | None] = frozenset({None})
    prioritet: int = 1
    kraever: frozenset[int] = frozenset()
    er_fast: bool = False
    er_lagt: bool = False


@dataclass(frozen=True)
class Rammer:
    """Det, planen skal holde sig inden for."""

    paa: date
    kalender: Kalender
    pr_uge: int = PR_UGE
    frysperioder: tuple[Tidsrum, ...] = ()
    pladsnavne: Mapping[int | None, str] = field(default_factory=dict)

    def kan_bruges(self, dag: date) -> bool:
        return self.kalender.er_arbejdsdag(dag) and not any(dag in periode for periode in self.frysperioder)


@dataclass(frozen=True)
class Grundlag:
    """Det, planen lægges efter: ugerne, opgavernes orden, og hvad der binder hver af dem."""

    aabne: tuple[Aaben, ...]
    rammer: Rammer

    @cached_property
    def efter_id(self) -> dict[int, Aaben]:
        return {et.id: et for et in self.aabne}

    @cached_property
    def sene(self) -> list[Aaben]:
        return [et for et in self.aabne if self.er_sen(et)]

    @cached_property
    def uger(self) -> list[list[date]]:
        """De dage, der kan bruges, i hver uge, der har nogen."""
        sidste, i_morgen = max((et.graense.dato for et in self.sene), default=self.rammer.paa), timedelta(days=1)
        alle = (self.rammer.paa + i_morgen * nr for nr in range(1, (sidste - self.rammer.paa).days + 1))
        return [list(dage) for _, dage in groupby(filter(self.rammer.kan_bruges, alle), key=uge_af)]

    @cached_property
    def belagt(self) -> Counter[tuple[int | None, int]]:
        """Hvor mange frister en plads har i forvejen i ugen med det nummer i ``uger``."""
        numre = {uge_af(dage[0]): nr for nr, dage in enumerate(self.uger)}
        kommende = (et for et in self.aabne if self._er_kommende(et) and not et.er_fast)
        lagt = {et: numre[uge_af(et.frist)] for et in kommende if et.frist and uge_af(et.frist) in numre}
        return Counter((plads, uge) for et, uge in lagt.items() for plads in et.pladser)

    def fyldt(self, lagt: Mapping[int, int]) -> Counter[tuple[int | None, int]]:
        """Hvor mange frister hver plads har i hver uge, når opgaverne (id) ligger som i ``lagt``."""
        fyldt = Counter(self.belagt)
        for pk, uge in lagt.items():
            laeg_til(fyldt, self.efter_id[pk], uge, 1)
        return fyldt

    @cached_property
    def foer(self) -> dict[int, frozenset[int]]:
        """For hver åben opgave alt det åbne (id) med en dato, den ad nogen vej venter på."""
        kraever = {et.id: et.kraever & self.efter_id.keys() for et in self.aabne}
        fundne: dict[int, frozenset[int]] = {}
        for nr in foerst_det_foer(kraever, kraever):
            med_dato = frozenset(pk for pk in kraever[nr] if self.efter_id[pk].frist)
            fundne[nr] = med_dato.union(*(fundne.get(pk, frozenset()) for pk in kraever[nr]))
        return fundne

    def ventede(self, opgave: Aaben) -> list[Aaben]:
        """De overskredne, opgaven venter på; de skal selv have en ny dato."""
        return [et for et in map(self.efter_id.__getitem__, sorted(self.foer[opgave.id])) if self.er_sen(et)]

    def faste(self, opgave: Aaben) -> list[Aaben]:
        """Det, opgaven venter på, som har en frist, der ikke er nået."""
        return [et for et in map(self.efter_id.__getitem__, sorted(self.foer[opgave.id])) if self._er_kommende(et)]

    def er_sen(self, opgave: Aaben) -> bool:
        """Om opgaven skal have en ny dato."""
        if opgave.er_fast or opgave.frist is None:
            return False
        return opgave.frist < self.rammer.paa or (opgave.er_lagt and opgave.frist > opgave.graense.dato)

    def _er_kommende(self, opgave: Aaben) -> bool:
        return opgave.frist is not None and opgave.frist >= self.rammer.paa and not self.er_sen(opgave)

    @cached_property
    def senest(self) -> dict[int, Graense]:
        """Den sidste dag for hver sen opgave: dens egen grænse, eller fristen for det tidligste, der venter på den."""
        kendte = {et.id: et.graense for et in self.sene}
        kendte |= {et.id: _foer(et.navn, et.frist) for et in self.aabne if et.frist and self._er_kommende(et)}
        for et in reversed(self._efter_ventede(self.sene)):
            self._skub(et, kendte)
        return kendte

    def _skub(self, opgave: Aaben, kendte: dict[int, Graense]) -> None:
        ventende = (kendte[et.id] for et in self.aabne if et.id in kendte and opgave.id in self.foer[et.id])
        kendte[opgave.id] = min([kendte[opgave.id], *ventende], key=lambda graense: graense.dato)

    def _efter_ventede(self, opgaver: Iterable[Aaben]) -> list[Aaben]:
        """Opgaverne i den givne orden, men enhver efter det, den venter på."""
        foer = {et.id: [foerst.id for foerst in self.ventede(et)] for et in self.sene}
        return [self.efter_id[nr] for nr in foerst_det_foer((et.id for et in opgaver), foer)]

    @cached_property
    def mulige_uger(self) -> dict[int, list[int]]:
        """De uger, hver sen opgave kan ligge i for kalenderens, grænsens og de fastes skyld."""
        return {et.id: [nr for nr in range(len(self.uger)) if self._kan_ligge(et, nr)] for et in self.sene}

    def _kan_ligge(self, opgave: Aaben, uge: int) -> bool:
        if self.uger[uge][0] > self.senest[opgave.id].dato:
            return False
        return all(et.frist is None or et.frist <= self.dag(opgave, uge) for et in self.faste(opgave))

    def dag(self, opgave: Aaben, uge: int) -> date:
        """Den sidste dag i ugen, opgaven kan have frist."""
        return max(dag for dag in self.uger[uge] if dag <= self.senest[opgave.id].dato)

    @cached_property
    def orden(self) -> list[Aaben]:
        """Den rækkefølge, de sene får plads i."""

        def noegle(et: Aaben) -> tuple[int, int, date | None, str, int]:
            return (self.mulige_uger[et.id] or [-1])[-1], et.prioritet, et.frist, et.navn, et.id

        return self._efter_ventede(sorted(self.sene, key=noegle))

    def vindue(self, opgave: Aaben, lagt: Mapping[int, int]) -> Iterator[int]:
        """De uger, opgaven kan ligge i, når det, den venter på, ligger som i ``lagt``; ingen, når noget mangler."""
        ventede = self.ventede(opgave)
        if any(et.id not in lagt for et in ventede):
            return
        foerste = max((lagt[et.id] for et in ventede), default=0)
        yield from (uge for uge in self.mulige_uger[opgave.id] if uge >= foerste)

    def laeg(self, pr_uge: int) -> dict[int, int]:
        """Hver opgave (id) i sin orden i den første uge, der er plads i; den, der ingen er til, mangler."""
        lagt: dict[int, int] = {}
        fyldt = Counter(self.belagt)
        for et in self.orden:
            uge = next((uge for uge in self.vindue(et, lagt) if er_plads(fyldt, et, uge, pr_uge)), None)
            if uge is not None:
                lagt[et.id] = uge
                laeg_til(fyldt, et, uge, 1)
        return lagt

    @cached_property
    def er_paa_tvaers(self) -> bool:
        """Om pladsernes uger hænger sammen: en plads er i to slags hold, eller et hold venter på et andet."""
        hold = {et.pladser for et in self.sene}
        deler = sum(map(len, hold)) > len(frozenset().union(*hold))
        return deler or any(anden.pladser != et.pladser for et in self.sene for anden in self.ventede(et))


def _foer(navn: str, frist: date) -> Graense:
    return Graense(frist, f"{navn}, der venter på den og har frist")


def foerst_det_foer(numre: Iterable[int], foer: Mapping[int, Iterable[int]]) -> list[int]:
    """Numrene i den givne orden, men hvert efter dem, det har i ``foer``; en kæde kan være lang."""
    fundne: dict[int, None] = {}
    sete: set[int] = set()
    for nummer in numre:
        stak = [nummer]
        while stak:
            if stak[-1] in sete:
                fundne.setdefault(stak.pop())
            else:
                sete.add(stak[-1])
                stak += [et for et in sorted(foer[stak[-1]], reverse=True) if et not in sete]
    return list(fundne)


def er_plads(fyldt: Mapping[tuple[int | None, int], int], opgave: Aaben, uge: int, pr_uge: int) -> bool:
    return all(fyldt[plads, uge] < pr_uge for plads in opgave.pladser)


def laeg_til(fyldt: Counter[tuple[int | None, int]], opgave: Aaben, uge: int, antal: int) -> None:
    for plads in opgave.pladser:
        fyldt[plads, uge] += antal


def uge_af(dag: date) -> tuple[int, int]:
    aar, uge, _ = dag.isocalendar()
    return aar, uge
