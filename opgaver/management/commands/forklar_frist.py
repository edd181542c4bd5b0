"""Forklar en opgaves frist."""

from typing import Any

from django.core.management.base import CommandParser

from faelles.afvisning import Afvist
from opgaver.listen import forklar
from opgaver.models import Opgave
from opgaver.opgavedata import opgave_som_data
from projekter.kommando import Kommando

FELTER = ("kode", "regel", "frist", "laast", "forklaring")


class Command(Kommando):
    help = "Sig på én linje, hvorfor opgavens frist er, som den er."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--kode", required=True, help="Fx A08.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        opgaver = Opgave.objects.i_projekt(projekt).med_kort().med_kode(valg["kode"])
        if not opgaver:
            raise Afvist(f"Der er ingen opgave med koden {valg['kode']} i {projekt}.")
        [opgave, *_] = forklar(opgaver, projekt)
        data = opgave_som_data(opgave)
        return {navn: data[navn] for navn in FELTER}

    def tekst(self, resultat: dict[str, Any]) -> str:
        return f"{resultat['kode']} {resultat['frist'] or 'uden dato'}: {resultat['forklaring']}"
