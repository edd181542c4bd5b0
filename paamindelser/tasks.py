"""Fejningen, der siger det, der er at sige i dag."""

from celery import shared_task
from django.conf import settings
from django.utils import timezone

from opgaver.services.pausebesked import sig_udloebne

from .udsendelse import udsend


@shared_task
def fej_paamindelser() -> None:
    """Send dagens påmindelser, men ikke om natten: først fra ``PAAMINDELSE_FRA_TIME`` dansk tid.

    Det, der blev forsømt, mens systemet var nede, indhentes.
    """
    nu = timezone.localtime()
    if nu.hour >= settings.PAAMINDELSE_FRA_TIME:
        udsend(nu.date())
        sig_udloebne(nu.date())
