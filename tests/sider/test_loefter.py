"""Enhver side, enhver rolle ser, holder alle løfterne; og hvert løfte kan brydes."""

import pytest
from django.http import HttpResponse

from tests.sider import loefter
from tests.sider.hent import Side

pytestmark = pytest.mark.django_db

FOR_ALT = (
    loefter.intet_navn_er_tomt,
    loefter.hvert_felt_har_ledetekst,
    loefter.id_er_er_entydige,
    loefter.intet_er_indlejret,
    loefter.intet_hentes_udefra,
    loefter.formularer_sendes_hertil_med_maerke,
    loefter.tabeller_har_overskrifter,
    loefter.billeder_har_tekst,
    loefter.alle_variable_findes,
    loefter.er_velformet,
    loefter.afvisninger_er_brudstykker,
    loefter.svaret_gemmes_ikke,
    loefter.skelner_htmx_fra_hele_sider,
    loefter.har_streng_csp,
    loefter.har_sikkerhedshoveder,
)
FOR_HELE_SIDER = (
    loefter.er_paa_dansk,
    loefter.har_titel,
    loefter.har_en_hovedoverskrift,
    loefter.springer_intet_niveau_over,
    loefter.henvisninger_rammer,
)
FORKERT = (
    (loefter.er_paa_dansk, "<html lang=en>"),
    (loefter.har_titel, "<html><title> – Implementering</title>"),
    (loefter.har_en_hovedoverskrift, "<html><h1>En</h1><h1>To</h1>"),
    (loefter.springer_intet_niveau_over, "<html><main><h1>En</h1><h3>Tre</h3></main>"),
    (loefter.henvisninger_rammer, "<html><a href='#vaek'>Ned</a>"),
    (loefter.henvisninger_rammer, "<html><input aria-describedby=vaek>"),
    (loefter.intet_navn_er_tomt, "<button><svg aria-hidden=true></svg></button>"),
    (loefter.hvert_felt_har_ledetekst, "<label>Navn</label><input name=navn>"),
    (loefter.id_er_er_entydige, "<p id=a></p><p id=a></p>"),
    (loefter.intet_er_indlejret, "<p style='color:red'>Rød</p>"),
    (loefter.intet_er_indlejret, "<script>alert(1)</script>"),
    (loefter.intet_er_indlejret, "<a href=' JavaScript:alert(1)'>Se</a>"),
    (loefter.intet_er_indlejret, "<p hx-on:click='x()'>Se</p>"),
    (loefter.intet_hentes_udefra, "<img alt='' src='//evil.example/a.png'>"),
    (loefter.formularer_sendes_hertil_med_maerke, "<form method=post action=/a/></form>"),
    (loefter.formularer_sendes_hertil_med_maerke, "<form action='//evil.example'></form>"),
    (loefter.tabeller_har_overskrifter, "<table><tr><th>Navn</th></tr></table>"),
    (loefter.billeder_har_tekst, "<svg></svg>"),
    (loefter.alle_variable_findes, f"<p>{loefter.MANGLER}</p>"),
    (loefter.er_velformet, "<ul><li>En</ul></div>"),
    (loefter.afvisninger_er_brudstykker, "<html>Siden findes ikke"),
    (loefter.svaret_gemmes_ikke, "<p>Hemmeligt</p>"),
    (loefter.skelner_htmx_fra_hele_sider, "<p>Række</p>"),
    (loefter.har_streng_csp, "<p>Uden hoved</p>"),
    (loefter.har_sikkerhedshoveder, "<p>Uden hoved</p>"),
)


def brud(sider, loefte):
    """Hvert brud én gang med den første side, det ses på."""
    fundne = {}
    for side in sider:
        for hvad in loefte(side):
            fundne.setdefault(hvad, side)
    return "\n".join(f"{hvad}  ({hvor})" for hvad, hvor in fundne.items())


def navn(loefte):
    return getattr(loefte, "__name__", None)


def test_mange_sider_er_hentet(hele, brudstykker):
    assert len(hele) > 200 and len(brudstykker) > 20


@pytest.mark.parametrize("loefte", FOR_ALT, ids=navn)
def test_alt_holder_loeftet(sider, loefte):
    assert brud(sider, loefte) == ""


@pytest.mark.parametrize("loefte", FOR_HELE_SIDER, ids=navn)
def test_hele_sider_holder_loeftet(hele, loefte):
    assert brud(hele, loefte) == ""


@pytest.mark.parametrize(("loefte", "html"), FORKERT, ids=navn)
def test_et_brudt_loefte_opdages(loefte, html):
    assert list(loefte(Side("GET htmx /", "anna", HttpResponse(html, status=404))))


def test_hvert_loefte_er_proevet_brudt():
    assert {loefte for loefte, _ in FORKERT} == {*FOR_ALT, *FOR_HELE_SIDER}
