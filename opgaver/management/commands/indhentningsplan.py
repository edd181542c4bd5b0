"""Giv et projekts overskredne frister nye datoer."""

from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from faelles.afvisning import kraev
from faelles.tal import antal_i_ord
from opgaver.flytning import Raekke
from opgaver.indhentningsgrundlag import FAERREST, FLEST, PR_UGE
from opgaver.opgavedata import kode_i_ord, kode_som_data
from opgaver.services.indhentning import Indhentning, anvend_indhentning, se_indhentning
from projekter import adgang
from projekter.kommando import Kommando


class Command(Kommando):
    help = "Vis nye datoer til de frister, der er overskredet. Med --anvend får opgaverne dem."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx SAPA.")
        hjaelp = (
            "Højst så mange frister om ugen for hver plads. Er det ikke skrevet, er det de færreste, der er plads med, "
            f"fra {FAERREST} til {PR_UGE}."
        )
        parser.add_argument("--pr-uge", type=int, metavar="N", help=hjaelp)
        parser.add_argument("--begrundelse", default="", metavar="TEKST", help="Står på hver frist og i mailen.")
        parser.add_argument("--anvend", action="store_true", help="Gem planen; ellers vises den kun.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        kraev(adgang.maa_lede(self.aktoer, projekt))
        nu = timezone.now()
        plan = se_indhentning(projekt, timezone.localdate(nu), pr_uge=valg["pr_uge"], seer=self.aktoer)
        svar = {"projekt": str(projekt), **_som_data(plan)}
        if not (valg["anvend"] and plan.raekker):
            return {"id": None, **svar}
        begrundelse = valg["begrundelse"] or plan.begrundelse
        del_ = anvend_indhentning(self.aktoer, projekt, begrundelse, nu=nu, pr_uge=plan.pr_uge, aftryk=plan.aftryk)
        return {"id": del_.flytning_id, **svar}

    def tekst(self, resultat: dict[str, Any]) -> str:
        linjer = [f"{resultat['projekt']}: {antal_i_ord(resultat['antal'], 'frist', 'frister')} er overskredet."]
        if resultat["paa_pause"]:
            linjer.append(f"{resultat['paa_pause']} mere er over tid, men hos et hold på pause, og er ikke med.")
        if resultat["uden_ansvarlig"]:
            antal = antal_i_ord(resultat["uden_ansvarlig"], "opgave", "opgaver")
            linjer.append(f"{antal} har ingen ansvarlig eller udfører og regnes som én plads. Fordel opgaverne først.")
        linjer += [f"{kode_i_ord(p):<8} {p['fra']} → {p['til']}  {p['hvorfor']}" for p in resultat["nye"]]
        linjer += _uden_plads(resultat["tilovers"])
        if resultat["mindst"]:
            linjer.append(f"Der er plads med --pr-uge {resultat['mindst']}.")
        elif resultat["hjaelper_flere"]:
            linjer.append(f"Heller ikke med --pr-uge {FLEST} er der plads. Fordel opgaverne, eller flyt datoerne.")
        gemt = f"Gemt. Fortryd med: fortryd_flytning --id {resultat['id']}"
        return "\n".join([*linjer, gemt if resultat["id"] else "Intet er gemt."])


def _som_data(plan: Indhentning) -> dict[str, Any]:
    return {
        "antal": plan.antal,
        "paa_pause": plan.paa_pause,
        "pr_uge": plan.pr_uge,
        "nye": [_post(plan, et) | {"til": et.til, "bemaerk": [m.tekst for m in et.maerker]} for et in plan.raekker],
        "tilovers": [_post(plan, et) for et in plan.tilovers],
        "uden_ansvarlig": plan.uden_ansvarlig,
        "mindst": plan.forslag.mindst,
        "hjaelper_flere": plan.forslag.hjaelper_flere,
    }


def _post(plan: Indhentning, raekke: Raekke) -> dict[str, Any]:
    opgave = plan.visning.opgaver[raekke.post.id]
    return kode_som_data(opgave) | {"fra": raekke.post.fra, "hvorfor": plan.hvorfor[raekke.post.id]}


def _uden_plads(poster: list[dict[str, Any]]) -> list[str]:
    """Hver grund én gang, og de opgaver, den gælder."""
    grunde: dict[str, list[str]] = {}
    for post in poster:
        grunde.setdefault(post["hvorfor"], []).append(f"{kode_i_ord(post):<8} {post['fra']}")
    return [linje for grund, dem in grunde.items() for linje in (f"Ingen plads: {grund}", *(f"  {et}" for et in dem))]
