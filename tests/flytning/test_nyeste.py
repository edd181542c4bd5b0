"""Kun den nyeste flytning tilbydes fortrudt; de ældre viser vejen til den. Annas kvittering siger bølgens grund."""

import pytest
from django.utils import timezone

from opgaver.models import Flytning
from opgaver.services.boelge import flyt_boelge, kvitter, opret_boelge, saet_projekter
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Projekt
from tests.flytning.hjaelp import GRUND, NU, SENERE, flyt, senere
from tests.flytning.sider import side
from tests.flytning.test_kalender import PAASKE

KNAP = "Fortryd flytningen"


@pytest.fixture
def to(verden):
    """To flytninger af Annas projekt, den ældste først."""
    foerste = flyt(verden, nu=timezone.now())
    verden.projekt.refresh_from_db()
    return foerste, flyt(verden, senere(verden.projekt, 7), nu=timezone.now())


@pytest.fixture
def boelge(verden):
    datoer = Datoer(verden.projekt.projektstart, verden.projekt.idriftsaettelse, verden.projekt.golive)
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", datoer)
    saet_projekter(KOMMANDOLINJE, ny, {verden.projekt.pk})
    verden.projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    return ny


def test_den_aeldste_viser_vejen_til_den_nyeste_i_stedet_for_en_knap(som, verden, to):
    klient = som(verden.anna)
    aeldste, nyeste = (klient.get(del_.get_absolute_url()).text for del_ in to)
    assert KNAP not in aeldste and f'href="{to[1].get_absolute_url()}"' in aeldste
    assert KNAP in nyeste and "flyttet igen siden" not in nyeste


def test_er_den_nyeste_fortrudt_kan_den_forrige_fortrydes(som, verden, to):
    fortryd_flytning(KOMMANDOLINJE, to[1].flytning_id, nu=timezone.now())
    assert KNAP in som(verden.anna).get(to[0].get_absolute_url()).text


def test_boelgens_side_tilbyder_kun_den_nyeste(som, verden, boelge):
    klient = som(verden.karen)
    for dage in (7, 14):
        projekt = Projekt.objects.get(pk=verden.projekt.pk)
        boelge.refresh_from_db()
        flyt_boelge(KOMMANDOLINJE, boelge, senere(projekt, dage), GRUND, nu=timezone.now())
    tekst = klient.get("/boelger/SAPA/1/").text
    nyeste, aeldste = Flytning.objects.filter(boelge=boelge)
    assert tekst.count(KNAP) == 1 and f"flytninger/{nyeste.pk}/fortryd/" in tekst
    assert tekst.index(f'id="flytning-{nyeste.pk}"') < tekst.index(f'id="flytning-{aeldste.pk}"')
    assert f'href="{nyeste.get_absolute_url()}">flytning {nyeste.pk} af' in tekst


def test_kalenderens_side_tilbyder_kun_den_nyeste(som, verden):
    ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata((PAASKE,)), nu=timezone.now())
    ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata(), nu=timezone.now())
    tekst = som(verden.ada).get("/organisationer/0751/kalender/").text
    nyeste = Flytning.objects.filter(kommune=verden.aarhus).first()
    assert tekst.count("Fortryd ændringen") == 1 and f"kalender/{nyeste.pk}/fortryd/" in tekst
    assert f'href="#flytning-{nyeste.pk}">ændring {nyeste.pk}' in tekst


def test_en_kalender_der_er_flyttet_datoer_efter_viser_vejen_til_den_flytning(som, verden):
    ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata((PAASKE,)), nu=timezone.now())
    siden = flyt(verden, nu=timezone.now())
    klient = som(verden.ada)
    tekst = klient.get("/organisationer/0751/kalender/").text
    assert "Fortryd ændringen" not in tekst and f'href="{siden.get_absolute_url()}"' in tekst and "Anna Krogh" in tekst
    fortryd_flytning(KOMMANDOLINJE, siden.flytning_id, nu=timezone.now())
    assert "Fortryd ændringen" in klient.get("/organisationer/0751/kalender/").text


def test_annas_kvittering_siger_hvem_der_flyttede_boelgen_og_hvorfor(som, verden, boelge):
    flytning, _ = flyt_boelge(KOMMANDOLINJE, boelge, SENERE, GRUND, nu=NU)
    tekst = som(verden.anna).get(side("flyt:kvittering", flytning.pk)).text
    assert "Bølge 1 for SAPA" in tekst and GRUND in tekst and KNAP not in tekst
    assert "Kun KOMBIT kan fortryde flytningen af bølgen." in tekst


def test_en_kvitteret_varsling_siger_stadig_hvorfor(som, verden, boelge):
    flyt(verden, senere(verden.projekt, 7), begrundelse="Vores egen grund")
    flyt_boelge(KOMMANDOLINJE, boelge, SENERE, GRUND, nu=NU)
    kvitter(Aktoer.person(verden.anna), verden.projekt.varslinger.get(), nu=NU)
    tekst = som(verden.anna).get(side("flyt:datoer")).text
    varslinger = tekst[tekst.index(">Varslinger<") :]
    assert GRUND in varslinger and "01.03.2027 → 22.03.2027" in varslinger
