from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from gevinster.beregning import Tilstand
from gevinster.models import Gevinst, Maaling
from gevinster.services import Oplysninger, opret_gevinst, registrer_maaling, ret_gevinst
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Projekt
from tests.medvirkende import I_DAG

GOLIVE = date(2027, 3, 15)
EFTER_GOLIVE = date(2027, 6, 20)


def maaneder(gevinst: Gevinst) -> list[int | None]:
    return [m.maaneder_efter_golive for m in gevinst.maalinger.i_raekkefoelge()]


def maaling(gevinst: Gevinst, antal: int | None) -> Maaling:
    return Maaling.objects.get(gevinst=gevinst, maaneder_efter_golive=antal)


def test_en_maaling_fra_1950_afvises(verden, gevinst):
    maaling = gevinst.maalinger.get(slags=Maaling.Slags.BASELINE)
    with pytest.raises(Afvist, match="1950 ligger uden for 1990-2100"):
        registrer_maaling(Aktoer.person(verden.anna), maaling, Decimal(8), date(1950, 1, 1), paa=date(2027, 2, 1))


def test_en_ny_gevinst_har_baseline_og_tre_planlagte_eftermaalinger(gevinst):
    assert maaneder(gevinst) == [None, 3, 6, 12]
    assert maaling(gevinst, 3).planlagt == date(2027, 6, 15)


def test_eftermaalingerne_foelger_golive_uden_at_noget_skrives_om(gevinst, verden):
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=date(2027, 8, 31))
    assert maaling(gevinst, 6).planlagt == date(2028, 2, 29)


def test_et_afsluttet_projekt_beholder_sine_maalinger(gevinst, verden):
    Projekt.objects.filter(pk=verden.projekt.pk).update(status=Projekt.Status.AFSLUTTET)
    assert maaling(gevinst, 3).tilstand(date(2027, 6, 16)) is Tilstand.OVER_TID


def test_oprettelsen_staar_i_historikken_med_hvem(gevinst, verden):
    haendelse = Haendelse.objects.get(genstand_type="gevinst", genstand_id=gevinst.pk)
    assert (haendelse.aktoer, haendelse.handling, haendelse.ny) == (
        "Anna Krogh",
        "gevinst oprettet",
        "mål 3 minutter pr. sag",
    )
    assert haendelse.projekt == verden.projekt


@pytest.mark.parametrize("hvem", ["bo", "dorte", "ada", "carl", "karen"])
def test_kun_den_der_leder_projektet_kan_oprette_og_rette(hvem, verden, gevinst, oplysninger):
    aktoer = Aktoer.person(getattr(verden, hvem))
    with pytest.raises(IkkeTilladt):
        opret_gevinst(aktoer, verden.projekt, replace(oplysninger, titel="En anden"))
    with pytest.raises(IkkeTilladt):
        ret_gevinst(aktoer, gevinst, replace(oplysninger, maal=Decimal(1)))
    assert Gevinst.objects.get().maal == 3


@pytest.mark.parametrize("hvem", ["anna", "bo"])
def test_lederen_og_den_der_sidder_paa_ejerens_plads_kan_maale(hvem, verden, gevinst):
    registrer_maaling(Aktoer.person(getattr(verden, hvem)), maaling(gevinst, None), Decimal("7.5"), I_DAG, paa=I_DAG)
    assert maaling(gevinst, None).vaerdi == Decimal("7.5")


@pytest.mark.parametrize("hvem", ["dorte", "ada", "carl", "karen"])
def test_andre_kan_ikke_maale(hvem, verden, gevinst):
    with pytest.raises(IkkeTilladt):
        registrer_maaling(Aktoer.person(getattr(verden, hvem)), maaling(gevinst, None), Decimal(7), I_DAG, paa=I_DAG)


def test_uden_ejer_kan_bo_ikke_maale(verden, gevinst, oplysninger):
    ret_gevinst(KOMMANDOLINJE, gevinst, replace(oplysninger, ejer=None))
    with pytest.raises(IkkeTilladt):
        registrer_maaling(Aktoer.person(verden.bo), maaling(gevinst, None), Decimal(7), I_DAG, paa=I_DAG)


def test_en_rettelse_noterer_hvert_felt_i_ord(gevinst, oplysninger):
    ret_gevinst(KOMMANDOLINJE, gevinst, replace(oplysninger, type="kvalitet", maal=Decimal("2.5"), ejer=None))
    rettet = Haendelse.objects.filter(handling="gevinst rettet").values_list("felt", "gammel", "ny")
    assert set(rettet) == {
        ("type", "Økonomisk råderum", "Kvalitet"),
        ("mål", "3", "2,5"),
        ("ejer", "Gevinstejer", "ingen"),
    }


def test_en_formular_fra_en_aeldre_udgave_afvises(gevinst, oplysninger):
    ret_gevinst(KOMMANDOLINJE, gevinst, replace(oplysninger, titel="Min titel"), udgave=1)
    with pytest.raises(Foraeldet):
        ret_gevinst(KOMMANDOLINJE, gevinst, replace(oplysninger, titel="Din titel"), udgave=1)
    assert Gevinst.objects.get().titel == "Min titel"


def test_en_maaling_fra_en_aeldre_udgave_afvises(gevinst):
    baseline = maaling(gevinst, None)
    registrer_maaling(KOMMANDOLINJE, baseline, Decimal(7), I_DAG, paa=I_DAG, udgave=1)
    with pytest.raises(Foraeldet):
        registrer_maaling(KOMMANDOLINJE, baseline, Decimal(9), I_DAG, paa=I_DAG, udgave=1)
    assert maaling(gevinst, None).vaerdi == 7


def test_planen_for_eftermaalinger_kan_aendres(gevinst, oplysninger):
    ret_gevinst(KOMMANDOLINJE, gevinst, replace(oplysninger, maaneder=(6, 24)))
    assert maaneder(gevinst) == [None, 6, 24]
    assert Haendelse.objects.get(felt="eftermålinger").gammel == "3, 6, 12"


def test_en_foretaget_eftermaaling_kan_ikke_tages_ud_og_intet_er_gemt(gevinst, oplysninger):
    registrer_maaling(KOMMANDOLINJE, maaling(gevinst, 3), Decimal(5), EFTER_GOLIVE, paa=EFTER_GOLIVE)
    gevinst.refresh_from_db()
    with pytest.raises(Afvist, match="3 måneder efter go-live er foretaget"):
        ret_gevinst(KOMMANDOLINJE, gevinst, replace(oplysninger, titel="Ny titel", maaneder=(12,)))
    assert Gevinst.objects.get().titel == "Kortere søgetid"
    assert maaneder(gevinst) == [None, 3, 6, 12]


def test_to_gevinster_i_samme_projekt_kan_ikke_hedde_det_samme(gevinst, oplysninger, verden):
    with pytest.raises(Afvist, match="allerede en gevinst"):
        opret_gevinst(KOMMANDOLINJE, verden.projekt, oplysninger)
    opret_gevinst(KOMMANDOLINJE, verden.odense_projekt, replace(oplysninger, ejer=None))


@pytest.mark.parametrize(
    "aendring",
    [{"titel": " "}, {"enhed": ""}, {"type": "penge"}, {"maaneder": (0,)}, {"maaneder": (121,)}],
)
def test_en_halv_gevinst_afvises(verden, oplysninger, aendring):
    with pytest.raises(Afvist):
        opret_gevinst(KOMMANDOLINJE, verden.projekt, replace(oplysninger, **aendring))
    assert not Gevinst.objects.exists()


def test_ejeren_skal_sidde_i_samme_projekt(verden, oplysninger):
    fremmed = verden.plads("gevinstejer", verden.odense_projekt)
    with pytest.raises(Afvist, match="et andet projekt"):
        opret_gevinst(KOMMANDOLINJE, verden.projekt, replace(oplysninger, ejer=fremmed))


def test_der_kan_ikke_vaere_maalt_i_morgen(gevinst):
    with pytest.raises(Afvist, match="ikke kommet endnu"):
        registrer_maaling(KOMMANDOLINJE, maaling(gevinst, None), Decimal(7), date(2027, 2, 2), paa=I_DAG)


def test_en_eftermaaling_ligger_ikke_foer_golive(gevinst):
    with pytest.raises(Afvist, match=r"før go-live den 15\.03\.2027"):
        registrer_maaling(KOMMANDOLINJE, maaling(gevinst, 3), Decimal(7), I_DAG, paa=I_DAG)


def test_en_eftermaaling_kan_vaere_fra_selve_dagen_for_golive(gevinst):
    registrer_maaling(KOMMANDOLINJE, maaling(gevinst, 3), Decimal(7), GOLIVE, paa=GOLIVE)
    assert maaling(gevinst, 3).maalt == GOLIVE


def test_uden_golive_kan_en_eftermaaling_ikke_registreres(gevinst, verden):
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=None)
    with pytest.raises(Afvist, match="ingen dato for go-live"):
        registrer_maaling(KOMMANDOLINJE, maaling(gevinst, 3), Decimal(7), I_DAG, paa=I_DAG)


def test_en_rettet_maaling_staar_med_gammel_og_ny_i_historikken(gevinst):
    baseline = maaling(gevinst, None)
    registrer_maaling(KOMMANDOLINJE, baseline, Decimal(7), I_DAG, paa=I_DAG)
    registrer_maaling(KOMMANDOLINJE, baseline, Decimal("7.25"), I_DAG, paa=I_DAG)
    rettet = Haendelse.objects.get(handling="måling rettet")
    assert (rettet.felt, rettet.gammel, rettet.ny) == (
        "Baseline",
        "7 minutter pr. sag den 01.02.2027",
        "7,25 minutter pr. sag den 01.02.2027",
    )


def test_standarden_er_tre_seks_og_tolv_maaneder():
    assert Oplysninger("T", "kvalitet", "e", Decimal(1)).maaneder == (3, 6, 12)
