"""Et ja til en flytning: regnet én gang, aldrig uden begrundelse, og uden at snuble over tossede tal."""

import pytest

from opgaver.models import Flytning
from opgaver.services import flyttegrundlag
from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt
from tests.flytning.hjaelp import GRUND
from tests.flytning.sider import NYE, aftryk, flyt, se, side

TOSSET = ["9" * 5000, "²", "-1", "٣", "x", "9" * 30]
ALT = NYE | {"golive_staar": "1"}


@pytest.fixture
def boelge(verden):
    projekt = verden.projekt
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, ny, {projekt.pk})
    return ny


@pytest.fixture
def regnet(monkeypatch):
    """Hvor mange gange tabellerne er regnet."""
    gange, opgaver = [], flyttegrundlag._opgaver
    monkeypatch.setattr(flyttegrundlag, "_opgaver", lambda liste: gange.append(1) or opgaver(liste))
    return gange


def test_et_ja_regnes_en_gang(som, verden, regnet):
    klient = som(verden.anna)
    vist = se(klient)
    regnet.clear()
    flyt(klient, vist)
    assert len(regnet) == 1 and Flytning.objects.count() == 1


def test_et_ja_til_boelgen_regnes_en_gang(som, verden, boelge, regnet):
    klient = som(verden.karen)
    vist = klient.get("/boelger/SAPA/1/flyt/", ALT)
    regnet.clear()
    klient.post("/boelger/SAPA/1/flyt/", ALT | {"begrundelse": GRUND, "aftryk": aftryk(vist)})
    assert len(regnet) == 1 and Flytning.objects.count() == 1


def test_intet_flyttes_uden_begrundelse_heller_ikke_med_et_gammelt_aftryk(som, verden, monkeypatch):
    monkeypatch.setattr("opgaver.views_flyt.flyt_datoer", lambda *_, **__: pytest.fail("må ikke kaldes"))
    klient = som(verden.anna)
    svar = flyt(klient, se(klient), begrundelse="", aftryk="gammelt")
    assert svar.status_code == 409 and "Noget er ændret" in svar.text and "Skriv, hvorfor" in svar.text


@pytest.mark.parametrize("vaerdi", TOSSET)
def test_et_tosset_tal_i_en_undtagelse_er_ikke_en_opgave(som, verden, vaerdi):
    klient = som(verden.anna)
    assert flyt(klient, se(klient), undtag=[vaerdi]).status_code == 422
    assert not Flytning.objects.exists()


@pytest.mark.parametrize("vaerdi", TOSSET)
def test_et_tosset_tal_er_ikke_et_projekt(som, verden, boelge, vaerdi):
    klient = som(verden.karen)
    vist = klient.get("/boelger/SAPA/1/").context.get("vist", "")
    svar = klient.post("/boelger/SAPA/1/", {"projekt": [verden.projekt.pk, vaerdi], "vist": vist})
    assert svar.status_code == 302 and Projekt.objects.get(pk=verden.projekt.pk).boelge == boelge


def test_kvitteringen_for_en_varsling_foerer_til_datoerne(som, verden, boelge):
    klient = som(verden.karen)
    vist = klient.get("/boelger/SAPA/1/flyt/", ALT)
    klient.post("/boelger/SAPA/1/flyt/", ALT | {"begrundelse": GRUND, "aftryk": aftryk(vist)})
    svar = som(verden.anna).post(side("flyt:kvitter", verden.projekt.varslinger.get().pk))
    assert svar.url == side("flyt:datoer")
