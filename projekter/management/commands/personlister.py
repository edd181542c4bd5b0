"""Hvilke kommuner der har bekræftet deres liste over personer."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import kraev
from projekter import adgang
from projekter.bekraeftelser import VISNINGER, Personlister
from projekter.kommando import Kommando, find_loesning


class Command(Kommando):
    help = "Vis, hvilke kommuner der i dette kvartal har bekræftet deres liste over personer."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--vis", choices=list(VISNINGER), default="", help="Kun dem, der mangler eller har.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        loesning = find_loesning(valg["loesning"])
        kraev(adgang.maa_foelge(self.aktoer, loesning))
        lister = Personlister(loesning, timezone.localdate(), vis=valg["vis"])
        return {
            "kvartal": lister.kvartal,
            "bekraeftede": lister.antal_bekraeftede,
            "kommuner": [
                {
                    "kommune": et.kommune.kode,
                    "navn": et.kommune.navn,
                    "er_bekraeftet": et.er_bekraeftet,
                    "senest": et.seneste.tid if et.seneste else None,
                }
                for et in lister.viste
            ],
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        linjer = [
            f"{et['navn']:<20} {'bekræftet' if et['er_bekraeftet'] else 'mangler':<10} "
            f"{f'{et["senest"]:%d.%m.%Y}' if et['senest'] else 'aldrig'}"
            for et in resultat["kommuner"]
        ]
        return "\n".join([f"{resultat['kvartal']}: {resultat['bekraeftede']} har bekræftet.", *linjer])
