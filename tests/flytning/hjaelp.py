"""Fælles for prøverne om flytning."""

from datetime import UTC, date, datetime, timedelta

from frister import Ankre
from opgaver.models import Opgave
from opgaver.services.flytning import flyt_datoer, nye_ankre
from projekter.aktoer import Aktoer

NU = datetime(2027, 2, 3, 9, tzinfo=UTC)
PAA = date(2027, 2, 3)
GRUND = "Leverandøren er forsinket"
SENERE = Ankre(date(2026, 9, 1), date(2027, 3, 22), date(2027, 4, 5))


def frister(projekt):
    """Alt, hvad en flytning kan røre, for hver opgave, byte for byte."""
    felter = ("pk", "frist", "er_frist_laast", "frist_sat_af", "frist_sat", "frist_begrundelse", "egen_regel")
    return list(Opgave.objects.filter(plan__projekt=projekt).order_by("pk").values_list(*felter))


def flyt(verden, ankre=SENERE, **mere):
    return flyt_datoer(
        Aktoer.person(verden.anna), verden.projekt, ankre, mere.pop("begrundelse", GRUND), **{"nu": NU} | mere
    )


def senere(projekt, dage):
    flyttet = {"idriftsaettelse": projekt.idriftsaettelse + timedelta(days=dage)}
    return nye_ankre(projekt.ankre, **flyttet, golive=projekt.golive + timedelta(days=dage))
