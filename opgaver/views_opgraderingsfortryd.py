"""At fortryde en opgradering: først en side med det, der vil ske med hver opgave, og så netop det."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from faelles.afvisning import Foraeldet, kraev
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.web import Forespoergsel

from .fortrydelsesraekker import aftryk, bliver, fortrudt_i_ord, frister, tilbage
from .imens import i_opgaverne
from .services.fortrydelsesvisning import goer_det_viste, vis_foerst
from .services.opgraderingsfortrydelse import Opgraderingsfortrydelse, fortryd_opgradering
from .views_opgradering import find_opgradering


@require_http_methods(["GET", "HEAD", "POST"])
def fortryd(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """GET viser, hvad der vil ske; POST sætter planen tilbage. HEAD skriver ikke for at se."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    opgradering, grund, aktoer = find_opgradering(projekt, pk), "", Aktoer.person(request.user)
    kraev(adgang.maa_lede(aktoer, projekt))
    if request.method == "HEAD":
        return HttpResponse()

    def handling() -> Opgraderingsfortrydelse:
        return fortryd_opgradering(aktoer, opgradering.pk, nu=timezone.now())

    if request.method == "POST":
        try:
            svar = goer_det_viste(handling, aftryk, request.POST.get("vist", ""))
            return videre_med_besked(request, fortrudt_i_ord(svar), opgradering.get_absolute_url())
        except Foraeldet as fejl:
            ider = [post["id"] for post in opgradering.raekker]
            grund = fejl.grund + i_opgaverne(ider, request.POST.get("set", ""))
    svar = vis_foerst(handling)
    kontekst = {
        "projekt": projekt,
        "opgradering": opgradering,
        "tilbage": tilbage(svar),
        "bliver": bliver(svar),
        "raekker": [*bliver(svar), *tilbage(svar)],
        "frister": frister(svar),
        "pladser": svar.pladser,
        "modtagere": svar.modtagere,
        "vist": aftryk(svar),
        "grund": grund,
        "menu": "projekter",
    }
    return render(request, "opgaver/fortryd_opgradering.html", kontekst, status=409 if grund else 200)
