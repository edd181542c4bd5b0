"""Opgaven i listen og på sit kort, og de to handlinger, at sætte status og at fordele. Listen selv er i views_liste."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, ManglerBegrundelse, SkalBekraeftes, kraev
from faelles.htmx import er_brudstykke, videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .egetvisning import egetkontekst
from .forms import AfkrydsForm, OpgaveForm
from .forms_flyt import FristForm, RegelForm, UdgaveForm
from .forms_tidsplan import FortsaetForm
from .forudsaetninger import Forudsaetninger
from .fremdrift import Fremdrift, fremdrift
from .katalogstilling import find_stilling
from .konflikt import er_gammel, forklar_konflikt
from .kortdele import delekontekst
from .korthistorik import korthistorik
from .kriterier import laes_kriterier
from .kvittering import Kvittering, Statusfoer, status_uden_flueben
from .listefilter import HURTIGE, LISTE, TAVLE, Filter
from .listegrupper import gruppe_for, gruppenoegle, gruppens_fremdrift
from .listen import klargoer, optael, saet_ventede
from .models import Opgave
from .opgaveliste import Opgaveliste
from .services import opgave as handlinger
from .sidensadresse import sidens_adresse, sidens_filter


@require_safe
def kort(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Opgavekortet: udgiverens tretten felter og det, der er kommunens eget; ``aabn`` er den del, der er foldet ud."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    vist = UdgaveForm(request.GET)
    if er_brudstykke(request) and vist.is_valid():
        # Felterne skal ind i den side, der er vist, og må ikke rumme en ændring, den ikke har med.
        opgave.udgave = vist.cleaned_data["udgave"]
    kontekst = kortkontekst(request, projekt, opgave) | {"aaben_del": request.GET.get("aabn", "")}
    return render(request, "opgaver/kort.html", kontekst)


@require_safe
def raekke(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Rækken lukket igen, uden at noget er gemt."""
    projekt, opgave = find_opgave(request, kommune, loesning, pk)
    if not er_brudstykke(request):
        return redirect(f"{projekt.get_absolute_url()}#opgave-{pk}")
    saet_ventede([opgave])
    return render(request, "opgaver/liste.html#raekke", raekkekontekst(request, projekt, opgave))


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
    foer = Statusfoer(opgave)
    status = Opgave.Status.FULDFOERT if form.cleaned_data["faerdig"] else status_uden_flueben(opgave)
    try:
        _saet_flueben(request, projekt, opgave, status, form.cleaned_data["udgave"])
    except SkalBekraeftes:
        return spoerg(request, projekt, opgave, "afkryds/", {"faerdig": "on", "udgave": form.cleaned_data["udgave"]})
    except Foraeldet:
        grund = konfliktens_grund(request, projekt, hent(projekt, pk), "Se, hvad der nu står, og prøv igen.")
        if not er_brudstykke(request):
            raise Foraeldet(grund) from None
        return raekkesvar(request, projekt, opgave, grund, status=409)
    except ManglerBegrundelse as fejl:
        return aabn_med(request, projekt, opgave, status, fejl)
    if er_brudstykke(request):
        kvittering = foer.kvittering(opgave)
        return raekkesvar(request, projekt, opgave, foer.besked(opgave, "fortryd"), kvittering=kvittering)
    return videre_med_besked(request, foer.besked(opgave, "fjern fluebenet igen"), tilbage(request, projekt, pk))


def _saet_flueben(request: Forespoergsel, projekt: Projekt, opgave: Opgave, status: str, udgave: int) -> None:
    """Et flueben, der fjernes, hvor intet er, ændrer intet; men er noget andet sat imens, skal det siges."""
    aktoer = Aktoer.person(request.user)
    kraev(adgang.maa_loese(aktoer, projekt, opgave.ansvarlig_id, opgave.udfoerer_id))
    if Opgave.Status.FULDFOERT not in (status, opgave.status):
        if er_gammel(request.POST.dict(), opgave) and opgave.status != status:
            raise Foraeldet(f"{opgave.kode_og_etape} er ændret, siden du åbnede siden.")
        return
    handlinger.saet_status(
        aktoer,
        opgave,
        status,
        paa=timezone.localdate(),
        udgave=udgave,
        bekraeftet=svaret(request),
    )


def tilbage(request: Forespoergsel, projekt: Projekt, pk: int, **dele: str) -> str:
    """Opgaven i den liste, personen kom fra, med dens filter; ``dele`` sættes i det."""
    adresse = filter_paa_siden(request, projekt).med(**dele).adresse
    return f"{projekt.get_absolute_url()}{'?' if adresse else ''}{adresse}#opgave-{pk}"


def filter_paa_siden(request: Forespoergsel, projekt: Projekt) -> Filter:
    """Hele filteret på den side, der spørges fra, med de dele, projektet kender."""
    return Opgaveliste(projekt, request.user, sidens_adresse(request), timezone.localdate()).valg


def spoerg(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, handling: str, felter: dict[str, Any]
) -> HttpResponse:
    """Rækken eller kortet på tavlen åbnet med det, der ikke er på plads; uden htmx er det en side. Intet er gemt.

    ``felter`` sendes igen til ``handling``, når personen siger ja. Er opgaven også ændret imens, siges begge dele, og
    svaret gælder den nye udgave.
    """
    frisk = hent(projekt, opgave.pk)
    paa_tavlen, er_foraeldet = handling == "status/", er_gammel(request.POST.dict(), frisk)
    if not er_brudstykke(request):
        felter = felter | {"filter": filter_paa_siden(request, projekt).adresse}
    kontekst = {
        **raekkekontekst(request, projekt, frisk),
        "kriterier": laes_kriterier(frisk),
        "forudsaetninger": Forudsaetninger(frisk),
        "handling": handling,
        "felter": felter | {"udgave": frisk.udgave},
        "grund": konfliktens_grund(request, projekt, frisk) if er_foraeldet else "",
        "nej": tilbage(request, projekt, frisk.pk, visning=TAVLE if paa_tavlen else LISTE),
        "paa_tavlen": paa_tavlen,
        "maal": ("#tavle" if paa_tavlen else f"#opgave-{opgave.pk}") if er_brudstykke(request) else "",
        "menu": "projekter",
    }
    status = 409 if er_foraeldet else 200
    if not er_brudstykke(request):
        return render(request, "opgaver/fuldfoer.html", kontekst, status=status)
    svar = render(request, "opgaver/fuldfoer.html#spoerg", kontekst, status=status)
    svar["HX-Retarget"], svar["HX-Reswap"] = f"#opgave-{opgave.pk}", "outerHTML"
    return svar


def svaret(request: Forespoergsel) -> str:
    """Aftrykket af det spørgsmål, personen har sagt ja til; tomt, når der ikke er svaret."""
    return request.POST.get("bekraeftet", "")


def konfliktens_grund(request: Forespoergsel, projekt: Projekt, frisk: Opgave, *ogsaa: str) -> str:
    """Sætningen til den, der svarede på en formular, som andre kom først med; se ``forklar_konflikt``."""
    return forklar_konflikt(frisk, projekt, request.POST.dict(), request.user, timezone.localdate(), *ogsaa)


def sig_konflikten(
    request: Forespoergsel, projekt: Projekt, frisk: Opgave, form: BaseForm, fejl: Afvist | None, *ogsaa: str
) -> tuple[str, bool]:
    """Grunden til, at intet er gemt, og om andre kom først. Så får formularen den nye udgave; nu er det jo sagt."""
    grund, er_foraeldet = fejl.grund if fejl else "", isinstance(fejl, Foraeldet)
    if not er_foraeldet and not er_gammel(request.POST.dict(), frisk):
        return grund, False
    form.data = {**request.POST.dict(), "udgave": frisk.udgave}
    return konfliktens_grund(request, projekt, frisk, "" if er_foraeldet else grund, *ogsaa), True


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
            bekraeftet=svaret(request),
        )
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, opgave, form, fejl)
    besked = (
        f"{opgave.kode_og_etape} er gemt: {', '.join(aendret)}." if aendret else f"{opgave.kode_og_etape} er som før."
    )
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
    return projekt, hent(projekt, pk)


def hent(projekt: Projekt, pk: int) -> Opgave:
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
        **raekkekontekst(request, projekt, opgave),
        "form": _form(request, projekt, opgave, initial=_start(opgave, opgave.status)),
        "kriterier": laes_kriterier(opgave),
        "forudsaetninger": Forudsaetninger(opgave),
        "menu": "projekter",
    }


def raekkekontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    kan = _kan(request, projekt)
    klargoer([opgave], projekt, kan["lede"], kan["pladser"])
    skabelon = "opgaver/tavlekort.html" if sidens_filter(request).visning == TAVLE else "opgaver/raekke.html"
    return {"projekt": projekt, "opgave": opgave, "kan": kan, "skabelon": skabelon}


def kortkontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    """Alt, hvad kortets side skal bruge. Formularerne laves først, når deres del er åben."""
    start = {"udgave": opgave.udgave, "regel": opgave.egen_regel}
    return {
        **_opgavekontekst(request, projekt, opgave),
        **egetkontekst(opgave),
        **delekontekst(opgave, request.user, timezone.now(), request.GET.get("svar", "")),
        "fristform": SimpleLazyObject(lambda: FristForm(initial=start, auto_id=f"{opgave.anker}-frist-%s")),
        "regelform": SimpleLazyObject(lambda: RegelForm(initial=start, auto_id=f"{opgave.anker}-regel-%s")),
        "fortsaetform": SimpleLazyObject(lambda: FortsaetForm(opgave=opgave)),
        "historik": korthistorik(opgave, projekt),
        "katalogstilling": find_stilling(opgave),
    }


def delenskontekst(request: Forespoergsel, projekt: Projekt, opgave: Opgave) -> dict[str, Any]:
    """Det, én af kortets dele skal bruge, når den tegnes alene."""
    return {
        **raekkekontekst(request, projekt, opgave),
        **delekontekst(opgave, request.user, timezone.now()),
        "kriterier": SimpleLazyObject(lambda: laes_kriterier(opgave)),
    }


def _gemt(request: Forespoergsel, projekt: Projekt, opgave: Opgave, besked: str, videre: str) -> HttpResponse:
    """Svaret på en udført handling: rækken med ny fremdrift til htmx, ellers tilbage til siden."""
    if er_brudstykke(request):
        return raekkesvar(request, projekt, opgave, besked)
    return videre_med_besked(request, besked, videre)


def raekkesvar(
    request: Forespoergsel,
    projekt: Projekt,
    opgave: Opgave,
    oplaesning: str,
    status: int = 200,
    kvittering: Kvittering | None = None,
) -> HttpResponse:
    """Rækken, som den er nu, og de tal, den tæller med i."""
    [frisk] = saet_ventede([hent(projekt, opgave.pk)])
    kontekst = {
        **raekkekontekst(request, projekt, frisk),
        **taelling(request, projekt, frisk),
        "oplaesning": oplaesning,
        "grund": oplaesning if status != 200 else "",
        "kvittering": kvittering,
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


def aabn_med(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, status: str, fejl: ManglerBegrundelse
) -> HttpResponse:
    """Rækken åbnet med ``status`` valgt, så der kan skrives en begrundelse; uden htmx er det kortet."""
    return _igen(request, projekt, opgave, _form(request, projekt, opgave, initial=_start(opgave, status)), fejl)


def _igen(
    request: Forespoergsel, projekt: Projekt, opgave: Opgave, form: OpgaveForm, fejl: Afvist | None = None
) -> HttpResponse:
    """Formularen igen med det, personen skrev, og det, der står nu; intet er gemt."""
    frisk = hent(projekt, opgave.pk)
    grund, er_foraeldet = sig_konflikten(request, projekt, frisk, form, fejl)
    if isinstance(fejl, ManglerBegrundelse):
        form.fields["begrundelse"].required = True
    ekstra = {"form": form, "grund": grund, "andens": er_foraeldet, "svaret": svaret(request)}
    ekstra["spoerges"] = isinstance(fejl, SkalBekraeftes)
    status = 409 if er_foraeldet else 422
    if er_brudstykke(request):
        kontekst = {**_opgavekontekst(request, projekt, frisk), **ekstra}
        return render(request, "opgaver/liste.html#ret", kontekst, status=status)
    kontekst = {**kortkontekst(request, projekt, frisk), **ekstra}
    return render(request, "opgaver/kort.html", kontekst, status=status)
