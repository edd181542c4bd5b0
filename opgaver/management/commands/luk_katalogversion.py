"""Luk en katalogversion, så der ikke laves flere projekter af den."""

from typing import Any

from django.core.management.base import CommandParser

from opgaver.management.commands.eksporter_katalog import find_version
from opgaver.services.udgivelse import luk
from projekter.kommando import Kommando, find_loesning


class Command(Kommando):
    help = "Luk en udgivet katalogversion. Projekter, der er i gang, går videre; nye laves af en anden version."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--loesning", required=True, help="Løsningens nøgle, fx SAPA.")
        parser.add_argument("--katalogversion", required=True, help="Versionsnummer, fx 1.0.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        version = luk(self.aktoer, find_version(self.aktoer, find_loesning(valg["loesning"]), valg["katalogversion"]))
        return {"katalogversion": str(version), "status": version.status, "projekter": version.planer.count()}

    def tekst(self, resultat: dict[str, Any]) -> str:
        return f"{resultat['katalogversion']} er lukket. Projekter, der går videre på den: {resultat['projekter']}."
