"""Om nogen har sendt de samme svar to gange, eller de andre svar fra en anden fane er gået tabt. Gemmer intet."""

from datetime import datetime

from faelles.afvisning import Afvist
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from ..fletning import Raekke, Valgliste
from ..models import Opgave, Opgradering
from .fletteside import grundnoegle
from .fortrydelsesvisning import vis_foerst
from .opgraderingsfortrydelse import fortryd_opgradering
from .opgraderingsgrundlag import Opgraderingsvisning, forhaandsvis_opgradering


def er_de_samme_svar(aktoer: Aktoer, opgradering: Opgradering, valg: Valgliste, *, nu: datetime) -> bool:
    """Om svarene på planen, som den var før opgraderingen, fører til netop det, den skrev."""
    alle = Opgave.objects.filter(plan=opgradering.plan_id).values_list("pk", "kort__noegle", "etape")
    lavet = {pk: (noegle, etape) for pk, noegle, etape in alle}
    skrevet = {
        (lavet.get(post["id"]) if post["foer"] is None else post["id"], post["virkning"])
        for post in opgradering.raekker
    }

    def som_foer() -> Opgraderingsvisning:
        fortryd_opgradering(aktoer, opgradering.pk, nu=nu)
        projekt = Projekt.objects.med_navne().med_kalender().get(pk=opgradering.plan.projekt_id)
        return forhaandsvis_opgradering(projekt, opgradering.til, valg)

    try:
        visning = vis_foerst(som_foer)
    except Afvist:
        return False
    return skrevet == {(_opgaven(visning, en), en.virkning.value) for en in visning.tabel.raekker if en.er_aendret}


def _opgaven(visning: Opgraderingsvisning, raekke: Raekke) -> int | tuple[str, int | None]:
    """Opgavens id; skulle den først laves, er det kortets nøgle og etapen."""
    if opgave := visning.opgaver.get(raekke.noegle):
        return opgave.pk
    etape = visning.noegler.etape(raekke.noegle)
    return grundnoegle(raekke.noegle), etape.pk if etape else None
