"""Sæt et projekt på pause."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from opgaver.services.pause import saet_pause
from projekter.kommando import Kommando, laes_dato


class Command(Kommando):
    help = "Sæt projektet på pause, så ingen får påmindelser. Ingen frist flyttes."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--begrundelse", required=True, metavar="TEKST", help="Hvorfor projektet holder pause.")
        parser.add_argument("--til", metavar="D", help="Den sidste dag, pausen ventes at vare, fx 2027-03-01.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        paa, til = timezone.localdate(), laes_dato(valg["til"])
        pause = saet_pause(self.aktoer, projekt, valg["begrundelse"], paa=paa, til=til)
        return {"id": pause.pk, "projekt": str(projekt), "fra": pause.fra, "til": pause.til}

    def tekst(self, resultat: dict[str, Any]) -> str:
        til = f" til og med {resultat['til']}" if resultat["til"] else ""
        return f"{resultat['projekt']} er på pause fra {resultat['fra']}{til}. Genoptag med: genoptag"
