"""Flyt en bølges datoer."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import kraev
from opgaver.flyttesvar import anker_som_data, linjer, tabel_som_data
from opgaver.services.boelge import Boelgevisning, boelgens_nye_ankre, flyt_boelge, forhaandsvis_boelge
from opgaver.services.flyttegrundlag import Forhaandsvisning
from projekter import adgang
from projekter.kommando import Kommando, find_boelge, find_loesning, laes_dato

ANKRE = ("projektstart", "idriftsaettelse", "golive")
INGEN = "ingen"


class Command(Kommando):
    help = "Flyt bølgens datoer og de projekter, der følger den. Uden --golive rykker go-live lige så meget."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--boelge", required=True, help="Bølgens nummer eller navn.")
        for anker in ANKRE:
            parser.add_argument(f"--{anker}", metavar="D", help=f"Fx 2027-03-01; {INGEN} fjerner datoen.")
        parser.add_argument("--begrundelse", default="", metavar="TEKST", help="Skal skrives, når der flyttes.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der vil ske; gem intet.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        loesning = find_loesning(valg["loesning"])
        kraev(adgang.maa_udrulle(self.aktoer, loesning))
        boelge = find_boelge(loesning, valg["boelge"])
        tomme = {anker for anker in ANKRE if valg[anker] == INGEN}
        nye = {anker: laes_dato(valg[anker]) for anker in ANKRE if anker not in tomme}
        ankre = boelgens_nye_ankre(boelge, tomme, **nye)
        nu = timezone.now()
        vist = forhaandsvis_boelge(boelge, ankre, timezone.localdate(nu), seer=self.aktoer)
        if valg["proevekoersel"]:
            return {"id": None, **_data(vist)}
        flytning, visning = flyt_boelge(self.aktoer, boelge, ankre, valg["begrundelse"], nu=nu, aftryk=vist.aftryk)
        return {"id": flytning.pk, **_data(visning)}

    def tekst(self, resultat: dict[str, Any]) -> str:
        tekst = linjer(resultat["datoer"])
        for post in resultat["projekter"]:
            tekst.append(f"{post['kommune']} {len(post['flyttede'])} flyttes, {len(post['uaendrede'])} bliver")
            tekst += [f"{post['kommune']} {linje}" for linje in linjer(_maerkede(post["datoer"]))]
        tekst += [f"{post['kommune']} bliver, hvor den er: {post['grund']}" for post in resultat["afvigere"]]
        slut = f"Flyttet. Fortryd med: fortryd_flytning --id {resultat['id']}"
        return "\n".join([*tekst, slut if resultat["id"] else "Prøvekørsel. Intet er gemt."])


def _maerkede(datoer: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [post for post in datoer if post["flag"]]


def _data(visning: Boelgevisning) -> dict[str, Any]:
    return {
        "flyttede": visning.antal,
        "uaendrede": visning.uaendrede,
        "datoer": [anker_som_data(et) for et in visning.ankerflytninger],
        "projekter": [_projekt(et) for et in visning.visninger],
        "afvigere": [
            {"kommune": projekt.kommune.kode, "grund": grund} for projekt, grund in visning.afvigere_og_grunde
        ],
    }


def _projekt(visning: Forhaandsvisning) -> dict[str, Any]:
    datoer = [anker_som_data(et) for et in visning.ankerflytninger]
    return {"kommune": visning.projekt.kommune.kode, "datoer": datoer, **tabel_som_data(visning.tabel)}
