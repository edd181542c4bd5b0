"""``manage.py lav_testdata``: et stort, opdigtet datasæt til at måle på."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import Afvist
from implementering.demo import ADGANGSKODE
from implementering.testdata import Omfang, lav_testdata
from projekter.kommando import Kommando
from projekter.models import Bruger, Projekt


class Command(Kommando):
    help = "Lav et stort, opdigtet datasæt: løsningerne T1, T2 … med kataloger, projekter, pladser og opgaver."
    er_driftens = True

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommuner", type=int, default=98, help="Antal kommuner, højst 98.")
        parser.add_argument("--loesninger", type=int, default=4, help="Antal opdigtede løsninger.")
        parser.add_argument("--opgaver", type=int, default=130, help="Antal opgaver i hvert projekt.")
        parser.add_argument("--froe", type=int, default=1, help="Samme frø giver samme data.")
        parser.add_argument("--ja-i-drift", action="store_true", help="Også hvor der er rigtige projekter.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        er_proeve = settings.DEBUG or settings.DEMO
        if not (er_proeve or valg["ja_i_drift"]) and er_i_brug():
            raise Afvist(
                "Her er rigtige projekter med rigtige personer, så opdigtede data hører ikke til. Intet er lavet. "
                "Brug en anden database, eller tilføj --ja-i-drift, hvis du er sikker."
            )
        omfang = Omfang(valg["kommuner"], valg["loesninger"], valg["opgaver"], valg["froe"])
        begyndt = time.monotonic()
        antal = lav_testdata(omfang, timezone.localdate(), ADGANGSKODE if er_proeve else None)
        return {**antal, "sekunder": round(time.monotonic() - begyndt, 1)}

    def tekst(self, resultat: dict[str, Any]) -> str:
        return (
            f"Lavet på {resultat['sekunder']} sekunder: {resultat['loesninger']} løsninger, "
            f"{resultat['projekter']} projekter, {resultat['opgaver']} opgaver "
            f"og {resultat['brugere']} personer.\n"
            "Personerne hedder fx projektleder@0751.test.example."
        )


def er_i_brug() -> bool:
    """Om her er projekter og rigtige personer; demoens og testens har adresser under .example, jf. RFC 2606."""
    return Projekt.objects.exists() and Bruger.objects.exclude(email__endswith=".example").exists()
