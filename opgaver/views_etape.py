"""Lav, ret og fjern en etape; først vises det, der vil ske."""

from collections.abc import Iterable
from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, kraev
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Etape, Projekt
from projekter.web import Forespoergsel

from .forms_etape import EtapeForm, FjernEtapeForm, RetEtapeForm
from .fremdrift import opgaver_i_ord
from .imens import i_etaperne, seneste_i_etapen
from .models import Opgave
from .services import etape as handlinger
from .services.etapebemaerkning import bemaerkninger, uddannet_paa_fridag
from .services.etapebesked import ramte_af_fjernelsen
from .services.etapefjernelse import fjern_etape, se_fjernelse


def ny(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """GET viser formularen og, når den er udfyldt, de opgaver etapen får; POST opretter den."""
    projekt = find_til_leder(request, kommune, loesning)
    data = request.POST if request.method == "POST" else request.GET
    form = EtapeForm(data or None, projekt=projekt)
    if not form.is_bound:
        return _vis_ny(request, projekt, form)
    ny_etape = _se_ny(form, projekt)
    if ny_etape is None or request.method != "POST":
        return _vis_ny(request, projekt, form, ny_etape, status=200 if ny_etape else 422)
    aktoer, vist = Aktoer.person(request.user), request.POST.get("aftryk", "")
    try:
        etape = handlinger.opret_etape(aktoer, projekt, form.etapedata, nu=timezone.now(), vist=vist)
    except IkkeTilladt:
        raise
    except Foraeldet as fejl:
        grund = fejl.grund + _imens(request, projekt, ny_etape.overtages)
        return _vis_ny(request, projekt, form, _se_ny(form, projekt), grund=grund, status=409)
    except Afvist as fejl:
        form.add_error(None, fejl.grund)
        return _vis_ny(request, projekt, form, status=422)
    fik = opgaver_i_ord(len(ny_etape.opgaver))
    return videre_med_besked(request, f"{etape} er oprettet og har fået {fik}.", etapeside(projekt))


def ret(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Etapens navn, uddannelsesdag og superbrugere."""
    projekt = find_til_leder(request, kommune, loesning)
    etape = find(projekt, pk)
    form, status = RetEtapeForm(request.POST or None, etape=etape, initial=_start(etape)), 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                udgave = form.cleaned_data["udgave"]
                rettet = handlinger.ret_etape(Aktoer.person(request.user), etape, form.etapedata, udgave=udgave)
                besked = " ".join([f"{rettet} er gemt.", *uddannet_paa_fridag(rettet.uddannelse, projekt.kalender)])
                return videre_med_besked(request, besked, etapeside(projekt))
            except IkkeTilladt:
                raise
            except Foraeldet as fejl:
                status = 409
                etape = _sig_at_den_er_en_anden(request, form, projekt, etape, fejl)
            except Afvist as fejl:
                form.add_error(None, fejl.grund)
    kontekst = {"projekt": projekt, "etape": etape, "form": form, "menu": "projekter"}
    return render(request, "opgaver/etape_ret.html", kontekst, status=status)


def fjern(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """GET viser, hvad der sker med etapens opgaver; POST fjerner den."""
    projekt = find_til_leder(request, kommune, loesning)
    etape = find(projekt, pk)
    form, status, grund = FjernEtapeForm(request.POST or None), 200, ""
    aktoer, svar = Aktoer.person(request.user), se_fjernelse(etape)
    if request.method == "POST":
        status = 422
        if form.is_valid():
            data, vist = form.cleaned_data, request.POST.get("aftryk", "")
            try:
                fjern_etape(aktoer, etape, data["begrundelse"], nu=timezone.now(), vist=vist)
                return videre_med_besked(request, f"{etape} er fjernet.", etapeside(projekt))
            except IkkeTilladt:
                raise
            except Foraeldet as fejl:
                status, grund = 409, fejl.grund + _imens(request, projekt, svar.opgaver)
            except Afvist as fejl:
                form.add_error(None, fejl.grund)
    modtagere = ramte_af_fjernelsen(aktoer, etape, svar.opgaver)
    kontekst = {"projekt": projekt, "etape": etape, "form": form, "svar": svar, "modtagere": modtagere}
    return render(request, "opgaver/etape_fjern.html", kontekst | {"grund": grund, "menu": "projekter"}, status=status)


def find_til_leder(request: Forespoergsel, kommune: str, loesning: str) -> Projekt:
    """Projektet, for den, der leder det; 404 for fremmede og 403 for de andre i projektet."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    kraev(adgang.maa_lede(Aktoer.person(request.user), projekt))
    return projekt


def find(projekt: Projekt, pk: int) -> Etape:
    """Projektets etape; 404, når den ikke findes. Er den fjernet, siges af hvem, for siden kan være ældre end det."""
    etape = get_object_or_404(projekt.etaper, pk=pk)
    etape.projekt = projekt
    if etape.er_fjernet:
        raise Foraeldet(f"{etape} er ikke længere en etape i projektet.{seneste_i_etapen(etape)}")
    return etape


def etapeside(projekt: Projekt) -> str:
    return reverse("etaper:liste", args=projekt.adresse)


def _se_ny(form: EtapeForm, projekt: Projekt) -> handlinger.Nyetape | None:
    """Det, etapen får; None, når formularen ikke kan bruges, og så står fejlen i den."""
    if not form.is_valid():
        return None
    try:
        return handlinger.se_ny_etape(projekt, form.etapedata)
    except Afvist as fejl:
        form.add_error(None, fejl.grund)
        return None


def _vis_ny(
    request: Forespoergsel,
    projekt: Projekt,
    form: EtapeForm,
    ny_etape: handlinger.Nyetape | None = None,
    *,
    status: int = 200,
    grund: str = "",
) -> HttpResponse:
    aktoer, paa = Aktoer.person(request.user), timezone.localdate()
    bemaerk = bemaerkninger(projekt, form.etapedata, ny_etape, paa, aktoer) if ny_etape else []
    kontekst = {"projekt": projekt, "form": form, "ny": ny_etape, "bemaerk": bemaerk, "grund": grund}
    return render(request, "opgaver/etape_ny.html", kontekst | {"menu": "projekter"}, status=status)


def _imens(request: Forespoergsel, projekt: Projekt, opgaver: Iterable[Opgave]) -> str:
    """Hvad der er ændret, siden personen åbnede siden, og af hvem; tom, når historikken intet siger."""
    return i_etaperne(projekt, [opgave.pk for opgave in opgaver], request.POST.get("set", ""))


def _sig_at_den_er_en_anden(
    request: Forespoergsel, form: RetEtapeForm, projekt: Projekt, etape: Etape, fejl: Foraeldet
) -> Etape:
    """Sig, hvem der rettede hvad, og giv formularen den nye udgave: det skrevne står, og næste tryk gemmer det."""
    frisk = find(projekt, etape.pk)
    data = request.POST.copy()
    data["udgave"] = str(frisk.udgave)
    form.data = data
    form.add_error(None, f"{fejl.grund}{seneste_i_etapen(frisk)} Nu står der: {handlinger.i_ord(frisk)}.")
    return frisk


def _start(etape: Etape) -> dict[str, Any]:
    felter = {navn: getattr(etape, navn) for navn in ("navn", "uddannelse", "udgave")}
    return felter | {"superbrugere": etape.superbrugere.values_list("pk", flat=True)}
