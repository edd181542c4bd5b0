"""Et skub til Celery. Rækken i databasen er sandheden, så et tabt skub koster kun ventetid."""

import logging
from functools import partial

from celery import current_app
from django.db import transaction

logger = logging.getLogger(__name__)


def skub(opgave: str, *argumenter: int) -> None:
    """Skub Celery-opgaven i gang, når transaktionen er gennemført.

    Er køen nede, noteres det i loggen; forespørgslen går sin gang, og fejningen finder rækken.
    """
    transaction.on_commit(partial(_send, f"koe.tasks.{opgave}", argumenter))


def _send(navn: str, argumenter: tuple[int, ...]) -> None:
    try:
        current_app.send_task(navn, args=argumenter, retry=False)
    except Exception as fejl:  # noqa: BLE001 - hvad køen end fejler, er rækken gemt og bliver fundet
        logger.warning("Køen tog ikke imod %s (%s). Fejningen tager den.", navn, fejl)
