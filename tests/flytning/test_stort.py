"""Mange opgaver: forklaringen regner altid til den gemte dato, og en fortrydelse er præcis."""

import random
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from implementering.testdata import Omfang, lav_testdata
from opgaver.models import Opgave
from opgaver.services.flytning import flyt_datoer
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_egen_regel, saet_frist
from opgaver.services.frister import begrundet_frist
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Organisation, Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, frister, senere

pytestmark = pytest.mark.django_db


def projekterne():
    return list(Projekt.objects.med_navne().med_kalender().order_by("pk"))


def uforklarede():
    """De opgaver, hvis forklaring ikke regner til den gemte dato eller ikke nævner den."""
    fundne = []
    for projekt in projekterne():
        for opgave in Opgave.objects.filter(plan__projekt=projekt).select_related("kort"):
            svar = begrundet_frist(opgave, projekt)
            if (svar.dato if svar else None) != opgave.frist:
                fundne.append((projekt, opgave))
    return fundne


def test_hver_forklaring_regner_til_den_gemte_dato_hvad_der_end_sker():
    lav_testdata(Omfang(kommuner=4, loesninger=2, opgaver=130), PAA)
    assert not uforklarede()
    lod = random.Random(4)
    for opgave in lod.sample(list(Opgave.objects.aabne().med_kort().select_related("plan__projekt__kommune")), 60):
        if lod.random() < 0.5:
            saet_frist(KOMMANDOLINJE, opgave, PAA + timedelta(days=lod.randint(-40, 400)), "Aftalt", paa=PAA)
        else:
            saet_egen_regel(KOMMANDOLINJE, opgave, f"{lod.randint(1, 30)} arbejdsdage før go-live")
    jul = Periode("lukkedage", "Jul", date(2027, 12, 20), date(2028, 1, 2))
    for kommune in Organisation.objects.filter(projekter__isnull=False).distinct()[:2]:
        ret_kalender(KOMMANDOLINJE, kommune, Kalenderdata((jul,), frozenset({"foerste_maj_lukket"})), nu=NU)
    dele = [
        flyt_datoer(KOMMANDOLINJE, projekt, senere(projekt, lod.randint(-20, 90)), GRUND, nu=NU)
        for projekt in projekterne()
    ]
    assert not uforklarede()
    for del_ in dele[::2]:
        fortryd_flytning(KOMMANDOLINJE, del_.flytning_id, nu=NU)
    assert not uforklarede()


@pytest.fixture
def tre_hundrede():
    lav_testdata(Omfang(kommuner=1, loesninger=1, opgaver=300), PAA)
    return projekterne()[0]


def test_300_opgaver_flyttes_og_fortrydes_byte_for_byte(tre_hundrede):
    foer, ankre = frister(tre_hundrede), tre_hundrede.ankre
    assert len(foer) == 300
    del_ = flyt_datoer(KOMMANDOLINJE, tre_hundrede, senere(tre_hundrede, 45), GRUND, nu=NU)
    assert frister(tre_hundrede) != foer
    svar = fortryd_flytning(KOMMANDOLINJE, del_.flytning_id, nu=NU)
    assert frister(tre_hundrede) == foer and not svar.blev
    assert projekterne()[0].ankre == ankre


def test_antallet_af_skrivninger_foelger_ikke_antallet_af_opgaver(tre_hundrede):
    with CaptureQueriesContext(connection) as fangst:
        flyt_datoer(KOMMANDOLINJE, tre_hundrede, senere(tre_hundrede, 45), GRUND, nu=NU)
    skrivninger = [et for et in fangst if et["sql"].startswith('UPDATE "opgaver_opgave"')]
    assert len(skrivninger) == 1 and len(fangst) < 25
