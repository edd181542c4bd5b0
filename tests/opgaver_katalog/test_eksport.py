"""Eksporten: det, der hentes, kan indlæses igen uden en forskel, og et regneark kører intet af det."""

import io
import zipfile
from contextlib import contextmanager

import openpyxl
import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from faelles.afvisning import Afvist
from faelles.excel import renskriv
from faser.models import Fase
from frister import Periode, UforstaaeligFrist, tolk
from opgaver.katalogimport.eksport import SKJOLD, filnavn, skaerm, skriv
from opgaver.katalogimport.widgets import Rigtekstwidget, Tekstwidget
from opgaver.models import Katalogopgave, Katalogversion
from opgaver.services.katalog import find_maal, proev_import

FARLIGE = ("=1+1", "+45 12 34 56 78", "-punkt", "@SUM(A1)", '=cmd|" /C calc"!A0', "'=1", "\u2010=", "=1+1")
LIGNER = ("01-03-2027", "1. marts", "2.2", "1E5", "007", "3,14", "SAND", "A08", "#N/A!", "12:30", "50 %")
SKAEVE = ('a";"b', "linje 1\nlinje 2", "- et\n- to", "<kommunens navn>", "a & b", "&lt;p&gt;", "“citat”", "_x0041_")
RIGE = (
    "<p>Et</p><p>To</p>",
    "<ul><li>=1</li></ul>",
    '<a href="https://a.example/?a=1&b=2">x</a>',
    "<b>fed</b> og mere",
)
KENDTE = st.sampled_from(FARLIGE + LIGNER + SKAEVE + RIGE)
TEKSTER = st.one_of(st.just(""), KENDTE, st.text(st.characters(exclude_characters="\ufffe\uffff"), max_size=40))
FRISTER = ("5 uger efter idriftsættelsesdato", "Senest 3 uger før go-live", "30. april 2027", "når det passer", "")


def rens(widget, tekst):
    """Det, importen gemmer; en tekst, den selv ville rette igen, er ikke gemt af den."""
    try:
        gemt = widget.clean(renskriv(tekst))
        return gemt if widget.clean(renskriv(gemt)) == gemt else ""
    except ValueError:
        return ""


linjer = TEKSTER.map(lambda tekst: rens(Tekstwidget(hoejst=200), tekst))
rige = TEKSTER.map(lambda tekst: rens(Rigtekstwidget(), tekst))
navne = st.sampled_from(["Bilag", "=Note", "KLE; nr.", "Kolonne R", "Navn", "Note (17)", "2027", "-"])


def regel_af(tekst):
    try:
        forstaaet = tolk(tekst)
    except UforstaaeligFrist:
        return ""
    return forstaaet.tekst() if forstaaet else ""


@st.composite
def kortfelter(draw):
    slutdato = draw(st.sampled_from(FRISTER))
    tekster = ("maal", "beskrivelse", "metode", "resultat", "kvalitetskriterier", "involverede_parter")
    return {
        "titel": draw(linjer) or "Titel",
        "prioritet": draw(st.sampled_from(Katalogopgave.Prioritet.values)),
        "slutdato_tekst": slutdato,
        "regel": regel_af(slutdato),
        "er_regel_konstrueret": draw(st.booleans()),
        "er_milepael": draw(st.booleans()),
        "anbefalet_udfoerer": draw(linjer),
        "oevrige_felter": {n: t for n, t in draw(st.dictionaries(navne, rige, max_size=3)).items() if t},
        **{navn: draw(rige) for navn in tekster},
    }


def lav_kladde(version, kort):
    faser, temaer = list(version.katalog.model.faser.all()), list(version.katalog.model.hovedopgaver.all())
    kladde = Katalogversion.objects.create(katalog=version.katalog, nummer="9.0")
    for nummer, felter in enumerate(kort, 1):
        henvisninger = {
            "fase": faser[nummer % len(faser)],
            "hovedopgave": temaer[nummer % 3] if nummer % 2 else None,
            "tjekpunkt_for": faser[-nummer] if nummer % 2 else None,
        }
        koden = {"kode": f"{('', '=', '2-', 'A 0')[nummer % 4]}{nummer}"}
        Katalogopgave.objects.create(version=kladde, raekkefoelge=nummer, **koden | henvisninger | felter)
    return kladde


@contextmanager
def rullet_tilbage():
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def eksporter(version, slags):
    ud = io.BytesIO()
    skriv(version, slags, ud)
    return ud.getvalue()


def genindlaes(version, slags):
    katalog = version.katalog
    maal = find_maal(katalog.loesning, version.nummer)
    return proev_import(maal, filnavn(version, slags), eksporter(version, slags))[0]


def tal(vist):
    return {navn: len(vist.resultat[navn]) for navn in ("nye", "aendrede", "udgaaede")}


INGEN = {"nye": 0, "aendrede": 0, "udgaaede": 0}


@pytest.mark.parametrize("slags", ["xlsx", "csv"])
@given(kort=st.lists(kortfelter(), min_size=1, max_size=4))
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_det_eksporterede_kommer_tilbage_uden_en_forskel(verden, slags, kort):
    with rullet_tilbage():
        kladde = lav_kladde(verden.version, kort)
        vist = genindlaes(kladde, slags)
        uforstaaede = sum(1 for felter in kort if felter["slutdato_tekst"] and not felter["regel"])
        perioder = sum(1 for felter in kort if isinstance(tolk(felter["regel"]), Periode))
        assert (tal(vist), vist.fejl, vist.er_uaendret) == (INGEN, [], True), [
            f["felter"] for f in vist.resultat["aendrede"]
        ]
        assert len(vist.advarsler) == uforstaaede + perioder


@pytest.mark.parametrize("slags", ["xlsx", "csv"])
def test_det_udgivne_katalog_kommer_tilbage_uden_en_forskel(verden, slags):
    vist = genindlaes(verden.version, slags)
    assert (vist.er_uaendret, vist.fejl, vist.advarsler) == (True, [], [])


@pytest.mark.parametrize("slags", ["xlsx", "csv"])
def test_en_regel_uden_tekst_kommer_tilbage_uden_en_forskel(verden, slags):
    kladde = lav_kladde(verden.version, [{"titel": "T", "regel": "5 uger efter go-live", "slutdato_tekst": ""}])
    assert b"go-live" in eksporter(kladde, "csv") and genindlaes(kladde, slags).er_uaendret


def test_en_regel_uden_tekst_der_slettes_i_filen_er_en_forskel(verden):
    kladde = lav_kladde(verden.version, [{"kode": "A", "titel": "T", "regel": "5 uger efter go-live"}])
    maal = find_maal(verden.sapa, kladde.nummer)
    vist, _ = proev_import(maal, "a.csv", eksporter(kladde, "csv").replace(b"5 uger efter go-live", b""))
    assert [felt["felt"] for felt in vist.resultat["aendrede"][0]["felter"]] == ["Slutdato", "Slutdato, forstået som"]


def test_en_fase_hvis_navn_ligner_fra_og_til_kommer_tilbage_som_tjekpunkt(verden):
    fase = Fase.objects.create(model=verden.model, kode="F5", navn="Klar til go-live", raekkefoelge=99)
    kladde = lav_kladde(verden.version, [{"titel": "T", "tjekpunkt_for": fase}])
    assert genindlaes(kladde, "xlsx").er_uaendret


def celler(data):
    ark = openpyxl.load_workbook(io.BytesIO(data)).active
    return [celle for raekke in ark.iter_rows() for celle in raekke if celle.value is not None]


@pytest.mark.parametrize("tekst", FARLIGE[:5])
def test_intet_i_excel_filen_er_en_formel(verden, tekst):
    kladde = lav_kladde(verden.version, [{"titel": tekst, "maal": tekst, "oevrige_felter": {tekst: tekst}}])
    data = eksporter(kladde, "xlsx")
    fundne = [celle for celle in celler(data) if celle.value == tekst]
    assert len(fundne) == 4 and {celle.data_type for celle in celler(data)} == {"s"}
    assert all(celle.quotePrefix for celle in fundne if celle.row > 1)
    assert b"<f" not in zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml")


def test_csv_til_dansk_excel_har_bom_semikolon_og_crlf(verden):
    data = eksporter(verden.version, "csv")
    assert data.startswith("\ufeffOpgavekode;Titel;Fase;Tema;".encode()) and data.count(b"\r\n") == 8


@pytest.mark.parametrize("tekst", [*FARLIGE[:5], *LIGNER[:7], "30. april 2027", "\t=1"])
def test_ingen_celle_i_csv_begynder_med_noget_et_regneark_regner_paa(tekst):
    assert skaerm(tekst) == SKJOLD + tekst


@pytest.mark.parametrize("tekst", ["2.2 Klargøring", "A08", "", "Mål", "5 uger efter go-live", "'=1"])
def test_almindelig_tekst_staar_uroert_i_csv(tekst):
    assert skaerm(tekst) == tekst


def test_kortenes_orden_arkets_navn_og_den_faste_raekke(verden):
    ark = openpyxl.load_workbook(io.BytesIO(eksporter(verden.version, "xlsx"))).active
    assert [celle.value for celle in ark["A"]][1:] == [kort.kode for kort in verden.version.kort.all()]
    assert (ark.title, ark.freeze_panes, ark.column_dimensions["K"].width) == ("SAPA 1.0", "C2", 44)


def test_en_tekst_laengere_end_en_celle_skaeres_ikke_af(verden):
    kladde = lav_kladde(verden.version, [{"titel": "T", "maal": "a" * 32_768}])
    with pytest.raises(Afvist, match="Hent kataloget som CSV"):
        eksporter(kladde, "xlsx")
    assert "a" * 32_768 in eksporter(kladde, "csv").decode()


def test_tegn_der_ikke_kan_staa_i_en_projektmappe_goer_den_ikke_ulaeselig(verden):
    kladde = lav_kladde(verden.version, [{"titel": "T\uffff", "maal": "\ufffe"}])
    assert celler(eksporter(kladde, "xlsx"))


def test_lange_tekster_med_kommaer_forveksles_ikke_med_skilletegn(verden):
    kladde = lav_kladde(verden.version, [{"titel": "T", "maal": "et, to, tre, fire, fem, " * 20 + "seks"}])
    assert genindlaes(kladde, "csv").er_uaendret
