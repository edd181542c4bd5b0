"""Hvem der er nævnt i en kommentar: »@Bo«, »@Bo Hansen« eller »@bo@aarhus.dk«.

Kun de personer, kalderen giver, kan findes, og kun deres navne kan stå i svaret.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

ADRESSE = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
SNABEL = re.compile(r"(?<![\w@.+-])@(?=\w)")
ORD = re.compile(r"[\w'’-]+")
FORTSAT = re.compile(r"['’-]*\w")
FLEST_ORD = 6
"""Så mange ord efter @ kan høre til et navn."""


@dataclass(frozen=True)
class Person:
    id: int
    navn: str
    email: str


@dataclass(frozen=True)
class Fund:
    """``skrevet`` er det, der står efter @; ``mulige`` er dem, det kan være: én, flere eller ingen."""

    skrevet: str
    mulige: tuple[Person, ...]


@dataclass(frozen=True)
class Omtaler:
    """De nævnte uden gentagelser; ``tvivl`` kan være flere, og ``ukendte`` er ikke blandt personerne."""

    personer: tuple[Person, ...] = ()
    tvivl: tuple[Fund, ...] = ()
    ukendte: tuple[str, ...] = ()


def find_omtaler(tekst: str, personer: Iterable[Person]) -> Omtaler:
    kendte = tuple(personer)
    fund = [_fund(tekst[snabel.end() :], kendte) for snabel in SNABEL.finditer(tekst)]
    naevnte = {et.mulige[0].id: et.mulige[0] for et in fund if len(et.mulige) == 1}
    # »@Bo« er den, der også står med hele sit navn i den samme tekst.
    tvivl = {et.skrevet: et for et in fund if len(et.mulige) > 1 and sum(p.id in naevnte for p in et.mulige) != 1}
    ukendte = dict.fromkeys(et.skrevet for et in fund if not et.mulige)
    return Omtaler(tuple(naevnte.values()), tuple(tvivl.values()), tuple(ukendte))


def i_ord(fund: Fund) -> str:
    """Fx »@Bo« kan være Bo Hansen eller Bo Jensen. Navne, der er ens, siges én gang."""
    navne = list(dict.fromkeys(person.navn for person in fund.mulige))
    if len(navne) == 1:
        return f"»@{fund.skrevet}« er {len(fund.mulige)} personer med det samme navn. Skriv den enes e-mailadresse."
    hvem = f"{', '.join(navne[:-1])} eller {navne[-1]}"
    return f"»@{fund.skrevet}« kan være {hvem}. Skriv hele navnet eller e-mailadressen."


def _fund(efter: str, personer: tuple[Person, ...]) -> Fund:
    if adresse := ADRESSE.match(efter):
        skrevet = adresse.group()
        return Fund(skrevet, tuple(p for p in personer if p.email.casefold() == skrevet.casefold()))
    ordret, paa_ord = _ordret(efter, personer), _paa_ord(efter, personer)
    return ordret if ordret.mulige and len(ordret.skrevet) >= len(paa_ord.skrevet) else paa_ord


def _ordret(efter: str, personer: tuple[Person, ...]) -> Fund:
    """Det længste navn, der står tegn for tegn, også med punktum og parentes; er det kun begyndt på, er det intet."""
    staar = [p for p in personer if _begynder_med(efter, p.navn)]
    laengde = max((len(p.navn) for p in staar), default=0)
    return Fund(efter[:laengde], tuple(p for p in staar if len(p.navn) == laengde))


def _begynder_med(efter: str, navn: str) -> bool:
    staar = efter[: len(navn)].casefold() == navn.casefold()
    return staar and not FORTSAT.match(efter, len(navn))


def _paa_ord(efter: str, personer: tuple[Person, ...]) -> Fund:
    ordene = list(_ord(efter))
    for antal in range(len(ordene), 0, -1):
        soegte = [ord_.casefold() for ord_ in ordene[:antal]]
        if mulige := _passende(soegte, personer):
            return Fund(" ".join(ordene[:antal]), mulige)
    return Fund(ordene[0] if ordene else "", ())


def _passende(soegte: list[str], personer: tuple[Person, ...]) -> tuple[Person, ...]:
    """Dem, hvis hele navn er ordene; ellers dem, hvis navn begynder med dem, og dem med de for- og efternavne."""
    navne = {person: person.navn.casefold().split() for person in personer}
    hele = tuple(person for person, navn in navne.items() if navn == soegte)
    return hele or tuple(
        person
        for person, navn in navne.items()
        if navn[: len(soegte)] == soegte or (len(soegte) == 2 and navn[:1] + navn[-1:] == soegte)
    )


def _ord(tekst: str) -> Iterator[str]:
    """Ordene lige efter hinanden, kun skilt af enkelte mellemrum; et tegn eller en ny linje slutter navnet."""
    sted = 0
    for _ in range(FLEST_ORD):
        if not (fundet := ORD.match(tekst, sted)):
            return
        yield fundet.group().strip("'’-") or fundet.group()
        sted = fundet.end() + 1
        if tekst[fundet.end() : sted] != " ":
            return
