"""Kommandoerne om personer: overdrag, fortryd, bekræft og vis listerne."""

import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command

from projekter.models import Listebekraeftelse, Overdragelse

FRA_BO_TIL_DORTE = {"kommune": "0751", "fra": "bo@aarhus.example", "til": "dorte@aarhus.example"}


def svar(kommando, **valg):
    ud = StringIO()
    call_command(kommando, json=True, stdout=ud, **valg)
    return json.loads(ud.getvalue())


def tekst(kommando, **valg):
    ud = StringIO()
    call_command(kommando, stdout=ud, **valg)
    return ud.getvalue()


def test_en_proevekoersel_viser_delene_og_gemmer_intet(verden):
    resultat = svar("overdrag_pladser", proevekoersel=True, **FRA_BO_TIL_DORTE)
    assert resultat["id"] is None and resultat["dele"][0]["navn"] == "Administrator i SAPA"
    assert not Overdragelse.objects.exists()


def test_pladserne_overdrages_og_fortrydes(verden):
    resultat = svar("overdrag_pladser", bruger=verden.ada.email, **FRA_BO_TIL_DORTE)
    assert verden.plads("administrator").person == verden.dorte
    assert svar("fortryd_overdragelse", id=resultat["id"])["genskabte"] == ["Administrator i SAPA"]
    assert verden.plads("administrator").person == verden.bo


def test_i_ord_siger_kommandoen_hvordan_man_fortryder(verden):
    assert "fortryd_overdragelse --id" in tekst("overdrag_pladser", **FRA_BO_TIL_DORTE)
    assert "Administrator i SAPA er givet tilbage" in tekst("fortryd_overdragelse", id=Overdragelse.objects.get().pk)


@pytest.mark.parametrize(
    ("valg", "grund"),
    [
        ({"til": "carl@odense.example"}, "carl@odense.example er ikke med i Aarhus Kommune"),
        ({"fra": "ada@aarhus.example"}, "Ada Ravn har ingen pladser"),
        ({"bruger": "anna@aarhus.example"}, "Kun administratoren"),
    ],
)
def test_det_der_ikke_kan_lade_sig_goere_siges(verden, valg, grund):
    with pytest.raises(CommandError, match=grund):
        call_command("overdrag_pladser", stdout=StringIO(), **(FRA_BO_TIL_DORTE | valg))


def test_listen_bekraeftes_og_ses_af_ejeren(verden):
    assert svar("bekraeft_personer", kommune="0751", bruger=verden.ada.email)["af"] == "Ada Ravn"
    assert Listebekraeftelse.objects.count() == 1
    lister = svar("personlister", loesning="SAPA", bruger=verden.karen.email)
    assert lister["bekraeftede"] == 1
    assert {et["kommune"]: et["er_bekraeftet"] for et in lister["kommuner"]} == {"0751": True, "0461": False}
    assert "Odense" in tekst("personlister", loesning="SAPA", vis="mangler")
    assert "4 personer er bekræftet" in tekst("bekraeft_personer", kommune="0751")


def test_en_kommune_ser_ikke_de_andres_lister(verden):
    with pytest.raises(CommandError, match="Kun katalogredaktører"):
        call_command("personlister", loesning="SAPA", bruger=verden.ada.email, stdout=StringIO())
