"""Databasens indhold, så en prøve kan vise, at intet blev skrevet."""

from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import Model, Q, QuerySet

from gevinster.models import Gevinst, Maaling
from opgaver.models import (
    Dokument,
    Flytningsdel,
    Forudsaetning,
    Kommentar,
    Massehandling,
    Omtale,
    Opgave,
    Plan,
    Varsling,
)
from overgange.models import Faseovergang
from projekter.models import (
    Bruger,
    Etape,
    Etapetrin,
    Haendelse,
    Ibrugtagning,
    Listebekraeftelse,
    Medlemskab,
    Organisation,
    Overdragelse,
    Pause,
    Plads,
    Projekt,
)

type Aftryk = dict[str, list[Any]]


def alt() -> Aftryk:
    """Alle rækker i alle tabeller undtagen sessionerne."""
    return {model.__name__: _raekker(model.objects.all()) for model in apps.get_models() if model is not Session}


def kommunens(kommune: Organisation) -> Aftryk:
    """Alle rækker, der hører til kommunen, dens projekter og dens personer."""
    projekter = Projekt.objects.filter(kommune=kommune)
    i_projekt = {
        model: Q(projekt__in=projekter)
        for model in (
            Plads,
            Plan,
            Gevinst,
            Faseovergang,
            Haendelse,
            Flytningsdel,
            Massehandling,
            Varsling,
            Etape,
            Ibrugtagning,
            Pause,
        )
    }
    fundne: dict[type[Model], Q] = {
        Projekt: Q(kommune=kommune),
        Opgave: Q(plan__projekt__in=projekter),
        **{model: Q(opgave__plan__projekt__in=projekter) for model in (Kommentar, Dokument, Forudsaetning)},
        Etapetrin: Q(etape__projekt__in=projekter),
        Omtale: Q(kommentar__opgave__plan__projekt__in=projekter),
        Maaling: Q(gevinst__projekt__in=projekter),
        Medlemskab: Q(organisation=kommune),
        Listebekraeftelse: Q(organisation=kommune),
        Overdragelse: Q(organisation=kommune),
        Bruger: Q(medlemskaber__organisation=kommune),
        **i_projekt,
    }
    return {model.__name__: _raekker(model.objects.filter(betingelse)) for model, betingelse in fundne.items()}


def _raekker(raekker: QuerySet[Any]) -> list[Any]:
    return list(raekker.order_by("pk").distinct().values_list())
