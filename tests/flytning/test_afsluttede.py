"""Et afsluttet projekt flyttes ikke, og ingen får mail om det; et på pause flyttes og nævnes."""

from datetime import date

import pytest

from faelles.afvisning import Afvist
from koe.models import Besked
from opgaver.flytning import Flag
from opgaver.services.boelge import flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.flytning import forhaandsvis_flytning
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frister import begrundet_frist
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode, laes_kalender
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, SENERE, flyt, frister, senere
from tests.flytning.sider import NYE, ret
from tests.flytning.test_kalender import NY


@pytest.fixture
def boelge(verden):
    projekt = verden.projekt
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, ny, {projekt.pk, verden.odense_projekt.pk})
    Projekt.objects.filter(pk=projekt.pk).update(status="afsluttet")
    Projekt.objects.filter(pk=verden.odense_projekt.pk).update(status="paa_pause")
    return ny


def test_et_afsluttet_projekt_flyttes_ikke_med_boelgen(verden, boelge):
    foer = frister(verden.projekt)
    _, visning = flyt_boelge(KOMMANDOLINJE, boelge, senere(verden.projekt, 21), GRUND, nu=NU)
    assert frister(verden.projekt) == foer and [v.projekt for v in visning.visninger] == [verden.odense_projekt]
    assert not verden.projekt.varslinger.exists() and not Besked.objects.filter(modtager=verden.anna.email).exists()


def test_boelgens_forhaandsvisning_naevner_de_afsluttede_og_dem_paa_pause(som, verden, boelge):
    tekst = som(verden.karen).get("/boelger/SAPA/1/flyt/", NYE).text
    assert "Afsluttet</h2>" in tekst and "<li>Aarhus</li>" in tekst and "Odense</button> (på pause)" in tekst


def test_et_afsluttet_projekt_flyttes_ikke_med_kalenderen(verden, boelge):
    foer = frister(verden.projekt)
    ret_kalender(KOMMANDOLINJE, verden.aarhus, NY, nu=NU)
    assert frister(verden.projekt) == foer and not Besked.objects.exists()


def test_kalenderens_forhaandsvisning_naevner_de_afsluttede(som, verden, boelge):
    assert "Afsluttede projekter beholder deres frister: SAPA." in ret(som(verden.ada)).text


def test_et_afsluttet_projekt_standser_ikke_fortrydelsen_af_kalenderen(verden, boelge):
    frist = verden.opgave("I01").frist
    foerste = Kalenderdata((Periode("lukkedage", "Uge A", frist, frist),))
    ret_kalender(KOMMANDOLINJE, verden.aarhus, foerste, nu=NU)
    anden = Kalenderdata((*foerste.perioder, Periode("lukkedage", "Uge B", date(2028, 6, 20), date(2028, 6, 20))))
    flytning = ret_kalender(KOMMANDOLINJE, verden.aarhus, anden, nu=NU)
    fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=NU)
    assert laes_kalender(verden.aarhus) == foerste and verden.opgave("I01").frist == frist


def test_en_frist_i_et_afsluttet_projekt_forklarer_den_dato_den_har(verden, boelge):
    frist = verden.opgave("I01").frist
    lukket = Kalenderdata((Periode("lukkedage", "Uge A", frist, frist),))
    ret_kalender(KOMMANDOLINJE, verden.aarhus, lukket, nu=NU)
    svar = begrundet_frist(verden.opgave("I01"), Projekt.objects.med_kalender().get(pk=verden.projekt.pk))
    assert svar.dato == frist and "da projektet blev afsluttet" in svar.forklaring


def test_et_afsluttet_projekts_datoer_kan_ikke_flyttes(verden, boelge):
    with pytest.raises(Afvist, match="er afsluttet og beholder sine datoer"):
        flyt(verden)


def test_siden_siger_at_et_afsluttet_projekt_ikke_kan_flyttes(som, verden, boelge):
    svar = som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE)
    assert svar.status_code == 422 and "er afsluttet og beholder sine datoer" in svar.text


@pytest.mark.parametrize("slags", ["projekt", "boelge", "kalender"])
def test_et_projekt_der_er_afsluttet_siden_foeres_ikke_tilbage(verden, boelge, slags):
    Projekt.objects.update(status="aktivt")
    if slags == "projekt":
        flytning = flyt(verden).flytning
    elif slags == "boelge":
        flytning, _ = flyt_boelge(KOMMANDOLINJE, boelge, senere(verden.projekt, 21), GRUND, nu=NU)
    else:
        flytning = ret_kalender(KOMMANDOLINJE, verden.aarhus, NY, nu=NU)
    Projekt.objects.filter(pk=verden.projekt.pk).update(status="afsluttet")
    foer, golive = frister(verden.projekt), Projekt.objects.get(pk=verden.projekt.pk).golive
    if slags == "projekt":
        with pytest.raises(Afvist, match="er afsluttet og beholder sine datoer"):
            fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=NU)
    else:
        svar = fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=NU)
        assert [projekt for projekt, grund in svar.sprunget_over if "afsluttet" in grund] == [verden.projekt]
    assert frister(verden.projekt) == foer and Projekt.objects.get(pk=verden.projekt.pk).golive == golive


@pytest.mark.parametrize(("status", "moedes"), [("aktivt", True), ("paa_pause", True), ("afsluttet", False)])
def test_en_golive_paa_pause_stoeder_ogsaa_sammen_med_den_nye(verden, status, moedes):
    Projekt.objects.create(
        kommune=verden.aarhus, loesning=verden.ky, fase=verden.projekt.fase, golive=date(2027, 4, 5), status=status
    )
    [_, golive] = forhaandsvis_flytning(verden.projekt, SENERE, PAA).ankerflytninger
    assert (Flag.GOLIVE in [maerke.flag for maerke in golive.maerker]) is moedes
