"""Svar til htmx: brudstykke eller side, oplæsning for skærmlæsere og afvisninger med grund."""

from urllib.parse import urlsplit

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme

from .afvisning import Afvist, FindesIkke, Foraeldet, IkkeTilladt


def er_brudstykke(request: HttpRequest) -> bool:
    """Om forespørgslen skal have et brudstykke: htmx beder, og det er ikke en hel side eller Tilbage-knappen."""
    htmx = request.htmx  # type: ignore[attr-defined]
    return bool(htmx) and not htmx.boosted and not htmx.history_restore_request


def videre_med_besked(request: HttpRequest, besked: str, videre: str) -> HttpResponse:
    """Viderestil, og vis beskeden på den næste side."""
    messages.success(request, besked)
    return redirect(videre)


def afvist_svar(request: HttpRequest, afvist: Afvist) -> HttpResponse:
    """Grunden som side eller, til htmx, som meddelelse oven for indholdet; det viste bliver stående."""
    status = afvist_status(afvist)
    if not er_brudstykke(request):
        kontekst = {"grund": afvist.grund, "tilbage": _kom_fra(request)}
        return render(request, "afvist.html", kontekst, status=status)
    svar = render(request, "afvist.html#meddelelse", {"grund": afvist.grund}, status=status)
    svar["HX-Retarget"] = "#meddelelser"
    svar["HX-Reswap"] = "innerHTML show:top"
    return svar


def uden_side(request: HttpRequest, svar: HttpResponse) -> HttpResponse:
    """En side i stedet for et tomt 405: nogen har fx genindlæst adressen på en knap, og den er ingen side."""
    skabelon = "405.html#meddelelse" if er_brudstykke(request) else "405.html"
    side = render(request, skabelon, {"tilbage": _kom_fra(request)}, status=svar.status_code)
    side["Allow"] = svar["Allow"]
    if er_brudstykke(request):
        side["HX-Retarget"], side["HX-Reswap"] = "#meddelelser", "innerHTML show:top"
    return side


def _kom_fra(request: HttpRequest) -> str:
    """Den af vores egne sider, personen kom fra; tom, når den ikke kendes."""
    kom_fra = request.headers.get("Referer", "")
    er_vores = url_has_allowed_host_and_scheme(kom_fra, {request.get_host()}, require_https=request.is_secure())
    return urlsplit(kom_fra)._replace(scheme="", netloc="").geturl() if er_vores else ""


def afvist_status(afvist: Afvist) -> int:
    """Den status, en afvisning svarer med; 422, når den ikke er en af de særlige."""
    kendte = {IkkeTilladt: 403, FindesIkke: 404, Foraeldet: 409}
    return next((kode for slags, kode in kendte.items() if isinstance(afvist, slags)), 422)
