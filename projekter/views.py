"""Projektets organisation og historik."""

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from faelles.afvisning import Afvist, IkkeTilladt, kraev
from faelles.htmx import videre_med_besked

from . import adgang
from .aktoer import Aktoer
from .bemanding import Rollefilter, Rollegalleriet, ledige_obligatoriske
from .forms import NyPladsForm, PladsForm
from .models import Overdragelsesdel, Plads, Projekt, Rolle
from .services import pladser as handlinger
from .services.pladser import besaet_plads, opret_plads
from .web import Forespoergsel

PR_SIDE = 50


def organisation(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Projektets pladser: roller, hvem der sidder på dem, og hvilke der er ledige."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    form = NyPladsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            plads = opret_plads(Aktoer.person(request.user), projekt, **form.cleaned_data)
            return videre_med_besked(request, f"Pladsen {plads.navn} er oprettet og ledig.", request.path)
        except IkkeTilladt:
            raise
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
    kontekst = {
        "projekt": projekt,
        "pladser": projekt.pladser.select_related("rolle", "person", "stedfortraeder"),
        "ledige": ledige_obligatoriske([projekt]),
        "venter": _venter_paa_kvittering(projekt),
        "er_med": adgang.rettigheder(request.user).organisationer.get(projekt.kommune_id),
        "form": form,
        "kan_lede": adgang.leder(request.user, projekt),
        "kan_besaette": adgang.besaetter(request.user, projekt),
        "menu": "projekter",
    }
    return render(request, "projekter/organisation.html", kontekst, status=422 if form.is_bound else 200)


def _venter_paa_kvittering(projekt: Projekt) -> dict[str, set[int]]:
    """Pladserne, hvis nye person eller stedfortræder ikke har kvitteret, efter felt."""
    venter: dict[str, set[int]] = {}
    dele = Overdragelsesdel.objects.uden_kvittering().filter(plads__projekt=projekt)
    for felt, plads_id in dele.order_by().values_list("felt", "plads"):
        venter.setdefault(felt, set()).add(plads_id)
    return venter


def plads(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Besæt en plads."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    aktoer = Aktoer.person(request.user)
    kraev(adgang.maa_besaette(aktoer, projekt))
    pladsen = get_object_or_404(
        Plads.objects.select_related("rolle", "person", "stedfortraeder", "projekt__kommune", "projekt__loesning"),
        projekt=projekt,
        pk=pk,
    )
    form = PladsForm(request.POST or None, plads=pladsen)
    if request.method == "POST" and form.is_valid():
        try:
            ny = besaet_plads(aktoer, pladsen, **form.cleaned_data)
            hvem = ny.person.navn if ny.person else "ledig"
            tilbage = request.path.rsplit("/", 2)[0] + "/"
            return videre_med_besked(request, f"{ny.navn}: {hvem}.", tilbage)
        except IkkeTilladt:
            raise
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
    kontekst = {
        "projekt": projekt,
        "plads": pladsen,
        "form": form,
        "er_administrator": bool(adgang.maa_administrere(aktoer, projekt.kommune)),
        "menu": "projekter",
    }
    return render(request, "projekter/plads.html", kontekst, status=422 if form.is_bound else 200)


@require_POST
def tilfoej_obligatorisk(request: Forespoergsel, kommune: str, loesning: str, rolle: int) -> HttpResponse:
    """Lav en obligatorisk plads, projektet mangler, og gå til den for at besætte den."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    rollen = get_object_or_404(Rolle, pk=rolle)
    ny = handlinger.tilfoej_obligatorisk(Aktoer.person(request.user), projekt, rollen)
    videre = reverse("projekter:plads", args=(*projekt.adresse, ny.pk))
    return videre_med_besked(request, f"Pladsen {ny.navn} er i projektet. Vælg, hvem der skal sidde på den.", videre)


@require_safe
def roller(request: Forespoergsel, kode: str) -> HttpResponse:
    """Rollegalleriet: hvad rollerne er, og hvem der har dem i de af kommunens projekter, personen må se."""
    kommune = adgang.find_egen_kommune(request.user, kode)
    kontekst = {
        "kommune": kommune,
        "galleri": Rollegalleriet(kommune, request.user, Rollefilter.laes(request.GET)),
        "er_administrator": bool(adgang.maa_administrere(Aktoer.person(request.user), kommune)),
        "menu": "min_side",
    }
    return render(request, "projekter/roller.html", kontekst)


@require_safe
def historik(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Alt, hvad der er sket i projektet, nyeste først."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    side = Paginator(projekt.haendelser.all(), PR_SIDE).get_page(request.GET.get("side"))
    kontekst = {"projekt": projekt, "side": side, "menu": "projekter"}
    return render(request, "projekter/historik.html", kontekst)
