"""To, der anvender planen på samme tid i PostgreSQL: én plan, og ingen låser sig fast i den anden."""

import pytest

from opgaver.models import Flytning, Opgave
from opgaver.services.flytning import flyt_datoer
from opgaver.services.indhentning import anvend_indhentning, se_indhentning
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from tests.flytning.hjaelp import SENERE
from tests.indhentning.hjaelp import NU, PAA
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_to_der_anvender_den_samme_plan_giver_en():
    projekt = lav_verden().projekt
    aftryk = se_indhentning(projekt, PAA).aftryk

    def anvend():
        anvend_indhentning(KOMMANDOLINJE, projekt, "Sen start", nu=NU, aftryk=aftryk)

    [grund] = samtidig(anvend, anvend)
    assert grund.startswith("Foraeldet") and Flytning.objects.count() == 1


def test_en_plan_en_flytning_og_et_flueben_laaser_sig_ikke_fast_i_hinanden():
    verden = lav_verden()
    p01, projekt = verden.opgave("P01"), verden.projekt
    samtidig(
        lambda: anvend_indhentning(KOMMANDOLINJE, projekt, "Sen start", nu=NU),
        lambda: flyt_datoer(KOMMANDOLINJE, projekt, SENERE, "Forsinket", nu=NU),
        lambda: saet_status(KOMMANDOLINJE, p01, Opgave.Status.I_GANG, paa=PAA),
    )
    assert Flytning.objects.count() in (1, 2)
