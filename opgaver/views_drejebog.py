"""Projektets drejebog som PDF: vælg indholdet, følg arbejdet, og hent den."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from faelles.htmx import er_brudstykke, videre_med_besked
from koe.models import Job
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .forms_drejebog import DrejebogForm
from .services.drejebogpdf import JOBSLAGS, bestil_drejebog, noeglens_begyndelse
from .views_import import som_fil

LAEST_OP: dict[str, str] = {
    Job.Status.FAERDIG: "Drejebogen er klar. Du kan hente den.",
    Job.Status.FEJLET: "Drejebogen kunne ikke laves.",
}


@require_http_methods(["GET", "HEAD", "POST"])
def drejebog(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Vælg, hvad der skal med; POST bestiller drejebogen, og svaret følger jobbet."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    form = DrejebogForm(request.POST or None, projekt=projekt)
    if request.method == "POST" and form.is_valid():
        job = bestil_drejebog(Aktoer.person(request.user), projekt, form.udvalg)
        besked = LAEST_OP.get(job.status, "Du får det at vide her, når drejebogen er klar.")
        return videre_med_besked(request, besked, reverse("opgaver:drejebogsjob", args=[*projekt.adresse, job.uid]))
    kontekst = {"projekt": projekt, "form": form, "menu": "projekter"}
    return render(request, "opgaver/drejebog.html", kontekst, status=422 if request.method == "POST" else 200)


@require_safe
def job(request: Forespoergsel, kommune: str, loesning: str, uid: UUID) -> HttpResponse:
    """Hvor langt den er: et brudstykke, der spørger igen, eller en side, man selv opdaterer."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    fundet = _find_job(projekt, uid)
    kontekst = {
        "projekt": projekt,
        "job": fundet,
        "oplaesning": LAEST_OP.get(fundet.status, ""),
        "menu": "projekter",
    }
    skabelon = "opgaver/drejebogsjob.html#svar" if er_brudstykke(request) else "opgaver/drejebogsjob.html"
    return render(request, skabelon, kontekst)


@require_safe
def hent(request: Forespoergsel, kommune: str, loesning: str, uid: UUID) -> HttpResponse:
    """Den færdige drejebog som fil."""
    fundet = _find_job(adgang.find_projekt(request.user, kommune, loesning), uid)
    if fundet.resultat is None:
        raise Http404("Drejebogen er ikke lavet endnu.")
    return som_fil(bytes(fundet.resultat), fundet.filnavn, "application/pdf")


def _find_job(projekt: Projekt, uid: UUID) -> Job:
    alle = Job.objects.filter(slags=JOBSLAGS, noegle__startswith=noeglens_begyndelse(projekt))
    return get_object_or_404(alle.defer("resultat"), uid=uid)
