"""Vis et projekts tidsplan: faser, linjer, opgaver og vinduer."""

from datetime import date
from typing import Any

from django.core.management.base import CommandParser
from django.utils import timezone

from opgaver.listen import forklar
from opgaver.models import Opgave
from opgaver.services.etape import find_etape
from opgaver.tidsplan import Fasedel, Pausetid, Post, Tidsplan, Vindue, Vinduesdag
from projekter.kommando import Kommando, laes_dato
from projekter.models import Etape


class Command(Kommando):
    help = "Vis projektets tidsplan: opgaverne efter fase og frist, linjerne på aksen og vinduerne dag for dag."

    def tilfoej_valg(self, parser: CommandParser) -> None:
        parser.add_argument("--kommune", required=True, help="Kommunekode, fx 0751.")
        parser.add_argument("--loesning", required=True, help="Fx VITAS.")
        parser.add_argument("--etape", metavar="NAVN", help="Kun det holds opgaver; linjer og vinduer er projektets.")
        parser.add_argument("--paa", metavar="D", help="Dagen, planen ses fra, som 2027-03-01; ellers i dag.")

    def udfoer(self, **valg: Any) -> dict[str, Any]:
        projekt = self.projekt(valg["kommune"], valg["loesning"])
        opgaver = Opgave.objects.i_projekt(projekt).med_kort().i_raekkefoelge()
        if valg["etape"]:
            opgaver = opgaver.filter(etape=find_etape(projekt, valg["etape"]))
        plan = Tidsplan(projekt, forklar(opgaver, projekt), laes_dato(valg["paa"]) or timezone.localdate())
        return {
            "projekt": str(projekt),
            "paa": _iso(plan.paa),
            "etaper": [_etape(nummer, etape) for nummer, etape in plan.etaper],
            "pauser": [_pause(pause) for pause in plan.pauser],
            "linjer": [{"navn": en.navn, "slags": en.slags, "dato": _iso(en.dag)} for en in plan.linjer],
            "faser": [_fase(fase) for fase in plan.faser],
            "uden_dato": [_post(post) for post in plan.uden_dato],
            "vinduer": [_vindue(vindue, dage) for vindue, dage in plan.vinduernes_dage()],
        }

    def tekst(self, resultat: dict[str, Any]) -> str:
        dele = [f"{resultat['projekt']}, set {resultat['paa']}"]
        dele += [_pause_i_ord(pause) for pause in resultat["pauser"]]
        dele += [f"{linje['dato']} {linje['navn']}" for linje in resultat["linjer"]]
        for fase in resultat["faser"]:
            dele += [f"\n{fase['fase']}", *(_i_ord(post) for post in fase["opgaver"])]
        if resultat["uden_dato"]:
            dele += ["\nUden frist", *(_i_ord(post) for post in resultat["uden_dato"])]
        for vindue in resultat["vinduer"]:
            dele += [f"\n{vindue['navn']}: {vindue['arbejdsdage']} arbejdsdage", *map(_dag_i_ord, vindue["dage"])]
        return "\n".join(dele)


def _fase(del_: Fasedel) -> dict[str, Any]:
    return {
        "fase": str(del_.fase),
        "kode": del_.fase.kode,
        "foerste": _iso(del_.poster[0].frist),
        "sidste": _iso(del_.poster[-1].frist),
        "opgaver": [_post(post) for post in del_.poster],
    }


def _etape(nummer: int, etape: Etape) -> dict[str, Any]:
    return {
        "nummer": nummer,
        "navn": etape.navn,
        "uddannet": _iso(etape.uddannelse),
        "golive": _iso(etape.golive),
        "paa_pause": etape.er_paa_pause,
    }


def _pause(tid: Pausetid) -> dict[str, Any]:
    """``etape`` er None, når hele projektet er på pause, og ``til`` er None, når ingen har sagt, hvor længe."""
    pause = tid.pause
    etape = pause.etape.navn if pause.etape else None
    return {"etape": etape, "fra": _iso(pause.fra), "til": _iso(pause.til), "begrundelse": pause.begrundelse}


def _post(post: Post) -> dict[str, Any]:
    return {
        "kode": post.kode,
        "titel": post.opgave.titel,
        "etape": post.opgave.etape.navn if post.opgave.etape else None,
        "frist": _iso(post.frist),
        "status": post.opgave.status,
        "tilstand": post.tilstand.value,
        "tilstand_i_ord": post.i_ord,
        "milepael": post.er_milepael,
        "laast": post.er_laast,
        "kan_fortsaette": post.opgave.fortsaet_grund if post.fortsaetter else None,
    }


def _vindue(vindue: Vindue, dage: list[Vinduesdag]) -> dict[str, Any]:
    return {
        "navn": vindue.navn,
        "anker": vindue.slags,
        "ankerdato": _iso(vindue.anker),
        "arbejdsdage": len(vindue.arbejdsdage),
        "foerste": _iso(vindue.arbejdsdage[0]),
        "sidste": _iso(vindue.arbejdsdage[-1]),
        "dage": [_dag(dag) for dag in dage],
    }


def _dag(dag: Vinduesdag) -> dict[str, Any]:
    """``nummer`` er None på en dag, der ikke tælles; er en opgave for en etape, står etapens nummer efter koden."""
    opgaver = [post.maerkat for post in dag.poster]
    return {"nummer": dag.nummer, "dato": _iso(dag.dag), "bemaerk": dag.bemaerk or None, "opgaver": opgaver}


def _iso(dag: date | None) -> str | None:
    return dag.isoformat() if dag else None


def _pause_i_ord(pause: dict[str, Any]) -> str:
    til = f", ventes at vare til og med {pause['til']}" if pause["til"] else ""
    return f"{pause['etape'] or 'Projektet'} er på pause fra {pause['fra']}{til}: {pause['begrundelse']}"


def _i_ord(post: dict[str, Any]) -> str:
    return f"{post['frist'] or 'uden dato':<10} {post['kode']:<8} {post['titel']} ({post['tilstand_i_ord'].lower()})"


def _dag_i_ord(dag: dict[str, Any]) -> str:
    nummer = f"dag {dag['nummer']}" if dag["nummer"] else "–"
    resten = [et for et in (dag["bemaerk"], ", ".join(dag["opgaver"])) if et]
    return f"{nummer:<6} {dag['dato']} {': '.join(resten)}".rstrip()
