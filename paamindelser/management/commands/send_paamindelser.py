"""Send påmindelserne for en dag, eller se, hvad der ville blive sendt."""

from itertools import batched
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from opgaver.models import Opgave
from paamindelser.brev import med_sted, sted
from paamindelser.udsendelse import Resultat, udsend
from projekter.kommando import Kommando, laes_dato

AD_GANGEN = 1000


class Command(Kommando):
    help = (
        "Læg dagens påmindelser i udbakken: 14 dage før fristen, 3 dage før, når den er overskredet, "
        "og derefter hver uge. Højst én mail om dagen til hver person og kun på arbejdsdage. "
        "Kan køres igen uden at gentage noget."
    )

    er_driftens = True

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--dato", metavar="DATO", help="Dagen, fx 2027-03-01; ellers i dag.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der ville blive sendt.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        paa = laes_dato(valg["dato"]) or timezone.localdate()
        resultat = udsend(paa, proevekoersel=valg["proevekoersel"])
        return {"sendt": _sendt(resultat), "uden_modtager": _uden_modtager(resultat)}

    def tekst(self, resultat: dict[str, Any]) -> str:
        sendt, uden_modtager = resultat["sendt"], resultat["uden_modtager"]
        linjer = [f"{mail['modtager']}: {mail['emne']} ({', '.join(mail['opgaver'])})" for mail in sendt]
        linjer.append(f"Mails: {len(sendt)}.")
        if uden_modtager:
            linjer.append(f"Opgaver uden modtager: {len(uden_modtager)}. Besæt en plads i projektet.")
        return "\n".join(linjer)


def _sendt(resultat: Resultat) -> list[dict[str, Any]]:
    return [{"modtager": mail.modtager, "emne": mail.emne, "opgaver": list(mail.opgaver)} for mail in resultat.sendt]


def _uden_modtager(resultat: Resultat) -> list[dict[str, str]]:
    return [
        {"projekt": sted(opgave), "kode": opgave.kort.kode}
        for ider in batched(resultat.uden_modtager, AD_GANGEN)
        for opgave in med_sted(Opgave.objects.filter(pk__in=ider))
    ]
