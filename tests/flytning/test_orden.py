"""Kommunerne står i dansk orden, hvor en bølge vises: æ, ø og å sidst."""

import pytest
from django.utils import timezone

from opgaver.services.boelge import flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.flytning import flyt_datoer
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.projekt import Datoer, opret_projekt
from opgaver.views_boelgekvittering import kommunelinjer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Organisation, Projekt
from tests.flytning.hjaelp import GRUND, SENERE, senere

DANSK = ["Ærø", "Øster", "Åbæk"]


@pytest.fixture
def boelge(verden):
    datoer = Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    tredje = Organisation.objects.create(navn="Øster", kode="0999", slags=verden.aarhus.slags)
    opret_projekt(KOMMANDOLINJE, tredje, verden.sapa, datoer)
    for kommune, navn in ((verden.aarhus, "Åbæk"), (verden.odense, "Ærø")):
        Organisation.objects.filter(pk=kommune.pk).update(navn=navn)
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", datoer)
    saet_projekter(KOMMANDOLINJE, ny, set(Projekt.objects.filter(loesning=verden.sapa).values_list("pk", flat=True)))
    return ny


def kommuner(projekter):
    return [projekt.kommune.navn for projekt in projekter]


def test_boelgens_side_og_kvitteringen_staar_i_dansk_orden(som, verden, boelge):
    klient = som(verden.karen)
    flytning, _ = flyt_boelge(KOMMANDOLINJE, boelge, SENERE, GRUND, nu=timezone.now())
    side = klient.get(boelge.get_absolute_url()).context
    assert kommuner(raekke[0] for raekke in side["raekker"]) == kommuner(et[0] for et in side["alle"]) == DANSK
    assert kommuner(linje.projekt for linje in kommunelinjer(flytning)) == DANSK
    fortryd = klient.get(f"/boelger/SAPA/1/flytninger/{flytning.pk}/fortryd/")
    assert list(fortryd.context["tal"]) == DANSK


def test_de_der_ikke_foelger_naevnes_i_dansk_orden(som, verden, boelge):
    for projekt in Projekt.objects.med_navne().filter(boelge=boelge):
        flyt_datoer(KOMMANDOLINJE, projekt, senere(projekt, 7), GRUND, nu=timezone.now())
    klient = som(verden.karen)
    vist = klient.get(boelge.get_absolute_url()).context["vist"]
    projekter = list(boelge.projekter.values_list("pk", flat=True))
    tekst = klient.post(boelge.get_absolute_url(), {"projekt": projekter, "vist": vist}, follow=True).text
    tekst = tekst[tekst.index("3 projekter følger ikke bølgens datoer") :]
    assert sorted(DANSK, key=lambda navn: tekst.index(f"{navn} (")) == DANSK


def test_de_der_ikke_kom_med_tilbage_naevnes_i_dansk_orden(verden, boelge):
    saet_projekter(KOMMANDOLINJE, boelge, {verden.projekt.pk})
    flytning, _ = flyt_boelge(KOMMANDOLINJE, boelge, SENERE, GRUND, nu=timezone.now())
    andre = Projekt.objects.exclude(pk=verden.projekt.pk).filter(loesning=verden.sapa)
    andre.update(boelge=boelge, idriftsaettelse=SENERE.idriftsaettelse, golive=SENERE.golive)
    Organisation.objects.filter(pk=verden.odense.pk).update(navn="Åse")
    assert kommuner(fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=timezone.now()).afviger) == ["Øster", "Åse"]
