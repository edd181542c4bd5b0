"""Faseovergangene i et projekt: tjeklisten, beslutningen og tjeklisten som PDF."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faelles.afvisning import Foraeldet
from faelles.htmx import er_brudstykke, videre_med_besked
from koe.models import Job
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.web import Forespoergsel

from . import services
from .forms import BeslutningForm
from .models import Faseovergang
from .regler import Parathed, mangler
from .tjekliste import (
    besluttede,
    er_aktuel,
    find_fase,
    find_overgang,
    find_version,
    hovedfaser,
    laes_tjekliste,
    paratheder,
)

LAEST_OP: dict[str, str] = {
    Job.Status.NY: "Tjeklisten bliver lavet.",
    Job.Status.FAERDIG: "Tjeklisten er klar. Du kan hente den som PDF.",
    Job.Status.FEJLET: "Tjeklisten kunne ikke laves.",
}


@require_safe
def liste(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Alle modellens faser med deres parathed og beslutning."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    levende, frosne = paratheder(projekt), besluttede(projekt)
    raekker = []
    for fase in hovedfaser(find_version(projekt)):
        frossen = frosne.get(fase.pk)
        parathed = frossen.parathed if frossen else levende.get(fase.pk, Parathed(()))
        beslutning = frossen.beslutning if frossen else None
        raekker.append((fase, parathed, beslutning, er_aktuel(projekt, fase)))
    return render(request, "overgange/liste.html", {"projekt": projekt, "raekker": raekker, "menu": "projekter"})


@require_safe
def vis(request: Forespoergsel, kommune: str, loesning: str, fase: str) -> HttpResponse:
    """Én faseovergang: tjeklisten, det, der mangler, og fasens succeskriterier."""
    overgang = _find(request, kommune, loesning, fase)
    return render(request, "overgange/vis.html", _kontekst(request, overgang))


@require_http_methods(["GET", "HEAD", "POST"])
def beslutning(request: Forespoergsel, kommune: str, loesning: str, fase: str) -> HttpResponse:
    """Trin 1 af 3: begrundelsen. Den huskes i sessionen, så næste trin er en side, man kan gå tilbage til."""
    overgang = _find(request, kommune, loesning, fase)
    if overgang.besluttet and adgang.maa_beslutte(Aktoer.person(request.user), overgang.projekt):
        return _til_beslutningen(request, overgang)
    services.kraev_kan_besluttes(Aktoer.person(request.user), overgang)
    form, kontekst = _formular(request, overgang)
    if request.method == "POST" and form.is_valid():
        request.session[_sessionsnoegle(overgang)] = form.cleaned_data["begrundelse"]
        return redirect("overgange:bekraeft", *overgang.projekt.adresse, fase)
    return render(request, "overgange/beslutning.html", kontekst, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def bekraeft(request: Forespoergsel, kommune: str, loesning: str, fase: str) -> HttpResponse:
    """Trin 2 af 3: hvad der vil ske. Trin 3, kvitteringen, er på overgangens side."""
    overgang = _find(request, kommune, loesning, fase)
    aktoer = Aktoer.person(request.user)
    if request.method != "POST" and overgang.besluttet and adgang.maa_beslutte(aktoer, overgang.projekt):
        return _til_beslutningen(request, overgang)
    services.kraev_kan_besluttes(aktoer, overgang)
    form, kontekst = _formular(request, overgang)
    if request.method == "POST" and form.is_valid():
        return _beslut(request, overgang, kontekst)
    if request.method == "POST":
        return render(request, "overgange/beslutning.html", kontekst, status=422)
    if form.fields["begrundelse"].required and not kontekst["begrundelse"]:
        return redirect("overgange:beslutning", *overgang.projekt.adresse, fase)
    return render(request, "overgange/bekraeft.html", kontekst)


@require_POST
def lav_pdf(request: Forespoergsel, kommune: str, loesning: str, fase: str) -> HttpResponse:
    """Bestil tjeklisten som PDF; svaret følger jobbet."""
    overgang = _find(request, kommune, loesning, fase)
    job = services.bestil_pdf(Aktoer.person(request.user), overgang.projekt, overgang.fase)
    if not er_brudstykke(request):
        return redirect("overgange:pdf", *overgang.projekt.adresse, fase, job.uid)
    return _jobsvar(request, overgang, job)


@require_safe
def pdf(request: Forespoergsel, kommune: str, loesning: str, fase: str, uid: UUID) -> HttpResponse:
    """Hvor langt PDF'en er: et brudstykke, der spørger igen, eller en side, man selv opdaterer."""
    overgang = _find(request, kommune, loesning, fase)
    return _jobsvar(request, overgang, _find_job(overgang, uid))


@require_safe
def hent_pdf(request: Forespoergsel, kommune: str, loesning: str, fase: str, uid: UUID) -> HttpResponse:
    """Den færdige PDF som fil."""
    job = _find_job(_find(request, kommune, loesning, fase), uid)
    if job.resultat is None:
        raise Http404("PDF'en er ikke lavet endnu.")
    hoved = {
        "Content-Disposition": content_disposition_header(True, job.filnavn) or "attachment",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(bytes(job.resultat), content_type="application/pdf", headers=hoved)


def _find(request: Forespoergsel, kommune: str, loesning: str, kode: str) -> Faseovergang:
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    return find_overgang(projekt, find_fase(projekt, kode))


def _find_job(overgang: Faseovergang, uid: UUID) -> Job:
    noegle = services.jobnoegle(overgang.projekt, overgang.fase)
    return get_object_or_404(Job.objects.defer("resultat"), uid=uid, slags=services.JOBSLAGS, noegle=noegle)


def _kontekst(request: Forespoergsel, overgang: Faseovergang) -> dict[str, Any]:
    tjekliste = laes_tjekliste(overgang)
    aktuel = er_aktuel(overgang.projekt, overgang.fase)
    maa_beslutte = adgang.maa_beslutte(Aktoer.person(request.user), overgang.projekt)
    return {
        "projekt": overgang.projekt,
        "fase": overgang.fase,
        "tjekliste": tjekliste,
        "mangler_obligatoriske": mangler(tjekliste.parathed.manglende_obligatoriske),
        "mangler_anbefalede": mangler(tjekliste.parathed.manglende_anbefalede),
        "er_aktuel": aktuel,
        "kan_beslutte": bool(maa_beslutte) and aktuel and not overgang.besluttet,
        "menu": "projekter",
    }


def _formular(request: Forespoergsel, overgang: Faseovergang) -> tuple[BeslutningForm, dict[str, Any]]:
    """Formularen med det, personen har skrevet, og alt det, trin 1 og 2 viser."""
    kontekst = _kontekst(request, overgang)
    husket = request.session.get(_sessionsnoegle(overgang), "")
    form = BeslutningForm(
        request.POST or None,
        kraeves=not kontekst["tjekliste"].parathed.er_klar,
        initial={"begrundelse": husket},
    )
    return form, kontekst | {"form": form, "begrundelse": request.POST.get("begrundelse", husket)}


def _sessionsnoegle(overgang: Faseovergang) -> str:
    return f"begrundelse {overgang.projekt_id} {overgang.fase_id}"


def _til_beslutningen(request: Forespoergsel, overgang: Faseovergang) -> HttpResponse:
    messages.info(request, f"Overgangen ud af {overgang.fase} er allerede besluttet. Her er beslutningen.")
    return redirect("overgange:vis", *overgang.projekt.adresse, overgang.fase.kode)


def _beslut(request: Forespoergsel, overgang: Faseovergang, kontekst: dict[str, Any]) -> HttpResponse:
    """Træf beslutningen. Er tjeklisten ændret imens, vises den nye, og begrundelsen bliver stående."""
    begrundelse = kontekst["form"].cleaned_data["begrundelse"]
    aktoer, aftryk = Aktoer.person(request.user), request.POST.get("aftryk", "")
    try:
        besluttet = services.beslut(aktoer, overgang, begrundelse, timezone.now(), aftryk=aftryk)
    except Foraeldet as fejl:
        return render(request, "overgange/bekraeft.html", {**kontekst, "grund": fejl.grund}, status=409)
    request.session.pop(_sessionsnoegle(overgang), None)
    projekt, fase = besluttet.projekt, besluttet.fase
    besked = f"Overgangen ud af {fase} er besluttet. Projektet er nu i {projekt.fase}."
    return videre_med_besked(request, besked, reverse("overgange:vis", args=(*projekt.adresse, fase.kode)))


def _jobsvar(request: Forespoergsel, overgang: Faseovergang, job: Job) -> HttpResponse:
    kontekst = {
        "projekt": overgang.projekt,
        "fase": overgang.fase,
        "job": job,
        "oplaesning": LAEST_OP.get(job.status, ""),
        "menu": "projekter",
    }
    skabelon = "overgange/pdf.html#svar" if er_brudstykke(request) else "overgange/pdf.html"
    return render(request, skabelon, kontekst)
