"""To på samme tid i PostgreSQL: ingen låser sig fast i den anden, og ingen dato bliver falsk."""

import threading
from datetime import date

import pytest
from django.db import transaction

from opgaver.models import Opgave, Varsling
from opgaver.services import flytning, projekt
from opgaver.services.boelge import boelgens_nye_ankre, flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.fordeling import fordel_efter_anbefaling
from opgaver.services.frister import begrundet_frist
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from opgaver.services.opgave import saet_status
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt
from projekter.services.pladser import besaet_plads
from tests.flytning.hjaelp import GRUND, NU, PAA, SENERE
from tests.medvirkende import lav_organisation, lav_verden
from tests.samtidig import samtidig

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]
NY = Kalenderdata((Periode("lukkedage", "Efter påske", date(2027, 4, 1), date(2027, 4, 6)),))


def haeng(monkeypatch, modul, navn, maa_gaa, *, er_naaet):
    """Lad funktionen sige til, når den er færdig, og vent, til den anden er kommet frem."""
    aegte = getattr(modul, navn)

    def langsom(*args, **kwargs):
        svar = aegte(*args, **kwargs)
        er_naaet.set()
        maa_gaa.wait(3)
        return svar

    monkeypatch.setattr(modul, navn, langsom)


@pytest.fixture
def haendelser():
    return threading.Event(), threading.Event()


def test_en_opgave_kan_krydses_af_mens_datoerne_flyttes(monkeypatch, haendelser):
    verden, (laast, skrevet) = lav_verden(), haendelser
    haeng(monkeypatch, flytning, "forhaandsvis", skrevet, er_naaet=laast)

    def kryds():
        laast.wait(5)
        with transaction.atomic():
            saet_status(KOMMANDOLINJE, verden.opgave("A08"), "i_gang", paa=PAA)
            skrevet.set()
            threading.Event().wait(0.3)

    def flyt():
        flytning.flyt_datoer(KOMMANDOLINJE, verden.projekt, SENERE, GRUND, nu=NU)

    assert samtidig(flyt, kryds) == []
    assert (verden.opgave("A08").frist, verden.opgave("A08").status) == (date(2027, 4, 26), "i_gang")


def test_en_plads_besaettes_mens_en_anden_peger_paa_kommunen(haendelser):
    verden, (laast, skrevet) = lav_verden(), haendelser

    def hold():
        with transaction.atomic():
            besaet_plads(KOMMANDOLINJE, verden.plads("administrator"), verden.bo, None)
            laast.set()
            assert skrevet.wait(5), "den anden måtte vente på kommunen"

    def peg():
        laast.wait(5)
        Projekt.objects.create(
            kommune=verden.aarhus, loesning=verden.ky, fase=verden.projekt.fase, golive=date(2027, 3, 1)
        )
        skrevet.set()

    assert samtidig(hold, peg) == []


def test_en_opgave_kan_fordeles_mens_datoerne_flyttes(monkeypatch, haendelser):
    verden, (laast, skrevet) = lav_verden(), haendelser
    haeng(monkeypatch, flytning, "forhaandsvis", skrevet, er_naaet=laast)

    def fordel():
        laast.wait(5)
        with transaction.atomic():
            fordel_efter_anbefaling(KOMMANDOLINJE, verden.projekt)
            skrevet.set()
            threading.Event().wait(0.3)

    def flyt():
        flytning.flyt_datoer(KOMMANDOLINJE, verden.projekt, SENERE, GRUND, nu=NU)

    assert samtidig(flyt, fordel) == []


def test_et_projekt_der_oprettes_mens_kalenderen_rettes_faar_den_nye(monkeypatch, haendelser):
    verden, (lavet, gemt) = lav_verden(), haendelser
    kommune = lav_organisation("kommune", "0101", "København")
    haeng(monkeypatch, projekt, "saet_frister", gemt, er_naaet=lavet)

    def opret():
        datoer = Datoer(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))
        opret_projekt(KOMMANDOLINJE, kommune, verden.sapa, datoer)

    def ret():
        lavet.wait(5)
        try:
            ret_kalender(KOMMANDOLINJE, kommune, NY, nu=NU)
        finally:
            gemt.set()

    assert samtidig(opret, ret) == []
    nyt = Projekt.objects.med_navne().med_kalender().get(kommune=kommune)
    for opgave in Opgave.objects.filter(plan__projekt=nyt).select_related("kort"):
        svar = begrundet_frist(opgave, nyt)
        assert (svar.dato if svar else None) == opgave.frist


def test_et_projekt_der_forlader_boelgen_imens_flyttes_ikke_med(haendelser):
    verden, (sat, _) = lav_verden(), haendelser
    datoer = Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", datoer)
    saet_projekter(KOMMANDOLINJE, boelge, {verden.odense_projekt.pk})

    def skift():
        with transaction.atomic():
            saet_projekter(KOMMANDOLINJE, boelge, {verden.projekt.pk})
            sat.set()
            threading.Event().wait(0.5)

    def flyt():
        sat.wait(5)
        flyt_boelge(KOMMANDOLINJE, boelge, boelgens_nye_ankre(boelge, idriftsaettelse=date(2027, 3, 22)), GRUND, nu=NU)

    assert samtidig(skift, flyt) == []
    assert list(Varsling.objects.values_list("projekt", flat=True)) == [verden.projekt.pk]
    assert Projekt.objects.get(pk=verden.odense_projekt.pk).idriftsaettelse == verden.projekt.idriftsaettelse
