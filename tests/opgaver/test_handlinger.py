"""At oprette projekter, sætte status og fordele."""

import pytest
from django.db import IntegrityError, transaction

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from opgaver.fremdrift import Fremdrift, fremdrift
from opgaver.models import Katalogopgave, Opgave
from opgaver.services.opgave import ret, saet_status, tildel
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Plads, Projekt
from tests.medvirkende import I_DAG, lav_organisation


def anna(verden):
    return Aktoer.person(verden.anna)


def test_planen_har_en_opgave_for_hvert_kort_med_frist(verden):
    assert verden.projekt.plan.opgaver.count() == 7
    assert verden.opgave("I01").frist.isoformat() == "2027-02-15"


def test_pladser_laves_for_de_anbefalede_roller_og_de_obligatoriske(verden):
    navne = set(Plads.objects.filter(projekt=verden.projekt).values_list("rolle__noegle", flat=True))
    assert navne == {"projektleder", "styregruppeformand", "administrator", "gevinstejer"}


def test_den_der_opretter_projektet_faar_projektlederens_plads(verden):
    assert verden.plads("projektleder").person == verden.anna


def test_bo_kan_ikke_oprette_et_projekt(verden):
    with pytest.raises(IkkeTilladt):
        opret_projekt(Aktoer.person(verden.bo), verden.aarhus, verden.ky, Datoer())


def test_en_loesning_uden_udgivet_katalog_afvises_uden_at_efterlade_noget(verden):
    with pytest.raises(Afvist, match="ikke udgivet noget katalog for KY"):
        opret_projekt(anna(verden), verden.aarhus, verden.ky, Datoer())
    assert not Projekt.objects.filter(loesning=verden.ky).exists()


def test_databasen_afviser_go_live_foer_idriftsaettelse(verden):
    with pytest.raises(IntegrityError), transaction.atomic():
        Projekt.objects.filter(pk=verden.projekt.pk).update(golive="2020-01-01")


def test_status_noteres_med_gammelt_og_nyt(verden):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    haendelse = Haendelse.objects.get(handling="status sat")
    assert (haendelse.gammel, haendelse.ny, haendelse.aktoer) == ("Ikke startet", "Fuldført", "Anna Krogh")


def test_samme_status_igen_aendrer_intet_og_noterer_intet(verden):
    for _ in range(2):
        saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    assert Haendelse.objects.filter(handling="status sat").count() == 1
    assert verden.opgave("A08").udgave == 2


def test_en_gammel_udgave_afvises_og_intet_skrives(verden):
    saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=I_DAG)
    with pytest.raises(Foraeldet):
        saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG, udgave=1)
    assert verden.opgave("A08").status == "i_gang"


def test_bo_maa_krydse_det_af_som_hans_plads_udfoerer(verden):
    tildel(anna(verden), verden.opgave("C01"), {"udfoerer": verden.plads("administrator")})
    saet_status(Aktoer.person(verden.bo), verden.opgave("C01"), "fuldfoert", paa=I_DAG)
    assert verden.opgave("C01").status == "fuldfoert"


def test_dorte_i_styregruppen_maa_ikke_krydse_af(verden):
    with pytest.raises(IkkeTilladt):
        saet_status(Aktoer.person(verden.dorte), verden.opgave("C01"), "fuldfoert", paa=I_DAG)


def test_bo_maa_ikke_fordele_opgaver(verden):
    with pytest.raises(IkkeTilladt):
        tildel(Aktoer.person(verden.bo), verden.opgave("C01"), {"udfoerer": None})


def test_genaabning_fjerner_datoen_for_fuldfoert(verden):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    assert saet_status(anna(verden), verden.opgave("A08"), "i_gang", paa=I_DAG).fuldfoert is None


def test_en_udgaaet_opgave_kan_ikke_aendres(verden):
    Opgave.objects.filter(kort__kode="A08").update(er_udgaaet=True)
    with pytest.raises(Afvist, match="udgået"):
        saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)


def test_fremdrift_traekker_ikke_relevante_og_udgaaede_fra(verden):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    saet_status(anna(verden), verden.opgave("G01"), "ikke_relevant", paa=I_DAG, begrundelse="Kun én bruger")
    Opgave.objects.filter(kort__kode="G07", plan__projekt=verden.projekt).update(er_udgaaet=True)
    tal = fremdrift(Opgave.objects.i_projekt(verden.projekt), I_DAG)
    assert tal.tekst == "1 af 5 (20 %)" and tal.ikke_relevante == 1


def test_fremdrift_uden_opgaver_er_en_streg():
    assert Fremdrift().tekst == "–"


def test_forsinket_er_aaben_og_passeret(verden):
    tal = fremdrift(Opgave.objects.i_projekt(verden.projekt), I_DAG)
    assert tal.forsinkede == 2  # P01 og K03


def test_et_kort_i_en_udgivet_version_kan_ikke_gemmes(verden):
    kort = Katalogopgave.objects.get(version=verden.version, kode="A08")
    with pytest.raises(TypeError, match="udgivet"):
        kort.save()


def test_kort_i_en_udgivet_version_kan_ikke_rettes_i_bundt(verden):
    with pytest.raises(TypeError, match="udgivet"):
        Katalogopgave.objects.filter(version=verden.version).update(titel="x")


def test_historikken_kan_ikke_aendres(verden):
    with pytest.raises(TypeError):
        Haendelse.objects.update(aktoer="x")
    with pytest.raises(TypeError):
        Haendelse.objects.first().delete()


def test_kommandolinjen_kan_oprette_for_en_kommune_uden_folk(verden):
    koebenhavn = lav_organisation("kommune", "0101", "København")
    projekt = opret_projekt(KOMMANDOLINJE, koebenhavn, verden.sapa, Datoer())
    assert projekt.pladser.exclude(person=None).count() == 0


def test_et_flueben_paa_en_fuldfoert_aendrer_intet_og_en_ny_grund_er_sin_egen_linje(verden):
    saet_status(anna(verden), verden.opgave("P01"), "fuldfoert", paa=I_DAG, begrundelse="Godkent")
    senere = I_DAG.replace(year=I_DAG.year + 1)
    saet_status(anna(verden), verden.opgave("P01"), "fuldfoert", paa=senere)
    assert (verden.opgave("P01").fuldfoert, verden.opgave("P01").begrundelse) == (I_DAG, "Godkent")
    o = verden.opgave("P01")
    svar = ret(anna(verden), o, status="fuldfoert", begrundelse="Godkendt", pladser={}, paa=senere, udgave=o.udgave)
    assert svar == ["begrundelsen er rettet"] and verden.opgave("P01").fuldfoert == I_DAG
    linjer = Haendelse.objects.filter(genstand_type="opgave", genstand_id=o.pk).order_by("pk")
    assert list(linjer.values_list("handling", "gammel", "ny")) == [
        ("status sat", "Ikke startet", "Fuldført"),
        ("begrundelse rettet", "Godkent", "Godkendt"),
    ]
