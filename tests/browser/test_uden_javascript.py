"""Systemet uden JavaScript: de samme formularer, med en hel side imellem."""

import re
import time
from pathlib import Path

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, expect

from tests.browser.gaest import FRIST, Gaest, Vaert
from tests.browser.projektmappe import KORT, skriv


def uden_javascript(vaert: Vaert, fornavn: str) -> Gaest:
    return vaert.som(fornavn, java_script_enabled=False)


def paa_kortet(anna: Gaest, kode: str) -> Page:
    anna.opgave(kode).locator(".opgave-titel a").click()
    anna.overskrift(kode)
    return anna.side


def test_man_kan_logge_ind_og_af_uden_javascript(i_demoen: Vaert) -> None:
    gaest = i_demoen.gaest(java_script_enabled=False)
    gaest.log_ind("bo@aarhus.example", "demo-demo-demo")
    gaest.side.get_by_role("button", name="Log af").first.click()
    gaest.overskrift("Log ind")


def test_fluebenet_har_sin_egen_knap_og_spoergsmaalet_sin_egen_side_uden_javascript(i_demoen: Vaert) -> None:
    anna, kode = uden_javascript(i_demoen, "Anna"), "KV04"
    anna.side.goto(f"/projekter/0751/SAPA/?soeg={kode}")
    anna.flueben(kode).check()
    anna.opgave(kode).get_by_role("button", name="Gem").click()
    anna.overskrift(f"Er {kode}")
    anna.side.get_by_role("button", name="Ja, fuldfør alligevel").click()
    anna.besked(f"{kode} er gemt: Fuldført.")
    expect(anna.flueben(kode)).to_be_checked()


def test_status_saettes_paa_kortet_uden_javascript(i_demoen: Vaert) -> None:
    anna = uden_javascript(i_demoen, "Anna")
    kode = anna.en_aaben_opgave()
    side = paa_kortet(anna, kode)
    side.get_by_label("Status").select_option(label="Ikke relevant")
    with anna.vagt.tillader(422):
        side.get_by_role("button", name="Gem", exact=True).click()
    expect(side.get_by_label("Status")).to_have_value("ikke_relevant")
    side.locator("#lokalt textarea[name=begrundelse]").fill("Det har vi løst på en anden måde.")
    side.get_by_role("button", name="Gem", exact=True).click()
    anna.besked(f"{kode} er gemt: Ikke relevant.")
    expect(side.locator("#lokalt")).to_contain_text("Det har vi løst på en anden måde.")


def test_en_opgave_gives_til_en_plads_uden_javascript(i_demoen: Vaert) -> None:
    anna = uden_javascript(i_demoen, "Anna")
    kode = anna.en_aaben_opgave()
    side = paa_kortet(anna, kode)
    udfoerer = side.get_by_label("Udfører", exact=True)
    ny = udfoerer.locator("option:not(:checked)").last.inner_text()
    udfoerer.select_option(label=ny)
    side.get_by_role("button", name="Gem", exact=True).click()
    anna.besked(f"{kode} er gemt")
    expect(udfoerer.locator("option:checked")).to_have_text(ny)


def opdater_til(side: Page, ventet: Locator) -> None:
    """Tryk på Opdatér, til arbejderen er færdig."""
    opdater = side.get_by_role("link", name=re.compile("^Opdat"))
    senest = time.monotonic() + FRIST / 1000
    while not ventet.count() and time.monotonic() < senest:
        if opdater.count():
            opdater.click()
        time.sleep(0.2)
    expect(ventet).to_be_visible()


def test_et_katalog_indlaeses_uden_javascript(i_demoen: Vaert, tmp_path: Path) -> None:
    karen = uden_javascript(i_demoen, "Karen")
    side = karen.side
    side.goto("/kataloger/importer/?loesning=KY")
    side.get_by_label("Projektmappe").set_input_files(skriv(tmp_path / "ky.xlsx"))
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    opdater_til(side, side.get_by_role("link", name=f"Nye {len(KORT)}"))
    side.get_by_role("button", name="Indlæs i KY 1.0").click()
    opdater_til(side, side.get_by_role("heading", name="Indlæst i KY 1.0"))


def test_en_opgave_med_ny_kode_genkendes_uden_javascript(i_demoen: Vaert, tmp_path: Path) -> None:
    karen = uden_javascript(i_demoen, "Karen")
    side, fil = karen.side, skriv(tmp_path / "ky.xlsx")
    mappe = load_workbook(fil)
    celle = next(celle for raekke in mappe.active.iter_rows() for celle in raekke if celle.value == "A08")
    celle.value = "A09"
    mappe.save(fil)
    side.goto("/kataloger/importer/?loesning=KY&nummer=1.0")
    side.get_by_label("Projektmappe").set_input_files(fil)
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    opdater_til(side, side.get_by_role("heading", name="Er det de samme opgaver?"))
    side.get_by_label("Ja, det er samme opgave. A08 skifter kode til A09.").check(force=True)
    side.get_by_role("button", name="Gem svarene").click()
    opdater_til(side, side.get_by_role("link", name="Omdøbte 1"))
    expect(side.get_by_role("button", name="Indlæs i KY 1.0")).to_be_visible()


def test_tjeklisten_hentes_som_pdf_uden_javascript(i_demoen: Vaert) -> None:
    anna = uden_javascript(i_demoen, "Anna")
    anna.side.goto("/projekter/0751/SAPA/faseovergange/F3/")
    anna.side.get_by_role("button", name="Lav tjekliste som PDF").click()
    hent = anna.side.get_by_role("link", name="Hent tjeklisten som PDF")
    opdater_til(anna.side, hent)
    with anna.side.expect_download() as hentning:
        hent.click()
    assert hentning.value.path().read_bytes().startswith(b"%PDF")
