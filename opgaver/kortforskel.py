"""Forskellen mellem to kort i det samme katalog, felt for felt, som importen også viser den."""

from functools import cached_property
from typing import Any

from django.db.models import Exists, F, IntegerField, OuterRef, QuerySet, TextField, Value
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce
from import_export.fields import Field

from faser.models import Implementeringsmodel

from .katalogimport.grundlag import OM_AENDRINGEN
from .katalogimport.kolonner import OVERSKRIFTER
from .katalogimport.kortvisning import forskelle
from .katalogimport.opslag import Modelopslag
from .katalogimport.ressource import OEVRIGE, lav_felter
from .models import Katalogopgave, Katalogversion

OM_VERSIONEN = ("id", "version", "noegle", "raekkefoelge", *OM_AENDRINGEN)
"""Felter, der ikke er en del af det, kortet siger: dets plads, og hvad der siges om selve ændringen."""
INDHOLD = {felt.name: felt.attname for felt in Katalogopgave._meta.concrete_fields if felt.name not in OM_VERSIONEN}
"""Det, udgiveren har skrevet på et kort: feltets navn → attributten."""


def indhold(kort: Katalogopgave) -> dict[str, Any]:
    """Det, kortet siger, efter feltets navn. Et kort, der kun har en regel, siger det samme som reglens egne ord."""
    raa = {navn: getattr(kort, attribut) for navn, attribut in INDHOLD.items()}
    return raa | {"slutdato_tekst": kort.slutdato_tekst or kort.regel}


def aendrede_felter(foer: Katalogopgave, efter: Katalogopgave) -> frozenset[str]:
    """Navnene på de felter, der siger noget andet; ingen, når kortene siger det samme. Den ene regel for alle."""
    gammelt, nyt = indhold(foer), indhold(efter)
    return frozenset(navn for navn in INDHOLD if gammelt[navn] != nyt[navn])


class Kortfelter:
    """Felterne i kort på én fasemodel. Læser modellen med to forespørgsler, første gang noget er forskelligt."""

    def __init__(self, model: Implementeringsmodel) -> None:
        self.model = model

    @cached_property
    def fields(self) -> dict[str, Field]:
        return lav_felter(Modelopslag.laes(self.model), {}, lambda *_: None)

    def vaerdier(self, kort: Katalogopgave) -> dict[str, Any]:
        raa = {navn: getattr(kort, felt.attribute) for navn, felt in self.fields.items()}
        return raa | {"slutdato_tekst": self.fields["slutdato_tekst"].get_value(kort)}

    def overskrift(self, felt: str) -> str:
        return OVERSKRIFTER.get(self.fields[felt].column_name, felt)

    def forskelle(self, foer: Katalogopgave, efter: Katalogopgave) -> list[dict[str, Any]]:
        """De felter, der siger noget forskelligt: overskrift, gammel og ny værdi. Tom, når kortene siger det samme."""
        return forskelle(self, self.vaerdier(foer), efter)


def uden_lige(kort: QuerySet[Katalogopgave], version: Katalogversion | None) -> QuerySet[Katalogopgave]:
    """De ``kort``, som ``version`` ikke har ord for ord: nye, udgåede og dem, der kan være ændret.

    Databasen ser efter, så et stort katalog ikke skal læses for at finde de få. Den skelner mere end
    ``aendrede_felter``, som skal have det sidste ord: et kort, hvis øvrige felter står i en anden orden, er med.
    """
    lige = Katalogopgave.objects.filter(version=version, noegle=OuterRef("noegle"))
    lige = lige.alias(**{f"sit_{felt}": _sammenlignelig(felt, F(felt)) for felt in INDHOLD.values()})
    ens = {f"sit_{felt}": _sammenlignelig(felt, OuterRef(felt)) for felt in INDHOLD.values()}
    return kort.exclude(Exists(lige.filter(**ens)))


def _sammenlignelig(felt: str, vaerdi: Combinable) -> Combinable:
    """To tomme henvisninger er ens, hvad NULL ikke er i SQL; JSON sammenlignes som tekst."""
    if felt == OEVRIGE:
        return Cast(vaerdi, TextField())
    if Katalogopgave._meta.get_field(felt.removesuffix("_id")).null:
        return Coalesce(vaerdi, Value(0), output_field=IntegerField())
    return vaerdi
