"""Handlingerne i listen over opgaver og om folk, hver med musen og med tastaturet alene."""

import pytest
from playwright.sync_api import expect

from tests.browser.gaest import Vaert
from tests.browser.haand import Mus

pytestmark = pytest.mark.lang

LISTEN = "/projekter/0751/SAPA/"
PERSONER = "/organisationer/0751/personer/"


def test_1_en_opgave_findes_paa_sin_tekst(haand: Mus) -> None:
    side = haand.side
    side.goto(LISTEN)
    haand.skriv(side.get_by_label("Søg i opgaverne"), "FOLG fremdriften")
    haand.tryk(haand.knap("Søg"))
    expect(side.locator("#traef")).to_be_focused()
    expect(side.locator("#liste .opgave-kode")).to_have_text(["GL05"])
    haand.efterse()


def test_2_et_filter_saettes_og_gemmes(haand: Mus) -> None:
    side, navn = haand.side, haand.egen("Musens filter", "Tastaturets filter")
    side.goto(LISTEN)
    haand.tryk(haand.fold("Filtre og visning"))
    haand.vaelg(side.get_by_label("Fase", exact=True), "F4 Forankring")
    haand.kryds(side.get_by_label("Ikke startet"))
    haand.tryk(haand.knap("Vis opgaverne"))
    expect(side.locator(".filterdele")).to_contain_text("fase: F4 Forankring")
    haand.tryk(haand.fold("Filtre og visning"))
    haand.skriv(side.get_by_label("Filterets navn"), navn)
    haand.tryk(haand.knap("Gem filteret"))
    haand.er_gjort(f"Filteret »{navn}« er gemt.")
    side.goto(LISTEN)
    haand.tryk(haand.fold("Filtre og visning"))
    haand.tryk(side.get_by_role("link", name=navn))
    expect(side.locator(".filterdele")).to_contain_text("fase: F4 Forankring")


def test_3_ti_opgaver_gives_til_en_plads(haand: Mus) -> None:
    side, plads = haand.side, haand.egen("Systemejer", "Gevinstejer")
    side.goto(f"{LISTEN}?vis=aabne&fase=F3")
    felter = side.locator("[name=valgt]")
    for nummer in range(10):
        haand.kryds(felter.nth(nummer))
    haand.er_gjort("10 opgaver er valgt.")
    haand.tryk(haand.knap("Ændr de valgte"))
    haand.kryds(side.get_by_role("radio", name="Ansvarlig"))
    haand.vaelg(side.get_by_label("Ny plads"), f"{plads} (Hanne Toft)")
    haand.tryk(haand.knap("Se, hvad der vil ske"))
    haand.gaest.overskrift("Det sker, når du siger ja")
    haand.tryk(haand.knap("Ændr 10 opgaver"))
    haand.er_gjort("10 opgaver er ændret.")
    side.goto(LISTEN)
    haand.tryk(haand.fold("Filtre og visning"))
    haand.vaelg(side.get_by_label("Ansvarlig", exact=True), f"{plads} (Hanne Toft)")
    haand.tryk(haand.knap("Vis opgaverne"))
    expect(side.locator("#traef")).to_contain_text("10 af ")


def test_4_et_flueben_saettes_og_tages_af_igen(haand: Mus) -> None:
    gaest, kode = haand.gaest, haand.egen("D05", "D07")
    for er_sat, saetning in ((True, "Fuldført"), (False, "Ikke startet")):
        gaest.side.goto(f"{LISTEN}?soeg={kode}")
        haand.kryds(gaest.flueben(kode))
        haand.er_gjort(f"{kode} er gemt: {saetning}.")
        expect(gaest.flueben(kode)).to_be_focused()
        gaest.side.reload()
        expect(gaest.flueben(kode)).to_be_checked(checked=er_sat)


def test_5_en_opgave_saettes_til_ikke_relevant_med_en_grund(haand: Mus) -> None:
    gaest, side, kode = haand.gaest, haand.side, haand.egen("U14", "U15")
    side.goto(f"{LISTEN}?soeg={kode}")
    haand.tryk(gaest.opgave(kode).get_by_role("link", name=f"Ret {kode}"))
    aabnet = gaest.opgave_til_rettelse(kode)
    haand.vaelg(aabnet.get_by_label("Status"), "Ikke relevant")
    haand.skriv(aabnet.get_by_label("Begrundelse"), "Vi har ingen.")
    haand.tryk(haand.knap("Gem"))
    haand.er_gjort(f"{kode} er gemt: Ikke relevant.")
    side.reload()
    haand.tryk(gaest.opgave(kode).get_by_role("link", name=kode).first)
    expect(side.locator("#lokalt")).to_contain_text("Vi har ingen.")


def test_11_en_der_holder_op_faar_sine_pladser_givet_videre(haand: Mus, i_demoen: Vaert) -> None:
    ada = haand.hos(i_demoen.som("Ada"))
    side, fra, til = ada.side, *haand.egen("Ib Damgaard,Bo Lindgaard", "Hanne Toft,Dorte Winther").split(",")
    side.goto(PERSONER)
    ada.tryk(side.get_by_role("link", name=f"Overdrag pladser fra {fra}"))
    ada.vaelg(side.get_by_label("Giv alle pladser til"), til)
    ada.tryk(ada.knap("Se, hvad der vil ske"))
    ada.gaest.overskrift("Det sker, når du overdrager pladserne")
    ada.skriv(side.get_by_label("Besked til modtagerne"), "Materialet ligger på drevet.")
    ada.tryk(ada.knap("Overdrag pladserne"))
    ada.er_gjort(f"{til} får en mail og skal kvittere.")
    side.reload()
    expect(side.get_by_text("Afventer kvittering")).not_to_have_count(0)
    modtager = haand.hos(i_demoen.som(til.split()[0]))
    modtager.side.goto("/")
    modtager.tryk(modtager.side.get_by_role("link", name="Se dem, og kvittér"))
    modtager.tryk(modtager.side.get_by_role("button", name="Kvittér"))
    modtager.er_gjort("Du har kvitteret.")
    side.reload()
    expect(side.get_by_text("Afventer kvittering")).to_have_count(0)
    ada.tryk(ada.knap("Fortryd overdragelsen"))
    ada.er_gjort("Overdragelsen er fortrudt")


def test_12_drejebogen_laves_og_hentes(haand: Mus) -> None:
    side, fase = haand.side, haand.egen("F4 Forankring", "F3 Ibrugtagning")
    side.goto(LISTEN)
    haand.tryk(side.locator("summary", has_text="Hent, lav og fordel"))
    haand.tryk(side.get_by_role("link", name="Lav drejebogen som PDF"))
    haand.vaelg(side.get_by_label("Fase", exact=True), fase)
    haand.tryk(haand.knap("Lav drejebogen"))
    haand.er_gjort("Drejebogen er klar.")
    side.reload()
    with side.expect_download() as hentet:
        haand.tryk(side.get_by_role("link", name="Hent drejebogen som PDF"))
    assert hentet.value.suggested_filename == f"drejebog-0751-sapa-{fase[:2].lower()}.pdf"
