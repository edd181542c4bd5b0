"""En bølges flytning har sin egen side: det, der skete i hver kommune, kvitteringerne, og om den kan fortrydes."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opgaver.models import Flytning
from opgaver.services.boelge import flyt_boelge, kvitter, opret_boelge, saet_projekter
from opgaver.services.flytning import flyt_datoer
from opgaver.services.frist import saet_frist
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, senere


@pytest.fixture
def boelge(verden):
    projekt = verden.projekt
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, ny, {projekt.pk, verden.odense_projekt.pk})
    return ny


def frisk(projekt):
    return Projekt.objects.med_navne().get(pk=projekt.pk)


def flyttet(verden, boelge, dage=21):
    boelge.refresh_from_db()
    return flyt_boelge(KOMMANDOLINJE, boelge, senere(boelge, dage), GRUND, nu=timezone.now())[0]


def uden_maerker(svar):
    return " ".join(svar.text.replace("<strong", "<b").split())


def test_den_viser_gamle_og_nye_datoer_i_hver_kommune_og_kvitteringerne(som, verden, boelge):
    flytning = flyttet(verden, boelge)
    kvitter(Aktoer.person(verden.anna), verden.projekt.varslinger.get(), nu=NU)
    svar = som(verden.karen).get(flytning.get_absolute_url())
    assert "12 frister i 2 projekter" in svar.text and "1 af 2 kommuner har kvitteret" in svar.text
    for linje in svar.context["fulgte"]:
        assert ("Idriftsættelse", date(2027, 3, 1), date(2027, 3, 22)) in linje.del_.skift
    assert "kvitteret 03.02.2027 10.00 af kommunen" in uden_maerker(svar) and "ikke kvitteret" in svar.text
    assert "Kan fortrydes til og med" in svar.text and ">Fortryd flytningen</a>" in svar.text


def test_den_der_ikke_fulgte_med_staar_med_grunden_som_den_var_dengang(som, verden, boelge):
    aarhus = frisk(verden.projekt)
    flyt_datoer(KOMMANDOLINJE, aarhus, senere(aarhus, 7), GRUND, nu=NU)
    flytning = flyttet(verden, boelge)
    flyt_datoer(KOMMANDOLINJE, frisk(aarhus), senere(aarhus, 90), GRUND, nu=NU)
    svar = som(verden.karen).get(flytning.get_absolute_url())
    assert "Kommunen har egne datoer: idriftsættelse er 08.03.2027, bølgens er 01.03.2027" in svar.text
    assert [linje.projekt for linje in svar.context["blev"]] == [aarhus]


def test_efter_en_fortrydelse_staar_det_hele_der_stadig(som, verden, boelge):
    flytning = flyttet(verden, boelge)
    kvitter(Aktoer.person(verden.anna), verden.projekt.varslinger.get(), nu=NU)
    aarhus = frisk(verden.projekt)
    flyt_datoer(KOMMANDOLINJE, aarhus, senere(aarhus, 7), GRUND, nu=NU)
    saet_frist(KOMMANDOLINJE, verden.opgave("A08", verden.odense_projekt), date(2027, 6, 1), "Aftalt", paa=PAA)
    klient, fortryd = som(verden.karen), f"{flytning.get_absolute_url()}fortryd/"
    assert "får en anden frist" in klient.get(fortryd).text and Flytning.objects.get(pk=flytning.pk).fortrudt is None
    svar = klient.post(fortryd, {"vist": klient.get(fortryd).context["vist"]}, follow=True)
    assert svar.redirect_chain[0][0] == flytning.get_absolute_url()
    assert "Flytningen af Bølge 1 er fortrudt" in svar.text and "Fortrudt" in svar.text
    assert "nej: SAPA i Aarhus Kommune er flyttet igen siden" in svar.text
    assert "ja, men 1 opgave var ændret siden og beholdt sin frist" in svar.text
    assert "kvitteret 03.02.2027 10.00 af kommunen" in uden_maerker(svar) and "trukket tilbage" in svar.text


def test_en_aeldre_flytning_peger_paa_den_der_skal_fortrydes_foerst(som, verden, boelge):
    foerste, anden = flyttet(verden, boelge), flyttet(verden, boelge, 7)
    tekst = som(verden.karen).get(foerste.get_absolute_url()).text
    assert f'href="{anden.get_absolute_url()}"' in tekst and ">Fortryd flytningen</a>" not in tekst


def test_boelgens_side_og_projektets_kvittering_foerer_derhen(som, verden, boelge):
    flytning = flyttet(verden, boelge)
    her = f'href="{flytning.get_absolute_url()}"'
    tekst = som(verden.karen).get("/boelger/SAPA/1/").text
    assert her in tekst and "01.03.2027" in tekst.split('id="flytninger"')[1]
    assert her not in som(verden.anna).get(f"/projekter/0751/SAPA/flytninger/{flytning.pk}/").text
    assert "01.03.2027" in som(verden.anna).get("/projekter/0751/SAPA/datoer/").text.split("Flytninger</h3>")[1]


def test_raekkerne_hentes_ikke(som, verden, boelge):
    flytning, klient = flyttet(verden, boelge), som(verden.karen)
    with CaptureQueriesContext(connection) as sat:
        klient.get(flytning.get_absolute_url())
    assert not [et["sql"] for et in sat if "raekker" in et["sql"]]
