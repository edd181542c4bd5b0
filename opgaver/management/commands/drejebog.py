"""Projektets drejebog som PDF-fil."""

from pathlib import Path
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from opgaver.drejebog import ALLE, INDHOLD, Udvalg
from opgaver.services.drejebogpdf import lav_drejebog
from projekter.kommando import Kommando, skriv_fil


class Command(Kommando):
    help = "Skriv projektets drejebog som PDF: opgaverne efter fase med kommunens egne datoer, folk og ord."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--indhold", default=ALLE, choices=list(INDHOLD), help="Alle opgaver eller kun de åbne.")
        parser.add_argument("--fase", default="", help="Kode på en hovedfase, fx F2; ellers alle faser.")
        parser.add_argument("--ud", required=True, type=Path, metavar="FIL", help="Filen, der skrives.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt, ud = self.projekt(valg["kommune"], valg["loesning"]), valg["ud"]
        pdf, bog = lav_drejebog(projekt, Udvalg(valg["indhold"], valg["fase"]), timezone.now())
        skriv_fil(ud, lambda fil: fil.write(pdf.indhold))
        return {
            "fil": str(ud),
            "sider": pdf.sider,
            "katalogversion": str(bog.version),
            "opgaver": bog.antal,
            "ikke_relevante": len(bog.fravalgte),
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        return "{fil} er skrevet: {sider} sider med {opgaver} opgaver og {ikke_relevante} ikke relevante.".format(
            **resultat
        )
