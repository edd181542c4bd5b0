"""Det, der er at sige om et nyt holds datoer, før det oprettes."""

from datetime import date

from frister import Anker
from projekter.aktoer import Aktoer
from projekter.models import Etape, Projekt

from ..flytning import ankermaerker
from .etape import Etapedata, Nyetape
from .etapeflytning import med_holdene
from .flyttegrundlag import vilkaar_nu
from .uddannelse import for_sen_oplaering

RAAD = "Ret en af de to dage, eller giv oplæringen en tidligere frist på kortet, når holdet er oprettet."


def bemaerkninger(projekt: Projekt, data: Etapedata, ny: Nyetape, paa: date, seer: Aktoer) -> list[str]:
    """Det samme om go-live, som en flytning ville sige, og den oplæring, der forfalder for sent."""
    vilkaar = med_holdene(Etape(projekt=projekt, golive=data.golive), {}, vilkaar_nu(projekt, paa, seer))
    golive = [f"Go-live: {maerke.tekst}." for maerke in ankermaerker(data.golive, vilkaar, Anker.GOLIVE)]
    sene = for_sen_oplaering(ny.opgaver)
    return golive + sene + ([RAAD] if sene else [])
