"""Det, man først ser, når man gør noget, efterset af axe i alle bredder, og det, axe ikke kan se: fokus og tastatur."""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.browser.eftersyn import efterse
from tests.browser.gaest import Vaert
from tests.browser.nyversion import NY_VERSION, VAEK_IGEN
from tests.browser.turene import I_TRIN, efterse_begge, sidens_navn

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


@pytest.fixture(scope="module")
def efterset() -> set[str]:
    """Navnene på de adresser, hvis sider er efterset."""
    return set()


def test_mange_opgaver_aendres_med_tastaturet_alene_og_ingen_af_trinene_har_brud(
    i_demoen: Vaert, efterset: set[str]
) -> None:
    anna = i_demoen.som("Anna")
    side, fund, tast = anna.side, [], anna.side.keyboard.press
    side.goto("/projekter/0751/SAPA/?vis=aabne&fase=F4")
    for taster in ("jx", "jx"):
        side.keyboard.type(taster)
    anna.hoer("2 opgaver er valgt.")
    fund += efterse_begge(anna)
    tast("?")
    expect(side.get_by_role("dialog", name="Genveje på tastaturet")).to_be_visible()
    fund += efterse_begge(anna)
    side.keyboard.type("jx")
    tast("Escape")
    anna.hoer("2 opgaver er valgt.")
    tast("m")
    tast("Enter")
    anna.overskrift("Ændr 2 opgaver")
    side.get_by_role("radio", name="Frist: sæt").focus()
    tast("Space")
    anna.tab_til(side.get_by_label("Ny frist"))
    side.keyboard.type("1/3-28")
    tast("Tab")
    side.keyboard.type("Leverandøren er forsinket")
    fund += efterse_begge(anna)
    tast("Tab")
    tast("Enter")
    anna.overskrift("Det sker, når du siger ja")
    fund += efterse_begge(anna)
    anna.tab_til(side.get_by_role("button", name="Ændr 2 opgaver"), hoejst=30)
    tast("Enter")
    anna.besked("2 opgaver er ændret. Frist: 1. marts 2028.")
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(anna)
    side.get_by_role("button", name="Fortryd ændringen").press("Enter")
    anna.besked("Fortrudt. 2 opgaver er, som de var.")
    assert not fund, "\n".join(fund)


def test_flytningens_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    side, fund = anna.side, []
    side.goto("/projekter/0751/SAPA/datoer/")
    idriftsaettelse = side.get_by_label("Idriftsættelse")
    nye = [_senere(felt.input_value()) for felt in (idriftsaettelse, side.get_by_label("Go-live"))]
    idriftsaettelse.fill(nye[0])
    side.get_by_label("Go-live").fill(nye[1])
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(anna)
    with anna.vagt.tillader(422):
        side.get_by_role("button", name="Flyt datoerne").first.click()
        expect(side.locator("#fejloversigt")).to_be_focused()
    fund += efterse_begge(anna)
    side.get_by_label("Begrundelse").fill("Leverandøren er forsinket")
    side.get_by_role("button", name="Flyt datoerne").first.click()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(anna)
    side.get_by_role("button", name="Fortryd flytningen").click()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(anna)
    side.get_by_role("button", name="Ja, fortryd flytningen").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Flytningen er fortrudt")
    assert not fund, "\n".join(fund)


def test_opgraderingens_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    side, fund = anna.side, []
    i_demoen.anlaeg.manage("shell", "-v0", "-c", NY_VERSION)
    side.goto("/projekter/0751/SAPA/")
    side.get_by_role("link", name="Se, hvad der er nyt").click()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(anna)
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    side.get_by_role("heading", name="Det sker, når du gemmer").wait_for()
    fund += efterse_begge(anna)
    side.get_by_role("button", name="Ja, følg SAPA 7.0").click()
    side.get_by_role("heading", name="Planen følger SAPA 7.0").wait_for()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(anna)
    side.get_by_role("button", name="Fortryd opgraderingen").click()
    side.get_by_role("heading", name="Det sker, når du fortryder opgraderingen").wait_for()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(anna)
    side.get_by_role("button", name="Ja, fortryd opgraderingen").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Opgraderingen er fortrudt")
    i_demoen.anlaeg.manage("shell", "-v0", "-c", VAEK_IGEN)
    assert not fund, "\n".join(fund)


def test_boelgens_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    karen = i_demoen.som("Karen")
    side, fund = karen.side, []
    side.goto("/boelger/SAPA/")
    fund += efterse_begge(karen)
    side.get_by_label("Nummer").fill("9")
    side.get_by_label("Idriftsættelse").fill("01.03.2030")
    side.get_by_role("button", name="Opret bølgen").click()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(karen)
    side.get_by_label("Idriftsættelse").fill("08.03.2030")
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(karen)
    side.get_by_label("Begrundelse").fill("Forsinket")
    side.get_by_role("button", name="Flyt bølgen").click()
    karen.overskrift("Bølge 9 er flyttet")
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(karen)
    assert not fund, "\n".join(fund)


def test_overdragelsens_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    ada, fund = i_demoen.som("Ada"), []
    side = ada.side
    side.goto("/organisationer/0751/personer/?soeg=lindgård")
    fund += efterse_begge(ada)
    side.get_by_role("link", name="Overdrag pladser fra Bo Lindgaard").click()
    with ada.vagt.tillader(422):
        side.get_by_role("button", name="Se, hvad der vil ske").click()
        expect(side.locator("#fejloversigt")).to_be_focused()
    fund += efterse_begge(ada)
    side.get_by_label("Giv alle pladser til").select_option(label="Anna Krogh")
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    ada.overskrift("Det sker, når du overdrager pladserne")
    fund += efterse_begge(ada)
    side.get_by_role("button", name="Overdrag pladserne").click()
    ada.overskrift("Pladserne fra Bo Lindgaard er overdraget")
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(ada)
    anna = i_demoen.som("Anna")
    for adresse in ("/", side.url, "/projekter/0751/SAPA/organisation/"):
        anna.side.goto(adresse)
        fund += efterse_begge(anna)
    side.get_by_role("button", name="Fortryd overdragelsen").click()
    ada.overskrift("Overdragelsen efter Bo Lindgaard er fortrudt")
    fund += efterse_begge(ada)
    assert not fund, "\n".join(fund)


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


def _senere(dato: str) -> str:
    return f"{datetime.strptime(dato, '%d.%m.%Y') + timedelta(days=21):%d.%m.%Y}"


def test_drejebogen_laves_med_tastaturet_alene_og_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    anna.side.goto("/projekter/0751/SAPA/")
    anna.side.locator("summary", has_text="Hent, lav og fordel").press("Enter")
    anna.side.get_by_role("link", name="Lav drejebogen som PDF").press("Enter")
    anna.side.get_by_label("Opgaver").focus()
    anna.side.keyboard.type("Kun")
    anna.tab_til(anna.side.get_by_label("Fase", exact=True))
    anna.side.keyboard.type("F4")
    anna.tab_til(anna.side.get_by_role("button", name="Lav drejebogen"))
    anna.side.keyboard.press("Enter")
    expect(anna.side.locator("#opraab")).to_contain_text("Drejebogen er klar.", timeout=60_000)
    efterset.add(sidens_navn(urlsplit(anna.side.url).path))
    assert not efterse_begge(anna)
    with anna.side.expect_download() as hentet:
        anna.side.get_by_role("link", name="Hent drejebogen som PDF").press("Enter")
    assert hentet.value.suggested_filename == "drejebog-0751-sapa-f4-aabne.pdf"


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


def test_jobsiden_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    anna.side.goto("/projekter/0751/SAPA/faseovergange/F2/")
    anna.side.get_by_role("button", name="Lav tjekliste som PDF").click()
    anna.hoer("Tjeklisten er klar")
    anna.side.goto(anna.side.get_by_role("link", name="Hent tjeklisten som PDF").evaluate("link => link.href + '..'"))
    efterset.add(sidens_navn(urlsplit(anna.side.url).path))
    fund = efterse_begge(anna)
    assert not fund, "\n".join(fund)


def test_opgavens_jobside_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    kode = anna.en_aaben_opgave()
    anna.side.goto(anna.opgave(kode).get_by_role("link", name=kode).first.evaluate("link => link.href"))
    anna.side.get_by_role("button", name="Gem opgave som PDF").click()
    anna.hoer("PDF'en er klar")
    anna.side.goto(anna.side.get_by_role("link", name=f"Hent {kode} som PDF").evaluate("link => link.href + '..'"))
    efterset.add(sidens_navn(urlsplit(anna.side.url).path))
    fund = efterse_begge(anna)
    assert not fund, "\n".join(fund)


def test_listens_og_dokumenternes_andre_tilstande_har_ingen_brud(i_demoen: Vaert) -> None:
    anna, fund = i_demoen.som("Anna"), []
    for tilstand in ANDRE_TILSTANDE:
        anna.side.goto(f"/projekter/0751/SAPA/{tilstand}")
        fund += efterse_begge(anna)
    assert not fund, "\n".join(fund)


def test_trinene_naaede_de_sider_turene_springer_over(efterset: set[str]) -> None:
    assert efterset >= I_TRIN, f"Ingen trin naaede: {sorted(I_TRIN - efterset)}"
