"""Ordlyden: ental og flertal, egne fejlsætninger, plads til begrundelsen, og at annullere er ikke at fortryde."""

import re
from pathlib import Path

import pytest

from frister import Ankre
from opgaver.forms_flyt import FlytForm, FristForm, PeriodeForm
from opgaver.models import Flytning
from opgaver.services.boelge import opret_boelge
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from tests.flytning.hjaelp import GRUND, flyt
from tests.flytning.sider import LUKNING, aftryk, fortryd, se, side
from tests.flytning.sider import flyt as flyt_side


@pytest.fixture
def boelge(verden):
    projekt = verden.projekt
    return opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))


def test_et_projekt_skifter_boelge_i_ental(som, verden, boelge):
    svar = som(verden.karen).post(
        "/boelger/SAPA/1/", {"projekt": verden.projekt.pk, "vist": _vist(som, verden)}, follow=True
    )
    assert "Gemt. 1 projekt skiftede bølge." in svar.text


def _vist(som, verden):
    return som(verden.karen).get("/boelger/SAPA/1/").context["vist"]


def test_kalenderen_taeller_i_ental(som, verden):
    klient = som(verden.ada)
    adresse = "/organisationer/0751/kalender/"
    felter = LUKNING | {"vist": klient.get(adresse).context["vist"]}
    svar = klient.post(adresse, felter)
    assert "1 frist i 1 projekt flyttes" in svar.text and "SAPA: 1 frist<" in svar.text
    svar = klient.post(adresse, felter | {"aftryk": aftryk(svar)}, follow=True)
    assert "1 frist er flyttet" in svar.text and "1 projekt fik flyttet frister" in svar.text


def test_forhaandsvisningen_taeller_i_ental(som, verden):
    assert "1 opgave beholder sin frist" in se(som(verden.anna)).text


@pytest.mark.parametrize(
    ("nummer", "fejl"),
    [
        ("", "Skriv bølgens nummer"),
        ("x", "Skriv nummeret som et helt tal"),
        ("0", "mellem 1 og 999"),
        ("1000", "mellem 1 og 999"),
    ],
)
def test_boelgens_nummer_har_sine_egne_fejl(som, verden, nummer, fejl):
    svar = som(verden.karen).post("/boelger/SAPA/", {"nummer": nummer})
    assert svar.status_code == 422 and fejl in svar.text


def test_et_for_langt_boelgenavn_siges_paa_dansk(som, verden):
    svar = som(verden.karen).post("/boelger/SAPA/", {"nummer": "2", "navn": "x" * 81})
    assert "Navnet er på 81 tegn; der er plads til 80." in svar.text


@pytest.mark.parametrize(
    ("form", "felter"), [(FlytForm, {"aftryk": "x"}), (FristForm, {"frist": "1/3-27", "udgave": 1})]
)
def test_en_lang_begrundelse_afskaeres_ikke(form, felter):
    assert "maxlength" not in str(form()["begrundelse"])
    assert form({"begrundelse": "x" * 2000} | felter).is_valid()
    for_lang = form({"begrundelse": "x" * 2001} | felter)
    assert for_lang.errors["begrundelse"] == ["Begrundelsen er på 2001 tegn; der er plads til 2000. Skriv kortere."]


def test_kalenderens_felter_siges_ikke_at_vaere_frivillige(som, verden):
    assert "(frivilligt)" not in som(verden.ada).get("/organisationer/0751/kalender/").text


@pytest.mark.parametrize("skabelon", sorted(Path("templates").rglob("*.html")), ids=str)
def test_et_link_fortryder_intet(skabelon):
    """Annullér er at gå uden at gemme; Fortryd er en knap eller fører til siden, der først viser det, der sker."""
    links = re.findall(r"<a [^>]*>\s*Fortryd\b", skabelon.read_text())
    assert not [et for et in links if not re.search(r"class=\"button .*:fortryd'", et)]


def test_hjaelpen_har_et_afsnit_om_boelger(som, verden):
    for hvem in (verden.anna, verden.karen):
        tekst = som(hvem).get("/hjaelp/").text
        assert 'href="#boelger"' in tekst and '<h2 id="boelger">' in tekst


def test_den_foerste_af_en_flytnings_opgaver_taelles_i_ental(som, verden):
    flyt(
        verden,
        Ankre(verden.projekt.projektstart, verden.projekt.idriftsaettelse, verden.projekt.golive.replace(day=16)),
    )
    klient = som(verden.anna)
    assert ">1 opgave fik en ny frist</h2>" in klient.get(side("flyt:kvittering", Flytning.objects.get().pk)).text
    svar = fortryd(klient, side("flyt:fortryd", Flytning.objects.get().pk))
    assert "1 opgave har den frist, den havde før." in svar.text


def test_en_fejl_i_begrundelsen_beholder_resten(som, verden):
    klient = som(verden.anna)
    svar = flyt_side(klient, se(klient), begrundelse=GRUND + "x" * 2000)
    assert svar.status_code == 422 and "der er plads til 2000" in svar.text and GRUND in svar.text


def test_et_linjeskift_i_et_navn_er_et_mellemrum(verden):
    form = PeriodeForm({"navn": " Jul\r\n lukket", "fra": "24.12.2027", "til": "", "slags": "lukkedage"})
    assert form.is_valid() and form.cleaned_data["periode"].navn == "Jul lukket"
    assert opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "Forår\r\n 2027 ", Datoer(None, None, None)).navn == "Forår 2027"
