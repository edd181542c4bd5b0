"""Udgiverens bilag: hvad der kan lægges på et kort, hvem der henter det, og hvad der bliver af filen."""

import io
import os
import re
import zipfile
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from faelles.filtyper import rens_filnavn
from opgaver import bilagslager
from opgaver.models import Bilag, Katalogversion
from opgaver.services import bilag as handlinger
from opgaver.services.fortrydelse import fortryd_import
from opgaver.services.katalog import er_foraeldet, gennemfoer_import, grundlag_for
from opgaver.services.kortredigering import ny_kladde, slet_kort
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse
from tests.opgaver_katalog.boeger import SAPA_HOVED, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import forhaandsvis, indlaes
from tests.opgaver_katalog.test_eksport import genindlaes
from tests.udgivet import uden_vaern

PDF, PNG = b"%PDF-1.7\n...", b"\x89PNG\r\n\x1a\n..."


def office(mappe, *mere):
    ud = io.BytesIO()
    with zipfile.ZipFile(ud, "w") as arkiv:
        for navn in ("[Content_Types].xml", f"{mappe}/document.xml", *mere):
            arkiv.writestr(navn, "<x/>")
    return ud.getvalue()


def med_ukendt_udgave(data):
    """Et arkiv, hvis dele siger, at de kræver en nyere udgave af zip end nogen kender."""
    return re.sub(rb"(PK\x01\x02..)..", lambda fund: fund[1] + b"\x63\x00", data, flags=re.DOTALL)


def fil(navn="Vejledning.pdf", data=PDF):
    return SimpleUploadedFile(navn, data)


@pytest.fixture(autouse=True)
def lager(settings, tmp_path):
    settings.BILAG_MAPPE = tmp_path / "bilag"
    return settings.BILAG_MAPPE


@pytest.fixture
def kladde(verden):
    return ny_kladde(KOMMANDOLINJE, verden.version)


@pytest.fixture
def a08(kladde):
    return kladde.kort.get(kode="A08")


@pytest.fixture
def bilag(a08):
    return handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "KLE-numre på æøå", fil("Blåbær \u200b og æøå.pdf"))


def filer(lager):
    return sorted(sti.name for sti in lager.iterdir() if sti.is_file()) if lager.exists() else []


def test_en_fil_ligger_under_et_navn_vi_selv_fandt_paa(bilag, lager):
    assert filer(lager) == [bilag.lagret] and len(bilag.lagret) == 32
    assert (lager / bilag.lagret).read_bytes() == PDF
    assert (bilag.filnavn, bilag.byte) == ("Blåbær  og æøå.pdf", len(PDF))


def test_bilaget_hentes_som_fil_og_kan_ikke_koere_i_browseren(som, verden, bilag):
    svar = som(verden.karen).get(reverse("kataloger:hent_bilag", args=[bilag.pk]))
    assert svar.getvalue() == PDF and svar["Content-Type"] == "application/pdf"
    assert svar["X-Content-Type-Options"] == "nosniff"
    assert svar["Content-Disposition"] == (
        "attachment; filename*=utf-8''Bl%C3%A5b%C3%A6r%20%20og%20%C3%A6%C3%B8%C3%A5.pdf"
    )


def test_en_kladdes_bilag_er_redaktoerens_og_et_udgivet_er_alles(som, verden, kladde, bilag):
    adresse = reverse("kataloger:hent_bilag", args=[bilag.pk])
    assert som(verden.anna).get(adresse).status_code == 404
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    assert som(verden.anna).get(adresse).getvalue() == PDF


def test_et_link_hentes_ikke_som_fil(som, verden, a08):
    link = handlinger.tilfoej_link(KOMMANDOLINJE, a08, "", "https://www.kombit.dk/æ?x=1")
    assert link.titel == "https://www.kombit.dk/æ?x=1"
    assert som(verden.karen).get(reverse("kataloger:hent_bilag", args=[link.pk])).status_code == 404


@pytest.mark.parametrize(
    "adresse", ["javascript:alert(1)", "ftp://a.dk/x", "//a.dk", "data:text/html,x", "kombit", " "]
)
def test_andet_end_en_adresse_paa_nettet_afvises(a08, adresse):
    with pytest.raises(Afvist, match="er ikke en adresse"):
        handlinger.tilfoej_link(KOMMANDOLINJE, a08, "", adresse)


@pytest.mark.parametrize(
    ("navn", "data"),
    [
        ("a.pdf", PDF),
        ("A.PNG", PNG),
        ("a.jpg", b"\xff\xd8\xff\xe0"),
        ("a.docx", office("word")),
        ("a.xlsx", office("xl")),
        ("a.pptx", office("ppt")),
        ("a.txt", "æøå".encode("cp1252")),
        ("a.csv", b"a;b"),
    ],
)
def test_en_fil_der_er_det_dens_endelse_siger_kan_bruges(a08, navn, data):
    assert handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "", fil(navn, data)).titel == navn


@pytest.mark.parametrize(
    ("navn", "data"),
    [
        ("a.exe", b"MZ"),
        ("a.html", b"<html>"),
        ("a.svg", b"<svg/>"),
        ("a", PDF),
        ("a.pdf.exe", PDF),
        ("a.pdf", b"MZ"),
        ("a.png", PDF),
        ("a.docx", office("xl")),
        ("a.docx", b"PK\x03\x04afkortet"),
        ("a.docx", office("word", "word/vbaProject.bin")),
        ("a.docx", med_ukendt_udgave(office("word"))),
        ("a.docx", office("word", *map(str, range(5_000)))),
        ("a.txt", b"MZ\0\0"),
        ("a.txt", b"  <HTML><script>"),
    ],
)
def test_en_anden_fil_afvises_og_intet_gemmes(a08, lager, navn, data):
    with pytest.raises(Afvist):
        handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "", fil(navn, data))
    assert filer(lager) == [] and not Bilag.objects.exists()


def test_en_for_stor_fil_afvises_med_graensen(a08, settings):
    settings.BILAG_MAKS_BYTE = 1024
    with pytest.raises(Afvist, match=r"Den må højst fylde 1,0.KB"):
        handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "", fil(data=PDF + b"x" * 1024))


@pytest.mark.parametrize(
    ("navn", "renset"),
    [
        ("../../etc/passwd.txt", "passwd.txt"),
        ("C:\\Karen\\æ.pdf", "æ.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie: x.pdf"),
        ("x" * 300 + ".docx", "x" * 145 + ".docx"),
        ("a\u202efdp.pdf", "afdp.pdf"),
    ],
)
def test_filens_navn_er_uden_mapper_og_usynlige_tegn(navn, renset):
    assert rens_filnavn(navn) == renset


def test_gaar_skrivningen_galt_er_filen_vaek_igen(a08, lager, monkeypatch):
    monkeypatch.setattr(handlinger, "noter", lambda *_, **__: (_ for _ in ()).throw(RuntimeError))
    with pytest.raises(RuntimeError):
        handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "", fil())
    assert filer(lager) == [] and not Bilag.objects.exists()


def test_en_fil_der_ikke_kan_skrives_helt_efterlader_intet(lager):
    def bidder():
        yield PDF
        raise OSError("disken er fuld")

    with pytest.raises(OSError, match="disken er fuld"):
        bilagslager.gem(bidder())
    assert filer(lager) == []


def test_bilagene_foelger_kortet_ind_i_den_naeste_version(kladde, bilag, lager):
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    naeste = ny_kladde(KOMMANDOLINJE, kladde)
    (kopi,) = Bilag.objects.filter(kort__version=naeste)
    assert (kopi.kort.kode, kopi.titel, kopi.lagret, filer(lager)) == ("A08", bilag.titel, bilag.lagret, [bilag.lagret])


def test_bilagene_foelger_ogsaa_med_naar_en_fil_laver_den_nye_version(kladde, bilag):
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    ny = indlaes(kladde.katalog.loesning, bog(*sapa_raekker(), hoved=SAPA_HOVED), "1.2")
    assert [et.lagret for et in Bilag.objects.filter(kort__version=ny)] == [bilag.lagret]


def test_en_import_i_kladden_mister_ingen_bilag(kladde, bilag):
    raekker = [[*raekke[:1], f"{raekke[1]} igen", *raekke[2:]] for raekke in sapa_raekker()]
    indlaes(kladde.katalog.loesning, bog(*raekker, hoved=SAPA_HOVED), "1.1")
    bilag.refresh_from_db()
    assert bilag.kort.titel.endswith("igen")


@pytest.mark.parametrize("slags", ["xlsx", "csv"])
def test_bilag_giver_ingen_forskel_naar_eksporten_laeses_igen(kladde, bilag, slags):
    vist = genindlaes(kladde, slags)
    assert vist.er_uaendret and not vist.advarsler


def test_et_nyt_bilag_foraelder_en_ventende_import(kladde, a08):
    koersel = forhaandsvis(kladde.katalog.loesning, b"Kode;Titel\nX;Y\n", "1.1", filnavn="x.csv")
    handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "", fil())
    assert er_foraeldet(koersel, grundlag_for(koersel))


def test_en_kladde_der_har_faaet_bilag_kan_ikke_fortrydes_vaek(verden):
    koersel = forhaandsvis(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED), "1.1")
    version = gennemfoer_import(KOMMANDOLINJE, koersel)
    handlinger.tilfoej_fil(KOMMANDOLINJE, version.kort.first(), "", fil())
    with pytest.raises(Afvist, match="kan ikke fortrydes mere"):
        fortryd_import(KOMMANDOLINJE, koersel)


def test_et_fjernet_bilags_fil_bliver_saa_laenge_en_version_bruger_den(kladde, bilag, lager):
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    naeste = ny_kladde(KOMMANDOLINJE, kladde)
    handlinger.fjern_bilag(KOMMANDOLINJE, Bilag.objects.get(kort__version=naeste))
    goer_gammel(lager)
    assert handlinger.ryd_bilag(timezone.now()) == 0 and filer(lager) == [bilag.lagret]


def goer_gammel(lager):
    for sti in filter(Path.is_file, lager.iterdir()):
        os.utime(sti, (0, (timezone.now() - bilagslager.HVILER - timedelta(minutes=1)).timestamp()))


def test_bilagene_forsvinder_med_deres_kort(a08, bilag):
    from opgaver.services.kortredigering import kort_aftryk

    slet_kort(KOMMANDOLINJE, a08, aftryk=kort_aftryk(a08))
    assert not Bilag.objects.exists()


def test_et_udgivet_korts_bilag_kan_hverken_tilfoejes_fjernes_eller_rettes(kladde, a08, bilag, lager):
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    for handling in (
        lambda: handlinger.tilfoej_link(KOMMANDOLINJE, a08, "", "https://a.example/"),
        lambda: handlinger.tilfoej_fil(KOMMANDOLINJE, a08, "", fil()),
        lambda: handlinger.fjern_bilag(KOMMANDOLINJE, bilag),
    ):
        with pytest.raises(Afvist, match="er udgivet"):
            handling()
    for direkte in (Bilag.objects.get().save, Bilag.objects.get().delete):
        with pytest.raises(TypeError):
            direkte()
    assert filer(lager) == [bilag.lagret]


def test_et_udgivet_korts_bilag_kan_heller_ikke_aendres_i_flok(kladde, a08, bilag):
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    for direkte in (lambda: Bilag.objects.update(titel="Falsk"), Bilag.objects.all().delete, a08.bilag.all().delete):
        with pytest.raises(TypeError):
            direkte()
    with pytest.raises(TypeError), transaction.atomic():
        Bilag.objects.bulk_update([bilag], ["titel"])
    assert Bilag.objects.get().titel == "KLE-numre på æøå"


def test_kun_udgiverens_redaktoer_maa(verden, a08, bilag, lager):
    anna = Aktoer.person(verden.anna)
    for handling in (
        lambda: handlinger.tilfoej_link(anna, a08, "", "https://a.example/"),
        lambda: handlinger.tilfoej_fil(anna, a08, "", fil()),
        lambda: handlinger.fjern_bilag(anna, bilag),
    ):
        with pytest.raises(IkkeTilladt):
            handling()
    assert filer(lager) == [bilag.lagret]


def test_hver_handling_staar_i_historikken(a08, bilag):
    handlinger.fjern_bilag(KOMMANDOLINJE, bilag)
    noteret = Haendelse.objects.filter(felt="bilag").order_by("pk").values_list("handling", "gammel", "ny")
    assert list(noteret) == [
        ("bilag tilføjet", "", "KLE-numre på æøå: Blåbær  og æøå.pdf"),
        ("bilag fjernet", "KLE-numre på æøå", ""),
    ]
    with pytest.raises(Foraeldet):
        handlinger.fjern_bilag(KOMMANDOLINJE, bilag)


def test_et_bilag_er_en_fil_eller_et_link(a08):
    for felter in ({}, {"adresse": "https://a.example/", "filnavn": "a.pdf", "lagret": "x"}, {"filnavn": "a.pdf"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Bilag.objects.create(kort=a08, titel="T", **felter)


def test_siden_tilfoejer_viser_og_fjerner(som, verden, a08):
    karen, adresse = som(verden.karen), reverse("kataloger:bilag", args=[a08.version_id, a08.pk])
    svar = karen.post(adresse, {"titel": "Vejledning", "fil": fil()}, follow=True)
    assert "Bilaget »Vejledning« er tilføjet." in svar.content.decode()
    bilag = Bilag.objects.get()
    assert reverse("kataloger:hent_bilag", args=[bilag.pk]) in svar.content.decode()
    fjern = reverse("kataloger:fjern_bilag", args=[a08.version_id, a08.pk, bilag.pk])
    assert "Bilaget »Vejledning« er fjernet." in karen.post(fjern, follow=True).content.decode()


@pytest.mark.parametrize(
    ("data", "besked"),
    [
        ({}, "Skriv et link, eller vælg en fil."),
        ({"adresse": "https://a.example/", "fil": True}, "Vælg enten et link eller en fil."),
        ({"adresse": "javascript:alert(1)"}, "er ikke en adresse"),
    ],
)
def test_en_fejl_staar_ved_feltet(som, verden, a08, data, besked):
    data = {navn: fil() if vaerdi is True else vaerdi for navn, vaerdi in data.items()}
    svar = som(verden.karen).post(reverse("kataloger:bilag", args=[a08.version_id, a08.pk]), data)
    assert svar.status_code == 422 and besked in svar.content.decode() and not Bilag.objects.exists()


def test_kommunen_ser_udgiverens_bilag_paa_sit_kort(som, verden, lager):
    kort = verden.opgave("A08").kort
    with uden_vaern():
        Katalogversion.objects.filter(pk=kort.version_id).update(status="kladde", udgivet=None)
        kort.refresh_from_db()
        handlinger.tilfoej_fil(KOMMANDOLINJE, kort, "Skabelon", fil())
        handlinger.tilfoej_link(KOMMANDOLINJE, kort, "Video", "https://video.example/a")
        Katalogversion.objects.filter(pk=kort.version_id).update(status="udgivet", udgivet=timezone.now())
    side = som(verden.anna).get(verden.opgave("A08").get_absolute_url()).content.decode()
    assert "Bilag fra udgiveren" in side and "Skabelon" in side
    assert '<a class="bryd" href="https://video.example/a" rel="noopener noreferrer">Video</a>' in side


def test_en_fil_der_mangler_paa_disken_siges_paent(som, verden, bilag, lager):
    bilagslager.slet(bilag.lagret)
    svar = som(verden.karen).get(reverse("kataloger:hent_bilag", args=[bilag.pk]))
    assert svar.status_code == 404 and "mangler på serveren" in svar.content.decode()
