"""Kommunens eget på kortet: fasen, kvalitetskriterierne, deres flueben og »sådan gør vi her«."""

from collections.abc import Callable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faelles.afvisning import Afvist, IkkeTilladt
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import views
from .egetvisning import formular
from .forms_eget import Egenform, KriteriumForm
from .kortsvar import med_udgaveskift
from .kriterier import gentagne
from .models import Opgave
from .services import eget as handlinger

type Handling = Callable[[Aktoer, Opgave, dict[str, Any]], str]
"""En handling, der giver beskeden om det, der nu er gemt."""

SKABELONER = {
    "fase": "opgaver/kort_fase.html",
    "kriterier": "opgaver/kort_kriterier.html",
    "tekst": "opgaver/kort_eget.html",
}


@require_POST
def saet_fase(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Lad opgaven stå i kommunens egen fase, eller i katalogets igen."""

    def handling(aktoer: Aktoer, opgave: Opgave, data: dict[str, Any]) -> str:
        handlinger.saet_egen_fase(aktoer, opgave, data["fase"], begrundelse=data["begrundelse"], udgave=data["udgave"])
        return f"{opgave.kode_og_etape} står nu i {opgave.fase}{', jeres egen fase' if opgave.egen_fase else ''}."

    return _udfoer(request, (kommune, loesning, pk), "fase", handling)


@require_POST
def saet_kriterier(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Skriv kommunens egne kvalitetskriterier."""

    def handling(aktoer: Aktoer, opgave: Opgave, data: dict[str, Any]) -> str:
        handlinger.saet_egne_kriterier(aktoer, opgave, data["kriterier"], udgave=data["udgave"])
        allerede = gentagne(opgave.kort.kvalitetskriterier, opgave.egne_kriterier)
        bemaerk = f" {' og '.join(f'»{et}«' for et in allerede)} står der allerede fra udgiveren." if allerede else ""
        return f"Jeres kvalitetskriterier for {opgave.kode_og_etape} er gemt.{bemaerk}"

    return _udfoer(request, (kommune, loesning, pk), "kriterier", handling)


@require_POST
def saet_tekst(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Skriv, hvordan kommunen gør."""

    def handling(aktoer: Aktoer, opgave: Opgave, data: dict[str, Any]) -> str:
        handlinger.saet_egen_tekst(aktoer, opgave, data["tekst"], udgave=data["udgave"])
        return f"Jeres tekst om {opgave.kode_og_etape} er gemt."

    return _udfoer(request, (kommune, loesning, pk), "tekst", handling)


@require_POST
def saet_kriterium(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Sæt eller fjern fluebenet ved ét kvalitetskriterium."""
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    form = KriteriumForm(request.POST)
    if not form.is_valid():
        raise Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")
    er_opfyldt = form.cleaned_data["opfyldt"]
    kriterium = handlinger.saet_kriterium(
        Aktoer.person(request.user), opgave, form.cleaned_data["noegle"], er_opfyldt, nu=timezone.now()
    )
    besked = f"{'Krydset af' if er_opfyldt else 'Ikke krydset af mere'}: {kriterium.tekst}"
    if not er_brudstykke(request):
        return videre_med_besked(request, besked, f"{opgave.get_absolute_url()}#kriterier")
    kontekst = views.kortkontekst(request, projekt, views.find_opgave(request, kommune, loesning, pk)[1])
    return render(request, "opgaver/kort_kriterier.html#fluebensvar", kontekst | {"oplaesning": besked})


def _udfoer(request: Forespoergsel, sti: tuple[str, str, int], del_: str, handling: Handling) -> HttpResponse:
    projekt, opgave = views.find_opgave(request, *sti)
    form = formular(del_, opgave, data=request.POST)
    if not form.is_valid():
        return _igen(request, projekt, opgave, del_, form)
    foer, kendt = opgave.udgave, form.cleaned_data["udgave"]
    try:
        besked = handling(Aktoer.person(request.user), opgave, form.cleaned_data)
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, opgave, del_, form, fejl)
    if not er_brudstykke(request):
        return videre_med_besked(request, besked, f"{opgave.get_absolute_url()}#egen-{del_}")
    frisk = views.find_opgave(request, *sti)[1]
    # Udgaven må ikke rumme en ændring, personen ikke har set.
    frisk.udgave = kendt + opgave.udgave - foer
    kontekst = views.kortkontekst(request, projekt, frisk) | {"oplaesning": besked, "svarer": del_}
    svar = render(request, f"{SKABELONER[del_]}#svar", kontekst)
    return med_udgaveskift(svar, kendt, frisk.udgave)


def _igen(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, del_: str, form: Egenform, fejl: Afvist | None = None
) -> HttpResponse:
    """Delen igen med det, personen skrev, og det, der står nu; intet er gemt."""
    frisk = views.find_opgave(request, *projekt.adresse, opgave.pk)[1]
    grund, er_foraeldet = views.sig_konflikten(request, projekt, frisk, form, fejl)
    kontekst = views.kortkontekst(request, projekt, frisk) | {
        f"{del_}form": form,
        "svarer": del_,
        "aaben_del": del_,
        "delens_grund": grund,
        "delen_er_foraeldet": er_foraeldet,
    }
    skabelon = f"{SKABELONER[del_]}#svar" if er_brudstykke(request) else "opgaver/kort.html"
    return render(request, skabelon, kontekst, status=409 if er_foraeldet else 422)
