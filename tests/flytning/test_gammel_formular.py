"""To retter det samme på én gang: den sidste ser den førstes ændring, før den forsvinder."""

import re
from datetime import date, timedelta
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode, laes_kalender
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Kalenderperiode, Projekt
from tests.flytning.hjaelp import NU
from tests.flytning.sider import LUKNING, aftryk, ret

SIDEN = "/organisationer/0751/kalender/"
DAGE = [date(2027, 7, 1) + timedelta(days=nummer) for nummer in range(5)]


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
    assert 'value="Kollegaens ferie"' in svar.text and "Begges ændringer står i felterne" in svar.text


def test_den_anden_af_to_trykker_kun_igen_og_begges_dage_bliver(som, verden):
    klient, ada = som(verden.ada), Aktoer.person(verden.ada)
    vist = klient.get(SIDEN)
    jul = Periode("lukkedage", "Jul", date(2027, 12, 27), date(2027, 12, 30))
    ret_kalender(ada, verden.aarhus, Kalenderdata((jul,), frozenset({"juleaften_lukket"})), nu=NU)
    svar = ret(klient, vist=vist.context["vist"], grundlovsdag_lukket="on")
    assert svar.status_code == 409 and "Den blev ændret af Ada" in svar.text and "Din ændring" in svar.text
    felter = formularen(svar)
    svar = klient.post(SIDEN, felter)
    klient.post(SIDEN, formularen(svar))
    nu = laes_kalender(verden.aarhus)
    assert {et.navn for et in nu.perioder} == {"Jul", "Efter påske"}
    assert nu.fridage == {"juleaften_lukket", "grundlovsdag_lukket"}


def formularen(svar):
    """Det, browseren sender, når der trykkes på knappen."""
    felter = {}
    form = svar.text[svar.text.index('<form method="post"') :]
    for tag in re.findall(r"<input[^>]*>", form):
        navn, vaerdi = (re.search(rf'{et}="([^"]*)"', tag) for et in ("name", "value"))
        if navn and ("checkbox" not in tag or " checked" in tag):
            felter[navn[1]] = unescape(vaerdi[1]) if vaerdi else "on" if "checkbox" in tag else ""
    return felter | dict(re.findall(r'<select name="([^"]*)".*?<option value="([^"]*)" selected', form, re.DOTALL))


@given(*[st.sets(st.sampled_from(DAGE))] * 3)
def test_flettet_er_den_anden_kalender_med_mine_aendringer(grundlag, mine, deres):
    def data(dage):
        return Kalenderdata(tuple(Periode("lukkedage", "L", dag, dag) for dag in sorted(dage)))

    flettet = data(mine).flettet(data(grundlag), data(deres))
    assert {et.fra for et in flettet.perioder} == (deres | (mine - grundlag)) - (grundlag - mine)


def test_den_samme_kalender_siges_oeverst_hvor_oejnene_er(som, verden):
    klient = som(verden.ada)
    svar = ret(klient, **{"p-0-navn": "", "p-0-fra": "", "p-0-til": ""})
    assert (
        svar.text.index('id="fejloversigt"')
        < svar.text.index("samme som før")
        < svar.text.index('<form method="post" novalidate')
    )


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
