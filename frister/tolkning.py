"""Fra menneskers fristtekster til regler. En dato gættes aldrig: det uforståede afvises med en grund."""

import re
from functools import lru_cache

from frister.afvisning import UKENDT_ANKER, UforstaaeligFrist, find_grund
from frister.ankre import Anker, find_anker
from frister.datolaesning import laes_dato, laes_periode
from frister.ordforraad import ENHEDER, ORDENSTAL, RETNINGER, TALORD, et_af, fold, tal
from frister.regler import Enhed, Regel, RelativFrist, RelativtInterval, Retning, UgyldigRegel

LAENGSTE_TEKST = 300
"""Tegn. Ingen frist i noget katalog er i nærheden; resten er beskrivelser i den forkerte kolonne."""


@lru_cache(maxsize=2_000)
def tolk(tekst: str) -> Regel | None:
    """Reglen bag teksten; None for en tom tekst eller en streg. Rejser UforstaaeligFrist om alt andet.

    Kommentarer i parentes til sidst og forord som "senest" og "ca." ændrer ikke reglen.
    """
    tekst = tekst.strip()
    if len(tekst) > LAENGSTE_TEKST:
        raise UforstaaeligFrist(tekst, f"Teksten er for lang til en frist: højst {LAENGSTE_TEKST} tegn.")
    foldet = fold(tekst)
    if not foldet.strip("-"):
        return None
    kerne = _kerne(foldet)
    try:
        regel = _laes(kerne)
    except UgyldigRegel as fejl:
        raise UforstaaeligFrist(tekst, str(fejl)) from None
    if regel is None:
        raise UforstaaeligFrist(tekst, find_grund(kerne))
    return regel


_KOMMENTAR = re.compile(r"\s*\([^()]*\)[ .,;:]*$")
_FORORD = re.compile(r"(?:senest|helst|cirka|ca\.?|omkring) ")


def _kerne(tekst: str) -> str:
    while kommentar := _KOMMENTAR.search(tekst):
        tekst = tekst[: kommentar.start()]
    while forord := _FORORD.match(tekst):
        tekst = tekst[forord.end() :]
    return tekst.strip(" .,;:")


def _laes(tekst: str) -> Regel | None:
    for laes in (laes_dato, laes_periode, _paa_ankeret, _relativ, _hypercare):
        if regel := laes(tekst):
            return regel
    return None


_PAA_ANKERET = re.compile(r"(?:ved |paa |paa dagen for |samme dag som )?(?P<anker>.+)")


def _paa_ankeret(tekst: str) -> Regel | None:
    fund = _PAA_ANKERET.fullmatch(tekst)
    anker = find_anker(fund["anker"]) if fund else None
    return RelativFrist.paa(anker) if anker else None


_TAL = rf"[0-9]+|{et_af(TALORD)}"
_ANTAL = rf"(?:ca\.? )?(?P<fra>{_TAL})(?:(?: ?- ?| til )(?P<til>{_TAL}))?"
_FORBEHOLD = r"(?P<forbehold>mindst |inden ?for |(?:inden ?for )?de foerste )?"
_RESTEN = rf"(?P<retning>{et_af(RETNINGER)}) (?P<anker>.+)"
_RELATIVE = [
    re.compile(rf"{_FORBEHOLD}{_ANTAL} ?(?P<enhed>{et_af(ENHEDER)}) {_RESTEN}"),
    re.compile(rf"(?:den )?(?P<fra>[0-9]+\. ?|(?:{et_af(ORDENSTAL)}) )(?P<enhed>arbejdsdag|dag) {_RESTEN}"),
    re.compile(rf"(?P<enhed>arbejdsdag|dag)en {_RESTEN}"),
    re.compile(r"(?:den )?sidste (?P<enhed>arbejdsdag|dag) (?P<retning>foer|inden) (?P<anker>.+)"),
]
_HYPERCARE = re.compile(rf"de foerste {_ANTAL} arbejdsdage")


def _relativ(tekst: str) -> Regel | None:
    for moenster in _RELATIVE:
        if fund := moenster.fullmatch(tekst):
            return _byg(fund.groupdict())
    return None


def _hypercare(tekst: str) -> Regel | None:
    """Uden anker er "de første 7-10 arbejdsdage" hyper-care, jf. Implementeringsmodellen, hovedopgave 10."""
    return _relativ(f"{tekst} efter go-live") if _HYPERCARE.fullmatch(tekst) else None


def _byg(led: dict[str, str]) -> Regel:
    anker = find_anker(led["anker"])
    if not anker:
        raise UgyldigRegel(UKENDT_ANKER)
    retning = RETNINGER[led["retning"]]
    enhed, faktor = ENHEDER[led["enhed"]]
    fra, til = _graenser(led)
    _kontroller_forbehold(led.get("forbehold"), retning)
    return _fra_til(fra * faktor, til * faktor, enhed, retning, anker)


def _graenser(led: dict[str, str]) -> tuple[int, int]:
    fra = tal(led.get("fra") or "1")
    til = tal(led.get("til") or str(fra))
    if fra == til and "de foerste" in (led.get("forbehold") or ""):
        fra = min(1, til)
    return min(fra, til), max(fra, til)


def _kontroller_forbehold(forbehold: str | None, retning: Retning) -> None:
    """Afviser "mindst 3 uger efter", som er en tidligste dag, og "inden for 3 uger før" uden en slutning."""
    if not forbehold:
        return
    if (forbehold == "mindst ") != (retning is Retning.FOER):
        raise UgyldigRegel("Det er ikke en seneste dag: skriv fx »senest 3 uger før go-live«.")


def _fra_til(fra: int, til: int, enhed: Enhed, retning: Retning, anker: Anker) -> Regel:
    if til == 0:
        return RelativFrist.paa(anker)
    if fra == til:
        return RelativFrist(til, enhed, retning, anker)
    return RelativtInterval(fra, til, enhed, retning, anker)
