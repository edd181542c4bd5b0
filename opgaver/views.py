"""Opgaven i listen og på sit kort, og de to handlinger, at sætte status og at fordele. Listen selv er i views_liste."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, ManglerBegrundelse, SkalBekraeftes
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .egetvisning import egetkontekst
from .forms import AfkrydsForm, OpgaveForm
from .forms_flyt import FristForm, RegelForm
from .forms_tidsplan import FortsaetForm
from .forudsaetninger import Forudsaetninger
from .fremdrift import Fremdrift, fremdrift
from .katalogstilling import find_stilling
from .konflikt import er_gammel, forklar_konflikt
from .kortdele import delekontekst
from .korthistorik import korthistorik
from .kriterier import laes_kriterier
from .listefilter import HURTIGE, TAVLE
from .listegrupper import gruppe_for, gruppenoegle, gruppens_fremdrift
from .listen import klargoer, optael, saet_ventede
from .models import Opgave
from .opgaveliste import Opgaveliste
from .services import opgave as handlinger
from .sidensadresse import sidens_adresse, sidens_filter


@require_safe
def kort(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Opgavekortet: udgiverens tretten felter og det, der er kommunens eget."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    return render(request, "opgaver/kort.html", kortkontekst(request, projekt, opgave))


@require_safe
def raekke(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Rækken lukket igen, uden at noget er gemt."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    if not er_brudstykke(request):
        return redirect(f"{projekt.get_absolute_url()}#opgave-{pk}")
    saet_ventede([opgave])
    return render(request, "opgaver/liste.html#raekke", _raekkekontekst(request, projekt, opgave))


@require_http_methods(["GET", "HEAD", "POST"])
def ret(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Rækken åbnet til at ændre status og pladser, eller det ændrede gemt; uden htmx er det kortets side."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    if request.method == "POST":
        return _gem(request, projekt, opgave)
    if not er_brudstykke(request):
        return redirect(opgave)
    return render(request, "opgaver/liste.html#ret", _opgavekontekst(request, projekt, opgave))


@require_POST
def afkryds(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Sæt eller fjern fluebenet i listen."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    form = AfkrydsForm(request.POST)
    if not form.is_valid():
        raise Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")
    if not form.cleaned_data["faerdig"] and opgave.status != Opgave.Status.FULDFOERT:
        return _afkrydset(request, projekt, opgave)
    try:
        handlinger.saet_status(
            Aktoer.person(request.user),
            opgave,
            form.status,
            paa=timezone.localdate(),
            udgave=form.cleaned_data["udgave"],
            bekraeftet=er_bekraeftet(request),
        )
    except SkalBekraeftes:
        return _spoerg(request, projekt, opgave, "afkryds/", {"faerdig": "on", "udgave": form.cleaned_data["udgave"]})
    except Foraeldet:
        grund = konfliktens_grund(request, projekt, _hent(projekt, pk), "Se, hvad der nu står, og prøv igen.")
        if not er_brudstykke(request):
            raise Foraeldet(grund) from None
        return _raekke(request, projekt, opgave, grund, status=409)
    except ManglerBegrundelse as fejl:
        return _igen(
            request, projekt, opgave, _form(request, projekt, opgave, initial=_start(opgave, form.status)), fejl
        )
    return _afkrydset(request, projekt, opgave)


def _afkrydset(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> HttpResponse:
    besked = f"{opgave.kort.kode} er gemt: {opgave.get_status_display()}."
    videre = f"{projekt.get_absolute_url()}#opgave-{opgave.pk}"
    return _gemt(request, projekt, opgave, besked, videre)


def _spoerg(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, handling: str, felter: dict[str, Any]
) -> HttpResponse:
    """Rækken eller kortet på tavlen åbnet med det, der ikke er på plads; uden htmx er det en side. Intet er gemt.

    ``felter`` sendes igen til ``handling``, når personen siger ja.
    """
    frisk = _hent(projekt, opgave.pk)
    paa_tavlen = handling == "status/"
    kontekst = {
        **_raekkekontekst(request, projekt, frisk),
        "kriterier": laes_kriterier(frisk),
        "forudsaetninger": Forudsaetninger(frisk),
        "handling": handling,
        "felter": felter,
        "paa_tavlen": paa_tavlen,
        "maal": ("#tavle" if paa_tavlen else f"#opgave-{opgave.pk}") if er_brudstykke(request) else "",
        "menu": "projekter",
    }
    if not er_brudstykke(request):
        return render(request, "opgaver/fuldfoer.html", kontekst)
    svar = render(request, "opgaver/fuldfoer.html#spoerg", kontekst)
    svar["HX-Retarget"], svar["HX-Reswap"] = f"#opgave-{opgave.pk}", "outerHTML"
    return svar


def er_bekraeftet(request: Forespoergsel) -> bool:
    """Om personen har set, hvad der ikke er på plads, og sagt ja."""
    return bool(request.POST.get("bekraeftet"))


@require_POST
def flyt_paa_tavlen(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Kortet flyttet til en anden kolonne: opgaven med en anden status."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    form = OpgaveForm(request.POST, projekt=projekt, leder=False, auto_id=f"opgave-{pk}-%s")
    if not form.is_valid():
        raise Afvist("Formularen var ikke hel. Genindlæs siden, og prøv igen.")
    data, aktoer, paa = form.cleaned_data, Aktoer.person(request.user), timezone.localdate()
    try:
        handlinger.saet_status(
            aktoer,
            opgave,
            data["status"],
            paa=paa,
            udgave=data["udgave"],
            begrundelse=data["begrundelse"] or None,
            bekraeftet=er_bekraeftet(request),
        )
    except ManglerBegrundelse as fejl:
        return _begrund(request, projekt, opgave, form, fejl)
    except SkalBekraeftes:
        felter = {navn: data[navn] for navn in ("status", "udgave", "begrundelse")}
        return _spoerg(request, projekt, opgave, "status/", felter)
    except Foraeldet:
        valgt = f"Du valgte {Opgave.Status(data['status']).label}. Se kortet, og flyt det igen, hvis det skal gælde."
        grund = konfliktens_grund(request, projekt, _hent(projekt, pk), valgt)
        if not er_brudstykke(request):
            raise Foraeldet(grund) from None
        return _tavlen(request, projekt, pk, grund, status=409)
    besked = f"{opgave.kort.kode} er gemt: {opgave.get_status_display()}."
    if not er_brudstykke(request):
        valg = Opgaveliste(projekt, request.user, sidens_adresse(request), paa).valg
        videre = f"{projekt.get_absolute_url()}{valg.med(visning=TAVLE).som_link}#opgave-{pk}"
        return videre_med_besked(request, besked, videre)
    return _tavlen(request, projekt, pk, besked)


def _tavlen(request: Forespoergsel, projekt: Projekt, pk: int, oplaesning: str, status: int = 200) -> HttpResponse:
    """Tavlen, som den er nu, og de tal, opgaven tæller med i; er intet gemt, er oplæsningen grunden."""
    kontekst = {
        "liste": Opgaveliste(projekt, request.user, sidens_adresse(request), timezone.localdate()),
        **taelling(request, projekt, _hent(projekt, pk)),
        "oplaesning": oplaesning,
        "grund": oplaesning if status != 200 else "",
    }
    return render(request, "opgaver/tavle.html#svar", kontekst, status=status)


def konfliktens_grund(request: Forespoergsel, projekt: Projekt, frisk: Opgave, *ogsaa: str) -> str:
    """Sætningen til den, der svarede på en formular, som andre kom først med; se ``forklar_konflikt``."""
    return forklar_konflikt(frisk, projekt, request.POST.dict(), request.user, timezone.localdate(), *ogsaa)


def _begrund(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, form: OpgaveForm, fejl: ManglerBegrundelse
) -> HttpResponse:
    """Kortet åbnet til en begrundelse; uden htmx er det opgavens egen side med den status, der blev valgt."""
    status = form.cleaned_data["status"]
    if not er_brudstykke(request):
        udfyldt = _form(request, projekt, opgave, initial=_start(opgave, status))
        return _igen(request, projekt, opgave, udfyldt, fejl)
    form.fields["begrundelse"].required = True
    kontekst = {**_raekkekontekst(request, projekt, opgave), "form": form, "status": status, "grund": fejl.grund}
    svar = render(request, "opgaver/tavle.html#begrund", kontekst, status=422)
    svar["HX-Retarget"] = f"#opgave-{opgave.pk}"
    return svar


def _gem(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> HttpResponse:
    form = _form(request, projekt, opgave, data=request.POST)
    if not form.is_valid():
        return _igen(request, projekt, opgave, form)
    data = form.cleaned_data
    try:
        aendret = handlinger.ret(
            Aktoer.person(request.user),
            opgave,
            status=data["status"],
            begrundelse=data["begrundelse"],
            pladser=form.pladser,
            paa=timezone.localdate(),
            udgave=data["udgave"],
            bekraeftet=er_bekraeftet(request),
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, opgave, form, fejl)
    besked = f"{opgave.kort.kode} er gemt: {', '.join(aendret)}." if aendret else f"{opgave.kort.kode} er som før."
    return _gemt(request, projekt, opgave, besked, opgave.get_absolute_url())


def _form(request: Forespoergsel, projekt: Projekt, opgave: Opgave, **kwargs: Any) -> OpgaveForm:
    return OpgaveForm(
        projekt=projekt, leder=adgang.leder(request.user, projekt), auto_id=f"opgave-{opgave.pk}-%s", **kwargs
    )


def _start(opgave: Opgave, status: str) -> dict[str, Any]:
    """Formularen udfyldt med det, der står nu, og med ``status`` valgt."""
    felter = ("begrundelse", "udgave", "ansvarlig", "udfoerer")
    return {"status": status, **{felt: getattr(opgave, felt) for felt in felter}}


def find_opgave(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> tuple[Projekt, Opgave]:
    """Projektet og opgaven med alt, hvad kortet viser; ellers 404."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    return projekt, _hent(projekt, pk)


def _hent(projekt: Projekt, pk: int) -> Opgave:
    opgave = get_object_or_404(Opgave.objects.i_projekt(projekt).select_related("plan").med_kort(), pk=pk)
    opgave.plan.projekt = projekt
    return opgave


def _kan(request: Forespoergsel, projekt: Projekt) -> dict[str, Any]:
    """Hvad personen må: lede, beslutte, eller løse opgaverne på sine egne pladser."""
    return {
        "lede": adgang.leder(request.user, projekt),
        "beslutte": bool(adgang.maa_beslutte(Aktoer.person(request.user), projekt)),
        "pladser": adgang.rettigheder(request.user).pladser,
    }


def _opgavekontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    """Det, den åbnede række og kortet skal bruge om én opgave: rækken og dens formular."""
    return {
        **_raekkekontekst(request, projekt, opgave),
        "form": _form(request, projekt, opgave, initial=_start(opgave, opgave.status)),
        "kriterier": laes_kriterier(opgave),
        "forudsaetninger": Forudsaetninger(opgave),
        "menu": "projekter",
    }


def _raekkekontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    kan = _kan(request, projekt)
    klargoer([opgave], projekt, kan["lede"], kan["pladser"])
    skabelon = "opgaver/tavlekort.html" if sidens_filter(request).visning == TAVLE else "opgaver/raekke.html"
    return {"projekt": projekt, "opgave": opgave, "kan": kan, "skabelon": skabelon}


def kortkontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    """Alt, hvad kortets side skal bruge."""
    start = {"udgave": opgave.udgave, "regel": opgave.egen_regel}
    return {
        **_opgavekontekst(request, projekt, opgave),
        **egetkontekst(opgave),
        **delekontekst(opgave, request.user, timezone.now(), request.GET.get("svar", "")),
        "fristform": FristForm(initial=start, auto_id=f"{opgave.anker}-frist-%s"),
        "regelform": RegelForm(initial=start, auto_id=f"{opgave.anker}-regel-%s"),
        "fortsaetform": FortsaetForm(opgave=opgave),
        "historik": korthistorik(opgave, projekt),
        "katalogstilling": find_stilling(opgave),
    }


def delenskontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    """Det, én af kortets dele skal bruge, når den tegnes alene."""
    return {**_raekkekontekst(request, projekt, opgave), **delekontekst(opgave, request.user, timezone.now())}


def _gemt(request: Forespoergsel, projekt: Projekt, opgave: Opgave, besked: str, videre: str) -> HttpResponse:
    """Svaret på en udført handling: rækken med ny fremdrift til htmx, ellers tilbage til siden."""
    if er_brudstykke(request):
        return _raekke(request, projekt, opgave, besked)
    return videre_med_besked(request, besked, videre)


def _raekke(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, oplaesning: str, status: int = 200
) -> HttpResponse:
    """Rækken, som den er nu, og de tal, den tæller med i."""
    [frisk] = saet_ventede([_hent(projekt, opgave.pk)])
    kontekst = {
        **_raekkekontekst(request, projekt, frisk),
        **taelling(request, projekt, frisk),
        "oplaesning": oplaesning,
        "grund": oplaesning if status != 200 else "",
    }
    return render(request, "opgaver/liste.html#svar", kontekst, status=status)


def taelling(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    """De tal på den side, der spørges fra, som opgaven tæller med i: projektets, gruppens og de hurtige filtres."""
    paa, alle, gruppe = timezone.localdate(), Opgave.objects.i_projekt(projekt), sidens_filter(request).gruppe
    gruppernes = gruppens_fremdrift(alle, gruppe, paa)
    nummer = gruppe_for(opgave, gruppe)
    antal = optael(alle, adgang.rettigheder(request.user).pladser, paa)
    return {
        "alle": sum(gruppernes.values(), Fremdrift()) if gruppernes else fremdrift(alle, paa),
        "gruppetal": [(gruppenoegle(gruppe, nummer), gruppernes[nummer])] if nummer in gruppernes else [],
        "hurtige_antal": [(navn, antal[navn]) for navn in HURTIGE],
    }


def _igen(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, form: OpgaveForm, fejl: Afvist | None = None
) -> HttpResponse:
    """Formularen igen med det, personen skrev, og det, der står nu; intet er gemt."""
    frisk, grund = _hent(projekt, opgave.pk), fejl.grund if fejl else ""
    er_foraeldet = isinstance(fejl, Foraeldet) or er_gammel(request.POST.dict(), frisk)
    # Kun den, der har fået at vide, hvad der nu står, må gemme oven i det.
    if er_foraeldet:
        form.data = {**request.POST.dict(), "udgave": frisk.udgave}
        grund = konfliktens_grund(request, projekt, frisk, "" if isinstance(fejl, Foraeldet) else grund)
    if isinstance(fejl, ManglerBegrundelse):
        form.fields["begrundelse"].required = True
    ekstra = {"form": form, "grund": grund, "andens": er_foraeldet}
    status = 409 if er_foraeldet else 422
    if er_brudstykke(request):
        kontekst = {**_opgavekontekst(request, projekt, frisk), **ekstra}
        return render(request, "opgaver/liste.html#ret", kontekst, status=status)
    kontekst = {**kortkontekst(request, projekt, frisk), **ekstra}
    return render(request, "opgaver/kort.html", kontekst, status=status)
