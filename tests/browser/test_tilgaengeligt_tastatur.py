"""Det, en række, et kort og en fejl viser, efterset af axe, og det, axe ikke kan se: fokus og tastatur."""

from playwright.sync_api import expect

from tests.browser.eftersyn import efterse
from tests.browser.gaest import Vaert
from tests.browser.turene import efterse_begge

ANDRE_TILSTANDE = (
    "?visning=tavle&fase=F4",
    "?gruppe=uge&fase=F4",
    "?gruppe=ansvarlig&fase=F4",
    "?soeg=findes-ikke",
    "?visning=tavle&soeg=findes-ikke",
    "dokumenter/?soeg=findes-ikke",
)
"""Sider, turene allerede er på, vist på andre måder eller uden noget at vise."""

FOKUS_KAN_IKKE_SES = """() => {
    const e = document.activeElement;
    const tegn = [getComputedStyle(e)];
    for (const ledetekst of e.labels || [])
        tegn.push(getComputedStyle(ledetekst), getComputedStyle(ledetekst, '::before'));
    const ses = (s) => (s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0) || s.boxShadow !== 'none';
    return tegn.some(ses) ? [] : [`${e.tagName.toLowerCase()}#${e.id}.${e.className}`];
}"""


def test_fristen_paa_kortet_saettes_med_tastaturet_uden_brud(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    kode = anna.en_aaben_opgave()
    anna.side.goto(anna.opgave(kode).get_by_role("link", name=kode).first.evaluate("link => link.href"))
    anna.side.locator("#ret-frist summary").focus()
    anna.side.keyboard.press("Enter")
    anna.tab_til(anna.side.get_by_label("Ny frist"))
    anna.side.keyboard.type("10.04.2027")
    anna.side.keyboard.press("Tab")
    anna.side.keyboard.type("Aftalt med leverandøren")
    anna.side.keyboard.press("Enter")
    anna.hoer(f"Fristen for {kode} er sat til 10. april 2027.")
    expect(anna.side.locator("#lokalt-overskrift")).to_be_focused()
    assert not efterse(anna.side)
    anna.side.locator("#ret-frist summary").click()
    anna.side.get_by_role("button", name="Frigiv fristen").click()
    anna.hoer(f"{kode} følger sin regel igen.")


def test_fejl_i_formularer_har_ingen_brud_og_faar_fokus(i_demoen: Vaert) -> None:
    anna, fund = i_demoen.som("Anna"), []
    with anna.vagt.tillader(422):
        for sti, knap in (
            ("/projekter/0751/SAPA/gevinster/ny/", "Tilføj gevinsten"),
            ("/projekter/0751/SAPA/organisation/", "Tilføj plads"),
            ("/projekter/0751/SAPA/lokale/ny/", "Opret opgaven"),
            ("/projekter/0751/SAPA/masse/?fase=F4", "Se, hvad der vil ske"),
        ):
            anna.side.goto(sti)
            anna.side.get_by_role("button", name=knap).click()
            expect(anna.side.locator("#fejloversigt")).to_be_focused()
            fund += efterse_begge(anna)
    assert not fund, "\n".join(fund)


def test_en_forkert_adgangskode_giver_en_side_uden_brud(i_demoen: Vaert) -> None:
    gaest = i_demoen.gaest()
    gaest.side.goto("/konto/log-ind/")
    gaest.udfyld_login("anna@aarhus.example", "forkert")
    expect(gaest.side.locator("#fejloversigt")).to_be_focused()
    assert not efterse(gaest.side)


def test_den_aabnede_raekke_har_fokus_og_ingen_brud_heller_ikke_efter_en_fejl(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    kode = anna.en_aaben_opgave()
    # Hele listen er efterset på turen; her er det rækken.
    anna.side.goto(f"/projekter/0751/SAPA/?soeg={kode}")
    anna.opgave(kode).get_by_role("link", name=f"Ret {kode}").click()
    aabnet = anna.opgave_til_rettelse(kode)
    expect(aabnet.get_by_role("heading")).to_be_focused()
    assert not efterse(anna.side)
    aabnet.get_by_label("Status").select_option(label="Ikke relevant")
    with anna.vagt.tillader(422):
        aabnet.get_by_role("button", name="Gem", exact=True).click()
        expect(aabnet).to_contain_text("Skriv en begrundelse")
    assert not anna.er_paa_siden_selv()
    assert not efterse(anna.side)
    aabnet.get_by_role("link", name="Luk uden at gemme").click()
    expect(anna.opgave(kode).get_by_role("link", name=f"Ret {kode}")).to_be_visible()
    assert not anna.er_paa_siden_selv()


def test_fokus_kan_ses_paa_alt_man_kan_tabbe_til(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    anna.side.goto("/projekter/0751/SAPA/?vis=over_tid")
    usynlige, trin = [], 0
    anna.side.keyboard.press("Tab")
    while not anna.er_paa_siden_selv() and trin < 60:
        usynlige += anna.side.evaluate(FOKUS_KAN_IKKE_SES)
        anna.side.keyboard.press("Tab")
        trin += 1
    assert trin > 20 and not usynlige


def test_en_opgave_kan_rettes_med_tastaturet_alene(i_demoen: Vaert) -> None:
    anna = i_demoen.som("Anna")
    kode = anna.en_aaben_opgave()
    tast = anna.side.keyboard.press
    anna.opgave(kode).locator("[name=valgt]").focus()
    anna.tab_til(anna.opgave(kode).get_by_role("link", name=f"Ret {kode}"))
    tast("Enter")
    expect(anna.opgave_til_rettelse(kode).get_by_role("heading")).to_be_focused()
    anna.tab_til(anna.opgave_til_rettelse(kode).get_by_label("Status"))
    anna.side.keyboard.type("Ikke r")
    tast("Tab")
    anna.side.keyboard.type("Det er gjort af andre.")
    anna.tab_til(anna.opgave_til_rettelse(kode).get_by_role("button", name="Gem", exact=True))
    tast("Enter")
    anna.hoer(f"{kode} er gemt: Ikke relevant.")
    assert not anna.er_paa_siden_selv()


def test_listens_og_dokumenternes_andre_tilstande_har_ingen_brud(i_demoen: Vaert) -> None:
    anna, fund = i_demoen.som("Anna"), []
    for tilstand in ANDRE_TILSTANDE:
        anna.side.goto(f"/projekter/0751/SAPA/{tilstand}")
        fund += efterse_begge(anna)
    assert not fund, "\n".join(fund)
