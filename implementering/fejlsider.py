"""Fejlsider, der taler som en kollega og viser vej videre."""

from django.http import HttpRequest, HttpResponse

from faelles.afvisning import IkkeTilladt
from faelles.htmx import afvist_svar, er_brudstykke, til_login

FOR_GAMMEL = (
    "Siden er blevet for gammel, fordi du er logget ind eller ud i mellemtiden. "
    "Genindlæs siden, og gør det igen. Intet er gemt."
)


def csrf_fejl(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Formularen kunne ikke genkendes, typisk fordi man er logget ud eller ind igen i en anden fane."""
    if er_brudstykke(request) and not request.user.is_authenticated:
        return til_login(request)
    return afvist_svar(request, IkkeTilladt(FOR_GAMMEL))
