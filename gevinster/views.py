"""Projektets gevinster: listen, den enkelte gevinst og formularerne."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from faelles.afvisning import Afvist, Foraeldet, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import services
from .forms import GevinstForm, MaalingForm, gevinstens_vaerdier, maalingens_vaerdier, nye_vaerdier
from .models import Gevinst
from .visning import Gevinstbillede, billeder

formular = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def liste(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Projektets gevinster med tal, næste måling og en lille kurve."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    gevinster = Gevinst.objects.i_projekt(projekt).med_maalinger()
    kontekst = {"billeder": billeder(gevinster, timezone.localdate())}
    return _side(request, "gevinster/liste.html", projekt, kontekst)


@require_safe
def vis(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Én gevinst: oplysninger, målinger som tabel og kurve."""
    projekt, gevinst = _find(request, kommune, loesning, pk)
    kontekst = {
        "billede": Gevinstbillede(gevinst, timezone.localdate()),
        "kan_maale": bool(adgang.maa_maale(Aktoer.person(request.user), gevinst.projekt, gevinst.ejer_id)),
    }
    return _side(request, "gevinster/vis.html", projekt, kontekst)


@formular
def ny(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Opret en gevinst."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    aktoer = Aktoer.person(request.user)
    kraev(adgang.maa_lede(aktoer, projekt))
    form = GevinstForm(request.POST or None, projekt=projekt, initial=nye_vaerdier())
    if form.is_valid():
        try:
            gevinst = services.opret_gevinst(aktoer, projekt, form.oplysninger)
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
        else:
            messages.success(request, "Gevinsten er oprettet. Registrér baseline, før I går i luften.")
            return redirect(gevinst)
    return _formularside(request, "gevinster/ny.html", projekt, {"form": form})


@formular
def ret(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Ret en gevinst. Er den ændret i mellemtiden, vises begge udgaver, og intet er gemt."""
    projekt, gevinst = _find(request, kommune, loesning, pk)
    aktoer = Aktoer.person(request.user)
    kraev(adgang.maa_lede(aktoer, projekt))
    form = GevinstForm(request.POST or None, projekt=projekt, initial=gevinstens_vaerdier(gevinst))
    kontekst: dict[str, Any] = {"form": form, "gevinst": gevinst}
    if form.is_valid():
        try:
            udgave = form.cleaned_data["udgave"] or 0
            services.ret_gevinst(aktoer, gevinst, form.oplysninger, udgave=udgave)
        except Foraeldet as fejl:
            kontekst |= {"form": _med_ny_udgave(form, gevinst, fejl), "andens": gevinst}
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
            kontekst["gevinst"] = _find(request, kommune, loesning, pk)[1]
        else:
            messages.success(request, "Gevinsten er rettet.")
            return redirect(gevinst)
    return _formularside(request, "gevinster/ret.html", projekt, kontekst)


@formular
def maal(request: Forespoergsel, kommune: str, loesning: str, pk: int, maaling: int) -> HttpResponse:
    """Registrér eller ret en måling."""
    projekt, gevinst = _find(request, kommune, loesning, pk)
    aktoer, paa = Aktoer.person(request.user), timezone.localdate()
    kraev(adgang.maa_maale(aktoer, gevinst.projekt, gevinst.ejer_id))
    valgt = get_object_or_404(gevinst.maalinger.select_related("gevinst__projekt__kommune"), pk=maaling)
    form = MaalingForm(request.POST or None, gevinst=gevinst, initial=maalingens_vaerdier(valgt, paa))
    kontekst: dict[str, Any] = {"form": form, "gevinst": gevinst, "maaling": valgt}
    if form.is_valid():
        data = form.cleaned_data
        try:
            services.registrer_maaling(aktoer, valgt, data["vaerdi"], data["maalt"], paa=paa, udgave=data["udgave"])
        except Foraeldet as fejl:
            kontekst |= {"form": _med_ny_udgave(form, gevinst, fejl), "andens": gevinst}
        except Afvist as fejl:
            form.add_error(None, fejl.grund)
        else:
            messages.success(request, f"{valgt.navn} er registreret.")
            return redirect(gevinst)
    return _formularside(request, "gevinster/maal.html", projekt, kontekst)


def _find(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> tuple[Projekt, Gevinst]:
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    gevinst = get_object_or_404(Gevinst.objects.i_projekt(projekt).med_maalinger(), pk=pk)
    return projekt, gevinst


def _med_ny_udgave(form: GevinstForm | MaalingForm, gevinst: Gevinst, fejl: Afvist) -> GevinstForm | MaalingForm:
    """Formularen med det skrevne og den nye udgave, så den kan gemmes, når begge udgaver er set."""
    form.data = dict(form.data.items()) | {"udgave": str(gevinst.udgave)}
    form.add_error(None, fejl.grund)
    return form


def _side(
    request: Forespoergsel, skabelon: str, projekt: Projekt, kontekst: dict[str, Any], status: int = 200
) -> HttpResponse:
    faelles = {
        "projekt": projekt,
        "kan_lede": adgang.leder(request.user, projekt),
        "menu": "projekter",
    }
    return render(request, skabelon, faelles | kontekst, status=status)


def _formularside(request: Forespoergsel, skabelon: str, projekt: Projekt, kontekst: dict[str, Any]) -> HttpResponse:
    if "andens" in kontekst:
        status = 409
    else:
        status = 422 if kontekst["form"].is_bound else 200
    return _side(request, skabelon, projekt, kontekst, status)
