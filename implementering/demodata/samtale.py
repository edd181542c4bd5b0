"""Det, demoens kommuner har lagt ved nogle opgaver: et spørgsmål, et svar, et link og en forudsætning."""

from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from opgaver.models import Opgave
from opgaver.services.dokument import laeg_link
from opgaver.services.forudsaetning import tilfoej_forudsaetning
from opgaver.services.kommentar import skriv_kommentar
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from .personer import Folk
from .tid import sket, tidspunkt


@dataclass(frozen=True)
class Samtale:
    """Lederens spørgsmål på opgaven med koden, den andens svar, et link og koden på det, opgaven venter på."""

    kode: str
    spoergsmaal: str
    svar: str
    svarer: str
    link: tuple[str, str]
    venter_paa: str


SAMTALER = {
    ("0751", "SAPA"): (
        Samtale(
            "U07",
            "@Bo, når I det inden jul? Jeg skal sige noget til styregruppen på torsdag.",
            "Ja, hvis arbejdsgangene er tegnet færdige. @Anna Krogh, har du hørt fra Hanne?",
            "bo@aarhus.example",
            ("Mappen i ESDH", "https://esdh.aarhus.example/sapa/implementering"),
            "A05",
        ),
    )
}


def skriv_samtaler(leder: Aktoer, projekt: Projekt, samtaler: tuple[Samtale, ...], folk: Folk, paa: date) -> None:
    """Skriv det, som det skete på dagen ``paa``."""
    opgaver = Opgave.objects.i_projekt(projekt).med_kort().select_related("plan__projekt__kommune")
    for et in samtaler:
        opgave, kraever = opgaver.get(kort__kode=et.kode), opgaver.get(kort__kode=et.venter_paa)
        spurgt, svaret = tidspunkt(paa, 10), tidspunkt(paa, 14, 20)
        with sket(spurgt, projekt.kommune):
            tilfoej_forudsaetning(leder, opgave, kraever)
            laeg_link(leder, opgave, *et.link, noegle=uuid4(), nu=spurgt)
            sagt = skriv_kommentar(leder, opgave, et.spoergsmaal, noegle=uuid4(), nu=spurgt).kommentar
        with sket(svaret, projekt.kommune):
            svarer = Aktoer.person(folk[et.svarer])
            skriv_kommentar(svarer, opgave, et.svar, noegle=uuid4(), nu=svaret, set_til=sagt.pk)
