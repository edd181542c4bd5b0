"""Sammenligningen som PDF: det, der skal stå, og hvordan den er mærket op."""

import io
from datetime import UTC, datetime

import pikepdf
import pytest

from faelles.afvisning import Afvist
from opgaver.sammenligning import sammenlign
from opgaver.services.aendringsmaerke import saet_aendring
from opgaver.services.kortredigering import kort_aftryk
from opgaver.services.sammenligningspdf import sammenligning_html, sammenligning_pdf
from projekter.aktoer import KOMMANDOLINJE
from tests.overgange.test_pdf import ord_, strukturer
from tests.udgivelse.hjaelp import lav_kladde

NU = datetime(2027, 2, 5, 9, 32, tzinfo=UTC)


@pytest.fixture
def pdf(verden):
    kladde = lav_kladde(verden)
    kort = kladde.kort.get(kode="A08")
    saet_aendring(KOMMANDOLINJE, kort, er_obligatorisk=True, note="<b>Loven</b> er ændret.", aftryk=kort_aftryk(kort))
    return sammenligning_pdf(sammenlign(verden.version, kladde), NU)


def test_pdfen_siger_alt_og_markerer_ikke_kun_med_streger(pdf):
    indhold = ord_(pdf)
    stykker = (
        "Fra SAPA 1.0 til 1.1 (kladde)", "1 ny, 2 ændrede (heraf 1 omdøbt), 1 udgår", "2.2 Klargøring",
        "Ny: X01 Helt ny",
        "Omdøbt: C02 Opret brugere", "Udgår: G07", "(obligatorisk ændring)", "<b>Loven</b> er ændret.", "[tilføjet:",
        "[slettet:", "05.02.2027 kl. 10.32",
    )  # fmt: skip
    assert [stykke for stykke in stykker if stykke not in indhold] == []


def test_pdfen_er_maerket_op_for_skaermlaesere(pdf):
    fundne = strukturer(pdf)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH"} <= set(fundne)
    with pikepdf.open(io.BytesIO(pdf.indhold)) as dokument:
        assert dokument.Root.MarkInfo.Marked and str(dokument.Root.Lang) == "da"
        assert "pdfuaid:part" in dokument.open_metadata()


def test_for_mange_aendringer_afvises_med_en_anden_vej(verden, monkeypatch):
    monkeypatch.setattr("opgaver.services.sammenligningspdf.FLEST_AENDRINGER", 3)
    with pytest.raises(Afvist, match="4 ændringer, og en PDF kan have 3"):
        sammenligning_pdf(sammenlign(verden.version, lav_kladde(verden)), NU)


def test_er_der_for_meget_tekst_staar_de_sidste_kun_med_felternes_navne(verden, monkeypatch):
    monkeypatch.setattr("opgaver.services.sammenligningspdf.FLEST_TEGN", 0)
    indhold = sammenligning_html(sammenlign(verden.version, lav_kladde(verden)), NU)
    assert "Ændret, uden ordene: Titel, Mål." in indhold and "nogle opgaver kun står med" in indhold
    assert "<ins>" not in indhold and "<del>" not in indhold


def test_er_der_plads_siges_der_intet_om_det(verden):
    indhold = sammenligning_html(sammenlign(verden.version, lav_kladde(verden)), NU)
    assert "uden ordene" not in indhold and "nogle opgaver kun står med" not in indhold and "<ins>" in indhold
