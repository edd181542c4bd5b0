"""Fejlsider, der taler som en kollega og viser vej videre."""

from django.http import HttpRequest, HttpResponse

from faelles.afvisning import IkkeTilladt
from faelles.htmx import afvist_svar, er_brudstykke
from faelles.loggetud import er_fra_os_selv, logget_ud_brudstykke, send_igen

FOR_GAMMEL = (
    "Siden er blevet for gammel, fordi du er logget ind eller ud i mellemtiden. "
    "Genindlæs siden, og gør det igen. Intet er gemt."
)


def csrf_fejl(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Formularen kunne ikke genkendes, typisk fordi man er logget ud eller ind igen i en anden fane."""
    logget_ind = request.user.is_authenticated
    if er_brudstykke(request):
        return afvist_svar(request, IkkeTilladt(FOR_GAMMEL)) if logget_ind else logget_ud_brudstykke(request)
    # En fremmed side må ikke kunne lægge sine ord ind under vores knap.
    igen = send_igen(request, logget_ind=logget_ind) if er_fra_os_selv(request) else None
    return igen or afvist_svar(request, IkkeTilladt(FOR_GAMMEL))
