"""Django-projektet: indstillinger, adresser, Celery, demo- og testdata."""

from .celery import app as celery_app

__all__ = ["celery_app"]
