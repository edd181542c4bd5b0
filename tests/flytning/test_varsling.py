"""Varslingen siger, hvad der er flyttet fra og til, og hvor der kvitteres; Min side viser den, til det er gjort."""

import re

import pytest

from koe.models import Besked
from opgaver.services.boelge import flyt_boelge, kvitter, opret_boelge, saet_projekter
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.projekt import Datoer
from projekter.aktoer import Aktoer
from projekter.models import Medlemskab, Projekt, Rettighed, Rolle
from tests.flytning.hjaelp import GRUND, NU, SENERE, flyt, senere

SIDEN = "/projekter/0751/SAPA/datoer/#varslinger"


@pytest.fixture
def karen(verden):
    return Aktoer.person(verden.karen)


@pytest.fixture
def boelge(verden, karen):
    datoer = Datoer(verden.projekt.projektstart, verden.projekt.idriftsaettelse, verden.projekt.golive)
    ny = opret_boelge(karen, verden.sapa, 1, "", datoer)
    saet_projekter(karen, ny, {verden.projekt.pk, verden.odense_projekt.pk})
    verden.projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    return ny


def mail(person):
    return Besked.objects.filter(modtager=person.email).latest("pk")


def flyt_den(karen, boelge):
    return flyt_boelge(karen, boelge, SENERE, GRUND, nu=NU)[0]


def afvig(verden):
    flyt(verden, senere(verden.projekt, 7))


def test_en_afviger_faar_boelgens_navn_og_gamle_og_nye_datoer(verden, karen, boelge):
    afvig(verden)
    flyt_den(karen, boelge)
    for sendt in (mail(verden.anna).tekst, mail(verden.anna).html):
        tekst = sendt.replace("<strong>", "").replace("</strong>", "")
        assert "har flyttet Bølge 1 for SAPA" in tekst
        assert "Idriftsættelse: man. 1. mar. 2027 → man. 22. mar. 2027" in tekst
        assert "Go-live: man. 15. mar. 2027 → man. 5. apr. 2027" in tekst and SIDEN in tekst
    assert mail(verden.anna).emne == "Bølge 1 for SAPA er flyttet – SAPA, Aarhus"


def test_en_der_fulgte_med_faar_ogsa_linket_til_kvitteringen(verden, karen, boelge):
    flyt_den(karen, boelge)
    assert SIDEN in mail(verden.anna).tekst and "Bølge 1 for SAPA" in mail(verden.anna).tekst


def test_den_der_ikke_leder_bedes_ikke_om_at_kvittere(verden, karen, boelge):
    a08 = verden.opgave("A08")
    a08.udfoerer = verden.plads("administrator")
    a08.save()
    verden.projekt.pladser.filter(pk=a08.udfoerer_id).update(person=verden.bo)
    flyt_den(karen, boelge)
    assert SIDEN not in mail(verden.bo).tekst and SIDEN not in mail(verden.bo).html


def test_en_fortrudt_boelge_naevnes_den_anden_vej_og_kraever_ingen_kvittering(verden, karen, boelge):
    afvig(verden)
    fortryd_flytning(karen, flyt_den(karen, boelge).pk, nu=NU)
    tekst = mail(verden.anna).tekst
    assert "Idriftsættelse: man. 22. mar. 2027 → man. 1. mar. 2027" in tekst and SIDEN not in tekst


def test_siden_viser_boelgens_gamle_og_nye_datoer_i_varslingen(som, verden, karen, boelge):
    afvig(verden)
    flyt_den(karen, boelge)
    tekst = som(verden.anna).get("/projekter/0751/SAPA/datoer/").text
    varsling = tekst[tekst.index('id="varslinger"') :].split("</form>")[0]
    assert "Bølge 1 for SAPA" in varsling and "man. 1. mar. 2027 → <strong>man. 22. mar. 2027" in varsling


def test_min_side_viser_varslingen_til_nogen_har_kvitteret(som, verden, karen, boelge):
    flyt_den(karen, boelge)
    klient = som(verden.anna)
    tekst = klient.get("/").text
    assert "Varslinger, I ikke har kvitteret for" in tekst and SIDEN in tekst
    assert "Bølge 1 for SAPA" in tekst and "22.03.2027" in tekst
    kvitter(Aktoer.person(verden.anna), verden.projekt.varslinger.get(), nu=NU)
    assert SIDEN not in klient.get("/").text


def test_min_side_viser_den_ikke_for_den_der_ikke_leder(som, verden, karen, boelge):
    flyt_den(karen, boelge)
    assert "ikke har kvitteret for" not in som(verden.bo).get("/").text
    assert SIDEN not in som(verden.carl).get("/").text


@pytest.fixture
def uden_leder(verden, boelge):
    verden.projekt.pladser.filter(rolle__adgang=Rolle.Adgang.PROJEKTLEDER).update(person=None, stedfortraeder=None)
    return verden.projekt


def test_er_lederens_plads_ledig_faar_kommunens_programledere_varslingen(verden, karen, boelge, uden_leder):
    Medlemskab.objects.create(bruger=verden.ada, organisation=verden.aarhus, rettighed=Rettighed.PROGRAMLEDER)
    flyt_den(karen, boelge)
    assert SIDEN in mail(verden.ada).tekst


def test_er_der_ingen_leder_siges_det_i_svaret_og_i_boelgens_tabel(som, verden, karen, boelge, uden_leder):
    klient, data = som(verden.karen), {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027", "golive_staar": "1"}
    aftryk = re.search(r'name="aftryk" value="([^"]+)"', klient.get("/boelger/SAPA/1/flyt/", data).text)[1]
    data |= {"begrundelse": GRUND, "aftryk": aftryk}
    tekst = klient.post("/boelger/SAPA/1/flyt/", data, follow=True).text
    assert "2 kommuner er varslet. Ingen leder har fået mail i Aarhus: projektlederens plads er ledig" in tekst
    assert tekst.count("ikke kvitteret; projektet har ingen leder at skrive til") == 1
