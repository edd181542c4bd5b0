"""Fortryd spørger én gang: siden viser, hvad der kommer tilbage, og hvad der er ændret siden."""

import re
from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from koe.models import Besked
from opgaver.models import Flytning
from opgaver.services.boelge import flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.frist import saet_frist
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from tests.flytning.hjaelp import GRUND, PAA, SENERE, flyt, frister
from tests.flytning.sider import side
from tests.flytning.test_kalender import PAASKE


@pytest.fixture
def flyttet(verden):
    del_ = flyt(verden, nu=timezone.now())
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    return del_


def test_siden_viser_det_der_vil_ske_og_gemmer_intet(som, verden, flyttet):
    foer, mails = frister(verden.projekt), Besked.objects.count()
    tekst = som(verden.anna).get(side("flyt:fortryd", flyttet.flytning_id)).text
    assert "5 opgaver får en anden frist." in tekst and "1 opgave er ændret siden" in tekst
    assert "man. 22. mar. 2027 → <strong>man. 1. mar. 2027" in tekst
    assert frister(verden.projekt) == foer and Besked.objects.count() == mails
    assert Flytning.objects.get().fortrudt is None


def test_er_mere_aendret_imens_vises_det_og_intet_fortrydes(som, verden, flyttet):
    klient, adresse = som(verden.anna), side("flyt:fortryd", flyttet.flytning_id)
    vist = klient.get(adresse).context["vist"]
    set_ = f"{timezone.now():%s}"
    saet_frist(Aktoer.person(verden.anna), verden.opgave("C01"), date(2027, 6, 1), "Aftalt", paa=PAA)
    svar = klient.post(adresse, {"vist": vist, "set": set_})
    assert svar.status_code == 409 and "2 opgaver er ændret siden" in svar.text
    assert re.search(r"Ændret siden: .*C01 .* \(frist sat, Anna Krogh, [0-9.]+ kl. [0-9.]+\)", svar.context["grund"])
    assert 'name="set"' in svar.text
    assert Flytning.objects.get().fortrudt is None
    klient.post(adresse, {"vist": svar.context["vist"]})
    assert Flytning.objects.get().fortrudt is not None


@pytest.mark.parametrize("data", [{}, {"vist": ""}])
def test_uden_det_sete_fortrydes_intet_og_siden_vises(som, verden, flyttet, data):
    svar = som(verden.anna).post(side("flyt:fortryd", flyttet.flytning_id), data)
    assert svar.status_code == 409 and "Se herunder, hvad der vil ske" in svar.text and "Ja, fortryd" in svar.text
    assert Flytning.objects.get().fortrudt is None


def test_head_skriver_ikke_for_at_se(som, verden, flyttet):
    with CaptureQueriesContext(connection) as saetninger:
        svar = som(verden.anna).head(side("flyt:fortryd", flyttet.flytning_id))
    assert svar.status_code == 200 and not [et for et in saetninger if "opgaver_opgave" in et["sql"]]


def test_boelgens_side_deler_efter_kommune(som, verden):
    datoer = Datoer(verden.projekt.projektstart, verden.projekt.idriftsaettelse, verden.projekt.golive)
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", datoer)
    saet_projekter(KOMMANDOLINJE, boelge, {verden.projekt.pk, verden.odense_projekt.pk})
    flytning, _ = flyt_boelge(KOMMANDOLINJE, boelge, SENERE, GRUND, nu=timezone.now())
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    tekst = som(verden.karen).get(f"/boelger/SAPA/1/flytninger/{flytning.pk}/fortryd/").text
    assert "11 opgaver får en anden frist." in tekst and "Aarhus: <span" in tekst


def test_kalenderens_side_siger_hvad_der_fjernes(som, verden):
    flytning = ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata((PAASKE,)), nu=timezone.now())
    tekst = som(verden.ada).get(f"/organisationer/0751/kalender/{flytning.pk}/fortryd/").text
    assert (
        "Fjernes fra kalenderen" in tekst and "Efter påske" in tekst and "Ja, fortryd ændringen af kalenderen" in tekst
    )
    assert "Det sker, når du fortryder ændringen af kalenderen" in tekst and "lyttet" not in tekst


def test_er_kalenderens_projekter_aendret_imens_siges_det_ved_navn(som, verden):
    flytning = ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata((PAASKE,)), nu=timezone.now())
    klient, adresse = som(verden.ada), f"/organisationer/0751/kalender/{flytning.pk}/fortryd/"
    sendt = {"vist": klient.get(adresse).context["vist"], "set": f"{timezone.now():%s}"}
    saet_frist(Aktoer.person(verden.anna), verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    svar = klient.post(adresse, sendt)
    assert svar.status_code == 409 and "A08" in svar.context["grund"] and "Anna Krogh" in svar.context["grund"]


def test_har_kalenderen_flyttet_fristen_siges_det_og_ikke_at_reglen_er_ny(som, verden):
    del_ = flyt(verden, nu=timezone.now())
    lukket = Kalenderdata((Periode("lukkedage", "Rejsedag", date(2027, 4, 26), date(2027, 4, 26)),))
    ret_kalender(KOMMANDOLINJE, verden.aarhus, lukket, nu=timezone.now())
    klient, adresse = som(verden.anna), side("flyt:fortryd", del_.flytning_id)
    vist = klient.get(adresse)
    assert vist.text.count("Kalenderen er ændret, regnet om") == 1 and "Ændret siden, regnet om" not in vist.text
    svar = klient.post(adresse, {"vist": vist.context["vist"]}, follow=True)
    assert "Kalenderen er ændret siden, så de her er regnet om med de gamle datoer: A08." in svar.text
    assert "Kalenderen er ændret, regnet om med de gamle datoer" in klient.get(del_.get_absolute_url()).text
