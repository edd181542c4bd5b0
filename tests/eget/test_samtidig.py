"""To på samme tid i PostgreSQL: intet går tabt, og hvert flueben er netop én hændelse."""

import pytest

from opgaver.kriterier import noegle
from opgaver.services.eget import saet_egen_tekst, saet_kriterium
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse
from tests.eget.hjaelp import NU, med_kriterier
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def antal(handling):
    return Haendelse.objects.filter(handling=handling).count()


def kryds(verden, tekst, sat):
    return lambda: saet_kriterium(KOMMANDOLINJE, verden.opgave("A08"), noegle(tekst), sat, nu=NU)


def test_det_samme_flueben_sat_af_otte_er_ét_flueben_og_én_haendelse():
    verden = lav_verden()
    opgave = med_kriterier(verden)
    assert samtidig(*[kryds(verden, "Alle er hørt", True)] * 8) == []
    assert (opgave.kriterieflueben.count(), antal("kriterium krydset af")) == (1, 1)


def test_otte_der_saetter_og_fjerner_efterlader_en_historik_der_stemmer():
    verden = lav_verden()
    opgave = med_kriterier(verden)
    for _ in range(5):
        assert samtidig(*[kryds(verden, "Alle er hørt", bool(nummer % 2)) for nummer in range(8)]) == []
    sat, fjernet = antal("kriterium krydset af"), antal("kriterium ikke opfyldt alligevel")
    assert sat - fjernet == opgave.kriterieflueben.count()


def test_hvert_sit_flueben_er_ikke_i_vejen_for_hinanden():
    verden = lav_verden()
    opgave = med_kriterier(verden)
    tekster = ("Alle er hørt", "Planen er godkendt", "Der er ét sted at melde fejl")
    assert samtidig(*[kryds(verden, tekst, True) for tekst in tekster]) == []
    assert opgave.kriterieflueben.count() == 3


def test_af_to_tekster_vinder_den_ene_og_den_anden_faar_det_at_vide():
    verden = lav_verden()
    med_kriterier(verden)

    def skriv(tekst):
        return lambda: saet_egen_tekst(KOMMANDOLINJE, verden.opgave("A08"), tekst, udgave=1)

    fejl = samtidig(skriv("Min"), skriv("Din"))
    assert len(fejl) == 1 and fejl[0].startswith("Foraeldet")
    assert verden.opgave("A08").egen_tekst in ("Min", "Din") and antal("egen tekst sat") == 1
