"""Forhåndsvisningen navngiver kun det, den, der ser den, i forvejen må se."""

import pytest

from opgaver.services import flyttegrundlag
from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Kalenderperiode
from tests.medvirkende import lav_version

NYE = {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027"}


@pytest.fixture
def andet(verden):
    """Aarhus har et projekt mere, som går live midt i det hele, og en frysperiode med et navn."""
    lav_version(verden.ky, verden.kombit, verden.model)
    datoer = Datoer(None, None, verden.projekt.golive.replace(month=4, day=19))
    Kalenderperiode.objects.create(
        kommune=verden.aarhus, slags="frysperiode", navn="Fyringsrunde", fra="2027-04-01", til="2027-04-30"
    )
    return opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, datoer)


def test_boelgens_ejer_ser_hverken_andre_loesningers_eller_frysperioders_navne(som, verden, andet):
    projekt = verden.projekt
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk})
    svar = som(verden.karen).get("/boelger/SAPA/1/flyt/", NYE | {"kommune": "0751"})
    assert "i en frysperiode" in svar.text and "i hyper-care efter en af kommunens andre go-lives" in svar.text
    assert "Fyringsrunde" not in svar.text and "go-live for KY" not in svar.text


def test_et_projekt_lederen_ikke_kan_se_navngives_ikke(som, verden, andet):
    svar = som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE)
    assert "i hyper-care efter en af kommunens andre go-lives" in svar.text and "go-live for KY" not in svar.text
    assert "i frysperioden Fyringsrunde" in svar.text


def test_et_projekt_lederen_kan_se_navngives(som, verden, andet):
    andet.pladser.filter(rolle__noegle="projektleder").update(person=verden.anna)
    assert "go-live for KY 19. april" in som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE).text


def test_administratoren_ser_navnene_naar_kalenderen_rettes(som, verden, andet):
    perioder = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-0-navn": "Fred", "p-0-slags": "frysperiode"}
    perioder |= {"p-0-fra": "01.03.2027", "p-0-til": "30.04.2027", "juleaften_lukket": "on"}
    klient = som(verden.ada)
    side = klient.get("/organisationer/0751/kalender/")
    lukning = {"p-TOTAL_FORMS": "2", "p-1-navn": "Lukket", "p-1-slags": "lukkedage", "p-1-fra": "05.04.2027"}
    felter = perioder | lukning | {"vist": side.context.get("vist", "")}
    assert "i frysperioden Fred" in klient.post("/organisationer/0751/kalender/", felter).text


def test_et_ja_gaelder_den_samme_persons_forhaandsvisning(som, verden, andet, monkeypatch):
    """Mærkerne navngives ens, når der ses, og når der flyttes; ellers kunne et aftryk over dem aldrig passe."""
    seere, rigtig = [], flyttegrundlag._golives
    monkeypatch.setattr(flyttegrundlag, "_golives", lambda liste, seer: seere.append(seer) or rigtig(liste, seer))
    klient = som(verden.anna)
    aftryk = klient.get("/projekter/0751/SAPA/datoer/flyt/", NYE).context["visning"].aftryk
    svar = klient.post("/projekter/0751/SAPA/datoer/flyt/", NYE | {"begrundelse": "Forsinket", "aftryk": aftryk})
    assert svar.status_code == 302 and seere == [verden.anna, verden.anna]


def test_boelgens_ejer_ser_ikke_hvorfor_en_kommune_holder_lukket(som, verden):
    projekt = verden.projekt
    Kalenderperiode.objects.create(
        kommune=verden.aarhus, slags="lukkedage", navn="Fyringsrunde", fra="2027-04-26", til="2027-04-26"
    )
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk})
    tekst = som(verden.karen).get("/boelger/SAPA/1/flyt/", NYE | {"kommune": "0751"}).text
    assert "26. april 2027 er en lukkedag →" in tekst and "Fyringsrunde" not in tekst
    assert "er en lukkedag (Fyringsrunde) →" in som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE).text
