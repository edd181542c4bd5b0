"""At slette en kladde. Det, der er udgivet, slettes aldrig."""

from django.db import transaction

from faelles.afvisning import Foraeldet
from faelles.tekst import med_tusinder
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..models import Katalogversion
from .kortredigering import laas_kladde
from .udgivelse import kladdens_aftryk


@transaction.atomic
def slet_kladde(aktoer: Aktoer, version: Katalogversion, *, aftryk: str) -> None:
    """Slet kladden med dens kort og bilag. ``aftryk`` er den, personen så; er den ændret siden, rejses ``Foraeldet``.

    Et katalog uden andre versioner går med; ellers kunne løsningen aldrig få et katalog på en anden fasemodel.
    """
    kladde = laas_kladde(aktoer, version)
    if aftryk != kladdens_aftryk(kladde):
        raise Foraeldet(f"{kladde} er ændret, siden du åbnede siden. Se den igen, før du sletter den.")
    katalog, antal = kladde.katalog, kladde.kort.count()
    noter(
        aktoer,
        "kladde slettet",
        kladde,
        organisation=katalog.udgiver,
        gammel=f"{med_tusinder(antal)} opgave{'' if antal == 1 else 'r'}",
    )
    kladde.delete()
    if not katalog.versioner.exists():
        katalog.delete()
