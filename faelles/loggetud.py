"""Svaret, når nogen sender noget, efter at login er udløbet: bed om et nyt, og tab ikke det, der er skrevet."""

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

NOEGLEN = "csrfmiddlewaretoken"


def logget_ud_brudstykke(request: HttpRequest) -> HttpResponse:
    """Til htmx: en meddelelse oven for indholdet. Siden og det skrevne bliver stående, og login åbnes i en ny fane."""
    svar = render(request, "logget_ud.html#meddelelse", {"log_ind": _log_ind()}, status=401)
    svar["HX-Retarget"] = "#meddelelser"
    # En side, der selv spørger efter nyt, må ikke rulle, mens nogen skriver.
    svar["HX-Reswap"] = "innerHTML" if request.method == "GET" else "innerHTML show:top"
    return svar


def send_igen(request: HttpRequest, *, logget_ind: bool = False) -> HttpResponse | None:
    """En side med det skrevne og en knap, der sender det igen; None, når der intet er at tabe.

    Må kun bruges om en formular, der kom fra en af vores egne sider. En adgangskode skrives aldrig ud igen.
    """
    felter = [(navn, vaerdi) for navn, vaerdier in request.POST.lists() for vaerdi in vaerdier if navn != NOEGLEN]
    if not felter or any("password" in navn for navn, _ in felter):
        return None
    kontekst = {
        "felter": felter,
        "har_filer": bool(request.FILES),
        "logget_ind": logget_ind,
        "log_ind": _log_ind(),
    }
    return render(request, "logget_ud.html", kontekst, status=403 if logget_ind else 401)


def er_fra_os_selv(request: HttpRequest) -> bool:
    """Om browseren selv siger, at formularen stod på en af vores sider."""
    os_selv = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin") == os_selv or request.headers.get("Sec-Fetch-Site") == "same-origin"


def _log_ind() -> str:
    return redirect_to_login(reverse("logget_ind")).url
