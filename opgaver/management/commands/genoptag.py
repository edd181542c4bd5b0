"""Genoptag et projekt, der er på pause."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.db import transaction
from django.utils import timezone

from faelles.afvisning import kraev
from opgaver.flyttesvar import tabel_som_data
from opgaver.services.etape import find_etape
from opgaver.services.flytning import flyt_datoer, forhaandsvis_flytning
from opgaver.services.pause import Genoptagelse, genoptag, se_genoptagelse
from opgaver.services.udrulning import Etapegenoptagelse, genoptag_etape, se_etapegenoptagelse
from projekter import adgang
from projekter.kommando import Kommando
from projekter.models import Projekt

type Genoptaget = Genoptagelse | Etapegenoptagelse


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
        nu = timezone.now()
        with transaction.atomic():
            genoptagelse = self._genoptag(projekt, valg["etape"], timezone.localdate(nu), gem=not valg["proevekoersel"])
            svar = {"projekt": str(projekt), "dage": genoptagelse.dage, "genoptaget": not valg["proevekoersel"]}
            svar["etape"] = str(genoptagelse.pause.etape) if valg["etape"] else None
            if not (valg["flyt"] and genoptagelse.kan_flyttes):
                return svar | {"id": None}
            return svar | self._flyt(genoptagelse, nu, gem=not valg["proevekoersel"])

    def tekst(self, resultat: dict[str, Any]) -> str:
        hvad = f"{resultat['etape']} i {resultat['projekt']}" if resultat["etape"] else resultat["projekt"]
        linje = f"{hvad}: pausen varede {resultat['dage']} dage."
        if not resultat["genoptaget"]:
            return f"{linje} Prøvekørsel. Intet er gemt."
        if resultat["id"]:
            return f"{linje} Genoptaget og flyttet. Fortryd flytningen med: fortryd_flytning --id {resultat['id']}"
        return f"{linje} Genoptaget."

    def _genoptag(self, projekt: Projekt, navn: str | None, paa: date, *, gem: bool) -> Genoptaget:
        if navn:
            etape = find_etape(projekt, navn)
            return genoptag_etape(self.aktoer, etape, paa=paa) if gem else se_etapegenoptagelse(etape, paa)
        return genoptag(self.aktoer, projekt, paa=paa) if gem else se_genoptagelse(projekt, paa)

    def _flyt(self, svar: Genoptaget, nu: Any, *, gem: bool) -> dict[str, Any]:
        paa = timezone.localdate(nu)
        skift: dict[str, Any] = {"etaper": svar.etapedatoer, "ventetid": svar.ventetid}
        visning = forhaandsvis_flytning(svar.projekt, svar.ankre, paa, seer=self.aktoer, **skift)
        tabel = tabel_som_data(visning.tabel)
        if not gem:
            return {"id": None, **tabel}
        valg = {"nu": nu, "aftryk": visning.aftryk, **skift}
        del_ = flyt_datoer(self.aktoer, svar.projekt, svar.ankre, svar.begrundelse, **valg)
        return {"id": del_.flytning_id, **tabel}
