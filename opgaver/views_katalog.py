"""Katalogernes sider: listen, en version, og importens tre trin – vælg fil, se hvad der sker, kvittering."""

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faelles.afvisning import Afvist, IkkeTilladt
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger
from projekter.web import Forespoergsel

from .forms_katalog import Importform
from .katalogimport.skabelon import lav_skabelon
from .katalogvisning import grupper, kort_efter_fase, udgivelse, valgt_gruppe
from .models import Importkoersel, Katalog, Katalogversion
from .services import katalog as handlinger
from .services.udgivelse import kladdens_aftryk
from .services.udgivelse import udgiv as udgiv_version

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def synlige_versioner(bruger: Bruger) -> QuerySet[Katalogversion]:
    """De udgivne og de kladder, brugeren selv er redaktør for."""
    egne = Q(katalog__udgiver__in=adgang.redigerer_for(bruger))
    return Katalogversion.objects.exclude(~egne, status=Katalogversion.Status.KLADDE)


def find_version(bruger: Bruger, pk: int) -> Katalogversion:
    return get_object_or_404(
        synlige_versioner(bruger).select_related("katalog__loesning", "katalog__udgiver", "katalog__model"),
        pk=pk,
    )


def find_koersel(bruger: Bruger, pk: int) -> Importkoersel:
    egne = Importkoersel.objects.filter(udgiver__in=adgang.redigerer_for(bruger))
    return get_object_or_404(egne.select_related("loesning", "udgiver", "model").defer("fil"), pk=pk)


def kraev_redaktoer(bruger: Bruger) -> None:
    if not adgang.redigerer_for(bruger).exists():
        raise Http404("Siden er kun for katalogredaktører.")


@require_safe
def liste(request: Forespoergsel) -> HttpResponse:
    versioner = synlige_versioner(request.user).annotate(antal=Count("kort")).order_by("-pk")
    kataloger = Katalog.objects.filter(versioner__in=versioner).distinct()
    egne = set(adgang.redigerer_for(request.user).values_list("pk", flat=True))
    kontekst = {
        "kataloger": kataloger.select_related("loesning", "udgiver", "model").prefetch_related(
            Prefetch("versioner", versioner)
        ),
        "egne": egne,
        "aabne": _aabne_importer(egne),
        "menu": "kataloger",
    }
    return render(request, "kataloger/liste.html", kontekst)


def _aabne_importer(udgivere: set[int]) -> QuerySet[Importkoersel]:
    aabne = Importkoersel.objects.filter(
        udgiver__in=udgivere, status__in=(Importkoersel.Status.KLAR, Importkoersel.Status.FEJL)
    )
    return aabne.select_related("loesning", "bruger").defer("fil", "resultat", "advarsler", "fejl")[:5]


@require_safe
def vis_version(request: Forespoergsel, version: int) -> HttpResponse:
    fundet = find_version(request.user, version)
    faser = kort_efter_fase(fundet)
    kontekst = {
        "katalogversion": fundet,
        "faser": faser,
        "antal": sum(len(fase.kort) for fase in faser),
        "er_redaktoer": _er_redaktoer(request, fundet),
        "menu": "kataloger",
    }
    return render(request, "kataloger/version.html", kontekst)


def _er_redaktoer(request: Forespoergsel, version: Katalogversion) -> bool:
    return bool(adgang.maa_redigere_katalog(Aktoer.person(request.user), version.katalog.udgiver))


@require_safe
def skabelon(request: Forespoergsel) -> HttpResponse:
    kraev_redaktoer(request.user)
    hoved = {"Content-Disposition": 'attachment; filename="opgavekatalog-skabelon.xlsx"'}
    return HttpResponse(lav_skabelon(), content_type=XLSX, headers=hoved)


@require_http_methods(["GET", "HEAD", "POST"])
def importer(request: Forespoergsel) -> HttpResponse:
    """Første trin: vælg løsning, version og fil."""
    kraev_redaktoer(request.user)
    form = Importform(
        request.POST or None,
        request.FILES or None,
        bruger=request.user,
        valgt=request.GET.get("loesning", ""),
    )
    if request.method == "POST" and form.is_valid() and (koersel := _forhaandsvis(request, form)):
        return redirect("kataloger:import", koersel.pk)
    status = 422 if form.errors else 200
    return render(request, "kataloger/importer.html", {"form": form, "menu": "kataloger"}, status=status)


def _forhaandsvis(request: Forespoergsel, form: Importform) -> Importkoersel | None:
    fil = form.cleaned_data["fil"]
    felt = "nummer"
    try:
        maal = form.maal()
        felt = "fil"
        return handlinger.forhaandsvis_import(Aktoer.person(request.user), maal, filnavn=fil.name, data=fil.read())
    except IkkeTilladt:
        raise
    except handlinger.ForkertModel as fejl:
        form.add_error("model", fejl.grund)
    except handlinger.UbrugeligtNummer as fejl:
        form.add_error("nummer", fejl.grund)
    except Afvist as fejl:
        form.add_error(felt, fejl.grund)
    return None


@require_safe
def vis_import(request: Forespoergsel, koersel: int) -> HttpResponse:
    """Andet og tredje trin: hvad der vil ske, eller kvitteringen for, hvad der skete."""
    fundet = find_koersel(request.user, koersel)
    alle = grupper(fundet)
    vist = valgt_gruppe(alle, request.GET.get("vis", ""))
    grundlag = handlinger.grundlag_for(fundet)
    kontekst = {
        "koersel": fundet,
        "katalogversion": grundlag.version,
        "grupper": alle,
        "vist": vist,
        "side": vist.side(request.GET.get("side", "")) if vist else None,
        "er_foraeldet": handlinger.er_foraeldet(fundet, grundlag),
        "er_uden_virkning": handlinger.er_uden_virkning(fundet),
        "kan_slettes": handlinger.kan_slettes(fundet, grundlag),
        "menu": "kataloger",
    }
    return render(request, "kataloger/import.html", kontekst)


@require_POST
def indlaes(request: Forespoergsel, koersel: int) -> HttpResponse:
    fundet = find_koersel(request.user, koersel)
    version = handlinger.gennemfoer_import(Aktoer.person(request.user), fundet)
    return videre_med_besked(request, f"{version} er indlæst.", reverse("kataloger:import", args=[fundet.pk]))


@require_POST
def fortryd(request: Forespoergsel, koersel: int) -> HttpResponse:
    fundet = find_koersel(request.user, koersel)
    handlinger.fortryd_import(Aktoer.person(request.user), fundet)
    return videre_med_besked(request, f"Importen af {fundet.filnavn} er fortrudt.", "kataloger:liste")


@require_http_methods(["GET", "HEAD", "POST"])
def udgiv(request: Forespoergsel, version: int) -> HttpResponse:
    """Hvad udgivelsen betyder, og selve udgivelsen."""
    fundet = find_version(request.user, version)
    if not _er_redaktoer(request, fundet):
        raise Http404("Siden er kun for katalogets redaktører.")
    if request.method == "POST":
        udgivet = udgiv_version(Aktoer.person(request.user), fundet, aftryk=request.POST.get("aftryk"))
        adresse = reverse("kataloger:version", args=[udgivet.pk])
        return videre_med_besked(request, f"{udgivet} er udgivet.", adresse)
    kontekst = {
        "katalogversion": fundet,
        "udgivelse": udgivelse(fundet),
        "aftryk": kladdens_aftryk(fundet),
        "menu": "kataloger",
    }
    return render(request, "kataloger/udgiv.html", kontekst)
