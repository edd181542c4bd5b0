"""Holdenes go-lives optager kommunens folk som projekternes: de mærkes, når en dato flyttes ind i deres hyper-care."""

from datetime import date

import pytest

from opgaver.services.boelge import boelgens_nye_ankre, forhaandsvis_boelge, opret_boelge, saet_projekter
from opgaver.services.etape import Etapedata, opret_etape
from opgaver.services.flytning import forhaandsvis_flytning, nye_ankre
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from tests.etaper.conftest import NU
from tests.fletning.hjaelp import frisk
from tests.medvirkende import lav_version

PAA = NU.date()


@pytest.fixture
def ky(verden):
    """Aarhus har også KY, som gik i gang for længst, undtagen et hold."""
    lav_version(verden.ky, verden.kombit, verden.model)
    datoer = Datoer(None, None, date(2026, 12, 1))
    projekt = opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, datoer)
    return opret_etape(KOMMANDOLINJE, projekt, Etapedata("Hold Ø", date(2027, 4, 19)), nu=NU)


def maerker(visning):
    return {et.navn: [maerke.tekst for maerke in et.maerker] for et in visning.ankerflytninger}


def test_et_andet_projekts_hold_optager_folkene(verden, ky):
    projekt = frisk(verden.projekt)
    ankre = nye_ankre(projekt.ankre, golive=date(2027, 4, 20))
    vist = forhaandsvis_flytning(projekt, ankre, PAA, seer=Aktoer.person(verden.anna))
    assert maerker(vist)["Go-live"] == [
        "i hyper-care efter go-live for Hold Ø i KY i Aarhus Kommune, 19. april 2027 (til og med 3. maj 2027)"
    ]


def test_boelgens_ejer_ser_at_det_er_et_hold_men_ikke_hvilket(verden, ky):
    datoer = Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", datoer)
    saet_projekter(KOMMANDOLINJE, boelge, {verden.projekt.pk})
    ankre = boelgens_nye_ankre(boelge, golive=date(2027, 4, 20))
    [vist] = forhaandsvis_boelge(boelge, ankre, PAA, seer=Aktoer.person(verden.karen)).visninger
    assert "go-live for et hold i KY" in str(maerker(vist)) and "Hold Ø" not in str(maerker(vist))


def test_to_hold_i_samme_projekt_maerkes_naar_det_ene_flyttes_ind_i_det_andets_dage(verden, tre):
    projekt, (_, syd, vest) = frisk(verden.projekt), tre
    vist = forhaandsvis_flytning(projekt, projekt.ankre, PAA, etaper={vest.pk: date(2027, 4, 12)})
    assert maerker(vist) == {"Go-live, Vest": [
        "i hyper-care efter go-live for Syd, 5. april 2027 (til og med 19. april 2027)"
    ]}  # fmt: skip
    rykket = {vest.pk: date(2027, 4, 12), syd.pk: date(2027, 5, 10)}
    vist = forhaandsvis_flytning(projekt, projekt.ankre, PAA, etaper=rykket)
    assert maerker(vist) == {"Go-live, Syd": [], "Go-live, Vest": []}
