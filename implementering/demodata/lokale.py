"""Opgaver, demoens kommuner selv har lavet: fra et eksempel, skrevet fra bunden, og én, der er gjort."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from uuid import uuid4

from opgaver.katalogimport.opslag import Modelopslag
from opgaver.lokalt import foreslaa_fase, rens_lokalt
from opgaver.models import Opgave
from opgaver.services.dokument import laeg_link
from opgaver.services.kommentar import skriv_kommentar
from opgaver.services.lokale import opret_lokal
from opgaver.services.opgave import saet_status
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from .tid import sket, tidspunkt


@dataclass(frozen=True)
class Lokal:
    """En opgave i hovedopgaven med nummeret; uden tekster er den hovedopgavens første eksempel.

    ``tekster`` er kortets felter, ``udfoerer`` rollens nøgle, ``link`` titel og adresse.
    """

    hovedopgave: int
    tekster: Mapping[str, str] = field(default_factory=dict)
    udfoerer: str = ""
    link: tuple[str, str] | None = None
    kommentar: str = ""
    er_gjort: bool = False


LOKALE = {
    ("0751", "SAPA"): (
        Lokal(9),
        Lokal(
            10,
            {
                "titel": "Saml borgerservices spørgsmål til træningen",
                "slutdato_tekst": "3 uger før go-live",
                "maal": "Træningen svarer på det, kollegerne i skranken faktisk er i tvivl om.",
                "beskrivelse": "Bed hvert team om de tre ting, de er mest usikre på, og saml dem i ét dokument.",
                "resultat": "En liste med spørgsmål, som underviserne har læst.",
                "kvalitetskriterier": "- Alle tre teams har svaret\n- Underviserne har fået listen",
            },
            "administrator",
            ("Spørgsmålene i ESDH", "https://esdh.aarhus.example/sapa/traening/spoergsmaal"),
            "@Bo, spørger du også teamet på rådhuset? Ib vil gerne have listen, før han planlægger træningen.",
        ),
        Lokal(
            10,
            {"titel": "Skriv en nyhed om SAPA på intranettet", "resultat": "Nyheden er på intranettet."},
            "kommunikationsmedarbejder",
            er_gjort=True,
        ),
    )
}


def lav_lokale(leder: Aktoer, projekt: Projekt, lokale: tuple[Lokal, ...], paa: date) -> None:
    """Lav dem, som projektlederen gjorde det på dagen ``paa``."""
    opslag = Modelopslag.laes(projekt.fase.model)
    pladser = {plads.rolle.noegle: plads for plads in projekt.pladser.select_related("rolle")}
    for nummer, et in enumerate(lokale):
        tema = projekt.fase.model.hovedopgaver.get(nummer=et.hovedopgave)
        vaerdier = rens_lokalt(opslag, {"titel": tema.eksempler[0], **et.tekster}).vaerdier
        vaerdier |= {"hovedopgave_id": tema.pk, "fase_id": foreslaa_fase(tema, projekt).pk}
        plads = {"ansvarlig": pladser["projektleder"], "udfoerer": pladser[et.udfoerer]} if et.udfoerer else {}
        with sket(tidspunkt(paa, 11, nummer), projekt.kommune):
            opgave = opret_lokal(leder, projekt, vaerdier, kendetegn=f"demo-{nummer}", pladser=plads)
            _laeg_ved(leder, opgave, et, paa)


def _laeg_ved(leder: Aktoer, opgave: Opgave, lokal: Lokal, paa: date) -> None:
    nu = tidspunkt(paa, 11, 30)
    if lokal.link:
        laeg_link(leder, opgave, *lokal.link, noegle=uuid4(), nu=nu)
    if lokal.kommentar:
        skriv_kommentar(leder, opgave, lokal.kommentar, noegle=uuid4(), nu=nu)
    if lokal.er_gjort:
        saet_status(leder, opgave, Opgave.Status.FULDFOERT, paa=paa)
