"""Bekræft kommunens liste over personer for kvartalet."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from projekter.kommando import Kommando, find_kommune
from projekter.kvartal import i_ord
from projekter.services.bekraeftelse import bekraeft_liste


class Command(Kommando):
    help = "Bekræft, at kommunens liste over personer passer i dette kvartal."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        kommune = find_kommune(valg["kommune"])
        bekraeftelse = bekraeft_liste(self.aktoer, kommune, nu=timezone.now())
        return {
            "kommune": kommune.kode,
            "kvartal": i_ord(bekraeftelse.kvartal),
            "tid": bekraeftelse.tid,
            "af": bekraeftelse.aktoer,
            "antal": bekraeftelse.antal,
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        return (
            f"Listen med {resultat['antal']} personer er bekræftet for {resultat['kvartal']} "
            f"den {resultat['tid']:%d.%m.%Y} af {resultat['af']}."
        )
