"""Projektets tidsplan og kalender: de opgaver, listens filter vælger, på en akse og i en måned."""

from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from faelles.afvisning import Foraeldet
from faelles.htmx import videre_med_besked
from frister.dansk import UGEDAGE
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .forms_tidsplan import VinduerForm
from .kalendervisning import Kalendermaaned
from .listefilter import LISTE, UGE
from .listegrupper import gruppenoegle
from .maanedskalender import Maaned, er_kendt
from .services.vinduer import saet_vinduer
from .tidsplan import Tidsplan
from .tidsplanvisning import Signatur, billeder, vinduernes_raekker
from .views_liste import filterkontekst, laes_liste


@require_safe
def tidsplan(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Opgaverne efter fase på en tidsakse og som tabel, og vinduerne dag for dag."""
    return _vis(request, adgang.find_projekt(request.user, kommune, loesning))


@require_POST
def vinduer(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Vælg, hvor mange arbejdsdage vinduerne varer."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    form = VinduerForm(request.POST)
    if not form.is_valid():
        return _vis(request, projekt, form, status=422)
    try:
        saet_vinduer(Aktoer.person(request.user), projekt, form.laengder, kendte=form.kendte)
    except Foraeldet as fejl:
        frisk = VinduerForm.af(projekt)
        return _vis(request, projekt, frisk, grund=fejl.grund, status=409)
    besked = f"Idriftsættelsen varer {form.laengder[0]} og hyper-care {form.laengder[1]} arbejdsdage."
    return videre_med_besked(request, besked, f"{reverse('tidsplan:vis', args=projekt.adresse)}#vinduer")


@require_safe
def kalender(
    request: Forespoergsel, kommune: str, loesning: str, aar: int | None = None, maaned: int | None = None
) -> HttpResponse:
    """Fristerne i en måned; uden måned er det denne."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    paa = timezone.localdate()
    if aar is None or maaned is None:
        aar, maaned = paa.year, paa.month
    if not er_kendt(aar, maaned):
        raise Http404("Måneden findes ikke i kalenderen.")
    plan, kontekst = _plan(request, projekt, "kalender")
    vist = Kalendermaaned(plan, Maaned(aar, maaned))
    kontekst |= {"plan": plan, "signatur": Signatur(plan), "kalender": vist, "ugedage": UGEDAGE}
    return render(request, "opgaver/maaned.html", kontekst)


def _vis(
    request: Forespoergsel, projekt: Projekt, form: VinduerForm | None = None, *, grund: str = "", status: int = 200
) -> HttpResponse:
    plan, kontekst = _plan(request, projekt, "tidsplan")
    i_uger = kontekst["liste"].valg.med(gruppe=UGE, visning=LISTE)
    kontekst |= {
        "plan": plan,
        "som_liste": f"{projekt.get_absolute_url()}{kontekst['liste'].valg.med(visning=LISTE).som_link}",
        "uden_dato": f"{projekt.get_absolute_url()}{i_uger.som_link}#{gruppenoegle(UGE, None)}",
        "billeder": billeder(plan) if plan.med_frist else [],
        "signatur": Signatur(plan),
        "vinduer": vinduernes_raekker(plan),
        "form": form or VinduerForm.af(projekt),
        "formen_er_aaben": form is not None,
        "grund": grund,
        "kan_rette_kalender": adgang.maa_rette_kalender(Aktoer.person(request.user), projekt.kommune),
    }
    return render(request, "opgaver/tidsplan.html", kontekst, status=status)


def _plan(request: Forespoergsel, projekt: Projekt, visning: str) -> tuple[Tidsplan, dict[str, Any]]:
    """Planen med det, filteret lader stå, og det, filteret over den skal bruge."""
    fundet = laes_liste(request, projekt)
    plan = Tidsplan(projekt, fundet.raekker, fundet.paa)
    kontekst = {
        **filterkontekst(request, fundet),
        "projekt": projekt,
        "liste": fundet,
        "anden_visning": visning,
        "filter_sti": request.path if request.method != "POST" else reverse("tidsplan:vis", args=projekt.adresse),
        "menu": "projekter",
    }
    return plan, kontekst
