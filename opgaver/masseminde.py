"""Det, en person sendte i ændringen af mange opgaver, husket i sessionen.

Siderne efter en formular har hver sin adresse, så browserens Tilbage henter dem uden at sende noget igen.
Et svar hører til sit projekt, for »alle, der passer« er andre opgaver i et andet.
"""

import hashlib

from django.http import QueryDict

from faelles.afvisning import Afvist
from projekter.models import Projekt
from projekter.web import Forespoergsel

from .forms_masse import MasseForm

SESSION = "masse"
HUSKES = 6
"""Så mange af de nyeste svar huskes; et valg af 500 opgaver fylder 4 KB."""
STOERST = 64 * 1024
"""Så mange tegn må et svar fylde; sessionen læses ved hver forespørgsel."""
NAVNE = ("omfang", "valgt", "opgaver", "filter", "vist", *MasseForm.base_fields)
"""Det, udvalget og formularen læses af; intet andet huskes."""


def husk(request: Forespoergsel, projekt: Projekt) -> str:
    """Husk det sendte, og giv navnet på det; det samme sendt igen har det samme navn."""
    sendt = QueryDict(mutable=True)
    for navn in NAVNE:
        sendt.setlist(navn, request.POST.getlist(navn))
    tekst = sendt.urlencode()
    if len(tekst) > STOERST:
        raise Afvist("Der er valgt eller skrevet for meget til én ændring. Vælg færre opgaver ad gangen.")
    navn = hashlib.sha256(tekst.encode()).hexdigest()[:16]
    noegle = _noegle(projekt, navn)
    andre = [(et, gemt) for et, gemt in request.session.get(SESSION, {}).items() if et != noegle]
    request.session[SESSION] = dict([*andre, (noegle, tekst)][-HUSKES:])
    return navn


def genkald(request: Forespoergsel, projekt: Projekt) -> QueryDict:
    """Det sendte, adressen nævner; huskes det ikke, afvises det, for ellers gjaldt det alle projektets opgaver."""
    gemt = request.session.get(SESSION, {}).get(_noegle(projekt, request.GET.get("valg", "")))
    if gemt is None:
        raise Afvist("Valget huskes ikke mere. Gå til listen, og vælg opgaverne igen.")
    return QueryDict(gemt)


def _noegle(projekt: Projekt, navn: str) -> str:
    return f"{projekt.pk}-{navn}"
