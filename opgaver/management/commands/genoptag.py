"""Genoptag et projekt, der er på pause."""

from datetime import datetime
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import kraev
from faelles.tal import antal_i_ord
from opgaver.flyttesvar import anker_som_data, linjer, tabel_som_data
from opgaver.services import genoptagelse
from opgaver.services.etape import find_etape
from opgaver.services.pause import Genoptagelse, flyttet_siden
from projekter import adgang
from projekter.kommando import Kommando
from projekter.models import Etape, Projekt


class Command(Kommando):
    help = "Genoptag projektet eller ét hold. Med --flyt rykkes det, der er åbent, lige så langt, som pausen varede."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--etape", metavar="NAVN", help="Kun det hold; de andre er ikke på pause.")
        parser.add_argument("--flyt", action="store_true", help="Flyt også datoerne, så langt pausen varede.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der vil ske; gem intet.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        kraev(adgang.maa_lede(self.aktoer, projekt))
        etape = find_etape(projekt, valg["etape"]) if valg["etape"] else None
        nu, gem = timezone.now(), not valg["proevekoersel"]
        svar, flyttet = self._genoptag(projekt, etape, nu, flyt=valg["flyt"], gem=gem)
        hvad = {"projekt": str(projekt), "etape": str(etape) if etape else None}
        return hvad | {"dage": svar.dage, "genoptaget": gem, "flyttet_siden": _siden(svar, flyttet["id"]), **flyttet}

    def tekst(self, resultat: dict[str, Any]) -> str:
        hvad = f"{resultat['etape']} i {resultat['projekt']}" if resultat["etape"] else resultat["projekt"]
        varede = f"{hvad}: pausen varede {antal_i_ord(resultat['dage'], 'dag', 'dage')}."
        siden = [f"Flyttet, siden pausen begyndte: {et['begrundelse']}" for et in resultat["flyttet_siden"]]
        flyttes = linjer((*resultat.get("datoer", ()), *resultat.get("flyttede", ())))
        return "\n".join([varede, *siden, *flyttes, _udfaldet(resultat)])

    def _genoptag(
        self, projekt: Projekt, etape: Etape | None, nu: datetime, *, flyt: bool, gem: bool
    ) -> tuple[Genoptagelse, dict[str, Any]]:
        """Det, der sker, og det, der flyttes; med ``gem`` gøres netop det viste."""
        paa = timezone.localdate(nu)
        svar = genoptagelse.se(projekt, etape, paa)
        visning = genoptagelse.se_flytning(svar, paa, self.aktoer)
        if not (flyt and visning.aendrer_noget):
            return (genoptagelse.genoptag(self.aktoer, projekt, etape, paa=paa) if gem else svar), {"id": None}
        flyttet = {"datoer": [anker_som_data(et) for et in visning.ankerflytninger]}
        flyttet |= tabel_som_data(visning.tabel, visning.opgaver)
        if not gem:
            return svar, {"id": None, **flyttet}
        svar, del_ = genoptagelse.genoptag_og_flyt(self.aktoer, projekt, etape, nu=nu, aftryk=visning.aftryk)
        return svar, {"id": del_.flytning_id, **flyttet}


def _siden(svar: Genoptagelse, nu: int | None) -> list[dict[str, Any]]:
    """De andre flytninger end denne, der er gjort, siden pausen begyndte."""
    alle = flyttet_siden(svar.pause)
    return [{"id": et.pk, "begrundelse": et.begrundelse} for et in alle if et.pk != nu]


def _udfaldet(resultat: dict[str, Any]) -> str:
    if not resultat["genoptaget"]:
        return "Prøvekørsel. Intet er gemt."
    if resultat["id"]:
        return f"Genoptaget og flyttet. Fortryd flytningen med: fortryd_flytning --id {resultat['id']}"
    return "Genoptaget."
