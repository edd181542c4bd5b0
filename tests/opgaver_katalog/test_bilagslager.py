"""Hvad der bliver af filerne: papirkurven, en forkert database og et delt drev, der mangler."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist
from opgaver import bilagslager, tasks
from opgaver.services import bilag as handlinger
from opgaver.services.kortredigering import ny_kladde
from projekter.aktoer import KOMMANDOLINJE
from tests.opgaver_katalog.test_bilag import PDF, fil, filer, goer_gammel


@pytest.fixture(autouse=True)
def lager(settings, tmp_path):
    settings.BILAG_MAPPE = tmp_path / "bilag"
    return settings.BILAG_MAPPE


@pytest.fixture
def a08(verden):
    return ny_kladde(KOMMANDOLINJE, verden.version).kort.get(kode="A08")


@pytest.fixture
def bilag(a08):
    return handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "Vejledning", fil())


def test_en_fil_uden_bilag_ryddes_op_men_foerst_naar_den_er_gammel(a08, bilag, lager):
    handlinger.fjern_bilag(KOMMANDOLINJE, bilag)
    (lager / ".efterladt").write_bytes(b"x")
    tasks.ryd_op_i_bilag()
    assert len(filer(lager)) == 2
    goer_gammel(lager)
    tasks.ryd_op_i_bilag()
    assert filer(lager) == [] and set(filer(lager / "papirkurv")) == {bilag.lagret, ".efterladt"}


def test_en_fil_i_papirkurven_kan_stadig_hentes_og_laegges_tilbage_naar_bilaget_er_der_igen(bilag, lager):
    (lager / "papirkurv").mkdir()
    (lager / bilag.lagret).rename(lager / "papirkurv" / bilag.lagret)
    with bilagslager.aabn(bilag.lagret) as fundet:
        assert fundet.read() == PDF
    tasks.ryd_op_i_bilag()
    assert filer(lager) == [bilag.lagret]


def test_papirkurven_toemmes_efter_tredive_dage(bilag, lager):
    handlinger.fjern_bilag(KOMMANDOLINJE, bilag)
    goer_gammel(lager)
    nu = timezone.now()
    for dage, antal in ((0, 1), (29, 1), (31, 0)):
        handlinger.ryd_bilag(nu + timedelta(days=dage))
        assert len(filer(lager / "papirkurv")) == antal


def test_en_tom_database_smider_ikke_alle_filer_ud(a08, lager, caplog):
    for nummer in range(20):
        bilagslager.gem([b"%d" % nummer])
    goer_gammel(lager)
    tasks.ryd_op_i_bilag()
    assert len(filer(lager)) == 20 and "20 af 20 filer" in caplog.text


def test_mangler_det_delte_drev_gemmes_intet_og_readyz_siger_det(client, settings, a08, lager):
    settings.BILAG_MAPPE_LAVES = False
    with pytest.raises(Afvist, match="Filerne kan ikke gemmes lige nu"):
        handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "", fil())
    svar = client.get("/readyz")
    assert not lager.exists() and (svar.status_code, svar.json()["bilagsmappe"]) == (200, False)


def test_uden_det_delte_drev_kan_et_bilag_ikke_hentes(som, verden, bilag, lager, settings):
    settings.BILAG_MAPPE_LAVES = False
    lager.rename(lager.with_name("vaek"))
    assert som(verden.karen).get(reverse("kataloger:hent_bilag", args=[bilag.pk])).status_code == 422
    with pytest.raises(Afvist):
        tasks.ryd_op_i_bilag()
    assert not lager.exists()
