"""At give flere de pladser, en, der holder op, har; én modtager, med mus og med tastatur, er i test_tolv_i_listen."""

from playwright.sync_api import Locator, expect

from tests.browser.gaest import Gaest, Vaert

PERSONER = "/organisationer/0751/personer/"


def linket(gaest: Gaest, navn: str) -> Locator:
    return gaest.side.get_by_role("link", name=navn)


def test_pladserne_gives_videre_kvitteres_og_fortrydes_med_musen(i_demoen: Vaert) -> None:
    ada, bo = i_demoen.som("Ada"), i_demoen.som("Bo")
    ada.side.goto(PERSONER)
    linket(ada, "Overdrag pladser fra Ib Damgaard").click()
    ada.side.get_by_label("Giv alle pladser til").select_option(label="Bo Lindgaard")
    ada.side.get_by_label("Modtager af Træner").select_option(label="Gitte Sand")
    ada.side.get_by_role("button", name="Se, hvad der vil ske").click()
    ada.overskrift("Det sker, når du overdrager pladserne")
    expect(ada.side.get_by_text("Bo Lindgaard, Gitte Sand får en mail")).to_be_visible()
    ada.side.get_by_label("Besked til modtagerne").fill("Materialet ligger på drevet.")
    ada.side.get_by_role("button", name="Overdrag pladserne").click()
    ada.overskrift("Pladserne fra Ib Damgaard er overdraget")
    expect(ada.side.get_by_text("Afventer kvittering")).to_have_count(2)
    assert (
        "drevet" in i_demoen.anlaeg.vent_paa_mail("bo@aarhus.example", "overtaget").get_body(("plain",)).get_content()
    )
    bo.side.goto("/")
    linket(bo, "Se dem, og kvittér").click()
    expect(bo.side.get_by_text("Gitte Sand")).to_have_count(0)
    bo.side.get_by_role("button", name="Kvittér").click()
    bo.besked("Du har kvitteret.")
    ada.side.reload()
    expect(ada.side.get_by_text("Afventer kvittering")).to_have_count(1)
    ada.side.get_by_role("button", name="Fortryd overdragelsen").click()
    ada.overskrift("Overdragelsen efter Ib Damgaard er fortrudt")


def test_uden_javascript_kan_pladserne_ogsaa_gives_videre(i_demoen: Vaert) -> None:
    ada = i_demoen.som("Ada", java_script_enabled=False)
    ada.side.goto(PERSONER)
    linket(ada, "Overdrag pladser fra Gitte Sand").click()
    with ada.vagt.tillader(422):
        ada.side.get_by_role("button", name="Se, hvad der vil ske").click()
        expect(linket(ada, "Vælg en modtager her eller for hver plads nedenfor.")).to_be_visible()
    ada.side.get_by_label("Giv alle pladser til").select_option(label="Ada Ravn")
    ada.side.get_by_role("button", name="Se, hvad der vil ske").click()
    ada.side.get_by_role("button", name="Overdrag pladserne").click()
    ada.overskrift("Pladserne fra Gitte Sand er overdraget")
    ada.side.get_by_role("button", name="Fortryd overdragelsen").click()
    ada.besked("Gitte Sand har det tilbage")
