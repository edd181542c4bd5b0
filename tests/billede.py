"""Et billede af de rækker, en verden består af, så den bygges én gang i processen og siden blot lægges ind.

En verden er hundrede forespørgsler gennem services; en prøve, der skal bruge den, betaler ellers det samme igen.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models
from django.utils import timezone

from opgaver.models import Katalogversion

KLADDE, UDGIVET = Katalogversion.Status.KLADDE, Katalogversion.Status.UDGIVET


@dataclass(frozen=True)
class Tabel:
    """Tabellens rækker, som databasen gemmer dem; ``tider`` er de kolonner, der er klokkeslæt."""

    model: type[models.Model]
    raekker: list[list[Any]]
    tider: list[int]

    def laeg_ind(self) -> None:
        nu = models.DateTimeField().get_db_prep_value(timezone.now(), connection)
        raekker = [
            [nu if nummer in self.tider and vaerdi is not None else vaerdi for nummer, vaerdi in enumerate(raekke)]
            for raekke in self.raekker
        ]
        felter = self.model._meta.concrete_fields
        navne = ", ".join(connection.ops.quote_name(felt.column) for felt in felter)
        saetning = f"INSERT INTO {self.model._meta.db_table} ({navne}) VALUES ({', '.join(['%s'] * len(felter))})"
        with connection.cursor() as markoer:
            markoer.executemany(saetning, raekker)


class Billede[Verden]:
    """``lav`` bygger verdenen i en tom database. Alle dens klokkeslæt er nu, også når den lægges ind igen."""

    def __init__(self, lav: Callable[[], Verden]) -> None:
        foer = {model: model._base_manager.count() for model in _modeller()}
        self.verden = pickle.dumps(lav())
        self.udgivne = list(Katalogversion.objects.exclude(status=KLADDE).values_list("pk", flat=True))
        self.tabeller = [_aftegn(model) for model in _modeller() if model._base_manager.count() != foer[model]]
        if fyldte := [tabel.model.__name__ for tabel in self.tabeller if foer[tabel.model]]:
            raise ValueError(f"Databasen var ikke tom: {fyldte}")

    def laeg_ind(self) -> Verden:
        for tabel in self.tabeller:
            tabel.laeg_ind()
        self._taeller_videre()
        # Databasen tager ikke imod kort i en udgivet version; de lægges ind som kladder og udgives til sidst.
        Katalogversion.objects.filter(pk__in=self.udgivne).update(status=UDGIVET, udgivet=timezone.now())
        verden: Verden = pickle.loads(self.verden)
        return verden

    def _taeller_videre(self) -> None:
        """Den næste række får et ledigt nummer, også når nogen (``flush``) har nulstillet databasens tællere."""
        saetninger = connection.ops.sequence_reset_sql(no_style(), [tabel.model for tabel in self.tabeller])
        if saetninger:
            with connection.cursor() as markoer:
                markoer.execute(" ".join(saetninger))


def _modeller() -> list[type[models.Model]]:
    return [model for model in apps.get_models(include_auto_created=True) if model._meta.managed]


def _aftegn(model: type[models.Model]) -> Tabel:
    felter = model._meta.concrete_fields
    raekker = [
        [felt.get_db_prep_save(getattr(et, felt.attname), connection) for felt in felter]
        for et in model._base_manager.order_by("pk")
    ]
    if model is Katalogversion:
        raekker = [_som_kladde(raekke, [felt.name for felt in felter]) for raekke in raekker]
    tider = [nummer for nummer, felt in enumerate(felter) if isinstance(felt, models.DateTimeField)]
    return Tabel(model, raekker, tider)


def _som_kladde(raekke: list[Any], felter: list[str]) -> list[Any]:
    """Rækken, før den blev udgivet. En lukket version er der ingen af i en verden."""
    stand = dict(zip(felter, raekke, strict=True))
    assert stand["status"] in (KLADDE, UDGIVET)
    return list((stand | {"status": KLADDE, "udgivet": None}).values())
