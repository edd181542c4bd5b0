"""Bølgens sider: lav den, vælg dens projekter, flyt den, kvittér og fortryd."""

import re
from datetime import date

import pytest

from opgaver.models import Flytning, Varsling
from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.frist import saet_frist
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Boelge, Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA
from tests.flytning.sider import NYE, aftryk, flyt, fortryd, se, side, skjulte


@pytest.fixture
def boelge(verden):
    ny = opret_boelge(
        KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    )
    saet_projekter(KOMMANDOLINJE, ny, {verden.projekt.pk, verden.odense_projekt.pk})
    return ny


def test_en_boelge_laves_og_faar_projekter(som, verden):
    klient = som(verden.karen)
    svar = klient.post("/boelger/SAPA/", {"nummer": "3", "navn": "Forår", "idriftsaettelse": "01.03.2027"}, follow=True)
    assert "Forår er oprettet" in svar.text
    vist = svar.context["vist"]
    klient.post("/boelger/SAPA/3/", {"projekt": [verden.projekt.pk, "x", 999999], "vist": vist})
    assert list(Boelge.objects.get().projekter.all()) == [verden.projekt]


def test_boelgen_vises_pr_kommune_og_flyttes(som, verden, boelge):
    klient = som(verden.karen)
    data = {"idriftsaettelse": "22.03.2027", "golive": "15.03.2027"}
    svar = klient.get("/boelger/SAPA/1/flyt/", data | {"kommune": "0751"})
    assert "12 frister i 2 projekter flyttes" in svar.text
    assert "A08" in svar.text and 'name="golive" value="05.04.2027"' in svar.text
    data = {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027", "golive_staar": "1"}
    svar = klient.post("/boelger/SAPA/1/flyt/", data | {"begrundelse": GRUND, "aftryk": aftryk(svar)}, follow=True)
    assert "er flyttet, og 2 kommuner er varslet." in svar.text
    assert Projekt.objects.filter(idriftsaettelse="2027-03-22").count() == 2


def test_begrundelsen_bliver_staaende_naar_en_kommune_aabnes(som, verden, boelge):
    klient, sted = som(verden.karen), "/boelger/SAPA/1/flyt/"
    vist = klient.get(sted, NYE)
    svar = klient.post(sted, skjulte(vist) | {"begrundelse": "Min grund", "kommune": "0751"})
    assert svar.status_code == 200 and "Min grund" in svar.text and "A08" in svar.text
    assert skjulte(svar).keys() == skjulte(vist).keys() and not Flytning.objects.exists()
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    svar = klient.post(sted, skjulte(vist) | {"begrundelse": "Min grund", "kommune": "0751"})
    assert svar.status_code == 409 and "Min grund" in svar.text and "Aarhus har ændret A08" in svar.text


def test_projektlederen_ser_varslingen_og_kvitterer(som, verden, boelge):
    test_boelgen_vises_pr_kommune_og_flyttes(som, verden, boelge)
    klient = som(verden.anna)
    assert "Se varslingen" in klient.get(side("opgaver:liste")).text
    svar = klient.get(side("flyt:datoer"))
    assert "KOMBIT har flyttet Bølge 1" in svar.text
    svar = klient.post(side("flyt:kvitter", verden.projekt.varslinger.get().pk), follow=True)
    assert "Du har kvitteret" in svar.text and "af Anna Krogh" in svar.text
    assert "Se varslingen" not in klient.get(side("opgaver:liste")).text


def test_boelgen_fortrydes_af_ejeren_og_ikke_af_kommunen(som, verden, boelge):
    test_boelgen_vises_pr_kommune_og_flyttes(som, verden, boelge)
    pk = Flytning.objects.get().pk
    klient = som(verden.anna)
    assert "Fortryd flytningen" not in klient.get(side("flyt:kvittering", pk)).text
    assert klient.post(side("flyt:fortryd", pk)).status_code == 403
    svar = fortryd(som(verden.karen), f"/boelger/SAPA/1/flytninger/{pk}/fortryd/")
    assert "Flytningen er fortrudt" in svar.text
    assert Projekt.objects.filter(idriftsaettelse="2027-03-01").count() == 2


def test_en_fortrudt_boelges_varsling_er_trukket_tilbage_og_skal_ikke_kvitteres(som, verden, boelge):
    Varsling.objects.create(
        projekt=verden.projekt,
        flytning=Flytning.objects.create(slags="boelge", boelge=boelge, oprettet=NU),
        dato=PAA,
        er_flyttet=True,
        trukket_tilbage=NU,
    )
    svar = som(verden.anna).get(side("flyt:datoer"))
    assert "Trukket tilbage 03.02.2027" in svar.text and "Kvittér for" not in svar.text


def test_er_en_kommune_flyttet_imens_vises_boelgen_igen(som, verden, boelge):
    klient = som(verden.karen)
    data = {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027", "golive_staar": "1"}
    vist = klient.get("/boelger/SAPA/1/flyt/", data)
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive="2027-04-12")
    svar = klient.post("/boelger/SAPA/1/flyt/", data | {"begrundelse": GRUND, "aftryk": aftryk(vist)})
    assert svar.status_code == 409 and "Kommunen har egne datoer" in svar.text
    assert not Flytning.objects.exists()


def test_en_toemt_dato_fjernes_fra_boelgen(som, verden, boelge):
    klient, sted = som(verden.karen), "/boelger/SAPA/1/flyt/"
    vist = klient.get(sted, {"projektstart": "", "idriftsaettelse": "22.03.2027", "golive": ""})
    assert 'name="golive" value=""' in vist.text and "uden dato" in vist.text
    felter = dict(re.findall(r'name="(projektstart|idriftsaettelse|golive|golive_staar)" value="([^"]*)"', vist.text))
    klient.post(sted, felter | {"begrundelse": GRUND, "aftryk": aftryk(vist)})
    boelge.refresh_from_db()
    assert (boelge.idriftsaettelse, boelge.golive) == (date(2027, 3, 22), None)


def test_den_anden_af_to_faar_at_vide_hvem_der_kom_foerst_og_beholder_sin_begrundelse(som, verden, boelge):
    anna = som(verden.anna)
    vist = se(anna)
    flyt(anna, vist)
    svar = flyt(anna, vist, begrundelse="Det, jeg skrev i en time")
    her = Flytning.objects.get().dele.get().get_absolute_url()
    assert svar.status_code == 409 and f'href="{her}"' in svar.text and "Det, jeg skrev i en time" in svar.text
    assert "Anna Krogh har imens flyttet til de samme datoer" in svar.text
    karen = som(verden.karen)
    sted, data = "/boelger/SAPA/1/flyt/", NYE | {"golive_staar": "1", "begrundelse": "Min grund"}
    data["aftryk"] = aftryk(karen.get(sted, data))
    karen.post(sted, data | {"begrundelse": GRUND})
    svar = karen.post(sted, data)
    assert svar.status_code == 409 and "Se, hvad flytningen gjorde" in svar.text and "Min grund" in svar.text
    assert "Karen Bjerre har imens flyttet til de samme datoer" in svar.text and Flytning.objects.count() == 2
