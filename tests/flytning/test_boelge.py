"""Bølger: dem, der følger, flyttes med; de andre får besked; alle varsles og kvitterer."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from frister import Ankre
from koe.models import Besked
from opgaver.models import Flytning, Varsling
from opgaver.services.boelge import (
    boelgens_nye_ankre,
    flyt_boelge,
    forhaandsvis_boelge,
    kvitter,
    opret_boelge,
    saet_projekter,
)
from opgaver.services.flytning import flyt_datoer
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, flyt, frister, senere

DATOER = Datoer(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))


def karen(verden):
    return Aktoer.person(verden.karen)


@pytest.fixture
def boelge(verden):
    ny = opret_boelge(karen(verden), verden.sapa, 1, "", DATOER)
    saet_projekter(karen(verden), ny, {verden.projekt.pk, verden.odense_projekt.pk})
    for projekt in (verden.projekt, verden.odense_projekt):
        projekt.refresh_from_db()
    return ny


def flyttet(verden, boelge, **mere):
    ankre = boelgens_nye_ankre(boelge, idriftsaettelse=date(2027, 3, 22))
    return flyt_boelge(karen(verden), boelge, ankre, GRUND, **{"nu": NU} | mere)


def idriftsaettelser():
    return dict(Projekt.objects.values_list("kommune__kode", "idriftsaettelse"))


def test_golive_rykker_lige_saa_meget(verden, boelge):
    assert boelgens_nye_ankre(boelge, idriftsaettelse=date(2027, 3, 22)).golive == date(2027, 4, 5)


def test_alle_der_foelger_flyttes_i_en_handling(verden, boelge):
    flytning, visning = flyttet(verden, boelge)
    assert set(idriftsaettelser().values()) == {date(2027, 3, 22)}
    assert (Flytning.objects.count(), flytning.dele.count(), visning.antal) == (1, 2, 12)
    boelge.refresh_from_db()
    assert boelge.golive == date(2027, 4, 5)


def test_en_afviger_bliver_og_faar_besked(verden, boelge):
    flyt(verden, senere(verden.projekt, 7))
    foer = frister(verden.projekt)
    _, visning = flyttet(verden, boelge)
    assert visning.afvigere == [verden.projekt] and frister(verden.projekt) == foer
    besked = Besked.objects.get(modtager=verden.anna.email)
    assert "er ikke rørt" in besked.tekst and "/projekter/0751/SAPA/datoer/" in besked.tekst


def test_en_egen_projektstart_skiller_ikke_fra_boelgen_og_bliver(verden, boelge):
    Projekt.objects.filter(pk=verden.projekt.pk).update(projektstart=date(2026, 8, 3))
    nye = boelgens_nye_ankre(boelge, projektstart=date(2026, 10, 1), idriftsaettelse=date(2027, 3, 22))
    flyt_boelge(karen(verden), boelge, nye, GRUND, nu=NU)
    starter = dict(Projekt.objects.values_list("kommune__kode", "projektstart"))
    assert starter == {"0751": date(2026, 8, 3), "0461": date(2026, 10, 1)}


def test_et_projekt_med_umulige_datoer_bliver_og_forhaandsvisningen_siger_hvorfor(verden, boelge):
    Projekt.objects.filter(pk=verden.projekt.pk).update(projektstart=date(2027, 2, 15))
    nye = boelgens_nye_ankre(boelge, idriftsaettelse=date(2027, 2, 1))
    visning = forhaandsvis_boelge(boelge, nye, PAA)
    [(projekt, grund)] = visning.afvigere_og_grunde
    assert projekt == verden.projekt and "Projektstart kan ikke ligge efter" in grund
    flyt_boelge(karen(verden), boelge, nye, GRUND, nu=NU)
    assert idriftsaettelser() == {"0751": date(2027, 3, 1), "0461": date(2027, 2, 1)}


def test_et_aarstal_uden_for_det_mulige_afvises_foer_der_regnes(verden, boelge):
    with pytest.raises(Afvist, match="9999"):
        boelgens_nye_ankre(boelge, idriftsaettelse=date(9999, 12, 31))


def test_boelgen_afviser_umulige_datoer_uanset_hvor_de_kommer_fra(verden, boelge):
    with pytest.raises(Afvist, match="Go-live kan ikke ligge før"):
        flyt_boelge(karen(verden), boelge, Ankre(None, date(2027, 3, 22), date(2027, 3, 1)), GRUND, nu=NU)


def test_alle_varsles_med_dato_og_den_foerste_kvittering_gaelder(verden, boelge):
    flyttet(verden, boelge)
    varsling = verden.projekt.varslinger.get()
    assert (varsling.dato, varsling.er_flyttet, Varsling.objects.count()) == (PAA, True, 2)
    kvitter(Aktoer.person(verden.anna), varsling, nu=NU)
    with pytest.raises(Foraeldet):
        kvitter(Aktoer.person(verden.anna), varsling, nu=NU.replace(year=2028))
    varsling.refresh_from_db()
    assert (varsling.kvitteret, varsling.kvitteret_af) == (NU, "Anna Krogh")
    assert Haendelse.objects.filter(handling="varsling kvitteret").count() == 1


def test_bo_kan_ikke_kvittere(verden, boelge):
    flyttet(verden, boelge)
    with pytest.raises(IkkeTilladt):
        kvitter(Aktoer.person(verden.bo), verden.projekt.varslinger.get(), nu=NU)


def test_hele_boelgen_fortrydes_praecis(verden, boelge):
    foer = [frister(verden.projekt), frister(verden.odense_projekt)]
    fortryd_flytning(karen(verden), flyttet(verden, boelge)[0].pk, nu=NU)
    assert [frister(verden.projekt), frister(verden.odense_projekt)] == foer
    assert set(idriftsaettelser().values()) == {date(2027, 3, 1)}
    assert set(Varsling.objects.values_list("trukket_tilbage", flat=True)) == {NU}
    assert not Varsling.objects.uden_kvittering().exists()


def test_varslingen_staar_i_den_kommune_der_springes_over(verden, boelge):
    flytning, _ = flyttet(verden, boelge)
    verden.projekt.refresh_from_db()
    flyt(verden, senere(verden.projekt, 7))
    fortryd_flytning(karen(verden), flytning.pk, nu=NU)
    assert verden.projekt.varslinger.get().trukket_tilbage is None
    assert verden.odense_projekt.varslinger.get().trukket_tilbage == NU


def test_en_afviger_faar_at_vide_at_boelgen_er_foert_tilbage(verden, boelge):
    flyt(verden, senere(verden.projekt, 7))
    fortryd_flytning(karen(verden), flyttet(verden, boelge)[0].pk, nu=NU)
    besked = Besked.objects.filter(modtager=verden.anna.email).latest("pk")
    assert "fortrudt" in besked.emne and "ikke rørt" in besked.tekst
    assert verden.projekt.varslinger.get().trukket_tilbage == NU


def test_kan_ingen_foeres_tilbage_afvises_det(verden, boelge):
    flytning, _ = flyttet(verden, boelge)
    for projekt in (verden.projekt, verden.odense_projekt):
        projekt.refresh_from_db()
        flyt_datoer(KOMMANDOLINJE, projekt, senere(projekt, 7), GRUND, nu=NU)
    with pytest.raises(Afvist, match="flyttet igen siden"):
        fortryd_flytning(karen(verden), flytning.pk, nu=NU)
    boelge.refresh_from_db()
    assert boelge.idriftsaettelse == date(2027, 3, 22) and Varsling.objects.uden_kvittering().count() == 2


@pytest.mark.parametrize("antal", [1, 2])
def test_antallet_af_spoergsmaal_om_dele_foelger_ikke_antallet_af_projekter(verden, boelge, antal):
    saet_projekter(karen(verden), boelge, [verden.projekt.pk, verden.odense_projekt.pk][:antal])
    flytning, _ = flyttet(verden, boelge)
    with CaptureQueriesContext(connection) as fangst:
        fortryd_flytning(karen(verden), flytning.pk, nu=NU)
    assert sum('FROM "opgaver_flytningsdel"' in et["sql"] for et in fangst) == 2


def test_en_kommune_der_er_flyttet_siden_springes_over_naar_boelgen_fortrydes(verden, boelge):
    flytning, _ = flyttet(verden, boelge)
    verden.projekt.refresh_from_db()
    flyt(verden, senere(verden.projekt, 7))
    svar = fortryd_flytning(karen(verden), flytning.pk, nu=NU)
    assert [projekt for projekt, _ in svar.sprunget_over] == [verden.projekt]
    assert idriftsaettelser() == {"0751": date(2027, 3, 29), "0461": date(2027, 3, 1)}


def test_det_sete_er_det_der_sker(verden, boelge):
    ankre = boelgens_nye_ankre(boelge, idriftsaettelse=date(2027, 3, 22))
    aftryk = forhaandsvis_boelge(boelge, ankre, PAA).aftryk
    flyt(verden, senere(verden.projekt, 7))
    with pytest.raises(Foraeldet):
        flyttet(verden, boelge, aftryk=aftryk)
    assert idriftsaettelser()["0461"] == date(2027, 3, 1)


def test_annas_ret_raekker_ikke_til_boelgen(verden, boelge):
    for handling in (
        lambda: flyt_boelge(Aktoer.person(verden.anna), boelge, boelge.ankre, GRUND, nu=NU),
        lambda: opret_boelge(Aktoer.person(verden.anna), verden.sapa, 2, "", DATOER),
        lambda: saet_projekter(Aktoer.person(verden.anna), boelge, []),
        lambda: fortryd_flytning(Aktoer.person(verden.anna), flyttet(verden, boelge)[0].pk, nu=NU),
    ):
        with pytest.raises(IkkeTilladt):
            handling()


def test_de_samme_datoer_afvises(verden, boelge):
    with pytest.raises(Afvist, match="allerede har"):
        flyt_boelge(karen(verden), boelge, boelge.ankre, GRUND, nu=NU)


def test_et_nummer_bruges_en_gang(verden, boelge):
    with pytest.raises(Afvist, match="allerede en bølge 1"):
        opret_boelge(karen(verden), verden.sapa, 1, "", DATOER)


def test_et_projekt_kan_tages_ud_af_boelgen(verden, boelge):
    assert saet_projekter(karen(verden), boelge, {verden.odense_projekt.pk}) == 1
    assert Projekt.objects.get(pk=verden.projekt.pk).boelge is None


def test_antallet_af_forespoergsler_foelger_ikke_antallet_af_projekter(verden, boelge, django_assert_num_queries):
    ankre = boelgens_nye_ankre(boelge, idriftsaettelse=date(2027, 3, 22))
    with django_assert_num_queries(8):
        forhaandsvis_boelge(boelge, ankre, PAA)
    saet_projekter(karen(verden), boelge, {verden.odense_projekt.pk})
    with django_assert_num_queries(8):
        forhaandsvis_boelge(boelge, ankre, PAA)


def test_en_kvittering_efter_en_kollega_siger_hvem_og_en_fortrudt_at_den_er_trukket_tilbage(som, verden, boelge):
    flytning, _ = flyttet(verden, boelge)
    sted = f"/projekter/0751/SAPA/varslinger/{verden.projekt.varslinger.get().pk}/kvitter/"
    kvitter(Aktoer.person(verden.anna), verden.projekt.varslinger.get(), nu=NU)
    svar = som(verden.anna).post(sted)
    assert svar.status_code == 409 and "kvitteret 03.02.2027 af Anna Krogh" in svar.text
    fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=NU)
    Varsling.objects.update(kvitteret=None, kvitteret_af="")
    svar = som(verden.anna).post(sted)
    assert svar.status_code == 409 and "trukket tilbage 03.02.2027" in svar.text
    assert not Varsling.objects.filter(kvitteret__isnull=False).exists()
