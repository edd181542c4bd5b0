"""Det, man først ser, når man gør noget, efterset af axe i alle bredder."""

from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.gaest import Vaert
from tests.browser.nyversion import NY_VERSION, VAEK_IGEN
from tests.browser.turene import I_TRIN, SVAR, efterse_begge, efterse_trin

UDEN_HTMX = "form => { form.elements.faerdig.checked = true; form.submit(); }"
"""Send formularen, som den sendes uden JavaScript; dér kan axe ikke køre."""


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
    fund += efterse_trin(anna, efterset)
    anna.tab_til(side.get_by_role("button", name="Ændr 2 opgaver"), hoejst=30)
    tast("Enter")
    anna.besked("2 opgaver er ændret. Frist: 1. marts 2028.")
    fund += efterse_trin(anna, efterset)
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
    fund += efterse_trin(anna, efterset)
    with anna.vagt.tillader(422):
        side.get_by_role("button", name="Flyt datoerne").first.click()
        expect(side.locator("#fejloversigt")).to_be_focused()
    fund += efterse_begge(anna)
    side.get_by_label("Begrundelse").fill("Leverandøren er forsinket")
    side.get_by_role("button", name="Flyt datoerne").first.click()
    fund += efterse_trin(anna, efterset)
    side.get_by_role("link", name="Fortryd flytningen").click()
    fund += efterse_trin(anna, efterset)
    side.get_by_role("button", name="Ja, fortryd flytningen").click()
    expect(side.get_by_role("heading", level=1)).to_have_text("Flytningen er fortrudt")
    assert not fund, "\n".join(fund)


def test_opgraderingens_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    side, fund = anna.side, []
    i_demoen.anlaeg.manage("shell", "-v0", "-c", NY_VERSION)
    side.goto("/projekter/0751/SAPA/")
    side.get_by_role("link", name="Se, hvad der er nyt").click()
    fund += efterse_trin(anna, efterset)
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    side.get_by_role("heading", name="Det sker, når du gemmer").wait_for()
    fund += efterse_trin(anna, efterset, svar="opgradering:katalog")
    side.get_by_role("button", name="Ja, følg SAPA 7.0").click()
    side.get_by_role("heading", name="Planen følger SAPA 7.0").wait_for()
    fund += efterse_trin(anna, efterset)
    side.get_by_role("link", name="Fortryd opgraderingen").click()
    side.get_by_role("heading", name="Det sker, når du fortryder opgraderingen").wait_for()
    fund += efterse_trin(anna, efterset)
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
    karen.overskrift("Bølge 9 SAPA")
    fund += efterse_trin(karen, efterset)
    side.get_by_label("Idriftsættelse").fill("08.03.2030")
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    karen.overskrift("Det sker, når du flytter Bølge 9")
    fund += efterse_trin(karen, efterset)
    side.get_by_label("Begrundelse").fill("Forsinket")
    side.get_by_role("button", name="Flyt bølgen").click()
    karen.overskrift("Bølge 9 er flyttet")
    fund += efterse_trin(karen, efterset)
    side.get_by_role("link", name="Fortryd flytningen").click()
    karen.overskrift("Det sker, når du fortryder flytning")
    fund += efterse_trin(karen, efterset)
    side.get_by_role("button", name="Ja, fortryd flytningen").click()
    karen.overskrift("Flytningen af Bølge 9 er fortrudt")
    fund += efterse_begge(karen)
    assert not fund, "\n".join(fund)


def test_kalenderens_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    ada = i_demoen.som("Ada")
    side, fund = ada.side, []
    side.goto("/organisationer/0751/kalender/")
    linje = side.get_by_role("group", name="Ny periode").first
    linje.get_by_label("Navn").fill("Flytning af rådhuset")
    linje.get_by_label("Første dag").fill("05.05.2027")
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    ada.overskrift("Det sker, når du gemmer kalenderen")
    fund += efterse_trin(ada, efterset, svar="kalender:ret")
    side.get_by_role("button", name="Gem kalenderen").click()
    ada.overskrift("Kalender")
    fund += efterse_begge(ada)
    side.get_by_role("link", name="Fortryd ændringen").first.click()
    ada.overskrift("Det sker, når du fortryder ændringen af kalenderen")
    fund += efterse_trin(ada, efterset)
    side.get_by_role("button", name="Ja, fortryd ændringen").click()
    ada.besked("fortrudt")
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
    fund += efterse_trin(ada, efterset)
    anna = i_demoen.som("Anna")
    for adresse in ("/", side.url, "/projekter/0751/SAPA/organisation/"):
        anna.side.goto(adresse)
        fund += efterse_begge(anna)
    side.get_by_role("button", name="Fortryd overdragelsen").click()
    ada.overskrift("Overdragelsen efter Bo Lindgaard er fortrudt")
    fund += efterse_begge(ada)
    assert not fund, "\n".join(fund)


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
    assert not efterse_trin(anna, efterset)
    with anna.side.expect_download() as hentet:
        anna.side.get_by_role("link", name="Hent drejebogen som PDF").press("Enter")
    assert hentet.value.suggested_filename == "drejebog-0751-sapa-f4-aabne.pdf"


def test_spoergsmaalene_paa_tavlen_og_paa_deres_egen_side_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    side, fund = anna.side, []
    kode = "KV04"
    side.goto(f"/projekter/0751/SAPA/?soeg={kode}")
    anna.opgave(kode).locator(".opgave-flueben").evaluate(UDEN_HTMX)
    anna.overskrift(f"Er {kode}")
    fund += efterse_trin(anna, efterset, svar="opgaver:afkryds")
    for status, tekst in (("Fuldført", f"Er {kode}"), ("Ikke relevant", "Skriv en begrundelse")):
        side.goto(f"/projekter/0751/SAPA/?visning=tavle&soeg={kode}")
        side.get_by_label(f"Ny status for {kode}").select_option(label=status)
        with anna.vagt.tillader(422):
            side.get_by_role("button", name=f"Flyt {kode}").click()
            expect(side.locator(".tavlekort").filter(has_text=tekst).locator("[id$='-titel']")).to_be_focused()
        fund += efterse_begge(anna)
    assert not fund, "\n".join(fund)


def test_tidsplanens_formularer_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    side, fund = anna.side, []
    side.goto("/projekter/0751/SAPA/tidsplan/?fase=F4")
    for foldet in ("Vis som tabel", "Vælg, hvor længe de varer"):
        side.locator("summary", has_text=foldet).click()
    fund += efterse_begge(anna)
    side.goto("/projekter/0751/SAPA/?vis=aabne")
    side.locator("[data-raekke]", has_text="Tjekpunkt").first.locator(".opgave-titel a").click()
    side.locator("summary", has_text="Lad planen fortsætte").click()
    with anna.vagt.tillader(422):
        side.get_by_role("button", name="Lad planen fortsætte").click()
        expect(side.locator("#milepael")).to_contain_text("Skriv, hvorfor planen kan fortsætte")
    fund += efterse_trin(anna, efterset, svar="tidsplan:fortsaet")
    assert not fund, "\n".join(fund)


def test_jobsiden_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    anna.side.goto("/projekter/0751/SAPA/faseovergange/F2/")
    anna.side.get_by_role("button", name="Lav tjekliste som PDF").click()
    anna.hoer("Tjeklisten er klar")
    anna.side.goto(anna.side.get_by_role("link", name="Hent tjeklisten som PDF").evaluate("link => link.href + '..'"))
    fund = efterse_trin(anna, efterset)
    assert not fund, "\n".join(fund)


def test_opgavens_jobside_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    kode = anna.en_aaben_opgave()
    anna.side.goto(anna.opgave(kode).get_by_role("link", name=kode).first.evaluate("link => link.href"))
    anna.side.get_by_role("button", name="Gem opgave som PDF").click()
    anna.hoer("PDF'en er klar")
    anna.side.goto(anna.side.get_by_role("link", name=f"Hent {kode} som PDF").evaluate("link => link.href + '..'"))
    fund = efterse_trin(anna, efterset)
    assert not fund, "\n".join(fund)


def test_trinene_naaede_de_sider_turene_springer_over(efterset: set[str]) -> None:
    ventede = I_TRIN | {f"svar fra {navn}" for navn in SVAR}
    assert efterset >= ventede, f"Ingen trin nåede: {sorted(ventede - efterset)}"
