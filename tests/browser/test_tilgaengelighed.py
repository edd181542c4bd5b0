"""Alle sider, som folk når dem ved at følge links, efterset af axe i alle bredder; ingen af systemets sider mangler."""

from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from tests.adgang.matrix import MATRIX
from tests.browser.gaest import Vaert
from tests.browser.projektmappe import skriv
from tests.browser.turene import I_TRIN, INGEN_SIDE, efterse_begge, efterse_turen, sidens_navn

UDEN_LOGIN = {
    "account_login": "/konto/log-ind/",
    "account_reset_password": "/konto/adgangskode/glemt/",
    "account_reset_password_done": "/konto/adgangskode/glemt/sendt/",
    "account_reset_password_from_key": "/konto/adgangskode/ny/1-ukendt/",
    "account_reset_password_from_key_done": "/konto/adgangskode/skiftet/",
    "account_inactive": "/konto/inaktiv/",
    "tilgaengelighed": "/tilgaengelighed/",
}
UDEN_LINK = {
    "account_logout": "/konto/log-ud/",
    "account_change_password": "/konto/adgangskode/",
    "logget_ind": "/konto/logget-ind/",
}


@pytest.fixture(scope="module")
def efterset() -> set[str]:
    """Navnene på de adresser, hvis sider er efterset."""
    return set()


def test_siderne_uden_login_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    gaest = i_demoen.gaest()
    efterse_turen(gaest, efterset, *UDEN_LOGIN.values())


def test_projektlederens_sider_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    de_forsinkede = "/projekter/0751/SAPA/?vis=over_tid"
    efterse_turen(i_demoen.som("Anna"), efterset, "/", de_forsinkede, *UDEN_LINK.values())


def test_en_lokal_opgave_skrevet_med_tastaturet_i_listen_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    anna = i_demoen.som("Anna")
    anna.side.goto("/projekter/0751/SAPA/?fase=F1")
    felt = anna.side.get_by_label("Ny opgave i F1 Initiering")
    for tast in "jn":
        anna.side.keyboard.press(tast)
    expect(felt).to_be_focused()
    for titel in ("Bestil kage til go-live", "Ring til Hanne"):
        anna.side.keyboard.type(titel)
        anna.side.keyboard.press("Enter")
        expect(anna.side.locator("#opraab")).to_contain_text(titel)
        expect(felt).to_be_focused()
        expect(felt).to_have_value("")
    assert not efterse_begge(anna)
    anna.side.get_by_role("link", name="Ring til Hanne").click()
    anna.side.wait_for_url("**/opgaver/*/")
    assert not efterse_begge(anna)
    anna.side.locator(".kort-handlinger").get_by_role("link", name="Ret opgaven").click()
    anna.side.wait_for_url("**/ret/")
    nye = [f"/projekter/0751/SAPA/lokale/{navn}/" for navn in ("ny", "katalog", "eksempler")]
    efterse_turen(anna, efterset, urlsplit(anna.side.url).path, *nye)


def test_styregruppens_beslutning_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    dorte = i_demoen.som("Dorte")
    dorte.side.goto("/projekter/0751/SAPA/faseovergange/")
    dorte.side.get_by_role("row").filter(has_text="Projektet er her").get_by_role("link").click()
    dorte.side.wait_for_url("**/faseovergange/F*/")
    efterse_turen(dorte, efterset, sti := urlsplit(dorte.side.url).path)
    dorte.side.goto(f"{sti}beslutning/")
    dorte.side.get_by_label("Begrundelse og betingelser").fill("Vi følger op på næste møde.")
    dorte.side.get_by_role("button", name="Se, hvad der vil ske").click()
    dorte.side.wait_for_url("**/beslutning/bekraeft/")
    assert not efterse_begge(dorte)
    dorte.side.get_by_role("link", name="Ret begrundelsen").click()
    dorte.side.go_back()
    expect(dorte.side.get_by_role("heading", level=1)).to_have_text("Det vil ske, når du godkender")


def test_redaktoerens_sider_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    karen = i_demoen.som("Karen")
    efterse_turen(karen, efterset, "/", "/kataloger/")
    # Den første version på listen er en kladde; det, man kan gøre ved en udgivet, er på dens side.
    karen.side.goto("/kataloger/")
    karen.side.get_by_role("link", name="SAPA 1.0", exact=True).click()
    karen.side.wait_for_url("**/versioner/*/")
    efterse_turen(karen, efterset, urlsplit(karen.side.url).path)


def test_administratorens_sider_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    gaest = i_demoen.gaest()
    gaest.vaelg_adgangskode(i_demoen.anlaeg.administratorlink("0751", "ea@aarhus.example", "Ea Lund"))
    efterse_turen(gaest.log_ind("ea@aarhus.example"), efterset, "/")


def test_importens_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str], tmp_path: Path) -> None:
    karen = i_demoen.som("Karen")
    side = karen.side
    fund: list[str] = []
    for fejl in (True, False):
        side.goto("/kataloger/importer/?loesning=SAPA")
        side.get_by_label("Katalogversion").fill("1.9")
        side.get_by_label("Projektmappe").set_input_files(skriv(tmp_path / "sapa.xlsx", fejl=fejl))
        side.get_by_role("button", name="Se, hvad der vil ske").click()
        side.locator(".tab-list").wait_for()
        faner = side.locator(".tab-list a").all()
        for adresse in [fane.evaluate("fane => fane.href") for fane in faner]:
            side.goto(adresse)
            efterset.add(sidens_navn(urlsplit(adresse).path))
            fund += efterse_begge(karen)
        if fejl:
            side.get_by_role("button", name="Lav en projektmappe med fejlene markeret").click()
            side.get_by_role("link", name="Hent rækkerne med fejlene markeret").wait_for()
            efterset.add(sidens_navn(urlsplit(side.url).path))
            fund += efterse_begge(karen)
    assert not fund, "\n".join(fund)
    side.get_by_role("button", name="Indlæs i SAPA 1.9").click()
    side.get_by_role("heading", name="Indlæst i SAPA 1.9").wait_for()
    kladden = side.get_by_role("link", name="Se SAPA 1.9").evaluate("link => link.pathname")
    # Kladdens egen udgivelse fører til de opgaver, der udgår.
    efterse_turen(karen, efterset, urlsplit(side.url).path, kladden, f"{kladden}udgiv/")
    assert "kataloger:udgaar" in efterset


def test_sammenligningens_pdf_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    karen = i_demoen.som("Karen")
    side = karen.side
    side.goto("/kataloger/")
    side.get_by_role("link", name="SAPA 1.9", exact=True).click()
    side.get_by_role("link", name="Sammenlign med en anden version").click()
    side.get_by_role("button", name="Sammenlign").click()
    side.get_by_role("button", name="Lav sammenligningen som PDF").click()
    hent = side.get_by_role("link", name="Hent sammenligningen som PDF")
    hent.wait_for(timeout=90_000)
    assert not efterse_begge(karen)
    side.goto(hent.evaluate("link => new URL('.', link.href).href"))
    efterset.add(sidens_navn(urlsplit(side.url).path))
    assert not efterse_begge(karen)


def test_etapernes_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    carl, etaper, fund = i_demoen.som("Carl"), "/projekter/0461/VITAS/etaper/", list[str]()
    side = carl.side
    efterse_turen(carl, efterset, etaper)
    side.goto(etaper)
    hak = side.get_by_label("Sygedagpenge: Uddannet")
    hak.focus()
    side.keyboard.press("Space")
    carl.hoer("Sygedagpenge er gemt.")
    expect(hak).to_be_focused()
    with carl.vagt.tillader(422):
        side.get_by_label("Sygedagpenge: Go-live").press("Space")
        expect(side.get_by_label("Hvorfor går Sygedagpenge i gang nu?")).to_be_visible()
    fund += efterse_begge(carl)
    side.goto(etaper)
    with carl.vagt.tillader(422):
        side.get_by_label("Sygedagpenge: Stabil").press("Space")
        expect(side.get_by_text("er ikke gået i gang. Sæt først hak i Go-live")).to_be_visible()
        expect(side.get_by_label("Sygedagpenge: Stabil")).not_to_be_checked()
    side.goto(f"{etaper}ny/")
    side.get_by_label("Navn").fill("Ungeteam")
    side.get_by_label("Go-live").fill("04.03.2030")
    side.get_by_role("button", name="Se, hvad der vil ske").click()
    side.get_by_role("heading", name="Det sker").wait_for()
    fund += efterse_begge(carl)
    side.goto(etaper)
    side.get_by_role("link", name="Sæt Sygedagpenge på pause").click()
    side.get_by_label("Begrundelse").fill("Holdet venter på nye lokaler")
    side.get_by_role("button", name="Sæt etapen på pause").click()
    carl.besked("Sygedagpenge er på pause")
    side.get_by_role("link", name="Gå videre med Sygedagpenge").click()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(carl)
    side.get_by_role("button", name="Lad etapen gå videre").click()
    carl.besked("Sygedagpenge går videre")
    assert not fund, "\n".join(fund)


def test_pausens_trin_har_ingen_brud(i_demoen: Vaert, efterset: set[str]) -> None:
    carl, fund = i_demoen.som("Carl"), list[str]()
    side, fra = carl.side, timezone.localdate() - timedelta(days=20)
    side.goto("/projekter/0461/VITAS/datoer/pause/")
    side.get_by_label("Begrundelse").fill("Vi venter på leverandøren")
    side.get_by_label("Fra (frivilligt)", exact=True).fill(f"{fra:%d.%m.%Y}")
    side.get_by_role("button", name="Sæt projektet på pause").click()
    carl.besked("er på pause")
    fund += efterse_begge(carl)
    side.get_by_role("link", name="Genoptag projektet").first.click()
    efterset.add(sidens_navn(urlsplit(side.url).path))
    fund += efterse_begge(carl)
    with carl.vagt.tillader(422):
        side.get_by_label("Begrundelse").fill("")
        side.get_by_role("button", name="Genoptag og flyt").first.click()
        expect(side.get_by_text("Skriv, hvorfor datoerne flyttes").first).to_be_visible()
    fund += efterse_begge(carl)
    side.get_by_role("button", name="Genoptag uden at flytte").click()
    carl.besked("er genoptaget")
    assert not fund, "\n".join(fund)


def test_turene_naaede_alle_sider_i_systemet(efterset: set[str]) -> None:
    sider = {linje.navn for linje in MATRIX if 200 in (linje.hent, linje.indlogget)} - INGEN_SIDE - I_TRIN
    assert sider <= efterset, f"Ingen link fører til: {sorted(sider - efterset)}"
