"""Fejlsider, der taler som en kollega og viser vej videre."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django_htmx.http import HttpResponseClientRedirect

from faelles.afvisning import IkkeTilladt
from faelles.htmx import afvist_svar, er_brudstykke

FOR_GAMMEL = (
    "Siden er blevet for gammel, fordi du er logget ind eller ud i mellemtiden. "
    "Genindlæs siden, og gør det igen. Intet er gemt."
)


def csrf_fejl(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Formularen kunne ikke genkendes, typisk fordi man er logget ud eller ind igen i en anden fane."""
    if er_brudstykke(request) and not request.user.is_authenticated:
        return HttpResponseClientRedirect(reverse(settings.LOGIN_URL))
    return afvist_svar(request, IkkeTilladt(FOR_GAMMEL))
