"""Kommunens eget på kortet i browseren: teksten, fasen, kriterierne og at fuldføre, med mus og med tastatur."""

from playwright.sync_api import Page, expect

from tests.browser.eftersyn import efterse
from tests.browser.gaest import BREDDER, Gaest, Vaert

KRITERIER = "#kriterieliste .opgave-flueben"


def et_kort(gaest: Gaest, filter_: str = "vis=aabne") -> tuple[Page, str]:
    """Kortet for den første opgave i filteret, som har kvalitetskriterier, og dens kode."""
    gaest.side.goto(f"/projekter/0751/SAPA/?{filter_}")
    for sti in gaest.side.locator(".opgave-titel a").evaluate_all("alle => alle.map(a => a.pathname)"):
        gaest.side.goto(sti)
        if gaest.side.locator(f"{KRITERIER} input:not(:checked)").count() > 1:
            return gaest.side, gaest.side.locator("h1 .opgave-kode").inner_text()
    raise AssertionError("Ingen opgave har to kvalitetskriterier uden flueben")


def efterse_begge(gaest: Gaest) -> list[str]:
    fund: list[str] = []
    for bredde in BREDDER:
        gaest.i_bredden(bredde)
        fund += efterse(gaest.side)
    gaest.i_bredden("1280")
    return fund


def test_egen_tekst_skrives_med_musen_og_staar_som_skrevet(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, kode = et_kort(anna)
    side.locator("#ret-egen-tekst summary").click()
    side.get_by_label("Sådan gør I").fill("Ring til Bo.\n\n<b>Husk</b> bilag.")
    side.get_by_role("button", name="Gem teksten").click()
    anna.hoer(f"Jeres tekst om {kode} er gemt.")
    expect(side.locator("#egen-tekst")).to_contain_text("<b>Husk</b> bilag.")
    expect(side.locator("#egen-tekst-overskrift")).to_be_focused()
    assert not efterse_begge(anna)


def test_egen_tekst_skrives_med_tastaturet(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, kode = et_kort(anna)
    side.locator("#ret-egen-tekst summary").focus()
    side.keyboard.press("Enter")
    expect(side.get_by_label("Sådan gør I")).to_be_visible()
    anna.tab_til(side.get_by_label("Sådan gør I"))
    side.keyboard.type("Vi gør det om fredagen.")
    anna.tab_til(side.get_by_role("button", name="Gem teksten"))
    side.keyboard.press("Enter")
    anna.hoer(f"Jeres tekst om {kode} er gemt.")
    expect(side.locator("#egen-tekst-overskrift")).to_be_focused()


def test_et_kriterium_krydses_af_med_mus_og_tastatur_og_beholder_fokus(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, _ = et_kort(anna)
    boks = side.locator(KRITERIER).get_by_role("checkbox").first
    side.locator(KRITERIER).locator("label").first.click()
    anna.hoer("Krydset af:")
    expect(boks).to_be_checked()
    boks.focus()
    side.keyboard.press("Space")
    anna.hoer("Ikke krydset af mere:")
    expect(boks).not_to_be_checked()
    expect(boks).to_be_focused()
    side.keyboard.press("Space")
    anna.hoer("Krydset af:")
    assert not efterse_begge(anna)


def test_en_opgave_fuldfoeres_med_musen_selv_om_der_mangler_flueben(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, kode = et_kort(anna)
    side.get_by_label("Status").select_option(label="Fuldført")
    side.get_by_role("checkbox", name="Resultatet er nået").check()
    expect(side.locator(".fuldfoer")).to_contain_text("kvalitetskriterier er ikke krydset af")
    assert not efterse_begge(anna)
    side.get_by_role("button", name="Gem", exact=True).click()
    anna.besked(f"{kode} er gemt: Fuldført.")
    expect(side.locator("#lokalt .status")).to_have_text("Fuldført")


def test_et_flueben_i_listen_spoerger_i_raekken_og_tastaturet_kan_sige_nej_og_ja(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, kode = et_kort(anna)
    side.goto("/projekter/0751/SAPA/?vis=aabne")
    anna.flueben(kode).focus()
    side.keyboard.press("Space")
    aabnet = anna.opgave_til_rettelse(kode)
    expect(aabnet).to_contain_text("kvalitetskriterier er ikke krydset af")
    expect(aabnet.get_by_role("heading")).to_be_focused()
    assert not efterse_begge(anna)
    side.keyboard.press("Escape")
    expect(anna.opgave(kode).locator(".opgave-titel a")).to_be_focused()
    expect(anna.flueben(kode)).not_to_be_checked()
    anna.flueben(kode).focus()
    side.keyboard.press("Space")
    expect(aabnet.get_by_role("heading")).to_be_focused()
    anna.tab_til(anna.ja(kode))
    side.keyboard.press("Enter")
    anna.hoer(f"{kode} er gemt: Fuldført.")
    expect(anna.opgave(kode).locator(".opgave-titel a")).to_be_focused()
    assert not efterse_begge(anna)


def test_opgaven_flyttes_til_en_anden_fase_og_egne_kriterier_kan_skrives_bagefter(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, kode = et_kort(anna)
    side.locator("#ret-kriterier summary").click()
    side.get_by_label("Jeres egne kvalitetskriterier").fill("Lederen har sagt ja")
    side.locator("#ret-fase summary").click()
    side.get_by_label("Fase hos jer").select_option(label="F4 Forankring")
    side.get_by_role("button", name="Gem fasen").click()
    anna.hoer(f"{kode} står nu i F4 Forankring, jeres egen fase.")
    expect(side.locator("#kort-fase")).to_contain_text("Jeres egen fase")
    side.get_by_role("button", name="Gem kriterierne").click()
    anna.hoer(f"Jeres kvalitetskriterier for {kode} er gemt.")
    expect(side.get_by_role("list", name="Jeres egne")).to_contain_text("Lederen har sagt ja")
    assert not efterse_begge(anna)
    side.goto("/projekter/0751/SAPA/?fase=F4")
    expect(anna.opgave(kode)).to_contain_text("Egen fase")


def test_en_foraeldet_tekst_viser_begge_og_har_ingen_brud(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, kode = et_kort(anna)
    anden = anna.ny_fane()
    anden.goto(side.url)
    for fane, tekst in ((anden, "Den andens ord"), (side, "Mine egne ord")):
        fane.locator("#ret-egen-tekst summary").click()
        fane.get_by_label("Sådan gør I").fill(tekst)
    anden.get_by_role("button", name="Gem teksten").click()
    expect(anden.locator("#opraab")).to_contain_text(f"Jeres tekst om {kode} er gemt.")
    with anna.vagt.tillader(409):
        side.get_by_role("button", name="Gem teksten").click()
        expect(side.locator("#egen-tekst")).to_contain_text("Den andens ord")
    expect(side.get_by_label("Sådan gør I")).to_have_value("Mine egne ord")
    assert not anna.er_paa_siden_selv() and not efterse_begge(anna)
    side.get_by_role("button", name="Gem teksten").click()
    anna.hoer(f"Jeres tekst om {kode} er gemt.")


def test_en_formular_fra_foer_en_andens_aendring_overskriver_den_ikke_efter_en_409(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, kode = et_kort(anna, "vis=aabne&fase=2.2")
    side.locator("#ret-egen-tekst summary").click()
    side.get_by_label("Sådan gør I").fill("Mine egne ord")
    side.locator("#ret-kriterier summary").click()
    side.get_by_label("Jeres egne kvalitetskriterier").fill("Lederen har sagt ja til det")
    anden = anna.ny_fane()
    anden.goto(side.url)
    anden.locator("#ret-egen-tekst summary").click()
    anden.get_by_label("Sådan gør I").fill("Den andens ord")
    anden.get_by_role("button", name="Gem teksten").click()
    expect(anden.locator("#opraab")).to_contain_text(f"Jeres tekst om {kode} er gemt.")
    with anna.vagt.tillader(409):
        side.get_by_role("button", name="Gem kriterierne").click()
        expect(side.locator("#kriterier")).to_contain_text("er ændret, siden du åbnede siden")
    side.get_by_role("button", name="Gem kriterierne").click()
    anna.hoer(f"Jeres kvalitetskriterier for {kode} er gemt.")
    with anna.vagt.tillader(409):
        side.get_by_role("button", name="Gem teksten").click()
        expect(side.locator("#egen-tekst")).to_contain_text("Den andens ord")


def test_en_opgave_i_en_passeret_fase_aabnes_med_en_begrundelse_fra_listen(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side = anna.side
    side.goto("/projekter/0751/SAPA/?vis=fuldfoert&fase=F1")
    kode = side.locator("[data-raekke] .opgave-kode").first.inner_text()
    with anna.vagt.tillader(422):
        anna.flueben(kode).click()
        aabnet = anna.opgave_til_rettelse(kode)
        expect(aabnet).to_contain_text("Skriv i begrundelsen, hvorfor den åbnes igen.")
    expect(aabnet.get_by_role("heading")).to_be_focused()
    expect(aabnet.get_by_label("Status")).to_have_value("ikke_startet")
    assert not efterse_begge(anna)
    aabnet.get_by_label("Begrundelse").fill("Planen skal laves om")
    aabnet.get_by_role("button", name="Gem", exact=True).click()
    anna.hoer(f"{kode} er gemt: Ikke startet.")
    anna.fuldfoer(kode)


def test_tekst_flueben_og_genaabning_uden_javascript(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna", java_script_enabled=False)
    side = anna.side
    side.goto("/projekter/0751/SAPA/?vis=fuldfoert&fase=F1")
    kode = side.locator("[data-raekke] .opgave-kode").last.inner_text()
    anna.flueben(kode).uncheck()
    with anna.vagt.tillader(422):
        anna.opgave(kode).get_by_role("button", name="Gem").click()
        expect(side.locator("#lokalt")).to_contain_text("Skriv i begrundelsen, hvorfor den åbnes igen.")
    side.locator("#lokalt textarea[name=begrundelse]").fill("Planen skal laves om")
    side.get_by_role("button", name="Gem", exact=True).click()
    anna.besked(f"{kode} er gemt: Ikke startet.")
    side.locator("#ret-egen-tekst summary").click()
    side.locator("#ret-egen-tekst").get_by_role("button", name="Vis felterne").click()
    side.get_by_label("Sådan gør I").fill("Uden JavaScript")
    side.get_by_role("button", name="Gem teksten").click()
    anna.besked(f"Jeres tekst om {kode} er gemt.")
    side.locator("#ret-kriterier summary").click()
    side.locator("#ret-kriterier").get_by_role("button", name="Vis felterne").click()
    side.get_by_label("Jeres egne kvalitetskriterier").fill("Lederen har sagt ja")
    side.get_by_role("button", name="Gem kriterierne").click()
    side.get_by_role("checkbox", name="Lederen har sagt ja").check()
    side.get_by_role("button", name="Gem fluebenet ved Lederen har sagt ja").click()
    anna.besked("Krydset af: Lederen har sagt ja")
    side.get_by_label("Status").select_option(label="Fuldført")
    side.get_by_role("checkbox", name="Resultatet er nået").check()
    side.get_by_role("button", name="Gem", exact=True).click()
    anna.besked(f"{kode} er gemt: Fuldført.")


def test_opgaven_gemmes_som_pdf_paa_kortet(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    side, kode = et_kort(anna)
    side.get_by_role("button", name="Gem opgave som PDF").focus()
    side.keyboard.press("Enter")
    anna.hoer("PDF'en er klar.")
    expect(side.get_by_role("button", name="Gem opgave som PDF")).to_be_focused()
    with side.expect_download() as hentet:
        side.get_by_role("link", name=f"Hent {kode} som PDF").click()
    assert hentet.value.suggested_filename == f"opgave-0751-sapa-{kode.lower()}.pdf"
    assert not efterse_begge(anna)
