"""Intet hold går i gang før idriftsættelsen, hvem der end flytter den, og hvilken vej."""

from datetime import date

import pytest

from faelles.afvisning import Afvist
from opgaver.models import Flytning, Varsling
from opgaver.services.boelge import boelgens_nye_ankre, flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.etapefjernelse import fjern_etape
from opgaver.services.flytning import flyt_datoer, nye_ankre
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from tests.etaper.conftest import NU
from tests.fletning.hjaelp import alt, frisk

TIDLIG, SENERE = date(2027, 3, 8), date(2027, 4, 12)


@pytest.fixture
def boelge(verden):
    """Bølgen har projekternes datoer, og Aarhus og Odense følger den."""
    datoer = Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", datoer)
    saet_projekter(KOMMANDOLINJE, boelge, {verden.projekt.pk, verden.odense_projekt.pk})
    return boelge


def ryk(projekt, **datoer):
    ankre = nye_ankre(frisk(projekt).ankre, **datoer)
    return flyt_datoer(KOMMANDOLINJE, frisk(projekt), ankre, "Forsinket", nu=NU).flytning


def test_en_boelge_flytter_ikke_den_kommune_hvis_hold_saa_gik_i_gang_for_tidligt(verden, boelge, lav):
    lav("Hemmeligt hold", date(2027, 3, 15))
    flyt_boelge(KOMMANDOLINJE, boelge, boelgens_nye_ankre(boelge, idriftsaettelse=SENERE), "Forsinket", nu=NU)
    assert frisk(verden.projekt).idriftsaettelse == date(2027, 3, 1)
    assert frisk(verden.odense_projekt).idriftsaettelse == SENERE
    grund = Varsling.objects.get(projekt=verden.projekt).grund
    assert "flytte holdet først" in grund and "Hemmeligt" not in grund


def test_en_fortrydelse_der_lod_et_hold_gaa_i_gang_for_tidligt_afvises(verden, lav):
    flytning = ryk(verden.projekt, idriftsaettelse=date(2027, 2, 15))
    lav("Nord", date(2027, 2, 22))
    foer = alt(verden.projekt)
    with pytest.raises(Afvist, match="er flyttet igen siden"):
        fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=NU)
    fortryd_flytning(KOMMANDOLINJE, Flytning.objects.latest("pk").pk, nu=NU)
    lav("Syd", date(2027, 2, 23))
    with pytest.raises(Afvist, match=r"Et af holdene i SAPA i Aarhus Kommune ville gå i gang før idriftsættelsen\."):
        fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=NU)
    assert foer != alt(verden.projekt) and frisk(verden.projekt).idriftsaettelse == date(2027, 2, 15)


def test_en_flytning_af_hold_der_er_fjernet_siden_fortrydes_ikke(verden, lav):
    fjern_etape(KOMMANDOLINJE, lav("Nord", SENERE), "Alle på én gang", nu=NU)
    foer = alt(verden.projekt)
    with pytest.raises(Afvist, match="er fjernet siden"):
        fortryd_flytning(KOMMANDOLINJE, Flytning.objects.latest("pk").pk, nu=NU)
    assert alt(verden.projekt) == foer
