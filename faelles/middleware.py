"""Det, der gælder alle svar: login på alt, afvisninger som sider, og htmx-svar der ikke forvilder sig."""

from collections.abc import Callable
from typing import Any

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.utils.cache import add_never_cache_headers, patch_vary_headers

from .afvisning import Afvist, FindesIkke
from .api import IKKE_FUNDET, LOG_IND, fejlsvar, svarer_json
from .htmx import afvist_svar, er_brudstykke, uden_side
from .loggetud import logget_ud_brudstykke, send_igen

NUL = "Der er et tegn i det, du sendte, som ikke kan læses (et NUL-tegn). Fjern det, og prøv igen."
SIDENS_METODER = ("GET", "POST")
"""Det, en browser selv kan finde på at spørge med."""


class KraevLoginMiddleware(LoginRequiredMiddleware):
    """Login på alle sider. Det, nogen har skrevet, går ikke tabt, fordi login er udløbet imens; API'et svarer 401."""

    def handle_no_permission(  # type: ignore[override]
        self, request: HttpRequest, view_func: Any
    ) -> HttpResponseBase:
        if svarer_json(view_func):
            return fejlsvar(LOG_IND, 401)
        if er_brudstykke(request):
            return logget_ud_brudstykke(request)
        # En fremmed sides formular når aldrig hertil; den er afvist på sin nøgle.
        return send_igen(request) or super().handle_no_permission(request, view_func)


class HtmxSvarMiddleware:
    """Gør en afvisning til et svar med sin grund, og hold svar til htmx ude af mellemlagre."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        svar = self.get_response(request)
        if svar.get("Content-Type") != "application/json":
            svar = _med_side(request, svar)
        patch_vary_headers(svar, ["HX-Request"])
        bruger = getattr(request, "user", None)
        if bruger is not None and bruger.is_authenticated and not svar.has_header("Cache-Control"):
            add_never_cache_headers(svar)
        return svar

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: dict[str, Any]) -> HttpResponse | None:
        """Et NUL i adressen er der intet, der hedder; PostgreSQL kan ikke engang spørge om det eller gemme det."""
        if _har_nul(request.GET) or (request.method == "POST" and _har_nul(request.POST)):
            return fejlsvar(NUL, 400) if svarer_json(view) else _ulaeselig(request)
        if not any("\0" in str(del_) for del_ in kwargs.values()):
            return None
        if svarer_json(view):
            return fejlsvar(IKKE_FUNDET, 404)
        raise Http404("Siden findes ikke.")

    def process_exception(self, request: HttpRequest, fejl: Exception) -> HttpResponse | None:
        return afvist_svar(request, fejl) if isinstance(fejl, Afvist) else None


def _har_nul(data: QueryDict) -> bool:
    return any("\0" in tekst for navn, vaerdier in data.lists() for tekst in (navn, *vaerdier))


def _ulaeselig(request: HttpRequest) -> HttpResponse:
    svar = afvist_svar(request, Afvist(NUL))
    svar.status_code = 400
    return svar


def _med_side(request: HttpRequest, svar: HttpResponse) -> HttpResponse:
    """Et 404 til htmx som meddelelse, og et tomt 405 som en side."""
    if svar.status_code == 404 and er_brudstykke(request):
        return afvist_svar(request, FindesIkke("Det findes ikke mere, eller du har ikke længere adgang til det."))
    if svar.status_code == 405 and request.method in SIDENS_METODER:
        return uden_side(request, svar)
    return svar
