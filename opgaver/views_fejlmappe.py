"""Projektmappen med fejlene markeret: bestil den, følg arbejdet, og hent den."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from faelles.htmx import er_brudstykke
from koe.models import Job
from projekter.aktoer import Aktoer
from projekter.web import Forespoergsel

from .models import Importkoersel
from .services.fejlmappe import bestil_fejlmappe, fejlmappejob
from .views_import import VIST, find_koersel, som_fil

LAEST_OP: dict[str, str] = {
    Job.Status.NY: "Projektmappen bliver lavet.",
    Job.Status.FAERDIG: "Projektmappen er klar. Du kan hente den.",
    Job.Status.FEJLET: "Projektmappen kunne ikke laves.",
}


@require_POST
def lav(request: Forespoergsel, koersel: int) -> HttpResponse:
    fundet = find_koersel(request.user, koersel)
    job = bestil_fejlmappe(Aktoer.person(request.user), fundet)
    return redirect("kataloger:fejlmappe", fundet.pk, job.uid)


@require_safe
def vis(request: Forespoergsel, koersel: int, uid: UUID) -> HttpResponse:
    """Hvor langt den er: et brudstykke, der spørger igen, eller en side, man selv opdaterer."""
    fundet = find_koersel(request.user, koersel, uden=VIST)
    job = _find_job(fundet, uid)
    kontekst = {"koersel": fundet, "job": job, "oplaesning": LAEST_OP.get(job.status, ""), "menu": "kataloger"}
    skabelon = "kataloger/fejlmappe.html#svar" if er_brudstykke(request) else "kataloger/fejlmappe.html"
    return render(request, skabelon, kontekst)


@require_safe
def hent(request: Forespoergsel, koersel: int, uid: UUID) -> HttpResponse:
    job = _find_job(find_koersel(request.user, koersel, uden=VIST), uid)
    if job.resultat is None:
        raise Http404("Projektmappen er ikke lavet endnu.")
    return som_fil(bytes(job.resultat), job.filnavn)


def _find_job(koersel: Importkoersel, uid: UUID) -> Job:
    return get_object_or_404(fejlmappejob(koersel), uid=uid)
