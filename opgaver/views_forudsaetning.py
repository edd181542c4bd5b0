"""Forudsætningerne på kortet: det, der skal være færdigt først."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_POST

from faelles.afvisning import Afvist, IkkeTilladt, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.web import Forespoergsel

from . import views
from .forms_forudsaetning import ForudsaetningForm
from .kortsvar import igen, udfoert
from .models import Forudsaetning
from .services import forudsaetning as handlinger

DEL = "forudsaetninger"


@require_POST
def tilfoej(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Lad opgaven vente på en anden."""
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    kraev(adgang.maa_lede(Aktoer.person(request.user), projekt))
    form = ForudsaetningForm(request.POST, opgave=opgave)
    if not form.is_valid():
        return igen(request, projekt, opgave, DEL, None, forudsaetningform=form)
    kraever = form.cleaned_data["kraever"]
    try:
        handlinger.tilfoej_forudsaetning(Aktoer.person(request.user), opgave, kraever)
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        form.add_error("kraever", fejl.grund)
        return igen(request, projekt, opgave, DEL, None, forudsaetningform=form)
    return udfoert(request, projekt, opgave, DEL, f"{opgave.kode_og_etape} venter nu på {kraever.kode_og_etape}.")


@require_POST
def fjern(request: Forespoergsel, kommune: str, loesning: str, pk: int, forudsaetning: int) -> HttpResponse:
    """Lad opgaven ikke vente mere."""
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    fundet = get_object_or_404(Forudsaetning.objects.select_related("kraever__kort"), opgave=opgave, pk=forudsaetning)
    fundet.opgave = opgave
    handlinger.fjern_forudsaetning(Aktoer.person(request.user), fundet)
    besked = f"{opgave.kode_og_etape} venter ikke på {fundet.kraever.kode_og_etape} mere."
    return udfoert(request, projekt, opgave, DEL, besked)
