"""Sæt ét hold på pause."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from faelles.htmx import videre_med_besked
from projekter.aktoer import Aktoer
from projekter.models import Etape, Projekt
from projekter.web import Forespoergsel

from .forms_pause import EtapepauseForm
from .services import udrulning as handlinger
from .services.pause import aabne_opgaver
from .services.pausebesked import modtagere
from .views_etape import etapeside, find, find_til_leder


def saet(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """GET viser formularen og det, der vil ske; POST sætter holdet på pause. 409, når en anden kom først."""
    projekt = find_til_leder(request, kommune, loesning)
    etape, form, status = find(projekt, pk), EtapepauseForm(request.POST or None), 200
    if request.method != "POST" and etape.er_paa_pause:
        return videre_med_besked(request, f"{etape} er allerede på pause.", etapeside(projekt))
    if request.method == "POST":
        status = 422
        if form.is_valid():
            aktoer, paa = Aktoer.person(request.user), timezone.localdate()
            try:
                handlinger.saet_etape_paa_pause(aktoer, etape, paa=paa, **form.cleaned_data)
                besked = f"{etape} er på pause. Ingen mindes om holdets opgaver."
                return videre_med_besked(request, besked, etapeside(projekt))
            except IkkeTilladt:
                raise
            except Afvist as fejl:
                form.afvis(fejl)
                status = 409 if isinstance(fejl, Foraeldet) else 422
    return render(
        request, "opgaver/etape_pause.html", _kontekst(request, projekt, etape) | {"form": form}, status=status
    )


def _kontekst(request: Forespoergsel, projekt: Projekt, etape: Etape) -> dict[str, Any]:
    return {
        "projekt": projekt,
        "etape": etape,
        "modtagere": modtagere(projekt, Aktoer.person(request.user), etape),
        "aabne": aabne_opgaver(projekt, etape),
        "menu": "projekter",
    }
