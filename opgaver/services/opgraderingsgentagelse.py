"""Om nogen har sendt de samme svar to gange, eller de andre svar fra en anden fane er gået tabt. Gemmer intet."""

from datetime import datetime

from faelles.afvisning import Afvist
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from ..fletning import Valgliste
from ..models import Opgave, Opgradering
from .fortrydelsesvisning import vis_foerst
from .opgraderingsfortrydelse import fortryd_opgradering
from .opgraderingsgrundlag import Opgraderingsvisning, forhaandsvis_opgradering


def er_de_samme_svar(aktoer: Aktoer, opgradering: Opgradering, valg: Valgliste, *, nu: datetime) -> bool:
    """Om svarene på planen, som den var før opgraderingen, fører til netop det, den skrev."""
    noegler = dict(Opgave.objects.filter(plan=opgradering.plan_id).values_list("pk", "kort__noegle"))
    skrevet = {(noegler.get(post["id"]), post["virkning"]) for post in opgradering.raekker}

    def som_foer() -> Opgraderingsvisning:
        fortryd_opgradering(aktoer, opgradering.pk, nu=nu)
        projekt = Projekt.objects.med_navne().med_kalender().get(pk=opgradering.plan.projekt_id)
        return forhaandsvis_opgradering(projekt, opgradering.til, valg)

    try:
        visning = vis_foerst(som_foer)
    except Afvist:
        return False
    return skrevet == {(en.noegle, en.virkning.value) for en in visning.tabel.raekker if en.er_aendret}
