"""Listen over opgaver: filteret, tavlen og det, en anden ændrer imens."""

from playwright.sync_api import expect

from tests.browser.eftersyn import efterse
from tests.browser.gaest import BREDDER, Gaest, Vaert

LISTEN = "/projekter/0751/SAPA/"
SPOERG = "htmx.trigger(document.getElementById('nyt'), 'nyt')"

FOLD_UD_IMENS = """document.addEventListener("htmx:after:request", () => {
  document.getElementById("fold-fuldfoert").open = true;
}, { once: true })"""


def efterse_begge(gaest: Gaest) -> list[str]:
    fund: list[str] = []
    for bredde in BREDDER:
        gaest.i_bredden(bredde)
        fund += efterse(gaest.side)
    gaest.i_bredden("1280")
    return fund


def test_filteret_vaelges_med_tastaturet_og_gemmes_med_musen(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side = anna.side
    side.goto(LISTEN)
    side.get_by_label("Søg i opgaverne").focus()
    side.keyboard.type("AERO plan")
    side.keyboard.press("Enter")
    expect(side.locator(".filterdele")).to_contain_text("indeholder »AERO plan«")
    expect(side.locator("#traef")).to_be_focused()
    side.goto(f"{LISTEN}?vis=aabne")
    side.locator("summary", has_text="Filtre og visning (1 valgt)").click()
    side.get_by_label("Fase", exact=True).select_option(label="F2 Forberedelse")
    fund = efterse_begge(anna)
    side.get_by_role("button", name="Vis opgaverne").click()
    expect(side.locator(".filterdele")).to_contain_text("fase: F2 Forberedelse")
    side.locator("summary", has_text="Filtre og visning").click()
    side.get_by_label("Filterets navn").fill("Forberedelsen")
    side.get_by_role("button", name="Gem filteret").click()
    anna.besked("Filteret »Forberedelsen« er gemt.")
    side.goto(LISTEN)
    side.locator("summary", has_text="Filtre og visning").click()
    side.get_by_role("link", name="Forberedelsen").click()
    expect(side.locator(".filterdele")).to_contain_text("åbne")
    assert not fund, "\n".join(fund)


def test_et_kort_flyttes_med_tastaturet_og_den_der_skriver_faar_det_blot_at_vide(i_demoen: Vaert) -> None:
    anna, bo = i_demoen.som("Anna"), i_demoen.som("Bo")
    bo.side.goto(f"{LISTEN}?vis=mine&status=ikke_startet")
    kode = bo.side.locator("[data-raekke] .opgave-kode").last.inner_text()
    bo.opgave(kode).get_by_role("link", name=f"Ret {kode}").click()
    begrundelse = bo.side.get_by_label("Begrundelse")
    begrundelse.fill("Halvt skrevet")
    anna.side.goto(f"{LISTEN}?visning=tavle&vis=aabne&soeg={kode}")
    anna.i_bredden("320")
    anna.side.locator("#fold-ikke_relevant > summary").click()
    anna.i_bredden("1280")
    anna.i_bredden("320")
    expect(anna.side.locator("#fold-ikke_relevant")).to_have_attribute("open", "")
    anna.side.evaluate(FOLD_UD_IMENS)
    anna.side.get_by_label(f"Ny status for {kode}").focus()
    anna.side.keyboard.press("ArrowDown")
    anna.side.keyboard.press("Tab")
    anna.side.keyboard.press("Enter")
    anna.hoer(f"{kode} er gemt: I gang.")
    expect(anna.side.locator("#tavle-i_gang .opgave-kode", has_text=kode)).to_be_visible()
    assert anna.fokus().endswith("-flyt")
    expect(anna.side.locator("#fold-fuldfoert")).to_have_attribute("open", "")
    with bo.side.expect_response("**/opgaver/nyt/**"):
        bo.side.evaluate(SPOERG)
    bo.hoer(f"Anna Krogh har ændret {kode}.")
    expect(begrundelse).to_have_value("Halvt skrevet")
    expect(begrundelse).to_be_focused()
    assert not [*efterse_begge(anna), *efterse_begge(bo)]


def test_en_aaben_forklaring_bliver_staaende_naar_en_anden_aendrer_raekken(i_demoen: Vaert) -> None:
    anna, bo = i_demoen.som("Anna"), i_demoen.som("Bo")
    bo.side.goto(f"{LISTEN}?vis=mine&status=ikke_startet")
    kode = bo.side.locator("[data-raekke] .opgave-kode").first.inner_text()
    anna.side.goto(f"{LISTEN}?soeg={kode}")
    anna.opgave(kode).locator(".hvorfor summary").click()
    anna.side.get_by_label("Søg i opgaverne").focus()
    spurgt: list[str] = []
    anna.side.on("request", lambda kald: spurgt.append(kald.url))
    anna.side.evaluate("Object.defineProperty(document, 'hidden', { value: true, configurable: true })")
    anna.side.evaluate(SPOERG)
    bo.fuldfoer(kode)
    assert not spurgt, "En fane, der ikke ses, spørger ikke."
    anna.side.evaluate("delete document.hidden")
    anna.side.evaluate(SPOERG)
    anna.hoer(f"Bo Lindgaard har ændret {kode}.")
    expect(anna.opgave(kode)).to_contain_text("Fuldført")
    expect(anna.opgave(kode).locator(".hvorfor")).to_have_attribute("open", "")
    svar = '<div id="nyt" data-projektet="Projektets datoer er flyttet." data-mange="" hidden></div>'
    anna.side.route("**/opgaver/nyt/**", lambda kald: kald.fulfill(body=svar, content_type="text/html"))
    anna.side.evaluate(SPOERG)
    anna.hoer("Projektets datoer er flyttet.")
    linje = anna.side.locator(".nyt-linje", has_text="Projektets datoer er flyttet.")
    expect(linje.get_by_role("link", name="Hent listen igen")).to_be_visible()
