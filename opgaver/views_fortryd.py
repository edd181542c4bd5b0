"""At fortryde en flytning: først en side med det, der vil ske, og så netop det."""

from collections import Counter
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Foraeldet, kraev
from faelles.dansk_sqlite import sorteringsnoegle
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Boelge
from projekter.web import Forespoergsel

from .flytteord import fortrudt_i_ord
from .imens import i_flytningens_projekter
from .models import Flytning, Opgave, Plan
from .models.flytning import Ankerskift, ankerskift, etapeskift
from .services.flyttefortrydelse import Fortrydelse
from .services.fortrydelsesvisning import forhaandsvis_fortrydelse, fortryd_det_viste, fortrydelsens_aftryk
from .services.kalenderdata import fra_ord
from .views_flyt import find_del


def projektets(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Projektets datoer tilbage."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    del_ = find_del(projekt, pk)
    skift = ankerskift(del_.efter, del_.foer) + etapeskift(del_.efter, del_.foer)
    return _fortryd(request, del_.flytning, del_.get_absolute_url(), {"skift": skift, "menu": "projekter"})


def boelgens(request: Forespoergsel, loesning: str, nummer: int, pk: int) -> HttpResponse:
    """Bølgens og projekternes datoer tilbage."""
    valgt = adgang.find_loesning_at_udrulle(request.user, loesning)
    boelge = get_object_or_404(Boelge, loesning=valgt, nummer=nummer)
    flytning = get_object_or_404(Flytning.objects.select_related("boelge__loesning__ejer"), boelge=boelge, pk=pk)
    skift: list[Ankerskift] = ankerskift(flytning.efter, flytning.foer)
    return _fortryd(request, flytning, flytning.get_absolute_url(), {"skift": skift, "menu": "overblik"})


def kalenderens(request: Forespoergsel, kode: str, pk: int) -> HttpResponse:
    """Kommunens kalender og fristerne tilbage."""
    kommune = adgang.find_kommune_at_administrere(request.user, kode)
    flytning = get_object_or_404(Flytning.objects.select_related("kommune"), kommune=kommune, pk=pk)
    foer, efter = fra_ord(flytning.foer), fra_ord(flytning.efter)
    linjer = {"tilfoejes": foer.ud_over(efter), "fjernes": efter.ud_over(foer)}
    return _fortryd(request, flytning, reverse("kalender:ret", args=(kommune.kode,)), linjer)


def _fortryd(request: Forespoergsel, flytning: Flytning, tilbage: str, kontekst: dict[str, Any]) -> HttpResponse:
    """GET viser, hvad der vil ske; POST gør det og går tilbage til flytningens sted. HEAD skriver ikke for at se."""
    aktoer = Aktoer.person(request.user)
    kraev(adgang.maa_flytte(aktoer, flytning.sted))
    if request.method == "HEAD":
        return HttpResponse()
    grund = ""
    if request.method == "POST":
        try:
            svar = fortryd_det_viste(aktoer, flytning.pk, nu=timezone.now(), vist=request.POST.get("vist", ""))
            return videre_med_besked(request, fortrudt_i_ord(svar), tilbage)
        except Foraeldet as fejl:
            grund = fejl.grund + i_flytningens_projekter(flytning, request.POST.get("set", ""))
    svar = forhaandsvis_fortrydelse(aktoer, flytning.pk, nu=timezone.now())
    kontekst = kontekst | _det_vil_ske(svar) | {"tilbage": tilbage, "grund": grund}
    return render(request, "opgaver/fortryd_flytning.html", kontekst, status=409 if grund else 200)


def _det_vil_ske(svar: Fortrydelse) -> dict[str, Any]:
    faar = [*svar.genskabte, *svar.regnede]
    steder = _steder(svar.flytning, [*(opgave for opgave, _ in faar), *svar.blev])
    rykker = [(steder[et.plan_id], et, til) for et, til in faar if et.frist != til]
    rykker.sort(key=lambda et: (sorteringsnoegle(et[0]), str(et[2]), et[1].kort.kode))
    return {
        "flytning": svar.flytning,
        "svar": svar,
        "raekker": rykker,
        "er_flere": len(set(steder.values())) > 1,
        "tal": dict(Counter(sted for sted, *_ in rykker)) if svar.flytning.boelge_id else None,
        "regnede": {opgave.pk for opgave, _ in svar.regnede},
        "bliver": [(steder[opgave.plan_id], opgave, opgave in svar.laaste) for opgave in svar.blev],
        "skjulte": {et.pk for et in (*(opgave for opgave, _ in faar), *svar.blev) if svar.skjuler(et)},
        "vist": fortrydelsens_aftryk(svar),
    }


def _steder(flytning: Flytning, opgaver: list[Opgave]) -> dict[int, str]:
    """Det, der skiller projekterne, efter planens id: løsningen i en kommunes kalender, ellers kommunen."""
    felt = "projekt__loesning__noegle" if flytning.kommune_id else "projekt__kommune__navn"
    return dict(Plan.objects.filter(pk__in={opgave.plan_id for opgave in opgaver}).values_list("pk", felt))
