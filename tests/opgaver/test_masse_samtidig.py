"""To på samme tid i PostgreSQL: den samme ændring af mange sker én gang, og ingen går hen over den anden."""

import pytest

from opgaver.models import Massehandling, Opgave
from opgaver.services.masse import udfoer_masse
from opgaver.services.massegrundlag import Massevalg, Slags, forhaandsvis_masse
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse
from tests.flytning.hjaelp import NU, PAA
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_et_dobbelt_ja_og_et_flueben_imens_giver_hver_opgave_netop_en_linje_for_hver_aendring():
    verden = lav_verden()
    ider = list(Opgave.objects.i_projekt(verden.projekt).values_list("pk", flat=True))
    valg = Massevalg(Slags.STATUS, status="fuldfoert")
    aftryk = forhaandsvis_masse(KOMMANDOLINJE, verden.projekt, valg, ider, paa=PAA).aftryk
    a08 = verden.opgave("A08")

    def ja():
        udfoer_masse(KOMMANDOLINJE, verden.projekt, valg, ider, nu=NU, aftryk=aftryk)

    fejl = samtidig(ja, ja, lambda: saet_status(KOMMANDOLINJE, a08, "i_gang", paa=PAA, udgave=1))
    assert {et.split(":")[0] for et in fejl} == {"Foraeldet"} and len(fejl) == 2
    antal = Massehandling.objects.count()
    assert Haendelse.objects.filter(handling__startswith="status sat").count() == (len(ider) if antal else 1)
    assert verden.opgave("A08").udgave == 2
