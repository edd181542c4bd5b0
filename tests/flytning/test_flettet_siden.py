"""En flytning fortrudt efter en fletning: en ny regel fra kataloget går med tilbage, det, en person har sat, bliver."""

from datetime import date

import pytest

from frister import dato_tekst
from koe.models import Besked
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_egen_regel, saet_frist
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from opgaver.services.opgave import tildel
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import alt, flet, ny_version
from tests.flytning.hjaelp import NU, PAA, flyt
from tests.flytning.sider import fortryd as fortryd_side
from tests.flytning.test_fortryd import koder
from tests.flytning.test_nyt_projekt import kortet
from tests.flytning.test_stort import uforklarede

SEKS_UGER = "6 uger efter idriftsættelsesdato"


def ny(verden):
    """A08 får en anden regel, og N01 er ny."""
    return ny_version(verden.version, aendres={"A08": {"regel": SEKS_UGER}}, nye={"N01": {"regel": SEKS_UGER}})


def fortryd(hvad):
    if hasattr(hvad, "flytning_id"):
        return fortryd_flytning(KOMMANDOLINJE, hvad.flytning_id, nu=NU)
    return fortryd_opgradering(KOMMANDOLINJE, hvad.pk, nu=NU)


@pytest.mark.parametrize("flytningen_foerst", [True, False])
def test_de_to_kan_fortrydes_i_begge_ordener_og_alt_er_som_foer(verden, flytningen_foerst):
    saet_frist(KOMMANDOLINJE, verden.opgave("C01"), date(2027, 2, 20), "Aftalt", paa=PAA)
    foer = alt(verden.projekt)
    del_ = flyt(verden)
    opgradering = flet(verden, ny(verden))
    for hvad in (del_, opgradering) if flytningen_foerst else (opgradering, del_):
        assert not fortryd(hvad).blev and not uforklarede()
    assert alt(verden.projekt) == foer


def test_en_fletning_foer_flytningen_kan_ogsaa_fortrydes_foerst(verden):
    foer = alt(verden.projekt)
    opgradering = flet(verden, ny(verden))
    del_ = flyt(verden)
    for hvad in (opgradering, del_):
        assert not fortryd(hvad).blev
    assert alt(verden.projekt) == foer


def test_opgaven_faar_det_den_nye_regel_giver_med_de_gamle_datoer_og_naevnes_ikke_som_blevet(verden):
    del_ = flyt(verden)
    flet(verden, ny(verden))
    svar = fortryd(del_)
    assert (koder(opgave for opgave, _ in svar.regnede), svar.blev, svar.laaste) == (["A08", "N01"], [], [])
    for kode in ("A08", "N01"):
        opgave = verden.opgave(kode)
        assert (opgave.frist, opgave.er_frist_laast) == (date(2027, 4, 12), False)


def test_det_en_person_har_sat_efter_fletningen_bliver(verden):
    del_ = flyt(verden)
    opgradering = flet(verden, ny(verden))
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("N01"), "7 uger efter idriftsættelse")
    assert koder(fortryd(del_).blev) == ["A08"]
    assert verden.opgave("N01").frist == date(2027, 4, 19)
    fortryd(opgradering)
    assert (verden.opgave("A08").frist, verden.opgave("N01").frist) == (date(2027, 6, 1), date(2027, 4, 19))


def test_en_kalender_fortrudt_efter_en_fletning_regner_den_nye_regel_uden_lukkedagene(verden):
    lukket = Periode("lukkedage", "Ombygning", date(2027, 4, 5), date(2027, 4, 12))
    rettelse = ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata((lukket,)), nu=NU)
    flet(verden, ny(verden))
    assert verden.opgave("A08").frist == date(2027, 4, 2)
    svar = fortryd_flytning(KOMMANDOLINJE, rettelse.pk, nu=NU)
    assert (verden.opgave("A08").frist, svar.blev) == (date(2027, 4, 12), []) and not uforklarede()


def test_det_siges_paa_siden_i_mailen_og_paa_kortet(som, verden):
    tildel(KOMMANDOLINJE, verden.opgave("A08"), {"udfoerer": verden.plads("administrator")})
    del_ = flyt(verden)
    flet(verden, ny(verden))
    Besked.objects.all().delete()
    svar = fortryd_side(som(verden.anna), f"{del_.get_absolute_url()}fortryd/").text
    assert "regnet om med de gamle datoer: A08, N01." in svar and "Ændret siden, regnet om med de gamle datoer" in svar
    assert "Ændret siden, ikke ført tilbage" not in svar
    fra, til = map(dato_tekst, (date(2027, 5, 3), date(2027, 4, 12)))
    assert f"{fra} → {til}" in Besked.objects.get(modtager=verden.bo.email).tekst
    assert "fristen er regnet om med de gamle datoer" in kortet(som, verden)
