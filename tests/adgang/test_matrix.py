"""Adgangsmatricen, kørt: enhver adresse, enhver metode, enhver rolle, egen og fremmed kommune."""

import logging

import pytest
from django.urls import get_resolver

from tests.adgang.adresser import uoverensstemmelser
from tests.adgang.celler import koer
from tests.adgang.matrix import MATRIX
from tests.adgang.scene import ROLLER, lav_scene


@pytest.fixture(autouse=True)
def uden_log_over_afviste(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


def test_hver_adresse_har_en_linje_og_hver_linje_en_adresse():
    assert uoverensstemmelser(get_resolver(), MATRIX) == []


@pytest.mark.parametrize("rolle", ROLLER)
def test_rollen_faar_netop_det_matricen_siger(db, rolle, record_property):
    koersel = koer(lav_scene(), rolle)
    record_property("celler", koersel.celler)
    assert not koersel.brud, "\n".join(koersel.brud)
