"""Celerys opgaver: tynde, sikre at køre to gange, og altid med rækken i databasen som sandhed."""

from celery import shared_task
from celery.worker import state
from django.utils import timezone

from . import job, udbakke
from .skub import skub


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
    udbakke.send_ventende(skal_blive_ved)


@shared_task
def fej() -> None:
    """Find det, der venter eller hænger, fordi et skub gik tabt, eller en arbejder døde."""
    for job_id in job.klar(timezone.now()):
        skub("udfoer_job", job_id)
    udbakke.send_ventende(skal_blive_ved)


def skal_blive_ved() -> bool:
    """Falsk, når arbejderen er bedt om at stoppe; en lang udsendelse må ikke holde den fast."""
    return state.should_stop is None
