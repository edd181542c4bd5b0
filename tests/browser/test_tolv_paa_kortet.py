"""Handlingerne på opgavens kort, hver med musen og med tastaturet alene."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.haand import Mus

pytestmark = pytest.mark.lang

LISTEN = "/projekter/0751/SAPA/"


def kortet(haand: Mus, kode: str) -> Page:
    """Opgavens kort, fundet i listen."""
    haand.side.goto(f"{LISTEN}?soeg={kode}")
    haand.tryk(haand.gaest.opgave(kode).get_by_role("link", name=kode).first)
    haand.gaest.overskrift(kode)
    return haand.side


def test_6_en_frist_saettes_i_haanden_og_frigives(haand: Mus) -> None:
    kode = haand.egen("L16", "L17")
    side = kortet(haand, kode)
    haand.tryk(side.locator("#ret-frist summary"))
    haand.skriv(side.get_by_label("Ny frist"), "10.04.2028")
    haand.skriv(side.locator("#ret-frist").get_by_label("Begrundelse"), "Aftalt")
    haand.tryk(haand.knap("Sæt fristen fast"))
    haand.er_gjort(f"Fristen for {kode} er sat til 10. april 2028.")
    side.reload()
    expect(side.locator("#lokalt")).to_contain_text("Fast frist")
    haand.tryk(side.locator("#ret-frist summary"))
    haand.tryk(haand.knap("Frigiv fristen"))
    haand.er_gjort(f"{kode} følger sin regel igen.")
    side.reload()
    expect(side.locator("#lokalt")).not_to_contain_text("Fast frist")


def test_7_en_lokal_opgave_skrives(haand: Mus) -> None:
    side, titel = haand.side, haand.egen("Bestil kage", "Bestil kaffe")
    side.goto(LISTEN)
    haand.tryk(side.locator("summary", has_text="Hent, lav og fordel"))
    haand.tryk(side.get_by_role("link", name="Ny lokal opgave"))
    haand.skriv(side.get_by_label("Hvad skal gøres?"), titel)
    haand.vaelg(side.get_by_label("Fase", exact=True), "F3 Ibrugtagning")
    haand.tryk(haand.knap("Opret opgaven"))
    haand.er_gjort("er lagt til i F3 Ibrugtagning.")
    side.goto(f"{LISTEN}?soeg={titel}")
    expect(side.locator("[data-raekke]")).to_contain_text(["Lokal"])


def test_8_en_kommentar_skrives_med_en_omtale(haand: Mus) -> None:
    tekst = haand.egen("Kan du tage den?", "Har du set den?")
    side = kortet(haand, "GL06")
    haand.skriv(side.get_by_label("Skriv en kommentar"), tekst)
    haand.tryk(side.locator("#spoerg-nogen"))
    haand.kryds(side.get_by_label("Bo Lindgaard"))
    haand.tryk(haand.knap("Skriv kommentaren"))
    haand.er_gjort("Kommentaren er skrevet. Bo Lindgaard får en mail.")
    side.reload()
    kommentar = side.locator(".kommentar").filter(has_text=tekst)
    expect(kommentar).to_contain_text("Til Bo Lindgaard")


def test_9_en_fil_laegges_paa_opgaven_og_aabnes(haand: Mus, tmp_path: Path) -> None:
    fil = tmp_path / haand.egen("Møde æøå.pdf", "Referat æøå.pdf")
    fil.write_bytes(b"%PDF-1.7 referat")
    side = kortet(haand, "GL07")
    haand.tryk(side.locator("#nyt-dokument summary"))
    haand.laeg_fil(side.get_by_label("Fil (frivilligt)"), fil)
    haand.tryk(side.locator("#laeg-dokument"))
    haand.er_gjort(f"»{fil.name}« er lagt på GL07.")
    side.reload()
    with side.expect_download() as hentet:
        haand.tryk(side.get_by_role("link", name=fil.name))
    assert hentet.value.suggested_filename == fil.name
    assert Path(hentet.value.path()).read_bytes() == fil.read_bytes()


def test_10_en_opgave_fuldfoeres_selv_om_kriterier_mangler_flueben(haand: Mus) -> None:
    side = kortet(haand, kode := haand.egen("GL03", "GL08"))
    haand.vaelg(side.get_by_label("Status"), "Fuldført")
    naaet = side.get_by_role("checkbox", name="Resultatet er nået")
    expect(naaet).not_to_be_checked()
    with haand.gaest.vagt.tillader(422):
        haand.tryk(haand.knap("Gem"))
        expect(naaet).to_be_focused()
    expect(naaet).to_have_accessible_description(re.compile("kvalitetskriterier er ikke krydset af"))
    expect(side.get_by_label("Status")).to_have_value("fuldfoert")
    haand.efterse()
    haand.kryds(naaet)
    haand.tryk(haand.knap("Gem"))
    haand.er_gjort(f"{kode} er gemt: Fuldført.")
    side.reload()
    expect(side.locator("#lokalt .status")).to_have_text("Fuldført")
