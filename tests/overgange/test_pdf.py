"""Tjeklisten som PDF: det, der skal stå, hvordan den er mærket op, og hvad fjendtlig tekst ikke kan."""

import io
import logging
import re
import subprocess
import time
from datetime import date
from itertools import pairwise

import pikepdf
import pytest

from overgange.pdf import filnavn, tjekliste_html, tjekliste_pdf
from overgange.regler import Parathed
from overgange.services import beslut
from overgange.tjekliste import Tjekliste, laes_tjekliste
from projekter.aktoer import Aktoer
from projekter.models import Plads
from tests.overgange.hjaelp import NU, fase, loes, overgang, punkt, stil_i

FJENDTLIGE = [
    "<h1>Overtaget</h1><script>alert(1)</script>",
    '<link rel="attachment" href="file:///etc/passwd">',
    '<table><tr><td colspan="99999">x</td></tr></table>',
    '<img src="file:///etc/passwd"><img src="http://127.0.0.1:9/x.png">',
    "<ul><li>" * 200,
    "{{ projekt }}{% debug %}",
    "x" * 200,
]


STYKKER = [
    "Tjekliste for overgangen ud af F2 Forberedelse",
    "Aarhus Kommune",
    "SAPA – Sags- og partsoverblik",
    "F3 Ibrugtagning",
    "SAPA 1.0",
    "fredag 5. februar 2027 kl. 10.32",
    "1 af 2 opfyldt, 1 ikke relevant",
    "Udfyld parathedsundersøgelsen",
    "Begrundelse: Brugerne oprettes i støttesystemet",
    "I01 Udfyld parathedsundersøgelsen: ikke startet",
    "Projektleder: Anna Krogh",
    "Styregruppeformand: Dorte Winther",
    "Betingelser",
    "Dato",
    "Side 1 af",
]


def tekst(pdf, *valg):
    kommando = ["pdftotext", *valg, "-", "-"]
    return subprocess.run(kommando, input=pdf.indhold, capture_output=True, check=True).stdout.decode()


def ord_(pdf):
    """Teksten på én linje, med delte ord samlet."""
    return " ".join(tekst(pdf).replace("-\n", "").split())


def tegn(tekst_):
    """Teksten uden mellemrum og bindestreger, så linjeskift ikke gør en forskel."""
    return "".join(tekst_.replace("-", "").split())


def lav(verden, kode="F2"):
    return tjekliste_pdf(verden.projekt, laes_tjekliste(overgang(verden, kode)), NU)


def tjekliste(*punkter):
    underskrivere = (("Projektleder", "Anna Krogh"), ("Styregruppeformand", ""))
    return Tjekliste("F2 Forberedelse", "F3 Ibrugtagning", "SAPA 1.0", Parathed(punkter), underskrivere)


def mange(antal):
    titler = ("Forbered og implementer forretningsmæssige arbejdsgange på ældreområdet", "Opret brugere")
    status = ("fuldfoert", "i_gang", "ikke_startet", "ikke_relevant")
    return [
        punkt(
            f"A{nr:03}",
            titler[nr % 2],
            status[nr % 4],
            begrundelse="Dækkes af KY." * (nr % 4 == 3),
            frist=date(2027, 2, 15),
        )
        for nr in range(1, antal + 1)
    ]


def strukturer(pdf):
    """Mærkernes navne i læserækkefølge, fx /H1, /Table, /TH."""
    fundne = []

    def gaa(knude):
        if isinstance(knude, pikepdf.Array):
            for barn in knude:
                gaa(barn)
        elif isinstance(knude, pikepdf.Dictionary) and "/S" in knude:
            fundne.append(str(knude.S))
            if "/K" in knude:
                gaa(knude.K)

    with pikepdf.open(io.BytesIO(pdf.indhold)) as dokument:
        gaa(dokument.Root.StructTreeRoot.K)
    return fundne


@pytest.fixture
def pdf(verden):
    loes(verden, "C01", status="ikke_relevant", begrundelse="Brugerne oprettes i støttesystemet")
    loes(verden, "K03")
    return lav(verden)


def test_pdfen_indeholder_alt_hvad_den_skal(pdf):
    indhold = ord_(pdf)
    assert [stykke for stykke in STYKKER if stykke not in indhold] == []


def test_en_ledig_underskriver_har_en_linje_uden_navn(verden):
    Plads.objects.filter(pk=verden.plads("styregruppeformand").pk).update(person=None)
    assert "Styregruppeformand" in ord_(lav(verden))
    assert "Styregruppeformand:" not in ord_(lav(verden))


def test_udgaaede_og_andre_fasers_opgaver_staar_ikke_i_pdfen(verden):
    type(verden.opgave("K03")).objects.filter(pk=verden.opgave("K03").pk).update(er_udgaaet=True)
    indhold = ord_(lav(verden))
    assert "kommunikationsplan" not in indhold
    assert "hyper-care" not in indhold


def test_en_fase_uden_tjekpunkter_kan_ogsaa_skrives_ud(verden):
    assert "Kataloget har ingen tjekpunkter for fasen." in ord_(lav(verden, "F0"))


def test_den_sidste_fase_siger_at_der_ingen_naeste_er(verden):
    assert "Ingen, det er den sidste" in ord_(lav(verden, "F4"))


@pytest.mark.parametrize(("loeste", "valg"), [((), "Godkendt med betingelser"), (("C01", "I01"), "Godkendt")])
def test_pdfen_tilbyder_kun_den_beslutning_der_kan_skrives(verden, loeste, valg):
    loes(verden, *loeste)
    html = tjekliste_html(verden.projekt, laes_tjekliste(overgang(verden)), NU)
    assert re.findall(r'class="valg"><span class="boks"></span>([^<,]+)', html) == [valg]


def test_en_besluttet_overgang_viser_den_frosne_liste_og_beslutningen(verden):
    stil_i(verden, "F2")
    beslut(Aktoer.person(verden.dorte), overgang(verden), "Bo følger op senest 12. februar", NU)
    loes(verden, "C01", "I01", "K03")
    indhold = ord_(lav(verden))
    assert "godkendt med betingelser fredag 5. februar 2027 kl. 10.32 af Dorte Winther" in indhold
    assert "Bo følger op senest 12. februar" in indhold
    assert "0 af 3 opfyldt" in indhold


def test_pdfen_er_maerket_op_paa_dansk_med_titel(pdf):
    with pikepdf.open(io.BytesIO(pdf.indhold)) as dokument:
        assert dokument.Root.Lang == "da"
        assert dokument.Root.MarkInfo.Marked
        assert dokument.Root.ViewerPreferences.DisplayDocTitle
        assert dokument.docinfo["/Title"] == "Tjekliste for F2 Forberedelse – SAPA, Aarhus Kommune"
        assert dokument.open_metadata()["pdfuaid:part"] == "1"


def test_overskrifterne_kommer_i_orden_med_en_h1(pdf):
    niveauer = [int(navn[2]) for navn in strukturer(pdf) if navn in ("/H1", "/H2", "/H3", "/H4")]
    assert niveauer[0] == 1
    assert niveauer.count(1) == 1
    assert all(b - a <= 1 for a, b in pairwise(niveauer))


def test_tabellen_har_overskrifter(pdf):
    assert strukturer(pdf).count("/TH") >= 6 + 3


def test_der_er_ingen_figurer_uden_tekst(pdf):
    assert "/Figure" not in strukturer(pdf)


def test_skrifttyperne_er_ibm_plex_og_indlejrede(pdf):
    with pikepdf.open(io.BytesIO(pdf.indhold)) as dokument:
        skrifter = [skrift for side in dokument.pages for skrift in side.Resources.Font.values()]
        assert {"IBM-Plex-Sans" in str(skrift.BaseFont) for skrift in skrifter} == {True}
        beskrivelser = [skrift.DescendantFonts[0].FontDescriptor for skrift in skrifter]
        assert all("/FontFile2" in b or "/FontFile3" in b for b in beskrivelser)


def test_tabelhovedet_gentages_paa_hver_side_og_siderne_er_nummereret(verden):
    pdf = tjekliste_pdf(verden.projekt, tjekliste(*mange(60)), NU)
    sider = tekst(pdf, "-layout").rstrip("\f").split("\f")
    assert len(sider) == pdf.sider
    assert all(f"Side {nr} af {pdf.sider}" in side for nr, side in enumerate(sider, 1))
    med_raekker = [side for side in sider if side.count("15.02.2027") > 5 and "A0" in side and "Ansvarlig" in side]
    assert len(med_raekker) >= 2


def test_150_tjekpunkter_tager_under_ti_sekunder(verden):
    start = time.process_time()
    pdf = tjekliste_pdf(verden.projekt, tjekliste(*mange(150)), NU)
    assert time.process_time() - start < 10
    assert "A150" in tekst(pdf)


def test_ingen_variabel_mangler_i_skabelonen(verden, settings):
    skabeloner = settings.TEMPLATES[0]
    valg = {**skabeloner["OPTIONS"], "string_if_invalid": "MANGLER-VARIABEL %s"}
    settings.TEMPLATES = [{**skabeloner, "OPTIONS": valg}]
    stil_i(verden, "F2")
    foer = tjekliste_html(verden.projekt, laes_tjekliste(overgang(verden)), NU)
    beslut(Aktoer.person(verden.anna), overgang(verden), "Betinget", NU)
    efter = tjekliste_html(verden.projekt, laes_tjekliste(overgang(verden)), NU)
    assert "MANGLER-VARIABEL" not in foer + efter


def test_der_logges_ingen_fejl_eller_advarsler(verden, caplog):
    with caplog.at_level(logging.WARNING):
        lav(verden)
    assert caplog.records == []


@pytest.mark.parametrize("ond", FJENDTLIGE)
def test_fjendtlig_tekst_er_bare_tekst(verden, caplog, ond):
    start = time.process_time()
    with caplog.at_level(logging.WARNING):
        pdf = tjekliste_pdf(
            verden.projekt, tjekliste(punkt(titel=ond[:200], status="ikke_relevant", begrundelse=ond)), NU
        )
    assert time.process_time() - start < 10
    assert caplog.records == []
    assert tegn(ond)[:40] in tegn(tekst(pdf))
    assert "root:" not in tekst(pdf)


def test_fjendtlig_tekst_bliver_ikke_en_vedhaeftning(verden):
    pdf = tjekliste_pdf(verden.projekt, tjekliste(punkt(titel=FJENDTLIGE[1])), NU)
    with pikepdf.open(io.BytesIO(pdf.indhold)) as dokument:
        assert len(dokument.attachments) == 0


def test_filnavnet_er_uden_danske_tegn_og_mellemrum(verden):
    assert filnavn(verden.projekt, fase(verden, "F2")) == "tjekliste-0751-sapa-f2.pdf"
