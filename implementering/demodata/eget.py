"""Det, demoens kommuner har af deres eget på nogle opgaver."""

from dataclasses import dataclass
from datetime import date

from opgaver.models import Opgave
from opgaver.services.eget import saet_egen_fase, saet_egen_tekst, saet_egne_kriterier
from opgaver.services.milepael import lad_fortsaette
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from .tid import sket, tidspunkt


@dataclass(frozen=True)
class Eget:
    """Kommunens eget på opgaven med koden; en tom værdi er som i kataloget. ``fase`` er fasens kode, ``fortsaet``
    hvorfor planen kan fortsætte forbi tjekpunktet, og ``etape`` det hold, opgaven er for.
    """

    kode: str
    tekst: str = ""
    kriterier: str = ""
    fase: str = ""
    fortsaet: str = ""
    etape: str = ""


EGET = {
    ("0751", "SAPA"): (
        Eget(
            "A05",
            "Spørg Hanne i Borgerservice først; hun har listen over arbejdsgange fra sidste år.\n\n"
            "Vi tegner i det samme værktøj som til KY, så lederne kan genkende det.",
            "Tillidsrepræsentanten er hørt",
        ),
        Eget("U07", fase="F3"),
    ),
    ("0461", "VITAS"): (
        Eget("P07", etape="Virksomhedsservice", fortsaet="Styregruppen har sagt ja; det skrives ind på næste møde."),
    ),
}


def skriv_eget(leder: Aktoer, projekt: Projekt, eget: tuple[Eget, ...], paa: date) -> None:
    """Skriv det egne, som projektlederen gjorde det på dagen ``paa``."""
    opgaver = Opgave.objects.i_projekt(projekt).med_kort().select_related("plan__projekt__kommune")
    with sket(tidspunkt(paa, 9), projekt.kommune):
        for et in eget:
            holdets = opgaver.filter(etape__navn=et.etape) if et.etape else opgaver
            opgave = holdets.get(kort__kode=et.kode)
            saet_egen_tekst(leder, opgave, et.tekst)
            saet_egne_kriterier(leder, opgave, et.kriterier)
            if et.fase:
                saet_egen_fase(leder, opgave, opgave.fase.model.faser.get(kode=et.fase))
            if et.fortsaet:
                lad_fortsaette(leder, opgave, et.fortsaet, paa=paa)
