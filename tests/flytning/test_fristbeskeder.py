"""Beskeden efter en handling på kortets frist siger den nye dato, og om en lås stadig bestemmer."""

from datetime import date

import pytest

from opgaver.services.frist import saet_egen_regel, saet_frist
from projekter.aktoer import KOMMANDOLINJE
from tests.flytning.hjaelp import PAA
from tests.flytning.sider import side

REGEL = "6 uger efter idriftsættelse"


@pytest.fixture
def goer(som, verden):
    """Gør en af kortets handlinger på A08, og svar med siden bagefter."""

    def gjort(navn, **felter):
        a08 = verden.opgave("A08")
        klient = som(verden.anna)
        return klient.post(side(f"opgaver:{navn}", a08.pk), {"udgave": a08.udgave} | felter, follow=True).text

    return gjort


@pytest.fixture
def laast(verden):
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 4, 9), "Aftalt", paa=PAA)


def test_en_sat_frist_siger_datoen(goer):
    tekst = goer("saet_frist", frist="9/4-27", begrundelse="Aftalt")
    assert "Fristen for A08 er sat til 9. april 2027. Den bliver stående, når datoerne flyttes." in tekst


def test_en_frigivet_frist_siger_den_nye_dato(goer, laast):
    assert "A08 følger sin regel igen. Fristen er nu 5. april 2027." in goer("frigiv_frist")


def test_en_frigivet_frist_uden_dato_siger_det(goer, laast, verden):
    type(verden.projekt).objects.update(idriftsaettelse=None, golive=None)
    assert "A08 følger sin regel igen. Den er nu uden dato." in goer("frigiv_frist")


def test_en_egen_regel_siger_den_nye_dato(goer):
    assert "Jeres regel er gemt for A08. Fristen er nu 12. april 2027." in goer("saet_regel", regel=REGEL)


def test_en_egen_regel_paa_en_laast_frist_siger_at_laasen_bestemmer(goer, laast):
    tekst = goer("saet_regel", regel=REGEL)
    assert "Jeres regel er gemt for A08, men fristen er låst på 9. april 2027." in tekst
    assert "Reglen gælder først, når du frigiver fristen." in tekst


def test_katalogets_regel_siger_den_nye_dato(goer, verden):
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), REGEL)
    assert "Katalogets regel er valgt igen for A08. Fristen er nu 5. april 2027." in goer("fjern_regel")


def test_katalogets_regel_paa_en_laast_frist_siger_at_laasen_bestemmer(goer, laast, verden):
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), REGEL)
    assert "men fristen er låst på 9. april 2027" in goer("fjern_regel")


def test_kortet_siger_foer_man_gemmer_en_regel_at_fristen_er_laast(som, verden, laast):
    tekst = som(verden.anna).get(verden.opgave("A08").get_absolute_url(), {"aabn": "frist"}).text
    assert "Fristen er låst, så reglen gælder først, når fristen bliver frigivet." in tekst
