"""Opgaven som PDF: bestil den, følg arbejdet, og hent den."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_POST, require_safe

from faelles.htmx import er_brudstykke
from koe.models import Job
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .models import Opgave
from .services.opgavepdf import JOBSLAGS, bestil_pdf, jobnoegle
from .views import find_opgave

LAEST_OP: dict[str, str] = {
    Job.Status.NY: "PDF'en bliver lavet.",
    Job.Status.FAERDIG: "PDF'en er klar. Du kan hente den.",
    Job.Status.FEJLET: "PDF'en kunne ikke laves.",
}


@require_POST
def lav(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Bestil opgaven som PDF; svaret følger jobbet."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    job = bestil_pdf(Aktoer.person(request.user), opgave)
    if not er_brudstykke(request):
        return redirect("opgaver:pdf", *projekt.adresse, pk, job.uid)
    return _jobsvar(request, projekt, opgave, job)


@require_safe
def vis(request: Forespoergsel, kommune: str, loesning: str, pk: int, uid: UUID) -> HttpResponse:
    """Hvor langt den er: et brudstykke, der spørger igen, eller en side, man selv opdaterer."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    return _jobsvar(request, projekt, opgave, _find_job(opgave, uid))


@require_safe
def hent(request: Forespoergsel, kommune: str, loesning: str, pk: int, uid: UUID) -> HttpResponse:
    """Den færdige PDF som fil."""
    job = _find_job(find_opgave(request, kommune, loesning, pk)[1], uid)
    if job.resultat is None:
        raise Http404("PDF'en er ikke lavet endnu.")
    hoved = {
        "Content-Disposition": content_disposition_header(True, job.filnavn) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(job.resultat), content_type="application/pdf", headers=hoved)


def _find_job(opgave: Opgave, uid: UUID) -> Job:
    return get_object_or_404(Job.objects.defer("resultat"), uid=uid, slags=JOBSLAGS, noegle=jobnoegle(opgave))


def _jobsvar(request: Forespoergsel, projekt: Projekt, opgave: Opgave, job: Job) -> HttpResponse:
    kontekst = {
        "projekt": projekt,
        "opgave": opgave,
        "job": job,
        "oplaesning": LAEST_OP.get(job.status, ""),
        "menu": "projekter",
    }
    skabelon = "opgaver/pdf.html#svar" if er_brudstykke(request) else "opgaver/pdf.html"
    return render(request, skabelon, kontekst)
