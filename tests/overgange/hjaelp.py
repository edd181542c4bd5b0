"""Fælles for prøverne af faseovergange."""

from datetime import UTC, datetime

from django.db.models import QuerySet

from faser.models import Fase
from opgaver.models import Katalogopgave, Opgave
from opgaver.services.opgave import saet_status
from overgange.regler import Tjekpunkt
from overgange.tjekliste import find_overgang
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt
from tests.medvirkende import I_DAG
from tests.udgivet import uden_vaern

NU = datetime(2027, 2, 5, 9, 32, tzinfo=UTC)
"""Fredag 5. februar 2027 kl. 10.32 dansk tid."""


def punkt(kode="C01", titel="Opret brugere", status="ikke_startet", **felter):
    ord_ = dict(Opgave.Status.choices)
    felter = {"er_obligatorisk": True, "prioritet": "Obligatorisk", "statusord": ord_[status]} | felter
    return Tjekpunkt(kode=kode, titel=titel, status=status, **felter)


def fase(verden, kode):
    return Fase.objects.get(model=verden.model, kode=kode)


def overgang(verden, kode="F2", projekt=None):
    return find_overgang(projekt or verden.projekt, fase(verden, kode))


def ret_kort(verden, kode, **felter):
    """Ret et udgivet kort uden om spærringen, som et katalog kunne have været skrevet."""
    with uden_vaern():
        QuerySet(Katalogopgave).filter(version=verden.version, kode=kode).update(**felter)


def stil_i(verden, kode):
    """Stil Aarhus' projekt i fasen."""
    Projekt.objects.filter(pk=verden.projekt.pk).update(fase=fase(verden, kode))
    verden.projekt.refresh_from_db()


def loes(verden, *koder, status="fuldfoert", begrundelse=""):
    for kode in koder:
        saet_status(KOMMANDOLINJE, verden.opgave(kode), status, paa=I_DAG, begrundelse=begrundelse)
