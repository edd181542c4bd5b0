"""API'ets svar: JSON også om det, der ikke kan lade sig gøre, så et script aldrig får en side."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.views import defaults

from .afvisning import Afvist
from .htmx import afvist_status

METODER = ("GET", "HEAD")
IKKE_FUNDET = "Det findes ikke, eller du har ikke adgang til det."
SERVERFEJL = "Der skete en fejl hos os. Prøv igen om lidt."
LOG_IND = "Du er ikke logget ind. Log ind i browseren, og send den samme sessionskage med."


def api(visning: Callable[..., dict[str, Any]]) -> Callable[..., JsonResponse]:
    """Gør en visning, der svarer med en ordbog, til en adresse, der kun kan læses, og hvis fejl også er JSON.

    Fejlene står som kommandoernes: ``{"fejl": [{"besked": …}]}``. Alt, der ikke kan findes, får det samme svar.
    """

    @wraps(visning)
    def svar(request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        if request.method not in METODER:
            return fejlsvar("Her kan kun læses.", 405, Allow=", ".join(METODER))
        try:
            return som_json(visning(request, *args, **kwargs))
        except Http404:
            return fejlsvar(IKKE_FUNDET, 404)
        except Afvist as fejl:
            return fejlsvar(fejl.grund, afvist_status(fejl))

    # Uden et token ville et POST få en side om det; her skrives aldrig noget.
    svar.svarer_json = svar.csrf_exempt = True  # type: ignore[attr-defined]
    return svar


def svarer_json(visning: Any) -> bool:
    return getattr(visning, "svarer_json", False)


def ikke_fundet(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Djangos svar på en adresse, der ikke findes; under ``/api/`` som JSON, for der læser et script."""
    return fejlsvar(IKKE_FUNDET, 404) if _er_api(request) else defaults.page_not_found(request, exception)


def serverfejl(request: HttpRequest) -> HttpResponse:
    """Djangos svar på en fejl, ingen så komme; under ``/api/`` som JSON."""
    return fejlsvar(SERVERFEJL, 500) if _er_api(request) else defaults.server_error(request)


def _er_api(request: HttpRequest) -> bool:
    return request.path_info.startswith("/api/")


def fejlsvar(besked: str, status: int, **hoveder: str) -> JsonResponse:
    svar = som_json({"fejl": [{"besked": besked}]}, status)
    for navn, vaerdi in hoveder.items():
        svar[navn] = vaerdi
    return svar


def som_json(data: dict[str, Any], status: int = 200) -> JsonResponse:
    """Med æ, ø og å, som de er, så svaret også kan læses af et menneske."""
    return JsonResponse(data, status=status, json_dumps_params={"ensure_ascii": False})
