"""Siderne, hvor kommunen laver sine egne, lokale opgaver: fra bunden, fra et katalog, fra eksempler og i listen."""

from itertools import chain
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, ManglerBegrundelse, kraev
from faelles.htmx import er_brudstykke, videre_med_besked
from frister import dag_maaned
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from . import views
from .forms_lokal import EksempelForm, FjernForm, HurtigForm, KopiForm, LokalForm, nyt_kendetegn
from .katalogimport.opslag import Modelopslag
from .konflikt import er_gammel
from .listen import klargoer
from .lokalt import foreslaa_fase, forstaa_frist
from .lokalvisning import laes_eksempler, laes_katalogvalg
from .models import Katalogversion, Opgave, Plan
from .services import lokale as handlinger

FORVALG = ("hovedopgave_id", "ansvarlig", "slutdato_tekst")
"""Det, adressen kan have valgt på forhånd i en ny opgave: den gruppe i listen, man kom fra."""
UHEL = "Formularen var ikke hel. Genindlæs siden, og prøv igen."


@require_http_methods(["GET", "HEAD", "POST"])
def ny(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """En ny opgave, skrevet fra bunden."""
    projekt, plan = _find_at_lede(request, kommune, loesning)
    form = _form(request, projekt, plan)
    if not form.is_valid():
        return _formular(request, projekt, form, status=422 if form.is_bound else 200)
    opgave = handlinger.opret_lokal(
        Aktoer.person(request.user),
        projekt,
        form.vaerdier,
        kendetegn=form.cleaned_data["kendetegn"],
        pladser=form.pladser,
    )
    opgave.plan.projekt = projekt
    return videre_med_besked(request, _lagt_til(opgave), opgave.get_absolute_url())


@require_http_methods(["GET", "HEAD", "POST"])
def ret(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Ret opgavens tekst, fase og frist."""
    projekt, plan = _find_at_lede(request, kommune, loesning)
    opgave = _find_lokal(request, projekt, pk)
    form = _form(request, projekt, plan, opgave)
    er_foraeldet = er_gammel(request.POST.dict(), opgave)
    if not form.is_valid() and er_foraeldet:
        return _foraeldet(request, projekt, plan, pk)
    if not form.is_valid():
        return _formular(request, projekt, form, status=422 if form.is_bound else 200)
    data = form.cleaned_data
    try:
        aendret = handlinger.ret_lokal(
            Aktoer.person(request.user), opgave, form.vaerdier, udgave=data["udgave"], begrundelse=data["begrundelse"]
        )
    except ManglerBegrundelse as fejl:
        if er_foraeldet:
            return _foraeldet(request, projekt, plan, pk, mangler=fejl.grund)
        form.add_error("begrundelse", fejl.grund)
        return _formular(request, projekt, form, status=422)
    except Foraeldet:
        return _foraeldet(request, projekt, plan, pk)
    kode = opgave.kort.kode
    besked = f"{kode} er rettet: {', '.join(aendret)}." if aendret else f"{kode} er som før."
    return videre_med_besked(request, besked, opgave.get_absolute_url())


@require_POST
def fjern(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Tag opgaven ud af planen, eller tag den med igen."""
    projekt, _ = _find_at_lede(request, kommune, loesning)
    opgave, form = _find_lokal(request, projekt, pk), FjernForm(request.POST)
    if not form.is_valid():
        raise Afvist(UHEL)
    data = form.cleaned_data
    try:
        handlinger.saet_fjernet(
            Aktoer.person(request.user),
            opgave,
            data["fjernet"],
            paa=timezone.localdate(),
            begrundelse=data["begrundelse"],
            udgave=data["udgave"],
        )
    except (Foraeldet, ManglerBegrundelse) as fejl:
        frisk = _find_lokal(request, projekt, pk)
        if not er_gammel(request.POST.dict(), frisk):
            raise
        mangler = "" if isinstance(fejl, Foraeldet) else fejl.grund
        raise Foraeldet(views.konfliktens_grund(request, projekt, frisk, mangler)) from None
    kode = opgave.kort.kode
    fjernet, igen = f"{kode} er fjernet fra planen. Du kan tage den med igen herunder.", f"{kode} er med i planen igen."
    return videre_med_besked(request, fjernet if data["fjernet"] else igen, opgave.get_absolute_url())


@require_safe
def frist(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Hvordan en frist bliver forstået, mens den skrives, og den dag, den giver."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    if not er_brudstykke(request):
        return redirect(projekt)
    forstaaet = forstaa_frist(projekt, request.GET.get("slutdato_tekst", "")[:200])
    return render(request, "kataloger/slutdato.html#svar", {"forstaaet": forstaaet, "oplaesning": forstaaet})


@require_POST
def hurtig(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Ét felt i listen: en ny opgave i fasen, og feltet er klar til den næste."""
    projekt, plan = _find_at_lede(request, kommune, loesning)
    form = HurtigForm(request.POST, opslag=Modelopslag.laes(plan.version.katalog.model))
    if not form.is_valid():
        return _hurtigt_igen(request, projekt, form)
    opgave = handlinger.opret_lokal(Aktoer.person(request.user), projekt, form.vaerdier, kendetegn=form.kendetegnet)
    besked = f"{opgave.kort.kode} er lagt til i {opgave.fase}: {opgave.kort.titel}."
    if not er_brudstykke(request):
        return videre_med_besked(request, besked, f"{projekt.get_absolute_url()}#hurtig-{opgave.fase_id}")
    return render(request, "opgaver/hurtig.html#svar", _hurtigt_svar(request, projekt, opgave, besked))


def _hurtigt_igen(request: Forespoergsel, projekt: Projekt, form: HurtigForm) -> HttpResponse:
    """Feltet igen med det skrevne og det, der er galt; intet er lagt til."""
    if not form.er_hel:
        raise Afvist(UHEL)
    grund = " ".join(map(str, form.errors["titel"]))
    if not er_brudstykke(request):
        raise Afvist(f"{grund} Intet er lagt til.")
    fase = {"pk": form.fasen.pk, "kode": form.fasen.nummer, "navn": form.fasen.navn}
    kontekst = {"projekt": projekt, "fase": fase, "kendetegn": form.cleaned_data["kendetegn"]}
    kontekst |= {"hurtig_grund": grund, "hurtig_titel": form["titel"].value() or "", "hurtig_svarer": True}
    return render(request, "opgaver/hurtig.html#felt", kontekst, status=422)


def _hurtigt_svar(request: Forespoergsel, projekt: Projekt, opgave: Opgave, besked: str) -> dict[str, Any]:
    """Den nye række, et tomt felt og de tal, den tæller med i."""
    pladser = adgang.rettigheder(request.user).pladser
    [frisk] = klargoer([views.find_opgave(request, *projekt.adresse, opgave.pk)[1]], projekt, True, pladser)
    return {
        "projekt": projekt,
        "opgave": frisk,
        "fase": frisk.fase,
        "hurtig_svarer": True,
        "kendetegn": nyt_kendetegn(),
        "oplaesning": besked,
        **views.taelling(request, projekt, frisk),
    }


@require_http_methods(["GET", "HEAD", "POST"])
def katalog(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Opgaver fra et udgivet katalog, kopieret ind som kommunens egne."""
    projekt, plan = _find_at_lede(request, kommune, loesning)
    valg = laes_katalogvalg(plan, (request.POST if request.method == "POST" else request.GET).dict())
    opslag = Modelopslag.laes(plan.version.katalog.model)
    form = KopiForm(
        request.POST if request.method == "POST" else None,
        opslag=opslag,
        kort=[et.pk for et in valg.kort],
        initial={"kendetegn": nyt_kendetegn()},
    )
    fejlene = " ".join(str(fejl) for fejl in chain(*form.errors.values()))
    grund = fejlene if valg.version else "Kataloget er ikke udgivet mere. Vælg et andet."
    if valg.version and form.is_valid():
        try:
            return _kopier(request, projekt, valg.version, form)
        except IkkeTilladt:
            raise
        except Afvist as fejl:
            grund = fejl.grund
    kontekst = {
        "projekt": projekt,
        "valg": valg,
        "form": form,
        "grund": grund if form.is_bound else "",
        "valgte": set(request.POST.getlist("kort")),
        "vej": "katalog",
        "menu": "projekter",
    }
    return render(request, "opgaver/lokal_katalog.html", kontekst, status=422 if form.is_bound else 200)


def _kopier(request: Forespoergsel, projekt: Projekt, version: Katalogversion, form: KopiForm) -> HttpResponse:
    data = form.cleaned_data
    lavede = handlinger.kopier_fra_katalog(
        Aktoer.person(request.user),
        projekt,
        version,
        data["kort"],
        kendetegn=data["kendetegn"],
        fase=data["fase"],
    )
    return videre_med_besked(request, _kopieret(lavede, str(version)), f"{projekt.get_absolute_url()}?vis=lokal")


@require_http_methods(["GET", "HEAD", "POST"])
def eksempler(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Hovedopgavernes eksempler; ét klik gør et af dem til en opgave."""
    projekt, plan = _find_at_lede(request, kommune, loesning)
    if request.method == "POST":
        return _lav_af_eksempel(request, projekt, plan)
    kontekst = {
        "projekt": projekt,
        "temaer": laes_eksempler(plan),
        "kendetegn": nyt_kendetegn(),
        "vej": "eksempler",
        "menu": "projekter",
    }
    return render(request, "opgaver/lokal_eksempler.html", kontekst)


def _lav_af_eksempel(request: Forespoergsel, projekt: Projekt, plan: Plan) -> HttpResponse:
    form = EksempelForm(request.POST)
    if not form.is_valid():
        raise Afvist(UHEL)
    nummer, plads = form.cleaned_data["hovedopgave"], form.cleaned_data["plads"]
    tema = plan.version.katalog.model.hovedopgaver.filter(nummer=nummer).first()
    if tema is None or plads >= len(tema.eksempler):
        raise Afvist("Eksemplet findes ikke mere. Genindlæs siden, og vælg igen.")
    opgave = handlinger.opret_lokal(
        Aktoer.person(request.user),
        projekt,
        {"titel": tema.eksempler[plads], "hovedopgave_id": tema.pk, "fase_id": foreslaa_fase(tema, projekt).pk},
        kendetegn=f"{form.cleaned_data['kendetegn']}-e{nummer}-{plads}",
    )
    adresse = reverse("lokale:eksempler", args=projekt.adresse)
    return videre_med_besked(request, _lagt_til(opgave), f"{adresse}#tema-{nummer}")


def _find_at_lede(request: Forespoergsel, kommune: str, loesning: str) -> tuple[Projekt, Plan]:
    """Projektet og dets plan for den, der leder det; 404 for fremmede, et nej til projektets andre."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    kraev(adgang.maa_lede(Aktoer.person(request.user), projekt))
    plan = Plan.objects.select_related("version__katalog__model").get(projekt=projekt)
    plan.projekt = projekt
    return projekt, plan


def _find_lokal(request: Forespoergsel, projekt: Projekt, pk: int) -> Opgave:
    _, opgave = views.find_opgave(request, *projekt.adresse, pk)
    if not opgave.er_lokal:
        raise Http404("Opgaven er ikke projektets egen.")
    return opgave


def _form(
    request: Forespoergsel, projekt: Projekt, plan: Plan, opgave: Opgave | None = None, data: Any = None
) -> LokalForm:
    return LokalForm(
        data or (request.POST if request.method == "POST" else None),
        projekt=projekt,
        opslag=Modelopslag.laes(plan.version.katalog.model),
        adresse=reverse("lokale:frist", args=projekt.adresse),
        opgave=opgave,
        initial={} if opgave else {felt: request.GET[felt] for felt in FORVALG if felt in request.GET},
    )


def _foraeldet(request: Forespoergsel, projekt: Projekt, plan: Plan, pk: int, mangler: str = "") -> HttpResponse:
    """Begge tekster side om side. Formularen får den nye udgave: den, der har set forskellen, må gemme."""
    frisk = _find_lokal(request, projekt, pk)
    grund = views.konfliktens_grund(request, projekt, frisk, mangler)
    form = _form(request, projekt, plan, frisk, {**request.POST.dict(), "udgave": frisk.udgave})
    return _formular(request, projekt, form, status=409, grund=grund, forskelle=form.forskelle())


def _formular(request: Forespoergsel, projekt: Projekt, form: LokalForm, *, status: int, **mere: Any) -> HttpResponse:
    kontekst = {"projekt": projekt, "opgave": form.opgave, "form": form, "vej": "ny", "menu": "projekter", **mere}
    return render(request, "opgaver/lokal_formular.html", kontekst, status=status)


def _lagt_til(opgave: Opgave) -> str:
    frist = f"Fristen er {dag_maaned(opgave.frist)}." if opgave.frist else "Den har ingen dato."
    return f"{opgave.kort.kode} er lagt til i {opgave.fase}. {frist}"


def _kopieret(lavede: list[Opgave], fra: str) -> str:
    koder = ", ".join(opgave.kort.kode for opgave in lavede)
    if len(lavede) == 1:
        return f"1 opgave er kopieret fra {fra}: {koder}."
    return f"{len(lavede)} opgaver er kopieret fra {fra}: {koder}."
