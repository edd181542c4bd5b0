"""Overblikssiderne og driftens helbredstjek."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from faelles.htmx import er_brudstykke, videre_med_besked
from projekter import adgang
from projekter.bekraeftelser import VISNINGER, Personlister
from projekter.middleware import begynd_besoeg, besoeger
from projekter.services.besoeg import besoeg_min_side, laes_tidspunkt
from projekter.services.besoeg import marker_set as marker
from projekter.web import Forespoergsel

from .definitioner import DEFINITIONER
from .helbred import helbred
from .kommunekort import kommunekort, signatur
from .landsoverblik import STATUSSER, Landsoverblik, Valg, loesningsraekker, sorteringsvalg
from .minside import Minside
from .ordliste import ORDLISTE
from .status import VISTE, Projektstatus


@require_safe
def min_side(request: Forespoergsel) -> HttpResponse:
    """Det, der venter på mig, og det, der er nyt, på tværs af projekter."""
    nu = timezone.now()
    set_til = besoeg_min_side(request.user, nu, fortsaetter=besoeger(request))
    side = Minside(request.user, timezone.localdate(), set_til, "alle" in request.GET, er_foerste_gang=set_til == nu)
    svar = render(request, "overblik/min_side.html", {"side": side, "nu": nu, "menu": "min_side"})
    begynd_besoeg(svar, request)
    return svar


@require_POST
def marker_set(request: Forespoergsel) -> HttpResponse:
    """Det nye på Min side er set; det, der er kommet, efter at siden blev vist, er stadig nyt."""
    nu, besked = timezone.now(), "Det er markeret som set."
    til = laes_tidspunkt(request.POST.get("til", ""), nu)
    marker(request.user, til)
    if not er_brudstykke(request):
        return videre_med_besked(request, besked, reverse("min_side"))
    side = Minside(request.user, timezone.localdate(), til)
    return render(request, "overblik/nyt.html#svar", {"side": side, "nu": nu, "fokus": True, "oplaesning": besked})


@require_safe
def status(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Projektets status for styregruppen."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    kontekst = {
        "projekt": projekt,
        "status": Projektstatus(projekt, timezone.localdate()),
        "antal_viste": VISTE,
        "menu": "projekter",
    }
    return render(request, "overblik/status.html", kontekst)


@require_safe
def overblik(request: Forespoergsel) -> HttpResponse:
    """De løsninger, man må følge i alle kommuner; er der kun én, går turen direkte til den."""
    loesninger = list(adgang.loesninger_at_foelge(request.user))
    if not loesninger:
        raise Http404("Overblikket er for løsningernes ejere.")
    if len(loesninger) == 1:
        return redirect("overblik_loesning", loesninger[0].noegle)
    raekker = loesningsraekker(loesninger, timezone.localdate())
    return render(request, "overblik/overblik.html", {"raekker": raekker, "menu": "overblik"})


@require_safe
def overblik_loesning(request: Forespoergsel, loesning: str) -> HttpResponse:
    """Løsningen i alle kommuner, som tal, tabel og kort."""
    valgt = get_object_or_404(adgang.loesninger_at_foelge(request.user), noegle=loesning)
    valg = Valg(*(request.GET.get(navn, "").strip() for navn in ("sorter", "region", "fase", "status")))
    land = Landsoverblik(valgt, timezone.localdate(), valg)
    kontekst = {
        "land": land,
        "kort": kommunekort(land),
        "signatur": signatur(),
        "statusser": STATUSSER,
        "sorteringer": sorteringsvalg(),
        "menu": "overblik",
    }
    return render(request, "overblik/loesning.html", kontekst)


@require_safe
def personlister(request: Forespoergsel, loesning: str) -> HttpResponse:
    """Hvilke kommuner der har bekræftet deres liste over personer i kvartalet, og hvornår."""
    valgt = get_object_or_404(adgang.loesninger_at_foelge(request.user), noegle=loesning)
    soeg, vis = (request.GET.get(navn, "").strip()[:100] for navn in ("soeg", "vis"))
    lister = Personlister(valgt, timezone.localdate(), soeg, vis if vis in VISNINGER else "")
    kontekst = {"lister": lister, "visninger": VISNINGER, "menu": "overblik"}
    return render(request, "overblik/personlister.html", kontekst)


@require_safe
def hjaelp(request: Forespoergsel) -> HttpResponse:
    """Sådan gør du, station for station, og ordene."""
    kontekst = {"definitioner": DEFINITIONER.values(), "ordliste": ORDLISTE, "menu": "hjaelp"}
    return render(request, "overblik/hjaelp.html", kontekst)


@require_safe
def logget_ind(request: Forespoergsel) -> HttpResponse:
    """Enden på et login i en ny fane, mens den gamle venter."""
    return render(request, "logget_ind.html")


@login_not_required
@require_safe
def tilgaengelighed(request: Forespoergsel) -> HttpResponse:
    """Hvad der virker for alle, og hvad der endnu ikke gør."""
    return render(request, "overblik/tilgaengelighed.html")


@login_not_required
@never_cache
@require_safe
def livez(request: HttpRequest) -> HttpResponse:
    """Processen lever."""
    return HttpResponse("ok", content_type="text/plain")


@login_not_required
@never_cache
@require_safe
def readyz(request: HttpRequest) -> JsonResponse:
    """Systemet kan betjene brugere; ellers 503."""
    klar, tal = helbred(timezone.now())
    return JsonResponse(tal, status=200 if klar else 503)
