"""Hvad en celle betyder: faser og temaer, prioritet, ja og nej, slutdatoer og rig tekst."""

from datetime import date

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from faelles.excel import EXCELFEJL, Formel, renskriv
from faelles.tekst import til_html
from opgaver.katalogimport.koder import renskriv_kode
from opgaver.katalogimport.opslag import Modelopslag, Opslag, Post
from opgaver.katalogimport.rigtekst import rens_rigtekst
from opgaver.katalogimport.widgets import (
    Fasewidget,
    JaNejWidget,
    Kodewidget,
    Opslagswidget,
    Prioritetwidget,
    Regelwidget,
    Rigtekstwidget,
    Tekstwidget,
    Tjekpunktwidget,
)

FASER = Opslag(
    "fase",
    [
        Post(1, "F1", "Initiering", ("Fase 1: Initiering", "1")),
        Post(2, "F2", "Forberedelse", ("Fase 2", "Forbedelse")),
        Post(22, "2.2", "Klargøring", ("2.2 Klargøring", "Fase 2.2 (Klargøring)")),
        Post(23, "2.3", "Idriftsættelse", ("2.3 Idriftssættelse",)),
    ],
)
TEMAER = Opslag(
    "hovedopgave",
    [Post(9, "9", "Arbejdsgange og organisering", ("Arbejdsgange",)), Post(10, "10", "Go-live", ("Hyper-care",))],
)
MODEL = Modelopslag(FASER, TEMAER, {1: 1, 2: 2, 22: 2, 23: 2}, foerste_fase=1)


class Advarsler(list):
    def __call__(self, row, felt, vaerdi, besked):
        self.append(besked)


@pytest.fixture
def advarsler():
    return Advarsler()


@pytest.mark.parametrize(
    ("tekst", "fase"),
    [
        ("Klargøring", 22),
        ("klargøring ", 22),
        ("2.2", 22),
        ("2,2 Klargøring", 22),
        ("Fase 2.2 (Klargøring)", 22),
        ("F2", 2),
        ("Fase 2", 2),
        ("Fase 1: Initiering", 1),
        ("FASE F2", 2),
    ],
)
def test_en_fase_kendes_paa_kode_og_navn_uden_advarsel(tekst, fase, advarsler):
    assert Fasewidget(MODEL, advarsler).clean(tekst) == fase
    assert advarsler == []


@pytest.mark.parametrize(
    ("tekst", "fase"),
    [("Forbedelse", 2), ("2.3 Idriftssættelse", 23), ("Klargørng", 22), ("2.2 Klargoring", 22), ("Initieringg", 1)],
)
def test_en_anden_stavemaade_forstaas_med_en_advarsel(tekst, fase, advarsler):
    assert Fasewidget(MODEL, advarsler).clean(tekst) == fase
    assert advarsler[0].startswith("Forstået som ")


@pytest.mark.parametrize("tekst", ["22", "Opstart", "F9", "F3", "Klar", "3.2 Klargørng", "2.9 Klargøring"])
def test_en_ukendt_fase_er_en_fejl(tekst, advarsler):
    with pytest.raises(ValueError, match="er ikke en fase i fasemodellen"):
        Fasewidget(MODEL, advarsler).clean(tekst)


def test_en_ukendt_fase_foreslaar_den_naermeste(advarsler):
    with pytest.raises(ValueError, match=r"Mente du 2\.2 Klargøring\?"):
        Fasewidget(MODEL, advarsler).clean("Klargøringsdel")


@pytest.mark.parametrize(
    ("tekst", "kandidater"),
    [
        ("2.3 Klargøring", "2.3 Idriftsættelse eller 2.2 Klargøring"),
        ("F2 Klargøring", "F2 Forberedelse eller 2.2 Klargøring"),
        ("Klargøring/idriftsættelse", "2.2 Klargøring eller 2.3 Idriftsættelse"),
        ("Initiering og forberedelse", "F1 Initiering eller F2 Forberedelse"),
        ("F1, F2", "F1 Initiering eller F2 Forberedelse"),
    ],
)
def test_en_flertydig_fase_er_en_fejl_der_naevner_dem_den_kan_vaere(tekst, kandidater, advarsler):
    with pytest.raises(ValueError, match=f"Den kan være {kandidater}"):
        Fasewidget(MODEL, advarsler).clean(tekst)


def test_et_synonym_hos_to_er_flertydigt_men_et_navn_gaar_forud(advarsler):
    opslag = Opslag("fase", [Post(1, "A", "Drift", ("Fælles",)), Post(2, "B", "Test", ("Fælles", "Drift"))])
    assert opslag.find("Drift").post.pk == 1
    assert opslag.find("Fælles") is None
    assert "Den kan være A Drift eller B Test" in opslag.ukendt("Fælles")


def test_en_slaafejl_der_ligner_to_er_flertydig():
    opslag = Opslag("tema", [Post(1, "1", "Uddannelse A"), Post(2, "2", "Uddannelse B")])
    assert opslag.find("Uddannelse") is None
    assert "Den kan være 1 Uddannelse A eller 2 Uddannelse B" in opslag.ukendt("Uddannelse")


def test_en_ukendt_fase_uden_nabo_naevner_dem_alle(advarsler):
    with pytest.raises(ValueError, match=r"De kendte er: F1 Initiering, F2 Forberedelse"):
        Fasewidget(MODEL, advarsler).clean("xyz")


def test_en_fase_som_excel_har_gjort_til_en_dato_faar_et_raad(advarsler):
    with pytest.raises(ValueError, match="formatér kolonnen som tekst"):
        Fasewidget(MODEL, advarsler).clean(date(2027, 2, 2))


def test_uden_fase_er_det_den_foerste_med_en_advarsel(advarsler):
    assert Fasewidget(MODEL, advarsler).clean(None) == 1
    assert advarsler == ["Opgaven har ingen fase og er lagt i F1 Initiering."]


@pytest.mark.parametrize("tekst", ["9", 9, 9.0, "Arbejdsgange og organisering", "arbejdsgange & organisering"])
def test_et_tema_kendes_paa_nummer_og_navn(tekst, advarsler):
    assert Opslagswidget(TEMAER, "hovedopgave", advarsler).clean(tekst) == 9
    assert advarsler == []


@pytest.mark.parametrize("tekst", ["", None, "-", "–"])
def test_et_tema_maa_mangle(tekst, advarsler):
    assert Opslagswidget(TEMAER, "hovedopgave", advarsler).clean(tekst) is None


def test_det_viste_laeses_tilbage_til_det_samme(advarsler):
    for widget in (Fasewidget(MODEL, advarsler), Opslagswidget(TEMAER, "hovedopgave", advarsler)):
        for post in widget.opslag.poster:
            assert widget.clean(widget.render(post.pk)) == post.pk
    assert advarsler == []


@pytest.mark.parametrize(
    ("tekst", "fase"),
    [
        ("F2", 2),
        ("F2→F3", 2),
        ("F2 -> F3", 2),
        ("F2 - F3", 2),
        ("fra F2 til F3", 2),
        ("Forberedelse", 2),
        ("nej", None),
        ("", None),
        ("ja", 2),
        ("x", 2),
        (True, 2),
    ],
)
def test_tjekpunkt_for_er_den_fase_der_forlades(tekst, fase, advarsler):
    assert Tjekpunktwidget(MODEL, advarsler).clean(tekst, {"fase": "Klargøring"}) == fase
    assert advarsler == []


def test_et_tal_som_tjekpunkt_er_fasen_og_det_siges(advarsler):
    assert Tjekpunktwidget(MODEL, advarsler).clean(1, {"fase": "Klargøring"}) == 1
    assert "ikke som ja eller nej" in advarsler[0]


@pytest.mark.parametrize(
    ("tekst", "prioritet"),
    [
        ("Skal", "obligatorisk"),
        ("OBLIGATORISK", "obligatorisk"),
        ("obligatoriske", "obligatorisk"),
        ("Kan", "valgfri"),
        ("valgfrit", "valgfri"),
        ("Anbefalet", "anbefalet"),
        ("Bør", "anbefalet"),
        ("", "anbefalet"),
        (None, "anbefalet"),
    ],
)
def test_prioriteten_kendes(tekst, prioritet):
    assert Prioritetwidget().clean(tekst) == prioritet


def test_en_ukendt_prioritet_er_en_fejl_der_naevner_de_tre():
    with pytest.raises(ValueError, match="Skriv Obligatorisk, Anbefalet eller Valgfri"):
        Prioritetwidget().clean("Høj")


@pytest.mark.parametrize("tekst", ["ja", "Ja", "x", "X", True, 1, "sand", "✓"])
def test_ja_er_ja(tekst):
    assert JaNejWidget().clean(tekst) is True


@pytest.mark.parametrize("tekst", ["nej", "", None, False, 0, "-", "falsk"])
def test_nej_er_nej(tekst):
    assert JaNejWidget().clean(tekst) is False


def test_en_tom_celle_er_det_kolonnen_siger():
    assert [JaNejWidget(tom=True).clean(tekst) for tekst in ("", "-", "nej", "✓")] == [True, True, False, True]


def test_hverken_ja_eller_nej_er_en_fejl():
    with pytest.raises(ValueError, match="hverken ja eller nej"):
        JaNejWidget().clean("måske")


@pytest.mark.parametrize(
    ("celle", "regel"),
    [
        ("5 uger efter idriftsættelsen", "5 uger efter idriftsættelsesdato"),
        (date(2018, 3, 2), "2. marts 2018"),
        ("01-03-2027", "1. marts 2027"),
        ("", ""),
        (None, ""),
        ("-", ""),
    ],
)
def test_slutdatoens_regel_staar_paa_sin_faste_form(celle, regel, advarsler):
    assert Regelwidget(advarsler).clean(celle) == regel
    assert advarsler == []


@pytest.mark.parametrize("tekst", ["snarest", "når der er tid", "6. juni"])
def test_en_uforstaaet_slutdato_giver_en_advarsel_og_ingen_frist(tekst, advarsler):
    assert Regelwidget(advarsler).clean(tekst) == ""
    assert advarsler[0].endswith("Indtil da får opgaven ingen frist.")


@pytest.mark.parametrize("celle", [Formel("=A1"), "#REF!", "a" * 201])
def test_en_tekst_der_ikke_kan_bruges_er_en_fejl(celle):
    with pytest.raises(ValueError, match=r"gemt resultat|Excel-fejl|højst plads til 200"):
        Tekstwidget(200).clean(celle)


def test_en_kort_tekst_beholder_sit_punktum_og_mister_sine_maerker():
    assert Tekstwidget(200).clean("SAPA-projektleder.") == "SAPA-projektleder."
    assert Tekstwidget(200).clean("<p>Match ydelser &amp;\ntræk</p>") == "Match ydelser & træk"


@pytest.mark.parametrize(
    ("celle", "gemt"),
    [
        ("<p>En.</p> <p>To.</p>", "<p>En.</p> <p>To.</p>"),
        ("Ren tekst\nmed linjeskift & <tegn>", "Ren tekst\nmed linjeskift & <tegn>"),
        ("Skriv <kommunens navn> her", "Skriv <kommunens navn> her"),
        ("<div>En</div><div>To</div>", "<p>En</p><p>To</p>"),
        ("<h2>Overskrift</h2>Tekst <b>fed</b>", "<p>Overskrift</p>Tekst <strong>fed</strong>"),
        ("<span style='color:red'>Blot tekst &amp; mere</span>", "Blot tekst & mere"),
        ("<p onclick='x()'>Hej<script>alert(1)</script></p>", "<p>Hej</p>"),
        ("<img src=x onerror=alert(1)>Billedtekst", "Billedtekst"),
        ("<a href='javascript:x()'>klik</a>", '<a rel="noopener noreferrer">klik</a>'),
    ],
)
def test_rig_tekst_gemmes_renset_med_sine_afsnit(celle, gemt):
    assert Rigtekstwidget().clean(celle) == gemt


def test_en_for_lang_celle_er_en_fejl():
    with pytest.raises(ValueError, match="20001 tegn"):
        Rigtekstwidget().clean("a" * 20_001)


STUMPER = [
    "<p>",
    "</p>",
    "<b>",
    "<script>",
    "</div>",
    "<div class='a'>",
    "&lt;p&gt;",
    "&amp;",
    "<",
    ">",
    "tekst",
    "\n",
    "æ",
]


@pytest.mark.parametrize(
    "celle", ["&lt;p&gt;En.&lt;/p&gt;", "&amp;lt;p&amp;gt;En.&amp;lt;/p&amp;gt;", "<p>&lt;p class='x'&gt;En.</p>"]
)
def test_et_afsnitsmaerke_der_er_skrevet_ud_vises_aldrig(celle):
    vist = til_html(rens_rigtekst(celle))
    assert "En." in vist
    assert "lt;p" not in vist


@given(st.lists(st.sampled_from(STUMPER), max_size=12).map("".join))
def test_rens_af_det_rensede_aendrer_intet(tekst):
    renset = rens_rigtekst(tekst)
    assert rens_rigtekst(renset) == renset


@given(st.text(max_size=60) | st.lists(st.sampled_from(STUMPER), max_size=12).map("".join))
def test_intet_renset_kan_koere_eller_vises_som_et_afsnitsmaerke(tekst):
    vist = til_html(rens_rigtekst(tekst))
    assert "<script" not in vist
    assert "&lt;p&gt;" not in vist


@given(
    st.text(max_size=20)
    | st.lists(st.sampled_from(["<b>", "&lt;i&gt;", "A08", ")", ">", "<svg onload=x>"])).map("".join)
)
def test_koden_er_den_samme_i_tabellen_og_paa_kortet(tekst):
    kode = renskriv_kode(renskriv(tekst))
    assume(len(kode) <= 20 and kode not in EXCELFEJL)
    assert Kodewidget({}).clean(kode) == kode
