"""Handlingerne på én opgaves frist: en dato, en person sætter, og en regel, kommunen selv har."""

from datetime import date
from typing import Any

from django.db import transaction

from faelles.afvisning import Afvist, kraev
from frister import FOERSTE_AAR, SIDSTE_AAR, UforstaaeligFrist, tolk
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..models import Opgave
from .flytteskrivning import Laas, laas_projekter
from .frister import beregnet_frist
from .opgave import kraev_central, noter_frist, skriv_opgave


@transaction.atomic
def saet_frist(
    aktoer: Aktoer, opgave: Opgave, dato: date, begrundelse: str, *, paa: date, udgave: int | None = None
) -> Opgave:
    """Sæt fristen til en dato, som bliver stående, når projektets datoer flyttes. Kræver en begrundelse."""
    _kraev(aktoer, opgave)
    gammel, felter = opgave.frist, fristskift(aktoer, opgave, dato, begrundelse, paa=paa)
    skriv_opgave(opgave, udgave, **felter)
    noter_frist(aktoer, "frist sat", opgave, gammel, opgave.frist_begrundelse)
    return opgave


def fristskift(aktoer: Aktoer, opgave: Opgave, dato: date, begrundelse: str, *, paa: date) -> dict[str, Any]:
    """Det, der skal skrives, når opgaven holdes fast på datoen. Rejser ``Afvist``, når den ikke kan."""
    kraev_aaben(opgave)
    begrundelse = " ".join(begrundelse.split())
    if not begrundelse:
        raise Afvist("Skriv en begrundelse, så andre kan se, hvorfor fristen er en anden.")
    if not FOERSTE_AAR <= dato.year <= SIDSTE_AAR:
        raise Afvist(f"Årstallet {dato.year} ligger uden for {FOERSTE_AAR}-{SIDSTE_AAR}. Ret datoen.")
    return {"frist": dato, **Laas(aktoer.navn, paa, begrundelse).felter()}


@transaction.atomic
def frigiv_frist(aktoer: Aktoer, opgave: Opgave, *, udgave: int | None = None) -> Opgave:
    """Lad reglen bestemme fristen igen."""
    _kraev(aktoer, opgave)
    if not opgave.er_frist_laast:
        raise Afvist(f"Fristen for {opgave.kode_og_etape} følger allerede sin regel.")
    gammel = opgave.frist
    _ulaas(opgave)
    _skriv_efter_reglen(opgave, udgave)
    noter_frist(aktoer, "frist frigivet", opgave, gammel)
    return opgave


@transaction.atomic
def saet_egen_regel(aktoer: Aktoer, opgave: Opgave, tekst: str, *, udgave: int | None = None) -> Opgave:
    """Lad kommunens egen regel gælde i stedet for kortets. En låst frist bliver stående, til den frigives."""
    _kraev(aktoer, opgave)
    kraev_central(opgave, "fristens regel")
    try:
        regel = tolk(tekst)
    except UforstaaeligFrist as fejl:
        raise Afvist(str(fejl)) from fejl
    if regel is None:
        raise Afvist("Skriv den regel, der skal gælde hos jer, fx »3 uger efter go-live«.")
    if regel.anker is None:
        raise Afvist(
            f"»{regel.tekst()}« følger ikke projektets datoer. Brug »Sæt en anden dato«, og skriv hvorfor, "
            "eller skriv en regel, der gør, fx »3 uger efter go-live«."
        )
    return _skift_regel(aktoer, opgave, regel.tekst(), udgave)


@transaction.atomic
def fjern_egen_regel(aktoer: Aktoer, opgave: Opgave, *, udgave: int | None = None) -> Opgave:
    """Lad kortets regel gælde igen."""
    _kraev(aktoer, opgave)
    if not opgave.egen_regel:
        raise Afvist(f"{opgave.kode_og_etape} følger allerede kataloget.")
    return _skift_regel(aktoer, opgave, "", udgave)


def _skift_regel(aktoer: Aktoer, opgave: Opgave, ny: str, udgave: int | None) -> Opgave:
    gammel, gammel_frist = opgave.regeltekst, opgave.frist
    opgave.egen_regel = ny
    _skriv_efter_reglen(opgave, udgave)
    projekt = opgave.plan.projekt
    noter(aktoer, "regel sat", opgave, projekt=projekt, felt="regel", gammel=gammel, ny=opgave.regeltekst)
    if opgave.frist != gammel_frist:
        noter_frist(aktoer, "frist regnet om", opgave, gammel_frist)
    return opgave


def _kraev(aktoer: Aktoer, opgave: Opgave) -> None:
    kraev(adgang.maa_lede(aktoer, opgave.plan.projekt))
    kraev_aaben(opgave)
    # Reglen skal regnes med de datoer, projektet har nu, og ikke dem, det havde, da siden blev hentet.
    [opgave.plan.projekt] = laas_projekter(opgave.plan.projekt_id)


def kraev_aaben(opgave: Opgave) -> None:
    if not opgave.er_aaben:
        raise Afvist(f"{opgave.kode_og_etape} er lukket, så fristen kan ikke ændres. Åbn opgaven igen først.")


def _ulaas(opgave: Opgave) -> None:
    opgave.er_frist_laast, opgave.frist_sat_af, opgave.frist_sat, opgave.frist_begrundelse = False, "", None, ""


def _skriv_efter_reglen(opgave: Opgave, udgave: int | None) -> None:
    svar = beregnet_frist(opgave, opgave.plan.projekt)
    skriv_opgave(
        opgave,
        udgave,
        frist=svar.dato if svar else None,
        er_frist_laast=opgave.er_frist_laast,
        frist_sat_af=opgave.frist_sat_af,
        frist_sat=opgave.frist_sat,
        frist_begrundelse=opgave.frist_begrundelse,
        egen_regel=opgave.egen_regel,
    )
