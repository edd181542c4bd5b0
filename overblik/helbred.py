"""Er systemet klar? Læses af driften, ikke af brugere."""

from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.models import Min

from koe.models import Besked, Job
from opgaver import bilagslager, vaern


def helbred(nu: datetime) -> tuple[bool, dict[str, Any]]:
    """Om databasen svarer, har alle migrationer og vogter det udgivne, og hvor længe det ældste i køen har ventet.

    Alderen er i sekunder. ``manglende_vaern`` er antallet af de udløsere, der skulle være der (``opgaver.vaern``).

    Køens alder og bilagenes mappe afgør ikke, om systemet er klar: siderne virker, også når arbejderen står stille,
    og når bilagene ikke kan hentes.
    Overvågningen kan selv sætte sin grænse.
    """
    try:
        mangler = _manglende_migrationer()
        uvogtet = len(vaern.mangler(DEFAULT_DB_ALIAS))
        tal = {} if mangler else _koe(nu)
    except Error:
        return False, {"klar": False, "database": False}
    klar = not mangler and not uvogtet
    return klar, {
        "klar": klar,
        "database": True,
        "bilagsmappe": bilagslager.er_tilgaengelig(),
        "manglende_migrationer": mangler,
        "manglende_vaern": uvogtet,
        **tal,
    }


def _manglende_migrationer() -> list[str]:
    udfoerer = MigrationExecutor(connection)
    plan = udfoerer.migration_plan(udfoerer.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def _koe(nu: datetime) -> dict[str, int | None]:
    return {
        "aeldste_besked_sekunder": _alder(Besked.objects.ventende(), nu),
        "opgivne_beskeder": Besked.objects.filter(status=Besked.Status.OPGIVET).count(),
        "aeldste_job_sekunder": _alder(Job.objects.filter(status=Job.Status.NY), nu),
    }


def _alder(ventende: Any, nu: datetime) -> int | None:
    aeldst = ventende.aggregate(aeldst=Min("oprettet"))["aeldst"]
    return int((nu - aeldst).total_seconds()) if aeldst else None
