"""Filer og links på en opgave: hvad der tages imod, hvordan det hentes, og hvad der bliver af filen."""

import io
import zipfile
from datetime import UTC, date, datetime, timedelta
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from faelles.afvisning import Afvist, IkkeTilladt
from opgaver import bilagslager
from opgaver.models import Dokument
from opgaver.services.bilag import ryd_bilag
from opgaver.services.dokument import hent_dokument_tilbage, laeg_fil, laeg_link, slet_dokument
from opgaver.services.frist import saet_frist
from projekter.aktoer import Aktoer
from projekter.models import Haendelse
from tests.eget.hjaelp import HTMX, NU, adresse, anna, bo
from tests.medvirkende import I_DAG

PDF = b"%PDF-1.7\nreferat"


@pytest.fixture(autouse=True)
def egen_mappe(settings, tmp_path):
    settings.BILAG_MAPPE, settings.BILAG_MAPPE_LAVES = tmp_path / "bilag", True


def filer():
    return sorted(sti.name for sti in Path(bilagslager.mappe()).iterdir() if sti.is_file())


def fil(navn="Møde æøå.pdf", data=PDF):
    return SimpleUploadedFile(navn, data)


def laeg(verden, fil_=None, **mere):
    opgave = mere.pop("opgave", None) or verden.opgave("A08")
    return laeg_fil(anna(verden), opgave, "", fil_ or fil(), **{"noegle": uuid4(), "nu": NU} | mere)


def odt(slags="text", *mere):
    ud = io.BytesIO()
    with zipfile.ZipFile(ud, "w") as arkiv:
        arkiv.writestr("mimetype", f"application/vnd.oasis.opendocument.{slags}")
        for navn in ("content.xml", *mere):
            arkiv.writestr(navn, "<x/>")
    return ud.getvalue()


def test_en_fil_hentes_som_den_blev_lagt_og_kan_intet_i_browseren(verden, som):
    dokument = laeg(verden)
    assert dokument.sha256 == sha256(PDF).hexdigest() and dokument.lagret in filer()
    svar = som(verden.dorte).get(f"{adresse('kort', dokument.opgave_id)}dokument/{dokument.pk}/")
    assert svar.getvalue() == PDF and svar["X-Content-Type-Options"] == "nosniff"
    assert svar["Content-Disposition"] == "attachment; filename*=utf-8''M%C3%B8de%20%C3%A6%C3%B8%C3%A5.pdf"
    assert "sandbox" in svar["Content-Security-Policy"] and "no-store" in svar["Cache-Control"]


@pytest.mark.parametrize(
    ("navn", "data"),
    [
        ("a.html", b"<p>"), ("a.svg", b"<svg/>"), ("a.exe", b"MZ"), ("a.pdf", b"MZ"), ("a.docx", odt()), ("a.pdf", b""),
        ("a.odt", odt("spreadsheet")), ("a.ods", odt("spreadsheet", "Basic/x.xml")), ("a.txt", b"<html>"),
        ("uden", PDF),
    ],
)  # fmt: skip
def test_en_fil_der_ikke_er_hvad_den_siger_afvises_og_efterlader_intet(verden, navn, data):
    with pytest.raises(Afvist):
        laeg(verden, fil(navn, data))
    assert not Dokument.objects.exists() and filer() == []


def test_en_libreoffice_tekst_og_et_regneark_tages_imod(verden):
    assert [
        laeg(verden, fil(navn, odt(slags))).endelse for navn, slags in (("a.odt", "text"), ("b.ods", "spreadsheet"))
    ]


def test_en_for_stor_fil_siger_hvor_stor_den_maa_vaere(verden, settings):
    settings.DOKUMENT_MAKS_BYTE = 10
    with pytest.raises(Afvist, match="højst fylde 10"):
        laeg(verden)


def test_projektets_filer_har_et_loft_og_de_slettede_taeller_med_i_30_dage(verden, som, settings):
    settings.PROJEKT_MAKS_BYTE = 2 * len(PDF)
    foerste, nu = laeg(verden), timezone.now()
    laeg(verden, opgave=verden.opgave("K03"))
    slet_dokument(anna(verden), foerste, nu=nu)
    with pytest.raises(Afvist, match=f"fylder {2 * len(PDF)}.bytes af de {2 * len(PDF)}.bytes"):
        laeg(verden, nu=nu)
    laeg_link(anna(verden), verden.opgave("A08"), "", "https://b.example", noegle=uuid4(), nu=nu)
    assert len(filer()) == 2 and "Filerne fylder" in som(verden.dorte).get("/projekter/0751/SAPA/dokumenter/").text
    laeg(verden, nu=nu + timedelta(days=31))


def test_en_afbrudt_skrivning_efterlader_hverken_raekke_eller_fil(verden, monkeypatch):
    class Afbrudt(SimpleUploadedFile):
        def chunks(self, chunk_size=None):
            yield PDF
            raise ConnectionResetError

    with pytest.raises(ConnectionResetError):
        laeg(verden, Afbrudt("a.pdf", PDF))
    monkeypatch.setattr("opgaver.services.dokument.noter", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        laeg(verden)
    assert filer() == [] and not Dokument.objects.exists()


def test_den_samme_formular_sendt_to_gange_er_et_dokument_og_en_fil(verden):
    noegle = uuid4()
    assert laeg(verden, noegle=noegle) == laeg(verden, noegle=noegle)
    assert len(filer()) == 1 and Haendelse.objects.filter(handling="dokument tilføjet").count() == 1


@pytest.mark.parametrize("farlig", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "intra/mappe"])
def test_kun_http_og_https_er_links(verden, farlig):
    with pytest.raises(Afvist, match="ikke en adresse"):
        laeg_link(anna(verden), verden.opgave("A08"), "", farlig, noegle=uuid4(), nu=NU)


def test_et_slettet_dokument_kan_hentes_tilbage_og_mister_foerst_sin_fil_efter_30_dage(verden, som):
    dokument, nu = laeg(verden), timezone.now()
    slet_dokument(anna(verden), dokument, nu=nu)
    assert som(verden.anna).get(f"{adresse('kort', dokument.opgave_id)}dokument/{dokument.pk}/").status_code == 404
    ryd_bilag(nu + timedelta(days=29))
    assert filer() == [dokument.lagret]
    hent_dokument_tilbage(anna(verden), dokument, nu=nu + timedelta(days=29))
    slet_dokument(anna(verden), dokument, nu=nu)
    assert ryd_bilag(nu + timedelta(days=31)) == 1 and filer() == []
    with pytest.raises(Afvist, match="over 30 dage"):
        hent_dokument_tilbage(anna(verden), dokument, nu=nu + timedelta(days=31))
    assert [h.handling for h in Haendelse.objects.filter(felt="dokument")] == [
        "dokument slettet", "dokument hentet tilbage", "dokument slettet", "dokument tilføjet",
    ]  # fmt: skip


def test_udfoereren_laegger_filer_paa_sin_opgave_og_sletter_kun_sine_egne(verden):
    annas, b = laeg(verden), bo(verden)
    egen = laeg_fil(b, verden.opgave("A08"), "", fil(), noegle=uuid4(), nu=NU)
    slet_dokument(b, egen, nu=NU)
    with pytest.raises(IkkeTilladt):
        slet_dokument(b, annas, nu=NU)
    with pytest.raises(IkkeTilladt):
        laeg_fil(Aktoer.person(verden.dorte), verden.opgave("A08"), "", fil(), noegle=uuid4(), nu=NU)


def test_siden_dokumenter_finder_uden_hensyn_til_aeoeaa(verden, som):
    laeg(verden, fil("Ærø referat.pdf"))
    laeg_link(anna(verden), verden.opgave("P01"), "Mappen", "https://esdh.example/", noegle=uuid4(), nu=NU)
    klient, sti = som(verden.dorte), f"{verden.projekt.get_absolute_url()}dokumenter/"
    alle, fundet, links = (klient.get(sti + soeg).text for soeg in ("", "?q=AERO", "?slags=link"))
    assert "2 dokumenter" in alle and "Ærø referat.pdf" in fundet and "Mappen" not in fundet
    assert "Mappen" in links and "Ærø" not in links


@pytest.mark.parametrize("hoved", [{}, HTMX])
def test_en_afvist_fil_siges_ved_feltet(verden, som, hoved):
    data = {"fil": fil("a.exe", b"MZ"), "noegle": uuid4(), "titel": "Min titel"}
    svar = som(verden.anna).post(f"{adresse('kort', verden.opgave('A08').pk)}dokument/", data, headers=hoved)
    assert svar.status_code == 422 and "kan ikke lægges op" in svar.text and 'value="Min titel"' in svar.text


def test_et_dokument_lagt_efter_midnat_er_lagt_den_danske_dag(verden, som):
    laeg(verden, nu=datetime(2027, 6, 30, 22, 30, tzinfo=UTC))
    assert "01.07.2027" in som(verden.anna).get(f"{verden.projekt.get_absolute_url()}dokumenter/").text


@pytest.mark.parametrize(
    ("navn", "data", "det_nye"),
    [
        ("saet_frist", {"frist": "01.04.2027", "begrundelse": "Min grund"}, "Min grund"),
        ("saet_regel", {"regel": "3 uger før go-live"}, "3 uger før go-live"),
    ],
)
def test_en_foraeldet_frist_viser_den_nye_og_beholder_det_skrevne(verden, som, navn, data, det_nye):
    saet_frist(anna(verden), verden.opgave("A08"), date(2027, 5, 3), "Den andens grund", paa=I_DAG)
    svar = som(verden.anna).post(adresse(navn, verden.opgave("A08").pk), data | {"udgave": 1}, headers=HTMX)
    assert svar.status_code == 409 and det_nye in svar.text
    assert "Frist: 3. maj 2027, fast: Den andens grund" in svar.text


def test_en_formular_til_et_slettet_dokument_sendt_igen_siger_hvor_det_er(verden):
    noegle = uuid4()
    link = laeg_link(anna(verden), verden.opgave("A08"), "t", "https://x.dk", noegle=noegle, nu=NU)
    slet_dokument(anna(verden), link, nu=NU)
    with pytest.raises(Afvist, match=r"slettet siden\. Hent det tilbage"):
        laeg_link(anna(verden), verden.opgave("A08"), "t", "https://x.dk", noegle=noegle, nu=NU)


def test_kun_den_der_stadig_maa_laegge_dokumenter_kan_slette_sit_eget(verden):
    dokument = laeg_link(bo(verden), verden.opgave("A08"), "t", "https://x.dk", noegle=uuid4(), nu=NU)
    verden.plads("administrator").udfoerer_paa.clear()
    frisk = Dokument.objects.get(pk=dokument.pk)
    with pytest.raises(IkkeTilladt):
        slet_dokument(Aktoer.person(type(verden.bo).objects.get(pk=verden.bo.pk)), frisk, nu=NU)


def test_et_dokument_hentes_kun_tilbage_naar_der_er_plads_og_opgaven_ikke_er_udgaaet(verden, monkeypatch):
    dokument = laeg_link(anna(verden), verden.opgave("A08"), "t", "https://x.dk", noegle=uuid4(), nu=NU)
    slet_dokument(anna(verden), dokument, nu=NU)
    monkeypatch.setattr("opgaver.services.dokument.FLEST_PAA_EN_OPGAVE", 0)
    with pytest.raises(Afvist, match="Slet et, før du tilføjer"):
        hent_dokument_tilbage(anna(verden), Dokument.objects.get(pk=dokument.pk), nu=NU)
    type(dokument.opgave).objects.filter(pk=dokument.opgave_id).update(er_udgaaet=True)
    with pytest.raises(Afvist, match="udgået"):
        hent_dokument_tilbage(anna(verden), Dokument.objects.get(pk=dokument.pk), nu=NU)
