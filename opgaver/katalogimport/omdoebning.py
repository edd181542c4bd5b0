"""Hvilke udgåede og nye kort der ser ud til at være det samme kort under en ny kode. Uden Django.

Reglen foreslår kun; personen afgør hvert par. Et kort er med i højst ét par.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

MINDST = 0.75
"""Så stor en del af ordene skal de to kort have fælles."""

FAERREST_ORD = 3
"""Kortere tekster, fx »Test«, siger for lidt til at være *næsten* ens; helt ens må de gerne være."""

FLEST_ORD = 300
"""Ord af hvert kort, der ses på; nok til at kende det og få nok til mange kort."""

FLEST_SAMMENLIGNINGER = 40_000
"""Par, der højst holdes op mod hinanden ord for ord. Er der flere, foreslås kun de helt ens."""

_ORD = re.compile(r"\w+")


@dataclass(frozen=True)
class Korttekst:
    """Et kort, som reglen ser det. ``noegle`` er kodens nøgle; ``tekst`` er de længere felter som ren tekst."""

    noegle: str
    titel: str
    tekst: str


@dataclass(frozen=True)
class Par:
    """Et udgået kort, ``fra``, og det nye, ``til``, det ligner. ``lighed`` er 1 for samme tekst."""

    fra: str
    til: str
    lighed: float


def ligner(en: Korttekst, anden: Korttekst) -> bool:
    """Om titlen er den samme, eller teksterne er så ens, at det nok er den samme opgave."""
    return en.titel.casefold() == anden.titel.casefold() or lighed(en, anden) >= MINDST


def lighed(en: Korttekst, anden: Korttekst) -> float:
    """Fra 0 til 1, som er den samme tekst."""
    return 1.0 if _alle_ord(en) == _alle_ord(anden) else faelles_andel(_pose(en), _pose(anden))


def foreslaa(udgaaede: Sequence[Korttekst], nye: Sequence[Korttekst]) -> list[Par]:
    """Parrene, de mest ens først taget; ordnet som de udgåede kort."""
    ens = list(_helt_ens(udgaaede, nye))
    brugte = {kode for par in ens for kode in (("fra", par.fra), ("til", par.til))}
    resten = [kort for kort in udgaaede if ("fra", kort.noegle) not in brugte]
    andre = [kort for kort in nye if ("til", kort.noegle) not in brugte]
    naesten = _naesten_ens(resten, andre) if len(resten) * len(andre) <= FLEST_SAMMENLIGNINGER else []
    fundne = {par.fra: par for par in (*ens, *naesten)}
    return [fundne[kort.noegle] for kort in udgaaede if kort.noegle in fundne]


def _helt_ens(udgaaede: Iterable[Korttekst], nye: Iterable[Korttekst]) -> Iterator[Par]:
    """Den samme tekst. Står den på flere kort, parres de i den orden, de står."""
    ventende: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for kort in nye:
        ventende[_alle_ord(kort)].append(kort.noegle)
    for kort in udgaaede:
        if (ord_ := _alle_ord(kort)) and (koder := ventende.get(ord_)):
            yield Par(kort.noegle, koder.pop(0), 1.0)


def _naesten_ens(udgaaede: Sequence[Korttekst], nye: Sequence[Korttekst]) -> list[Par]:
    poser = [(kort.noegle, _pose(kort)) for kort in nye]
    mulige = [
        Par(fra, til, lighed)
        for fra, gammel in ((kort.noegle, _pose(kort)) for kort in udgaaede)
        for til, ny in poser
        if (lighed := faelles_andel(gammel, ny)) >= MINDST
    ]
    return list(_et_par_hver(sorted(mulige, key=lambda par: -par.lighed)))


def _et_par_hver(mulige: Iterable[Par]) -> Iterator[Par]:
    brugte_fra, brugte_til = set[str](), set[str]()
    for par in mulige:
        if par.fra not in brugte_fra and par.til not in brugte_til:
            brugte_fra.add(par.fra)
            brugte_til.add(par.til)
            yield par


def faelles_andel(en: Counter[str], anden: Counter[str]) -> float:
    """Den del af ordene, de har fælles (Dices koefficient): 0 for intet, under 1 for andet end helt ens."""
    antal = en.total() + anden.total()
    mindst = min(en.total(), anden.total())
    if mindst < FAERREST_ORD or 2 * mindst < MINDST * antal:
        return 0.0
    faelles = sum(min(gange, anden[ord_]) for ord_, gange in en.items() if ord_ in anden)
    return min(2 * faelles / antal, 0.99)


def _pose(kort: Korttekst) -> Counter[str]:
    return Counter(islice(_ord(kort), FLEST_ORD))


def _alle_ord(kort: Korttekst) -> tuple[str, ...]:
    return tuple(_ord(kort))


def _ord(kort: Korttekst) -> Iterator[str]:
    return (fund[0] for fund in _ORD.finditer(f"{kort.titel}\n{kort.tekst}".casefold()))
