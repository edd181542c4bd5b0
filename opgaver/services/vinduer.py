"""Længden af vinduerne om idriftsættelse og go-live."""

from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, kraev
from frister.vinduer import (
    KORTESTE_HYPERCARE,
    KORTESTE_IDRIFTSAETTELSE,
    LAENGSTE_HYPERCARE,
    LAENGSTE_IDRIFTSAETTELSE,
)
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Projekt

from .flytning import kraev_ikke_afsluttet

type Laengder = tuple[int, int]
"""Arbejdsdage omkring idriftsættelse og efter go-live."""

GRAENSER = (
    ("idriftsættelsen", KORTESTE_IDRIFTSAETTELSE, LAENGSTE_IDRIFTSAETTELSE),
    ("hyper-care", KORTESTE_HYPERCARE, LAENGSTE_HYPERCARE),
)
FELTER = {"idriftsaettelsesdage": "arbejdsdage omkring idriftsættelse", "hypercaredage": "arbejdsdage med hyper-care"}


@transaction.atomic
def saet_vinduer(aktoer: Aktoer, projekt: Projekt, laengder: Laengder, *, kendte: Laengder | None = None) -> Projekt:
    """Vælg vinduernes længde. ``kendte`` er dem, personen så; er de andre nu, rejses ``Foraeldet``."""
    kraev(adgang.maa_lede(aktoer, projekt))
    kraev_ikke_afsluttet(projekt)
    for (navn, mindst, hoejst), dage in zip(GRAENSER, laengder, strict=True):
        if not mindst <= dage <= hoejst:
            raise Afvist(f"{navn.capitalize()} varer {mindst}–{hoejst} arbejdsdage, ikke {dage}. Ret tallet.")
    foer, efter = kendte or _laengder(projekt), dict(zip(FELTER, laengder, strict=True))
    gamle = dict(zip(FELTER, foer, strict=True))
    if not Projekt.objects.filter(pk=projekt.pk, **gamle).update(**efter):
        raise Foraeldet("En anden har ændret længderne, siden du åbnede siden. Se dem, og gem igen.")
    for felt, navn in FELTER.items():
        if gamle[felt] != efter[felt]:
            noter(aktoer, f"{navn} sat", projekt, projekt=projekt, felt=navn, gammel=gamle[felt], ny=efter[felt])
        setattr(projekt, felt, efter[felt])
    return projekt


def _laengder(projekt: Projekt) -> Laengder:
    return projekt.idriftsaettelsesdage, projekt.hypercaredage
