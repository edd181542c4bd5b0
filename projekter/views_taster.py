"""Genvejene på tastaturet: hvilke der er, og om de er slået til hos personen selv."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from faelles.htmx import er_brudstykke, videre_med_besked

from .services.taster import saet_taster
from .web import Forespoergsel


@require_http_methods(["GET", "HEAD", "POST"])
def taster(request: Forespoergsel) -> HttpResponse:
    """POST sætter dem, som krydset siger; det er sikkert at sende to gange."""
    if request.method != "POST":
        return render(request, "projekter/taster.html")
    saet_taster(request.user, er_til="til" in request.POST)
    besked = f"Genvejene på tastaturet er slået {'til' if request.user.har_taster else 'fra'}."
    if er_brudstykke(request):
        return render(request, "dele/oplaesning.html", {"oplaesning": besked})
    return videre_med_besked(request, besked, request.path)
