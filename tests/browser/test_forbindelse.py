"""Når noget går galt mellem browser og server: udløbet login, et gammelt mærke, en server, der er nede."""

from playwright.sync_api import expect

from tests.browser.eftersyn import efterse
from tests.browser.gaest import Gaest, Vaert

INGEN_FORBINDELSE = "Der er ingen forbindelse til serveren."


def test_et_udloebet_login_taber_ikke_det_skrevne(i_demoen: Vaert) -> None:
    anna = i_demoen.gaest().log_ind_i_demoen("Anna")
    kode = aabn_og_skriv(anna)
    aabnet = anna.opgave_til_rettelse(kode)
    anna.kontekst.clear_cookies(name="sessionid")
    with anna.vagt.tillader(401):
        aabnet.get_by_role("button", name="Gem", exact=True).click()
        anna.besked("Du er logget ud.")
    anna.vagt.fund += efterse(anna.side)
    with anna.kontekst.expect_page() as ny:
        anna.side.get_by_role("link", name="Log ind i en ny fane").press("Enter")
    ny.value.get_by_role("button", name="Anna Krogh").click()
    expect(ny.value.get_by_role("heading", level=1)).to_have_text("Du er logget ind igen")
    ny.value.close()
    expect(aabnet.get_by_label("Begrundelse")).to_have_value("En lang forklaring, der tog tid at skrive.")
    aabnet.get_by_label("Status").select_option(label="Ikke relevant")
    aabnet.get_by_role("button", name="Gem", exact=True).click()
    anna.hoer(f"{kode} er gemt: Ikke relevant.")
    expect(anna.side.locator("#logget-ud")).to_have_count(0)


def test_uden_htmx_kan_det_skrevne_sendes_igen_efter_et_nyt_login(i_demoen: Vaert) -> None:
    carl = i_demoen.gaest(java_script_enabled=False).log_ind_i_demoen("Carl")
    carl.side.goto("/projekter/0461/SAPA/gevinster/ny/")
    for navn, vaerdi in (("Titel", "Kortere ventetid"), ("Enhed", "minutter"), ("Mål", "5")):
        carl.side.get_by_label(navn, exact=True).fill(vaerdi)
    carl.side.get_by_role("radio").first.check()
    carl.kontekst.clear_cookies(name="sessionid")
    with carl.vagt.tillader(401, 403):
        carl.side.get_by_role("button", name="Tilføj gevinsten").click()
        carl.overskrift("Du er logget ud")
        with carl.kontekst.expect_page() as ny:
            carl.side.get_by_role("link", name="Log ind").click()
        ny.value.get_by_role("button", name="Carl Holst").click()
        expect(ny.value.get_by_role("heading", level=1)).to_have_text("Du er logget ind igen")
        carl.side.get_by_role("button", name="Send det igen").click()
        carl.overskrift("Send det igen")
        carl.side.get_by_role("button", name="Send det igen").click()
    expect(carl.side.get_by_text("Kortere ventetid").first).to_be_visible()


def test_en_fane_fra_foer_et_nyt_login_faar_at_vide_at_intet_er_gemt(i_demoen: Vaert) -> None:
    bo = i_demoen.gaest().log_ind_i_demoen("Bo")
    bo.side.goto("/projekter/0751/SAPA/?vis=mine")
    kode = bo.side.locator("[data-raekke] .opgave-kode").first.inner_text()
    anden = bo.ny_fane()
    anden.goto("/")
    anden.get_by_role("button", name="Log af").first.click()
    anden.get_by_role("button", name="Bo Lindgaard").click()
    expect(anden.get_by_role("heading", level=1)).to_have_text("Min side")
    with bo.vagt.tillader(403):
        bo.flueben(kode).click()
        bo.besked("Siden er blevet for gammel")
    bo.side.reload()
    expect(bo.flueben(kode)).not_to_be_checked()


def aabn_og_skriv(anna: Gaest) -> str:
    """Åbn en opgave til rettelse, og skriv noget, der ikke må gå tabt."""
    kode = anna.en_aaben_opgave()
    anna.opgave(kode).get_by_role("link", name=f"Ret {kode}").click()
    aabnet = anna.opgave_til_rettelse(kode)
    aabnet.get_by_label("Begrundelse").fill("En lang forklaring, der tog tid at skrive.")
    return kode


def test_det_skrevne_bliver_staaende_naar_serveren_er_nede(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    kode = aabn_og_skriv(anna)
    aabnet = anna.opgave_til_rettelse(kode)
    with anna.vagt.uden_forbindelse(anna.side):
        aabnet.get_by_role("button", name="Gem", exact=True).click()
        anna.besked(INGEN_FORBINDELSE)
    expect(aabnet.get_by_label("Begrundelse")).to_have_value("En lang forklaring, der tog tid at skrive.")
    aabnet.get_by_label("Status").select_option(label="Ikke relevant")
    aabnet.get_by_role("button", name="Gem", exact=True).click()
    anna.hoer(f"{kode} er gemt: Ikke relevant.")


def test_et_flueben_ser_ikke_gemt_ud_naar_serveren_er_nede(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    kode = anna.en_aaben_opgave()
    with anna.vagt.uden_forbindelse(anna.side):
        anna.flueben(kode).click()
        anna.besked(INGEN_FORBINDELSE)
    expect(anna.flueben(kode)).not_to_be_checked()
    anna.fuldfoer(kode)


def test_en_fejl_paa_serveren_bliver_sagt_paa_dansk_og_det_skrevne_staar(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    kode = aabn_og_skriv(anna)
    aabnet = anna.opgave_til_rettelse(kode)
    anna.side.route("**/ret/", lambda rute: rute.fulfill(status=500, body="<h1>Server Error</h1>"))
    with anna.vagt.tillader(500):
        aabnet.get_by_role("button", name="Gem", exact=True).click()
        anna.besked("Der skete en fejl hos os, og ændringen er ikke gemt.")
    expect(anna.side.get_by_text("Server Error")).to_have_count(0)
    expect(aabnet.get_by_label("Begrundelse")).to_have_value("En lang forklaring, der tog tid at skrive.")


def test_tilbage_efter_log_af_viser_intet_fra_projektet(i_demoen: Vaert) -> None:
    dorte = i_demoen.gaest().log_ind_i_demoen("Dorte")
    dorte.side.goto("/projekter/0751/SAPA/")
    dorte.side.get_by_role("button", name="Log af").first.click()
    dorte.overskrift("Log ind")
    dorte.side.go_back()
    dorte.overskrift("Log ind")
    assert dorte.side.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]
