"""Tidsplanen, kalenderen og milepælen med tastaturet alene, og når milepælen bliver afgjort i en anden fane."""

import re
import subprocess

from playwright.sync_api import expect

from tests.browser.gaest import Gaest, Vaert
from tests.browser.haand import Tastatur

AABNE_MILEPAELE = "/projekter/0751/SAPA/tidsplan/?vis=aabne&vis=tjekpunkt"
GRUND = "Leverandøren afgør det i næste uge"


def en_milepael(gaest: Gaest, nummer: int) -> str:
    """Adressen på en åben milepæl, som planen ikke går forbi."""
    gaest.side.goto(AABNE_MILEPAELE)
    links = gaest.side.locator(".tidsplan-tabel tr:not(:has-text('kan fortsætte')) a")
    return str(links.nth(nummer).get_attribute("href"))


def test_planen_kalenderen_og_milepaelen_kan_bruges_med_tastaturet_alene(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    haand, side = Tastatur(anna), anna.side
    side.goto("/projekter/0751/SAPA/tidsplan/")
    haand.tryk(haand.fold("Filtre og visning"))
    haand.kryds(side.get_by_label("Åbne", exact=True))
    haand.kryds(side.get_by_label("Tjekpunkter", exact=True))
    haand.tryk(haand.knap("Vis opgaverne"))
    expect(side.locator("#traef")).to_be_focused()
    haand.tryk(side.get_by_role("link", name="Vis som månedskalender"))
    haand.tryk(side.get_by_role("navigation", name="Måned", exact=True).get_by_role("link").last)
    expect(side.locator("#maaned")).to_be_focused()
    haand.tryk(side.get_by_role("link", name="Vis som tidsplan"))
    haand.tryk(haand.fold("Vis som tabel"))
    haand.tryk(side.locator(".tidsplan-tabel tr:not(:has-text('kan fortsætte')) a").first)
    haand.tryk(side.locator("#milepael summary"))
    haand.skriv(side.get_by_label("Hvorfor kan planen fortsætte?"), GRUND)
    haand.tryk(haand.knap("Lad planen fortsætte"))
    anna.hoer("Planen kan fortsætte, selv om")
    expect(side.locator("#milepael")).to_be_focused()
    haand.tryk(haand.knap("Fortryd: vent på milepælen"))
    anna.hoer("Planen venter igen på")
    assert not anna.er_paa_siden_selv()


def test_en_milepael_afgjort_i_en_anden_fane_afvises_og_det_skrevne_staar_der_endnu(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, anden, adresse = anna.side, anna.ny_fane(), en_milepael(anna, 1)
    side.goto(adresse)
    side.locator("#milepael summary").click()
    side.get_by_label("Hvorfor kan planen fortsætte?").fill(GRUND)
    anden.goto(adresse)
    anden.get_by_label("Status").select_option(label="Ikke relevant")
    anden.locator("#lokalt textarea[name=begrundelse]").fill("Det er afgjort på mødet.")
    anden.get_by_role("button", name="Gem", exact=True).click()
    expect(anden.locator("#opraab")).to_contain_text("er gemt: Ikke relevant.")
    with anna.vagt.tillader(409):
        side.get_by_role("button", name="Lad planen fortsætte").click()
        expect(side.locator("#fejloversigt")).to_be_focused()
    expect(side.locator("#milepael")).to_contain_text(GRUND)
    expect(side.locator("#milepael")).to_contain_text("Afgjort: ikke relevant.")


def test_paa_papir_er_der_faser_paa_foerste_ark_og_tabellen_kommer_efter_den_sidste(i_demoen: Vaert) -> None:
    side = i_demoen.som("Ada").side
    # Ingen anden prøve rører Aarhus' VITAS; i Odenses kommer der hold til, og de fylder på arket.
    side.goto("/projekter/0751/VITAS/tidsplan/")
    pdf = side.pdf(format="A4", prefer_css_page_size=True)
    ud = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf, capture_output=True, check=True).stdout
    ark = ud.decode().split("\f")
    faser = [next(n for n, tekst in enumerate(ark) if re.search(rf"^ *V{v} .* opg", tekst, re.M)) for v in range(1, 6)]
    tabellen = next(n for n, tekst in enumerate(ark) if re.search("Opgave +Frist +Tilstand", tekst))
    assert faser[:3] == [0, 0, 0] and faser == sorted(faser)
    assert faser[-1] < tabellen <= 2
