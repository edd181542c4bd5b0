"""Projektets hoved: løsning, kommune, fase, datoer, fremdrift og faner; øverst på alle projektets sider."""

from datetime import date
from typing import Any

from django import template
from django.template import RequestContext
from django.utils import timezone

from faser.models import Fase
from projekter import adgang
from projekter.models import Projekt

from ..fremdrift import Fremdrift, fremdrift
from ..holdpause import holdpauser
from ..models import Opgave, Plan
from ..opgaveliste import Opgaveliste
from ..services.indhentning import overskredne
from ..services.pause import aaben_pause

MANGE_OVERSKREDNE = 5
"""Er så mange frister overskredet, er planen ikke længere til at tro på, og listen viser vej til en ny."""

register = template.Library()

FANER = (
    ("opgaver", "Opgaver", "opgaver:liste"),
    ("tidsplan", "Tidsplan", "tidsplan:vis"),
    ("status", "Status", "status:vis"),
    ("etaper", "Etaper", "etaper:liste"),
    ("faseovergange", "Faseovergange", "overgange:liste"),
    ("gevinster", "Gevinster", "gevinster:liste"),
    ("organisation", "Organisation", "projekter:organisation"),
    ("dokumenter", "Dokumenter", "opgaver:dokumenter"),
    ("historik", "Historik", "projekter:historik"),
)


@register.inclusion_tag("opgaver/projekthoved.html", takes_context=True)
def projekthoved(context: RequestContext, projekt: Projekt, fane: str) -> dict[str, Any]:
    """``fane`` er den aktive fane. Har konteksten en ``liste``, er fremdriften dens."""
    paa, liste = timezone.localdate(), context.get("liste")
    kan_lede = adgang.leder(context["user"], projekt)
    planer = Plan.objects.select_related("version").med_holdpause()
    ser_nyt = kan_lede and projekt.status != Projekt.Status.AFSLUTTET
    plan = (planer.med_nyt() if ser_nyt else planer).get(projekt=projekt)
    alle = liste.fremdrift if isinstance(liste, Opgaveliste) else fremdrift(Opgave.objects.i_projekt(projekt), paa)
    return {
        "projekt": projekt,
        "plan": plan,
        "trin": _trin(projekt),
        "datoer": [("Idriftsættelse", projekt.idriftsaettelse), ("Go-live", projekt.golive)],
        "alle": alle,
        "faner": FANER,
        "fane": fane,
        "i_dag": paa,
        "kan_lede": kan_lede,
        "pause": aaben_pause(projekt),
        # Etapernes egen side har pausen ved hvert hold.
        "holdpauser": holdpauser(projekt, paa) if plan.har_hold_paa_pause and fane != "etaper" else (),
        "ser_nyt": ser_nyt,
        "overskredne": _mange_overskredne(projekt, paa, alle) if ser_nyt and fane == "opgaver" else 0,
        # Kun et projekt i en bølge kan være varslet.
        "varslinger": kan_lede and projekt.boelge_id and projekt.varslinger.uden_kvittering().exists(),
    }


def _mange_overskredne(projekt: Projekt, paa: date, alle: Fremdrift) -> int:
    """Så mange frister, en indhentningsplan kan give nye; 0, når de er få, og når projektet er på pause."""
    if alle.over_tid < MANGE_OVERSKREDNE:
        return 0
    antal = overskredne(projekt, paa)
    return antal if antal >= MANGE_OVERSKREDNE else 0


def _trin(projekt: Projekt) -> list[tuple[Fase, str]]:
    """Modellens faser med deres stilling: gennemført, her eller kommende."""
    nu = projekt.fase.raekkefoelge
    faser = Fase.objects.filter(model=projekt.fase.model_id, overfase=None).order_by("raekkefoelge")
    return [
        (fase, "gennemført" if fase.raekkefoelge < nu else "nu" if fase.raekkefoelge == nu else "kommende")
        for fase in faser
    ]
