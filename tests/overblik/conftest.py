"""Dagen er mandag 1. februar 2027, fire uger før idriftsættelsen i Annas projekt."""

import pytest
import time_machine

from opgaver.models import Opgave
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Organisation
from tests.medvirkende import I_DAG, lav_organisation


@pytest.fixture(autouse=True)
def _dagen():
    with time_machine.travel(I_DAG, tick=False):
        yield


@pytest.fixture
def fuldfoer():
    """``fuldfoer(opgave)`` fuldfører opgaven i dag, uden om rettighederne."""

    def udfoer(opgave: Opgave) -> None:
        Opgave.objects.filter(pk=opgave.pk).update(status=Opgave.Status.FULDFOERT, fuldfoert=I_DAG)

    return udfoer


@pytest.fixture
def mange_kommuner(verden):
    """Tolv kommuner mere, hver med et projekt for SAPA."""
    slags = Organisation.Slags.KOMMUNE
    kommuner = [lav_organisation(slags, f"09{nummer:02}", f"Kommune {nummer:02}", nummer) for nummer in range(12)]
    datoer = Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    return [opret_projekt(KOMMANDOLINJE, kommune, verden.sapa, datoer) for kommune in kommuner]
