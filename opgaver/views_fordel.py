"""Siden, der giver opgaverne til de pladser, kataloget anbefaler."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from faelles.afvisning import kraev
from faelles.htmx import videre_med_besked
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.web import Forespoergsel

from .services.fordeling import fordel_efter_anbefaling, foreslaa, ufordelte


@require_http_methods(["GET", "HEAD", "POST"])
def fordel(request: Forespoergsel, kommune: str, loesning: str) -> HttpResponse:
    """Hvem der vil få hvor mange opgaver, og selve fordelingen."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    aktoer = Aktoer.person(request.user)
    kraev(adgang.maa_lede(aktoer, projekt))
    if request.method == "POST":
        antal = fordel_efter_anbefaling(aktoer, projekt)
        besked = f"{antal} opgave{'' if antal == 1 else 'r'} har fået en udfører."
        return videre_med_besked(request, besked, projekt.get_absolute_url())
    opgaver = list(ufordelte(projekt))
    forslag = [(plads, len(sine)) for plads, sine in foreslaa(projekt, opgaver).items()]
    antal = sum(tal for _, tal in forslag)
    kontekst = {
        "projekt": projekt,
        "forslag": sorted(forslag, key=lambda par: -par[1]),
        "antal": antal,
        "resten": len(opgaver) - antal,
        "menu": "projekter",
    }
    return render(request, "opgaver/fordel.html", kontekst)
