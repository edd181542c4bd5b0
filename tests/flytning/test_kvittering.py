"""Kvitteringen: hvem der fik besked, og hvem der må fortryde."""

from datetime import date

import pytest
from django.core.management import CommandError

from koe.models import Besked
from opgaver.management.commands import flyt_boelge as kommando
from opgaver.services.boelge import boelgens_nye_ankre, flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_frist
from opgaver.services.projekt import Datoer
from projekter import adgang
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Boelge, Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, flyt
from tests.flytning.test_kommandoer import koer


@pytest.fixture
def boelge(verden):
    projekt = verden.projekt
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, ny, {projekt.pk})
    return ny


def test_kvitteringen_naevner_ogsaa_senere_den_opgave_der_ikke_blev_foert_tilbage(som, verden):
    del_ = flyt(verden)
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    fortryd_flytning(KOMMANDOLINJE, del_.flytning_id, nu=NU)
    assert som(verden.anna).get(del_.get_absolute_url()).text.count("Ændret siden, ikke ført tilbage") == 1


def test_kvitteringen_naevner_en_stedfortraeder_der_fik_mail(som, verden):
    plads = verden.plads("administrator")
    plads.person, plads.stedfortraeder = None, verden.dorte
    plads.save()
    a08 = verden.opgave("A08")
    a08.udfoerer = plads
    a08.save()
    flyt(verden)
    verden.projekt.pladser.exclude(pk=plads.pk).filter(person=verden.dorte).update(person=None)
    assert Besked.objects.filter(modtager=verden.dorte.email).exists()
    svar = som(verden.anna).get(verden.projekt.flytningsdele.get().get_absolute_url())
    assert "Dorte Winther" in svar.text and "Ingen andre" not in svar.text


def test_retten_til_at_flytte_foelger_det_der_flyttes(verden, boelge):
    maa = {
        navn: [bool(adgang.maa_flytte(Aktoer.person(person), sted)) for sted in (boelge, verden.aarhus, verden.projekt)]
        for navn, person in (("karen", verden.karen), ("ada", verden.ada), ("anna", verden.anna), ("bo", verden.bo))
    }
    assert maa == {
        "karen": [True, False, False], "ada": [False, True, False], "anna": [False, False, True], "bo": [False] * 3,
    }  # fmt: skip


def test_kommandoen_goer_ikke_en_andens_flytning_om(verden, boelge, monkeypatch):
    """En anden flytter go-live, mellem kommandoen læste bølgen og flyttede den."""

    def imens(*args, **kwargs):
        Boelge.objects.update(golive="2027-04-19")
        Projekt.objects.filter(boelge=boelge).update(golive="2027-04-19")
        return flyt_boelge(*args, **kwargs)

    monkeypatch.setattr(kommando, "flyt_boelge", imens)
    with pytest.raises(CommandError, match="Noget er ændret"):
        koer(
            "flyt_boelge", "--loesning", "SAPA", "--boelge", "1", "--projektstart", "2026-12-01", "--begrundelse", GRUND
        )
    assert str(Boelge.objects.get().golive) == "2027-04-19"


def test_kvitteringen_gaetter_ikke_paa_hvorfor_projektet_ikke_blev_foert_tilbage(som, verden, boelge):
    saet_projekter(KOMMANDOLINJE, boelge, {verden.projekt.pk, verden.odense_projekt.pk})
    ankre = boelgens_nye_ankre(boelge, idriftsaettelse=date(2027, 3, 22))
    flytning, _ = flyt_boelge(KOMMANDOLINJE, boelge, ankre, GRUND, nu=NU)
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive="2027-05-03")
    fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=NU)
    tekst = som(verden.anna).get(verden.projekt.flytningsdele.get().get_absolute_url()).text
    assert "dette projekt kunne ikke føres tilbage" in tekst and "var flyttet igen" not in tekst
