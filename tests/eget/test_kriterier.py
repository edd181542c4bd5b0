"""Kvalitetskriterierne delt op, og deres flueben."""

from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from faelles.tekst import til_linjer
from opgaver.kriterier import gentagne, noegle, saml


def ordene(tekst):
    return [et.tekst for et in saml(tekst, "", []).krav]


@pytest.mark.parametrize(
    "tekst",
    [
        "Alle er hørt.\n\nPlanen er godkendt.",
        "- Alle er hørt.\r\n• Planen er godkendt.",
        "<p>Alle er hørt.</p><p>Planen er godkendt.</p>",
        "<ul><li>Alle er hørt.</li><li>Planen er\n godkendt.</li></ul>",
        "Alle er hørt.<br>Planen er <strong>godkendt</strong>.",
        "<ul><li>Alle er hørt.<ul><li>Planen er godkendt.</li></ul></li></ul>",
    ],
)
def test_hver_linje_og_hvert_punkt_er_et_kriterium(tekst):
    assert ordene(tekst) == ["Alle er hørt.", "Planen er godkendt."]


def test_en_indledning_har_intet_flueben():
    kriterier = saml("<p>Det skal være på plads:</p><ul><li>Alle er hørt</li></ul>", "", [])
    assert [(et.tekst, et.er_indledning) for et in kriterier.alle] == [
        ("Det skal være på plads:", True),
        ("Alle er hørt", False),
    ]
    assert kriterier.mangler == "Kvalitetskriteriet er ikke krydset af"


def test_fed_og_links_bevares_og_alt_andet_renses():
    [et] = saml('<p><strong>Alle</strong> <script>x</script><a href="https://b.example">her</a></p>', "", []).krav
    assert "<strong>Alle</strong>" in et.html and 'href="https://b.example"' in et.html and "script" not in et.html


def test_egen_tekst_er_aldrig_html():
    [et] = saml("", "<b>Vi</b> & de andre", []).krav
    assert et.html == "&lt;b&gt;Vi&lt;/b&gt; &amp; de andre"


def test_egne_kommer_efter_udgiverens_og_det_samme_to_gange_er_et():
    kriterier = saml("Alle er hørt.", "alle er  hørt\nLederen har sagt ja", [])
    assert [(et.tekst, et.er_eget) for et in kriterier.krav] == [
        ("Alle er hørt.", False),
        ("Lederen har sagt ja", True),
    ]


def test_mellemrum_store_bogstaver_og_punktum_goer_ingen_forskel():
    assert noegle("Alle  er hørt.") == noegle("alle er HØRT") != noegle("Alle er spurgt")


def test_uden_kriterier_er_der_intet_at_mangle():
    assert (saml("", "", []).mangler, saml("", "", []).tekst) == ("", "")


@given(st.lists(st.text(min_size=1), max_size=8), st.lists(st.integers(0, 9), max_size=6))
def test_intet_flueben_forsvinder(linjer, satte):
    tekst = "\n".join(linjer)
    flueben = [SimpleNamespace(noegle=noegle(et)) for et in {*ordene(tekst)[:3], *map(str, satte)}]
    kriterier = saml(tekst, "", flueben)
    vist = [et.flueben for et in kriterier.krav if et.flueben]
    assert {et.noegle for et in [*vist, *kriterier.tidligere]} == {et.noegle for et in flueben}


@given(st.text())
def test_hver_linje_er_sikker_og_deles_ikke_igen(tekst):
    for linje in til_linjer(tekst):
        assert til_linjer(f"<p>{linje}</p>") == [linje]


def test_et_eget_kriterium_med_indledningens_ord_forsvinder_ikke():
    kriterier = saml("Det skal være på plads:\nAlle er hørt", "det skal være på plads:", [])
    assert [et.tekst for et in kriterier.krav] == ["Alle er hørt", "det skal være på plads:"]
    assert [et.er_indledning for et in kriterier.alle] == [True, False, False]


def test_et_krav_med_en_senere_indlednings_ord_forsvinder_ikke():
    kriterier = saml("Alle er hørt:\nPlanen er godkendt\nAlle er hørt:", "", [])
    assert [et.tekst for et in kriterier.krav] == ["Planen er godkendt", "Alle er hørt:"]


def test_det_egne_udgiveren_ogsaa_kraever_er_gentaget():
    assert gentagne("Alle er hørt.", "alle er  hørt\nLederen har sagt ja") == ["alle er  hørt"]
    assert gentagne("Alle er hørt:\nNoget", "Alle er hørt:") == []
