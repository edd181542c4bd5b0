"""Hele hovedopgaven i én tur fra en tom database: katalog, projekt, flueben, påmindelse, tjekliste, gevinst, status.

Prøverne er turens stationer og hænger sammen; går én galt, springes resten over. Folk har hver sin browser.
"""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.anlaeg import Anlaeg
from tests.browser.gaest import Vaert
from tests.browser.pdf import er_maerket_dansk, pdftekst
from tests.browser.projektmappe import A08, KORT, skriv
from tests.browser.tur import Tur, adresse, brevtekst, find, i_menuen, sapa, vaelg_fil

ANTAL = len(KORT)
AARHUS = {
    "anna": ("Anna Krogh", "Projektleder"),
    "bo": ("Bo Lindgaard", "Deltager"),
    "dorte": ("Dorte Winther", "Deltager"),
}
LINK = r"http://\S+/adgangskode/ny/\S+"


@pytest.fixture(scope="module")
def turen(chromium: Browser, tomt_anlaeg: Anlaeg, billedmappe: Path | None) -> Iterator[Tur]:
    with Vaert(chromium, tomt_anlaeg, billedmappe) as vaert:
        yield Tur(vaert)


@pytest.fixture
def tur(turen: Tur, request: pytest.FixtureRequest) -> Iterator[Tur]:
    if turen.standset:
        pytest.skip(f"Turen standsede ved {turen.standset}")
    foer = request.session.testsfailed
    yield turen
    if request.session.testsfailed > foer:
        turen.standset = request.node.name
    turen.vaert.kontroller()


def test_station_10_administratoren_tilfoejer_folk_som_vaelger_adgangskode_i_en_mail(tur: Tur) -> None:
    ada = tur.ny("ada", tur.anlaeg.administratorlink("0751", "ada@aarhus.example", "Ada Ravn"))
    ada.side.get_by_role("link", name="Personer i Aarhus Kommune").click()
    for navn, (fuldt_navn, rettighed) in AARHUS.items():
        ada.side.get_by_role("textbox", name="Navn").fill(fuldt_navn)
        ada.side.get_by_label("E-mail", exact=True).fill(adresse(navn))
        ada.side.get_by_role("checkbox", name=re.compile(f"^{rettighed}")).check()
        ada.side.get_by_role("button", name="Tilføj person").click()
        ada.besked(f"{fuldt_navn} er tilføjet")
    ada.billede("10-personer")
    for navn in AARHUS:
        mail = tur.anlaeg.vent_paa_mail(adresse(navn), "adgang")
        tur.ny(navn, find(LINK, mail.get_content()))
    tur.anna.billede("10-min-side-tom")


def test_station_1_fasemodellen_kan_laeses_som_tabeller(tur: Tur) -> None:
    tur.ada.side.get_by_role("contentinfo").get_by_role("link", name="Fasemodeller").click()
    tur.ada.billede("01-fasemodeller")
    tur.ada.side.get_by_role("link", name="Implementeringsmodellen", exact=True).click()
    faser = tur.ada.side.get_by_role("table", name="Faser")
    for fase in ("F0 Tilslutning", "2.2 Klargøring", "F4 Forankring"):
        expect(faser.get_by_role("rowheader", name=fase)).to_be_visible()
    expect(tur.ada.side.get_by_role("table", name="Hovedopgaver").locator("tr[id^=hovedopgave-]")).to_have_count(16)
    tur.ada.billede("01-implementeringsmodellen")


def test_station_2_karen_ser_hver_fejl_i_sin_fil_og_intet_er_gemt(tur: Tur, tmp_path: Path) -> None:
    link = tur.anlaeg.administratorlink("KOMBIT", "karen@kombit.example", "Karen Bjerre", "katalogredaktoer")
    side = tur.ny("karen", link).side
    i_menuen(side, "Kataloger")
    tur.karen.billede("02-kataloger-tom")
    side.get_by_role("link", name="Indlæs et katalog").click()
    vaelg_fil(tur.karen, skriv(tmp_path / "fejl.xlsx", fejl=True))
    expect(side.get_by_role("row", name=re.compile("SAPA 8 Fase »Planlagning af noget helt andet«"))).to_be_visible()
    expect(side.get_by_role("row", name=re.compile("SAPA 9 Prioritet »Vigtigst«"))).to_be_visible()
    expect(side.get_by_role("button", name="Indlæs i")).to_have_count(0)
    tur.karen.billede("02-import-med-fejl")


def test_station_3_karen_ser_hvad_der_vil_ske_indlaeser_og_udgiver(tur: Tur, tmp_path: Path) -> None:
    side = tur.karen.side
    side.get_by_role("link", name="Vælg en anden fil").click()
    tur.karen.billede("03-vaelg-fil")
    vaelg_fil(tur.karen, skriv(tmp_path / "sapa-1.0.xlsx"))
    tur.karen.overskrift("indlæser i SAPA 1.0")
    expect(side.get_by_role("link", name=f"Nye {ANTAL}")).to_be_visible()
    tur.karen.billede("03-forhaandsvisning")
    side.get_by_role("button", name="Indlæs i SAPA 1.0").click()
    tur.karen.overskrift("Indlæst i SAPA 1.0")
    tur.karen.billede("03-kvittering")
    side.get_by_role("link", name="Udgiv version 1.0").click()
    tur.karen.billede("03-udgiv")
    side.get_by_role("button", name="Udgiv version 1.0").click()
    tur.karen.besked("er udgivet")
    side.get_by_text(A08).click()
    expect(side.get_by_text("Arbejdsgangene tages i brug sammen med løsningen.")).to_be_visible()
    assert "&lt;p&gt;" not in side.content()
    tur.karen.billede("03-katalogversion")


def test_station_4_anna_opretter_projektet_og_faar_en_plan_med_forklarede_frister(tur: Tur) -> None:
    anna, side = tur.anna, tur.anna.side
    i_menuen(side, "Projekter")
    side.get_by_role("link", name="Opret projekt").click()
    side.get_by_label("Løsning").select_option(label="SAPA")
    side.get_by_label("Projektstart").fill("01.09.2026")
    side.get_by_label("Idriftsættelse").fill("1-3-2027")
    side.get_by_label("Go-live").fill("15.03.2027")
    anna.billede("04-opret-projekt")
    side.get_by_role("button", name="Opret projekt").click()
    anna.besked(f"{ANTAL} opgaver")
    raekke = anna.opgave("A08")
    expect(raekke).to_contain_text("05.04.2027")
    raekke.get_by_text("5 uger efter idriftsættelsesdato").click()
    expect(raekke.locator("details p")).to_contain_text("1. mar")
    anna.billede("04-opgaver")


def test_station_6_paamindelsen_kommer_af_sig_selv(tur: Tur) -> None:
    mail = tur.anlaeg.vent_paa_mail(adresse("anna"), "over tid")
    assert mail["Subject"] == "5 opgaver er over tid, og 3 forfalder snart – SAPA, Aarhus"
    tekst = brevtekst(mail)
    assert "T01 Beslut at tilslutte kommunen" in tekst and "A08" not in tekst
    tur.anna.side.get_by_role("link", name="Demoens mails").click()
    expect(tur.anna.side.get_by_text(mail["Subject"])).to_be_visible()
    tur.anna.billede("06-mails")


def test_station_4_anna_saetter_folk_paa_pladserne(tur: Tur) -> None:
    side = sapa(tur.anna, "Organisation")
    expect(side.get_by_role("row", name=re.compile("^Projektleder"))).to_contain_text("Anna Krogh")
    for plads, person in (
        ("Administrator", "Bo Lindgaard"),
        ("Styregruppeformand", "Dorte Winther"),
        ("Gevinstejer", "Bo Lindgaard"),
    ):
        side.get_by_role("link", name=f"Besæt {plads}").click()
        side.get_by_label("Person", exact=True).select_option(label=person)
        side.get_by_role("button", name="Gem").click()
        tur.anna.besked(f"{plads}: {person}")
    tur.anna.billede("04-organisation")


@pytest.mark.parametrize("kode", ["C01", "C02"])
def test_station_5_anna_giver_en_opgave_til_en_plads(tur: Tur, kode: str) -> None:
    anna = tur.anna
    sapa(anna)
    anna.opgave(kode).get_by_role("link", name=f"Ret {kode}").click()
    aabnet = anna.opgave_til_rettelse(kode)
    expect(aabnet.get_by_role("heading")).to_be_focused()
    aabnet.get_by_label("Ansvarlig").select_option(label="Projektleder (Anna Krogh)")
    aabnet.get_by_label("Udfører").select_option(label="Administrator (Bo Lindgaard)")
    if kode == "C01":
        anna.billede("05-aabnet-raekke")
    aabnet.get_by_role("button", name="Gem", exact=True).click()
    anna.hoer(f"{kode} er gemt")
    expect(anna.opgave(kode)).to_contain_text("Bo Lindgaard")
    expect(anna.opgave(kode).locator(".opgave-titel a")).to_be_focused()


def test_station_5_anna_saetter_flueben_med_musen(tur: Tur) -> None:
    anna = tur.anna
    sapa(anna)
    expect(anna.side.locator("#projekt-fremdrift")).to_contain_text(f"0 af {ANTAL}")
    anna.flueben("T01").click()
    anna.hoer("T01 er gemt: Fuldført.")
    expect(anna.flueben("T01")).to_be_checked()
    expect(anna.opgave("T01")).to_contain_text("Fuldført")
    expect(anna.side.locator("#projekt-fremdrift")).to_contain_text(f"1 af {ANTAL}")
    anna.billede("05-efter-flueben")


def test_station_5_anna_saetter_flueben_med_tastaturet_og_beholder_fokus(tur: Tur) -> None:
    anna = tur.anna
    sapa(anna)
    flueben = anna.flueben("P01")
    anna.opgave("P01").get_by_role("link", name="Ret P01").focus()
    anna.tab_til(flueben)
    anna.side.keyboard.press("Space")
    anna.hoer("P01 er gemt: Fuldført.")
    expect(flueben).to_be_focused()
    anna.side.keyboard.press("Space")
    anna.hoer("P01 er gemt: Ikke startet.")
    expect(flueben).to_be_focused()
    anna.side.keyboard.press("Space")
    anna.hoer("P01 er gemt: Fuldført.")


def test_station_5_den_anden_fane_faar_et_venligt_nej_og_ser_sandheden(tur: Tur) -> None:
    anna = tur.anna
    sapa(anna)
    anden = anna.ny_fane()
    anden.goto(anna.side.url)
    anna.opgave("K03").get_by_role("link", name="Ret K03").click()
    aabnet = anna.opgave_til_rettelse("K03")
    aabnet.get_by_label("Status").select_option(label="Ikke relevant")
    aabnet.get_by_label("Begrundelse").fill("Vi bruger den plan, vi har.")
    aabnet.get_by_role("button", name="Gem", exact=True).click()
    anna.hoer("K03 er gemt: Ikke relevant.")
    with anna.vagt.tillader(409):
        anna.flueben("K03", anden).click()
        expect(anden.locator("#meddelelser")).to_contain_text("K03 er ændret")
    expect(anna.flueben("K03", anden)).not_to_be_checked()
    expect(anna.opgave("K03", anden)).to_contain_text("Ikke relevant")


def test_station_5_bo_ser_sine_opgaver_og_kan_kun_krydse_sine_egne_af(tur: Tur) -> None:
    bo = tur.bo
    i_menuen(bo.side, "Min side")
    mine = bo.side.get_by_role("region", name="Mine opgaver")
    expect(mine.get_by_role("link", name="C01 Opret brugere")).to_be_visible()
    bo.billede("05-bos-min-side")
    sapa(bo)
    expect(bo.flueben("P02")).to_have_count(0)
    bo.flueben("C01").click()
    bo.hoer("C01 er gemt: Fuldført.")
    bo.billede("05-bos-opgaver")


def test_station_5_kortet_viser_de_tretten_felter_og_historikken(tur: Tur) -> None:
    side = sapa(tur.anna)
    side.get_by_role("link", name=f"A08 {A08}").click()
    for felt in (
        "Mål",
        "Beskrivelse",
        "Metode og fremgangsmåde",
        "Resultat",
        "Kvalitetskriterier",
        "Involverede parter",
    ):
        expect(side.get_by_role("heading", name=felt, exact=True)).to_be_visible()
    for felt in ("Fase", "Tema", "Prioritet", "Slutdato", "Anbefalet udfører"):
        expect(side.locator("dt", has_text=felt).first).to_be_visible()
    tur.anna.billede("05-kort")
    sapa(tur.anna, "Historik")
    expect(side.get_by_role("row", name=re.compile("Bo Lindgaard.*C01.*Ikke startet.*Fuldført"))).to_be_visible()
    tur.anna.billede("05-historik")


def test_station_6_naeste_morgen_faar_udfoereren_sin_paamindelse(tur: Tur) -> None:
    # En åben liste spørger selv efter nyt og ville sige, at serveren er væk, og at man er logget ud.
    for fane in [fane for person in tur.folk.values() for fane in person.kontekst.pages]:
        fane.goto("about:blank")
    tur.anlaeg.naeste_dag()
    mail = tur.anlaeg.vent_paa_mail(adresse("bo"), "forfalder snart")
    assert mail["Subject"] == "1 opgave forfalder snart – SAPA, Aarhus"
    tekst = brevtekst(mail)
    assert "C02" in tekst and "17. feb" in tekst and "C01" not in tekst
    bo = tur.bo
    bo.side.goto(find(r"http://\S+/opgaver/\d+/", tekst))
    bo.overskrift("Log ind")
    bo.udfyld_login(adresse("bo"))
    bo.overskrift("C02")


def test_station_6_natten_over_er_ingen_mail_sendt_to_gange(tur: Tur) -> None:
    noegler = [mail["X-Besked"] for navn in AARHUS for mail in tur.anlaeg.mails(adresse(navn))]
    assert len(noegler) == len(set(noegler))


def test_station_7_tjeklisten_bliver_til_en_pdf_hos_arbejderen(tur: Tur, tmp_path: Path) -> None:
    anna = tur.anna.log_ind(adresse("anna"))
    side = sapa(anna, "Faseovergange")
    anna.billede("07-faseovergange")
    side.get_by_role("link", name="F2 Forberedelse", exact=True).click()
    knap = side.get_by_role("button", name="Lav tjekliste som PDF")
    knap.click()
    expect(side.locator("#tjekliste-pdf")).to_contain_text("Tjeklisten")
    anna.hoer("Tjeklisten er klar")
    expect(knap).to_be_focused()
    anna.billede("07-tjekliste")
    with side.expect_download() as hentning:
        side.get_by_role("link", name="Hent tjeklisten som PDF").click()
    fil = tmp_path / "tjekliste.pdf"
    hentning.value.save_as(fil)
    assert er_maerket_dansk(fil)
    tekst = pdftekst(fil)
    assert all(kode in tekst for kode in ("K03", "V01", "C01", "U01", "I01"))
    assert "1.0" in tekst and "Underskrift" in tekst and "side 1 af" in tekst.lower()


def test_station_7_styregruppen_beslutter_overgangen_i_tre_trin(tur: Tur) -> None:
    dorte = tur.dorte.log_ind(adresse("dorte"))
    side = sapa(dorte, "Faseovergange")
    side.get_by_role("link", name="F0 Tilslutning", exact=True).click()
    side.get_by_role("link", name="Beslut overgangen").click()
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    dorte.billede("07-beslutning")
    side.get_by_role("button", name="Godkend overgangen").click()
    dorte.besked("Projektet er nu i F1 Initiering")


def test_station_8_en_gevinst_bliver_skrevet_og_maalt(tur: Tur) -> None:
    anna = tur.anna
    side = sapa(anna, "Gevinster")
    anna.billede("08-gevinster-tom")
    side.get_by_role("link", name="Tilføj den første gevinst").click()
    side.get_by_label("Titel").fill("Kortere tid til at finde borgerens sager")
    side.get_by_role("radio").first.check()
    side.get_by_label("Ejer").select_option(label="Gevinstejer (Bo Lindgaard)")
    side.get_by_label("Enhed").fill("minutter pr. opslag")
    side.get_by_label("Mål", exact=True).fill("3,5")
    anna.billede("08-ny-gevinst")
    side.get_by_role("button", name="Tilføj gevinsten").click()
    side.get_by_role("link", name="Registrér baseline").click()
    side.get_by_label("Værdi").fill("8")
    side.get_by_role("button", name="Gem målingen").click()
    anna.besked("Baseline er registreret")
    expect(side.get_by_role("row", name=re.compile("^Baseline"))).to_contain_text("8")
    anna.billede("08-gevinst")


def test_station_9_dorte_laeser_status_paa_en_side(tur: Tur) -> None:
    dorte = tur.dorte
    side = sapa(dorte, "Status")
    expect(side.get_by_role("link", name="P02 Læg en tids- og ressourceplan")).to_be_visible()
    expect(side.get_by_role("link", name="Kortere tid til at finde borgerens sager")).to_be_visible()
    dorte.billede("09-status")


def test_station_9_karen_ser_kommunerne_i_en_tabel_og_paa_et_kort(tur: Tur) -> None:
    karen = tur.karen.log_ind(adresse("karen"))
    i_menuen(karen.side, "Overblik")
    karen.side.get_by_role("link", name=re.compile("^SAPA")).first.click()
    expect(karen.side.get_by_role("row", name=re.compile("^Aarhus .*F1 Initiering"))).to_be_visible()
    expect(karen.side.locator(".kortramme svg")).to_contain_text("Aar")
    assert "Anna Krogh" not in karen.side.content()
    karen.billede("09-overblik")


def test_station_10_carl_fra_odense_faar_404_paa_alt_i_aarhus(tur: Tur) -> None:
    links = sapa(tur.anna).locator(f".tab-list a, .opgave-titel a:has-text('{A08}')").all()
    hos_anna = [str(link.evaluate("link => link.href")) for link in links]
    link = tur.anlaeg.administratorlink("0461", "carl@odense.example", "Carl Holst", "projektleder")
    carl = tur.ny("carl", link)
    with carl.vagt.tillader(404):
        for sti in hos_anna:
            svar = carl.side.goto(sti)
            assert svar and svar.status == 404
            carl.overskrift("Siden findes ikke")
    carl.billede("10-404")
