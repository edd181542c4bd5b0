"""Opret en kommunes projekt for en løsning."""

from typing import Any

from django.core.management.base import CommandParser

from faelles.afvisning import Afvist
from opgaver.fremdrift import opgaver_i_ord
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.kommando import Kommando, find_boelge, find_kommune, find_loesning, laes_dato


class Command(Kommando):
    help = "Opret en kommunes projekt med plan fra den nyeste udgivne katalogversion."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument(
            "--boelge", metavar="NUMMER", help="Bølgens nummer eller navn; dens datoer bruges for dem, der mangler."
        )
        parser.add_argument("--idriftsaettelse", metavar="D", help="Fx 2027-03-01. Skal skrives uden --boelge.")
        parser.add_argument("--golive", metavar="D", help="Uden den har opgaver, der regnes fra go-live, ingen frist.")
        parser.add_argument("--projektstart", metavar="D")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        datoer = {navn: laes_dato(valg[navn]) for navn in ("projektstart", "idriftsaettelse", "golive")}
        kommune, loesning = find_kommune(valg["kommune"]), find_loesning(valg["loesning"])
        boelge = find_boelge(loesning, valg["boelge"]) if valg["boelge"] else None
        if not (boelge or datoer["idriftsaettelse"]):
            raise Afvist(
                "Der mangler en dato. Angiv --idriftsaettelse, eller vælg med --boelge den bølge, der har den."
            )
        projekt = opret_projekt(self.aktoer, kommune, loesning, Datoer(**datoer), boelge=boelge)
        return {"projekt": str(projekt), "opgaver": projekt.plan.opgaver.count()}

    def tekst(self, resultat: dict[str, Any]) -> str:
        return f"{resultat['projekt']} er oprettet med {opgaver_i_ord(resultat['opgaver'])}."
