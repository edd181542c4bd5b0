"""Fortryd en ændring af mange opgaver."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from opgaver.fremdrift import opgaver_i_ord
from opgaver.opgavedata import kode_som_data
from opgaver.services.massefortrydelse import fortryd_masse
from projekter.kommando import Kommando


class Command(Kommando):
    help = "Giv opgaverne det, de havde før ændringen. Det, nogen har ændret siden, bliver, som det er."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--id", required=True, type=int, help="Ændringens nummer.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        svar = fortryd_masse(self.aktoer, valg["id"], nu=timezone.now())
        return {
            "id": svar.handling.pk,
            "genskabte": [kode_som_data(opgave) for opgave in svar.genskabte],
            "uroerte": [{"kode": kode, "grund": grund} for kode, grund in svar.blev],
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        antal = len(resultat["genskabte"])
        linjer = [f"Fortrudt. {opgaver_i_ord(antal)} er, som {'den' if antal == 1 else 'de'} var."]
        return "\n".join([*linjer, *(f"{post['kode']:<8} {post['grund']}" for post in resultat["uroerte"])])
