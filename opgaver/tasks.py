"""Celerys opgaver: tynde og sikre at køre to gange."""

from celery import shared_task
from django.utils import timezone

from .services.bilag import ryd_bilag


@shared_task
def ryd_op_i_bilag() -> None:
    """Hver time, så en genstart af beat ikke udskyder det i dage."""
    ryd_bilag(timezone.now())
