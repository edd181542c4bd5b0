"""Rettighederne læses højst én gang i en forespørgsel, og aldrig på tværs af to."""

from collections.abc import Callable
from functools import partial

from django.http import HttpRequest, HttpResponse
from django.utils.functional import SimpleLazyObject

from .adgang import laes_rettigheder


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
