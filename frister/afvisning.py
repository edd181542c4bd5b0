"""Hvorfor en tekst ikke er en frist, og hvad man kan skrive i stedet."""

import re

from frister.datolaesning import laes_dato, laes_periode
from frister.ordforraad import ENHEDER, RETNINGER, TALORD, et_af
from frister.regler import UgyldigRegel

_MANGLER_AAR = "Årstallet mangler: skriv fx »6. juni 2027«, »maj 2027« eller »uge 33 2027«."
_KORT_AAR = "Skriv årstallet med fire cifre, fx »1-3-2027«."
_IKKE_EN_DAG = "Skriv den sidste dag, der tæller, fx »senest 30. april 2027«."
_GENERELT = (
    "Skriv fx »5 uger efter idriftsættelsesdato«, »10 arbejdsdage før go-live«, »7. maj 2027« "
    "eller »4. kvartal 2027«, eller lad feltet stå tomt."
)
UKENDT_ANKER = "Der kan kun regnes fra projektstart, idriftsættelse og go-live."

_TAL = rf"(?:[0-9]+|{et_af(TALORD)})"
_MOENSTRE = [
    (r".*mellemrum", "Det er afstanden mellem to begivenheder, ikke en frist."),
    (r".*hverdag.*", "Hverdage kan forstås på to måder: skriv »arbejdsdage« eller »dage«."),
    (
        rf"{_TAL}(?:(?: ?- ?| til ){_TAL})? ?(?:{et_af(ENHEDER)})(?: (?:{et_af(RETNINGER)}))?",
        "Det fremgår ikke, hvad der regnes fra: skriv fx »5 uger efter go-live«.",
    ),
    (rf"(?:{et_af(RETNINGER)}) .+", "Det fremgår ikke, hvor længe: skriv fx »2 uger før go-live«."),
    (r"[0-9]{5}(?:\.0+)?", "Det ligner Excels tal for en dato: formatér cellen som en dato."),
]
_RETNING = re.compile(rf"(?:{et_af(RETNINGER)}) ")
_GRUNDE = [(re.compile(moenster), grund) for moenster, grund in _MOENSTRE]


class UforstaaeligFrist(ValueError):
    """Teksten er ikke en frist. `tekst` er, hvad der stod; `str()` er en sætning, der kan vises og gemmes."""

    def __init__(self, tekst: str, grund: str) -> None:
        self.tekst = tekst
        self.grund = grund
        super().__init__(tekst, grund)

    def __str__(self) -> str:
        return f"Fristen »{_vis(self.tekst)}« er ikke forstået. {self.grund}"


def find_grund(kerne: str) -> str:
    """Det bedste råd om en foldet tekst, som ingen regel passer på."""
    if _har_datoform(re.sub(r"(?<=[ ./-])([0-9]{2})$", r"20\1", kerne)):
        return _KORT_AAR
    if kerne and _har_datoform(f"{kerne} 2028"):
        return _MANGLER_AAR
    if (retning := _RETNING.match(kerne)) and _har_datoform(kerne[retning.end() :]):
        return _IKKE_EN_DAG
    return next((grund for moenster, grund in _GRUNDE if moenster.fullmatch(kerne)), _GENERELT)


def _har_datoform(tekst: str) -> bool:
    try:
        return bool(laes_dato(tekst) or laes_periode(tekst))
    except UgyldigRegel:
        return True


def _vis(tekst: str) -> str:
    """Højst 60 tegn på én linje uden styretegn, for PostgreSQL gemmer ikke NUL, og ingen skal læse resten."""
    synlig = "".join(tegn if tegn.isprintable() else "\ufffd" for tegn in " ".join(tekst[:400].split()))
    return synlig if len(synlig) <= 60 else f"{synlig[:59]}…"
