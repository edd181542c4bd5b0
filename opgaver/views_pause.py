"""Sæt et projekt på pause."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, kraev
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .forms_pause import PauseForm
from .services import pause
from .services.pausebesked import modtagere


def saet(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """GET viser formularen og det, der vil ske; POST sætter projektet på pause. 409, når en anden kom først."""
    projekt, aktoer = adgang.find_projekt(request.user, kommune, loesning), Aktoer.person(request.user)
    kraev(adgang.maa_lede(aktoer, projekt))
    form = PauseForm(request.POST or None)
    if request.method != "POST" or not form.is_valid():
        return _vis(request, projekt, form, status=422 if form.is_bound else 200)
    try:
        pause.saet_pause(aktoer, projekt, paa=timezone.localdate(), **form.cleaned_data)
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        form.afvis(fejl)
        return _vis(request, projekt, form, status=409 if isinstance(fejl, Foraeldet) else 422)
    return videre_med_besked(request, f"{projekt} er på pause. Ingen får påmindelser.", datoside(projekt))


def _vis(request: Forespoergsel, projekt: Projekt, form: PauseForm, *, status: int) -> HttpResponse:
    if not form.is_bound and projekt.status != Projekt.Status.AKTIVT:
        return redirect(datoside(projekt))
    kontekst: dict[str, Any] = {
        "projekt": projekt,
        "form": form,
        "modtagere": modtagere(projekt, Aktoer.person(request.user)),
        "aabne": pause.aabne_opgaver(projekt),
        "menu": "projekter",
    }
    return render(request, "opgaver/pause.html", kontekst, status=status)


def datoside(projekt: Projekt) -> str:
    """Siden med projektets datoer og pauser."""
    return reverse("flyt:datoer", args=projekt.adresse)
