"""Et nyt hold, dets trin og dets pause med tastaturet alene og uden JavaScript; uden det også tidsplanens formular."""

from playwright.sync_api import expect

from tests.browser.gaest import Vaert
from tests.browser.haand import Tastatur

VITAS = "/projekter/0461/VITAS/"
GAA_VIDERE = "tr:has-text('{}') a[href$='/genoptag/']"


def test_et_hold_laves_kommer_et_trin_videre_og_holder_pause_med_tastaturet_alene(i_demoen: Vaert) -> None:
    carl = i_demoen.som("Carl")
    haand, side = Tastatur(carl), carl.side
    side.goto(f"{VITAS}etaper/")
    haand.tryk(side.get_by_role("link", name="Ny etape"))
    haand.skriv(side.get_by_label("Navn"), "Team Øst")
    haand.skriv(side.get_by_label("Go-live"), "04.03.2030")
    haand.tryk(haand.knap("Se, hvad der vil ske"))
    expect(side.get_by_role("heading", name="Det sker")).to_be_visible()
    haand.tryk(haand.knap("Opret etapen"))
    carl.besked("Team Øst er oprettet")
    hak = side.get_by_label("Team Øst: Adgang Ikke nået")
    haand.kryds(hak)
    carl.hoer("Team Øst er gemt.")
    expect(side.get_by_label("Team Øst: Adgang Nået", exact=True)).to_be_focused()
    haand.tryk(side.get_by_role("link", name="Sæt Team Øst på pause"))
    haand.skriv(side.get_by_label("Begrundelse"), "Holdet venter på nye lokaler")
    haand.tryk(haand.knap("Sæt etapen på pause"))
    carl.besked("Team Øst er på pause")
    haand.tryk(side.locator(GAA_VIDERE.format("Team Øst")))
    carl.overskrift("Team Øst")


def test_et_hold_laves_kommer_et_trin_videre_og_holder_pause_uden_javascript(i_demoen: Vaert) -> None:
    carl = i_demoen.som("Carl", java_script_enabled=False)
    side = carl.side
    side.goto(f"{VITAS}etaper/ny/")
    side.get_by_label("Navn").fill("Team Vest")
    side.get_by_label("Go-live").fill("04.03.2030")
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    side.get_by_role("button", name="Opret etapen").click()
    carl.besked("Team Vest er oprettet")
    side.get_by_label("Team Vest: Adgang Ikke nået").check(force=True)
    side.get_by_role("button", name="Gem Adgang for Team Vest").click()
    carl.besked("Team Vest er gemt.")
    expect(side.get_by_label("Team Vest: Adgang Nået", exact=True)).to_be_checked()
    side.get_by_role("link", name="Sæt Team Vest på pause").click()
    side.get_by_label("Begrundelse").fill("Holdet venter på nye lokaler")
    side.get_by_role("button", name="Sæt etapen på pause").click()
    carl.besked("Team Vest er på pause")
    side.locator(GAA_VIDERE.format("Team Vest")).click()
    carl.overskrift("Team Vest")


def test_vinduernes_laengde_vaelges_og_kalenderen_blades_uden_javascript(i_demoen: Vaert) -> None:
    carl = i_demoen.som("Carl", java_script_enabled=False)
    side = carl.side
    side.goto(f"{VITAS}tidsplan/")
    side.get_by_text("Vælg, hvor længe de varer").click()
    side.get_by_label("Hyper-care varer").select_option("9")
    side.get_by_role("button", name="Gem længderne").click()
    carl.besked("hyper-care 9 arbejdsdage")
    side.get_by_role("link", name="Vis som månedskalender").click()
    maaned = side.locator("#maaned").inner_text()
    side.get_by_role("navigation", name="Måned", exact=True).get_by_role("link").last.click()
    expect(side.locator("#maaned")).not_to_have_text(maaned)
