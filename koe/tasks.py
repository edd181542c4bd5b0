"""Celerys opgaver: tynde, sikre at køre to gange, og altid med rækken i databasen som sandhed."""

import time
from collections.abc import Callable

from celery import shared_task
from django.utils import timezone

from . import job, udbakke
from .skub import skub

UDSENDELSE = 25.0
"""Sekunder til én omgang mails: kortere end den tid, en arbejder får til at stoppe, og så en død mailserver ikke
holder alle pladser."""


@shared_task
def udfoer_job(job_id: int) -> None:
    """Udfør jobbet, hvis ingen anden har taget det."""
    job.udfoer(job_id)


@shared_task
def send_besked(besked_id: int) -> None:
    """Send den ene mail, hvis ingen anden har taget den."""
    udbakke.send(besked_id)


@shared_task
def send_beskeder() -> None:
    """Send de mails, der venter."""
    udbakke.send_ventende(en_kort_stund())


@shared_task
def fej() -> None:
    """Find det, der venter eller hænger, fordi et skub gik tabt, eller en arbejder døde."""
    nu = timezone.now()
    for job_id in job.klar(nu):
        skub("udfoer_job", job_id)
    job.ryd_op(nu)
    udbakke.ryd_op(nu)
    udbakke.send_ventende(en_kort_stund())


def en_kort_stund() -> Callable[[], bool]:
    """Sand, indtil stunden er gået; resten tager den næste fejning."""
    senest = time.monotonic() + UDSENDELSE
    return lambda: time.monotonic() < senest
