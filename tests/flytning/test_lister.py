"""Listerne over flytninger tæller uden at hente hver eneste gamle og nye frist, og viser kun de nyeste."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opgaver.models import Flytning, Flytningsdel
from opgaver.services.boelge import flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from tests.flytning.hjaelp import GRUND, NU, flyt, senere
from tests.flytning.test_kalender import PAASKE


@pytest.fixture
def flyttet(verden):
    """En flyttet bølge og en rettet kalender."""
    projekt = verden.projekt
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk})
    ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata((PAASKE,)), nu=NU)
    flyt_boelge(KOMMANDOLINJE, boelge, senere(projekt, 21), GRUND, nu=NU)


@pytest.mark.parametrize(
    ("hvem", "sti"),
    [
        ("anna", "/projekter/0751/SAPA/datoer/"),
        ("karen", "/boelger/SAPA/1/"),
        ("ada", "/organisationer/0751/kalender/"),
    ],
)
def test_siden_henter_ikke_raekkerne(som, verden, flyttet, hvem, sti):
    klient = som(getattr(verden, hvem))
    with CaptureQueriesContext(
        connection,
    ) as sat:
        svar = klient.get(sti)
    assert svar.status_code == 200
    assert not [et["sql"] for et in sat if "raekker" in et["sql"]]


def test_antallet_er_raekkernes(verden, flyttet):
    for del_ in Flytningsdel.objects.all():
        assert del_.antal == len(del_.raekker) > 0


def test_kun_de_nyeste_tyve_vises(som, verden):
    for nummer in range(25):
        flytning = Flytning.objects.create(slags="projekt", begrundelse=f"Nr. {nummer}.", aktoer="A", oprettet=NU)
        Flytningsdel.objects.create(flytning=flytning, projekt=verden.projekt)
    tekst = som(verden.anna).get("/projekter/0751/SAPA/datoer/").text
    assert "Nr. 24." in tekst and "Nr. 5." in tekst and "Nr. 4." not in tekst


def test_projektsidens_tal_er_delens(som, verden):
    flyt(verden)
    assert 'data-title="Frister">6<' in som(verden.anna).get("/projekter/0751/SAPA/datoer/").text
