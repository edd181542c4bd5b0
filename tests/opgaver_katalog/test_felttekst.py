"""Rig tekst i et felt: ingen mærker at se, og det skrevne bliver til de afsnit og lister, det ligner."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opgaver.katalogimport.felttekst import FED, KURSIV, LINK, fra_felttekst, til_felttekst
from opgaver.katalogimport.rigtekst import er_html, rens_rigtekst

PAR = [
    ("Et mål.", "Et mål."),
    ("Linje et\nlinje to", "Linje et\nlinje to"),
    ("<p>Intro</p><ul><li>et</li><li>to</li></ul>", "Intro\n\n- et\n- to"),
    ("<ol><li>et</li><li>to</li></ol><p>Slut</p>", "1. et\n2. to\n\nSlut"),
    ("<p>Se <strong>her</strong> og <em>der</em></p>", "Se **her** og _der_"),
    ('<p><a href="https://a.example/?b=1&amp;c=2">KLE</a></p>', "[KLE](https://a.example/?b=1&c=2)"),
    ("<p>a &amp; b &lt;navn&gt;<br>næste <strong>x</strong></p>", "a & b <navn>\nnæste **x**"),
]


@pytest.mark.parametrize(("gemt", "felt"), PAR)
def test_det_gemte_vises_som_tekst_og_kommer_tilbage(gemt, felt):
    assert til_felttekst(gemt) == felt
    tilbage = rens_rigtekst(fra_felttekst(felt))
    assert tilbage.replace(' rel="noopener noreferrer"', "") == gemt


@pytest.mark.parametrize(
    ("gemt", "felt"),
    [
        ("<p>Et</p> <p>To</p>", "Et\n\nTo"),
        ("<ul><li>ydre<ul><li>indre</li></ul></li></ul>", "- ydre\n- indre"),
        ("<p>  flere   mellemrum\n og linjer </p>", "flere mellemrum og linjer"),
        ("<p></p><ul><li></li></ul>", ""),
    ],
)
def test_andre_former_vises_som_laeselig_tekst(gemt, felt):
    assert til_felttekst(gemt) == felt


@pytest.mark.parametrize("tekst", ["1. marts er fristen", "-5 grader", "5 * 3 ** 2", "fil_navn_her", "a - b", "**"])
def test_almindelig_tekst_bliver_ikke_til_noget_andet(tekst):
    assert fra_felttekst(tekst) == tekst


def test_et_link_til_andet_end_net_og_mail_er_tekst():
    assert fra_felttekst("[x](javascript:alert(1))") == "[x](javascript:alert(1))"


TEKST = st.lists(
    st.sampled_from(["- ", "1. ", "2. ", "**", "_", "[a](https://b.example/)", "<", ">", "&", "\n", "ord ", '"', "p"])
)


@given(TEKST.map("".join))
def test_det_skrevne_kan_hverken_koere_eller_vise_maerker(tekst):
    html = rens_rigtekst(fra_felttekst(tekst))
    assert rens_rigtekst(html) == html
    assert not er_html(til_felttekst(html)) or er_html(tekst) or "&lt;" in html


@given(TEKST.map("".join).filter(lambda tekst: not er_html(tekst)))
def test_at_vise_og_gemme_igen_er_en_fast_form(tekst):
    foerste = til_felttekst(rens_rigtekst(fra_felttekst(tekst)))
    anden = til_felttekst(rens_rigtekst(fra_felttekst(foerste)))
    assert anden == til_felttekst(rens_rigtekst(fra_felttekst(anden)))


@pytest.mark.parametrize("moenster", [FED, KURSIV, LINK])
def test_intet_moenster_leder_uden_en_graense(moenster):
    assert not re.search(r"(?<!\\)[+*]", re.sub(r"\[[^]]*\]", "", moenster.pattern))


@pytest.mark.parametrize(
    ("skrevet", "gemt"),
    [
        (
            "**Husk** at se [vejledningen](https://a.example/x_y_z)",
            '<p><strong>Husk</strong> at se <a href="https://a.example/x_y_z">vejledningen</a></p>',
        ),
        (
            "**Se [planen](https://a.example/) nu**",
            '<p><strong>Se <a href="https://a.example/">planen</a> nu</strong></p>',
        ),
        (
            "[**Planen**](https://a.example/) og _[en til](mailto:a@b.example)_",
            '<p><a href="https://a.example/"><strong>Planen</strong></a> og '
            '<em><a href="mailto:a@b.example">en til</a></em></p>',
        ),
    ],
)
def test_en_fremhaevning_paa_en_linje_med_et_link_bliver_ved(skrevet, gemt):
    assert fra_felttekst(skrevet) == gemt
    assert fra_felttekst(til_felttekst(gemt)) == gemt
