"""API'et: projektets opgaver med frist og forklaring som JSON. Samme login og samme adgang som siderne."""

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404

from faelles.afvisning import Afvist, FindesIkke
from faelles.api import api
from projekter import adgang
from projekter.web import Forespoergsel

from .listen import forklar
from .models import Opgave
from .opgavedata import opgave_som_data

ANTAL, HOEJST = 100, 500
"""Opgaver på en side, når intet andet er sagt, og så mange, der kan bedes om."""


@api
def opgaver(request: Forespoergsel, kommune: str, loesning: str) -> dict[str, Any]:
    """Opgaverne i listens rækkefølge, ``antal`` ad gangen; ``naeste`` er nummeret på den næste side eller None."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    antal = _tal(request, "antal", ANTAL, HOEJST)
    alle = Opgave.objects.i_projekt(projekt).med_kort().uden_tekster().i_raekkefoelge()
    bladring = Paginator(alle, antal)
    nummer = _tal(request, "side", 1)
    if nummer > bladring.num_pages:
        raise FindesIkke(f"Side {nummer} findes ikke. Den sidste er {bladring.num_pages}.")
    side = bladring.page(nummer)
    return {
        "projekt": str(projekt),
        "i_alt": bladring.count,
        "antal": antal,
        "side": nummer,
        "naeste": nummer + 1 if side.has_next() else None,
        "opgaver": [opgave_som_data(opgave) for opgave in forklar(side.object_list, projekt)],
    }


@api
def opgave(request: Forespoergsel, kommune: str, loesning: str, kode: str) -> dict[str, Any]:
    """Én opgave efter kode; er koden brugt igen, den levende."""
    projekt = adgang.find_projekt(request.user, kommune, loesning)
    fundet = Opgave.objects.i_projekt(projekt).med_kort().uden_tekster().med_kode(kode).first()
    if fundet is None:
        raise Http404
    [forklaret] = forklar([fundet], projekt)
    return {"projekt": str(projekt), "opgave": opgave_som_data(forklaret)}


def _tal(request: Forespoergsel, navn: str, ellers: int, hoejst: int | None = None) -> int:
    """Tallet i adressen, mindst 1. Afviser alt andet, så et script ikke tror, det har fået det, det bad om."""
    tekst = request.GET.get(navn, str(ellers))
    tal = int(tekst) if tekst.isascii() and tekst.isdigit() and len(tekst) <= 9 else 0
    if tal < 1 or (hoejst and tal > hoejst):
        graense = f"fra 1 til {hoejst}" if hoejst else "fra 1 og op"
        raise Afvist(f"»{navn}« skal være et helt tal {graense}.")
    return tal
