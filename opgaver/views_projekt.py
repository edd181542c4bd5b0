"""Siderne om projekter: listen over dem, man må se, og oprettelsen af et nyt."""

from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from faelles.afvisning import Afvist
from faelles.tal import antal_i_ord
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Loesning
from projekter.web import Forespoergsel

from .forms import ProjektForm
from .fremdrift import Fremdrift, fremdrift_efter, opgaver_i_ord
from .models import Katalogversion, Opgave
from .projektliste import Projektfilter, Projektliste
from .services.indhentning import overskredne
from .services.projekt import opret_projekt
from .sideomside import side_om_side


@require_safe
def projekter(request: Forespoergsel) -> HttpResponse:
    """De projekter, personen må se, med fremdrift."""
    mine = list(adgang.projekter_for(request.user).med_navne().order_by("kommune__navn", "loesning"))
    paa = timezone.localdate()
    tal = fremdrift_efter(Opgave.objects.filter(plan__projekt__in=mine), "plan__projekt", paa)
    liste = Projektliste(request.user, [(p, tal.get(p.pk, Fremdrift())) for p in mine], Projektfilter.laes(request.GET))
    kan_oprette = adgang.kommuner_at_oprette_i(request.user).exists()
    kontekst = {
        "liste": liste,
        "tabeller": side_om_side((projekt for projekt, _ in liste.viste), paa),
        "kan_oprette": kan_oprette,
        "skjulte": adgang.kommuner_med_skjulte_projekter(request.user),
        "er_i_en_kommune": partial(adgang.er_i_en_kommune, request.user),
        "menu": "projekter",
    }
    return render(request, "opgaver/projekter.html", kontekst)


def nyt(request: Forespoergsel) -> HttpResponse:
    """Opret kommunens projekt for en løsning."""
    kommuner = adgang.kommuner_at_oprette_i(request.user)
    if not kommuner.exists():
        raise Http404("Siden er for dem, der må oprette projekter.")
    loesninger = Loesning.objects.filter(kataloger__versioner__in=Katalogversion.objects.udgivne()).distinct()
    form = ProjektForm(request.POST or None, kommuner=kommuner, loesninger=loesninger)
    if request.method == "POST" and form.is_valid():
        svar = _opret(request, form)
        if svar:
            return svar
    status = 422 if form.is_bound else 200
    kontekst = {"form": form, "menu": "projekter", "har_katalog": loesninger.exists()}
    return render(request, "opgaver/nyt.html", kontekst, status=status)


def _opret(request: Forespoergsel, form: ProjektForm) -> HttpResponse | None:
    data = form.cleaned_data
    try:
        aktoer, boelge = Aktoer.person(request.user), data.get("boelge")
        projekt = opret_projekt(aktoer, data["kommune"], data["loesning"], form.datoer, boelge=boelge)
    except Afvist as fejl:
        form.add_error(None, fejl.grund)
        return None
    antal = opgaver_i_ord(projekt.plan.opgaver.count())
    besked = f"Projektet er oprettet med {antal}. Sæt folk på pladserne under Organisation, og fordel så opgaverne."
    if sene := overskredne(projekt, timezone.localdate()):
        hvad = f"{antal_i_ord(sene, 'frist', 'frister')} er allerede overskredet"
        besked += f" {hvad}. Når opgaverne er fordelt, så lav en indhentningsplan under Flyt datoer."
    messages.success(request, besked)
    return redirect(projekt)
