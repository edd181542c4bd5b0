"""Kommandoerne svarer med de aftalte nøgler, og en prøvekørsel gemmer intet."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from opgaver.models import Flytning
from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.frist import saet_egen_regel
from opgaver.services.opgave import saet_status
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Projekt
from tests.flytning.hjaelp import GRUND, PAA, frister

HER = ["--kommune", "0751", "--loesning", "SAPA"]
NYE = ["--idriftsaettelse", "2027-03-22", "--golive", "2027-04-05", "--begrundelse", GRUND]


def koer(navn, *valg):
    ud = StringIO()
    call_command(navn, *valg, "--json", stdout=ud)
    return json.loads(ud.getvalue())


def test_flyt_datoer_har_de_aftalte_noegler(verden):
    saet_status(KOMMANDOLINJE, verden.opgave("C01"), "fuldfoert", paa=PAA)
    svar = koer("flyt_datoer", *HER, *NYE)
    assert svar.keys() == {"id", "datoer", "flyttede", "uaendrede"}
    a08 = next(post for post in svar["flyttede"] if post["kode"] == "A08")
    fra_og_til = {"fra": "2027-04-05", "til": "2027-04-26"}
    assert a08 == {"kode": "A08", "etape": None, **fra_og_til, "flag": [], "bemaerk": []}
    assert {"kode": "C01", "etape": None, "grund": "fuldført"} in svar["uaendrede"]
    assert svar["id"] == Flytning.objects.get().pk


def test_en_proevekoersel_viser_det_samme_og_gemmer_intet(verden):
    foer = frister(verden.projekt)
    proeve = koer("flyt_datoer", *HER, *NYE, "--proevekoersel")
    assert (proeve["id"], frister(verden.projekt)) == (None, foer)
    assert koer("flyt_datoer", *HER, *NYE)["flyttede"] == proeve["flyttede"]


def test_fortryd_flytning_genskaber_og_naevner_det_aendrede(verden):
    pk = koer("flyt_datoer", *HER, *NYE)["id"]
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("C01"), "6 uger efter idriftsættelse")
    svar = koer("fortryd_flytning", "--id", str(pk))
    assert svar["id"] == pk and len(svar["genskabte"]) == 4
    assert [(post["kode"], post["grund"]) for post in svar["uroerte"]] == [("A08", "ændret siden")]
    assert [(post["kode"], post["frist"]) for post in svar["regnede"]] == [("C01", "2027-04-12")]


def test_flyt_boelge_flytter_golive_lige_saa_meget(verden):
    projekt = verden.projekt
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk, verden.odense_projekt.pk})
    valg = ["--loesning", "SAPA", "--boelge", "1", "--idriftsaettelse", "2027-03-22", "--begrundelse", GRUND]
    proeve = koer("flyt_boelge", *valg, "--proevekoersel")
    assert (proeve["id"], proeve["flyttede"], Flytning.objects.count()) == (None, 12, 0)
    svar = koer("flyt_boelge", *valg)
    assert svar | {"id": None} == proeve
    assert {post["kommune"] for post in svar["projekter"]} == {"0751", "0461"}
    assert Projekt.objects.filter(golive="2027-04-05").count() == 2


def test_flyt_boelge_kan_fjerne_en_dato(verden):
    projekt = verden.projekt
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk})
    koer("flyt_boelge", "--loesning", "SAPA", "--boelge", "1", "--golive", "ingen", "--begrundelse", GRUND)
    boelge.refresh_from_db()
    assert (boelge.golive, Projekt.objects.get(pk=projekt.pk).golive) == (None, None)


def test_forklar_frist_siger_det_paa_en_linje(verden):
    svar = koer("forklar_frist", *HER, "--kode", "A08")
    assert svar["forklaring"] == "5 uger efter idriftsættelse 1. marts 2027 = mandag 5. april"
    assert svar["frist"] == "2027-04-05" and "\n" not in svar["forklaring"]


@pytest.mark.parametrize(
    ("kommando", "valg", "fejl"),
    [
        ("flyt_datoer", [*HER, "--idriftsaettelse", "2027-03-08"], "begrundelse"),
        ("flyt_datoer", [*HER, "--idriftsaettelse", "2027-04-22", "--begrundelse", "x"], "Go-live kan ikke"),
        ("flyt_datoer", [*HER, "--begrundelse", "x"], "mindst én ny dato"),
        ("flyt_datoer", [*HER, *NYE, "--bruger", "bo@aarhus.example"], "Kun projektlederen"),
        ("fortryd_flytning", ["--id", "77"], "ingen flytning med nummer 77"),
        ("flyt_boelge", ["--loesning", "SAPA", "--boelge", "9", "--begrundelse", "x"], "ingen bølge 9"),
        ("forklar_frist", [*HER, "--kode", "X99"], "ingen opgave med koden X99"),
    ],
)
def test_en_fejl_er_dansk_og_gemmer_intet(verden, kommando, valg, fejl):
    foer = frister(verden.projekt)
    with pytest.raises(CommandError, match=fejl):
        call_command(kommando, *valg)
    assert frister(verden.projekt) == foer


@pytest.mark.parametrize("kommando", ["flyt_datoer", "flyt_boelge"])
def test_svaret_kan_laeses_som_tekst(verden, kommando):
    ud = StringIO()
    if kommando == "flyt_boelge":
        opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, verden.projekt.idriftsaettelse, None))
        call_command(kommando, "--loesning", "SAPA", "--boelge", "1", *NYE, "--proevekoersel", stdout=ud)
    else:
        call_command(kommando, *HER, *NYE, "--proevekoersel", stdout=ud)
    assert "Prøvekørsel. Intet er gemt." in ud.getvalue()


def test_en_fremmed_flytning_og_en_fremmed_boelge_kan_ikke_skelnes_fra_dem_der_ikke_findes(verden):
    pk = koer("flyt_datoer", *HER, *NYE)["id"]
    opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "Jylland", Datoer(None, verden.projekt.idriftsaettelse, None))
    carl = ["--bruger", "carl@odense.example"]

    def fejl(kommando, *valg):
        with pytest.raises(CommandError) as fangst:
            call_command(kommando, *valg, *carl)
        return str(fangst.value)

    fremmed, findes_ikke = (fejl("fortryd_flytning", "--id", str(nr)) for nr in (pk, 999_999))
    assert fremmed == findes_ikke.replace("999999", str(pk)) and "ingen flytning" in fremmed
    fremmed, findes_ikke = (fejl("flyt_boelge", "--loesning", "SAPA", "--boelge", nr) for nr in "19")
    assert fremmed == findes_ikke and "Kun katalogredaktører" in fremmed and "Jylland" not in fremmed


def test_flyt_datoer_foreslaar_en_golive_der_foelger_med(verden):
    valg = [*HER, "--proevekoersel", "--idriftsaettelse"]
    assert koer("flyt_datoer", *valg, "2027-03-08")["forslag"] == "2027-03-22"
    ud = StringIO()
    call_command("flyt_datoer", *valg, "2027-03-08", stdout=ud)
    assert "Skal den flyttes lige så meget: --golive 2027-03-22" in ud.getvalue()
    with pytest.raises(CommandError, match=r"så skriv --golive 2027-04-05\."):
        call_command("flyt_datoer", *valg, "2027-03-22")
