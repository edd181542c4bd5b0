"""Fælles for prøverne om indhentningsplanen: Aarhus' projekt tre uger før idriftsættelsen, to frister for sent."""

from datetime import UTC, date, datetime

from opgaver.models import Opgave
from opgaver.services.indhentning import anvend_indhentning
from projekter.aktoer import Aktoer

NU = datetime(2027, 2, 9, 9, tzinfo=UTC)
PAA = date(2027, 2, 9)
URL = "/projekter/0751/SAPA/indhentningsplan/"


def anvend(verden, **mere):
    valg = {"nu": NU} | mere
    return anvend_indhentning(Aktoer.person(verden.anna), verden.projekt, valg.pop("begrundelse", "Sen start"), **valg)


def koder(plan):
    return {raekke.post.kode: raekke.til for raekke in plan.raekker}


def frist(kode, **felter):
    Opgave.objects.filter(kort__kode=kode, plan__projekt__kommune__kode="0751").update(**felter)
