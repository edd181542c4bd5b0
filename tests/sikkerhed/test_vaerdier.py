"""Mærkelige, enorme og ondsindede værdier i adresser og formularer giver et svar, aldrig en fejl hos os."""

import os
import re
from contextlib import suppress
from pathlib import Path

import pytest
from django.db import connection
from django.urls import NoReverseMatch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.adgang.celler import Maal, maal
from tests.adgang.matrix import MATRIX

ROD = Path(__file__).parents[2]
I_ADRESSEN = r'GET(?:\.get|\.getlist)?[\[(]"(\w+)"'
LAESES = r'(?:GET|POST|data)(?:\.get|\.getlist)?[\[(]"(\w+)"'
FELTER = r"(?m)^    (\w+)(?:: [^=\n]+)? = (?:forms\.)?\w*(?:Field|[Ff]elt)\("
SENDES = r' name="([a-z_]+)"'


KODEN = [
    fil for pakke in ROD.glob("*/__init__.py") if pakke.parent.name != "tests" for fil in pakke.parent.rglob("*.py")
]
SIDERNE = [*ROD.glob("templates/**/*.html")]


def i_kilden(filer, *moenstre):
    """De navne på parametre og felter, systemets egen kode læser og sender."""
    return {navn for fil in filer for moenster in moenstre for navn in re.findall(moenster, fil.read_text())}


I_ADRESSER = tuple(
    sorted(
        {
            "fase",
            "hovedopgave",
            "loesning",
            "alle",
            "status",
            "sorter",
            "region",
            "q",
            "next",
            *i_kilden(KODEN, I_ADRESSEN),
        }
    )
)
NAVNE = tuple(sorted({*I_ADRESSER, *i_kilden(KODEN, LAESES, FELTER), *i_kilden(SIDERNE, SENDES)}))
SLEMME = (
    "\0", "F2\0", "%00", "a" * 20_000, "9" * 400, "-1", "0", "1e999", "NaN", "Infinity", "٣", "½", "²", "🙂", "\ud7ff",
    "' OR 1=1 --", "../../etc/passwd", "${7*7}", "{{7*7}}", "\r\nSet-Cookie: a=b", "null", "[]", "<b>", "\u202e",
    "31.02.2027", "01.01.0001", "31.12.9999", "1.1.99999",
)  # fmt: skip
EN_AF_HVER_SLAGS = ("a" * 2_000, "9" * 400, "-1", "٣")
"""Et NUL afvises i døren, se ovenfor, og når ingen side."""
VAERDIER = st.text(max_size=40) | st.integers().map(str) | st.sampled_from(SLEMME)
PARAMETRE = st.dictionaries(st.sampled_from(NAVNE) | st.text(max_size=8), VAERDIER, max_size=6)
HTMX = st.sampled_from([{}, {"HX-Request": "true"}])
ANTAL = int(os.environ.get("VAERDIER_ANTAL", "40"))
"""``make test-fuzz`` prøver 1.000 blandinger; de almindelige prøver nøjes med nogle få."""
ROLIG = settings(max_examples=ANTAL, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


def adresser(scene, rolle, metode):
    return [
        et.adresse
        for linje in MATRIX
        for et in maal(scene, linje, rolle)
        if et.ser(rolle) and (linje.hent if metode == "get" else linje.goer) and "konto" not in et.adresse
    ]


def test_navnene_er_dem_koden_bruger():
    assert {"til", "opgave", "aftryk", "begrundelse", "q"} <= {*NAVNE} and len(NAVNE) > 80


@pytest.mark.parametrize("hoveder", [{}, {"HX-Request": "true"}])
def test_et_nul_afvises_med_en_saetning(scene, hoveder):
    klient, her = scene.klient("anna"), "/projekter/0751/SAPA/katalog/"
    svar = [klient.get(her + "?til=%00", headers=hoveder), klient.get(her + "?\0=1", headers=hoveder),
            klient.post(her, {"valg-\0": "tag-med"}, headers=hoveder)]  # fmt: skip
    assert [(et.status_code, "NUL-tegn" in et.text) for et in svar] == [(400, True)] * 3


@pytest.mark.parametrize("rolle", ["anna", "karen"])
def test_en_slem_vaerdi_i_alle_parametre_faar_ingen_side_til_at_fejle(scene, rolle):
    klient = scene.klient(rolle)
    for adresse in {adresse.partition("?")[0] for adresse in adresser(scene, rolle, "get")}:
        for vaerdi in EN_AF_HVER_SLAGS if connection.vendor == "sqlite" else ("9" * 400,):
            assert klient.get(adresse, dict.fromkeys(I_ADRESSER, vaerdi)).status_code < 500, (adresse, vaerdi)


@pytest.mark.sqlite
@pytest.mark.parametrize("rolle", ["anna", "karen"])
def test_ingen_blanding_af_parametre_faar_en_side_til_at_fejle(scene, rolle):
    klient, sider = scene.klient(rolle), adresser(scene, rolle, "get")

    @ROLIG
    @given(st.sampled_from(sider), PARAMETRE, HTMX)
    def proev(adresse, parametre, hoveder):
        assert klient.get(adresse.partition("?")[0], parametre, headers=hoveder).status_code < 500

    proev()


@pytest.mark.sqlite
@pytest.mark.parametrize("rolle", ["anna", "ada", "karen"])
def test_ingen_formular_faar_systemet_til_at_fejle(scene, rolle):
    klient, sider = scene.klient(rolle), adresser(scene, rolle, "post")

    @ROLIG
    @given(st.sampled_from(sider), PARAMETRE, HTMX)
    def proev(adresse, parametre, hoveder):
        assert klient.post(adresse, parametre, headers=hoveder).status_code < 500

    proev()


UDEN_DATABASE = [pytest.param(vaerdi, marks=pytest.mark.sqlite) for vaerdi in ("%", "a" * 500, "æ", "..", "0")]
"""Værdier, hvis svar ikke afhænger af databasen."""


@pytest.mark.parametrize("vaerdi", ["9" * 30, "F2\0", *UDEN_DATABASE])
def test_ingen_del_af_adressen_faar_en_side_til_at_fejle(scene, vaerdi):
    klient = scene.klient("anna")
    for adresse in med_en_del_som(scene, int(vaerdi) if vaerdi.isdigit() else vaerdi):
        assert klient.get(adresse).status_code < 500, adresse


def med_en_del_som(scene, vaerdi):
    """Hver adresse, hun ser, skrevet med værdien på én dels plads; to steder giver tit den samme."""
    fundne = set()
    for et in (et for linje in MATRIX for et in maal(scene, linje, "anna") if et.ser("anna")):
        for nummer in range(len(et.dele)):
            with suppress(NoReverseMatch):
                fundne.add(Maal(et.linje, et.sted, (*et.dele[:nummer], vaerdi, *et.dele[nummer + 1 :]), ()).adresse)
    return sorted(fundne)


@pytest.mark.parametrize("hoved", ["Referer", "HX-Current-URL"])
def test_en_umulig_adresse_paa_siden_der_spoerges_fra_faar_intet_til_at_fejle(verden, som, hoved):
    opgave = verden.opgave("A08")
    hoveder = {hoved: "http://[x", "HX-Request": "true"}
    svar = som(verden.anna).post(f"{opgave.get_absolute_url()}afkryds/", {"udgave": opgave.udgave}, headers=hoveder)
    assert svar.status_code == 200
