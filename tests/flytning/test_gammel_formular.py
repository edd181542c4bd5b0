"""To retter det samme på én gang: den sidste ser den førstes ændring, før den forsvinder."""

import pytest

from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Kalenderperiode, Projekt
from tests.flytning.test_sider import LUKNING, aftryk, ret

SIDEN = "/organisationer/0751/kalender/"


def kollegaen(verden):
    Kalenderperiode.objects.create(
        kommune=verden.aarhus, slags="lukkedage", navn="Kollegaens ferie", fra="2027-07-12", til="2027-07-16"
    )


def navne():
    return set(Kalenderperiode.objects.values_list("navn", flat=True))


@pytest.mark.parametrize("trin", ["se", "gem"])
def test_en_gammel_formular_fjerner_ikke_kollegaens_lukkedage_uset(som, verden, trin):
    klient = som(verden.ada)
    vist = klient.get(SIDEN).context.get("vist", "")
    mere = {"aftryk": aftryk(ret(klient))} if trin == "gem" else {}
    kollegaen(verden)
    svar = ret(klient, vist=vist, **mere)
    assert svar.status_code == 409 and navne() == {"Kollegaens ferie"}
    assert "Kollegaens ferie 12.07.2027 – 16.07.2027 (lukkedage)" in svar.text and 'value="Efter påske"' in svar.text


def test_efter_advarslen_vises_det_at_kollegaens_dage_fjernes(som, verden):
    klient = som(verden.ada)
    kollegaen(verden)
    igen = ret(klient, vist="gammelt").context["vist"]
    svar = ret(klient, vist=igen)
    assert svar.status_code == 200 and "Fjernes fra kalenderen" in svar.text and "Kollegaens ferie" in svar.text
    ret(klient, vist=igen, aftryk=aftryk(svar))
    assert navne() == {"Efter påske"}


def test_en_formular_uden_kendetegn_er_gammel(som, verden):
    kollegaen(verden)
    assert som(verden.ada).post(SIDEN, LUKNING).status_code == 409


def test_det_nye_i_kalenderen_vises_foer_det_gemmes(som, verden):
    svar = ret(som(verden.ada), juleaften_lukket="on")
    assert "Efter påske 01.04.2027 – 06.04.2027 (lukkedage)" in svar.text and "24. december er fridag" in svar.text
    assert "Fjernes fra kalenderen" not in svar.text


@pytest.fixture
def boelge(verden):
    return opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, None, None))


def test_en_gammel_liste_tager_ikke_kollegaens_projekt_ud_af_boelgen(som, verden, boelge):
    klient = som(verden.karen)
    vist = klient.get("/boelger/SAPA/1/").context.get("vist", "")
    saet_projekter(KOMMANDOLINJE, boelge, {verden.odense_projekt.pk})
    svar = klient.post("/boelger/SAPA/1/", {"projekt": [verden.projekt.pk], "vist": vist})
    assert svar.status_code == 409 and "En anden har ændret bølgerne" in svar.text
    assert f'value="{verden.projekt.pk}" checked' in svar.text
    assert "Odense (er nu i bølgen" in svar.text
    assert list(Projekt.objects.filter(boelge=boelge)) == [verden.odense_projekt]


def test_efter_at_have_set_listen_igen_gemmes_den(som, verden, boelge):
    klient = som(verden.karen)
    saet_projekter(KOMMANDOLINJE, boelge, {verden.odense_projekt.pk})
    vist = klient.post("/boelger/SAPA/1/", {"projekt": [], "vist": "x"}).context["vist"]
    klient.post("/boelger/SAPA/1/", {"projekt": [verden.projekt.pk], "vist": vist})
    assert list(Projekt.objects.filter(boelge=boelge)) == [verden.projekt]
