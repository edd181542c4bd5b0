"""Et billede af de rækker, en verden består af, så den bygges én gang i processen og siden blot lægges ind.

En verden er hundrede forespørgsler gennem services; en prøve, der skal bruge den, betaler ellers det samme igen.
"""

import pickle
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.apps import apps
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.utils import timezone

from opgaver.models import Katalogversion

KLADDE, UDGIVET = Katalogversion.Status.KLADDE, Katalogversion.Status.UDGIVET


@dataclass(frozen=True)
class Tabel:
    """Tabellens rækker, som databasen gemmer dem; ``tider`` er de kolonner, der er klokkeslæt (som datetime)."""

    model: type[models.Model]
    raekker: list[list[Any]]
    tider: list[int]

    def laeg_ind(self, senere: timedelta) -> None:
        felter = self.model._meta.concrete_fields
        raekker = [list(raekke) for raekke in self.raekker]
        for raekke in raekker:
            for nummer in self.tider:
                if tid := raekke[nummer]:
                    raekke[nummer] = felter[nummer].get_db_prep_save(tid + senere, connection)
        navne = ", ".join(connection.ops.quote_name(felt.column) for felt in felter)
        saetning = f"INSERT INTO {self.model._meta.db_table} ({navne}) VALUES ({', '.join(['%s'] * len(felter))})"
        with connection.cursor() as markoer:
            markoer.executemany(saetning, raekker)


class Billede[Verden]:
    """``lav`` bygger verdenen i en tom database. Lagt ind er den lige bygget; tiden imellem er den samme."""

    def __init__(self, lav: Callable[[], Verden]) -> None:
        foer = {model: _aftegn(model) for model in _modeller()}
        self.verden = pickle.dumps(lav())
        self.bygget = timezone.now()
        self.udgivne = dict(Katalogversion.objects.exclude(status=KLADDE).values_list("pk", "udgivet"))
        self.tabeller = [tabel for model in _modeller() if (tabel := _aftegn(model)) != foer[model]]
        if fyldte := [tabel.model.__name__ for tabel in self.tabeller if foer[tabel.model].raekker]:
            raise ValueError(f"Databasen var ikke tom: {fyldte}")

    @transaction.atomic
    def laeg_ind(self) -> Verden:
        """Rækkerne kan pege frem på hinanden; databasen ser først efter, når alle er lagt ind."""
        senere = timezone.now() - self.bygget
        for tabel in self.tabeller:
            tabel.laeg_ind(senere)
        self._taeller_videre()
        # Databasen tager ikke imod kort i en udgivet version; de lægges ind som kladder og udgives til sidst.
        for pk, udgivet in self.udgivne.items():
            Katalogversion.objects.filter(pk=pk).update(status=UDGIVET, udgivet=udgivet + senere)
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
    tider = [nummer for nummer, felt in enumerate(felter) if isinstance(felt, models.DateTimeField)]
    raekker = [
        [
            vaerdi if nummer in tider else felt.get_db_prep_save(vaerdi, connection)
            for nummer, felt in enumerate(felter)
            for vaerdi in [getattr(et, felt.attname)]
        ]
        for et in model._base_manager.order_by("pk")
    ]
    if model is Katalogversion:
        raekker = [_som_kladde(raekke, [felt.name for felt in felter]) for raekke in raekker]
    return Tabel(model, raekker, tider)


def _som_kladde(raekke: list[Any], felter: list[str]) -> list[Any]:
    """Rækken, før den blev udgivet. En lukket version er der ingen af i en verden."""
    stand = dict(zip(felter, raekke, strict=True))
    assert stand["status"] in (KLADDE, UDGIVET)
    return list((stand | {"status": KLADDE, "udgivet": None}).values())
