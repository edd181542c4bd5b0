"""Forhåndsvisningen kan bruges oppefra, siger hvem der får mail, og holder flyttede og fastholdte adskilt."""

import re
from datetime import date

import pytest

from frister import Ankre
from koe.models import Besked
from opgaver.models import Flytning, Opgave
from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.flytning import flyt_datoer, forhaandsvis_flytning, nye_ankre
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, flyt, frister
from tests.flytning.sider import aftryk, fortryd, se, side
from tests.flytning.sider import flyt as flyt_side
from tests.flytning.test_kommandoer import koer


@pytest.fixture
def bo_udfoerer(verden):
    plads = verden.plads("administrator")
    plads.person = verden.bo
    plads.save()
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(udfoerer=plads)


@pytest.fixture
def boelge(verden):
    projekt = verden.projekt
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, ny, {projekt.pk})
    return ny


def test_begrundelse_og_knap_staar_foer_tabellen(som, verden):
    tekst = se(som(verden.anna)).text
    assert tekst.index('name="begrundelse"') < tekst.index(">Flyt datoerne</button>") < tekst.index('id="nye"')


def test_knappen_staar_ogsaa_efter_tabellen(som, verden):
    assert se(som(verden.anna)).text.count(">Flyt datoerne</button>") == 2


def test_raekkerne_staar_efter_den_nye_frist(som, verden):
    tekst = se(som(verden.anna)).text
    koder = re.findall(r'id="opgave-\d+">.*?opgave-kode">(\w+)<', tekst, re.DOTALL)
    assert koder == ["P01", "K03", "C01", "I01", "G01", "A08"]


def test_de_der_faar_mail_er_naevnt(som, verden, bo_udfoerer):
    assert re.search(r"Mail om flytningen.*?Bo Lindgaard", se(som(verden.anna)).text, re.DOTALL)
    assert "Ingen andre end du" in se(som(verden.anna), idriftsaettelse="01.03.2027", golive="16.03.2027").text


def test_den_siger_at_projektet_holder_op_med_at_foelge_boelgen(som, verden, boelge):
    assert "følger ikke længere Bølge 1" in se(som(verden.anna)).text


def test_uden_boelge_siges_intet_om_den(som, verden):
    assert "følger ikke længere" not in se(som(verden.anna)).text


def test_kvitteringen_holder_flyttede_og_fastholdte_adskilt(som, verden):
    klient = som(verden.anna)
    svar = flyt_side(klient, se(klient), undtag=[verden.opgave("A08").pk])
    assert "5 opgaver fik en ny frist. 1 opgave blev låst på sin frist." in svar.text
    assert ">5 opgaver fik en ny frist</h2>" in svar.text and ">1 opgave blev låst på sin frist</h2>" in svar.text
    assert "5 flyttet, 1 låst" in klient.get(side("flyt:datoer")).text


def test_fortrydelsen_taeller_ogsaa_hver_for_sig(som, verden):
    klient = som(verden.anna)
    flyt_side(klient, se(klient), undtag=[verden.opgave("A08").pk])
    svar = fortryd(klient, side("flyt:fortryd", Flytning.objects.get().pk))
    assert "5 opgaver har den frist, de havde før. 1 opgave er ikke længere låst." in svar.text


def test_den_der_har_en_undtaget_opgave_faar_det_at_vide(verden, bo_udfoerer):
    a08 = verden.opgave("A08")
    flyt(verden, undtagne=[a08.pk])
    besked = Besked.objects.get(modtager=verden.bo.email)
    assert "bliver på den frist, de har" in besked.tekst
    assert "A08" in besked.tekst and "man. 5. apr. 2027" in besked.tekst
    assert "A08" in besked.html


# Uden dato


def test_en_dato_kan_fjernes_igen_og_fortrydes(verden):
    foer = frister(verden.projekt)
    del_ = flyt(verden, nye_ankre(verden.projekt.ankre, {"golive"}))
    assert Projekt.objects.get(pk=verden.projekt.pk).golive is None and verden.opgave("G01").frist is None
    fortryd_flytning(KOMMANDOLINJE, del_.flytning_id, nu=NU)
    assert frister(verden.projekt) == foer


def test_et_tomt_felt_viser_foerst_hvad_det_goer(som, verden):
    klient = som(verden.anna)
    vist = se(klient, golive="", idriftsaettelse="01.03.2027")
    assert vist.status_code == 200 and "uden dato" in vist.text and "1 opgave får en ny frist" not in vist.text
    assert "1 opgave bliver uden dato" in vist.text and 'name="golive" value=""' in vist.text
    data = {"idriftsaettelse": "01.03.2027", "golive": "", "begrundelse": GRUND, "aftryk": aftryk(vist)}
    svar = klient.post(side("flyt:flyt"), data, follow=True)
    assert "Datoerne er flyttet" in svar.text and verden.opgave("G01").frist is None


def test_et_felt_der_mangler_lader_datoen_staa(som, verden):
    klient = som(verden.anna)
    vist = klient.get(side("flyt:flyt"), {"idriftsaettelse": "08.03.2027"})
    assert vist.context["visning"].ankre.golive == date(2027, 3, 15)


def test_kommandoen_kan_ogsaa_fjerne_en_dato(verden):
    koer("flyt_datoer", "--kommune", "0751", "--loesning", "SAPA", "--golive", "ingen", "--begrundelse", GRUND)
    assert Projekt.objects.get(pk=verden.projekt.pk).golive is None


def test_foerste_dato_har_ingen_kolonne_til_at_undtage(som, verden):
    flyt_datoer(KOMMANDOLINJE, verden.projekt, Ankre(), GRUND, nu=NU)
    tekst = se(som(verden.anna)).text
    assert "Undtag" not in tekst and "Sæt kryds" not in tekst and "26.04.2027" in tekst


def test_uden_dato_staar_sidst_i_forhaandsvisningen(verden):
    nye = nye_ankre(verden.projekt.ankre, {"golive"}, idriftsaettelse=date(2027, 3, 8))
    visning = forhaandsvis_flytning(verden.projekt, nye, PAA)
    assert [raekke.til for raekke in visning.tabel.flyttede][-1] is None


def test_et_kort_fra_en_aeldre_version_end_planens_flyttes_med(verden):
    a08 = verden.opgave("A08")
    aeldre = verden.version
    ny = type(aeldre).objects.create(katalog=aeldre.katalog, nummer="9.0")
    verden.projekt.plan.version = ny
    verden.projekt.plan.save()
    flyt(verden)
    assert verden.opgave("A08").frist != a08.frist
