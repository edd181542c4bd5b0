"""Rettighederne læses højst én gang i en forespørgsel, og et besøg varer, så længe personen bruger systemet."""

from collections.abc import Callable
from functools import partial

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .adgang import laes_rettigheder
from .services.besoeg import PAUSE

BESOEG = "besoeg"
"""Kagen, der siger, at besøget er i gang; den bærer personens nummer og forsvinder efter en pause."""


class HuskRettighederMiddleware:
    """Læg brugerens rettigheder på brugerobjektet, som lever netop denne forespørgsel; læst første gang de bruges."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if request.user.is_authenticated:
            request.user.huskede_rettigheder = SimpleLazyObject(  # type: ignore[attr-defined]
                partial(laes_rettigheder, request.user)
            )
        return self.get_response(request)


class FortsaetBesoegMiddleware:
    """Forny kagen, når personen gør noget. En side, der selv spørger efter nyt, holder ikke besøget i gang."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        svar = self.get_response(request)
        spoerger_selv = request.method == "GET" and request.headers.get("HX-Request")
        if BESOEG in request.COOKIES and not spoerger_selv and besoeger(request):
            begynd_besoeg(svar, request)
        return svar


def besoeger(request: HttpRequest) -> bool:
    """Om personens besøg stadig er i gang."""
    return request.user.is_authenticated and request.COOKIES.get(BESOEG) == str(request.user.pk)


def begynd_besoeg(svar: HttpResponse, request: HttpRequest) -> None:
    svar.set_cookie(
        BESOEG,
        str(request.user.pk),
        max_age=PAUSE,
        httponly=True,
        samesite="Lax",
        secure=settings.SESSION_COOKIE_SECURE,
    )
