"""Adgangsmatricen, kørt: enhver adresse, enhver metode, enhver rolle, egen og fremmed kommune.

``make test-adgang`` går den igennem med alle roller, de almindelige prøver med én af hver slags, og tre af dem spørger
da ikke også med htmx. Rettighederne er Python og de samme på PostgreSQL; dér går tre roller ind på alle de sider, de
ser, så hver sides SQL er prøvet dér.
"""

import logging

import pytest
from django.db import connection
from django.urls import get_resolver

from tests.adgang.adresser import uoverensstemmelser
from tests.adgang.celler import TVILLINGER, er_alt, koer
from tests.adgang.matrix import MATRIX
from tests.adgang.scene import ROLLER

HVER_SLAGS = [rolle for rolle in ROLLER if rolle not in TVILLINGER or er_alt()]
ROLLER_HER = HVER_SLAGS if connection.vendor == "sqlite" else ["anna", "ada", "karen"]


@pytest.fixture(autouse=True)
def uden_log_over_afviste(caplog):
    caplog.set_level(logging.CRITICAL, logger="django.request")


def test_hver_adresse_har_en_linje_og_hver_linje_en_adresse():
    assert uoverensstemmelser(get_resolver(), MATRIX) == []


@pytest.mark.parametrize("rolle", ROLLER_HER)
def test_rollen_faar_netop_det_matricen_siger(scene, rolle, record_property):
    koersel = koer(scene, rolle, kun_egne=connection.vendor != "sqlite")
    record_property("celler", koersel.celler)
    assert not koersel.brud, "\n".join(koersel.brud)
