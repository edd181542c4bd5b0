"""Hvert kvartal bekræfter kommunen sin liste over personer."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.bekraeftelser import Personlister, listens_aftryk, stand_for, ubekraeftede
from projekter.kvartal import i_ord, kvartalets_foerste, naeste_kvartal
from projekter.models import Haendelse, Listebekraeftelse, Rettighed
from projekter.services.bekraeftelse import bekraeft_liste
from tests.medvirkende import lav_bruger

NU = datetime(2027, 2, 1, 9, tzinfo=UTC)
I_DAG, NAESTE = date(2027, 2, 1), date(2027, 4, 1)
PERSONER = "/organisationer/0751/personer/"


@given(st.dates(max_value=date(9998, 12, 31)))
def test_enhver_dag_ligger_i_netop_et_kvartal(dag):
    foerste, naeste = kvartalets_foerste(dag), naeste_kvartal(dag)
    assert foerste <= dag < naeste and kvartalets_foerste(naeste - timedelta(days=1)) == foerste
    assert 90 <= (naeste - foerste).days <= 92


def test_kvartalet_i_ord():
    assert (i_ord(date(2026, 12, 31)), i_ord(NAESTE)) == ("4. kvartal 2026", "2. kvartal 2027")


def test_en_bekraeftelse_gaelder_kvartalet_ud(verden):
    bekraeft_liste(Aktoer.person(verden.ada), verden.aarhus, nu=NU)
    assert ubekraeftede([verden.aarhus, verden.odense], I_DAG) == [verden.odense]
    assert ubekraeftede([verden.aarhus], date(2027, 3, 31)) == []
    assert ubekraeftede([verden.aarhus], NAESTE) == [verden.aarhus]


def test_kvartalet_skifter_ved_dansk_midnat(verden):
    bekraeft_liste(Aktoer.person(verden.ada), verden.aarhus, nu=datetime(2027, 3, 31, 22, 30, tzinfo=UTC))
    assert Listebekraeftelse.objects.get().kvartal == NAESTE


def test_bekraeftelsen_husker_hvem_hvornaar_og_hvor_mange(verden):
    bekraeft_liste(Aktoer.person(verden.ada), verden.aarhus, nu=NU)
    fundet = Listebekraeftelse.objects.get()
    assert (fundet.aktoer, fundet.tid, fundet.antal) == ("Ada Ravn", NU, 4)
    assert Haendelse.objects.filter(handling="personliste bekræftet", ny="1. kvartal 2027").count() == 1


def test_den_anden_bekraeftelse_i_kvartalet_aendrer_intet(verden):
    bekraeft_liste(Aktoer.person(verden.ada), verden.aarhus, nu=NU)
    igen = bekraeft_liste(KOMMANDOLINJE, verden.aarhus, nu=NU + timedelta(days=1))
    assert igen.aktoer == "Ada Ravn" and Haendelse.objects.filter(handling="personliste bekræftet").count() == 1


def test_en_liste_der_er_aendret_siden_kan_ikke_bekraeftes(verden):
    set_ = listens_aftryk(verden.aarhus)
    lav_bruger("ny@aarhus.example", "Ny", verden.aarhus, Rettighed.DELTAGER)
    with pytest.raises(Foraeldet, match="ændret, siden du så den"):
        bekraeft_liste(Aktoer.person(verden.ada), verden.aarhus, nu=NU, aftryk=set_)


@pytest.mark.parametrize("hvem", ["anna", "carl", "karen"])
def test_kun_kommunens_administrator_bekraefter(verden, hvem):
    with pytest.raises(IkkeTilladt):
        bekraeft_liste(Aktoer.person(getattr(verden, hvem)), verden.aarhus, nu=NU)


def test_en_udgiver_har_ingen_liste_at_bekraefte(verden):
    with pytest.raises(Afvist, match="Kun kommuner"):
        bekraeft_liste(KOMMANDOLINJE, verden.kombit, nu=NU)
    assert ubekraeftede([verden.kombit], I_DAG) == []


def test_et_klik_bekraefter_og_beskeden_paa_min_side_forsvinder(verden, som):
    with time_machine.travel(NU, tick=False):
        ada = som(verden.ada)
        assert "skal bekræftes i dette kvartal" in ada.get("/").text
        svar = ada.post(f"{PERSONER}bekraeft/", {"aftryk": listens_aftryk(verden.aarhus)}, follow=True)
        assert "bekræftet for 1. kvartal 2027 den 01.02.2027 af Ada Ravn" in svar.text
        assert "skal bekræftes" not in ada.get("/").text
    with time_machine.travel(datetime(2027, 4, 1, 9, tzinfo=UTC), tick=False):
        ada.force_login(verden.ada)
        assert "skal bekræftes i dette kvartal" in ada.get("/").text


def test_et_klik_uden_listens_aftryk_bekraefter_intet(verden, som):
    assert som(verden.ada).post(f"{PERSONER}bekraeft/").status_code == 409
    assert not Listebekraeftelse.objects.exists()


def test_ejeren_ser_hvem_der_har_bekraeftet_og_hvornaar_men_ingen_navne(verden, som):
    with time_machine.travel(NU, tick=False):
        bekraeft_liste(Aktoer.person(verden.ada), verden.aarhus, nu=NU)
        side = som(verden.karen).get("/overblik/SAPA/personlister/").text
    assert "1 af 2 kommuner" in side and "01.02.2027" in side and "Ada Ravn" not in side


def test_listerne_filtreres_og_soeges(verden):
    bekraeft_liste(Aktoer.person(verden.ada), verden.aarhus, nu=NU)

    def viste(**valg):
        return [et.kommune.navn for et in Personlister(verden.sapa, I_DAG, **valg).viste]

    assert (viste(vis="mangler"), viste(vis="bekraeftet"), viste(soeg="århus")) == (["Odense"], ["Aarhus"], ["Aarhus"])


def test_standen_siger_naeste_gang(verden):
    assert stand_for(verden.aarhus, I_DAG).naeste == NAESTE and stand_for(verden.aarhus, I_DAG).seneste is None
