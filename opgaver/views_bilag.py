"""Udgiverens bilag: redaktøren lægger dem på et kort i kladden, og den, der må læse kortet, henter dem."""

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faelles.afvisning import Afvist, FindesIkke, IkkeTilladt
from faelles.filtyper import FILTYPER
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger
from projekter.web import Forespoergsel

from . import bilagslager
from .forms_bilag import Bilagsform
from .models import Bilag, Katalogopgave, Katalogversion
from .services import bilag as handlinger
from .views_kort import find_kort, find_redigerbar


def synlige_bilag(bruger: Bruger) -> QuerySet[Bilag]:
    """Et udgivet korts bilag er for alle; en kladdes er for dens redaktører."""
    return Bilag.objects.filter(kort__version__in=Katalogversion.objects.synlige_for(adgang.redigerer_for(bruger)))


@require_http_methods(["GET", "HEAD", "POST"])
def bilag(request: Forespoergsel, version: int, kort: int) -> HttpResponse:
    """Kortets bilag og formularen til at tilføje et."""
    fundet = find_redigerbar(request, version)
    fundet_kort = find_kort(fundet, kort)
    form = Bilagsform(request.POST, request.FILES) if request.method == "POST" else Bilagsform()
    if form.is_valid() and (tilfoejet := _tilfoej(request, fundet_kort, form)):
        return videre_med_besked(request, f"Bilaget »{tilfoejet}« er tilføjet.", _adresse(fundet_kort))
    kontekst = {"katalogversion": fundet, "kort": fundet_kort, "form": form, "menu": "kataloger"}
    return render(request, "kataloger/bilag.html", kontekst, status=422 if form.is_bound else 200)


def _tilfoej(request: Forespoergsel, kort: Katalogopgave, form: Bilagsform) -> Bilag | None:
    aktoer, data = Aktoer.person(request.user), form.cleaned_data
    try:
        if data["fil"]:
            return handlinger.tilfoej_fil(aktoer, kort, data["titel"], data["fil"])
        return handlinger.tilfoej_link(aktoer, kort, data["titel"], data["adresse"])
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        form.add_error("fil" if data["fil"] else "adresse", fejl.grund)
    return None


@require_POST
def fjern_bilag(request: Forespoergsel, version: int, kort: int, bilag: int) -> HttpResponse:
    fundet_kort = find_kort(find_redigerbar(request, version), kort)
    fundet = get_object_or_404(Bilag, kort=fundet_kort, pk=bilag)
    fundet.kort = fundet_kort
    handlinger.fjern_bilag(Aktoer.person(request.user), fundet)
    return videre_med_besked(request, f"Bilaget »{fundet}« er fjernet.", _adresse(fundet_kort))


@require_safe
def hent_bilag(request: Forespoergsel, bilag: int) -> FileResponse:
    """Filen, som altid hentes og aldrig vises i browseren, hvad den end måtte rumme."""
    fundet = get_object_or_404(synlige_bilag(request.user).filter(adresse=""), pk=bilag)
    slags = FILTYPER.get(fundet.endelse)
    if slags is None:
        raise Http404("Filtypen bruges ikke mere.")
    try:
        fil = bilagslager.aabn(fundet.lagret)
    except FileNotFoundError as fejl:
        raise FindesIkke(f"Filen {fundet.filnavn} mangler på serveren. Sig det til driften.") from fejl
    return FileResponse(
        fil,
        as_attachment=True,
        filename=fundet.filnavn,
        content_type=slags.indholdstype,
        headers={"X-Content-Type-Options": "nosniff"},
    )


def _adresse(kort: Katalogopgave) -> str:
    return reverse("kataloger:bilag", args=[kort.version_id, kort.pk])
