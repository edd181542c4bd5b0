"""En gevinst i Annas projekt med Bo på ejerens plads; dagen er mandag 1. februar 2027."""

from decimal import Decimal

import pytest
import time_machine

from gevinster.services import Oplysninger, opret_gevinst
from projekter.aktoer import Aktoer
from projekter.models import Plads
from tests.medvirkende import I_DAG


@pytest.fixture(autouse=True)
def _dagen():
    with time_machine.travel(I_DAG, tick=False):
        yield


@pytest.fixture
def oplysninger(verden):
    ejer = verden.plads("gevinstejer")
    Plads.objects.filter(pk=ejer.pk).update(person=verden.bo)
    return Oplysninger("Kortere søgetid", "oekonomi", "minutter pr. sag", Decimal(3), ejer=ejer)


@pytest.fixture
def gevinst(verden, oplysninger):
    return opret_gevinst(Aktoer.person(verden.anna), verden.projekt, oplysninger)
