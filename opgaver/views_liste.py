"""Projektets opgaver som liste og tavle, udtrækket til Excel og det, andre har ændret."""

from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from faelles.htmx import er_brudstykke
from projekter import adgang
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .forms_filter import GemFilterForm
from .fremdrift import fremdrift
from .listeeksport import filnavn, lav_projektmappe
from .listefilter import FORMER, GRUPPER, HURTIGE, TAVLE, VISNINGER
from .listenyt import Nyheder, Spaend, laes_spaend, nyeste_og_nylige, skriv_spaend
from .models import GemtFilter
from .opgaveliste import Opgaveliste
from .views_import import XLSX


@require_safe
def liste(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """De af projektets opgaver, adressen vælger, i grupper eller på en tavle."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    fundet = laes_liste(request, projekt)
    kontekst = {
        **filterkontekst(request, fundet),
        "projekt": projekt,
        "liste": fundet,
        "nyt_adresse": _nyt_adresse(fundet, *nyeste_og_nylige(projekt, timezone.now())),
        "menu": "projekter",
    }
    return render(request, "opgaver/liste.html", kontekst)


def laes_liste(request: Forespoergsel, projekt: Projekt) -> Opgaveliste:
    """Listen, som forespørgslens egen adresse vælger den."""
    return Opgaveliste(projekt, request.user, dict(request.GET.lists()), timezone.localdate())


def filterkontekst(request: Forespoergsel, fundet: Opgaveliste) -> dict[str, Any]:
    valg = fundet.valg
    return {
        "gemte": list(GemtFilter.objects.synlige_for(request.user, fundet.projekt)),
        "gemform": GemFilterForm(kan_dele=fundet.kan_lede, initial={"adresse": valg.adresse}, auto_id="gem-%s"),
        "visninger": VISNINGER,
        "former": [(navn, tekst, valg.med(visning=navn)) for navn, tekst in FORMER.items()],
        "anden_visning": "",
        "filter_sti": fundet.projekt.get_absolute_url(),
        "inddelinger": [(navn, tekst, valg.med(gruppe=navn)) for navn, tekst in GRUPPER.items()],
    }


@require_safe
def eksport(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Listen, som den vises, til Excel."""
    fundet = laes_liste(request, adgang.find_projekt(request.user, kommune, loesning))
    svar = HttpResponse(lav_projektmappe(fundet), content_type=XLSX)
    svar.headers["Content-Disposition"] = content_disposition_header(True, filnavn(fundet)) or "attachment"
    return svar


@require_safe
def nyt(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Det, der er ændret siden sidst, til en åben liste; 204, når intet er. Uden htmx er det listen."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    if not er_brudstykke(request):
        return redirect(projekt)
    nyheder = Nyheder(projekt, _tal(request.GET.get("siden", "")), laes_spaend(request.GET.get("kendte", "")))
    if not nyheder.haendelser:
        return HttpResponse(status=204)
    fundet = laes_liste(request, projekt)
    raekker = nyheder.raekker(fundet, request.user)
    kontekst = {
        "liste": fundet,
        "nyheder": raekker,
        "for_mange": nyheder.for_mange(request.user),
        "projektet": nyheder.projektet,
        "skabelon": "opgaver/tavlekort.html" if fundet.valg.visning == TAVLE else "opgaver/raekke.html",
        "nyt_adresse": _nyt_adresse(fundet, *nyheder.naeste(timezone.now())),
        "alle": fremdrift(fundet.alle, fundet.paa),
        "gruppetal": nyheder.gruppetal(fundet, raekker),
        "hurtige_antal": [(navn, fundet.antal[navn]) for navn in HURTIGE],
    }
    return render(request, "opgaver/liste_nyt.html#svar", kontekst)


def _nyt_adresse(fundet: Opgaveliste, siden: int, kendte: list[Spaend]) -> str:
    sti, vist = reverse("opgaver:nyt_i_listen", args=fundet.projekt.adresse), skriv_spaend(kendte)
    return f"{sti}?siden={siden}{'&kendte=' if vist else ''}{vist}&{fundet.valg.adresse}"


def _tal(tekst: str) -> int:
    """Et hændelsesnummer fra adressen; det, der ikke er et, er et, ingen hændelse kommer efter."""
    return int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) < 19 else 2**62
