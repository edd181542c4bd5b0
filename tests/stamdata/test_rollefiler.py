"""Rollerne i stamdata: hver har et kendt niveau og en kendt adgang og kendes på kildernes ord. Uden Django."""

import re

import pytest

from tests.stamdata.filer import MAPPE, ens, gengangere, laes_json


def roller():
    return laes_json(MAPPE / "roller.json")["roller"]


def test_en_rolles_noegle_er_entydig_og_kan_staa_i_en_adresse():
    noegler = [r["noegle"] for r in roller()]

    assert gengangere(noegler) == []
    assert all(re.fullmatch(r"[a-z0-9-]+", noegle) for noegle in noegler)


def test_en_rolle_har_et_kendt_niveau_og_en_kendt_adgang():
    for rolle in roller():
        assert rolle["niveau"] in {"styrende", "projekt", "linje", "it", "bruger", "ekstern"}, rolle["noegle"]
        assert rolle["adgang"] in {"projektleder", "styregruppe", "deltager", "laeser"}, rolle["noegle"]
        assert all([rolle["navn"], rolle["beskrivelse"]]), rolle["noegle"]


def test_et_ord_peger_paa_hoejst_en_rolle():
    ord_ = [o for r in roller() for o in {ens(x) for x in (r["navn"], *r["synonymer"])}]

    assert gengangere(ord_) == []


def test_en_udefrakommende_rolle_kan_kun_laese():
    assert {r["adgang"] for r in roller() if r["niveau"] == "ekstern"} == {"laeser"}


def test_kun_styregruppe_projektejer_og_formand_har_styregruppens_adgang():
    noegler = {r["noegle"] for r in roller() if r["adgang"] == "styregruppe"}

    assert noegler == {"projektejer", "styregruppeformand", "styregruppemedlem"}


def test_hvert_projekt_skal_have_projektejer_formand_og_projektleder():
    noegler = {r["noegle"] for r in roller() if r["obligatorisk"]}

    assert noegler == {"projektejer", "styregruppeformand", "projektleder"}


@pytest.mark.parametrize(
    ("skrevet", "noegle"),
    [
        ("SAPA-projektleder.", "projektleder"),
        ("Ledere i de afdelinger der skal have SAPA", "leder"),
        ("SAPA-administratorer", "administrator"),
        ("SAPA-systemansvarlig", "systemansvarlig"),
        ("SAPA-superbrugere", "superbruger"),
        ("SAPA-slutbrugere.", "slutbruger"),
        ("Styregruppe", "styregruppemedlem"),
        ("ITansvarlig", "it-ansvarlig"),
    ],
)
def test_en_rolle_kendes_som_den_skrives_i_kilderne(skrevet, noegle):
    fundet = [r["noegle"] for r in roller() if ens(skrevet) in map(ens, [r["navn"], *r["synonymer"]])]

    assert fundet == [noegle]
