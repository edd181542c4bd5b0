"""Opgradér et projekts plan til en nyere katalogversion."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import kraev
from opgaver.fletning import BEGYNDT, Raekke, Valg, Valgliste, Virkning
from opgaver.kortforskel import BILAG, INDHOLD
from opgaver.models import Katalogopgave, Plan
from opgaver.services.opgradering import opgrader_plan
from opgaver.services.opgraderingsgrundlag import (
    GRUPPER,
    Opgraderingsvisning,
    find_nyere,
    forhaandsvis_opgradering,
    kraev_i_gang,
)
from projekter import adgang
from projekter.kommando import Kommando

VALG = (Valg.TAG_MED.value, Valg.BEHOLD.value)
OVERSKRIFTER = {
    "nye": "ny",
    "aendrede": "ændret",
    "udgaaede": "udgået",
    "genoptagne": "i kataloget igen",
    "beholdt": "beholdt, som I har den",
}

EGET = {
    "egen_regel": "jeres egen regel",
    "frist": "frist, I har sat",
    "egen_fase": "jeres egen fase",
    "egne_kriterier": "jeres egne kvalitetskriterier",
    "egen_tekst": "sådan gør I",
    BEGYNDT: "opgaven er begyndt",
}
"""Det, kommunen har af sit eget, som kommandoen skriver det."""

FELTNAVNE = {felt.name: str(felt.verbose_name) for felt in Katalogopgave._meta.fields if felt.name in INDHOLD}
FELTNAVNE[BILAG] = "bilag"


class Command(Kommando):
    help = "Flet en nyere katalogversion ind i projektets plan. Det, kommunen har af sit eget, bliver stående."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        parser.add_argument("--til", required=True, metavar="VERSION", help="Versionen, fx 2.0.")
        parser.add_argument(
            "--valg",
            choices=VALG,
            default=Valg.TAG_MED.value,
            help="Ét svar for alle ændringer. Uden --valg: tag-med. "
            "En obligatorisk ændring og en ny opgave tages altid med.",
        )
        parser.add_argument("--proevekoersel", action="store_true", help="Vis, hvad der vil ske; gem intet.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        kraev(adgang.maa_lede(self.aktoer, projekt))
        kraev_i_gang(projekt)
        plan = Plan.objects.select_related("version__katalog__loesning").get(projekt=projekt)
        version, liste = find_nyere(plan, valg["til"]), Valgliste(Valg(valg["valg"]))
        if valg["proevekoersel"]:
            vist = forhaandsvis_opgradering(projekt, version, liste)
            return {"id": None, "er_gemt": False, "valg": valg["valg"], **som_data(vist)}
        opgradering, visning = opgrader_plan(self.aktoer, projekt, version, liste, nu=timezone.now())
        svar = {"id": opgradering and opgradering.pk, "er_gemt": opgradering is not None, "valg": valg["valg"]}
        return svar | som_data(visning)

    def tekst(self, resultat: dict[str, Any]) -> str:
        linjer = [_linje(post, ordet) for gruppe, ordet in OVERSKRIFTER.items() for post in resultat[gruppe]]
        if konflikter := resultat["konflikter"]:
            linjer.append("Her har I selv noget:")
            linjer += [f"{post['kode']:<8} {_eget_i_ord(post['lokalt'])}" for post in konflikter]
        if resultat["valg"] == Valg.TAG_MED.value and resultat["beholdt_fra_sidst"]:
            linjer.append(_beholdt_i_ord(resultat["beholdt_fra_sidst"]))
        if resultat["id"]:
            linjer.append(f"Opgraderet. Fortryd med: fortryd_opgradering --id {resultat['id']}")
        else:
            linjer.append("Der var intet at ændre." if not resultat["er_aendret"] else "Prøvekørsel. Intet er gemt.")
        return "\n".join(linjer)


def _beholdt_i_ord(antal: int) -> str:
    opgaver = "1 opgave er" if antal == 1 else f"{antal} opgaver er"
    return f"{opgaver} beholdt fra sidst og ændres ikke her. Tag udgiverens udgave med på siden Katalog."


def _linje(post: dict[str, Any], ordet: str) -> str:
    felter = ", ".join(FELTNAVNE.get(felt, felt) for felt in post["felter"])
    return f"{post['kode']:<8} {ordet}" + (f": {felter}" if felter else "")


def _eget_i_ord(lokalt: list[str]) -> str:
    return ", ".join(EGET[navn] for navn in lokalt)


def som_data(visning: Opgraderingsvisning) -> dict[str, Any]:
    """Tabellens synlige rækker efter det, der sker med dem, og dem, hvor kommunen og udgiveren mødes."""
    grupper = {
        navn: [_post(visning, raekke) for raekke in visning.tabel.med(virkning) if raekke.er_aendret]
        for virkning, navn in GRUPPER.items()
    }
    return {
        "fra": visning.plan.version.nummer,
        "til": visning.til.nummer,
        "er_aendret": visning.er_aendret,
        **grupper,
        "konflikter": [
            _post(visning, raekke) | {"lokalt": sorted(raekke.konflikt), "taget_med": _er_taget_med(raekke)}
            for raekke in visning.tabel.konflikter
        ],
        "beholdt_fra_sidst": len(visning.tabel.afslaaede),
        "uaendrede": len(visning.tabel.uaendrede),
    }


def _post(visning: Opgraderingsvisning, raekke: Raekke) -> dict[str, Any]:
    kort = visning.nyeste_kort(raekke)
    return {"kode": kort.kode, "titel": kort.titel, "felter": sorted(raekke.felter)}


def _er_taget_med(raekke: Raekke) -> bool:
    return raekke.virkning is not Virkning.BEHOLD
