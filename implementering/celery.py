"""Celery-appen. Celery skubber kun; det, der skal ske, står som rækker i databasen (se ``koe``)."""

import os
from pathlib import Path
from typing import Any

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "implementering.settings")
TRANSPORT_ALIASES["embedded"] = "koe.transport:Transport"

KOE_SEKUNDER = 60
"""Højst så længe venter det, hvis skub gik tabt, når fejningen ikke er sat til at komme oftere."""
EN_TIME = 60 * 60
SYNLIGHED = 60 * 60
"""Sekunder, før Redis leverer et skub igen; længere, end noget arbejde varer."""

app = Celery("implementering")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()


@app.on_after_configure.connect
def faerdiggoer(sender: Celery, **_: Any) -> None:
    """Det, der følger af indstillingerne. De læses først her, så appen kan importeres, før de er færdige."""
    from django.conf import settings

    indlejret = str(settings.CELERY_BROKER_URL).startswith("embedded:")
    sender.conf.update(
        broker_transport_options=indlejret_koe(settings.DATA_MAPPE) if indlejret else redis_koe(),
        worker_enable_remote_control=not indlejret,
        broker_connection_max_retries=None,
        beat_schedule=plan(settings.FEJ_SEKUNDER),
    )


def indlejret_koe(data_mappe: Path) -> dict[str, Any]:
    """Filer i datamappen, set efter to gange i sekundet."""
    return {"mappe": str(data_mappe / "broker"), "polling_interval": 0.5}


def redis_koe() -> dict[str, Any]:
    """Korte frister og få forsøg: et skub, der ikke kan afleveres, må ikke holde en forespørgsel fast."""
    return {
        "visibility_timeout": SYNLIGHED,
        "socket_connect_timeout": 2,
        "socket_timeout": 2,
        "socket_keepalive": True,
        "health_check_interval": 25,
        "max_retries": 1,
        "interval_start": 0,
    }


def plan(fej_sekunder: int) -> dict[str, dict[str, Any]]:
    """Beats faste runder i UTC. En runde, arbejderen ikke nåede før den næste, bortfalder."""
    runder = {
        "køen": ("koe.tasks.fej", min(KOE_SEKUNDER, fej_sekunder)),
        "importer": ("opgaver.tasks.ryd_op_i_importer", fej_sekunder),
        "påmindelser": ("paamindelser.tasks.fej_paamindelser", fej_sekunder),
        "bilag": ("opgaver.tasks.ryd_op_i_bilag", EN_TIME),
    }
    return {
        navn: {"task": opgave, "schedule": sekunder, "options": {"expires": sekunder}}
        for navn, (opgave, sekunder) in runder.items()
    }
