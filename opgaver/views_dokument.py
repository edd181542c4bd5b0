"""Kommunens filer og links: på kortet, på siden Dokumenter, og når en fil hentes."""

from typing import Any

from django.conf import settings
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.csp import build_policy
from django.views.decorators.http import require_POST, require_safe

from faelles.afvisning import Afvist, FindesIkke, IkkeTilladt, kraev
from faelles.filtyper import FILTYPER
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import bilagslager, views
from .dokumentliste import SLAGS, Dokumentfilter, hent_dokumenter
from .forms_dokument import ID, DokumentForm
from .kortsvar import igen, udfoert
from .models import Dokument, Opgave
from .services import dokument as handlinger

DEL = "dokumenter"
UDEN_RET_TIL_NOGET: dict[str, Any] = {"default-src": ["'self'"], "script-src": ["'none'"], "sandbox": True}
"""Skulle en browser alligevel vise filen, må den intet."""


@require_safe
def dokumenter(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Alle projektets filer og links."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    valg = Dokumentfilter.laes(request.GET.dict())
    kontekst = {
        "projekt": projekt,
        "dokumenter": hent_dokumenter(projekt, valg),
        "valg": valg,
        "slags": SLAGS,
        "fylder": Dokument.objects.i_projekt(projekt).fylder(timezone.now()),
        "hoejst": settings.PROJEKT_MAKS_BYTE,
        "menu": "projekter",
    }
    return render(request, "opgaver/dokumenter.html", kontekst)


@require_POST
def laeg(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Læg en fil eller et link på opgaven."""
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    aktoer = Aktoer.person(request.user)
    kraev(adgang.maa_dokumentere(aktoer, projekt, opgave.ansvarlig_id, opgave.udfoerer_id))
    form = DokumentForm(request.POST, request.FILES, auto_id=ID)
    if not form.is_valid():
        hel = Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.") if "noegle" in form.errors else None
        return igen(request, projekt, opgave, DEL, hel, dokumentform=form)
    try:
        dokument = _laeg(aktoer, opgave, form)
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        form.add_error("fil" if form.cleaned_data["fil"] else "adresse", fejl.grund)
        return igen(request, projekt, opgave, DEL, None, dokumentform=form)
    return udfoert(request, projekt, opgave, DEL, f"»{dokument}« er lagt på {opgave.kode_og_etape}.")


def _laeg(aktoer: Aktoer, opgave: Opgave, form: DokumentForm) -> Dokument:
    data, nu = form.cleaned_data, timezone.now()
    if data["fil"]:
        return handlinger.laeg_fil(aktoer, opgave, data["titel"], data["fil"], noegle=data["noegle"], nu=nu)
    return handlinger.laeg_link(aktoer, opgave, data["titel"], data["adresse"], noegle=data["noegle"], nu=nu)


@require_POST
def slet(request: Forespoergsel, kommune: str, loesning: str, pk: int, dokument: int) -> HttpResponse:
    """Tag dokumentet væk fra opgaven."""
    projekt, opgave, fundet = _find(request, kommune, loesning, pk, dokument)
    handlinger.slet_dokument(Aktoer.person(request.user), fundet, nu=timezone.now())
    besked = f"»{fundet}« er slettet. Du kan hente det tilbage i 30 dage under »Slettet«."
    return udfoert(request, projekt, opgave, DEL, besked)


@require_POST
def hent_tilbage(request: Forespoergsel, kommune: str, loesning: str, pk: int, dokument: int) -> HttpResponse:
    """Fortryd sletningen."""
    projekt, opgave, fundet = _find(request, kommune, loesning, pk, dokument)
    handlinger.hent_dokument_tilbage(Aktoer.person(request.user), fundet, nu=timezone.now())
    return udfoert(request, projekt, opgave, DEL, f"»{fundet}« er hentet tilbage.")


@require_safe
def hent(request: Forespoergsel, kommune: str, loesning: str, pk: int, dokument: int) -> FileResponse:
    """Filen, som altid hentes og aldrig vises i browseren, hvad den end måtte rumme."""
    _, _, fundet = _find(request, kommune, loesning, pk, dokument)
    slags = FILTYPER.get(fundet.endelse)
    if slags is None or fundet.slettet:
        raise Http404("Filen findes ikke.")
    try:
        fil = bilagslager.aabn(fundet.lagret)
    except FileNotFoundError as fejl:
        raise FindesIkke(f"Filen {fundet.filnavn} mangler på serveren. Sig det til driften.") from fejl
    hoveder = {
        "X-Content-Type-Options": "nosniff",
        "Content-Security-Policy": build_policy({**settings.SECURE_CSP, **UDEN_RET_TIL_NOGET}),
    }
    return FileResponse(
        fil, as_attachment=True, filename=fundet.filnavn, content_type=slags.indholdstype, headers=hoveder
    )


def _find(
    request: Forespoergsel, kommune: str, loesning: str, pk: int, dokument: int
) -> tuple[Projekt, Opgave, Dokument]:
    projekt, opgave = views.find_opgave(request, kommune, loesning, pk)
    fundet = get_object_or_404(Dokument, opgave=opgave, pk=dokument)
    fundet.opgave = opgave
    return projekt, opgave, fundet
