"""Forskellen mellem to tekster, ord for ord, så den kan vises side om side. Uden Django.

Først findes de afsnit, der er ens; kun i de andre sammenlignes ordene, og kun når der er så få, at det er gjort på
millisekunder. Ellers er hele afsnittet ændret.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import takewhile

FLEST_SAMMENLIGNINGER = 20_000
"""Ord gange ord (eller afsnit gange afsnit), der højst sammenlignes."""

_STUMPER = re.compile(r"\s+|\w+|[^\w\s]")


type Sidestykker = tuple[Sequence[str], Sequence[str]]


@dataclass(frozen=True)
class Stykke:
    """Et stykke af teksten. ``er_aendret`` er sandt, når det kun står på den ene side."""

    tekst: str
    er_aendret: bool


@dataclass(frozen=True)
class Forskel:
    foer: list[Stykke]
    efter: list[Stykke]


def find_forskel(foer: str, efter: str) -> Forskel:
    """De to tekster som stykker. Sættes stykkerne sammen, er det teksterne igen."""
    venstre: list[Stykke] = []
    hoejre: list[Stykke] = []
    for gammelt, nyt in _forskellige(foer.splitlines(keepends=True), efter.splitlines(keepends=True)):
        for ord_foer, ord_efter, er_aendret in _uden_broer(_ordene("".join(gammelt), "".join(nyt))):
            _laeg_til(venstre, ord_foer, er_aendret)
            _laeg_til(hoejre, ord_efter, er_aendret)
    return Forskel(venstre, hoejre)


def _uden_broer(par: Iterable[Sidestykker]) -> Iterator[tuple[str, str, bool]]:
    """Et mellemrum mellem to ændrede stykker hører med til ændringen; ellers blev hvert ord sit eget stykke."""
    stykker = [("".join(foer), "".join(efter)) for foer, efter in par if foer or efter]
    aendret = [False, *(foer != efter for foer, efter in stykker), False]
    for plads, (foer, efter) in enumerate(stykker, 1):
        er_bro = aendret[plads - 1] and aendret[plads + 1] and not foer.strip()
        yield foer, efter, aendret[plads] or er_bro


def _ordene(gammelt: str, nyt: str) -> Iterator[Sidestykker]:
    if gammelt == nyt:
        return iter([([gammelt], [nyt])])
    return _forskellige(_STUMPER.findall(gammelt), _STUMPER.findall(nyt))


def _forskellige(foer: Sequence[str], efter: Sequence[str]) -> Iterator[Sidestykker]:
    """De to rækker delt i stykker, der er ens eller forskellige. Det fælles foran og bagved er fundet først."""
    foran = _faelles(foer, efter)
    bagved = _faelles(foer[foran:][::-1], efter[foran:][::-1])
    slut_foer, slut_efter = len(foer) - bagved, len(efter) - bagved
    yield foer[:foran], efter[:foran]
    yield from _midten(foer[foran:slut_foer], efter[foran:slut_efter])
    yield foer[slut_foer:], efter[slut_efter:]


def _midten(foer: Sequence[str], efter: Sequence[str]) -> Iterator[Sidestykker]:
    if len(foer) * len(efter) > FLEST_SAMMENLIGNINGER:
        yield foer, efter
        return
    for _, i1, i2, j1, j2 in SequenceMatcher(None, foer, efter, autojunk=False).get_opcodes():
        yield foer[i1:i2], efter[j1:j2]


def _faelles(en: Sequence[str], anden: Sequence[str]) -> int:
    return sum(1 for _ in takewhile(lambda par: par[0] == par[1], zip(en, anden, strict=False)))


def _laeg_til(side: list[Stykke], tekst: str, er_aendret: bool) -> None:
    if not tekst:
        return
    if side and side[-1].er_aendret == er_aendret:
        side[-1] = Stykke(side[-1].tekst + tekst, er_aendret)
    else:
        side.append(Stykke(tekst, er_aendret))
