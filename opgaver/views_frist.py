"""Opgavens frist på kortet: sæt en dato, frigiv den, og giv opgaven jeres egen regel."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST

from faelles.afvisning import Afvist, IkkeTilladt
from faelles.htmx import er_brudstykke, videre_med_besked
from frister import dag_maaned
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import views
from .forms_flyt import FristForm, RegelForm, UdgaveForm
from .kortsvar import med_udgaveskift
from .models import Opgave
from .services import frist as handlinger
from .services.frister import forklaring

type Handling = Callable[[Aktoer, Opgave, dict[str, Any]], Opgave]
type Besked = Callable[[Opgave], str]


@require_POST
def saet_frist(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Sæt en frist, der bliver stående."""
    paa = timezone.localdate()
    return _udfoer(
        request,
        (kommune, loesning, pk),
        FristForm,
        lambda aktoer, opgave, data: handlinger.saet_frist(
            aktoer, opgave, data["frist"], data["begrundelse"], paa=paa, udgave=data["udgave"]
        ),
        lambda opgave: (
            f"Fristen for {opgave.kode_og_etape} er sat til {_dato(opgave)}. Den bliver stående, når datoerne flyttes."
        ),
    )


@require_POST
def frigiv_frist(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Lad reglen bestemme igen."""
    return _udfoer(
        request,
        (kommune, loesning, pk),
        UdgaveForm,
        lambda aktoer, opgave, data: handlinger.frigiv_frist(aktoer, opgave, udgave=data["udgave"]),
        lambda opgave: f"{opgave.kode_og_etape} følger sin regel igen. {_fristen_nu(opgave)}",
    )


@require_POST
def saet_regel(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Giv opgaven kommunens egen regel."""
    return _udfoer(
        request,
        (kommune, loesning, pk),
        RegelForm,
        lambda aktoer, opgave, data: handlinger.saet_egen_regel(aktoer, opgave, data["regel"], udgave=data["udgave"]),
        lambda opgave: _regel_i_ord(opgave, f"Jeres regel er gemt for {opgave.kode_og_etape}"),
    )


@require_POST
def fjern_regel(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Lad kortets regel gælde igen."""
    return _udfoer(
        request,
        (kommune, loesning, pk),
        UdgaveForm,
        lambda aktoer, opgave, data: handlinger.fjern_egen_regel(aktoer, opgave, udgave=data["udgave"]),
        lambda opgave: _regel_i_ord(opgave, f"Katalogets regel er valgt igen for {opgave.kode_og_etape}"),
    )


def _regel_i_ord(opgave: Opgave, hvad: str) -> str:
    """Hvad der er sket, og den nye frist, eller at låsen stadig bestemmer den."""
    if opgave.er_frist_laast:
        return f"{hvad}, men fristen er låst på {_dato(opgave)}. Reglen gælder først, når du frigiver fristen."
    return f"{hvad}. {_fristen_nu(opgave)}"


def _fristen_nu(opgave: Opgave) -> str:
    return f"Fristen er nu {_dato(opgave)}." if opgave.frist else "Den er nu uden dato."


def _dato(opgave: Opgave) -> str:
    return dag_maaned(opgave.frist) if opgave.frist else "uden dato"


def _udfoer(
    request: Forespoergsel, sti: tuple[str, str, int], formular: type[Form], handling: Handling, beskeden: Besked
) -> HttpResponse:
    projekt, opgave = views.find_opgave(request, *sti)
    form = formular(request.POST, auto_id=f"opgave-{opgave.pk}-{formular.__name__.lower()}-%s")
    if not form.is_valid():
        hel = None if form.visible_fields() else Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")
        return _igen(request, projekt, opgave, form, hel)
    foer, kendt = opgave.udgave, form.cleaned_data["udgave"]
    try:
        besked = beskeden(handling(Aktoer.person(request.user), opgave, form.cleaned_data))
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, opgave, form, fejl)
    if not er_brudstykke(request):
        return videre_med_besked(request, besked, opgave.get_absolute_url())
    _, frisk = views.find_opgave(request, *sti)
    # Udgaven må ikke rumme en ændring, personen ikke har set.
    frisk.udgave = kendt + opgave.udgave - foer
    kontekst = views.kortkontekst(request, projekt, frisk) | {"oplaesning": besked}
    return med_udgaveskift(render(request, "opgaver/kort.html#svar", kontekst), kendt, frisk.udgave)


def _igen(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, form: Form, fejl: Afvist | None = None
) -> HttpResponse:
    """Kortet igen med det, personen skrev, og det, der står nu; intet er gemt."""
    frisk = views.find_opgave(request, *projekt.adresse, opgave.pk)[1]
    # Den, der kun trykkede på en knap, har intet skrevet at sammenligne med.
    nu = f"Nu gælder: {forklaring(frisk, projekt).removesuffix('.')}." if isinstance(form, UdgaveForm) else ""
    grund, er_foraeldet = views.sig_konflikten(request, projekt, frisk, form, fejl, nu)
    navn = "fristform" if isinstance(form, FristForm) else "regelform" if isinstance(form, RegelForm) else "udgaveform"
    kontekst = views.kortkontekst(request, projekt, frisk) | {
        navn: form,
        "grund": grund,
        "andens": er_foraeldet and not nu,
        "aaben_frist": True,
    }
    skabelon = "opgaver/kort.html#svar" if er_brudstykke(request) else "opgaver/kort.html"
    return render(request, skabelon, kontekst, status=409 if er_foraeldet else 422)
