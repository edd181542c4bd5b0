"""Et nyt projekt kan begynde med bølgens datoer, og kortets historik siger, hvornår datoerne flyttede dets frist."""

from datetime import date

import pytest
from django.core.management import CommandError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faelles.afvisning import Afvist
from opgaver.korthistorik import FLYTNINGER, korthistorik
from opgaver.services.boelge import opret_boelge
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_frist
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE
from projekter.kommando import find_boelge
from projekter.models import Boelge, Haendelse, Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, flyt
from tests.flytning.test_kommandoer import koer
from tests.medvirkende import lav_version


@pytest.fixture
def boelge(verden):
    lav_version(verden.ky, verden.kombit, verden.model)
    datoer = Datoer(date(2026, 10, 1), date(2027, 5, 3), date(2027, 5, 18))
    return opret_boelge(KOMMANDOLINJE, verden.ky, 2, "", datoer)


def opret(som, verden, **felter):
    data = {"kommune": verden.aarhus.pk, "loesning": verden.ky.pk} | felter
    return som(verden.anna).post("/projekter/nyt/", data, follow=True)


def kys(verden):
    return Projekt.objects.med_navne().get(loesning=verden.ky)


def test_siden_tilbyder_boelgen_med_dens_datoer(som, verden, boelge):
    tekst = som(verden.anna).get("/projekter/nyt/").text
    assert "KY, Bølge 2: idriftsættelse 03.05.2027, go-live 18.05.2027" in tekst


def test_uden_boelger_spoerges_der_ikke(som, verden):
    assert "Bølge" not in som(verden.anna).get("/projekter/nyt/").text


def test_de_tomme_datoer_bliver_boelgens_og_projektet_foelger_den(som, verden, boelge):
    svar = opret(som, verden, boelge=boelge.pk)
    assert svar.status_code == 200 and kys(verden).ankre == boelge.ankre and kys(verden).foelger_boelgen
    assert Haendelse.objects.filter(handling="bølge sat", projekt=kys(verden), ny="Bølge 2").exists()


def test_en_skrevet_dato_gaelder_frem_for_boelgens(som, verden, boelge):
    opret(som, verden, boelge=boelge.pk, idriftsaettelse="26.04.2027")
    assert (kys(verden).idriftsaettelse, kys(verden).golive) == (date(2027, 4, 26), date(2027, 5, 18))
    assert not kys(verden).foelger_boelgen


def test_en_anden_loesnings_boelge_afvises(som, verden, boelge):
    fremmed = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer())
    svar = opret(som, verden, boelge=fremmed.pk)
    assert svar.status_code == 422 and "Bølge 1 for SAPA er ikke en bølge for KY." in svar.text
    with pytest.raises(Afvist, match="ikke en bølge for KY"):
        opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, Datoer(), boelge=fremmed)


def test_uden_valg_er_projektet_ikke_i_en_boelge(som, verden, boelge):
    opret(som, verden, idriftsaettelse="26.04.2027")
    assert kys(verden).boelge is None and kys(verden).golive is None


@pytest.mark.parametrize("hvilken", ["2", "Forår 27", "forår 27"])
def test_kommandoen_kan_oprette_i_en_boelge_med_dens_datoer(verden, boelge, hvilken):
    Boelge.objects.filter(pk=boelge.pk).update(navn="Forår 27")
    koer("opret_projekt", "--kommune", "0751", "--loesning", "KY", "--boelge", hvilken, "--golive", "2027-06-01")
    assert (kys(verden).boelge, kys(verden).idriftsaettelse) == (boelge, date(2027, 5, 3))
    assert kys(verden).golive == date(2027, 6, 1)


@pytest.mark.parametrize(
    ("valg", "ventet"),
    [
        (["--boelge", "7"], "KY har ingen bølge 7. De kendte er: 2."),
        (["--boelge", "Bølge 2", "--golive", "2027-05-01"], "Go-live kan ikke ligge før"),
        ([], "Angiv --idriftsaettelse, eller vælg med --boelge"),
    ],
)
def test_kommandoen_siger_hvad_der_er_galt_med_boelgen_eller_datoen(verden, boelge, valg, ventet):
    with pytest.raises(CommandError, match=ventet):
        koer("opret_projekt", "--kommune", "0751", "--loesning", "KY", *valg)
    assert not Projekt.objects.filter(loesning=verden.ky).exists()


def test_to_boelger_med_det_samme_navn_kraever_nummeret(verden, boelge):
    for nummer in (3, 4):
        opret_boelge(KOMMANDOLINJE, verden.ky, nummer, "Sidste", Datoer())
    with pytest.raises(Afvist, match="Skriv nummeret i stedet: 3, 4"):
        find_boelge(verden.ky, "sidste")


# Kortets historik


def kortet(som, verden, kode="A08"):
    """Kortets side, som den læses: linjeskift i markup er mellemrum."""
    return " ".join(som(verden.anna).get(verden.opgave(kode).get_absolute_url()).text.split())


def test_kortets_historik_siger_hvem_der_flyttede_fristen_og_hvorfor(som, verden):
    flyt(verden)
    assert f"03.02.2027 10.00 Anna Krogh: frist flyttet – 5. april 2027 → 26. april 2027 ({GRUND})" in kortet(
        som, verden
    )


def test_en_undtaget_siger_at_den_blev_laast(som, verden):
    flyt(verden, undtagne=[verden.opgave("A08").pk])
    tekst = kortet(som, verden)
    assert f"undtaget fra flytning og låst – 5. april 2027 → 5. april 2027 ({GRUND})" in tekst
    assert "frist flyttet" not in tekst


def test_en_fortrudt_flytning_staar_ogsaa(som, verden):
    fortryd_flytning(KOMMANDOLINJE, flyt(verden).flytning_id, nu=NU.replace(hour=12))
    linje = "03.02.2027 13.00 kommandolinje: flytning fortrudt – 26. april 2027 → 5. april 2027"
    assert linje in kortet(som, verden)


def test_en_opgave_der_blev_da_flytningen_blev_fortrudt_siger_det(som, verden):
    del_ = flyt(verden)
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    fortryd_flytning(KOMMANDOLINJE, del_.flytning_id, nu=NU.replace(hour=12))
    tekst = kortet(som, verden)
    assert "beholdt sin frist, da flytningen blev fortrudt" in tekst and ": flytning fortrudt" not in tekst


def test_kortet_henter_kun_sin_egen_raekke_og_viser_vej_til_de_aeldre(som, verden):
    del_ = flyt(verden)
    for _ in range(FLYTNINGER):
        del_.flytning.pk, del_.pk = None, None
        del_.flytning.save()
        del_.flytning = del_.flytning
        del_.save()
    with CaptureQueriesContext(connection) as spurgt:
        historik = korthistorik(verden.opgave("A08"), verden.projekt)
    assert not any('."raekker", "' in et["sql"] for et in spurgt)
    assert (len(historik.linjer), historik.har_aeldre) == (FLYTNINGER, True)
    assert "Se projektets ældre flytninger" in kortet(som, verden)


def test_en_opgave_flytningen_ikke_roerte_siger_intet_om_den(som, verden):
    flyt(verden)
    assert "frist flyttet" not in kortet(som, verden, "G07")
