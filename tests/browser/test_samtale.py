"""Kommentar med omtale og en fil på kortet i browseren: med tastaturet alene og med musen."""

from playwright.sync_api import Page, expect

from tests.browser.gaest import Gaest, Vaert
from tests.browser.test_eget import efterse_begge

REFERAT = {"name": "Møde æøå.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7 referat"}


def kortet(gaest: Gaest) -> Page:
    """Kortet, som demoens samtale står på."""
    gaest.side.goto("/projekter/0751/SAPA/")
    gaest.side.get_by_role("link", name="U07", exact=False).first.click()
    return gaest.side


def test_efter_snabel_a_foreslaas_personer_som_vaelges_med_pil_og_enter_eller_musen(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side = kortet(anna)
    skriv = side.get_by_label("Skriv en kommentar")
    skriv.focus()
    side.keyboard.type("Spørg @b")
    expect(side.locator("#forslag").get_by_role("option", name="Bo Lindgaard")).to_be_visible()
    anna.hoer("Bo Lindgaard. Vælg med pil ned og Enter.")
    assert not efterse_begge(anna)
    side.keyboard.press("ArrowDown")
    side.keyboard.press("Enter")
    expect(skriv).to_have_value("Spørg @Bo Lindgaard ")
    side.keyboard.type("og @dor")
    side.locator("#forslag").get_by_role("option", name="Dorte Winther").click()
    expect(skriv).to_have_value("Spørg @Bo Lindgaard og @Dorte Winther ")
    expect(skriv).to_be_focused()
    side.keyboard.type("eller @b")
    side.keyboard.press("Escape")
    expect(side.locator("#forslag")).to_have_count(0)


def test_et_spoergsmaal_stilles_og_besvares_med_tastaturet(i_demoen: Vaert) -> None:
    anna, bo = i_demoen.som("Anna"), i_demoen.som("Bo")
    side = kortet(anna)
    skriv = side.get_by_label("Skriv en kommentar")
    skriv.focus()
    side.keyboard.type("Hvem tager den? <b>Haster</b>")
    skriv.evaluate("felt => { felt.style.height = '20rem'; }")
    anna.tab_til(side.locator("#spoerg-nogen"))
    side.keyboard.press("Enter")
    anna.tab_til(side.get_by_label("Bo Lindgaard"))
    side.keyboard.press("Space")
    anna.tab_til(side.get_by_role("button", name="Skriv kommentaren"), 12)
    side.keyboard.press("Enter")
    anna.hoer("Kommentaren er skrevet. Bo Lindgaard får en mail.")
    expect(side.locator("#kommentarer-overskrift")).to_be_focused()
    expect(side.locator("#kommentarer")).to_contain_text("<b>Haster</b>")
    assert not efterse_begge(anna)
    hos_bo = kortet(bo)
    expect(hos_bo.locator(".kommentar-venter")).to_have_count(1)
    hos_bo.get_by_role("button", name="Jeg har set det").click()
    bo.hoer("Spørgsmålet venter ikke på dig mere.")
    hos_bo.goto("/")
    assert not efterse_begge(bo)
    hos_bo.get_by_role("button", name="Markér som set").press("Enter")
    bo.hoer("Det er markeret som set.")
    expect(hos_bo.locator("#nyt-overskrift")).to_be_focused()
    hos_bo.reload()
    expect(hos_bo.locator("#nyt")).to_contain_text("Ingen andre har ændret noget")


def test_en_fil_laegges_hentes_slettes_og_hentes_tilbage(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side = kortet(anna)
    side.locator("#nyt-dokument summary").click()
    with anna.vagt.tillader(422):
        side.locator("#laeg-dokument").click()
        expect(side.locator("#fejloversigt")).to_contain_text("Skriv et link, eller vælg en fil.")
    expect(side.locator("#fejloversigt")).to_be_focused()
    assert not efterse_begge(anna)
    side.get_by_label("Fil (frivilligt)").set_input_files(REFERAT)
    side.locator("#laeg-dokument").focus()
    side.keyboard.press("Enter")
    anna.hoer("»Møde æøå.pdf« er lagt på U07.")
    with side.expect_download() as hentet:
        side.get_by_role("link", name="Møde æøå.pdf").click()
    assert hentet.value.suggested_filename == "Møde æøå.pdf"
    side.get_by_role("button", name="Slet Møde æøå.pdf").click()
    anna.hoer("»Møde æøå.pdf« er slettet. Du kan hente det tilbage i 30 dage under »Slettet«.")
    side.locator("#slettede-dokumenter summary").click()
    side.get_by_role("button", name="Hent tilbage Møde æøå.pdf").click()
    anna.hoer("»Møde æøå.pdf« er hentet tilbage.")
    expect(side.locator("#dokumenter-overskrift")).to_be_focused()
