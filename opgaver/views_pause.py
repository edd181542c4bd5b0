"""Sæt et projekt på pause, og genoptag det med et tilbud om at flytte det, der er åbent."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, kraev
from faelles.htmx import videre_med_besked
from frister import dato_kort
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .forms_pause import PauseForm
from .pauseregler import efter_pausen
from .services import pause
from .services.etapedatoer import etapefelt
from .services.pausebesked import modtagere


def saet(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """GET viser formularen og det, der vil ske; POST sætter projektet på pause. 409, når en anden kom først."""
    projekt, aktoer = adgang.find_projekt(request.user, kommune, loesning), Aktoer.person(request.user)
    kraev(adgang.maa_lede(aktoer, projekt))
    form = PauseForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _vis(request, projekt, form, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        pause.saet_pause(aktoer, projekt, data["begrundelse"], paa=timezone.localdate(), til=data["til"])
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        form.add_error(None, fejl.grund)
        return _vis(request, projekt, form, status=409 if isinstance(fejl, Foraeldet) else 422)
    return videre_med_besked(request, f"{projekt} er på pause. Ingen får påmindelser.", _datoer(projekt))


def genoptag(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """GET viser pausens længde, og hvad der kan flyttes; POST genoptager og fører eventuelt videre til flytningen."""
    projekt, aktoer = adgang.find_projekt(request.user, kommune, loesning), Aktoer.person(request.user)
    kraev(adgang.maa_lede(aktoer, projekt))
    if projekt.status != Projekt.Status.PAA_PAUSE:
        return videre_med_besked(request, f"{projekt} er ikke på pause.", _datoer(projekt))
    paa = timezone.localdate()
    if request.method == "POST":
        svar = pause.genoptag(aktoer, projekt, paa=paa)
        besked = f"{projekt} er genoptaget {efter_pausen(svar.dage)}."
        if "flyt" in request.POST and svar.kan_flyttes:
            return videre_med_besked(request, f"{besked} Se nu, hvad der vil ske med fristerne.", _flytning(svar))
        return videre_med_besked(request, besked, _datoer(projekt))
    svar = pause.se_genoptagelse(projekt, paa)
    kontekst = {"projekt": projekt, "svar": svar, "modtagere": modtagere(projekt, aktoer), "menu": "projekter"}
    return render(request, "opgaver/genoptag.html", kontekst | {"aabne": pause.aabne_opgaver(projekt)})


def _vis(request: Forespoergsel, projekt: Projekt, form: PauseForm, *, status: int) -> HttpResponse:
    if not form.is_bound and projekt.status != Projekt.Status.AKTIVT:
        return redirect(_datoer(projekt))
    kontekst: dict[str, Any] = {
        "projekt": projekt,
        "form": form,
        "modtagere": modtagere(projekt, Aktoer.person(request.user)),
        "aabne": pause.aabne_opgaver(projekt),
        "menu": "projekter",
    }
    return render(request, "opgaver/pause.html", kontekst, status=status)


def _datoer(projekt: Projekt) -> str:
    return reverse("flyt:datoer", args=projekt.adresse)


def _flytning(svar: pause.Genoptagelse) -> str:
    """Forhåndsvisningen af flytningen; en almindelig en, der intet gemmer, før nogen siger ja."""
    datoer = {anker.value: dato_kort(til) for anker, _, til in svar.ankerskift if til}
    datoer |= {etapefelt(etape.pk): dato_kort(til) for etape, til in svar.etaper}
    spoerg = urlencode(datoer | {"pause": svar.pause.pk, "begrundelse": svar.begrundelse})
    return f"{reverse('flyt:flyt', args=svar.projekt.adresse)}?{spoerg}"
