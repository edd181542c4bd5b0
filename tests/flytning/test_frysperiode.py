"""En frist i en frysperiode er mærket, hvor den ses, og kalenderens forhåndsvisning siger, hvilke en ny rammer."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opgaver.services.kalender import forhaandsvis_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Kalenderperiode
from tests.flytning.hjaelp import PAA

VALG = {"slags": "frysperiode", "navn": "Valgperioden", "fra": date(2027, 4, 1), "til": date(2027, 4, 30)}
LISTEN = "/projekter/0751/SAPA/opgaver/"


@pytest.fixture
def frys(verden):
    return Kalenderperiode.objects.create(kommune=verden.aarhus, **VALG)


def test_kortet_maerker_fristen_og_navngiver_perioden(som, verden, frys):
    tekst = som(verden.anna).get(verden.opgave("A08").get_absolute_url()).text
    assert ">I frysperiode</span>" in tekst and "Ligger i frysperioden Valgperioden." in tekst


def test_listen_maerker_kun_den_frist_der_ligger_i_perioden(som, verden, frys):
    assert som(verden.anna).get(verden.projekt.get_absolute_url()).text.count(">I frysperiode</span>") == 1


def test_en_lukket_opgave_maerkes_ikke(som, verden, frys):
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    assert ">I frysperiode</span>" not in som(verden.anna).get(verden.projekt.get_absolute_url()).text


@pytest.mark.parametrize("siden", ["listen", "kortet"])
def test_maerket_koster_ingen_forespoergsel(som, verden, siden):
    adresse = verden.projekt.get_absolute_url() if siden == "listen" else verden.opgave("A08").get_absolute_url()
    klient, tal = som(verden.anna), []
    klient.get(adresse)
    for _ in range(2):
        with CaptureQueriesContext(connection) as fanget:
            klient.get(adresse)
        tal.append(len(fanget))
        Kalenderperiode.objects.create(kommune=verden.aarhus, **VALG)
    assert tal[0] == tal[1] and sum("kalenderperiode" in et["sql"] for et in fanget) == 1


def test_kalenderen_viser_de_frister_en_ny_frysperiode_rammer(som, verden):
    saet_status(KOMMANDOLINJE, verden.opgave("G01"), "fuldfoert", paa=PAA)
    klient = som(verden.ada)
    vist = klient.get("/organisationer/0751/kalender/").context["vist"]
    felter = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "vist": vist}
    felter |= {f"p-0-{navn}": vaerdi for navn, vaerdi in VALG.items()}
    felter |= {"p-0-fra": "01.04.2027", "p-0-til": "30.04.2027"}
    tekst = klient.post("/organisationer/0751/kalender/", felter).text
    assert "1 frist ligger i en ny frysperiode" in tekst and "A08" in tekst and "Valgperioden" in tekst


def test_en_frysperiode_der_stod_i_forvejen_er_ikke_ny(verden, frys):
    stod = Kalenderdata((Periode(**VALG),))
    ny = Kalenderdata((Periode(**VALG), Periode("frysperiode", "Sommer", date(2027, 7, 1), date(2027, 7, 31))))
    assert forhaandsvis_kalender(verden.aarhus, stod, PAA).i_nye_frysperioder == []
    assert forhaandsvis_kalender(verden.aarhus, ny, PAA).i_nye_frysperioder == []


def test_en_laast_frist_i_en_ny_frysperiode_er_ogsaa_ramt(verden):
    a08 = verden.opgave("A08")
    a08.er_frist_laast = True
    a08.save()
    ny = Kalenderdata((Periode(**VALG),))
    [(projekt, raekke, navn)] = forhaandsvis_kalender(verden.aarhus, ny, PAA).i_nye_frysperioder
    assert (projekt, raekke.post.kode, navn) == (verden.projekt, "A08", "Valgperioden")
