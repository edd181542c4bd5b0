"""Et afsluttet projekt flyttes ikke, og ingen får mail om det; et på pause flyttes og nævnes."""

import pytest

from koe.models import Besked
from opgaver.services.boelge import flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.kalender import ret_kalender
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt
from tests.flytning.hjaelp import GRUND, NU, frister, senere
from tests.flytning.test_kalender import NY
from tests.flytning.test_sider import NYE, ret


@pytest.fixture
def boelge(verden):
    projekt = verden.projekt
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, ny, {projekt.pk, verden.odense_projekt.pk})
    Projekt.objects.filter(pk=projekt.pk).update(status="afsluttet")
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(status="paa_pause")
    return ny


def test_et_afsluttet_projekt_flyttes_ikke_med_boelgen(verden, boelge):
    foer = frister(verden.projekt)
    _, visning = flyt_boelge(KOMMANDOLINJE, boelge, senere(verden.projekt, 21), GRUND, nu=NU)
    assert frister(verden.projekt) == foer and [v.projekt for v in visning.visninger] == [verden.odense_projekt]
    assert not verden.projekt.varslinger.exists() and not Besked.objects.filter(modtager=verden.anna.email).exists()


def test_boelgens_forhaandsvisning_naevner_de_afsluttede_og_dem_paa_pause(som, verden, boelge):
    tekst = som(verden.karen).get("/boelger/SAPA/1/flyt/", NYE).text
    assert "Afsluttet</h2>" in tekst and "<li>Aarhus</li>" in tekst and "Odense</a> (på pause)" in tekst


def test_et_afsluttet_projekt_flyttes_ikke_med_kalenderen(verden, boelge):
    foer = frister(verden.projekt)
    ret_kalender(KOMMANDOLINJE, verden.aarhus, NY, nu=NU)
    assert frister(verden.projekt) == foer and not Besked.objects.exists()


def test_kalenderens_forhaandsvisning_naevner_de_afsluttede(som, verden, boelge):
    assert "Afsluttede projekter beholder deres frister: SAPA." in ret(som(verden.ada)).text
