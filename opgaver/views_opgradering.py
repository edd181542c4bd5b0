"""Projektets katalogversion: se, hvad en nyere ændrer, tag den med opgave for opgave, og se kvitteringen."""

from datetime import date, timedelta
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, IkkeTilladt, kraev
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .fletning import TAG_ALT_MED, Valgliste, Virkning
from .models import Katalogopgave, Opgave, Opgradering, Plan
from .opgraderingsimens import aendrede_siden, i_ord, uden_svar
from .opgraderingsresume import resume
from .opgraderingsvisning import find_raekke, forvalgte, grupper, valgliste
from .services.indhentning import overskredne
from .services.opgradering import foraeldet, opgoer, opgrader_plan
from .services.opgraderingsbesked import I_ORD
from .services.opgraderingsgentagelse import er_de_samme_svar
from .services.opgraderingsgrundlag import Opgraderingsvisning, find_nyere, forhaandsvis_opgradering
from .services.opgraderingsskrivning import om_kortet

VISES = 20
"""Så mange af de nyeste opgraderinger står på siden."""

DOBBELTKLIK = timedelta(seconds=30)
"""Så længe efter er den samme persons næste forsøg det samme tryk på knappen."""

IKKE_SVAR = ("csrfmiddlewaretoken", "vis", "ret")
"""Det, siden sender, som ikke skal sendes igen, når svarene gemmes."""

BLEV = {
    Virkning.OPRET.value: "Brugt siden, står nu som udgået",
    Virkning.GENOPTAG.value: "Brugt siden, bliver i planen",
}
"""Det, en fortrydelse ikke kunne føre tilbage."""

MED_KORTET = (Virkning.FLYT.value, Virkning.GENOPTAG.value)

SKETE = {virkning.value: ordet for virkning, ordet in I_ORD.items()} | {Virkning.BEHOLD.value: "beholdt"}


@require_http_methods(["GET", "HEAD", "POST"])
def katalog(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """GET viser, hvad den nyeste version ændrer hos projektet; POST tager det med, som der er svaret."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    if request.method == "POST":
        kraev(adgang.maa_lede(Aktoer.person(request.user), projekt))
        return _svar(request, projekt)
    visning = _visning(projekt, request.GET.get("til"))
    if er_brudstykke(request) and (noegle := request.GET.get("opgave")):
        return _vis_opgave(request, visning, noegle)
    return _vis(request, visning)


@require_safe
def kvittering(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Hvad opgraderingen gjorde, og til hvornår den kan fortrydes."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    opgradering = find_opgradering(projekt, pk)
    synlige = [post for post in opgradering.raekker if not post["er_stille"]]
    findes, paa = {post["id"] for post in synlige}, timezone.localdate(opgradering.oprettet)
    if opgradering.fortrudt:
        findes = set(Opgave.objects.filter(pk__in=findes).values_list("pk", flat=True))
    kontekst = {
        "projekt": projekt,
        "opgradering": opgradering,
        "raekker": [_raekke(post, paa) | {"findes": post["id"] in findes} for post in synlige],
        "fuldfoerte_udgaaet": _fuldfoerte_udgaaet(synlige),
        "stille": len(opgradering.raekker) - len(synlige),
        "opgjort": opgoer(opgradering.tal),
        "kan_fortryde": opgradering.kan_fortrydes(timezone.now())
        and projekt.status != Projekt.Status.AFSLUTTET
        and adgang.leder(request.user, projekt),
        "venter": _venter(opgradering, projekt),
        "overskredne": overskredne(projekt, timezone.localdate()) if adgang.leder(request.user, projekt) else 0,
        "senere": opgradering.senere_gaeldende,
        "menu": "projekter",
    }
    return render(request, "opgaver/opgradering_kvittering.html", kontekst)


def _venter(opgradering: Opgradering, projekt: Projekt) -> list[Katalogopgave]:
    """Det, der stadig venter, så længe planen følger den version, opgraderingen gik til."""
    if not opgradering.tal.get("senere") or opgradering.fortrudt or opgradering.plan.version_id != opgradering.til_id:
        return []
    visning = _visning(projekt, opgradering.til.nummer)
    return [visning.nyeste_kort(raekke) for raekke in visning.tabel.raekker if raekke.er_aaben]


def _visning(projekt: Projekt, til: str | None, valg: Valgliste = TAG_ALT_MED) -> Opgraderingsvisning:
    medkalender = Projekt.objects.med_navne().med_kalender().get(pk=projekt.pk)
    plan = Plan.objects.select_related("version__katalog__loesning").get(projekt=projekt)
    return forhaandsvis_opgradering(medkalender, find_nyere(plan, til or None), valg)


def _svar(request: Forespoergsel, projekt: Projekt) -> HttpResponse:
    """Det andet skridt (``vis``), tilbage til det første (``ret``) eller det tredje, som gemmer."""
    try:
        if "ret" in request.POST:
            return _vis(request, _visning(projekt, request.POST.get("til")))
        _kraev_at_siden_er_den_nyeste(request, projekt)
        return _vis_resume(request, projekt) if "vis" in request.POST else _opgrader(request, projekt)
    except (IkkeTilladt, FindesIkke):
        raise
    except Afvist as fejl:
        return _igen(request, projekt, fejl)


def _kraev_at_siden_er_den_nyeste(request: Forespoergsel, projekt: Projekt) -> None:
    """Er en nyere version udgivet imens, skal personen have set det; ``nyeste`` er den, siden nævnte."""
    plan = Plan.objects.select_related("version__katalog__loesning").get(projekt=projekt)
    til, nyeste = find_nyere(plan, request.POST.get("til") or None), find_nyere(plan)
    if nyeste in (til, plan.version) or nyeste.nummer == request.POST.get("nyeste"):
        return
    raise Foraeldet(
        f"{nyeste} er udgivet, siden du åbnede siden, og intet er gemt. Se {nyeste} i stedet, eller gem svarene "
        f"herunder igen, hvis I vil følge {til} først."
    )


def _vis_resume(request: Forespoergsel, projekt: Projekt) -> HttpResponse:
    visning = _visning(projekt, request.POST.get("til"), valgliste(request.POST.dict()))
    if request.POST.get("aftryk") != visning.aftryk:
        raise foraeldet(visning)
    if not visning.er_aendret:
        return _intet_er_aendret(request, visning)
    kontekst = {
        "projekt": visning.projekt,
        "visning": visning,
        "er_nyere": visning.til.pk != visning.plan.version_id,
        "punkter": resume(visning, timezone.localdate()),
        "svar": [(navn, vaerdi) for navn, vaerdi in request.POST.items() if navn not in IKKE_SVAR],
        "menu": "projekter",
    }
    return render(request, "opgaver/opgradering_resume.html", kontekst)


def _intet_er_aendret(request: Forespoergsel, visning: Opgraderingsvisning) -> HttpResponse:
    her = reverse("opgradering:katalog", args=visning.projekt.adresse)
    resten = " Det, der ventede, venter stadig." if visning.tabel.senere else ""
    return videre_med_besked(request, f"Intet er ændret.{resten}", her)


def _opgrader(request: Forespoergsel, projekt: Projekt) -> HttpResponse:
    plan = Plan.objects.select_related("version__katalog__loesning").get(projekt=projekt)
    til, valg = find_nyere(plan, request.POST.get("til") or None), valgliste(request.POST.dict())
    aktoer, nu = Aktoer.person(request.user), timezone.now()
    try:
        opgradering, visning = opgrader_plan(aktoer, projekt, til, valg, nu=nu, aftryk=request.POST.get("aftryk", ""))
    except Foraeldet:
        sin = plan.opgraderinger.filter(bruger=request.user, til=til, fortrudt=None).first()
        if sin is None or nu - sin.oprettet > DOBBELTKLIK or not er_de_samme_svar(aktoer, sin, valg, nu=nu):
            raise
        return videre_med_besked(request, "Dine svar var allerede gemt. Her er kvitteringen.", sin.get_absolute_url())
    if opgradering is None:
        return _intet_er_aendret(request, visning)
    hvad = "Taget stilling til det, der ventede fra" if opgradering.er_samme_version else "Planen følger"
    besked = f"{hvad} {visning.til}: {opgoer(opgradering.tal)}."
    return videre_med_besked(request, besked, opgradering.get_absolute_url())


def _igen(request: Forespoergsel, projekt: Projekt, fejl: Afvist) -> HttpResponse:
    """Listen igen, som den er nu, med de svar, personen gav; intet er gemt."""
    frisk = adgang.find_projekt(request.user, *projekt.adresse)
    status = 409 if isinstance(fejl, Foraeldet) else 422
    svar, grund = request.POST.dict(), fejl.grund
    try:
        visning = _visning(frisk, svar.get("til"))
    except Afvist:
        visning = _visning(frisk, None)
    if isinstance(fejl, Foraeldet) and _er_planen_en_anden(visning, svar):
        aendrede = aendrede_siden(visning, svar)
        svar, grund = uden_svar(svar, aendrede), i_ord(visning, aendrede, svar.get("set", ""))
    return _vis(request, visning, status=status, grund=grund, svar=svar)


def _er_planen_en_anden(visning: Opgraderingsvisning, svar: dict[str, str]) -> bool:
    """Om noget i planen er ændret, siden siden blev åbnet, men planen endnu ikke følger den version, siden var om."""
    venter = visning.plan.version_id != visning.til.pk and visning.til.nummer == svar.get("til")
    return venter and bool(svar.get("raekker")) and visning.aftryk != svar.get("aftryk")


def _vis_opgave(request: Forespoergsel, visning: Opgraderingsvisning, noegle: str) -> HttpResponse:
    """Indholdet af den ene opgave, som siden udelod."""
    vist = find_raekke(visning, noegle)
    if vist is None:
        raise Http404("Der er ikke noget at tage stilling til på opgaven.")
    return render(request, "opgaver/opgradering_raekke.html#indhold", {"vist": vist})


def _vis(
    request: Forespoergsel,
    visning: Opgraderingsvisning,
    *,
    status: int = 200,
    grund: str = "",
    svar: dict[str, str] | None = None,
) -> HttpResponse:
    projekt, slaaet_ud = visning.projekt, request.GET.get("opgave", "")
    er_afsluttet = projekt.status == Projekt.Status.AFSLUTTET
    kontekst = {
        "projekt": projekt,
        "visning": visning,
        "er_nyere": visning.til.pk != visning.plan.version_id,
        "slaaet_ud": slaaet_ud,
        "grupper": grupper(visning, forvalgte(visning, request.POST.dict() if svar is None else svar), slaaet_ud),
        "tal": visning.tal,
        "venter": any(raekke.er_aaben for raekke in visning.tabel.raekker),
        "obligatoriske": any(raekke.er_obligatorisk and raekke.er_aaben for raekke in visning.tabel.raekker),
        "omdoebte": sum(bool(visning.hed(raekke)) for raekke in visning.tabel.med(Virkning.FLYT)),
        "beholdt": len(visning.tabel.afslaaede),
        "uaendrede": [visning.nyeste_kort(raekke) for raekke in visning.tabel.uaendrede],
        "kan_lede": adgang.leder(request.user, projekt) and not er_afsluttet,
        "er_afsluttet": er_afsluttet,
        "opgraderinger": visning.plan.opgraderinger.defer("raekker").select_related("fra", "til")[:VISES],
        "grund": grund,
        "menu": "projekter",
    }
    return render(request, "opgaver/opgradering.html", kontekst, status=status)


def find_opgradering(projekt: Projekt, pk: int) -> Opgradering:
    alle = Opgradering.objects.filter(plan__projekt=projekt)
    opgradering = get_object_or_404(
        alle.select_related("fra__katalog__loesning", "til__katalog__loesning", "plan"), pk=pk
    )
    opgradering.plan.projekt = projekt
    return opgradering


def _fuldfoerte_udgaaet(poster: list[dict[str, Any]]) -> int:
    """De udgåede, der er fuldført; de tæller ikke længere med i fremdriften."""
    udgaaede = [post["id"] for post in poster if post["virkning"] == Virkning.UDGAA.value]
    fuldfoerte = Opgave.objects.filter(pk__in=udgaaede, er_udgaaet=True, status=Opgave.Status.FULDFOERT)
    return fuldfoerte.count() if udgaaede else 0


def _raekke(post: dict[str, Any], paa: date) -> dict[str, Any]:
    """Det, kvitteringen viser om opgaven; ``paa`` er dagen, opgraderingen blev gjort."""
    foer, efter = post["foer"] or {}, post["efter"]
    fra, til = (date.fromisoformat(stand["frist"]) if stand.get("frist") else None for stand in (foer, efter))
    kendt = {navn: post[navn] for navn in ("id", "kode", "titel")}
    blev = BLEV.get(post["virkning"], "") if post.get("er_genskabt") is False else ""
    return kendt | {
        "om": om_kortet(post),
        "er_fuldfoert": bool(post["virkning"] in MED_KORTET and efter.get("fuldfoert_kort_id")),
        "skete": SKETE.get(post["virkning"], ""),
        "fra": fra,
        "til": til,
        "er_flyttet": fra != til,
        "er_over_tid": fra != til and til is not None and til < paa,
        "blev": blev,
    }
