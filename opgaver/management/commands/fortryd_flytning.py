"""Fortryd en flytning."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from opgaver.fremdrift import opgaver_i_ord
from opgaver.models import Flytning, Opgave
from opgaver.opgavedata import kode_i_ord
from opgaver.services.flyttefortrydelse import Fortrydelse, fortryd_flytning
from projekter.kommando import Kommando

GRUND = {True: "ændret siden og er låst på den dato, den har", False: "ændret siden"}

REGNET = {
    True: "regnet om med den gamle kalender",
    False: "er ændret siden og regnet om med de gamle datoer",
}
"""Hvorfor en frist er regnet om, efter om det var en kalender, der blev ændret."""


class Command(Kommando):
    help = (
        "Fortryd en flytning eller en ændring af kommunens kalender: giv alle opgaver den frist, de havde før. "
        "Det, nogen har ændret siden, beholder sin."
    )

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--id", required=True, type=int, help="Flytningens eller ændringens nummer.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        svar = fortryd_flytning(self.aktoer, valg["id"], nu=timezone.now())
        return {
            "id": svar.flytning.pk,
            "slags": svar.flytning.slags,
            "genskabte": [_post(svar, opgave) | {"frist": frist} for opgave, frist in svar.genskabte],
            "regnede": [_post(svar, opgave) | {"frist": frist} for opgave, frist in svar.regnede],
            "uroerte": [_post(svar, opgave) | {"grund": GRUND[opgave in svar.laaste]} for opgave in svar.blev],
            "sprunget_over": [
                {"kommune": projekt.kommune.kode, "grund": grund} for projekt, grund in svar.sprunget_over
            ],
            "afviger": [projekt.kommune.kode for projekt in svar.afviger],
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        er_kalender = resultat["slags"] == Flytning.Slags.KALENDER
        linjer = [f"{Flytning(slags=resultat['slags']).navn.capitalize()} er fortrudt."]
        if resultat["genskabte"] or not er_kalender:
            linjer[0] += f" {opgaver_i_ord(len(resultat['genskabte']))} har fristen og låsen fra før."
        linjer += [
            f"{post['kommune']} {kode_i_ord(post):<8} {post['frist'] or 'uden dato'}: {REGNET[er_kalender]}"
            for post in resultat["regnede"]
        ]
        linjer += [f"{post['kommune']} {kode_i_ord(post):<8} er {post['grund']}" for post in resultat["uroerte"]]
        linjer += [post["grund"] for post in resultat["sprunget_over"]]
        linjer += [f"{kode} beholder de nye datoer og følger ikke længere bølgen." for kode in resultat["afviger"]]
        return "\n".join(linjer)


def _post(svar: Fortrydelse, opgave: Opgave) -> dict[str, Any]:
    """Opgaven; holdene nævnes ikke for en bølges ejer, for de er kommunens egne."""
    etape = {"etape": str(opgave.etape)} if opgave.etape and not svar.flytning.boelge_id else {}
    return {"kommune": svar.projekter[opgave.plan_id].kommune.kode, "kode": svar.kode(opgave)} | etape
