"""Svar til htmx: brudstykke eller side, oplæsning for skærmlæsere og afvisninger med grund."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from .afvisning import Afvist, Foraeldet, IkkeTilladt


def er_brudstykke(request: HttpRequest) -> bool:
    """Om forespørgslen skal have et brudstykke: htmx beder, og det er ikke en hel side eller Tilbage-knappen."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def svar_eller_videre(
    request: HttpRequest, skabelon: str, kontekst: dict[str, Any], *, besked: str, videre: str
) -> HttpResponse:
    """Efter en udført handling: brudstykke med oplæsning til htmx, ellers en besked og en viderestilling."""
    if er_brudstykke(request):
        return render(request, skabelon, {**kontekst, "oplaesning": besked})
    return videre_med_besked(request, besked, videre)


def videre_med_besked(request: HttpRequest, besked: str, videre: str) -> HttpResponse:
    """Viderestil, og vis beskeden på den næste side."""
    messages.success(request, besked)
    return redirect(videre)


def afvist_svar(request: HttpRequest, afvist: Afvist) -> HttpResponse:
    """Grunden som side eller, til htmx, som meddelelse oven for indholdet; det viste bliver stående."""
    status = _status(afvist)
    if not er_brudstykke(request):
        return render(request, "afvist.html", {"grund": afvist.grund}, status=status)
    svar = render(request, "afvist.html#meddelelse", {"grund": afvist.grund}, status=status)
    svar["HX-Retarget"] = "#meddelelser"
    svar["HX-Reswap"] = "innerHTML show:top"
    return svar


def _status(afvist: Afvist) -> int:
    if isinstance(afvist, IkkeTilladt):
        return 403
    return 409 if isinstance(afvist, Foraeldet) else 422
