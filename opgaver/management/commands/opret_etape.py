"""Opret en etape i et projekt."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from opgaver.services.etape import Etapedata, opret_etape, se_ny_etape
from opgaver.services.etapebemaerkning import bemaerkninger
from projekter import adgang
from projekter.kommando import Kommando, laes_dato


class Command(Kommando):
    help = "Opret et hold, der går i gang for sig selv. Opgaverne »per etape« får holdets go-live."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx VITAS.")
        parser.add_argument("--navn", required=True, metavar="TEKST", help="Fx »Team Nord«.")
        parser.add_argument("--golive", required=True, metavar="D", help="Fx 2027-03-01.")
        parser.add_argument("--uddannet", metavar="D", help="Den dag, holdet senest skal være uddannet.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der vil ske; gem intet.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        kraev(adgang.maa_lede(self.aktoer, projekt))
        golive = laes_dato(valg["golive"])
        if golive is None:
            raise Afvist("Skriv datoen for go-live som 2027-03-01.")
        data = Etapedata(valg["navn"], golive, laes_dato(valg["uddannet"]))
        nu, ny = timezone.now(), se_ny_etape(projekt, data)
        svar = {
            "navn": data.navn,
            "overtager": [{"kode": et.kort.kode, "frist": et.frist} for et in ny.overtages],
            "laver": [{"kode": et.kort.kode, "frist": et.frist} for et in ny.laves],
            "bemaerk": bemaerkninger(projekt, data, ny, timezone.localdate(nu), self.aktoer),
        }
        if valg["proevekoersel"]:
            return {"id": None, **svar}
        return {"id": opret_etape(self.aktoer, projekt, data, nu=nu).pk, **svar}

    def tekst(self, resultat: dict[str, Any]) -> str:
        linjer = [f"{post['kode']:<8} {post['frist'] or 'uden dato'}" for post in resultat["overtager"]]
        linjer += [f"{post['kode']:<8} {post['frist'] or 'uden dato'} (ny)" for post in resultat["laver"]]
        linjer += resultat["bemaerk"]
        slut = f"{resultat['navn']} er oprettet." if resultat["id"] else "Prøvekørsel. Intet er gemt."
        return "\n".join([*linjer, slut])
