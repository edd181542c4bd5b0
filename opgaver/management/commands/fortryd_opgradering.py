"""Fortryd en opgradering."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.tal import antal_i_ord
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from projekter.kommando import Kommando


class Command(Kommando):
    help = "Sæt planen tilbage på den version, den fulgte før opgraderingen. Det lokale bliver stående."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--id", required=True, type=int, help="Opgraderingens nummer.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        svar = fortryd_opgradering(self.aktoer, valg["id"], nu=timezone.now())
        return {
            "id": svar.opgradering.pk,
            "version": svar.opgradering.fra.nummer,
            "genskabte": [{"kode": opgave.kort.kode} for opgave in svar.genskabte],
            "fjernede": [{"kode": kode} for kode in svar.fjernede],
            "uroerte": [
                {"kode": opgave.kort.kode, "grund": "kom i kataloget igen og er brugt siden"} for opgave in svar.blev
            ],
            "udgaaede": [{"kode": opgave.kort.kode, "grund": "ny, men brugt siden"} for opgave in svar.udgaaede],
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        genskabte, fjernede = len(resultat["genskabte"]), antal_i_ord(len(resultat["fjernede"]), "ny", "nye")
        som_foer = f"{antal_i_ord(genskabte, 'opgave', 'opgaver')} er, som {'den' if genskabte == 1 else 'de'} var"
        linjer = [f"Fortrudt. Planen følger {resultat['version']} igen. {som_foer}, og {fjernede} er fjernet."]
        linjer += [f"{post['kode']:<8} {post['grund']} og bliver i planen" for post in resultat["uroerte"]]
        linjer += [f"{post['kode']:<8} er {post['grund']} og står nu som udgået" for post in resultat["udgaaede"]]
        return "\n".join(linjer)
