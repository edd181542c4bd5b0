"""Sæt status på en opgave."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import Afvist
from opgaver.models import Opgave
from opgaver.services.etape import find_etape
from opgaver.services.opgave import saet_status
from projekter.kommando import Kommando
from projekter.models import Projekt


class Command(Kommando):
    help = "Sæt status på en opgave i et projekt."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True)
        parser.add_argument("--loesning", required=True)
        parser.add_argument("--kode", required=True, help="Fx A08.")
        parser.add_argument("--etape", metavar="NAVN", help="Etapens opgave, når kortet er én for hver etape.")
        parser.add_argument("--status", required=True, help=", ".join(Opgave.Status.values))
        parser.add_argument("--begrundelse", default="", metavar="TEKST")
        parser.add_argument("--bekraeft", action="store_true", help="Fuldfør, også når noget ikke er på plads.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        opgave = self._find(projekt, valg["kode"], valg["etape"])
        opgave.plan.projekt = projekt
        fra = opgave.status
        saet_status(
            self.aktoer,
            opgave,
            valg["status"],
            paa=timezone.localdate(),
            begrundelse=valg["begrundelse"] or None,
            bekraeftet=valg["bekraeft"],
        )
        return {"kode": opgave.kort.kode, "fra": fra, "status": opgave.status}

    def _find(self, projekt: Projekt, kode: str, navn: str | None) -> Opgave:
        """Opgaven; er koden flere etapers, skal etapen nævnes."""
        fundne = Opgave.objects.i_projekt(projekt).med_kort().med_kode(kode)
        if navn:
            fundne = fundne.filter(etape=find_etape(projekt, navn))
        levende = [str(et.etape) for et in fundne if et.etape and not et.er_udgaaet]
        if len(levende) > 1:
            raise Afvist(f"{kode} står i planen én gang for hver etape. Skriv --etape og en af {', '.join(levende)}.")
        if not fundne:
            raise Afvist(f"Der er ingen opgave med koden {kode} i {projekt}.")
        return fundne[0]

    def tekst(self, resultat: dict[str, Any]) -> str:
        return f"{resultat['kode']}: {resultat['fra']} → {resultat['status']}"
