"""Gemte filtre: at gemme, omdøbe, dele og slette dem. At bruge et er et link på listen."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from faelles.afvisning import Afvist, IkkeTilladt
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .forms_filter import FilterForm, GemFilterForm
from .listefilter import Kendte, dele, laes_tekst
from .models import GemtFilter
from .opgaveliste import Opgaveliste
from .services import filtre as handlinger


@require_http_methods(["GET", "HEAD", "POST"])
def filtre(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """De gemte filtre, og at gemme et nyt."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    return _gem(request, projekt) if request.method == "POST" else _side(request, projekt)


def _gem(request: Forespoergsel, projekt: Projekt) -> HttpResponse:
    form = GemFilterForm(request.POST, kan_dele=adgang.leder(request.user, projekt), auto_id="gem-%s")
    if not form.is_valid():
        return _side(request, projekt, ny=form)
    kendte = Opgaveliste(projekt, request.user, {}, timezone.localdate()).kendte
    valg = laes_tekst(form.cleaned_data["adresse"], kendte)[0]
    aktoer, navn = Aktoer.person(request.user), form.cleaned_data["navn"]
    stod_der = GemtFilter.objects.filter(projekt=projekt, bruger=request.user, navn=navn).exists()
    try:
        handlinger.gem_filter(aktoer, projekt, navn=navn, adresse=valg.adresse, er_delt=form.delt)
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        form.add_error("navn", fejl.grund)
        return _side(request, projekt, ny=form)
    besked = (
        f"Filteret »{navn}« er {'det samme, som du havde gemt' if stod_der else 'gemt'}. Det står under Gemte filtre."
    )
    return videre_med_besked(request, besked, f"{projekt.get_absolute_url()}?{valg.adresse}")


@require_POST
def ret_filter(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Filteret med et andet navn, delt eller ikke."""
    projekt, gemt = _find(request, kommune, loesning, pk)
    form = _form(request, gemt, request.POST)
    if not form.is_valid():
        return _side(request, projekt, rettet={pk: form})
    er_delt = form.delt if "er_delt" in form.fields else gemt.er_delt
    try:
        handlinger.ret_filter(Aktoer.person(request.user), gemt, navn=form.cleaned_data["navn"], er_delt=er_delt)
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        form.add_error("navn", fejl.grund)
        return _side(request, projekt, rettet={pk: form})
    return _tilbage(request, projekt, f"Filteret »{gemt.navn}« er gemt.")


@require_POST
def slet_filter(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    projekt, gemt = _find(request, kommune, loesning, pk)
    handlinger.slet_filter(Aktoer.person(request.user), gemt)
    return _tilbage(request, projekt, f"Filteret »{gemt.navn}« er slettet. Opgaverne er, som de var.")


def _find(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> tuple[Projekt, GemtFilter]:
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    gemt = get_object_or_404(GemtFilter.objects.synlige_for(request.user, projekt), pk=pk)
    gemt.projekt = projekt
    return projekt, gemt


def _form(request: Forespoergsel, gemt: GemtFilter, data: Any = None) -> FilterForm:
    start = {"navn": gemt.navn, "er_delt": gemt.er_delt}
    kan_dele = adgang.leder(request.user, gemt.projekt)
    return FilterForm(data, kan_dele=kan_dele, initial=start, auto_id=f"filter-{gemt.pk}-%s")


def _side(
    request: Forespoergsel,
    projekt: Projekt,
    *,
    ny: GemFilterForm | None = None,
    rettet: dict[int, FilterForm] | None = None,
) -> HttpResponse:
    """Siden med personens egne og de delte filtre; ``ny`` eller den ``rettet`` form er den, der blev afvist."""
    gemte = list(GemtFilter.objects.synlige_for(request.user, projekt))
    kendte = Opgaveliste(projekt, request.user, {}, timezone.localdate()).kendte
    for gemt in gemte:
        gemt.projekt = projekt
    mine = [gemt for gemt in gemte if gemt.bruger_id == request.user.pk]
    kontekst = {
        "projekt": projekt,
        "mine": [(gemt, (rettet or {}).get(gemt.pk) or _form(request, gemt), i_ord(gemt, kendte)) for gemt in mine],
        "andres": [(gemt, i_ord(gemt, kendte)) for gemt in gemte if gemt.bruger_id != request.user.pk],
        "kan_slette_delte": adgang.leder(request.user, projekt),
        "ny": ny,
        "menu": "projekter",
    }
    return render(request, "opgaver/filtre.html", kontekst, status=422 if ny or rettet else 200)


def i_ord(gemt: GemtFilter, kendte: Kendte) -> str:
    """Fx »over tid, fase: F2 Forberedelse«, som projektet er nu."""
    valg = laes_tekst(gemt.adresse, kendte)[0]
    return ", ".join(del_.tekst for del_ in dele(valg, kendte)) or "alle opgaver"


def _tilbage(request: Forespoergsel, projekt: Projekt, besked: str) -> HttpResponse:
    return videre_med_besked(request, besked, reverse("opgaver:filtre", args=projekt.adresse))
