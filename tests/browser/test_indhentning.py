"""Indhentningsplanen, som en person går den: fra listens tilbud til kvitteringen og tilbage, med og uden JavaScript."""

import re

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.anlaeg import Anlaeg
from tests.browser.gaest import ADGANGSKODE, Gaest, Vaert
from tests.browser.haand import Tastatur
from tests.browser.turene import efterse_begge

VEJLE = "/projekter/0630/SAPA/"
GRUND = "Vi kom sent i gang"
GIV_RIKKE_EN_KODE = f"""
from projekter.models import Bruger
rikke = Bruger.objects.get(email="rikke@vejle.example")
rikke.set_password("{ADGANGSKODE}")
rikke.save()
"""


@pytest.fixture(scope="module")
def rikke(demoanlaeg: Anlaeg) -> str:
    """Vejles projektleder: mange frister er overskredet, og go-live er om en uge; ingen andre prøver er der."""
    demoanlaeg.manage("shell", "-v0", "-c", GIV_RIKKE_EN_KODE)
    return "rikke@vejle.example"


def antallet(gaest: Gaest) -> Locator:
    return gaest.side.get_by_label("Højst så mange frister om ugen")


def koderne(gaest: Gaest) -> list[str]:
    """Koderne på de opgaver, der kan få en ny frist."""
    return gaest.side.locator("[aria-labelledby=nye] .opgave-kode").all_inner_texts()


def test_planen_laegges_anvendes_og_fortrydes_med_tastaturet_alene_og_ingen_tilstand_har_brud(
    i_demoen: Vaert, rikke: str
) -> None:
    leder, fund = i_demoen.gaest().log_ind(rikke), list[str]()
    haand, side, tast = Tastatur(leder), leder.side, leder.side.keyboard.press
    side.goto(VEJLE)
    haand.tryk(side.get_by_role("link", name="Lav en indhentningsplan"))
    haand.skriv(side.get_by_label("Begrundelse"), f"{GRUND}. ")
    with leder.vagt.tillader(422):
        haand.skriv(antallet(leder), "0")
        tast("Enter")
        expect(side.locator("#fejloversigt")).to_be_focused()
    fund += efterse_begge(leder)
    haand.skriv(antallet(leder), "2")
    haand.tryk(haand.knap("Lav planen om"))
    expect(side.get_by_role("heading", name="Der er ikke plads til")).to_be_visible()
    fund += efterse_begge(leder)
    haand.skriv(antallet(leder), "50")
    haand.tryk(haand.knap("Lav planen om"))
    expect(side.get_by_role("heading", name="Der er ikke plads til")).to_have_count(0)
    udeladt, gjort, *_ = koderne(leder)
    haand.kryds(side.get_by_label(f"Udelad {udeladt}", exact=True))
    anden = i_demoen.gaest(storage_state=leder.kontekst.storage_state())
    anden.side.goto(f"{VEJLE}?soeg={gjort}")
    anden.fuldfoer(gjort)
    with leder.vagt.tillader(409):
        haand.tryk(haand.knap("Anvend planen").first)
        expect(side.locator("#fejloversigt")).to_be_focused()
    expect(side.locator("#fejloversigt")).to_contain_text(gjort)
    fund += efterse_begge(leder)
    expect(side.get_by_label(f"Udelad {udeladt}", exact=True)).to_be_checked()
    expect(side.get_by_label("Begrundelse")).to_have_value(re.compile(f"^{GRUND}. "))
    haand.tryk(haand.knap("Anvend planen").first)
    leder.overskrift("Indhentningsplanen gælder")
    haand.tryk(side.get_by_role("link", name="Fortryd indhentningsplanen"))
    haand.tryk(side.get_by_role("button", name="Ja, fortryd"))
    leder.overskrift("Indhentningsplanen er fortrudt")
    assert not fund, "\n".join(fund)


def test_planen_laegges_anvendes_og_fortrydes_uden_javascript(i_demoen: Vaert, rikke: str) -> None:
    leder = i_demoen.gaest(java_script_enabled=False).log_ind(rikke)
    side = leder.side
    side.goto(f"{VEJLE}indhentningsplan/")
    side.get_by_label("Begrundelse").fill(GRUND)
    with leder.vagt.tillader(422):
        for antal in ("51", "50"):
            antallet(leder).fill(antal)
            side.get_by_role("button", name="Lav planen om").click()
    side.get_by_label(f"Udelad {koderne(leder)[0]}", exact=True).check(force=True)
    side.get_by_role("button", name="Anvend planen").first.click()
    leder.overskrift("Indhentningsplanen gælder")
    expect(side.locator("main")).to_contain_text(f"Indhentningsplan: {GRUND}")
    side.get_by_role("link", name="Fortryd indhentningsplanen").click()
    side.get_by_role("button", name="Ja, fortryd").click()
    leder.overskrift("Indhentningsplanen er fortrudt")
