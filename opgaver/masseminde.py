"""Det, en person sendte i ændringen af mange opgaver, husket i sessionen.

Siderne efter en formular har hver sin adresse, så browserens Tilbage henter dem uden at sende noget igen.
"""

import hashlib

from django.http import QueryDict

from faelles.afvisning import Afvist
from projekter.web import Forespoergsel

SESSION = "masse"
HUSKES = 6
"""Så mange af de nyeste svar huskes; et valg af 500 opgaver fylder 4 KB."""


def husk(request: Forespoergsel) -> str:
    """Husk det sendte, og giv navnet på det; det samme sendt igen har det samme navn."""
    sendt = request.POST.copy()
    sendt.pop("csrfmiddlewaretoken", None)
    tekst = sendt.urlencode()
    navn = hashlib.sha256(tekst.encode()).hexdigest()[:16]
    andre = [(et, gemt) for et, gemt in request.session.get(SESSION, {}).items() if et != navn]
    request.session[SESSION] = dict([*andre, (navn, tekst)][-HUSKES:])
    return navn


def genkald(request: Forespoergsel) -> QueryDict:
    """Det sendte, adressen nævner; huskes det ikke, afvises det, for ellers gjaldt det alle projektets opgaver."""
    gemt = request.session.get(SESSION, {}).get(request.GET.get("valg", ""))
    if gemt is None:
        raise Afvist("Valget huskes ikke mere. Gå til listen, og vælg opgaverne igen.")
    return QueryDict(gemt)
