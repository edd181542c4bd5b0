"""Sæt ét hold på pause, og lad det gå videre med et tilbud om at flytte det og dem efter det."""

from typing import Any
from urllib.parse import urlencode

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from faelles.htmx import videre_med_besked
from frister import dato_kort
from projekter.aktoer import Aktoer
from projekter.models import Etape, Projekt
from projekter.web import Forespoergsel

from .forms_pause import EtapepauseForm
from .pauseregler import efter_pausen
from .services import udrulning as handlinger
from .services.etapedatoer import etapefelt
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
                form.add_error(None, fejl.grund)
                status = 409 if isinstance(fejl, Foraeldet) else 422
    return render(
        request, "opgaver/etape_pause.html", _kontekst(request, projekt, etape) | {"form": form}, status=status
    )


def genoptag(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """GET viser pausens længde, og hvad der kan flyttes; POST lader holdet gå videre og fører evt. til flytningen."""
    projekt = find_til_leder(request, kommune, loesning)
    etape, paa = find(projekt, pk), timezone.localdate()
    if not etape.er_paa_pause:
        return videre_med_besked(request, f"{etape} er ikke på pause.", etapeside(projekt))
    if request.method == "POST":
        svar = handlinger.genoptag_etape(Aktoer.person(request.user), etape, paa=paa)
        besked = f"{etape} går videre {efter_pausen(svar.dage)}."
        flyt = "flyt" in request.POST and svar.kan_flyttes
        return videre_med_besked(request, besked, _flytteside(svar) if flyt else etapeside(projekt))
    svar = handlinger.se_etapegenoptagelse(etape, paa)
    ramte = {en.pk: en for en in projekt.gaeldende_etaper}
    datoer = [(ramte[pk], dato) for pk, dato in svar.datoer.items()]
    kontekst = _kontekst(request, projekt, etape) | {"svar": svar, "datoer": datoer}
    return render(request, "opgaver/etape_genoptag.html", kontekst)


def _kontekst(request: Forespoergsel, projekt: Projekt, etape: Etape) -> dict[str, Any]:
    return {
        "projekt": projekt,
        "etape": etape,
        "modtagere": modtagere(projekt, Aktoer.person(request.user), etape),
        "aabne": aabne_opgaver(projekt, etape),
        "menu": "projekter",
    }


def _flytteside(svar: handlinger.Etapegenoptagelse) -> str:
    """Forhåndsvisningen af den flytning, genoptagelsen tilbyder."""
    spoerg = {etapefelt(pk): dato_kort(dato) for pk, dato in svar.datoer.items()}
    spoerg |= {"pause": str(svar.pause.pk), "begrundelse": svar.begrundelse}
    return f"{reverse('flyt:flyt', args=svar.etape.projekt.adresse)}?{urlencode(spoerg)}"
