"""Katalogets tekst er sikker HTML, og ren tekst får afsnit."""

import pytest

from faelles.tekst import rens, til_html, til_ren_tekst

FARLIGE = [
    "<script>alert(1)</script>",
    "<p onclick=alert(1)>x</p>",
    '<a href="javascript:alert(1)">x</a>',
    "<img src=x onerror=alert(1)>",
    '<p hx-get="/x" hx-trigger="load">x</p>',
    '<svg><use href="//ondt.example#a"/></svg>',
    "<iframe src=//ondt.example></iframe>",
    '<p style="position:fixed">x</p>',
]


@pytest.mark.parametrize("farlig", FARLIGE)
def test_farligt_indhold_fjernes(farlig):
    html = til_html(f"<p>før</p>{farlig}").lower()
    for ord_ in ("script", "onclick", "onerror", "hx-", "iframe", "<svg", "<img", "style", "ondt.example"):
        assert ord_ not in html


def test_afsnit_og_lister_bevares():
    assert til_html("<p>Et</p><ul><li>To</li></ul>") == "<p>Et</p><ul><li>To</li></ul>"


def test_ren_tekst_faar_afsnit_og_undslippes():
    assert til_html("A < B\n\nNæste & sidste") == "<p>A &lt; B</p><p>Næste &amp; sidste</p>"


def test_rensning_to_gange_er_som_en_gang():
    tekst = "<p>Tom & <b>fed</b> <a href='https://a.example'>her</a></p>"
    assert rens(rens(tekst)) == rens(tekst)


def test_ren_tekst_af_html_har_et_linjeskift_mellem_afsnit():
    assert til_ren_tekst("<p>Et</p><p>To &amp; tre</p>") == "Et\nTo & tre"
