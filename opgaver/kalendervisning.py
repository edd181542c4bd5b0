"""En måned af projektets plan: hvad der forfalder hver dag, og hvad dagen ellers er."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.utils.safestring import SafeString

from .maanedskalender import Dag, Maaned
from .tidsplan import Pausetid, Post, Tidsplan
from .tidsplanvisning import Signatur
from .tidstegning import tegnforklaring


@dataclass(frozen=True)
class Kalenderpost:
    """En opgave på sin dag med sit symbol."""

    post: Post

    @property
    def symbol(self) -> SafeString:
        return tegnforklaring(self.post.tilstand, er_milepael=self.post.er_milepael, fortsaetter=self.post.fortsaetter)


@dataclass(frozen=True)
class Kalenderdag:
    """``ord`` er linjerne og vinduernes dage, fx »Go-live« og »Hyper-care, dag 3«.

    En pauses første dag i måneden er et ord; ``pauser`` er de dage, den varer ved, og en liste kan udelade dem.
    """

    dag: Dag
    ord: list[str]
    pauser: list[str]
    poster: list[Kalenderpost]

    @property
    def er_tom(self) -> bool:
        return not (self.ord or self.poster or self.dag.fridag)


@dataclass
class Kalendermaaned:
    plan: Tidsplan
    maaned: Maaned

    @property
    def uger(self) -> list[tuple[int, list[Kalenderdag]]]:
        uger = self.maaned.uger(self.plan.projekt.kalender)
        return [(uge.nummer, [self._dag(dag) for dag in uge.dage]) for uge in uger]

    def _dag(self, dag: Dag) -> Kalenderdag:
        poster = [Kalenderpost(post) for post in self._efter_dag.get(dag.dato, [])]
        ord_ = self._ord.get(dag.dato, [])
        pauser = [tid.kort for tid in self._pauser(dag.dato) if tid.kort not in ord_]
        return Kalenderdag(dag, ord_, pauser, poster)

    def _pauser(self, dag: date) -> list[Pausetid]:
        return [tid for tid in self.plan.pauser if tid.daekker(dag, self.plan.paa)]

    @cached_property
    def _efter_dag(self) -> dict[date, list[Post]]:
        fundne = defaultdict(list)
        for post in self.plan.med_frist:
            if post.frist:
                fundne[post.frist].append(post)
        return fundne

    @cached_property
    def _ord(self) -> dict[date, list[str]]:
        fundne = defaultdict(list)
        for linje in self.plan.linjer:
            fundne[linje.dag].append(linje.kort or linje.navn)
        for tid in self._pauser(foerste := self.maaned.foerste):
            if tid.fra < foerste:
                fundne[foerste].append(tid.kort)
        for vindue in self.plan.vinduer:
            for nummer, dag in enumerate(vindue.arbejdsdage, 1):
                fundne[dag].append(f"{vindue.kort or vindue.navn}, dag {nummer}")
        return fundne

    @property
    def signatur(self) -> Signatur:
        """Forklaringen på månedens egne symboler."""
        opgaver = [post.opgave for dag, poster in self._efter_dag.items() if self._er_her(dag) for post in poster]
        return Signatur(Tidsplan(self.plan.projekt, opgaver, self.plan.paa))

    @property
    def antal(self) -> int:
        return sum(len(poster) for dag, poster in self._efter_dag.items() if self._er_her(dag))

    @property
    def tidligere(self) -> Maaned | None:
        """Den nærmeste måned før denne, hvor noget forfalder."""
        dage = [dag for dag in self._efter_dag if dag < self.maaned.foerste]
        return Maaned(max(dage).year, max(dage).month) if dage else None

    @property
    def senere(self) -> Maaned | None:
        """Den nærmeste måned efter denne, hvor noget forfalder."""
        dage = [dag for dag in self._efter_dag if dag > self.maaned.foerste and not self._er_her(dag)]
        return Maaned(min(dage).year, min(dage).month) if dage else None

    @property
    def er_nu(self) -> bool:
        return self._er_her(self.plan.paa)

    def _er_her(self, dag: date) -> bool:
        return (dag.year, dag.month) == (self.maaned.aar, self.maaned.maaned)
