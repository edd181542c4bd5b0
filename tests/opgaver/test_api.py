"""API'et: de samme opgaver, ord og rettigheder som siderne og kommandoerne, som JSON."""

from datetime import date

import pytest
from django.test import Client

from opgaver.services.frist import saet_frist
from projekter.aktoer import KOMMANDOLINJE
from tests.flytning.hjaelp import PAA
from tests.flytning.test_kommandoer import HER, koer

LISTEN = "/api/projekter/0751/SAPA/opgaver/"


def besked(svar, status):
    assert (svar.status_code, svar["Content-Type"]) == (status, "application/json")
    [fejl] = svar.json()["fejl"]
    return fejl["besked"]


def test_hver_opgave_har_de_samme_felter_og_ord_som_kommandoerne(som, verden):
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 4, 9), "Leverandøren er forsinket", paa=PAA)
    svar = som(verden.bo).get(LISTEN).json()
    plan, frist = koer("vis_plan", *HER), koer("forklar_frist", *HER, "--kode", "A08")
    assert [post | valgt for post, valgt in zip(svar["opgaver"], plan["opgaver"], strict=True)] == svar["opgaver"]
    a08 = next(post for post in svar["opgaver"] if post["kode"] == "A08")
    assert a08 | frist == a08 and a08["forklaring"].startswith("sat til 9. april")
    laas = {"laast_af": "kommandolinje", "laast_den": "2027-02-03", "begrundelse": "Leverandøren er forsinket"}
    assert a08 | laas | {"laast": True, "udgaaet": False} == a08
    assert som(verden.bo).get(f"{LISTEN}A08/").json() == {"projekt": svar["projekt"], "opgave": a08}


def test_en_side_ad_gangen_giver_hver_opgave_en_gang(som, verden):
    klient, side, koder = som(verden.anna), 1, []
    while side:
        svar = klient.get(LISTEN, {"antal": 3, "side": side}).json()
        koder += [post["kode"] for post in svar["opgaver"]]
        side = svar["naeste"]
    assert koder == [post["kode"] for post in koer("vis_plan", *HER)["opgaver"]] and svar["i_alt"] == len(koder)


@pytest.mark.parametrize(
    ("soeg", "status", "ventet"),
    [
        ("antal=501", 422, "»antal« skal være et helt tal fra 1 til 500."),
        ("antal=0", 422, "»antal«"),
        ("antal=²", 422, "»antal«"),
        ("side=x", 422, "»side« skal være et helt tal fra 1 og op."),
        ("side=99999999999999999999", 422, "»side«"),
        ("side=2", 404, "Side 2 findes ikke. Den sidste er 1."),
    ],
)
def test_et_umuligt_tal_siges_paa_dansk(som, verden, soeg, status, ventet):
    assert ventet in besked(som(verden.anna).get(f"{LISTEN}?{soeg}"), status)


@pytest.mark.parametrize("sti", [LISTEN, f"{LISTEN}A08/", f"{LISTEN}X99/", f"{LISTEN}A%00/"])
def test_en_fremmed_og_en_ukendt_faar_det_samme_svar_ogsaa_gennem_htmx(som, verden, sti):
    for hoveder in ({}, {"HX-Request": "true"}):
        svar = som(verden.carl).get(sti, headers=hoveder)
        assert besked(svar, 404) == "Det findes ikke, eller du har ikke adgang til det."


def test_uden_login_svares_401_og_ingen_side(verden):
    assert "ikke logget ind" in besked(Client().get(LISTEN), 401)


def test_der_kan_kun_laeses(som, verden):
    klient = Client(enforce_csrf_checks=True)
    klient.force_login(verden.anna)
    svar = klient.post(LISTEN)
    assert besked(svar, 405) == "Her kan kun læses." and svar["Allow"] == "GET, HEAD"


@pytest.mark.parametrize("sti", ["/api/", "/api/projekter/0751/SAPA/", "/api/projekter/0751/SA%20PA/opgaver/"])
def test_en_adresse_der_ikke_er_til_svarer_ogsaa_med_json(som, verden, sti):
    assert "findes ikke" in besked(som(verden.anna).get(sti), 404)
    assert "findes ikke" in besked(Client(SERVER_NAME="localhost").post(sti), 404)
    assert som(verden.anna).get("/projekter/findes/ikke/")["Content-Type"].startswith("text/html")


def test_en_fejl_i_api_et_er_json_og_siger_intet_om_fejlen(som, verden, monkeypatch):
    klient = som(verden.anna)
    klient.raise_request_exception = False
    monkeypatch.setattr("opgaver.api.adgang.find_projekt", lambda *_: 1 / 0)
    svar = besked(klient.get(LISTEN), 500)
    assert "Der skete en fejl" in svar and "division" not in svar
