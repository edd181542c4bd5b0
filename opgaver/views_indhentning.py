"""Indhentningsplanen: se, hvilke nye datoer det overskredne kan få, og giv det dem."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, kraev
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .aendretsiden import aendret_i_projektet, sete_i_projektet
from .forms_flyt import FlytForm
from .forms_indhentning import AntalForm
from .fremdrift import opgaver_i_ord
from .indhentningsgrundlag import FLEST
from .models import Opgave
from .services.flytning import faar_mail
from .services.flyttegrundlag import foraeldet
from .services.indhentning import Indhentning, anvend_indhentning, kraev_i_gang, se_indhentning

EN_ANDEN_PLAN = "Planen er en anden end den, du så, og intet er gemt. Se den nye igennem, og anvend den så."


def plan(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Planen med det antal om ugen, der er valgt. POST gemmer det viste eller lægger den om.

    ``lav_om`` er den knap, der lægger den om: det antal, siden foreslår, eller tomt for det skrevne.
    """
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    kraev(adgang.maa_lede(Aktoer.person(request.user), projekt))
    kraev_i_gang(projekt)
    data = request.POST if request.method == "POST" else request.GET
    skrevet = data.get("lav_om") or data.get("pr_uge")
    antal = AntalForm({"pr_uge": skrevet})
    pr_uge = antal.cleaned_data["pr_uge"] if antal.is_valid() else None
    if request.method == "POST" and pr_uge and "lav_om" not in data:
        return _anvend(request, projekt, antal, pr_uge)
    vist = _se(request, projekt, pr_uge)
    if skrevet is None and request.method == "GET":
        antal = AntalForm({"pr_uge": vist.pr_uge})
    start = {
        "aftryk": vist.aftryk,
        "sete": sete_i_projektet(vist.visning).forsegl(),
        # Det skrevne bliver stående, også når antallet er forkert eller bliver et andet.
        "begrundelse": data.get("begrundelse") or vist.begrundelse,
    }
    return _vis(request, vist, antal, FlytForm(initial=start), status=200 if antal.is_valid() else 422)


def _se(request: Forespoergsel, projekt: Projekt, pr_uge: int | None) -> Indhentning:
    return se_indhentning(projekt, timezone.localdate(), pr_uge=pr_uge, seer=Aktoer.person(request.user))


def _anvend(request: Forespoergsel, projekt: Projekt, antal: AntalForm, pr_uge: int) -> HttpResponse:
    """Gem; planen lægges kun igen, når den ikke kan gemmes."""
    form = FlytForm(
        request.POST, kan_undtages=Opgave.objects.filter(plan__projekt=projekt).values_list("pk", flat=True)
    )
    if not form.is_valid():
        return _igen(request, projekt, antal, pr_uge)
    data = form.cleaned_data
    try:
        del_ = anvend_indhentning(
            Aktoer.person(request.user),
            projekt,
            data["begrundelse"],
            nu=timezone.now(),
            pr_uge=pr_uge,
            undtagne=data["undtag"],
            aftryk=data["aftryk"],
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, antal, pr_uge, fejl)
    return videre_med_besked(request, f"{opgaver_i_ord(del_.antal)} fik en ny frist.", del_.get_absolute_url())


def _igen(
    request: Forespoergsel, projekt: Projekt, antal: AntalForm, pr_uge: int, fejl: Afvist | None = None
) -> HttpResponse:
    """Planen igen, som den er nu, med det, personen skrev og udelod; intet er gemt."""
    frisk = _se(request, adgang.find_projekt(request.user, *projekt.adresse), pr_uge)
    fejl = fejl or foraeldet(request.POST.get("aftryk", ""), frisk.aftryk)
    data, nu = request.POST.copy(), sete_i_projektet(frisk.visning)
    data["aftryk"], data["sete"] = frisk.aftryk, nu.forsegl()
    undtagne = _undtagne(request, frisk)
    data.setlist("undtag", [str(pk) for pk in undtagne])
    form = FlytForm(data, kan_undtages=undtagne)
    aendret = aendret_i_projektet(request.POST.get("sete", ""), nu, frisk.visning)
    if isinstance(fejl, Foraeldet):
        return _vis(request, frisk, antal, form, status=409, grund=EN_ANDEN_PLAN, aendret=aendret)
    return _vis(request, frisk, antal, form, status=422, grund=fejl.grund if fejl else "", aendret=aendret)


def _vis(
    request: Forespoergsel,
    vist: Indhentning,
    antal: AntalForm,
    form: FlytForm,
    *,
    status: int = 200,
    grund: str = "",
    aendret: Sequence[str] = (),
) -> HttpResponse:
    undtagne, i_planen = _undtagne(request, vist), {raekke.post.id for raekke in vist.raekker}
    kontekst = {
        "projekt": vist.visning.projekt,
        "plan": vist,
        "raekker": [
            (raekke, vist.visning.opgaver[raekke.post.id], vist.hvorfor[raekke.post.id]) for raekke in vist.raekker
        ],
        "tilovers": [(raekke, vist.hvorfor[raekke.post.id]) for raekke in vist.tilovers],
        "antalform": antal,
        "flest": FLEST,
        "form": form,
        "modtagere": faar_mail(vist.visning, Aktoer.person(request.user)),
        "undtagne": undtagne,
        "undtagne_uden_raekke": undtagne if antal.errors else undtagne - i_planen,
        "grund": grund,
        "aendret": aendret,
        "menu": "projekter",
    }
    return render(request, "opgaver/indhentning.html", kontekst, status=status)


def _undtagne(request: Forespoergsel, vist: Indhentning) -> set[int]:
    """De åbne opgaver (id), personen har udeladt, også dem, planen ikke har plads til; den næste har det måske."""
    valgte = set(request.POST.getlist("undtag"))
    return {et.pk for et in vist.visning.opgaver.values() if et.er_aaben and str(et.pk) in valgte}
