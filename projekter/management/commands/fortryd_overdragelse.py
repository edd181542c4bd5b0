"""Fortryd en overdragelse."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from projekter.kommando import Kommando
from projekter.services.overdragelsesfortrydelse import fortryd_overdragelse


class Command(Kommando):
    help = "Giv den, der afleverede pladserne, dem tilbage. Det, nogen har ændret siden, bliver."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--id", required=True, type=int, help="Overdragelsens nummer.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        svar = fortryd_overdragelse(self.aktoer, valg["id"], nu=timezone.now())
        return {
            "id": svar.overdragelse.pk,
            "genskabte": [del_.navn for del_ in svar.genskabte],
            "blev": [del_.navn for del_ in svar.blev],
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        linjer = [f"{navn} er givet tilbage" for navn in resultat["genskabte"]]
        return "\n".join([*linjer, *(f"{navn} er ændret siden og ikke rørt" for navn in resultat["blev"])])
