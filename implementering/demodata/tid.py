"""Demoens ur: det, der skrives i historikken, får det tidspunkt, det efter fortællingen skete på.

Historikken er ellers kun til at føje til; her rettes tiden på rækker, som demoen selv lige har skrevet.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time

from django.db.models import Max, QuerySet
from django.utils import timezone

from projekter.models import Haendelse, Organisation


def tidspunkt(dag: date, time_: int, minut: int = 0) -> datetime:
    """Klokkeslættet på dagen i dansk tid."""
    return timezone.make_aware(datetime.combine(dag, time(time_, minut)))


@contextmanager
def sket(tid: datetime, *organisationer: Organisation) -> Iterator[None]:
    """Alt, hvad organisationernes historik får i blokken, er sket på tidspunktet ``tid``."""
    sidste = Haendelse.objects.aggregate(sidste=Max("pk"))["sidste"] or 0
    yield
    QuerySet(Haendelse).filter(pk__gt=sidste, organisation__in=organisationer).update(tid=tid)
