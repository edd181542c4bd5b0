"""Siderne, der holder to versioner af et katalog op mod hinanden, og deres PDF."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from faelles.htmx import er_brudstykke
from koe.models import Job
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.web import Forespoergsel

from .models import Katalogversion
from .models.katalog import KatalogversionQuerySet
from .sammenligning import sammenlign
from .sammenlignvisning import efter_fase, faner, gammel_og_ny
from .services.sammenligningspdf import JOBSLAGS, bestil_pdf, jobnoegle
from .services.udgivelse import forrige_udgivne
from .views_import import som_fil
from .views_katalog import find_version

PAA_SIDEN = 50
LAEST_OP: dict[str, str] = {
    Job.Status.NY: "PDF'en bliver lavet.",
    Job.Status.FAERDIG: "PDF'en er klar. Du kan hente den.",
    Job.Status.FEJLET: "PDF'en kunne ikke laves.",
}


@require_safe
def vaelg(request: Forespoergsel, version: int) -> HttpResponse:
    """Hvilken version der skal sammenlignes med; ``?med=`` er valget."""
    fundet = find_version(request.user, version)
    andre = _andre(request, fundet)
    valgt = request.GET.get("med", "")
    if med := next((anden for anden in andre if str(anden.pk) == valgt), None):
        return redirect("kataloger:sammenlign", fundet.pk, med.pk)
    kontekst = {"katalogversion": fundet, "andre": andre, "menu": "kataloger"}
    return render(request, "kataloger/sammenlign_vaelg.html", kontekst)


@require_safe
def vis(request: Forespoergsel, version: int, med: int) -> HttpResponse:
    """Forskellen fra den ældste til den nyeste af de to, en side ad gangen."""
    fra, til = _find_par(request, version, med)
    forskel = sammenlign(fra, til)
    vist = request.GET.get("vis", "")
    aendringer = forskel.af(vist) if vist in forskel.antal else forskel.aendringer
    side = Paginator(aendringer, PAA_SIDEN).get_page(request.GET.get("side"))
    kontekst = {
        "katalogversion": til,
        "fra": fra,
        "forskel": forskel,
        "faner": faner(forskel),
        "vist": vist,
        "side": side,
        "faser": efter_fase(side),
        "andre": _andre(request, til),
        "kan_siges": til.er_kladde and forrige_udgivne(til) == fra,
        "menu": "kataloger",
    }
    return render(request, "kataloger/sammenlign.html", kontekst)


@require_POST
def lav_pdf(request: Forespoergsel, version: int, med: int) -> HttpResponse:
    fra, til = _find_par(request, version, med)
    job = bestil_pdf(Aktoer.person(request.user), fra, til)
    if not er_brudstykke(request):
        return redirect("kataloger:sammenlign_pdf", til.pk, fra.pk, job.uid)
    return _jobsvar(request, fra, til, job)


@require_safe
def pdf(request: Forespoergsel, version: int, med: int, uid: UUID) -> HttpResponse:
    """Hvor langt PDF'en er: et brudstykke, der spørger igen, eller en side, man selv opdaterer."""
    fra, til = _find_par(request, version, med)
    return _jobsvar(request, fra, til, _find_job(fra, til, uid))


@require_safe
def hent_pdf(request: Forespoergsel, version: int, med: int, uid: UUID) -> HttpResponse:
    job = _find_job(*_find_par(request, version, med), uid)
    if job.resultat is None:
        raise Http404("PDF'en er ikke lavet endnu.")
    return som_fil(bytes(job.resultat), job.filnavn, "application/pdf")


def _andre(request: Forespoergsel, version: Katalogversion) -> KatalogversionQuerySet:
    """De andre versioner af kataloget, som personen må se."""
    synlige = Katalogversion.objects.synlige_for(adgang.redigerer_for(request.user))
    andre = synlige.filter(katalog=version.katalog_id).exclude(pk=version.pk)
    return andre.select_related("katalog__loesning").order_by("-pk")


def _find_par(request: Forespoergsel, version: int, med: int) -> tuple[Katalogversion, Katalogversion]:
    """De to versioner, den ældste først; 404, når den ene ikke må ses, eller de ikke er af samme katalog."""
    en, anden = find_version(request.user, version), find_version(request.user, med)
    if en == anden or en.katalog_id != anden.katalog_id:
        raise Http404("Kun to versioner af det samme katalog kan sammenlignes.")
    return gammel_og_ny(en, anden)


def _find_job(fra: Katalogversion, til: Katalogversion, uid: UUID) -> Job:
    return get_object_or_404(Job, uid=uid, slags=JOBSLAGS, noegle=jobnoegle(fra, til))


def _jobsvar(request: Forespoergsel, fra: Katalogversion, til: Katalogversion, job: Job) -> HttpResponse:
    kontekst = {
        "katalogversion": til,
        "fra": fra,
        "job": job,
        "oplaesning": LAEST_OP.get(job.status, ""),
        "menu": "kataloger",
    }
    skabelon = "kataloger/sammenlign_pdf.html#svar" if er_brudstykke(request) else "kataloger/sammenlign_pdf.html"
    return render(request, skabelon, kontekst)
