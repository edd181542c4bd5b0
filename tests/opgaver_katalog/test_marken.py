"""Filer, som de ser ud i virkeligheden: et typisk håndlavet katalog og systemets egne."""

from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command

from opgaver.katalogimport.skabelon import lav_skabelon
from opgaver.models import Katalogopgave
from opgaver.services.katalog import find_maal, find_model, proev_import
from projekter.models import Loesning
from tests.opgaver_katalog.boeger import bog
from tests.opgaver_katalog.handlinger import forhaandsvis, indlaes

KATALOGER = Path(__file__).parents[2] / "fixtures" / "kataloger"
HAANDLAVET = (
    ("A08", "Forbered arbejdsgange", "Klargøring", "Arbejdsgange og organisering", "Anbefalet",
     "5 uger efter idriftsættelsesdato", "SAPA-projektleder."),
    ("P01", "Nedsæt projektorganisation", "Fase 1: Initiering", "Projektstyring", "Obligatorisk",
     "9 måneder før idriftsættelsesdato", "Projektejer"),
    (None, "Udarbejd risikolog", "1", "3", "obligatorisk", None, "projektleder"),
    ("(MI 01)", "Match ydelser og træk", "Klargøring", "Konfiguration", None, "12 uger før idriftsættelsesdato", "It"),
    ("MI 02_Match LOS-enheder", None, "2.2 Klargøring", "Konfigurering", "Skal", datetime(2018, 3, 2), "Administrator"),
    ("MI 15", "Lav jobfunktionsroller", "Forbedelse", "Arbejdsgange og organisering", "Anbefalet", "Q4 2016", "x; y"),
    ("K03", "Lav kommunikationsplan", "F2", "Kommunikation", "Anbefalet", "Efterår 2018", "Projektleder/Superbruger"),
    ("U05", "Uddan superbrugere", "Forberedelse", "Kompetenceudvikling", "Obligatorisk",
     "Juni 2019 (FØR sommerferiens start)", "Superbruger"),
    ("I01", "Udfyld parathedsundersøgelse", "2.3 Idriftssættelse", "Idriftsættelse af løsningen", "Obligatorisk",
     "10 arbejdsdage før idriftsættelsesdato", "Projektleder"),
    ("G01", "Planlæg go-live/hyper-care", "Ibrugtagning", "Golive", "Anbefalet", 43252, "Projektleder"),
    ("G07", "Lav eftermåling", "Forankring", "Gevinstrealisering", "Anbefalet",
     "6 måneder efter idriftsættelsesdato", "Gevinstejer"),
    ("A08", "Forbered arbejdsgange (rettet)", "Klargøring", "Arbejdsgange", "Anbefalet", "snarest", "?"),
)  # fmt: skip


@pytest.fixture
def stamdata(db):
    call_command("indlaes_stamdata", verbosity=0)


@pytest.fixture
def ky(stamdata):
    return Loesning.objects.select_related("ejer").get(noegle="KY")


def test_det_haandlavede_katalog_afvises_kun_for_sin_dublet(ky):
    koersel = forhaandsvis(ky, bog(*HAANDLAVET))
    (fejl,) = koersel.fejl
    assert (fejl["raekke"], fejl["kolonne"]) == (13, "Opgavekode")
    assert "række 2 og række 13" in fejl["besked"]


def test_uden_dubletten_kommer_de_elleve_ind(ky):
    version = indlaes(ky, bog(*HAANDLAVET[:-1]))
    kort = {kort.kode: kort for kort in version.kort.select_related("fase", "hovedopgave")}
    assert len(kort) == 11
    assert kort["MI 02"].titel == "Match LOS-enheder"
    assert (kort["MI 01"].hovedopgave.nummer, kort["G01"].hovedopgave.nummer) == (12, 10)
    assert (kort["MI 15"].fase.kode, kort["I01"].fase.kode, kort["P01"].fase.kode) == ("F2", "2.3", "F1")
    assert {kode: kort[kode].regel for kode in ("MI 02", "MI 15", "U05", "G01")} == {
        "MI 02": "2. marts 2018",
        "MI 15": "4. kvartal 2016",
        "U05": "juni 2019",
        "G01": "1. juni 2018",
    }


def test_det_der_er_forstaaet_frit_siges(ky):
    advarsler = {(a["raekke"], a["kolonne"]) for a in forhaandsvis(ky, bog(*HAANDLAVET[:-1])).advarsler}
    assert {(4, "Opgavekode"), (5, "Tema"), (6, "Opgavekode"), (7, "Fase"), (10, "Fase"), (11, "Slutdato")} == advarsler


@pytest.mark.parametrize(("loesning", "model"), [("SAPA", "implementeringsmodellen"), ("VITAS", "vitas")])
def test_systemets_egne_kataloger_indlaeses_uden_en_eneste_bemaerkning(stamdata, loesning, model):
    maal = find_maal(Loesning.objects.select_related("ejer").get(noegle=loesning), "1.0", find_model(model))
    fil = KATALOGER / f"{loesning.lower()}-1.0.xlsx"
    vist, _ = proev_import(maal, fil.name, fil.read_bytes())
    assert (vist.fejl, vist.advarsler) == ([], [])
    assert len(vist.resultat["nye"]) > 30


def test_skabelonen_kan_indlaeses_som_den_er(ky):
    koersel = forhaandsvis(ky, lav_skabelon())
    assert (koersel.fejl, koersel.advarsler, len(koersel.resultat["nye"])) == ([], [], 1)


def test_hvert_kort_i_systemets_katalog_har_en_frist_der_kan_regnes(stamdata):
    sapa = Loesning.objects.select_related("ejer").get(noegle="SAPA")
    indlaes(sapa, (KATALOGER / "sapa-1.0.xlsx").read_bytes())
    assert not Katalogopgave.objects.exclude(slutdato_tekst="").filter(regel="").exists()
