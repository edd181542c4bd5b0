"""Løsningens bølger, for dens ejer: datoerne, projekterne, flytningen af dem alle og kvitteringerne."""

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.db.models.functions import Collate
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from faelles.dansk_sqlite import KOLLATION
from faelles.htmx import videre_med_besked
from faelles.tal import antal_i_ord
from frister import Anker, Ankre, dato_kort
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Boelge, Loesning, Projekt
from projekter.web import Forespoergsel

from .aendretsiden import aendret_i_boelgen, sete_i_boelgen
from .flyttelister import flyttelinjer
from .forms_flyt import BoelgeForm, DatoForm, FlytForm
from .models import Varsling
from .services.boelge import (
    Boelgevisning,
    afvigelse,
    boelgens_nye_ankre,
    flyt_boelge,
    fordelingens_aftryk,
    forhaandsvis_boelge,
    opret_boelge,
    saet_projekter,
)
from .services.flyttebesked import uden_leder
from .services.flyttegrundlag import foraeldet, som_ord
from .views_flyt import VISES

EFTER_NAVN = Collate("kommune__navn", KOLLATION)
NAEVNES = 10
"""Så mange af dem, der ikke følger bølgen, nævnes i beskeden."""


def liste(request: Forespoergsel, loesning: str) -> HttpResponse:
    """Løsningens bølger, og en formular til at lave en til."""
    valgt = adgang.find_loesning_at_udrulle(request.user, loesning)
    form = BoelgeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            data = form.cleaned_data
            boelge = opret_boelge(Aktoer.person(request.user), valgt, data["nummer"], data["navn"], form.datoer)
            return videre_med_besked(
                request, f"{boelge} er oprettet. Vælg nu dens projekter.", boelge.get_absolute_url()
            )
        except Afvist as fejl:
            form.afvis(fejl)
    kontekst = {
        "loesning": valgt,
        "boelger": valgt.boelger.prefetch_related("projekter"),
        "form": form,
        "menu": "overblik",
    }
    return render(request, "opgaver/boelger.html", kontekst, status=422 if form.is_bound else 200)


def vis(request: Forespoergsel, loesning: str, nummer: int) -> HttpResponse:
    """En bølge: dens datoer og projekter. POST vælger, hvilke projekter der er i den."""
    boelge = find_boelge(request, loesning, nummer)
    if request.method == "POST":
        return _vaelg(request, boelge)
    return _vis(request, boelge, _som_er(boelge))


def flyt(request: Forespoergsel, loesning: str, nummer: int) -> HttpResponse:
    """GET viser, hvad nye datoer vil føre til i alle projekter; POST flytter netop det.

    POST med en kommune viser dens opgaver med den begrundelse, der er skrevet, og gemmer intet.
    """
    boelge = find_boelge(request, loesning, nummer)
    form = DatoForm(request.POST if request.method == "POST" else request.GET)
    if not form.is_valid():
        return _vis(request, boelge, form)
    try:
        data = form.cleaned_data
        if data["golive"] == boelge.golive and "golive_staar" not in form.data:
            data = data | {"golive": None}
        ankre = boelgens_nye_ankre(boelge, form.toemte, **data)
    except Afvist as fejl:
        form.afvis(fejl)
        return _vis(request, boelge, form)
    if ankre == boelge.ankre:
        return _uden_nye(request, boelge, form)
    if request.method == "POST" and "kommune" not in request.POST:
        return _flyt(request, boelge, ankre)
    visning = forhaandsvis_boelge(boelge, ankre, timezone.localdate(), seer=Aktoer.person(request.user))
    aendret = foraeldet(request.POST.get("aftryk", ""), visning.aftryk) if request.method == "POST" else None
    if aendret:
        return _igen(request, boelge, ankre, aendret)
    start = {"aftryk": visning.aftryk, "sete": sete_i_boelgen(visning).forsegl()}
    start["begrundelse"] = request.POST.get("begrundelse", "")
    return _vis_flytning(request, visning, FlytForm(initial=start))


def _vaelg(request: Forespoergsel, boelge: Boelge) -> HttpResponse:
    """Gør de valgte til bølgens; har en anden ændret bølgerne imens, vises begge dele, og intet gemmes."""
    sendt = set(request.POST.getlist("projekt"))
    kendte = Projekt.objects.filter(loesning=boelge.loesning).values_list("pk", flat=True)
    valgte = {pk for pk in kendte if str(pk) in sendt}
    try:
        antal = saet_projekter(Aktoer.person(request.user), boelge, valgte, vist=request.POST.get("vist", ""))
    except Foraeldet as fejl:
        return _vis(request, boelge, _som_er(boelge), valgte=valgte, grund=fejl.grund)
    besked = f"Gemt. {antal_i_ord(antal, 'projekt', 'projekter')} skiftede bølge.{_afvigere_i_ord(boelge)}"
    return videre_med_besked(request, besked, boelge.get_absolute_url())


def _afvigere_i_ord(boelge: Boelge) -> str:
    """De af bølgens projekter, der ikke følger den, og hvorfor; tom, når alle følger."""
    projekter = boelge.projekter.med_navne().order_by(EFTER_NAVN)
    afvigere = [(et.kommune.navn, grund) for et in projekter if (grund := afvigelse(et, boelge))]
    if not afvigere:
        return ""
    hvem = "; ".join(f"{navn} ({grund})" for navn, grund in afvigere[:NAEVNES])
    flere = f" og {len(afvigere) - NAEVNES} til; se dem i listen" if len(afvigere) > NAEVNES else ""
    antal = antal_i_ord(len(afvigere), "projekt følger", "projekter følger")
    return f" {antal} ikke bølgens datoer: {hvem}{flere}."


def _som_er(boelge: Boelge) -> DatoForm:
    return DatoForm(initial={anker.value: boelge.ankre.dato(anker) for anker in Anker})


def _flyt(request: Forespoergsel, boelge: Boelge, ankre: Ankre) -> HttpResponse:
    """Flyt; forhåndsvisningen regnes kun igen, når der ikke kan flyttes."""
    form = FlytForm(request.POST)
    if not form.is_valid():
        return _igen(request, boelge, ankre)
    data, aktoer = form.cleaned_data, Aktoer.person(request.user)
    try:
        flytning, udfoert = flyt_boelge(
            aktoer, boelge, ankre, data["begrundelse"], nu=timezone.now(), aftryk=data["aftryk"]
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, boelge, ankre, fejl)
    varslede = [et.projekt for et in flytning.varslinger.select_related("projekt__kommune").order_by("pk")]
    messages.success(request, f"{boelge} er flyttet. {_flyttet_i_ord(udfoert, varslede)}")
    return redirect(flytning)


def _flyttet_i_ord(udfoert: Boelgevisning, varslede: list[Projekt]) -> str:
    """Fx "70 frister i 1 projekt er flyttet, og 2 kommuner er varslet.", og hvor ingen har fået mail om det."""
    frister = antal_i_ord(udfoert.antal, "frist", "frister")
    projekter = antal_i_ord(len(udfoert.visninger), "projekt", "projekter")
    tekst = f"{frister} i {projekter} er flyttet, og {antal_i_ord(len(varslede), 'kommune', 'kommuner')} er varslet."
    uden = [projekt.kommune.navn for projekt in uden_leder(varslede)]
    if not uden:
        return tekst
    flere = f" og {len(uden) - NAEVNES} til" if len(uden) > NAEVNES else ""
    hvorfor = "projektlederens plads er ledig, og kommunen har ingen programleder"
    return f"{tekst} Ingen leder har fået mail i {', '.join(uden[:NAEVNES])}{flere}: {hvorfor}."


def _igen(request: Forespoergsel, boelge: Boelge, ankre: Ankre, fejl: Afvist | None = None) -> HttpResponse:
    """Forhåndsvisningen igen, som den er nu, med den begrundelse, personen skrev; intet er flyttet."""
    boelge = find_boelge(request, boelge.loesning.noegle, boelge.nummer)
    if ankre == boelge.ankre:
        return _uden_nye(request, boelge, DatoForm(request.POST))
    frisk = forhaandsvis_boelge(boelge, ankre, timezone.localdate(), seer=Aktoer.person(request.user))
    fejl = fejl or foraeldet(request.POST.get("aftryk", ""), frisk.aftryk)
    data, nu = request.POST.copy(), sete_i_boelgen(frisk)
    data["aftryk"], data["sete"] = frisk.aftryk, nu.forsegl()
    aendret = aendret_i_boelgen(request.POST.get("sete", ""), nu, frisk)
    status, grund = 409 if isinstance(fejl, Foraeldet) else 422, fejl.grund if fejl else ""
    return _vis_flytning(request, frisk, FlytForm(data), status=status, grund=grund, aendret=aendret)


def _uden_nye(request: Forespoergsel, boelge: Boelge, form: DatoForm) -> HttpResponse:
    """Datoerne er dem, bølgen har; kom en anden først med dem, siges det, og det, personen skrev, vises."""
    seneste = boelge.flytninger.filter(fortrudt=None).first()
    begrundelse = request.POST.get("begrundelse", "")
    if begrundelse and seneste and seneste.efter == som_ord(boelge.ankre):
        kom_foerst: dict[str, Any] = {
            "foer": seneste,
            "kvittering": seneste.get_absolute_url(),
            "begrundelse": begrundelse,
        }
        return _vis(request, boelge, form, status=409, **kom_foerst)
    form.add_error(None, "Datoerne er dem, bølgen allerede har. Skriv mindst én ny dato.")
    return _vis(request, boelge, form)


def _vis_flytning(
    request: Forespoergsel,
    visning: Boelgevisning,
    form: FlytForm,
    *,
    status: int = 200,
    grund: str = "",
    aendret: Sequence[str] = (),
) -> HttpResponse:
    kode = request.POST.get("kommune", "") or request.GET.get("kommune", "")
    valgt = next((et for et in visning.visninger if et.projekt.kommune.kode == kode), None)
    kontekst = {
        "boelge": visning.boelge,
        "visning": visning,
        "valgt": valgt,
        "afsluttede": visning.boelge.projekter.filter(status=Projekt.Status.AFSLUTTET).select_related("kommune"),
        "datoer": {et.value: dato_kort(dato) if (dato := visning.ankre.dato(et)) else "" for et in Anker},
        "form": form,
        "grund": grund,
        "aendret": aendret,
        "menu": "overblik",
    }
    return render(request, "opgaver/flyt_boelge.html", kontekst, status=status)


def _vis(
    request: Forespoergsel,
    boelge: Boelge,
    form: DatoForm,
    *,
    valgte: set[int] | None = None,
    grund: str = "",
    status: int = 422,
    **mere: Any,
) -> HttpResponse:
    """``valgte`` er projekterne, personen satte kryds ved, når de ikke kunne gemmes."""
    nu = timezone.now()
    projekter = list(Projekt.objects.med_navne().filter(loesning=boelge.loesning).order_by(EFTER_NAVN))
    i_boelgen = [projekt for projekt in projekter if projekt.boelge_id == boelge.pk]
    varslinger = Varsling.objects.filter(flytning__boelge=boelge).order_by("pk")
    seneste = {varsling.projekt_id: varsling for varsling in varslinger}
    kontekst: dict[str, Any] = {
        "boelge": boelge,
        "raekker": [(et, afvigelse(et, boelge), seneste.get(et.pk)) for et in i_boelgen],
        "uden_leder": uden_leder(i_boelgen),
        "alle": [_valg(projekt, boelge, valgte) for projekt in projekter],
        "vist": fordelingens_aftryk(projekter),
        "grund": grund,
        "form": form,
        "flytninger": flyttelinjer(boelge, nu, VISES),
        "menu": "overblik",
        **mere,
    }
    status = 409 if grund else status if form.is_bound else 200
    return render(request, "opgaver/boelge.html", kontekst, status=status)


def _valg(projekt: Projekt, boelge: Boelge, valgte: set[int] | None) -> tuple[Projekt, bool, str, str]:
    """Projektet, om der er kryds ved det, hvad der er at sige om det, og hvorfor det ikke ville følge bølgen."""
    er_i = projekt.boelge_id == boelge.pk
    er_valgt = er_i if valgte is None else projekt.pk in valgte
    note = ""
    if projekt.boelge and not er_i:
        note = f"nu i {projekt.boelge}"
    elif er_valgt != er_i:
        note = "er nu i bølgen" if er_i else "er nu ikke i bølgen"
    return projekt, er_valgt, note, afvigelse(projekt, boelge)


def find_boelge(request: Forespoergsel, noegle: str, nummer: int) -> Boelge:
    """Bølgen, når personen må ændre den; ellers 404."""
    loesning: Loesning = adgang.find_loesning_at_udrulle(request.user, noegle)
    return get_object_or_404(Boelge.objects.select_related("loesning__ejer"), loesning=loesning, nummer=nummer)
