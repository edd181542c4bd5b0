"""Udrulningen: holdene med deres trin, pauser i ét hold og valget mellem trinvis og big bang."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, ManglerBegrundelse, kraev
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Ibrugtagning, Projekt
from projekter.web import Forespoergsel

from .etapevisning import laes_udrulning
from .forms_etape import IbrugtagningForm, TrinForm
from .services import udrulning as handlinger
from .services.projekt import Datofejl
from .views_etape import etapeside, find, find_til_leder


@require_safe
def liste(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Projektets etaper og hvor langt hvert hold er."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    return render(request, "opgaver/etaper.html", _kontekst(request, projekt))


@require_POST
def trin(request: Forespoergsel, kommune: str, loesning: str, pk: int, slags: str) -> HttpResponse:
    """Sæt eller fjern et hak i udrulningen."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    aktoer, etape = Aktoer.person(request.user), find(projekt, pk)
    kraev(adgang.maa_lede(aktoer, projekt))
    vist, form = request.POST.get("vist", ""), TrinForm(request.POST)
    try:
        if not form.is_valid():
            raise Afvist(str(form.errors["dato"][0]))
        if "naaet" in request.POST:
            grund, valg = request.POST.get("begrundelse", ""), form.cleaned_data
            handlinger.saet_trin(
                aktoer, etape, slags, paa=timezone.localdate(), dato=valg["dato"], begrundelse=grund, vist=vist
            )
        else:
            handlinger.fjern_trin(aktoer, etape, slags, vist=vist)
    except ManglerBegrundelse as fejl:
        mangler = {"etape": etape, "slags": slags, "grund": fejl.grund, "vist": vist, **form.cleaned_data}
        return _igen(request, projekt, 422, mangler=mangler)
    except Foraeldet as fejl:
        return _igen(request, projekt, 409, imens=fejl.grund)
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        if not er_brudstykke(request):
            raise
        afvist = {"etape": etape.pk, "slags": slags, "grund": fejl.grund, "dato": form["dato"].value()}
        return _igen(request, projekt, 422, afvist=afvist)
    besked = f"{etape} er gemt."
    if not er_brudstykke(request):
        return videre_med_besked(request, besked, f"{etapeside(projekt)}#etape-{etape.pk}")
    return render(request, "opgaver/etaper.html#svar", _kontekst(request, projekt) | {"oplaesning": besked})


def _igen(request: Forespoergsel, projekt: Projekt, status: int, **mere: Any) -> HttpResponse:
    """Udrulningen, som den er nu, med det, der er at sige; intet er gemt."""
    skabelon = "opgaver/etaper.html#udrulning" if er_brudstykke(request) else "opgaver/etaper.html"
    return render(request, skabelon, _kontekst(request, projekt) | mere, status=status)


def ibrugtagning(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Valget mellem trinvis og big bang, med det, der taler for hver."""
    projekt = find_til_leder(request, kommune, loesning)
    nu = _valget(projekt)
    felter = IbrugtagningForm.base_fields
    start = {navn: getattr(nu, navn) for navn in felter} if nu else {"besluttet": timezone.localdate()}
    form = IbrugtagningForm(request.POST or None, initial=start)
    status, grund = 200, ""
    if request.method == "POST":
        status = 422
        if form.is_valid():
            aktoer, paa, vist = Aktoer.person(request.user), timezone.localdate(), request.POST.get("vist", "")
            try:
                valg = handlinger.beslut_ibrugtagning(aktoer, projekt, form.valg, paa=paa, vist=vist)
                return videre_med_besked(request, f"Det er besluttet: {valg.get_maade_display()}.", etapeside(projekt))
            except Foraeldet as fejl:
                status, grund, nu = 409, fejl.grund, _valget(projekt)
            except IkkeTilladt:
                raise
            except Afvist as fejl:
                form.add_error(fejl.felt if isinstance(fejl, Datofejl) else None, fejl.grund)
    etaper = projekt.gaeldende_etaper
    kontekst = {"projekt": projekt, "form": form, "valg": nu, "vist": nu.kendetegn if nu else "", "etaper": etaper}
    kontekst["dage"] = len({etape.golive for etape in etaper})
    return render(request, "opgaver/ibrugtagning.html", kontekst | {"grund": grund, "menu": "projekter"}, status=status)


def _valget(projekt: Projekt) -> Ibrugtagning | None:
    return Ibrugtagning.objects.filter(projekt=projekt).first()


def _kontekst(request: Forespoergsel, projekt: Projekt) -> dict[str, Any]:
    return {
        "projekt": projekt,
        "udrulning": laes_udrulning(projekt, timezone.localdate()),
        "kan_lede": adgang.leder(request.user, projekt),
        "menu": "projekter",
    }
