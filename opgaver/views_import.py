"""Importens sider: vælg fil, se hvad der vil ske, og kvitteringen; imens det, der venter på arbejderen."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from faelles.afvisning import Afvist, IkkeTilladt
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger
from projekter.web import Forespoergsel

from .forms_katalog import Importform, Omdoebningsform
from .importvisning import Arbejdsgang, er_det_meste_vaek, find_gang, grupper, valgt_gruppe
from .katalogimport.grundlag import find_katalog
from .katalogimport.skabelon import lav_skabelon
from .models import Importkoersel
from .services import fortrydelse, importjob
from .services import katalog as handlinger

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


VIST = ("resultat", "advarsler", "fejl")
"""De felter, der kan fylde megabyte, og som kun den færdige side viser."""
MAALES = (Importkoersel.Status.KLAR, Importkoersel.Status.INDLAEST)
"""De tilstande, hvor siden skal vide, om kataloget er ændret siden; det læser hvert kort."""


def find_koersel(bruger: Bruger, pk: int, *, uden: Sequence[str] = ()) -> Importkoersel:
    egne = Importkoersel.objects.filter(udgiver__in=adgang.redigerer_for(bruger))
    return get_object_or_404(egne.select_related("loesning__ejer", "udgiver", "model").defer("fil", *uden), pk=pk)


def kraev_redaktoer(bruger: Bruger) -> None:
    if not adgang.redigerer_for(bruger).exists():
        raise Http404("Siden er kun for katalogredaktører.")


@require_safe
def skabelon(request: Forespoergsel) -> HttpResponse:
    kraev_redaktoer(request.user)
    return som_fil(lav_skabelon(), "opgavekatalog-skabelon.xlsx")


def som_fil(indhold: bytes, navn: str, slags: str = XLSX) -> HttpResponse:
    hoved = {
        "Content-Disposition": content_disposition_header(True, navn) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(indhold, content_type=slags, headers=hoved)


@require_http_methods(["GET", "HEAD", "POST"])
def importer(request: Forespoergsel) -> HttpResponse:
    """Første trin: vælg løsning, version og fil."""
    kraev_redaktoer(request.user)
    form = Importform(request.POST or None, request.FILES or None, bruger=request.user, start=request.GET)
    if request.method == "POST" and form.is_valid() and (koersel := _bestil(request, form)):
        return _til(koersel)
    status = 422 if form.errors else 200
    return render(request, "kataloger/importer.html", {"form": form, "menu": "kataloger"}, status=status)


def _bestil(request: Forespoergsel, form: Importform) -> Importkoersel | None:
    fil = form.cleaned_data["fil"]
    try:
        return importjob.bestil_forhaandsvisning(
            Aktoer.person(request.user), form.maal(), filnavn=fil.name, data=fil.read()
        )
    except IkkeTilladt:
        raise
    except handlinger.ForkertModel as fejl:
        form.add_error("model", fejl.grund)
    except Afvist as fejl:
        form.add_error("nummer", fejl.grund)
    return None


@require_safe
def vis_import(request: Forespoergsel, koersel: int) -> HttpResponse:
    """Andet og tredje trin: hvad der vil ske, eller kvitteringen for, hvad der skete; imens, hvor langt det er."""
    fundet = find_koersel(request.user, koersel, uden=VIST)
    gang = find_gang(fundet, timezone.now())
    if er_brudstykke(request) and not gang.er_i_gang:
        return HttpResponseClientRefresh()
    if gang.er_i_gang:
        skabelon_ = "kataloger/import_venter.html#status" if er_brudstykke(request) else "kataloger/import_venter.html"
        return render(request, skabelon_, {"koersel": fundet, "gang": gang, "menu": "kataloger"})
    # Kørslen læses efter jobbet: sluttede det imens, ville den ellers blive vist, som den var før.
    fundet = find_koersel(request.user, koersel)
    return render(request, "kataloger/import.html", _kontekst(request, fundet, replace(gang, koersel=fundet)))


def _kontekst(request: Forespoergsel, koersel: Importkoersel, gang: Arbejdsgang) -> dict[str, Any]:
    alle = grupper(koersel)
    vist = valgt_gruppe(alle, request.GET.get("vis", ""))
    grundlag = handlinger.grundlag_for(koersel) if koersel.status in MAALES else None
    katalog = grundlag.katalog if grundlag else find_katalog(handlinger.maal_for(koersel))
    er_uden_virkning = handlinger.er_uden_virkning(koersel)
    er_foraeldet = grundlag is not None and handlinger.er_foraeldet(koersel, grundlag)
    er_klar = koersel.status == Importkoersel.Status.KLAR
    return {
        "koersel": koersel,
        "gang": gang,
        "katalogversion": grundlag.version if grundlag else None,
        "er_nyt_katalog": katalog is None,
        "grupper": alle,
        "vist": vist,
        "side": vist.side(request.GET.get("side", "")) if vist else None,
        "er_foraeldet": er_foraeldet,
        "er_uden_virkning": er_uden_virkning,
        "er_det_meste_vaek": er_klar and er_det_meste_vaek(koersel.resultat),
        "kan_indlaeses": er_klar and not (er_foraeldet or er_uden_virkning or koersel.resultat.get("mulige")),
        "kan_slettes": grundlag is not None and fortrydelse.kan_slettes(koersel, grundlag),
        "omdoebning": Omdoebningsform(koersel=koersel) if er_klar and not er_foraeldet else None,
        "menu": "kataloger",
    }


@require_POST
def indlaes(request: Forespoergsel, koersel: int) -> HttpResponse:
    fundet = find_koersel(request.user, koersel)
    importjob.bestil_indlaesning(Aktoer.person(request.user), fundet)
    return _til(fundet)


@require_POST
def fortryd(request: Forespoergsel, koersel: int) -> HttpResponse:
    """Fortryd det, personen så: ``indlaest`` er med, når knappen sletter den kladde, importen lavede."""
    fundet = find_koersel(request.user, koersel)
    fortrydelse.fortryd_import(Aktoer.person(request.user), fundet, er_indlaest="indlaest" in request.POST)
    besked = f"Importen af {fundet.filnavn} er fortrudt. Intet af den står i kataloget."
    return videre_med_besked(request, besked, reverse("kataloger:import", args=[fundet.pk]))


@require_POST
def igen(request: Forespoergsel, koersel: int) -> HttpResponse:
    """En ny forhåndsvisning af den samme fil: forfra, af et andet ark eller til et andet nummer."""
    fundet = find_koersel(request.user, koersel)
    valg = handlinger.Valg(ark=request.POST.get("ark", fundet.ark))
    nummer = request.POST.get("nummer", "")
    return _til(importjob.bestil_igen(Aktoer.person(request.user), fundet, nummer=nummer, valg=valg))


@require_POST
def omdoeb(request: Forespoergsel, koersel: int) -> HttpResponse:
    """Svarene på, om de udgåede kort er omdøbt. De er en ny forhåndsvisning, hvor tallene passer med svarene."""
    fundet = find_koersel(request.user, koersel)
    form = Omdoebningsform(request.POST, koersel=fundet)
    if not form.is_valid():
        kontekst = _kontekst(request, fundet, find_gang(fundet, timezone.now())) | {"omdoebning": form}
        return render(request, "kataloger/import.html", kontekst, status=422)
    valg = handlinger.Valg(fundet.ark, form.omdoebninger())
    return _til(importjob.bestil_igen(Aktoer.person(request.user), fundet, valg=valg))


def _til(koersel: Importkoersel) -> HttpResponse:
    return redirect("kataloger:import", koersel.pk)
