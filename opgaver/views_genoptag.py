"""Genoptag et projekt, eller lad ét hold gå videre: siden viser flytningen, mens pausen varer, og ét tryk gør begge."""

from collections.abc import Sequence

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Etape, Projekt
from projekter.web import Forespoergsel

from .aendretsiden import sete_i_projektet
from .forms_flyt import FlytForm
from .models import Opgave
from .pauseregler import efter_pausen
from .services import genoptagelse
from .services.flytning import faar_mail
from .services.flyttegrundlag import Forhaandsvisning, foraeldet
from .services.pause import Genoptagelse, aabne_opgaver, flyttet_siden
from .services.pausebesked import modtagere
from .services.udrulning import projektets_pause
from .views_etape import etapeside, find, find_til_leder
from .views_flyt import det_sendte_igen, flyttet_i_ord, grupper_flag, undtagne
from .views_pause import datoside


def projektet(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Genoptag hele projektet."""
    return _genoptag(request, find_til_leder(request, kommune, loesning), None)


def holdet(request: Forespoergsel, kommune: str, loesning: str, pk: int) -> HttpResponse:
    """Lad ét hold gå videre."""
    projekt = find_til_leder(request, kommune, loesning)
    return _genoptag(request, projekt, find(projekt, pk))


def _genoptag(request: Forespoergsel, projekt: Projekt, etape: Etape | None) -> HttpResponse:
    """GET viser pausen og flytningen; POST genoptager og flytter netop det viste, når der er trykket på det."""
    tilbage = etapeside(projekt) if etape else datoside(projekt)
    if "vist" not in request.POST and (hindring := _hindring(projekt, etape)):
        return videre_med_besked(request, *hindring)
    if request.method != "POST":
        return _vis(request, projekt, etape)
    aktoer, nu, vist = Aktoer.person(request.user), timezone.now(), request.POST.get("vist", "")
    form = FlytForm(request.POST, kan_undtages=_opgaver(projekt)) if "flyt" in request.POST else None
    if form and not form.is_valid():
        return _igen(request, projekt, etape)
    try:
        if not form:
            svar = genoptagelse.genoptag(aktoer, projekt, etape, paa=timezone.localdate(nu), vist=vist)
            return videre_med_besked(request, _i_ord(svar), tilbage)
        data = form.cleaned_data
        valg = {"nu": nu, "undtagne": data["undtag"], "aftryk": data["aftryk"], "vist": vist}
        svar, del_ = genoptagelse.genoptag_og_flyt(aktoer, projekt, etape, data["begrundelse"], **valg)
        return videre_med_besked(request, f"{_i_ord(svar)} {flyttet_i_ord(del_)}", del_.get_absolute_url())
    except IkkeTilladt:
        raise
    except Afvist as fejl:
        return _igen(request, projekt, etape, fejl)


def _igen(request: Forespoergsel, projekt: Projekt, etape: Etape | None, fejl: Afvist | None = None) -> HttpResponse:
    """Siden, som den er nu, med det, personen skrev. Kan ingen gå videre nu, er der intet at vise ud over grunden."""
    projekt = adgang.find_projekt(request.user, *projekt.adresse)
    etape = find(projekt, etape.pk) if etape else None
    if hindring := _hindring(projekt, etape):
        grund = fejl.grund if fejl else hindring[0]
        begrundelse = request.POST.get("begrundelse", "").strip() if "flyt" in request.POST else ""
        raise Foraeldet(f"{grund} Du skrev: »{begrundelse}«" if begrundelse else grund)
    return _vis(request, projekt, etape, fejl)


def _vis(request: Forespoergsel, projekt: Projekt, etape: Etape | None, fejl: Afvist | None = None) -> HttpResponse:
    """Pausen og det, der vil ske, som det er nu; efter et tryk, der ikke kunne gøres, med det, personen skrev."""
    paa, seer = timezone.localdate(), Aktoer.person(request.user)
    svar = genoptagelse.se(projekt, etape, paa)
    visning = genoptagelse.se_flytning(svar, paa, seer)
    form, aendret = _start(svar, visning), list[str]()
    if "flyt" in request.POST:
        form, aendret = det_sendte_igen(request, visning)
        fejl = fejl or foraeldet(request.POST.get("aftryk", ""), visning.aftryk)
    status = 200 if request.method != "POST" else 409 if isinstance(fejl, Foraeldet) else 422
    kontekst = {
        "projekt": projekt,
        "etape": etape,
        "svar": svar,
        "visning": visning,
        "form": form,
        "grund": fejl.grund if fejl else "",
        "aendret": aendret,
        "undtagne": undtagne(request, visning),
        "flag": grupper_flag(visning),
        "flyttet_siden": flyttet_siden(svar.pause),
        "modtagere": modtagere(projekt, seer, etape),
        "om_flytningen": faar_mail(visning, seer),
        "aabne": aabne_opgaver(projekt, etape),
        "tilbage": etapeside(projekt) if etape else datoside(projekt),
        "menu": "projekter",
    }
    return render(request, "opgaver/genoptag.html", kontekst, status=status)


def _start(svar: Genoptagelse, visning: Forhaandsvisning) -> FlytForm:
    sete = sete_i_projektet(visning).forsegl()
    return FlytForm(initial={"aftryk": visning.aftryk, "sete": sete, "begrundelse": svar.begrundelse})


def _hindring(projekt: Projekt, etape: Etape | None) -> tuple[str, str] | None:
    """Hvorfor ingen kan gå videre nu, og siden, hvor det ses; None, når der er en pause at slutte."""
    if etape and (hele := projektets_pause(projekt)):
        return hele, datoside(projekt)
    er_paa_pause = etape.er_paa_pause if etape else projekt.status == Projekt.Status.PAA_PAUSE
    if er_paa_pause:
        return None
    return f"{etape or projekt} er ikke på pause.", etapeside(projekt) if etape else datoside(projekt)


def _opgaver(projekt: Projekt) -> Sequence[int]:
    return list(Opgave.objects.filter(plan__projekt=projekt).values_list("pk", flat=True))


def _i_ord(svar: Genoptagelse) -> str:
    if svar.etape:
        return f"{svar.etape} går videre {efter_pausen(svar.dage)}."
    return f"{svar.projekt} er genoptaget {efter_pausen(svar.dage)}."
