"""Vagten og eftersynet kan selv fejle en prøve: hver slags fejl bliver fundet, når den er der."""

import time

import pytest

from tests.browser.eftersyn import efterse
from tests.browser.gaest import FRIST, Gaest, Vaert


@pytest.fixture
def ved_login(i_demoen: Vaert) -> Gaest:
    gaest = i_demoen.gaest()
    gaest.side.goto("/konto/log-ind/")
    return gaest


def vent_paa_fund(gaest: Gaest, fund: str) -> None:
    """Vagten hører om det, når browseren når til det; på en travl maskine går der mere end et øjeblik."""
    set_, senest = "", time.monotonic() + FRIST / 1000
    while fund not in set_ and time.monotonic() < senest:
        gaest.side.wait_for_timeout(20)
        set_ += "\n".join(gaest.vagt.afloes())
    assert fund in set_


def med(gaest: Gaest, html: str) -> Gaest:
    """Læg noget galt til sidst på siden."""
    gaest.side.evaluate("html => document.querySelector('main').insertAdjacentHTML('beforeend', html)", html)
    return gaest


@pytest.mark.parametrize(
    ("galt", "fund"),
    [
        ("<img src='https://eksempel.invalid/spor.gif' alt=''>", "kalder ud af maskinen"),
        ("<p style='color: red'>Rød</p>", "Content Security Policy"),
        ("<img src='/findes-ikke.svg' alt=''>", "svarede 404"),
    ],
)
def test_vagten_ser_det_der_ikke_maa_ske(ved_login: Gaest, galt: str, fund: str) -> None:
    vent_paa_fund(med(ved_login, galt), fund)


def test_vagten_ser_at_fokus_falder_efter_en_udskiftning(ved_login: Gaest) -> None:
    ved_login.side.get_by_label("Adgangskode").focus()
    ved_login.side.evaluate("document.dispatchEvent(new Event('htmx:before:request'))")
    ved_login.side.evaluate("document.activeElement.remove()")
    ved_login.side.evaluate("document.dispatchEvent(new Event('htmx:after:swap'))")
    vent_paa_fund(ved_login, "Fokus faldt til siden")


@pytest.mark.parametrize(
    ("galt", "fund"),
    [
        ("<input name='uden-ledetekst'>", "label"),
        ("<p><nobr>" + "langtord" * 50 + "</nobr></p>", "rager ud"),
        ("<button aria-label='lille'></button>", "for lille trykfelt"),
        ("<div class='row'><h3 class='col-3'>Implementeringsplan</h3></div>", "klemt overskrift"),
        ("<div class='row'><h3 class='col-3'>En to tre fire fem seks syv otte ni ti</h3></div>", "klemt overskrift"),
    ],
)
def test_eftersynet_finder_det_der_er_galt(ved_login: Gaest, galt: str, fund: str) -> None:
    ved_login.i_bredden("320")
    assert not efterse(ved_login.side)
    assert fund in "\n".join(efterse(med(ved_login, galt).side))
