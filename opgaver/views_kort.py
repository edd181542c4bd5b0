"""Siderne, hvor katalogets redaktør skriver, retter, sletter og flytter kort i en kladde."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faelles.afvisning import Afvist, Foraeldet
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.web import Forespoergsel

from .forms_kort import Kortform
from .imens import seneste_rettelse
from .katalogimport.kortfelter import forstaa_slutdato
from .katalogimport.opslag import Modelopslag
from .katalogvisning import KORT_PAA_SIDEN, ordenens_side, tabt_ved
from .models import Katalogopgave, Katalogversion
from .services import kladde as kladder
from .services import kortredigering as handlinger
from .services.udgaaelse import find_udgaaet
from .services.udgivelse import forrige_udgivne, kladdens_aftryk
from .views_katalog import find_version

LAENGSTE_SLUTDATO = 200
type Side = Callable[..., HttpResponse]


def find_redigerbar(request: Forespoergsel, version: int) -> Katalogversion:
    """Kladden, når brugeren er dens redaktør; ellers 404. En udgivet version afvises med vejen videre."""
    fundet = _find_egen(request, version)
    handlinger.kraev_kladde(fundet)
    return fundet


def _find_egen(request: Forespoergsel, version: int) -> Katalogversion:
    """Versionen, også når den er udgivet; 404, når brugeren ikke er dens redaktør."""
    fundet = find_version(request.user, version)
    if not adgang.maa_redigere_katalog(Aktoer.person(request.user), fundet.katalog.udgiver):
        raise Http404("Siden er kun for katalogets redaktører.")
    return fundet


def bevar_det_skrevne(side: Side) -> Side:
    """Er kladden udgivet, mens der blev skrevet, vises formularen igen med det skrevne; intet er gemt."""

    @wraps(side)
    def vis(request: Forespoergsel, version: int, **andre: int) -> HttpResponse:
        try:
            return side(request, version, **andre)
        except handlinger.ErUdgivet:
            if request.method != "POST":
                raise
            fundet = _find_egen(request, version)
            fundet_kort = fundet.kort.filter(pk=andre.get("kort", 0)).first()
            return _formular(request, fundet, _form(request, fundet, fundet_kort), status=409, er_udgivet=True)

    return vis


def find_kort(version: Katalogversion, pk: int) -> Katalogopgave:
    kort = get_object_or_404(Katalogopgave, version=version, pk=pk)
    kort.version = version
    return kort


@require_http_methods(["GET", "HEAD", "POST"])
@bevar_det_skrevne
def nyt_kort(request: Forespoergsel, version: int) -> HttpResponse:
    fundet = find_redigerbar(request, version)
    form = _form(request, fundet)
    if request.method == "POST" and form.is_valid():
        try:
            kort = handlinger.opret_kort(Aktoer.person(request.user), fundet, form.vaerdier)
            return _gemt(request, kort, "oprettet")
        except handlinger.Feltafvist as fejl:
            form.add_error(fejl.felt, fejl.grund)
    return _formular(request, fundet, form, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@bevar_det_skrevne
def ret_kort(request: Forespoergsel, version: int, kort: int) -> HttpResponse:
    fundet = find_redigerbar(request, version)
    if request.method == "POST" and handlinger.er_slettet(fundet, kort):
        return _formular(request, fundet, _form(request, fundet), status=409, er_slettet=True)
    fundet_kort = find_kort(fundet, kort)
    form = _form(request, fundet, fundet_kort)
    if request.method == "POST" and form.is_valid():
        aftryk = form.cleaned_data["aftryk"]
        try:
            rettet = handlinger.ret_kort(Aktoer.person(request.user), fundet_kort, form.vaerdier, aftryk=aftryk)
            return _gemt(request, rettet, "gemt", hed=fundet_kort.kode)
        except handlinger.Feltafvist as fejl:
            form.add_error(fejl.felt, fejl.grund)
        except Foraeldet as fejl:
            return _foraeldet(request, fundet, form, fejl)
    return _formular(request, fundet, form, status=422 if form.is_bound else 200)


def _form(request: Forespoergsel, version: Katalogversion, kort: Katalogopgave | None = None) -> Kortform:
    return Kortform(
        request.POST if request.method == "POST" else None,
        opslag=Modelopslag.laes(version.katalog.model),
        slutdato_adresse=reverse("kataloger:slutdato", args=[version.pk]),
        kort=kort,
    )


def _gemt(request: Forespoergsel, kort: Katalogopgave, hvad: str, *, hed: str = "") -> HttpResponse:
    """Hvordan slutdatoen er forstået, hører med til det gode svar; det, der ikke er, er advarsler for sig."""
    om_slutdato = f"Slutdato: {forstaa_slutdato(kort.slutdato_tekst)}" if kort.slutdato_tekst else ""
    messages.success(request, f"{kort.kode} er {hvad}. {om_slutdato if kort.regel else ''}".strip())
    for advarsel in ("" if kort.regel else om_slutdato, tabt_ved(kort, kort.kode, hed)):
        if advarsel:
            messages.warning(request, advarsel)
    return redirect("kataloger:ret_kort", kort.version_id, kort.pk)


def _foraeldet(request: Forespoergsel, version: Katalogversion, form: Kortform, fejl: Foraeldet) -> HttpResponse:
    """Begge tekster side om side, hvor personen har skrevet noget; ellers det, der nu står. Intet er gemt."""
    form.tag_det_nye_med()
    hvem = seneste_rettelse(form.kort) if form.kort else ""
    grund = f"{fejl.grund} Den blev ændret af {hvem}." if hvem else fejl.grund
    return _formular(request, version, form, status=409, grund=grund, forskelle=form.forskelle())


def _formular(
    request: Forespoergsel, version: Katalogversion, form: Kortform, *, status: int, **mere: Any
) -> HttpResponse:
    kontekst = {
        "katalogversion": version,
        "kort": form.kort,
        "form": form,
        "menu": "kataloger",
        **mere,
    }
    return render(request, "kataloger/kortformular.html", kontekst, status=status)


@require_safe
def slutdato(request: Forespoergsel, version: int) -> HttpResponse:
    """Hvordan en slutdato bliver forstået, mens den skrives."""
    fundet = find_redigerbar(request, version)
    if not er_brudstykke(request):
        return redirect("kataloger:version", fundet.pk)
    forstaaet = forstaa_slutdato(request.GET.get("slutdato_tekst", "")[:LAENGSTE_SLUTDATO])
    return render(request, "kataloger/slutdato.html#svar", {"forstaaet": forstaaet, "oplaesning": forstaaet})


@require_http_methods(["GET", "HEAD", "POST"])
def slet_kort(request: Forespoergsel, version: int, kort: int) -> HttpResponse:
    fundet = find_redigerbar(request, version)
    fundet_kort = find_kort(fundet, kort)
    if request.method == "POST":
        aftryk = request.POST.get("aftryk", "")
        handlinger.slet_kort(Aktoer.person(request.user), fundet_kort, aftryk=aftryk)
        if tabt := tabt_ved(fundet_kort, fundet_kort.kode):
            messages.warning(request, tabt)
        return _slettet(request, fundet, fundet_kort)
    kontekst = {
        "katalogversion": fundet,
        "kort": fundet_kort,
        "aftryk": handlinger.kort_aftryk(fundet_kort),
        "menu": "kataloger",
    }
    return render(request, "kataloger/kort_slet.html", kontekst)


def _slettet(request: Forespoergsel, version: Katalogversion, kort: Katalogopgave) -> HttpResponse:
    """Var opgaven udgivet, spørges der, om kommunerne skal have at vide, hvorfor den udgår."""
    besked = f"{kort.kode} er slettet fra {version}."
    if find_udgaaet(version, kort.noegle) is None:
        return videre_med_besked(request, besked, reverse("kataloger:version", args=[version.pk]))
    adresse = reverse("kataloger:udgaar", args=[version.pk, kort.noegle])
    return videre_med_besked(request, f"{besked} Skriv her, hvorfor den udgår, hvis kommunerne skal vide det.", adresse)


@require_safe
def raekkefoelge(request: Forespoergsel, version: int) -> HttpResponse:
    fundet = find_redigerbar(request, version)
    return render(request, "kataloger/raekkefoelge.html", _ordenkontekst(fundet, request.GET.get("side", "1")))


@require_POST
def flyt_kort(request: Forespoergsel, version: int, kort: int) -> HttpResponse:
    """Flyt kortet op, ned eller til en plads."""
    fundet = find_redigerbar(request, version)
    fundet_kort = find_kort(fundet, kort)
    plads = handlinger.flyt_kort(Aktoer.person(request.user), fundet_kort, **_flytning(request))
    besked = f"{fundet_kort.kode} står nu på plads {plads}."
    # Den side, opgaven nu står på, så man kan se den og flytte den videre.
    side = (plads - 1) // KORT_PAA_SIDEN + 1
    if er_brudstykke(request):
        kontekst = _ordenkontekst(fundet, side) | {"oplaesning": besked}
        return render(request, "kataloger/raekkefoelge.html#svar", kontekst)
    adresse = reverse("kataloger:raekkefoelge", args=[fundet.pk], query={"side": side} if side > 1 else None)
    return videre_med_besked(request, besked, f"{adresse}#raekke-{kort}")


def _flytning(request: Forespoergsel) -> dict[str, int]:
    til, plads = request.POST.get("til", ""), request.POST.get("plads", "").strip()
    if til in ("op", "ned"):
        return {"skridt": -1 if til == "op" else 1}
    if plads.isascii() and plads.isdigit() and int(plads[:9]) > 0:
        return {"plads": int(plads[:9])}
    raise Afvist("Skriv pladsens nummer med tal, fx 3, og flyt så opgaven.")


def _ordenkontekst(version: Katalogversion, side: str | int) -> dict[str, Any]:
    return {"katalogversion": version, "side": ordenens_side(version, side), "menu": "kataloger"}


@require_POST
def ny_kladde(request: Forespoergsel, version: int) -> HttpResponse:
    """En kladde af den nyeste udgivne version, klar til at rette i."""
    kladde = handlinger.ny_kladde(Aktoer.person(request.user), find_version(request.user, version))
    adresse = reverse("kataloger:version", args=[kladde.pk])
    besked = f"{kladde} er lavet som kladde, en kopi af {forrige_udgivne(kladde)}. Ret i den, og udgiv den."
    return videre_med_besked(request, besked, adresse)


@require_http_methods(["GET", "HEAD", "POST"])
def slet_kladde(request: Forespoergsel, version: int) -> HttpResponse:
    """Er du sikker, og selve sletningen."""
    fundet = find_redigerbar(request, version)
    if request.method == "POST":
        kladder.slet_kladde(Aktoer.person(request.user), fundet, aftryk=request.POST.get("aftryk", ""))
        return videre_med_besked(request, f"Kladden {fundet} er slettet.", reverse("kataloger:liste"))
    kontekst = {
        "katalogversion": fundet,
        "antal": fundet.kort.count(),
        "aftryk": kladdens_aftryk(fundet),
        "menu": "kataloger",
    }
    return render(request, "kataloger/kladde_slet.html", kontekst)
