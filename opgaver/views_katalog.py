"""Katalogernes sider: listen, en version og udgivelsen. Importen har sine egne i ``views_import``."""

from django.db.models import Case, QuerySet, When
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from faelles.afvisning import Foraeldet
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger
from projekter.web import Forespoergsel

from .imens import i_kladden
from .katalogvisning import (
    er_fra_fil,
    kataloger_med_versioner,
    laes_udsnit,
    tabte_forudsaetninger,
    udgivelse,
    uforstaaede_slutdatoer,
)
from .models import Importkoersel, Katalogversion
from .services.udgaaelse import udgaaet_foer
from .services.udgivelse import forrige_udgivne, hvorfor_intet_at_udgive, kladdens_aftryk, nyeste_udkomne
from .services.udgivelse import udgiv as udgiv_version
from .udgivelsesvirkning import laes_virkning


def find_version(bruger: Bruger, pk: int) -> Katalogversion:
    synlige = Katalogversion.objects.synlige_for(adgang.redigerer_for(bruger))
    return get_object_or_404(synlige.select_related("katalog__loesning", "katalog__udgiver", "katalog__model"), pk=pk)


@require_safe
def liste(request: Forespoergsel) -> HttpResponse:
    synlige = Katalogversion.objects.synlige_for(adgang.redigerer_for(request.user))
    egne = set(adgang.redigerer_for(request.user).values_list("pk", flat=True))
    kontekst = {
        "kataloger": kataloger_med_versioner(synlige),
        "egne": egne,
        "aabne": _aabne_importer(egne),
        "menu": "kataloger",
    }
    return render(request, "kataloger/liste.html", kontekst)


def _aabne_importer(udgivere: set[int]) -> QuerySet[Importkoersel]:
    """De, der kan indlæses, først; en fil, der ikke kunne læses, må ikke skjule dem."""
    aabne = Importkoersel.objects.filter(udgiver__in=udgivere, status__in=Importkoersel.AABNE)
    klar_foerst = aabne.order_by(Case(When(status=Importkoersel.Status.KLAR, then=0), default=1), "-pk")
    return klar_foerst.select_related("loesning", "bruger").defer("fil", "resultat", "advarsler", "fejl")[:20]


@require_safe
def vis_version(request: Forespoergsel, version: int) -> HttpResponse:
    fundet = find_version(request.user, version)
    er_redaktoer = _er_redaktoer(request, fundet)
    kontekst = {
        "katalogversion": fundet,
        "udsnit": laes_udsnit(fundet, request.GET.dict()),
        "er_redaktoer": er_redaktoer,
        "nyeste": nyeste_udkomne(fundet.katalog_id) if er_redaktoer and not fundet.er_kladde else None,
        "menu": "kataloger",
    }
    return render(request, "kataloger/version.html", kontekst)


def _er_redaktoer(request: Forespoergsel, version: Katalogversion) -> bool:
    return bool(adgang.maa_redigere_katalog(Aktoer.person(request.user), version.katalog.udgiver))


@require_http_methods(["GET", "HEAD", "POST"])
def udgiv(request: Forespoergsel, version: int) -> HttpResponse:
    """Hvad udgivelsen betyder, og selve udgivelsen."""
    fundet = find_version(request.user, version)
    if not _er_redaktoer(request, fundet):
        raise Http404("Siden er kun for katalogets redaktører.")
    grund = ""
    if request.method == "POST":
        try:
            udgivet = udgiv_version(
                Aktoer.person(request.user), fundet, nu=timezone.now(), aftryk=request.POST.get("aftryk")
            )
            adresse = reverse("kataloger:version", args=[udgivet.pk])
            return videre_med_besked(request, f"{udgivet} er udgivet.", adresse)
        except Foraeldet as fejl:
            grund = fejl.grund + i_kladden(fundet, request.POST.get("set", ""))
            fundet = find_version(request.user, version)
    virkning = laes_virkning(fundet, forrige_udgivne(fundet)) if fundet.er_kladde else None
    kontekst = {
        "katalogversion": fundet,
        "udgivelse": udgivelse(fundet),
        "udgaaede": virkning.forskel.af("udgaaede") if virkning else [],
        "udgaaet_foer": udgaaet_foer(fundet) if fundet.er_kladde else [],
        "er_fra_fil": er_fra_fil(fundet),
        "uforstaaede": uforstaaede_slutdatoer(fundet),
        "tabte": tabte_forudsaetninger(fundet),
        "virkning": virkning,
        "intet_at_udgive": hvorfor_intet_at_udgive(fundet, virkning.forskel) if virkning else "",
        "aftryk": kladdens_aftryk(fundet),
        "grund": grund,
        "menu": "kataloger",
    }
    return render(request, "kataloger/udgiv.html", kontekst, status=409 if grund else 200)
