"""Lav en lokal opgave i et projekt."""

from typing import Any

from django.core.management.base import CommandParser

from faelles.afvisning import Afvist
from opgaver.forms_lokal import nyt_kendetegn
from opgaver.katalogimport.opslag import Modelopslag, Opslag
from opgaver.lokalt import rens_lokalt
from opgaver.models import Katalogopgave, Plan
from opgaver.services.lokale import opret_lokal
from projekter.kommando import Kommando
from projekter.models import Projekt


class Command(Kommando):
    help = "Lav en lokal opgave, som er kommunens egen og ikke i kataloget."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--titel", required=True, help="Hvad der skal gøres.")
        parser.add_argument("--frist", default="", metavar="TEKST", help="Fx »3 uger efter go-live« eller 30.04.2027.")
        parser.add_argument("--fase", metavar="F", help="Fx F2; ellers den fase, projektet er i.")
        parser.add_argument("--hovedopgave", metavar="H", help="Nummer eller navn, fx 9.")
        parser.add_argument("--prioritet", default="anbefalet", choices=Katalogopgave.Prioritet.values)

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        vaerdier = _vaerdier(projekt, valg)
        opgave = opret_lokal(self.aktoer, projekt, vaerdier, kendetegn=nyt_kendetegn())
        return {
            "kode": opgave.kort.kode,
            "titel": opgave.kort.titel,
            "fase": str(opgave.fase),
            "regel": opgave.regeltekst,
            "frist": opgave.frist,
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        frist = f"med frist {resultat['frist']}" if resultat["frist"] else "uden dato"
        return f"{resultat['kode']} {resultat['titel']} er lagt til i {resultat['fase']} {frist}."


def _vaerdier(projekt: Projekt, valg: dict[str, Any]) -> dict[str, Any]:
    plan = Plan.objects.select_related("version__katalog__model").get(projekt=projekt)
    opslag = Modelopslag.laes(plan.version.katalog.model)
    rensning = rens_lokalt(opslag, {"titel": valg["titel"], "slutdato_tekst": valg["frist"]})
    if rensning.fejl:
        raise Afvist(" ".join(rensning.fejl.values()))
    valgte = {
        "fase_id": _find(opslag.faser, valg["fase"]) or projekt.fase_id,
        "hovedopgave_id": _find(opslag.hovedopgaver, valg["hovedopgave"]),
        "prioritet": valg["prioritet"],
    }
    return rensning.vaerdier | valgte


def _find(opslag: Opslag, tekst: str | None) -> int | None:
    if not tekst:
        return None
    fundet = opslag.find(tekst)
    if fundet is None:
        raise Afvist(opslag.ukendt(tekst))
    return fundet.post.pk
