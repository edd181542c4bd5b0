import re
from datetime import UTC, datetime, timedelta

import pytest
from django.db import DatabaseError, connection
from django.urls import reverse

from koe.models import Besked, Job
from opgaver.vaern import TABELLER
from overblik.definitioner import DEFINITIONER
from overblik.helbred import helbred
from tests.udgivet import uden_vaern

NU = datetime(2027, 2, 1, 9, tzinfo=UTC)


@pytest.mark.parametrize("hvem", ["anna", "bo", "dorte", "ada", "carl", "karen"])
@pytest.mark.parametrize("url", ["/", "/hjaelp/", "/tilgaengelighed/"])
def test_siden_kan_laeses_af_alle_der_er_logget_ind(hvem, url, verden, som):
    assert som(getattr(verden, hvem)).get(url).status_code == 200


@pytest.mark.parametrize("url", ["/", "/hjaelp/", "/overblik/", "/overblik/SAPA/"])
def test_uden_login_foeres_man_til_login(url, client, db):
    assert client.get(url).url == f"/konto/log-ind/?next={url}"


def test_tilgaengelighed_kan_laeses_uden_login_og_fra_was(client, db):
    assert client.get("/tilgaengelighed/").status_code == 200
    assert client.get("/was/").url == "/tilgaengelighed/"


@pytest.mark.parametrize("url", ["/", "/hjaelp/", "/overblik/", "/overblik/SAPA/"])
def test_intet_id_findes_to_gange_paa_en_side(url, verden, som):
    ider = re.findall(r'\bid="([^"]+)"', som(verden.karen).get(url).content.decode())
    assert len(ider) == len(set(ider))


def test_intet_id_findes_to_gange_paa_status(verden, som):
    side = som(verden.anna).get(reverse("status:vis", args=verden.projekt.adresse)).content.decode()
    ider = re.findall(r'\bid="([^"]+)"', side)
    assert len(ider) == len(set(ider))


def test_hjaelpen_forklarer_hvert_tal_som_siderne_goer(verden, som):
    side = som(verden.bo).get("/hjaelp/").content.decode()
    for navn, tekst in DEFINITIONER.values():
        assert f"<dt>{navn}</dt><dd>{tekst}</dd>" in side


def test_hjaelpens_links_til_egne_afsnit_findes(verden, som):
    side = som(verden.bo).get("/hjaelp/").content.decode()
    for afsnit in ("opgaver", "projekt", "paamindelser", "overgange", "gevinster", "status", "tal", "ord"):
        assert f'href="#{afsnit}"' in side
        assert f'<h2 id="{afsnit}">' in side


def test_livez_svarer_uden_database_og_login(client):
    svar = client.get("/livez")
    assert (svar.status_code, svar.content) == (200, b"ok")


def test_readyz_er_klar_naar_databasen_svarer_og_er_migreret(client, db):
    svar = client.get("/readyz")
    assert svar.status_code == 200
    assert svar.json() == {
        "klar": True,
        "database": True,
        "bilagsmappe": True,
        "manglende_migrationer": [],
        "manglende_vaern": 0,
        "aeldste_besked_sekunder": None,
        "aeldste_job_sekunder": None,
        "opgivne_beskeder": 0,
    }
    assert "no-store" in svar["Cache-Control"]


def test_readyz_er_ikke_klar_naar_databasen_ikke_svarer(client, db, monkeypatch):
    def nede():
        raise DatabaseError("ingen forbindelse")

    monkeypatch.setattr("overblik.helbred._manglende_migrationer", nede)
    svar = client.get("/readyz")
    assert (svar.status_code, svar.json()) == (503, {"klar": False, "database": False})


def test_readyz_er_ikke_klar_naar_en_migration_mangler(client, db, monkeypatch):
    monkeypatch.setattr("overblik.helbred._manglende_migrationer", lambda: ["koe.0002_ny"])
    svar = client.get("/readyz")
    assert svar.status_code == 503
    assert svar.json()["manglende_migrationer"] == ["koe.0002_ny"]


def test_readyz_er_ikke_klar_naar_det_udgivne_er_uden_vaern(client, db):
    with uden_vaern():
        svar = client.get("/readyz")
    for_hver_tabel = 4 if connection.vendor == "postgresql" else 3  # indsæt, ret og slet; og TRUNCATE
    assert (svar.status_code, svar.json()["manglende_vaern"]) == (503, for_hver_tabel * len(TABELLER))


def test_koeens_alder_er_det_aeldste_der_venter(db):
    for nummer, minutter in enumerate((5, 20)):
        besked = Besked.objects.create(noegle=str(nummer), modtager="a@b.example", emne="e", tekst="t")
        Besked.objects.filter(pk=besked.pk).update(oprettet=NU - timedelta(minutes=minutter))
    sendt = Besked.objects.create(noegle="s", modtager="a@b.example", emne="e", tekst="t", status="sendt")
    Besked.objects.filter(pk=sendt.pk).update(oprettet=NU - timedelta(days=3))
    job = Job.objects.create(slags="pdf", noegle="1")
    Job.objects.filter(pk=job.pk).update(oprettet=NU - timedelta(seconds=30))
    klar, tal = helbred(NU)
    assert klar
    assert (tal["aeldste_besked_sekunder"], tal["aeldste_job_sekunder"]) == (1200, 30)
