"""At fortryde en flytning: præcis de gamle datoer, og det, nogen har ændret siden, nævnes og røres ikke."""

from datetime import UTC, date, datetime

import pytest
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, IkkeTilladt
from frister import Ankre
from koe.models import Besked
from opgaver.models import Opgave
from opgaver.services.flytning import nye_ankre
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_egen_regel, saet_frist
from opgaver.services.frister import begrundet_frist
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from opgaver.services.opgave import saet_status, tildel
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Projekt
from tests.fletning.hjaelp import flet, ny_version
from tests.flytning.hjaelp import NU, PAA, SENERE, flyt, frister
from tests.flytning.test_stort import uforklarede


def anna(verden):
    return Aktoer.person(verden.anna)


def fortryd(verden, del_, nu=NU):
    return fortryd_flytning(anna(verden), del_.flytning_id, nu=nu)


def koder(opgaver):
    return sorted(opgave.kort.kode for opgave in opgaver)


def test_alt_er_praecis_som_foer(verden):
    foer, ankre = frister(verden.projekt), verden.projekt.ankre
    fortryd(verden, flyt(verden))
    assert frister(verden.projekt) == foer
    assert Projekt.objects.get(pk=verden.projekt.pk).ankre == ankre


def test_en_undtaget_opgave_laases_op_igen(verden):
    foer = frister(verden.projekt)
    fortryd(verden, flyt(verden, undtagne=[verden.opgave("A08").pk]))
    assert frister(verden.projekt) == foer


def test_en_opgave_med_ny_dato_siden_naevnes_og_roeres_ikke(verden):
    del_ = flyt(verden)
    saet_frist(anna(verden), verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    svar = fortryd(verden, del_)
    assert koder(svar.blev) == ["A08"]
    assert verden.opgave("A08").frist == date(2027, 6, 1)


def test_en_opgave_der_kun_er_begyndt_siden_kommer_med_tilbage_og_er_stadig_begyndt(verden):
    del_ = flyt(verden)
    saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=PAA)
    svar = fortryd(verden, del_)
    a08 = verden.opgave("A08")
    assert (svar.blev, a08.frist, a08.er_frist_laast, a08.status) == ([], date(2027, 4, 5), False, "i_gang")


def test_en_egen_regel_siden_regnes_med_de_gamle_datoer_og_laases_ikke(verden):
    del_ = flyt(verden)
    saet_egen_regel(anna(verden), verden.opgave("A08"), "6 uger efter idriftsættelse")
    svar = fortryd(verden, del_)
    a08 = verden.opgave("A08")
    assert (svar.regnede, svar.blev, svar.laaste) == ([(a08, date(2027, 4, 12))], [], [])
    assert (a08.frist, a08.er_frist_laast, bool(a08.egen_regel)) == (date(2027, 4, 12), False, True)


def test_en_opgave_med_ny_dato_siden_er_laast_i_forvejen(verden):
    del_ = flyt(verden)
    saet_frist(anna(verden), verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    assert fortryd(verden, del_).laaste == []


def test_en_opgave_der_kun_er_fordelt_siden_kommer_med_tilbage(verden):
    del_ = flyt(verden)
    tildel(anna(verden), verden.opgave("A08"), {"udfoerer": verden.plads("administrator")})
    assert not fortryd(verden, del_).blev
    assert verden.opgave("A08").frist == date(2027, 4, 5)


def test_en_opgave_der_er_lukket_siden_beholder_sin_dato_uden_laas(verden):
    del_ = flyt(verden)
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=PAA)
    fortryd(verden, del_)
    assert (verden.opgave("A08").frist, verden.opgave("A08").er_frist_laast) == (date(2027, 4, 26), False)


def test_en_opgave_der_blev_aabnet_siden_regnes_og_flyttes_med_naeste_gang(verden):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=PAA)
    del_ = flyt(verden)
    saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=PAA)
    assert koder(opgave for opgave, _ in fortryd(verden, del_).regnede) == ["A08"]
    assert verden.opgave("A08").frist == date(2027, 4, 5)
    verden.projekt.refresh_from_db()
    flyt(verden)
    assert verden.opgave("A08").frist == date(2027, 4, 26)


def test_alt_kan_stadig_forklares_bagefter(verden):
    del_ = flyt(verden)
    saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=PAA)
    saet_egen_regel(anna(verden), verden.opgave("C01"), "6 uger efter idriftsættelse")
    fortryd(verden, del_)
    projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    for opgave in Opgave.objects.filter(plan__projekt=projekt).select_related("kort"):
        svar = begrundet_frist(opgave, projekt)
        assert (svar.dato if svar else None) == opgave.frist


def test_en_opgave_der_er_udgaaet_siden_naevnes_og_standser_ikke_resten(verden):
    del_ = flyt(verden)
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(er_udgaaet=True)
    assert koder(fortryd(verden, del_).blev) == ["A08"]
    assert verden.opgave("C01").frist == date(2027, 2, 15)


def test_efter_tredive_dage_er_det_for_sent(verden):
    del_ = flyt(verden)
    with pytest.raises(Afvist, match="30 dage"):
        fortryd(verden, del_, datetime(2027, 3, 5, 23, 0, tzinfo=UTC))
    # "Til og med 5. marts" er sandt hele den dag i Danmark.
    fortryd(verden, del_, datetime(2027, 3, 5, 22, 59, tzinfo=UTC))


def test_den_kan_kun_fortrydes_en_gang(verden):
    del_ = flyt(verden)
    fortryd(verden, del_)
    with pytest.raises(Foraeldet, match="Anna Krogh"):
        fortryd(verden, del_)


def test_den_seneste_fortrydes_foerst(verden):
    foer = frister(verden.projekt)
    foerste = flyt(verden)
    anden = flyt(verden, nye_ankre(SENERE, golive=date(2027, 5, 3)))
    with pytest.raises(Afvist, match="seneste flytning"):
        fortryd(verden, foerste)
    fortryd(verden, anden)
    fortryd(verden, foerste)
    assert frister(verden.projekt) == foer


def lukket(dag, slags="lukkedage"):
    return Kalenderdata((Periode(slags, "Rejsedag", dag, dag),))


@pytest.mark.parametrize("dag", [date(2027, 4, 26), date(2027, 4, 5)], ids=["den nye dato", "den gamle"])
def test_er_kalenderen_rettet_siden_regnes_der_med_den_og_intet_laases(verden, dag):
    del_ = flyt(verden)
    ret_kalender(KOMMANDOLINJE, verden.aarhus, lukket(dag), nu=NU)
    svar = fortryd(verden, del_)
    ventet = date(2027, 4, 2) if dag == date(2027, 4, 5) else date(2027, 4, 5)
    assert (koder(opgave for opgave, _ in svar.regnede), verden.opgave("A08").frist) == (["A08"], ventet)
    assert svar.blev == svar.laaste == [] and not uforklarede()


@pytest.mark.parametrize("kalenderen_foerst", [True, False])
def test_flytning_og_kalender_kan_fortrydes_i_begge_ordener(verden, kalenderen_foerst):
    foer = frister(verden.projekt)
    flytning = flyt(verden).flytning
    rettelse = ret_kalender(KOMMANDOLINJE, verden.aarhus, lukket(date(2027, 4, 26)), nu=NU)
    for hvad in (rettelse, flytning) if kalenderen_foerst else (flytning, rettelse):
        fortryd_flytning(KOMMANDOLINJE, hvad.pk, nu=NU)
    assert frister(verden.projekt) == foer


def test_en_frysperiode_og_en_ny_regel_standser_ikke_fortrydelsen(verden):
    del_ = flyt(verden, undtagne=[verden.opgave("I01").pk])
    flet(verden, ny_version(verden.version, aendres={"I01": {"regel": "3 uger før idriftsættelsesdato"}}))
    ret_kalender(KOMMANDOLINJE, verden.aarhus, lukket(date(2027, 9, 1), "frysperiode"), nu=NU)
    assert koder(fortryd(verden, del_).blev) == ["I01"] and verden.opgave("A08").frist == date(2027, 4, 5)


def test_kvitteringen_tilbyder_at_fortryde_naar_kun_kalenderen_er_rettet_siden(som, verden):
    del_ = flyt(verden, nu=timezone.now())
    ret_kalender(KOMMANDOLINJE, verden.aarhus, lukket(date(2027, 4, 26)), nu=timezone.now())
    assert "Fortryd flytningen</a>" in som(verden.anna).get(del_.get_absolute_url()).text


def test_en_laast_opgave_med_ny_regel_siden_standser_ikke_resten(verden):
    del_ = flyt(verden, undtagne=[verden.opgave("I01").pk])
    laast = verden.opgave("I01").frist
    flet(verden, ny_version(verden.version, aendres={"I01": {"regel": "3 uger før idriftsættelsesdato"}}))
    svar = fortryd(verden, del_)
    assert koder(svar.blev) == ["I01"] and verden.opgave("C01").frist == date(2027, 2, 15)
    assert (verden.opgave("I01").frist, verden.opgave("I01").er_frist_laast) == (laast, True)


def test_et_anker_der_blev_sat_foerste_gang_bliver_tomt_igen(verden):
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=None)
    Opgave.objects.filter(pk=verden.opgave("G01").pk).update(frist=None)
    foer = frister(verden.projekt)
    fortryd(verden, flyt(verden, Ankre(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))))
    assert frister(verden.projekt) == foer


@pytest.mark.parametrize(("hvem", "fejl"), [("bo", IkkeTilladt), ("carl", FindesIkke)])
def test_kun_lederen_kan_fortryde_og_for_en_fremmed_findes_flytningen_ikke(verden, hvem, fejl):
    with pytest.raises(fejl):
        fortryd_flytning(Aktoer.person(getattr(verden, hvem)), flyt(verden).flytning_id, nu=NU)


def test_en_flytning_der_ikke_findes(verden):
    with pytest.raises(FindesIkke):
        fortryd_flytning(KOMMANDOLINJE, 999_999, nu=NU)


def test_det_staar_i_historikken_og_siges_til_de_samme(verden):
    tildel(anna(verden), verden.opgave("C01"), {"udfoerer": verden.plads("administrator")})
    fortryd(verden, flyt(verden))
    assert Haendelse.objects.filter(handling="flytning fortrudt").count() == 1
    emner = list(Besked.objects.filter(modtager=verden.bo.email).order_by("pk").values_list("emne", flat=True))
    assert emner == ["1 af dine frister er flyttet – SAPA, Aarhus", "Flytningen er fortrudt – SAPA, Aarhus"]


def test_den_hvis_opgave_er_laast_op_faar_det_at_vide(verden):
    tildel(anna(verden), verden.opgave("I01"), {"udfoerer": verden.plads("administrator")})
    fortryd(verden, flyt(verden, undtagne=[verden.opgave("I01").pk]))
    besked = Besked.objects.get(modtager=verden.bo.email, noegle__contains="fortrudt")
    for tekst in (besked.tekst, besked.html):
        assert "er ikke længere låst" in tekst and "I01" in tekst and "er låst på den" not in tekst
