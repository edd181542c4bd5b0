"""En linje i adgangsmatricen, og de roller, linjerne taler om."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.adgang.scene import ROLLER
from tests.adgang.sted import Sted

type Grupper = Mapping[str, frozenset[str]]
"""Rollerne ved hvert sted på scenen."""


def roller(**ved: str) -> Grupper:
    return {sted: frozenset(navne.split()) for sted, navne in ved.items()}


INGEN: Grupper = {}
UDEN_LOGIN = frozenset({"anonym", "nils"})
INDLOGGEDE = frozenset(ROLLER) - UDEN_LOGIN
ALLE_PAA_NETTET: Grupper = {"faelles": frozenset(ROLLER)}
KUN_UDEN_LOGIN: Grupper = {"faelles": UDEN_LOGIN}
ALLE: Grupper = {"faelles": INDLOGGEDE}
I_PROJEKTET = roller(aarhus="anna bo dorte ada per lis gry", odense="carl ole")
LEDER = roller(aarhus="anna per", odense="carl")
BESAETTER = roller(aarhus="anna per ada", odense="carl ole")
FILTRETS_EJER = roller(aarhus="anna", odense="carl")
LOESER = roller(aarhus="anna per bo", odense="carl")
KOMMENTERER = roller(aarhus="anna bo dorte ada per gry", odense="carl ole")
LAGDE = roller(aarhus="anna", odense="carl")
"""Den, der skrev kommentaren på scenen."""
BESLUTTER = roller(aarhus="anna per dorte gry", odense="carl")
ADMINISTRATOR = roller(aarhus="ada", odense="ole")
MODTAGER = roller(aarhus="dorte", odense="carl")
OVERDRAGELSENS = roller(aarhus="ada dorte", odense="ole carl")
OPRETTER = roller(faelles="anna per carl")
REDAKTOER = roller(kombit="karen", star="stine")
ET_UDGIVET: Grupper = dict.fromkeys(("kombit", "star"), INDLOGGEDE)
NOGEN_REDAKTOER = roller(faelles="karen stine")


@dataclass(frozen=True)
class Linje:
    """``hent`` og ``htmx`` er den ventede status på GET; None er 405. ``goer`` None er 405 på POST."""

    navn: str
    dele: str = ""
    soeg: str = ""
    """Det efter spørgsmålstegnet, når en side har mere end én visning."""
    ser: Grupper = field(kw_only=True)
    hent: int | None = 200
    htmx: int | None = None
    er_api: bool = False
    """Om den svarer med JSON, og med 401 til den, der ikke er logget ind."""
    indlogget: int | None = None
    """Status på GET for den, der er logget ind, når den er en anden end for den, der ikke er."""
    laeser: Grupper | None = None
    """De af dem, der ser, som også må læse siden; de andre får 403. None er alle, der ser."""
    goer: Grupper | None = None
    krop: Callable[[Sted], Mapping[str, Any]] = lambda sted: {}
    """En gyldig formular; med den skal den, der må, lykkes."""

    @property
    def navne(self) -> tuple[str, ...]:
        return tuple(self.dele.split())

    def ventet(self, rolle: str, sted: str, metode: str, *, htmx: bool, tom: bool) -> set[int]:
        """De statusser, rollen må få, når den er logget ind eller ser siden uden at være det."""
        goer = self.goer or INGEN
        if (self.hent if metode == "GET" else self.goer) is None:
            return {405}
        if rolle not in self.ser.get(sted, ()):
            return {404}
        if metode == "GET":
            return self._ventet_side(rolle, sted, htmx)
        if rolle in goer.get(sted, ()):
            return {200, 302, 409, 422} if tom else {200, 302}
        return {403, 422} if tom else {403}

    def _ventet_side(self, rolle: str, sted: str, htmx: bool) -> set[int]:
        if self.laeser is not None and rolle not in self.laeser.get(sted, ()):
            return {403}
        if self.indlogget and rolle not in UDEN_LOGIN:
            return {self.indlogget}
        return {(self.htmx if htmx else None) or self.hent or 405}


PROJEKT = "kommune loesning"
OPGAVE = f"{PROJEKT} opgave"
GEMTFILTER = f"{PROJEKT} gemtfilter"
GEVINST = f"{PROJEKT} gevinst"
OVERGANG = f"{PROJEKT} fase"
PERSON = "organisation person"
KORT = "kladde kort"
SAMMENLIGNING = "kladde version sammenligningsjob"
EN_GEVINST = {"titel": "Ny", "type": "kvalitet", "enhed": "minutter", "maal": "5", "maaneder": "3", "udgave": "1"}

EN_NOEGLE = "7b3ab6f2-6a56-4b0c-9f0e-3f2b8a5d1c11"
EN_KALENDER = {
    "juleaften_lukket": "on",
    **{f"p-{navn}_FORMS": vaerdi for navn, vaerdi in (("TOTAL", "1"), ("INITIAL", "0"))},
    "p-0-navn": "Julelukning",
    "p-0-fra": "24.12.2026",
    "p-0-til": "01.01.2027",
    "p-0-slags": "lukkedage",
}


def en_kalender(sted: dict) -> dict[str, str]:
    return EN_KALENDER | {"vist": sted.get("kalendervist", "")}


def et_kort(sted: Sted) -> Mapping[str, Any]:
    valg = {"fase_id": sted["fase_id"], "prioritet": "anbefalet"}
    return {"kode": "X09", "titel": "Ny", "aftryk": sted["kortaftryk"], **valg}


FLYTTES_TIL = {"idriftsaettelse": "08.03.2027"}
"""Adressens og formularens nye dato; den er med i det aftryk, scenen har beregnet."""
