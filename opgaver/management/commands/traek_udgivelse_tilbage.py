"""Gør en udgivet katalogversion til en kladde igen, før nogen bruger den."""

from typing import Any

from django.core.management.base import CommandParser

from opgaver.management.commands.eksporter_katalog import find_version
from opgaver.services.udgivelse import traek_tilbage
from projekter.kommando import Kommando, find_loesning


class Command(Kommando):
    help = "Træk udgivelsen af en katalogversion tilbage. Det kan gøres, indtil det første projekt bruger den."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--loesning", required=True, help="Løsningens nøgle, fx SAPA.")
        parser.add_argument("--katalogversion", required=True, help="Versionsnummer, fx 2.0.")
        parser.add_argument("--begrundelse", required=True, help="Hvorfor; det står i historikken.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        version = find_version(self.aktoer, find_loesning(valg["loesning"]), valg["katalogversion"])
        kladde = traek_tilbage(self.aktoer, version, valg["begrundelse"])
        return {"katalogversion": str(kladde), "status": kladde.status}

    def tekst(self, resultat: dict[str, Any]) -> str:
        return f"Udgivelsen af {resultat['katalogversion']} er trukket tilbage. Den er en kladde igen."
