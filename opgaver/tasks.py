"""Celerys opgaver: tynde og sikre at køre to gange."""

from celery import shared_task
from django.utils import timezone

from .services.bilag import ryd_bilag
from .services.importjob import slet_gamle


@shared_task
def ryd_op_i_bilag() -> None:
    """Hver time, så en genstart af beat ikke udskyder det i dage."""
    ryd_bilag(timezone.now())


@shared_task
def ryd_op_i_importer() -> None:
    slet_gamle(timezone.now())
