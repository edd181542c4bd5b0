"""Projektets opgaver: listen, kortet og de to handlinger, at sætte status og at fordele."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from faelles.htmx import er_brudstykke, videre_med_besked
from faser.models import Fase, Hovedopgave
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Haendelse, Projekt
from projekter.web import Forespoergsel

from .forms import AfkrydsForm, StatusForm, TildelForm
from .forms_flyt import FristForm, RegelForm
from .fremdrift import fremdrift, fremdrift_efter
from .listen import VISNINGER, Filter, filtrer, forklar, grupper
from .models import Opgave
from .services import opgave as handlinger

HURTIGE = ("over_tid", "mine", "uden_ansvarlig")


@require_safe
def liste(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Alle projektets opgaver efter fase og hovedopgave; filteret står i adressen."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    paa = timezone.localdate()
    pladser = adgang.rettigheder(request.user).pladser
    alle = Opgave.objects.i_projekt(projekt)
    faser = list(Fase.objects.filter(model=projekt.fase.model_id))
    hovedopgaver = list(Hovedopgave.objects.filter(model=projekt.fase.model_id))
    valg = Filter.laes(request.GET.dict(), faser, hovedopgaver)
    vist = filtrer(alle, valg, pladser, paa).med_kort().uden_tekster().i_raekkefoelge()
    kontekst = {
        "projekt": projekt,
        "grupper": grupper(vist, fremdrift_efter(alle, "kort__fase", paa), projekt),
        "valg": valg,
        "visninger": VISNINGER,
        "faser": faser,
        "hovedopgaver": hovedopgaver,
        "hurtige": [(navn, VISNINGER[navn], filtrer(alle, Filter(vis=navn), pladser, paa).count()) for navn in HURTIGE],
        "kan": _kan(request, projekt),
        "menu": "projekter",
    }
    return render(request, "opgaver/liste.html", kontekst)


@require_safe
def kort(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Opgavekortet: udgiverens tretten felter og det, der er kommunens eget."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    return render(request, "opgaver/kort.html", kortkontekst(request, projekt, opgave))


@require_safe
def raekke(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Rækken lukket igen, uden at noget er gemt."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    if not er_brudstykke(request):
        return redirect(f"{projekt.get_absolute_url()}#opgave-{pk}")
    return render(request, "opgaver/liste.html#raekke", _opgavekontekst(request, projekt, opgave))


@require_safe
def ret(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Rækken åbnet til at ændre status og pladser; uden htmx er det kortets side."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    if not er_brudstykke(request):
        return redirect(opgave)
    return render(request, "opgaver/liste.html#ret", _opgavekontekst(request, projekt, opgave))


@require_POST
def afkryds(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Sæt eller fjern fluebenet i listen."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    form = AfkrydsForm(request.POST)
    if not form.is_valid():
        raise Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")
    if not form.cleaned_data["faerdig"] and opgave.status != Opgave.Status.FULDFOERT:
        return _gemt(request, projekt, opgave, f"{projekt.get_absolute_url()}#opgave-{pk}")
    try:
        handlinger.saet_status(
            Aktoer.person(request.user),
            opgave,
            form.status,
            paa=timezone.localdate(),
            udgave=form.cleaned_data["udgave"],
        )
    except Foraeldet as fejl:
        if not er_brudstykke(request):
            raise
        return _raekke(request, projekt, opgave, fejl.grund, status=409)
    return _gemt(request, projekt, opgave, f"{projekt.get_absolute_url()}#opgave-{pk}")


@require_POST
def status(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Sæt status fra kortet eller fra den åbnede række."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    form = StatusForm(request.POST, auto_id=_id(opgave, "status"))
    if not form.is_valid():
        return _igen(request, projekt, opgave, statusform=form)
    data = form.cleaned_data
    try:
        handlinger.saet_status(
            Aktoer.person(request.user),
            opgave,
            data["status"],
            paa=timezone.localdate(),
            udgave=data["udgave"],
            begrundelse=data["begrundelse"],
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, opgave, fejl, statusform=form)
    return _gemt(request, projekt, opgave, opgave.get_absolute_url())


@require_POST
def tildel(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Giv opgaven til en ansvarlig plads og en udførende plads."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    form = TildelForm(request.POST, projekt=projekt, auto_id=_id(opgave, "plads"))
    if not form.is_valid():
        return _igen(request, projekt, opgave, tildelform=form)
    pladser = {felt: form.cleaned_data[felt] for felt in ("ansvarlig", "udfoerer")}
    try:
        handlinger.tildel(Aktoer.person(request.user), opgave, pladser, udgave=form.cleaned_data["udgave"])
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, opgave, fejl, tildelform=form)
    return _gemt(request, projekt, opgave, opgave.get_absolute_url())


def find_opgave(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> tuple[Projekt, Opgave]:
    """Projektet og opgaven med alt, hvad kortet viser; ellers 404."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    return projekt, _hent(projekt, pk)


def _hent(projekt: Projekt, pk: int) -> Opgave:
    opgave = get_object_or_404(Opgave.objects.i_projekt(projekt).select_related("plan").med_kort(), pk=pk)
    opgave.plan.projekt = projekt
    return opgave


def _id(opgave: Opgave, formular: str) -> str:
    return f"opgave-{opgave.pk}-{formular}-%s"


def _kan(request: Forespoergsel, projekt: Projekt) -> dict[str, Any]:
    """Hvad personen må i listen: lede, eller løse opgaverne på sine egne pladser."""
    return {
        "lede": adgang.leder(request.user, projekt),
        "pladser": adgang.rettigheder(request.user).pladser,
    }


def _opgavekontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    """Alt, hvad rækken, den åbnede række og kortet skal bruge om én opgave."""
    forklar([opgave], projekt)
    start = {felt: getattr(opgave, felt) for felt in ("status", "begrundelse", "udgave", "ansvarlig", "udfoerer")}
    return {
        "projekt": projekt,
        "opgave": opgave,
        "kan": _kan(request, projekt),
        "statusform": StatusForm(initial=start, auto_id=_id(opgave, "status")),
        "tildelform": TildelForm(initial=start, projekt=projekt, auto_id=_id(opgave, "plads")),
        "menu": "projekter",
    }


def kortkontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    """Alt, hvad kortets side skal bruge."""
    historik = Haendelse.objects.filter(genstand_type="opgave", genstand_id=opgave.pk)
    start = {"udgave": opgave.udgave, "regel": opgave.egen_regel}
    return {
        **_opgavekontekst(request, projekt, opgave),
        "fristform": FristForm(initial=start, auto_id=_id(opgave, "frist")),
        "regelform": RegelForm(initial=start, auto_id=_id(opgave, "regel")),
        "historik": historik[:50],
    }


def _gemt(request: Forespoergsel, projekt: Projekt, opgave: Opgave, videre: str) -> HttpResponse:
    """Svaret på en udført handling: rækken med ny fremdrift til htmx, ellers tilbage til siden."""
    besked = f"{opgave.kort.kode} er gemt: {opgave.get_status_display()}."
    if er_brudstykke(request):
        return _raekke(request, projekt, opgave, besked)
    return videre_med_besked(request, besked, videre)


def _raekke(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, oplaesning: str, status: int = 200
) -> HttpResponse:
    """Rækken, som den er nu, og de fremdriftstal, den tæller med i."""
    paa = timezone.localdate()
    frisk = _hent(projekt, opgave.pk)
    kontekst = {
        **_opgavekontekst(request, projekt, frisk),
        "oplaesning": oplaesning,
        "grund": oplaesning if status != 200 else "",
        "alle": fremdrift(Opgave.objects.i_projekt(projekt), paa),
        "fasens": fremdrift(Opgave.objects.i_projekt(projekt).filter(kort__fase=frisk.kort.fase), paa),
    }
    return render(request, "opgaver/liste.html#svar", kontekst, status=status)


def _igen(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, fejl: Afvist | None = None, **forme: Any
) -> HttpResponse:
    """Formularen igen med det, personen skrev, og det, der står nu; intet er gemt."""
    frisk = _hent(projekt, opgave.pk)
    # Kun den, der har fået at vide, hvad der nu står, må gemme oven i det.
    if isinstance(fejl, Foraeldet):
        for form in forme.values():
            form.data = form.data.copy()
            form.data["udgave"] = frisk.udgave
    grund = fejl.grund if fejl else ""
    er_foraeldet = isinstance(fejl, Foraeldet)
    if er_brudstykke(request):
        kontekst = {
            **_opgavekontekst(request, projekt, frisk),
            **forme,
            "grund": grund,
            "andens": er_foraeldet,
        }
        return render(request, "opgaver/liste.html#ret", kontekst, status=409 if er_foraeldet else 422)
    kontekst = {**kortkontekst(request, projekt, frisk), **forme, "grund": grund, "andens": er_foraeldet}
    return render(request, "opgaver/kort.html", kontekst, status=409 if er_foraeldet else 422)
