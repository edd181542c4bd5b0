"""Vis et projekts plan."""

from typing import Any

from django.core.management.base import CommandParser

from opgaver.listen import forklar
from opgaver.models import Opgave
from opgaver.opgavedata import opgave_som_data
from opgaver.services.etape import find_etape
from projekter.kommando import Kommando

FELTER = ("kode", "titel", "lokal", "fase", "hovedopgave", "prioritet", "regel", "frist", "forklaring", "status")


class Command(Kommando):
    help = "Vis projektets opgaver med regel, frist og forklaring."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True)
        parser.add_argument("--loesning", required=True)
        parser.add_argument("--etape", metavar="NAVN", help="Kun det holds opgaver.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        opgaver = Opgave.objects.i_projekt(projekt).med_kort().i_raekkefoelge()
        if valg["etape"]:
            opgaver = opgaver.filter(etape=find_etape(projekt, valg["etape"]))
        return {"projekt": str(projekt), "opgaver": [_post(opgave) for opgave in forklar(opgaver, projekt)]}

    def tekst(self, resultat: dict[str, Any]) -> str:
        return "\n".join(
            f"{post['kode']:<8} {post['frist'] or 'uden dato':<10} {Opgave.Status(post['status']).label:<13} "
            f"{post['titel']}{_maerke(post)}\n{'':8} {post['forklaring']}"
            for post in resultat["opgaver"]
        )


def _maerke(post: dict[str, Any]) -> str:
    return f" ({post['etape']})" if "etape" in post else " (lokal)" if post["lokal"] else ""


def _post(opgave: Opgave) -> dict[str, Any]:
    """Opgaven; ``etape`` er kun med, når den er for en."""
    data = opgave_som_data(opgave)
    etape = {"etape": data["etape"]} if data["etape"] else {}
    return {navn: data[navn] for navn in FELTER} | etape
