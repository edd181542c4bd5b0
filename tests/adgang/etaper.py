"""En etape på et sted i adgangsprøverne."""

from datetime import date

from opgaver.services.etapefjernelse import se_fjernelse
from projekter.models import Etape, Etapetrin, Ibrugtagning, Projekt
from tests.adgang.sted import Sted, kanarie

GOLIVE = date(2027, 5, 3)


def lav_etape(navn: str, projekt: Projekt) -> Sted:
    """Et hold med et trin, der er nået, og valget af trinvis ibrugtagning."""
    etape = Etape.objects.create(projekt=projekt, navn=kanarie(navn, "etape"), golive=GOLIVE, raekkefoelge=1)
    Etapetrin.objects.create(
        etape=etape, slags="uddannet", dato=GOLIVE, sat_af="Anna", begrundelse=kanarie(navn, "trinbegrundelse")
    )
    valg = Ibrugtagning.objects.create(
        projekt=projekt,
        maade="trinvis",
        begrundelse=kanarie(navn, "valggrund"),
        besluttet=GOLIVE,
        noteret=GOLIVE,
        noteret_af="Anna",
    )
    return {"etape": etape.pk, "trin": "adgang", "fjernaftryk": se_fjernelse(etape).aftryk} | {"valget": valg.kendetegn}
