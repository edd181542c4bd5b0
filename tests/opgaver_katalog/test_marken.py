"""Filer, som de ser ud i virkeligheden: et typisk håndlavet katalog og systemets egne."""

import io
import re
from datetime import datetime
from pathlib import Path

import pytest
from django.core.management import call_command
from openpyxl import load_workbook

from faelles.excel import laes
from opgaver.katalogimport.fejlmappe import lav_fejlmappe
from opgaver.katalogimport.laesning import kandidater
from opgaver.katalogimport.opslag import Modelopslag
from opgaver.katalogimport.skabelon import lav_skabelon
from opgaver.models import Katalogopgave
from opgaver.services.filaesning import laes_tabel
from opgaver.services.katalog import find_maal, find_model, proev_import
from projekter.models import Loesning
from tests.opgaver_katalog.boeger import HOVED, bog, med_faelles_tekster, som_byte
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


VENTET = (
    # kode, titel, fase, hovedopgave, prioritet, slutdato som skrevet, regel, anbefalet udfører
    ("A08", "Forbered arbejdsgange", "2.2", 9, "anbefalet", "5 uger efter idriftsættelsesdato",
     "5 uger efter idriftsættelsesdato", "SAPA-projektleder."),
    ("P01", "Nedsæt projektorganisation", "F1", 3, "obligatorisk", "9 måneder før idriftsættelsesdato",
     "9 måneder før idriftsættelsesdato", "Projektejer"),
    ("U-", "Udarbejd risikolog", "F1", 3, "obligatorisk", "", "", "projektleder"),
    ("MI 01", "Match ydelser og træk", "2.2", 12, "anbefalet", "12 uger før idriftsættelsesdato",
     "12 uger før idriftsættelsesdato", "It"),
    ("MI 02", "Match LOS-enheder", "2.2", 12, "obligatorisk", "02-03-2018", "2. marts 2018", "Administrator"),
    ("MI 15", "Lav jobfunktionsroller", "F2", 9, "anbefalet", "Q4 2016", "4. kvartal 2016", "x; y"),
    ("K03", "Lav kommunikationsplan", "F2", 5, "anbefalet", "Efterår 2018", "efterår 2018", "Projektleder/Superbruger"),
    ("U05", "Uddan superbrugere", "F2", 8, "obligatorisk", "Juni 2019 (FØR sommerferiens start)", "juni 2019",
     "Superbruger"),
    ("I01", "Udfyld parathedsundersøgelse", "2.3", 16, "obligatorisk", "10 arbejdsdage før idriftsættelsesdato",
     "10 arbejdsdage før idriftsættelsesdato", "Projektleder"),
    ("G01", "Planlæg go-live/hyper-care", "F3", 10, "anbefalet", "01-06-2018", "1. juni 2018", "Projektleder"),
    ("G07", "Lav eftermåling", "F4", 6, "anbefalet", "6 måneder efter idriftsættelsesdato",
     "6 måneder efter idriftsættelsesdato", "Gevinstejer"),
)  # fmt: skip


def som_tabel(version) -> list[tuple]:
    kort = version.kort.select_related("fase", "hovedopgave").order_by("raekkefoelge")
    return [
        (et.kode, et.titel, et.fase.kode, et.hovedopgave.nummer, et.prioritet, et.slutdato_tekst, et.regel,
         et.anbefalet_udfoerer)
        for et in kort
    ]  # fmt: skip


@pytest.mark.parametrize("gem", [bog, lambda *raekker: med_faelles_tekster(bog(*raekker))], ids=["openpyxl", "Excel"])
def test_uden_dubletten_kommer_de_elleve_ind_som_de_skal(ky, gem):
    fundet = som_tabel(indlaes(ky, gem(*HAANDLAVET[:-1])))
    assert fundet[2][0].startswith("U-")
    assert (*fundet[:2], ("U-", *fundet[2][1:]), *fundet[3:]) == VENTET


def test_det_der_er_forstaaet_frit_siges(ky):
    advarsler = [(a["raekke"], a["kolonne"], a["besked"]) for a in forhaandsvis(ky, bog(*HAANDLAVET[:-1])).advarsler]
    kode = next(besked for raekke, _, besked in advarsler if raekke == 4)
    assert "Opgaven har ingen kode og har fået U-" in kode
    assert [advarsel for advarsel in advarsler if advarsel[0] != 4] == [
        (5, "Tema", "Forstået som 12 Konfigurering."),
        (
            6,
            "Opgavekode",
            "Kode og titel står i samme celle. Koden er læst som MI 02 og titlen som »Match LOS-enheder«.",
        ),
        (7, "Fase", "Forstået som F2 Forberedelse."),
        (7, "Slutdato", "Forstået som 4. kvartal 2016; fristen er dens sidste dag, 31. december 2016."),
        (8, "Slutdato", "Forstået som efterår 2018; fristen er dens sidste dag, 30. november 2018."),
        (9, "Slutdato", "Forstået som juni 2019; fristen er dens sidste dag, 30. juni 2019."),
        (10, "Fase", "Forstået som 2.3 Idriftsættelse."),
        (11, "Slutdato", "Excels tal for en dato er læst som 01-06-2018."),
        (11, "Tema", "Forstået som 10 Go-live."),
    ]


@pytest.mark.parametrize(
    ("tema", "nummer"),
    [
        ("Golive", 10), ("Konvertering/migrering", 14), ("Konfigurering", 12), ("Konfiguration", 12),
        ("It-miljø og infrastruktur", 11), ("it-miljø & it-infrastruktur", 11), ("Hovedopgave 9", 9), ("9", 9),
        ("9. Arbejdsgange og organisering", 9), ("Arbejdsgange og organisation", 9), ("Kompetence-udvikling", 8),
        ("Komunikation", 5), ("Gevinstrealisring", 6), ("PROJEKTSTYRING", 3), ("Sagsklargøring/- oprydning", 7),
    ],
)  # fmt: skip
def test_markens_temaer_forstaas(ky, tema, nummer):
    assert Modelopslag.laes(find_model("implementeringsmodellen")).hovedopgaver.find(tema).post.nummer == str(nummer)


@pytest.mark.parametrize(
    ("fase", "kode"),
    [
        ("Forbedelse", "F2"), ("2.3 Idriftssættelse", "2.3"), ("Fase 2: Forberedelse", "F2"), ("F2", "F2"), ("2", "F2"),
        ("Klargøring", "2.2"), ("2,2", "2.2"), ("Ibrugtagningen", "F3"), ("Forankring ", "F4"), ("fase 0", "F0"),
    ],
)  # fmt: skip
def test_markens_faser_forstaas(ky, fase, kode):
    assert Modelopslag.laes(find_model("implementeringsmodellen")).faser.find(fase).post.nummer == kode


@pytest.mark.parametrize("tema", ["Teknik/Opsætning", "Budget/ressourcer", "Styring", "17", "Strat", "Konfig"])
def test_et_tema_gaettes_aldrig(ky, tema):
    assert Modelopslag.laes(find_model("implementeringsmodellen")).hovedopgaver.find(tema) is None


FRISTER = {
    "5 uger efter idriftsættelsesdato": "5 uger efter idriftsættelsesdato",
    "3 uger før idriftsættelsesdato": "3 uger før idriftsættelsesdato",
    "idriftsættelsesdato": "idriftsættelsesdato",
    "senest 10 arbejdsdage før go-live": "10 arbejdsdage før go-live",
    "9 måneder før idriftsættelse": "9 måneder før idriftsættelsesdato",
    "de første 7-10 arbejdsdage": "7-10 arbejdsdage efter go-live",
    "den 7. maj 2018": "7. maj 2018",
    "Q4 2016": "4. kvartal 2016",
    "2017-2018": "2017-2018",
    "Efterår 2018": "efterår 2018",
    "Maj/juni 2019": "maj-juni 2019",
    "Juni 2019 (FØR sommerferiens start)": "juni 2019",
    "01-09-2020": "1. september 2020",
    "10. arbejdsdag efter go-live": "10 arbejdsdage efter go-live",
    "5 uger efter idriftsættelsen": "5 uger efter idriftsættelsesdato",
    "ca. 2-14 arbejdsdage": "Det fremgår ikke, hvad der regnes fra",
    "senest 3 uger før": "Det fremgår ikke, hvad der regnes fra",
    "6. juni": "Årstallet mangler",
    "helst ca. 2-3 dages mellemrum": "afstanden mellem to begivenheder",
    "efter A07": "Det fremgår ikke, hvor længe",
    "snarest": "lad feltet stå tomt",
}
"""Hver fristtekst fra felten og dens regel, eller hvad advarslen siger, når den ikke er en frist."""


def test_hver_frist_fra_felten_kommer_ind_med_sin_tekst_og_sin_regel_eller_sin_advarsel(ky):
    koersel = forhaandsvis(ky, bog(*((f"A{n:02}", "T", "F2", "3", "", tekst) for n, tekst in enumerate(FRISTER))))
    nye = {kort["slutdato"]: kort["regel"] for kort in koersel.resultat["nye"]}
    sagt = {a["vaerdi"]: a["besked"] for a in koersel.advarsler if "Forstået som" not in a["besked"]}
    assert nye == {tekst: "" if tekst in sagt else regel for tekst, regel in FRISTER.items()}
    assert all(FRISTER[tekst] in besked for tekst, besked in sagt.items())
    assert len(sagt) == 6


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


def test_alle_fejl_kommer_paa_en_gang_med_ark_raekke_kolonne_vaerdi_og_hvad_man_goer(ky):
    hoved = (*HOVED, "Slutdato er konstrueret", "Tjekpunkt for", "Bilag")
    raekker = (
        ("A01", "T", "2.3 Klargøring", "99", "Høj", None, None, "måske", "F9", "x" * 20_001),
        ("A02", None, "F2", "3"),
        ("A01", "x" * 201, "F2", "#REF!", None, "y" * 201, "=A1"),
    )
    fejl = forhaandsvis(ky, bog(*raekker, hoved=hoved, ark="Æøå")).fejl
    steder = [(en["ark"], en["raekke"], en["kolonne"], en["vaerdi"][:14]) for en in fejl]
    assert sorted(steder) == sorted(
        [
            ("Æøå", 2, "Fase", "2.3 Klargøring"),
            ("Æøå", 2, "Tema", "99"),
            ("Æøå", 2, "Prioritet", "Høj"),
            ("Æøå", 2, "Slutdato er konstrueret", "måske"),
            ("Æøå", 2, "Tjekpunkt for", "F9"),
            ("Æøå", 2, "Bilag", "x" * 14),
            ("Æøå", 3, "Titel", ""),
            ("Æøå", 4, "Opgavekode", "A01"),
            ("Æøå", 4, "Titel", "x" * 14),
            ("Æøå", 4, "Tema", "#REF!"),
            ("Æøå", 4, "Slutdato", "y" * 14),
            ("Æøå", 4, "Anbefalet udfører", "=A1"),
        ]
    )
    raad = re.compile("Skriv|skriv|Ret|forkort|slet|De kendte er|Mente du|Åbn filen")
    assert [en["besked"] for en in fejl if not raad.search(en["besked"])] == []


def test_den_rettede_fejlmappe_kan_indlaeses(ky):
    tabel = laes_tabel("k.xlsx", bog(*HAANDLAVET))
    mappe = load_workbook(io.BytesIO(lav_fejlmappe(tabel, forhaandsvis(ky, bog(*HAANDLAVET)).fejl)))
    assert mappe["Opgaver"]["A13"].comment.text.startswith("Koden A08 står både i række 2 og række 13.")
    mappe["Opgaver"]["A13"] = "A99"
    assert indlaes(ky, som_byte(mappe)).kort.count() == 12


def test_fejlmappens_og_skabelonens_egne_ark_er_ikke_lister_med_opgaver(ky):
    koersel = forhaandsvis(ky, bog(*HAANDLAVET))
    tabel = laes_tabel("k.xlsx", bog(*HAANDLAVET))
    for mappe in (lav_fejlmappe(tabel, koersel.fejl, koersel.advarsler), lav_skabelon()):
        assert len(kandidater(laes(mappe, "mappe.xlsx"))) == 1
