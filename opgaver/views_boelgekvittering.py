"""Kvitteringen for en bølges flytning: det, der skete i hver kommune, og hvem der har kvitteret for varslingen."""

from dataclasses import dataclass

from django.db.models.functions import Collate
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faelles.dansk_sqlite import KOLLATION
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .flyttelister import flyttelinje
from .models import Flytning, Flytningsdel, Varsling
from .services.flyttebesked import uden_leder
from .views_boelge import find_boelge


@dataclass(frozen=True)
class Kommunelinje:
    """Det, der skete i én kommune. Uden ``del_`` fulgte den ikke med."""

    varsling: Varsling
    del_: Flytningsdel | None

    @property
    def projekt(self) -> Projekt:
        return self.varsling.projekt


@require_safe
def kvittering(request: Forespoergsel, loesning: str, nummer: int, pk: int) -> HttpResponse:
    """Gamle og nye datoer i hver kommune, hvem der ikke fulgte med, varslingerne, og om der kan fortrydes."""
    boelge = find_boelge(request, loesning, nummer)
    flytning = get_object_or_404(Flytning.objects.select_related("boelge__loesning__ejer"), boelge=boelge, pk=pk)
    linjer = kommunelinjer(flytning)
    fulgte = [linje for linje in linjer if linje.del_]
    kontekst = {
        "boelge": boelge,
        "flytning": flytning,
        "linje": flyttelinje(flytning, timezone.now()),
        "fulgte": fulgte,
        "blev": [linje for linje in linjer if not linje.del_],
        "frister": sum(linje.del_.flyttede for linje in fulgte if linje.del_),
        "kvitterede": sum(bool(linje.varsling.kvitteret) for linje in linjer),
        "varslede": len(linjer),
        "uden_leder": uden_leder(linje.projekt for linje in linjer),
        "menu": "overblik",
    }
    return render(request, "opgaver/boelge_kvittering.html", kontekst)


def kommunelinjer(flytning: Flytning) -> list[Kommunelinje]:
    """En linje for hver varslet kommune, efter navn; rækkerne hentes ikke, for delen bærer tallene."""
    dele = {del_.projekt_id: del_ for del_ in flytning.dele.defer("raekker")}
    varslinger = flytning.varslinger.select_related("projekt__kommune", "projekt__loesning")
    return [
        Kommunelinje(varsling, dele.get(varsling.projekt_id))
        for varsling in varslinger.order_by(Collate("projekt__kommune__navn", KOLLATION))
    ]
