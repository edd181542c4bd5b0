"""Oprydningen efter importerne."""

from celery import shared_task
from django.utils import timezone

from .services.importjob import slet_gamle


@shared_task
def ryd_op_i_importer() -> None:
    slet_gamle(timezone.now())
