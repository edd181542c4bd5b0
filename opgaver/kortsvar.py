"""Svaret på en handling i en af kortets dele: delen igen til htmx, ellers kortets side."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render

from faelles.afvisning import Afvist, Foraeldet
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import views
from .models import Opgave

SKABELONER = {
    "kommentarer": "opgaver/kort_kommentarer.html",
    "dokumenter": "opgaver/kort_dokumenter.html",
    "forudsaetninger": "opgaver/kort_forudsaetninger.html",
}
"""Delene; navnet er også delens id på siden."""


def med_udgaveskift(svar: HttpResponse, fra: int, til: int) -> HttpResponse:
    """Svaret med den udgave, ændringen blev gemt oven på, og den nye, så kortets formularer fra ``fra`` følger med."""
    svar["Udgaveskift"] = f"{fra} {til}"
    return svar


def udfoert(request: Forespoergsel, projekt: Projekt, opgave: Opgave, del_: str, besked: str) -> HttpResponse:
    """Delen, som den er nu, med beskeden; uden htmx tilbage til den på kortet."""
    if not er_brudstykke(request):
        return videre_med_besked(request, besked, f"{opgave.get_absolute_url()}#{del_}")
    kontekst = views.delenskontekst(request, projekt, opgave) | {"oplaesning": besked, "svarer": del_}
    return render(request, f"{SKABELONER[del_]}#svar", kontekst)


def igen(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, del_: str, fejl: Afvist | None, **ekstra: Any
) -> HttpResponse:
    """Delen med det, personen skrev, og det, der står nu; intet er gemt."""
    kontekst = {
        **(views.delenskontekst if er_brudstykke(request) else views.kortkontekst)(request, projekt, opgave),
        **ekstra,
        "svarer": del_,
        "aaben_del": ekstra.get("aaben_del", del_),
        "delens_grund": fejl.grund if fejl else "",
        "delen_er_foraeldet": isinstance(fejl, Foraeldet),
    }
    skabelon = f"{SKABELONER[del_]}#svar" if er_brudstykke(request) else "opgaver/kort.html"
    return render(request, skabelon, kontekst, status=409 if isinstance(fejl, Foraeldet) else 422)
