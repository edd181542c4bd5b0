"""Hvem der ikke følger bølgen, og hvorfor; vejen tilbage; og det, der er at sige om bølgens egne datoer."""

import re

import pytest
from django.utils import timezone

from opgaver.models import Flytning
from opgaver.services.boelge import flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Boelge, Haendelse, Projekt
from tests.flytning.hjaelp import GRUND, NU, flyt, senere
from tests.flytning.sider import aftryk, side
from tests.flytning.test_kommandoer import koer

HVORFOR = "idriftsættelse er 08.03.2027, bølgens er 01.03.2027; go-live er 22.03.2027, bølgens er 15.03.2027"


@pytest.fixture
def boelge(verden):
    datoer = Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", datoer)
    saet_projekter(KOMMANDOLINJE, ny, {verden.projekt.pk, verden.odense_projekt.pk})
    verden.projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    return ny


@pytest.fixture
def afveget(verden, boelge):
    flyt(verden, senere(verden.projekt, 7))


def foelg(klient, tekst):
    """Datoerne i formularen, der fører tilbage til bølgen, sendt, som knappen gør."""
    formular = tekst[: tekst.index("Følg bølgens datoer igen")].rsplit("<form", 1)[1]
    felter = dict(re.findall(r'name="(\w+)" value="([^"]*)"', formular))
    return felter, klient.get(side("flyt:flyt"), felter)


def test_projektet_kan_foelge_boelgen_igen_gennem_forhaandsvisningen(som, verden, boelge, afveget):
    klient = som(verden.anna)
    felter, vist = foelg(klient, klient.get(side("flyt:datoer")).text)
    assert felter == {"foelg": "1", "idriftsaettelse": "01.03.2027", "golive": "15.03.2027"}
    assert "følger Bølge 1 igen" in vist.text
    klient.post(side("flyt:flyt"), felter | {"begrundelse": GRUND, "aftryk": aftryk(vist)})
    assert Projekt.objects.med_navne().get(pk=verden.projekt.pk).foelger_boelgen


def test_fortrydes_de_egne_datoer_staar_det_i_historikken_at_boelgen_foelges(verden, boelge, afveget):
    fortryd_flytning(KOMMANDOLINJE, Flytning.objects.first().pk, nu=NU)
    assert Projekt.objects.med_navne().get(pk=verden.projekt.pk).foelger_boelgen
    assert Haendelse.objects.get(projekt=verden.projekt, handling="følger bølgen igen").ny == "Bølge 1"


def test_en_boelge_der_faar_projektets_datoer_tager_det_ikke_med_igen(som, verden, boelge, afveget):
    flyt_boelge(KOMMANDOLINJE, boelge, senere(verden.projekt, 7), GRUND, nu=NU)
    projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    assert projekt.har_boelgens_datoer and not projekt.foelger_boelgen
    assert "nej: har valgt egne datoer, som nu er de samme" in som(verden.karen).get("/boelger/SAPA/1/").text
    boelge.refresh_from_db()
    _, visning = flyt_boelge(KOMMANDOLINJE, boelge, senere(projekt, 7), GRUND, nu=NU)
    assert visning.afvigere == [projekt]


def test_er_datoerne_allerede_boelgens_er_valget_nok_og_kan_fortrydes(som, verden, boelge, afveget):
    flyt_boelge(KOMMANDOLINJE, boelge, senere(verden.projekt, 7), GRUND, nu=NU)
    klient = som(verden.anna)
    felter, vist = foelg(klient, klient.get(side("flyt:datoer")).text)
    assert "Projektets datoer er allerede bølgens." in vist.text
    klient.post(side("flyt:flyt"), felter | {"begrundelse": GRUND, "aftryk": aftryk(vist)})
    assert Projekt.objects.med_navne().get(pk=verden.projekt.pk).foelger_boelgen
    fortryd_flytning(KOMMANDOLINJE, Flytning.objects.first().pk, nu=timezone.now())
    assert Projekt.objects.get(pk=verden.projekt.pk).har_egne_datoer


def test_de_samme_datoer_uden_valget_foerer_ikke_tilbage(som, verden, boelge, afveget):
    verden.projekt.refresh_from_db()
    datoer = {"idriftsaettelse": "01.03.2027", "golive": "15.03.2027"}
    assert "følger stadig ikke Bølge 1" in som(verden.anna).get(side("flyt:flyt"), datoer).text
    flyt(verden, senere(verden.projekt, -7))
    assert not Projekt.objects.med_navne().get(pk=verden.projekt.pk).foelger_boelgen


def test_en_boelge_uden_golive_fjerner_projektets(som, verden, boelge, afveget):
    Boelge.objects.update(golive=None)
    klient = som(verden.anna)
    felter, vist = foelg(klient, klient.get(side("flyt:datoer")).text)
    assert felter["golive"] == "" and vist.context["visning"].ankre.golive is None


def test_den_der_foelger_faar_ikke_vejen_tilbage(som, verden, boelge):
    assert "Følg bølgens datoer igen" not in som(verden.anna).get(side("flyt:datoer")).text


def test_den_der_ikke_leder_faar_den_heller_ikke(som, verden, boelge, afveget):
    assert "Følg bølgens datoer igen" not in som(verden.bo).get(side("flyt:datoer")).text


def test_boelgens_liste_siger_hvorfor_et_projekt_ikke_foelger(som, verden, boelge, afveget):
    tekst = som(verden.karen).get("/boelger/SAPA/1/").text
    assert f"nej: {HVORFOR}" in tekst and tekst.count("nej: ") == 1


def test_naar_projekter_saettes_i_siges_hvem_der_ikke_foelger(som, verden, boelge, afveget):
    klient = som(verden.karen)
    saet_projekter(KOMMANDOLINJE, boelge, set())
    vist = klient.get("/boelger/SAPA/1/")
    assert f">Følger ikke med: {HVORFOR}</span>" in vist.text
    valgte = [verden.projekt.pk, verden.odense_projekt.pk]
    svar = klient.post("/boelger/SAPA/1/", {"projekt": valgte, "vist": vist.context["vist"]}, follow=True)
    assert f"2 projekter skiftede bølge. 1 projekt følger ikke bølgens datoer: Aarhus ({HVORFOR})." in svar.text


def test_et_afsluttet_projekt_foelger_ikke(som, verden, boelge):
    Projekt.objects.filter(pk=verden.projekt.pk).update(status="afsluttet")
    assert "nej: projektet er afsluttet" in som(verden.karen).get("/boelger/SAPA/1/").text


def test_boelgens_forhaandsvisning_maerker_dens_egne_datoer(som, verden, boelge):
    svar = som(verden.karen).get("/boelger/SAPA/1/flyt/", {"idriftsaettelse": "06.06.2020", "golive": "29.03.2027"})
    assert "6. juni 2020 er en lørdag; allerede passeret" in svar.text and "29. marts 2027 er 2. påskedag" in svar.text


def test_kommandoen_maerker_dem_ogsaa(verden, boelge):
    valg = ["--loesning", "SAPA", "--boelge", "1", "--idriftsaettelse", "2020-06-06", "--golive", "2027-03-29"]
    svar = koer("flyt_boelge", *valg, "--proevekoersel")
    assert [{navn: post[navn] for navn in ("anker", "fra", "til", "flag")} for post in svar["datoer"]] == [
        {"anker": "idriftsaettelse", "fra": "2027-03-01", "til": "2020-06-06", "flag": ["fridag", "i_fortiden"]},
        {"anker": "golive", "fra": "2027-03-15", "til": "2027-03-29", "flag": ["fridag"]},
    ]


def test_afvigerens_grund_er_datoerne(verden, boelge, afveget):
    valg = ["--loesning", "SAPA", "--boelge", "1", "--idriftsaettelse", "2027-03-22"]
    [afviger] = koer("flyt_boelge", *valg, "--proevekoersel")["afvigere"]
    assert afviger == {"kommune": "0751", "grund": f"Kommunen har egne datoer: {HVORFOR}."}
