"""Udgiverens sider om en udgivelse: træk den tilbage, luk den, se hvem der følger den, og skriv om ændringerne."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from faelles.afvisning import Foraeldet
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.web import Forespoergsel

from .forms_udgivelse import Aendringsform, TilbageForm, Udgaaelsesform
from .forskelsvisning import vis_felter
from .imens import seneste_rettelse
from .models import Katalogopgave, Katalogversion, Udgaaelse
from .services import udgivelse as handlinger
from .services.aendringsmaerke import forskel_til_forrige, kan_maerkes, saet_aendring
from .services.kortredigering import kort_aftryk
from .services.udgaaelse import er_med, find_udgaaet, sagt, sig_om_udgaaelse, udgaaelsens_aftryk
from .udbredelse import find_udbredelse
from .views_katalog import find_version
from .views_kort import find_kort, find_redigerbar


def find_egen(request: Forespoergsel, version: int) -> Katalogversion:
    """Versionen, når brugeren er dens redaktør; ellers 404."""
    fundet = find_version(request.user, version)
    if not adgang.maa_redigere_katalog(Aktoer.person(request.user), fundet.katalog.udgiver):
        raise Http404("Siden er kun for katalogets redaktører.")
    return fundet


@require_http_methods(["GET", "HEAD", "POST"])
def traek_tilbage(request: Forespoergsel, version: int) -> HttpResponse:
    """Hvad det betyder at trække udgivelsen tilbage, og selve handlingen."""
    fundet = find_egen(request, version)
    form = TilbageForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        kladde = handlinger.traek_tilbage(Aktoer.person(request.user), fundet, form.cleaned_data["begrundelse"])
        adresse = reverse("kataloger:version", args=[kladde.pk])
        return videre_med_besked(request, f"Udgivelsen af {kladde} er trukket tilbage. Den er en kladde igen.", adresse)
    grund = handlinger.hvorfor_ikke_tilbage(fundet)
    kontekst = {"katalogversion": fundet, "form": form, "grund": grund, "menu": "kataloger"}
    return render(request, "kataloger/traek_tilbage.html", kontekst, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def luk(request: Forespoergsel, version: int) -> HttpResponse:
    """Hvad det betyder at lukke versionen, og selve handlingen."""
    fundet = find_egen(request, version)
    if request.method == "POST":
        lukket = handlinger.luk(Aktoer.person(request.user), fundet)
        adresse = reverse("kataloger:version", args=[lukket.pk])
        return videre_med_besked(request, f"{lukket} er lukket. Der laves ikke flere projekter af den.", adresse)
    andre = Katalogversion.objects.udgivne().filter(katalog=fundet.katalog_id).exclude(pk=fundet.pk)
    kontekst = {
        "katalogversion": fundet,
        "naeste": andre.select_related("katalog__loesning").nyeste_foerst().first(),
        "planer": fundet.planer.count(),
        "menu": "kataloger",
    }
    return render(request, "kataloger/luk.html", kontekst)


@require_safe
def kommuner(request: Forespoergsel, version: int) -> HttpResponse:
    """Hvem der har taget katalogets nyeste version, og hvem der ikke har."""
    fundet = find_egen(request, version)
    kontekst = {"katalogversion": fundet, "udbredelse": find_udbredelse(fundet), "menu": "kataloger"}
    return render(request, "kataloger/kommuner.html", kontekst)


@require_http_methods(["GET", "HEAD", "POST"])
def aendring(request: Forespoergsel, version: int, kort: int) -> HttpResponse:
    """Om ændringen på et kort i kladden er obligatorisk, og noten til kommunerne."""
    fundet = find_redigerbar(request, version)
    fundet_kort = find_kort(fundet, kort)
    form = Aendringsform(request.POST if request.method == "POST" else None, initial=_maerke(fundet_kort))
    if request.method == "POST" and form.is_valid():
        try:
            rettet = saet_aendring(Aktoer.person(request.user), fundet_kort, **form.cleaned_data)
            adresse = f"{reverse('kataloger:version', args=[fundet.pk])}#kort-{rettet.pk}"
            return videre_med_besked(request, f"Det, du har sagt om ændringen af {rettet.kode}, er gemt.", adresse)
        except Foraeldet:
            return _aendret_imens(request, find_kort(fundet, kort), form.cleaned_data)
    return _vis_aendring(request, fundet_kort, form, status=422 if form.is_bound else 200)


def _maerke(kort: Katalogopgave) -> dict[str, Any]:
    maerke = {"er_obligatorisk": kort.er_aendring_obligatorisk, "note": kort.aendringsnote}
    return maerke | {"aftryk": kort_aftryk(kort)}


def _aendret_imens(request: Forespoergsel, kort: Katalogopgave, mit: dict[str, Any]) -> HttpResponse:
    """Det, der står nu, ved siden af det skrevne. Et mærke eller en note fra en af dem forsvinder ikke af sig selv."""
    nu = _maerke(kort)
    samlet = nu | {
        "er_obligatorisk": mit["er_obligatorisk"] or nu["er_obligatorisk"],
        "note": mit["note"] or nu["note"],
    }
    imens = {"hvem": seneste_rettelse(kort), "nu": nu, "dit": mit}
    return _vis_aendring(request, kort, Aendringsform(initial=samlet), status=409, imens=imens)


def _vis_aendring(
    request: Forespoergsel, kort: Katalogopgave, form: Aendringsform, *, status: int, **mere: Any
) -> HttpResponse:
    version = kort.katalogversion
    kontekst = {
        "katalogversion": version,
        "kort": kort,
        "form": form,
        "forrige": handlinger.forrige_udgivne(version),
        "kan_maerkes": kan_maerkes(kort),
        "felter": vis_felter(forskel_til_forrige(kort) or []),
        "menu": "kataloger",
        **mere,
    }
    return render(request, "kataloger/aendring.html", kontekst, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def udgaar(request: Forespoergsel, version: int, noegle: str) -> HttpResponse:
    """Hvorfor en opgave ikke er med i kladden, og om kommunerne må beholde den."""
    fundet = find_redigerbar(request, version)
    kort = find_udgaaet(fundet, noegle)
    if kort is None:
        raise Http404("Opgaven er hverken i den seneste udgivne version eller i en plan.")
    staar, forrige = sagt(fundet, noegle), handlinger.forrige_udgivne(fundet)
    start = {"er_obligatorisk": staar.er_obligatorisk, "note": staar.note, "aftryk": udgaaelsens_aftryk(staar)}
    form = Udgaaelsesform(request.POST if request.method == "POST" else None, initial=start)
    status = 422 if form.is_bound else 200
    if request.method == "POST" and form.is_valid():
        try:
            sig_om_udgaaelse(Aktoer.person(request.user), fundet, noegle, **form.cleaned_data)
            adresse = reverse("kataloger:version", args=[fundet.pk])
            return videre_med_besked(request, f"Det, du har skrevet om, at {kort.kode} udgår, er gemt.", adresse)
        except Foraeldet as fejl:
            form, status = _sammen(form, staar, fejl), 409
    kontekst = {
        "katalogversion": fundet,
        "kort": kort,
        "form": form,
        "forrige": forrige,
        "er_i_forrige": kort.version_id == getattr(forrige, "pk", None),
        "er_med": er_med(fundet, noegle),
        "menu": "kataloger",
    }
    return render(request, "kataloger/udgaar.html", kontekst, status=status)


def _sammen(form: Udgaaelsesform, staar: Udgaaelse, fejl: Foraeldet) -> Udgaaelsesform:
    """Formularen med det skrevne og kravet, når en af de to har sat det; det næste tryk gemmer det, der nu vises."""
    krav = "skal lade opgaven udgå" if staar.er_obligatorisk else "må beholde opgaven"
    data = form.cleaned_data | {"aftryk": udgaaelsens_aftryk(staar)}
    data["er_obligatorisk"] = data["er_obligatorisk"] or staar.er_obligatorisk
    data["note"] = data["note"].strip() or staar.note
    sammen = Udgaaelsesform(data)
    nu = f"Der står nu: {staar.note or 'ingenting'} (kommunerne {krav})."
    sammen.add_error(None, f"{fejl.grund} {nu} Det, du ser herunder, gemmes, når du trykker igen.")
    return sammen
