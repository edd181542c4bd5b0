"""Sæt et projekt på pause."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from opgaver.services.etape import find_etape
from opgaver.services.pause import saet_pause
from opgaver.services.udrulning import saet_etape_paa_pause
from projekter.kommando import Kommando, laes_dato


class Command(Kommando):
    help = "Sæt projektet eller ét hold på pause, så ingen får påmindelser. Ingen frist flyttes."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--etape", metavar="NAVN", help="Kun det hold; resten af projektet går videre.")
        parser.add_argument("--begrundelse", required=True, metavar="TEKST", help="Hvorfor projektet holder pause.")
        parser.add_argument("--fra", metavar="D", help="Dagen, den begyndte, når det ikke er i dag, fx 2027-02-01.")
        parser.add_argument("--til", metavar="D", help="Den sidste dag, pausen ventes at vare, fx 2027-03-01.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        paa, dage = timezone.localdate(), {"fra": laes_dato(valg["fra"]), "til": laes_dato(valg["til"])}
        if valg["etape"]:
            etape = find_etape(projekt, valg["etape"])
            pause = saet_etape_paa_pause(self.aktoer, etape, valg["begrundelse"], paa=paa, **dage)
        else:
            etape, pause = None, saet_pause(self.aktoer, projekt, valg["begrundelse"], paa=paa, **dage)
        svar = {"id": pause.pk, "projekt": str(projekt), "fra": pause.fra, "til": pause.til}
        return svar | {"etape": str(etape) if etape else None}

    def tekst(self, resultat: dict[str, Any]) -> str:
        til = f" til og med {resultat['til']}" if resultat["til"] else ""
        hvad = f"{resultat['etape']} i {resultat['projekt']}" if resultat["etape"] else resultat["projekt"]
        return f"{hvad} er på pause fra {resultat['fra']}{til}. Genoptag med: genoptag"
