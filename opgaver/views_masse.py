"""At ændre mange opgaver på én gang: vælg hvad, se hvad der vil ske, se kvitteringen, og fortryd.

Et svar, der kan bruges, huskes og fører til sin egen side (``masseminde``), så browserens Tilbage kan hente den.
"""

from collections.abc import Mapping
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faelles.afvisning import Afvist, Foraeldet, Svar, kraev
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Haendelse, Projekt
from projekter.web import Forespoergsel

from .forms_masse import MasseForm
from .fremdrift import opgaver_i_ord
from .konflikt import seneste
from .masse import Udfald
from .masseminde import genkald, husk
from .models import Opgave
from .services.masse import udfoer_masse
from .services.massefortrydelse import Massefortrydelse, fortryd_masse
from .services.massegrundlag import Massevisning, aendrede_siden, forhaandsvis_masse, hent_valgte
from .udvalg import ALLE, Udvalg, filterets_adresse, laes_oejeblik, laes_udgaver, laes_udvalg, skriv_udgaver

NYLIGE = 10
"""Så mange af de nyeste ændringer står på siden."""


@require_http_methods(["GET", "HEAD", "POST"])
def vaelg(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Hvad der skal gøres ved de valgte; ellers ved alle, filteret i adressen lader stå."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    svar = request.POST if request.method == "POST" else _af_adressen(request)
    udvalg = laes_udvalg(svar, projekt, request.user, timezone.localdate())
    if request.method == "POST":
        return _videre(request, projekt, udvalg, "masse:vaelg")
    felter = {navn: vaerdi for navn, vaerdi in svar.dict().items() if navn in MasseForm.base_fields}
    return _vaelg(request, projekt, udvalg, _form(request, projekt, initial=felter))


@require_http_methods(["GET", "HEAD", "POST"])
def vis(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Det, der vil ske; intet er gemt."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    svar = request.POST if request.method == "POST" else genkald(request)
    udvalg = laes_udvalg(svar, projekt, request.user, timezone.localdate())
    form = _form(request, projekt, data=svar)
    if not form.is_valid():
        return _vaelg(request, projekt, udvalg, form, status=422)
    if request.method == "POST":
        return _videre(request, projekt, udvalg, "masse:vis")
    return _vis(request, projekt, udvalg, form)


@require_POST
def udfoer(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Gør det viste; er noget ændret imens, vises det nye i stedet."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    udgaver = laes_udgaver(request.POST.dict())
    form = _form(request, projekt, data=request.POST)
    udvalg = Udvalg(list(udgaver), adresse=filterets_adresse(request.POST))
    if not form.is_valid():
        return _vaelg(request, projekt, udvalg, form, status=422)
    try:
        handling, _ = udfoer_masse(
            Aktoer.person(request.user),
            projekt,
            form.valg,
            udvalg.ider,
            nu=timezone.now(),
            aftryk=request.POST.get("aftryk", ""),
            udgaver=udgaver,
        )
    except Foraeldet as fejl:
        return _vis(request, projekt, udvalg, form, set_som=udgaver, grund=fejl.grund)
    besked = f"{opgaver_i_ord(handling.antal)} er ændret. {handling.hvad}."
    return videre_med_besked(request, besked, handling.get_absolute_url())


@require_safe
def kvittering(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Hvad der blev gjort, hvad der blev, som det var, og til hvornår det kan fortrydes."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    handling = get_object_or_404(projekt.massehandlinger.all(), pk=pk)
    ret = adgang.maa_fortryde_for_alle(Aktoer.person(request.user), projekt, handling.bruger_id)
    kontekst = {
        "projekt": projekt,
        "handling": handling,
        "som_foer": [post for post in handling.uroerte if post["udfald"] == Udfald.SOM_FOER],
        "kan_ikke": [post for post in handling.uroerte if post["udfald"] == Udfald.KAN_IKKE],
        "ikke_paa_plads": [post for post in handling.uroerte if post["udfald"] == Udfald.SPOERGES],
        "kan_fortryde": bool(ret) and handling.kan_fortrydes(timezone.now()),
        "menu": "projekter",
    }
    return render(request, "opgaver/masse_kvittering.html", kontekst)


@require_POST
def fortryd(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Giv opgaverne det, de havde."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    handling = get_object_or_404(projekt.massehandlinger.all(), pk=pk)
    svar = fortryd_masse(Aktoer.person(request.user), handling.pk, nu=timezone.now())
    return videre_med_besked(request, fortrudt_i_ord(svar), handling.get_absolute_url())


def fortrudt_i_ord(svar: Massefortrydelse) -> str:
    """Hvor mange der er, som de var, og de andre ved kode med grunden."""
    antal = len(svar.genskabte)
    resten = "".join(f" {kode} {grund} og blev ikke rørt." for kode, grund in svar.blev)
    return f"Fortrudt. {opgaver_i_ord(antal)} er, som {'den' if antal == 1 else 'de'} var.{resten}"


def _af_adressen(request: Forespoergsel) -> QueryDict:
    return genkald(request) if "valg" in request.GET else _alle_i(request.GET)


def _alle_i(adresse: QueryDict) -> QueryDict:
    """Adressens filter som et udvalg; ``vist`` er det antal, listen viste."""
    svar, resten = QueryDict(mutable=True), adresse.copy()
    vist = "".join(resten.pop("vist", [])[-1:])
    svar.update({"omfang": ALLE, "vist": vist, "filter": resten.urlencode()})
    return svar


def _form(request: Forespoergsel, projekt: Projekt, **kwargs: Any) -> MasseForm:
    return MasseForm(projekt=projekt, leder=adgang.leder(request.user, projekt), **kwargs)


def _videre(request: Forespoergsel, projekt: Projekt, udvalg: Udvalg, navn: str) -> HttpResponse:
    """Husk det sendte, og gå til siden om det, når der er noget, personen må ændre."""
    _kraev_ret_til_nogen(request, projekt, udvalg)
    return redirect(f"{reverse(navn, args=projekt.adresse)}?valg={husk(request)}")


def _kraev_ret_til_nogen(request: Forespoergsel, projekt: Projekt, udvalg: Udvalg) -> tuple[list[Opgave], list[Svar]]:
    """De valgte opgaver, og om personen må ændre hver af dem."""
    opgaver = hent_valgte(projekt, udvalg.ider)
    if request.method == "POST" and not opgaver:
        raise Afvist("Vælg først opgaver i listen: sæt kryds ved »Vælg« ud for dem, eller tag alle, der passer.")
    ret = adgang.loeseret(Aktoer.person(request.user), projekt)
    svarene = [ret(opgave.ansvarlig_id, opgave.udfoerer_id) for opgave in opgaver]
    if svarene and not any(svarene):
        kraev(svarene[0])
    return opgaver, svarene


def _vaelg(
    request: Forespoergsel, projekt: Projekt, udvalg: Udvalg, form: MasseForm, *, status: int = 200
) -> HttpResponse:
    opgaver, svarene = _kraev_ret_til_nogen(request, projekt, udvalg)
    kontekst = {
        "projekt": projekt,
        "udvalg": udvalg,
        "opgaver": opgaver,
        "andres": sum(1 for svar in svarene if not svar),
        "egne": sum(1 for svar in svarene if svar),
        "form": form,
        "nylige": projekt.massehandlinger.defer("raekker", "uroerte")[:NYLIGE],
        "menu": "projekter",
    }
    return render(request, "opgaver/masse_vaelg.html", kontekst, status=status)


def _vis(
    request: Forespoergsel,
    projekt: Projekt,
    udvalg: Udvalg,
    form: MasseForm,
    *,
    set_som: Mapping[int, int] | None = None,
    grund: str = "",
) -> HttpResponse:
    """``set_som`` er opgavernes udgaver, da personen sagde ja; dem, der er ændret siden, er mærket."""
    oejeblik = Haendelse.objects.nyeste_nummer()
    medkalender = Projekt.objects.med_navne().med_kalender().get(pk=projekt.pk)
    visning = forhaandsvis_masse(
        Aktoer.person(request.user), medkalender, form.valg, udvalg.ider, paa=timezone.localdate()
    )
    kontekst = {
        "projekt": projekt,
        "udvalg": udvalg,
        "visning": visning,
        "udgaver": skriv_udgaver(visning.udgaver),
        "oejeblik": oejeblik,
        "form": form,
        "grund": grund,
        "imens": _imens(request, visning, set_som) if set_som else {},
        "menu": "projekter",
    }
    return render(request, "opgaver/masse_vis.html", kontekst, status=409 if grund else 200)


def _imens(request: Forespoergsel, visning: Massevisning, set_som: Mapping[int, int]) -> dict[int, str]:
    """Hvem der har ændret hver af de opgaver, der er ændret, siden personen så dem; tom, når det ikke vides."""
    aendrede = [opgave.pk for opgave in aendrede_siden(visning, set_som)]
    efter = laes_oejeblik(request.POST.dict())
    return dict.fromkeys(aendrede, "") | seneste(aendrede, visning.projekt, efter, request.user, timezone.localdate())
