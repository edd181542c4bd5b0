"""Projektets datoer: se dem, flyt dem, se kvitteringen, fortryd, og kvittér for en varsling."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, kraev
from faelles.htmx import videre_med_besked
from frister import Anker, Ankre, dato_kort
from koe.models import Besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Plads, Projekt
from projekter.web import Forespoergsel

from .aendretsiden import aendret_i_projektet, sete_i_projektet
from .flytning import Flag
from .forms_flyt import DatoForm, FlytForm
from .fremdrift import opgaver_i_ord
from .models import Flytning, Flytningsdel, Opgave
from .models.flytning import blev_undtaget
from .services.boelge import kvitter
from .services.etapedatoer import etapefelt, kraev_etaper
from .services.flytning import (
    faar_mail,
    flyt_datoer,
    foreslaa_golive,
    forhaandsvis_flytning,
    kraev_ikke_afsluttet,
    nye_ankre,
)
from .services.flyttegrundlag import Forhaandsvisning, foraeldet, fra_ord
from .services.indhentning import overskredne
from .services.uddannelse import for_sen_efter_flytning

VISES = 20
"""Så mange af de nyeste flytninger og kvitterede varslinger står på siden."""


@require_safe
def datoer(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Projektets datoer, bølgen, varslingerne og de flytninger, der har været."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    return _vis_datoer(request, projekt, DatoForm(initial=_som_er(projekt), etaper=projekt.gaeldende_etaper))


def flyt(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """GET viser, hvad nye datoer vil føre til; POST flytter netop det, der blev vist."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    kraev(adgang.maa_lede(Aktoer.person(request.user), projekt))
    data = request.POST if request.method == "POST" else request.GET
    form = DatoForm(data, etaper=projekt.gaeldende_etaper)
    if not form.is_valid():
        return _vis_datoer(request, projekt, form)
    try:
        kraev_ikke_afsluttet(projekt)
        ankre = nye_ankre(projekt.ankre, form.toemte, **form.ankerdatoer)
        kraev_etaper(projekt, ankre, form.etapedatoer)
    except Afvist as fejl:
        form.afvis(fejl)
        return _vis_datoer(request, projekt, form)
    if request.method == "POST":
        return _flyt(request, projekt, ankre, form)
    try:
        visning = _forhaandsvis(request, projekt, ankre, form, foelg=_foelg(form))
    except Foraeldet as fejl:
        form.add_error(None, fejl.grund)
        return _vis_datoer(request, projekt, form)
    if not visning.aendrer_noget:
        return _uden_nye(request, projekt, form)
    sete = sete_i_projektet(visning).forsegl()
    return _vis_flytning(request, visning, form, FlytForm(initial={"aftryk": visning.aftryk, "sete": sete}))


@require_safe
def kvittering(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Hvad flytningen gjorde, hvem der fik besked, og til hvornår den kan fortrydes."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    del_ = find_del(projekt, pk)
    flytning, raekker = del_.flytning, sorted(map(_raekke, del_.raekker), key=_efter_ny_frist)
    er_afsluttet = projekt.status == Projekt.Status.AFSLUTTET
    maa_flytte = bool(adgang.maa_flytte(Aktoer.person(request.user), flytning.sted))
    maa_fortryde = maa_flytte and flytning.kan_fortrydes(timezone.now()) and not (del_.er_fortrudt or er_afsluttet)
    nyere = _nyere(del_) if maa_fortryde else None
    kontekst = {
        "projekt": projekt,
        "del": del_,
        "flytning": flytning,
        "flyttede": [raekke for raekke in raekker if not raekke["er_undtaget"]],
        "i_ord": flyttede_i_ord(del_),
        "laaste": [raekke for raekke in raekker if raekke["er_undtaget"]],
        "besked_til": _besked_til(projekt, flytning),
        "kan_fortryde": maa_fortryde and nyere is None,
        "nyere": nyere,
        "kan_lede": adgang.leder(request.user, projekt),
        "maa_se_boelgen": maa_flytte and flytning.boelge_id,
        "menu": "projekter",
    }
    return render(request, "opgaver/flyt_kvittering.html", kontekst)


@require_POST
def kvitter_varsling(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Projektlederen har set varslingen."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    varsling = get_object_or_404(projekt.varslinger.select_related("projekt__kommune", "projekt__loesning"), pk=pk)
    kvitter(Aktoer.person(request.user), varsling, nu=timezone.now())
    besked = "Du har kvitteret for varslingen."
    return videre_med_besked(request, besked, reverse("flyt:datoer", args=projekt.adresse))


def flyttet_i_ord(del_: Flytningsdel) -> str:
    """Fx "5 opgaver fik en ny frist. 1 opgave blev låst på sin frist."."""
    tekst = f"{flyttede_i_ord(del_)}."
    if del_.laaste:
        tekst += f" {opgaver_i_ord(del_.laaste)} blev låst på {'sin' if del_.laaste == 1 else 'deres'} frist."
    return tekst


def flyttede_i_ord(del_: Flytningsdel) -> str:
    """Fx "5 opgaver fik en ny frist, og 2 opgaver blev uden dato"."""
    mister = del_.mister_dato
    nye = del_.flyttede - mister
    dele = [f"{opgaver_i_ord(nye)} fik en ny frist"] if nye or not mister else []
    dele += [f"{opgaver_i_ord(mister)} blev uden dato"] if mister else []
    return ", og ".join(dele)


def _flyt(request: Forespoergsel, projekt: Projekt, ankre: Ankre, datoform: DatoForm) -> HttpResponse:
    """Flyt; forhåndsvisningen regnes kun igen, når der ikke kan flyttes."""
    form = FlytForm(
        request.POST, kan_undtages=Opgave.objects.filter(plan__projekt=projekt).values_list("pk", flat=True)
    )
    if not form.is_valid():
        return _igen(request, projekt, ankre, datoform)
    data, aktoer = form.cleaned_data, Aktoer.person(request.user)
    try:
        del_ = flyt_datoer(
            aktoer,
            projekt,
            ankre,
            data["begrundelse"],
            nu=timezone.now(),
            undtagne=data["undtag"],
            aftryk=data["aftryk"],
            foelg=_foelg(datoform),
            etaper=datoform.etapedatoer,
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, ankre, datoform, fejl)
    return videre_med_besked(request, flyttet_i_ord(del_), del_.get_absolute_url())


def _igen(
    request: Forespoergsel, projekt: Projekt, ankre: Ankre, datoform: DatoForm, fejl: Afvist | None = None
) -> HttpResponse:
    """Forhåndsvisningen igen, som den er nu, med den begrundelse, personen skrev; intet er flyttet."""
    projekt = adgang.find_projekt(request.user, *projekt.adresse)
    foelg = _foelg(datoform) and projekt.foelger_med(ankre)
    try:
        frisk = _forhaandsvis(request, projekt, ankre, datoform, foelg=foelg)
    except Foraeldet as foraeldet_nu:
        datoform.add_error(None, foraeldet_nu.grund)
        return _vis_datoer(request, projekt, datoform, status=409)
    if not frisk.aendrer_noget:
        return _uden_nye(request, projekt, datoform)
    fejl = fejl or foraeldet(request.POST.get("aftryk", ""), frisk.aftryk)
    form, aendret = det_sendte_igen(request, frisk)
    status = 409 if isinstance(fejl, Foraeldet) else 422
    grund = fejl.grund if fejl else ""
    return _vis_flytning(request, frisk, datoform, form, status=status, grund=grund, aendret=aendret)


def det_sendte_igen(request: Forespoergsel, frisk: Forhaandsvisning) -> tuple[FlytForm, list[str]]:
    """Formularen til det, der nu vil ske, med det, personen skrev; og det, der er ændret, siden personen så det."""
    data, nu = request.POST.copy(), sete_i_projektet(frisk)
    data["aftryk"], data["sete"] = frisk.aftryk, nu.forsegl()
    # En opgave, der ikke længere flyttes, kan ikke undtages; resten af krydserne bliver.
    data.setlist("undtag", [pk for pk in data.getlist("undtag") if pk in {str(et) for et in frisk.kan_undtages}])
    form = FlytForm(data, kan_undtages=frisk.kan_undtages)
    return form, aendret_i_projektet(request.POST.get("sete", ""), nu, frisk)


def _forhaandsvis(
    request: Forespoergsel, projekt: Projekt, ankre: Ankre, form: DatoForm, *, foelg: bool
) -> Forhaandsvisning:
    paa, seer = timezone.localdate(), Aktoer.person(request.user)
    return forhaandsvis_flytning(projekt, ankre, paa, seer=seer, foelg=foelg, etaper=form.etapedatoer)


def _foelg(form: DatoForm) -> bool:
    """Om der blev trykket på »Følg bølgens datoer igen«."""
    return "foelg" in form.data


def _uden_nye(request: Forespoergsel, projekt: Projekt, form: DatoForm) -> HttpResponse:
    """Datoerne er dem, projektet har; kom en anden først med dem, siges det, og det, personen skrev, vises."""
    seneste = projekt.flytningsdele.select_related("flytning").filter(er_fortrudt=False).first()
    begrundelse = request.POST.get("begrundelse", "")
    if begrundelse and seneste and fra_ord(seneste.efter) == projekt.ankre:
        kom_foerst = {"foer": seneste.flytning, "kvittering": seneste.get_absolute_url(), "begrundelse": begrundelse}
        return _vis_datoer(request, projekt, form, status=409, **kom_foerst)
    form.add_error(None, "Datoerne er dem, projektet allerede har. Skriv mindst én ny dato.")
    return _vis_datoer(request, projekt, form)


def _vis_flytning(
    request: Forespoergsel,
    visning: Forhaandsvisning,
    datoform: DatoForm,
    form: FlytForm,
    *,
    status: int = 200,
    grund: str = "",
    aendret: Sequence[str] = (),
) -> HttpResponse:
    kontekst = {
        "projekt": visning.projekt,
        "visning": visning,
        "datoer": {et.value: dato_kort(dato) if (dato := visning.ankre.dato(et)) else "" for et in Anker}
        | {etapefelt(pk): dato_kort(dato) for pk, dato in datoform.etapedatoer.items()},
        "form": form,
        "modtagere": faar_mail(visning, Aktoer.person(request.user)),
        "undtagne": undtagne(request, visning),
        "flag": grupper_flag(visning),
        "forslag": foreslaa_golive(visning.projekt.ankre, visning.ankre),
        "grund": grund,
        "aendret": aendret,
        "for_sene": for_sen_efter_flytning(visning),
        "menu": "projekter",
    }
    return render(request, "opgaver/flyt.html", kontekst, status=status)


def undtagne(request: Forespoergsel, visning: Forhaandsvisning) -> set[int]:
    """De af de viste opgaver, personen har sat kryds ved."""
    valgte = set(request.POST.getlist("undtag"))
    return {pk for pk in visning.kan_undtages if str(pk) in valgte}


def grupper_flag(visning: Forhaandsvisning) -> list[tuple[Flag, list[Any]]]:
    """Hvert flag, der forekommer, med de rækker, der bærer det, og hvad der står."""
    grupper = []
    for flag in Flag:
        raekker = [(r, m) for r in visning.tabel.flyttede for m in r.maerker if m.flag is flag]
        if raekker:
            grupper.append((flag, raekker))
    return grupper


def _vis_datoer(
    request: Forespoergsel, projekt: Projekt, form: DatoForm, *, status: int = 422, **mere: Any
) -> HttpResponse:
    forslag, varslinger = _forslag(projekt, form), projekt.varslinger.select_related("flytning__boelge__loesning__ejer")
    paa = timezone.localdate()
    kontekst = {
        "projekt": projekt,
        "form": form,
        "forslag": forslag,
        "flyt_ogsaa": urlencode(_skrevne(form) | {"golive": dato_kort(forslag)}) if forslag else "",
        "kan_lede": adgang.leder(request.user, projekt),
        "varslinger": list(varslinger.uden_kvittering()),
        "kvitterede": varslinger.exclude(pk__in=varslinger.uden_kvittering())[:VISES],
        "overskredne": overskredne(projekt, paa),
        "pauser": [(pause, pause.dage(paa)) for pause in projekt.pauser.select_related("etape")[:VISES]],
        "dele": projekt.flytningsdele.defer("raekker").select_related("flytning")[:VISES],
        "menu": "projekter",
        **mere,
    }
    return render(request, "opgaver/datoer.html", kontekst, status=status if form.is_bound else 200)


def _forslag(projekt: Projekt, form: DatoForm) -> date | None:
    """Den go-live, der kan foreslås, når der er skrevet en ny idriftsættelse, og go-live er den samme."""
    if not form.is_bound or not (ny := form.cleaned_data.get("idriftsaettelse")):
        return None
    return foreslaa_golive(projekt.ankre, Ankre(None, ny, form.cleaned_data.get("golive") or projekt.golive))


def _skrevne(form: DatoForm) -> dict[str, str]:
    return {navn: form.data[navn] for navn in form.fields if navn in form.data}


def _som_er(projekt: Projekt) -> dict[str, Any]:
    return {anker.value: projekt.ankre.dato(anker) for anker in Anker}


def find_del(projekt: Projekt, pk: int) -> Flytningsdel:
    """Projektets del af flytningen; 404, når den ikke har nogen."""
    dele = projekt.flytningsdele.select_related("flytning__boelge__loesning__ejer", "flytning__kommune")
    # Et tal, databasen ikke kan rumme, er ukendt; Django ser det på en nøgle, men ikke på en henvisning til den.
    del_ = get_object_or_404(dele, flytning__in=Flytning.objects.filter(pk=pk))
    del_.projekt = projekt
    return del_


def _nyere(del_: Flytningsdel) -> Flytningsdel | None:
    """Den nyeste flytning, der skal fortrydes før denne; None, når denne er den nyeste."""
    senere = Flytningsdel.objects.nyere_end(del_.flytning, [del_.projekt_id])
    return senere.defer("raekker").select_related("flytning", "projekt__kommune", "projekt__loesning").first()


def _raekke(gemt: dict[str, Any]) -> dict[str, Any]:
    foer, efter = (gemt[side].get("frist") for side in ("foer", "efter"))
    fra, til = (date.fromisoformat(dato) if dato else None for dato in (foer, efter))
    dage = (til - fra).days if fra and til else None
    kendt = {navn: gemt[navn] for navn in ("id", "kode", "titel")}
    blev, er_regnet = gemt.get("er_genskabt") is False, bool(gemt.get("er_regnet"))
    return {
        **kendt,
        "fra": fra,
        "til": til,
        "dage": dage,
        "er_undtaget": blev_undtaget(gemt),
        "blev": blev,
        "regnet": er_regnet,
        "kalenderens": bool(gemt.get("er_kalenderens")),
    }


def _efter_ny_frist(raekke: dict[str, Any]) -> tuple[bool, date, str]:
    return raekke["til"] is None, raekke["til"] or date.min, raekke["kode"]


def _besked_til(projekt: Projekt, flytning: Flytning) -> list[Bruger]:
    """De af projektets folk, stedfortræderne med, der fik en mail om flytningen."""
    adresser = Besked.objects.filter(noegle__startswith=f"flytning:{flytning.pk}:flyttet:").values("modtager")
    pladser = Plads.objects.filter(projekt=projekt)
    er_projektets = Q(pk__in=pladser.values("person")) | Q(pk__in=pladser.values("stedfortraeder"))
    return list(Bruger.objects.filter(er_projektets, email__in=adresser))
