"""At give en persons pladser videre: formularen, det, der vil ske, kvitteringen og fortrydelsen."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faelles.afvisning import Afvist, IkkeTilladt
from faelles.htmx import videre_med_besked

from . import adgang
from .aktoer import Aktoer
from .forms_overdragelse import OverdragForm
from .models import Bruger, Medlemskab, Organisation, Overdragelse, Overdragelsesdel, Rettighed
from .services.overdragelse import kvitter as kvitter_for
from .services.overdragelse import laeg_plan, mulige_modtagere, overdrag, poster, rettigheder_i
from .services.overdragelsesfortrydelse import fortryd_overdragelse
from .web import Forespoergsel


def overdrag_pladser(request: Forespoergsel, kode: str, pk: int) -> HttpResponse:
    """Vælg modtagere (GET), se, hvad der vil ske (GET med valg), og giv pladserne videre (POST)."""
    organisation = adgang.find_kommune_at_administrere(request.user, kode)
    fratraeder = get_object_or_404(Bruger.objects.filter(medlemskaber__organisation=organisation).distinct(), pk=pk)
    data = request.POST if request.method == "POST" else request.GET
    form = _formular(organisation, fratraeder, data if request.method == "POST" or "vis" in data else None)
    kontekst: dict[str, Any] = {"organisation": organisation, "person": fratraeder, "form": form, "menu": "personer"}
    if request.method == "POST" and data.get("vist") != form.vist:
        form.add_error(
            None, f"Pladserne hos {fratraeder.navn} er ændret, siden du så dem. Intet er gemt; se dem igennem igen."
        )
        return render(request, "projekter/overdrag.html", kontekst, status=409)
    if not form.is_valid() or "ret" in data:
        status = 422 if form.is_bound and "ret" not in data else 200
        return render(request, "projekter/overdrag.html", kontekst, status=status)
    try:
        if request.method == "POST":
            svar = overdrag(Aktoer.person(request.user), organisation, fratraeder, form.valg, nu=timezone.now())
            return videre_med_besked(request, _hvem_faar_mail(svar), svar.get_absolute_url())
        kontekst["dele"] = laeg_plan(organisation, fratraeder, form.valg)
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        form.add_error(None, fejl.grund)
        return render(request, "projekter/overdrag.html", kontekst, status=422)
    return render(request, "projekter/overdrag_vis.html", kontekst | _optaelling(kontekst["dele"]))


@require_safe
def vis(request: Forespoergsel, pk: int) -> HttpResponse:
    """Overdragelsen: administratoren ser den hele, en modtager sin egen del."""
    overdragelse = adgang.find_overdragelse(request.user, pk)
    er_administrator = bool(adgang.maa_administrere(Aktoer.person(request.user), overdragelse.organisation))
    alle = list(overdragelse.dele.med_navne())
    mine = [del_ for del_ in alle if del_.modtager == request.user]
    venter = set(overdragelse.dele.uden_kvittering().values_list("pk", flat=True))
    kontekst = {
        "overdragelse": overdragelse,
        "dele": alle if er_administrator else mine,
        "mine": mine,
        "venter": venter,
        "skal_kvittere": any(del_.pk in venter for del_ in mine),
        "er_administrator": er_administrator,
        "kan_fortryde": er_administrator and overdragelse.kan_fortrydes(timezone.now()),
        "er_med": er_administrator and _er_med(overdragelse),
        "menu": "personer" if er_administrator else "min_side",
        "organisation": overdragelse.organisation,
    }
    return render(request, "projekter/overdragelse.html", kontekst)


@require_POST
def kvitter(request: Forespoergsel, pk: int) -> HttpResponse:
    """Modtageren siger ja."""
    overdragelse = adgang.find_overdragelse(request.user, pk)
    antal = kvitter_for(Aktoer.person(request.user), overdragelse, nu=timezone.now())
    besked = "Du har kvitteret. Pladserne og deres opgaver er dine." if antal else "Du har ikke mere at kvittere for."
    return videre_med_besked(request, besked, overdragelse.get_absolute_url())


@require_POST
def fortryd(request: Forespoergsel, pk: int) -> HttpResponse:
    """Giv fratræderen pladserne tilbage."""
    overdragelse = adgang.find_overdragelse(request.user, pk)
    svar = fortryd_overdragelse(Aktoer.person(request.user), overdragelse.pk, nu=timezone.now())
    blev = "; ".join(del_.navn for del_ in svar.blev)
    besked = (
        f"Overdragelsen er fortrudt, og {overdragelse.fratraeder.navn} har det tilbage, som ingen har ændret siden."
    )
    hale = f" Ændret siden og derfor ikke rørt: {blev}." if blev else ""
    return videre_med_besked(request, besked + hale, overdragelse.get_absolute_url())


def _formular(organisation: Organisation, fratraeder: Bruger, data: Any) -> OverdragForm:
    modtagere = mulige_modtagere(organisation, fratraeder)
    har: dict[str, set[int]] = {}
    for rettighed, bruger_id in Medlemskab.objects.filter(organisation=organisation).values_list("rettighed", "bruger"):
        har.setdefault(rettighed, set()).add(bruger_id)
    rettigheder: list[tuple[Rettighed, list[Bruger]]] = [
        (rettighed, [bruger for bruger in modtagere if bruger.pk not in har[rettighed]])
        for rettighed in rettigheder_i(organisation, fratraeder)
        if rettighed != Rettighed.DELTAGER
    ]
    return OverdragForm(data, poster=poster(organisation, fratraeder), modtagere=modtagere, rettigheder=rettigheder)


def _optaelling(dele: list[Overdragelsesdel]) -> dict[str, Any]:
    return {
        "modtagere": sorted({del_.modtager.navn for del_ in dele if del_.modtager}),
        "ledige": [del_ for del_ in dele if del_.modtager is None and del_.felt == Overdragelsesdel.Felt.PERSON],
        "givne": [del_ for del_ in dele if del_.modtager and del_.plads],
        "rettigheder": [del_ for del_ in dele if del_.rettighed],
    }


def _hvem_faar_mail(overdragelse: Overdragelse) -> str:
    modtagere = _optaelling(list(overdragelse.dele.med_navne()))["modtagere"]
    return f"{' og '.join(modtagere)} får en mail og skal kvittere." if modtagere else "Pladserne er ledige nu."


def _er_med(overdragelse: Overdragelse) -> bool:
    return overdragelse.organisation.medlemskaber.filter(bruger=overdragelse.fratraeder).exists()
