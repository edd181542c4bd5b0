"""Administratorens side om kommunens kalender: lukkedage, frysperioder og faste fridage."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet
from faelles.htmx import videre_med_besked
from faelles.tal import antal_i_ord
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Organisation, Projekt
from projekter.web import Forespoergsel

from .flyttelister import flyttelinjer, seneste_rettelse
from .forms_flyt import FridageForm, Perioder
from .services.kalender import forhaandsvis_kalender, ret_kalender
from .services.kalenderdata import Kalenderdata, Periode, af_aftryk, laes_kalender
from .views_flyt import VISES


def kalender(request: Forespoergsel, kode: str) -> HttpResponse:
    """GET viser kalenderen. POST viser, hvilke frister en rettelse flytter, og gemmer først ved næste ja."""
    kommune = adgang.find_kommune_at_administrere(request.user, kode)
    nu = laes_kalender(kommune)
    if request.method != "POST":
        return _vis(request, kommune, *_former(nu), vist=nu.aftryk)
    fridage, perioder = FridageForm(request.POST), Perioder(request.POST, prefix="p")
    if not (fridage.is_valid() and perioder.is_valid()):
        return _vis(request, kommune, fridage, perioder, vist=request.POST.get("vist", ""), status=422)
    if request.POST.get("vist") != nu.aftryk:
        return _aendret_imens(request, kommune, nu, fridage, perioder)
    efter = _data(fridage, perioder)
    if grund := _hindring(nu, efter):
        return _vis(request, kommune, fridage, perioder, vist=nu.aftryk, grund=grund, status=422)
    if "aftryk" not in request.POST:
        return _forhaandsvis(request, kommune, efter, fridage, perioder)
    return _gem(request, kommune, efter, fridage, perioder)


def _gem(
    request: Forespoergsel, kommune: Organisation, efter: Kalenderdata, fridage: FridageForm, perioder: Any
) -> HttpResponse:
    try:
        flytning = ret_kalender(
            Aktoer.person(request.user), kommune, efter, nu=timezone.now(), aftryk=request.POST["aftryk"]
        )
    except Foraeldet as fejl:
        if (nu := laes_kalender(kommune)).aftryk != request.POST.get("vist"):
            return _aendret_imens(request, kommune, nu, fridage, perioder)
        return _forhaandsvis(request, kommune, efter, fridage, perioder, grund=fejl.grund)
    antal = sum(flytning.dele.values_list("antal", flat=True))
    flyttet = f"{antal_i_ord(antal, 'frist', 'frister')} er flyttet" if antal else "ingen frister er flyttet"
    return videre_med_besked(request, f"Kalenderen er gemt, og {flyttet}.", _adresse(kommune))


def _forhaandsvis(
    request: Forespoergsel,
    kommune: Organisation,
    efter: Kalenderdata,
    fridage: FridageForm,
    perioder: Any,
    grund: str = "",
) -> HttpResponse:
    visning = forhaandsvis_kalender(kommune, efter, timezone.localdate(), seer=Aktoer.person(request.user))
    kontekst = {
        "kommune": kommune,
        "visning": visning,
        "afsluttede": kommune.projekter.filter(status=Projekt.Status.AFSLUTTET).select_related("loesning"),
        "tilfoejes": visning.efter.ud_over(visning.foer),
        "fjernes": visning.foer.ud_over(visning.efter),
        "felter": [(navn, vaerdi) for navn, vaerdi in request.POST.items() if navn not in SENDES_IKKE_IGEN],
        "grund": grund,
    }
    return render(request, "opgaver/flyt_kalender.html", kontekst, status=409 if grund else 200)


def _aendret_imens(
    request: Forespoergsel, kommune: Organisation, nu: Kalenderdata, fridage: FridageForm, perioder: Any
) -> HttpResponse:
    """Begges ændringer i felterne, og hver for sig; intet er gemt.

    Kendes den kalender, personen rettede i, ikke, står det skrevne i felterne ved siden af kalenderen, som den er nu.
    """
    mine, grundlag = _data(fridage, perioder), af_aftryk(request.POST.get("vist", ""))
    hvem = seneste_rettelse(kommune)
    imens: dict[str, Any] = {"hvem": hvem, "nu": nu.linjer}
    if grundlag:
        samlet = mine.flettet(grundlag, nu)
        fridage, perioder = _former(samlet)
        _noter(perioder, mine, grundlag, nu)
        imens |= {
            "er_ens": samlet.aftryk == nu.aftryk,
            "deres": (nu.ud_over(grundlag), grundlag.ud_over(nu)),
            "mine": (mine.ud_over(grundlag), grundlag.ud_over(mine)),
        }
    return _vis(request, kommune, fridage, perioder, vist=nu.aftryk, imens=imens, status=409)


def _noter(perioder: Any, mine: Kalenderdata, grundlag: Kalenderdata, nu: Kalenderdata) -> None:
    """Sig ved hver periode, der ikke er som før, hvis ændring den er."""
    for form in perioder:
        if form.initial:
            periode = Periode(**form.initial)
            deres, egen = periode not in grundlag.perioder, periode in mine.perioder
            form.note = ("din ændring" if egen else "den andens ændring") if deres else ""
            if deres and egen and periode in nu.perioder:
                form.note = "begges ændring"


SENDES_IKKE_IGEN = {"csrfmiddlewaretoken", "aftryk"}


def _vis(
    request: Forespoergsel,
    kommune: Organisation,
    fridage: FridageForm,
    perioder: Any,
    *,
    vist: str,
    grund: str = "",
    imens: dict[str, Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    """``vist`` kendetegner den kalender, formularen er lavet af; den skal være den samme, når den kommer igen.

    ``grund`` er hvorfor det skrevne ikke kan gemmes; ``imens`` er det, en anden har gjort ved kalenderen.
    """
    nu = timezone.now()
    kontekst = {
        "kommune": kommune,
        "fridage": fridage,
        "perioder": perioder,
        "vist": vist,
        "grund": grund,
        "imens": imens,
        "aendringer": flyttelinjer(kommune, nu, VISES),
    }
    return render(request, "opgaver/kalender.html", kontekst, status=status)


def _former(data: Kalenderdata) -> tuple[FridageForm, Any]:
    fridage = FridageForm(initial=dict.fromkeys(data.fridage, True))
    return fridage, Perioder(initial=[vars(periode) for periode in data.perioder], prefix="p")


def _data(fridage: FridageForm, perioder: Any) -> Kalenderdata:
    valgte = [form.cleaned_data.get("periode") for form in perioder if not form.cleaned_data.get("DELETE")]
    return Kalenderdata(tuple(periode for periode in valgte if periode), fridage.fridage)


def _hindring(nu: Kalenderdata, efter: Kalenderdata) -> str:
    """Hvorfor kalenderen ikke kan gemmes; tom, når den kan."""
    if efter.aftryk == nu.aftryk:
        return "Kalenderen er den samme som før. Ret noget, før du går videre."
    try:
        efter.kraev_arbejdsdage()
    except Afvist as fejl:
        return fejl.grund
    return ""


def _adresse(kommune: Organisation) -> str:
    return reverse("kalender:ret", args=(kommune.kode,))
