"""Genoptag et projekt, der er på pause."""

from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from faelles.afvisning import kraev
from opgaver.flyttesvar import tabel_som_data
from opgaver.services.flytning import flyt_datoer, forhaandsvis_flytning
from opgaver.services.pause import Genoptagelse, genoptag, se_genoptagelse
from projekter import adgang
from projekter.kommando import Kommando
from projekter.models import Projekt


class Command(Kommando):
    help = "Genoptag projektet. Med --flyt rykkes det, der er åbent, lige så langt, som pausen varede."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--flyt", action="store_true", help="Flyt også datoerne, så langt pausen varede.")
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der vil ske; gem intet.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        kraev(adgang.maa_lede(self.aktoer, projekt))
        nu = timezone.now()
        with transaction.atomic():
            goer = se_genoptagelse if valg["proevekoersel"] else self._genoptag
            genoptagelse = goer(projekt, timezone.localdate(nu))
            svar = {"projekt": str(projekt), "dage": genoptagelse.dage, "genoptaget": not valg["proevekoersel"]}
            if not (valg["flyt"] and genoptagelse.kan_flyttes):
                return svar | {"id": None}
            return svar | self._flyt(genoptagelse, nu, gem=not valg["proevekoersel"])

    def tekst(self, resultat: dict[str, Any]) -> str:
        linje = f"{resultat['projekt']}: pausen varede {resultat['dage']} dage."
        if not resultat["genoptaget"]:
            return f"{linje} Prøvekørsel. Intet er gemt."
        if resultat["id"]:
            return f"{linje} Genoptaget og flyttet. Fortryd flytningen med: fortryd_flytning --id {resultat['id']}"
        return f"{linje} Genoptaget."

    def _genoptag(self, projekt: Projekt, paa: Any) -> Genoptagelse:
        return genoptag(self.aktoer, projekt, paa=paa)

    def _flyt(self, svar: Genoptagelse, nu: Any, *, gem: bool) -> dict[str, Any]:
        paa = timezone.localdate(nu)
        skift: dict[str, Any] = {"etaper": svar.etapedatoer, "ventetid": svar.ventetid}
        visning = forhaandsvis_flytning(svar.projekt, svar.ankre, paa, seer=self.aktoer, **skift)
        tabel = tabel_som_data(visning.tabel)
        if not gem:
            return {"id": None, **tabel}
        valg = {"nu": nu, "aftryk": visning.aftryk, **skift}
        del_ = flyt_datoer(self.aktoer, svar.projekt, svar.ankre, svar.begrundelse, **valg)
        return {"id": del_.flytning_id, **tabel}
