"""Det, der er at sige om et nyt holds datoer, før det oprettes."""

from datetime import date

from frister import Anker, Kalender, fridagsadvarsel
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
    uddannelse, sene = uddannet_paa_fridag(data.uddannelse, projekt.kalender), for_sen_oplaering(ny.opgaver)
    return golive + uddannelse + sene + ([RAAD] if sene else [])


def uddannet_paa_fridag(dag: date | None, kalender: Kalender) -> list[str]:
    """Det, der er at sige om dagen, holdet senest skal være uddannet; den må falde på en fridag, men det skal ses."""
    fridag = fridagsadvarsel(dag, kalender) if dag else ""
    return [f"Uddannet senest: {fridag}."] if fridag else []
