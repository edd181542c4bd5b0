"""Flyt et projekts datoer."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from frister import Ankre
from opgaver.flyttesvar import anker_som_data, linjer, tabel_som_data
from opgaver.opgavedata import kode_i_ord
from opgaver.services.etape import find_etape
from opgaver.services.flytning import flyt_datoer, foreslaa_golive, forhaandsvis_flytning, nye_ankre
from opgaver.services.projekt import Datofejl
from projekter import adgang
from projekter.kommando import Kommando, laes_dato
from projekter.models import Projekt

ANKRE = ("projektstart", "idriftsaettelse", "golive")
INGEN = "ingen"


class Command(Kommando):
    help = "Flyt projektets datoer og de åbne opgavers frister. En dato, der ikke er nævnt, bliver stående."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        for anker in ANKRE:
            parser.add_argument(f"--{anker}", metavar="D", help=f"Fx 2027-03-01; {INGEN} fjerner datoen.")
        parser.add_argument("--etape", metavar="NAVN", help="Lad --golive være etapens og ikke projektets.")
        parser.add_argument("--begrundelse", default="", metavar="TEKST", help="Skal skrives, når der flyttes.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der vil ske; gem intet.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        kraev(adgang.maa_lede(self.aktoer, projekt))
        nu = timezone.now()
        tomme = {anker for anker in ANKRE if valg[anker] == INGEN}
        nye = {anker: laes_dato(valg[anker]) for anker in ANKRE if anker not in tomme}
        etaper = self._etapen(projekt, valg["etape"], tomme, nye) if valg["etape"] else {}
        # Med en etape er --golive etapens, så projektets kan ikke foreslås.
        ankre = nye_ankre(projekt.ankre, tomme, **nye) if valg["etape"] else _nye(projekt.ankre, tomme, nye)
        if ankre == projekt.ankre and not etaper:
            raise Afvist("Datoerne er dem, projektet allerede har. Angiv mindst én ny dato.")
        paa, begrundelse = timezone.localdate(nu), valg["begrundelse"]
        visning = forhaandsvis_flytning(projekt, ankre, paa, seer=self.aktoer, etaper=etaper)
        svar = {
            "datoer": [anker_som_data(et) for et in visning.ankerflytninger],
            **tabel_som_data(visning.tabel, visning.opgaver),
        }
        if valg["proevekoersel"]:
            forslag = None if valg["etape"] else foreslaa_golive(projekt.ankre, ankre)
            return {"id": None, **svar, "forslag": forslag.isoformat() if forslag else None}
        del_ = flyt_datoer(self.aktoer, projekt, ankre, begrundelse, nu=nu, aftryk=visning.aftryk, etaper=etaper)
        return {"id": del_.flytning_id, **svar}

    def _etapen(self, projekt: Projekt, navn: str, tomme: set[str], nye: dict[str, date | None]) -> dict[int, date]:
        """Etapen og dens nye go-live; projektets bliver, hvor den er."""
        etape, golive = find_etape(projekt, navn), nye.pop("golive", None)
        if "golive" in tomme or golive is None:
            raise Afvist(f"Skriv --golive med den nye dato for {etape}; en etape har altid en.")
        return {etape.pk: golive} if golive != etape.golive else {}

    def tekst(self, resultat: dict[str, Any]) -> str:
        flyttes = linjer((*resultat["datoer"], *resultat["flyttede"]))
        bliver = [f"{kode_i_ord(post):<8} {post['grund']}" for post in resultat["uaendrede"]]
        flyttet = f"Flyttet. Fortryd med: fortryd_flytning --id {resultat['id']}"
        if forslag := resultat.get("forslag"):
            bliver.append(f"Go-live bliver stående. Skal den flyttes lige så meget: --golive {forslag}")
        return "\n".join([*flyttes, *bliver, flyttet if resultat["id"] else "Prøvekørsel. Intet er gemt."])


def _nye(gamle: Ankre, tomme: Collection[str], nye: dict[str, date | None]) -> Ankre:
    """Projektets nye ankre; kommer go-live til at ligge først, siger fejlen, hvor den ville følge med til."""
    try:
        return nye_ankre(gamle, tomme, **nye)
    except Datofejl as fejl:
        bliver = replace(gamle, idriftsaettelse=nye.get("idriftsaettelse"))
        forslag = None if nye.get("golive") else foreslaa_golive(gamle, bliver)
        if fejl.felt != "golive" or not forslag:
            raise
        raise Afvist(f"{fejl.grund} Skal go-live flyttes lige så meget, så skriv --golive {forslag}.") from fejl
