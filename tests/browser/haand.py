"""De to måder at gøre en ting på, med musen og med tastaturet alene. Prøven siger hvad, og hånden ved hvordan."""

from pathlib import Path
from typing import ClassVar

from playwright.sync_api import Locator, expect

from tests.browser.eftersyn import efterse
from tests.browser.gaest import Gaest

LANGT = 400
"""Tryk på Tab gennem en hel side med alle projektets opgaver."""

HAR_FOKUS = """(felt) => {
    const nu = document.activeElement;
    return felt === nu || (felt.type === 'radio' && nu.type === 'radio' && felt.name === nu.name);
}"""
"""Fra Tab er en gruppe af radioknapper ét sted; inde i den flytter pilene."""

STAAR_FOER = """(felt) =>
    Boolean(document.activeElement.compareDocumentPosition(felt) & Node.DOCUMENT_POSITION_PRECEDING)"""
ANTAL_FREM = """(felt, tekst) => {
    const nummer = [...felt.options].findIndex((valg) => valg.label.trim() === tekst);
    if (nummer < 0) throw new Error(`»${tekst}« kan ikke vælges`);
    return nummer - felt.selectedIndex;
}"""


class Mus:
    """Peger og klikker; kun tekst skrives."""

    bredder: ClassVar = ("1280", "320")

    def __init__(self, gaest: Gaest) -> None:
        self.gaest = gaest
        self.side = gaest.side

    def hos(self, gaest: Gaest) -> "Mus":
        """Den samme måde hos en anden."""
        return type(self)(gaest)

    def egen(self, med_musen: str, med_tastaturet: str) -> str:
        """Det, hver måde har for sig selv, så de to ikke går i vejen for hinanden."""
        return med_musen

    def knap(self, navn: str) -> Locator:
        return self.side.get_by_role("button", name=navn, exact=True)

    def fold(self, tekst: str) -> Locator:
        return self.side.locator("summary", has_text=tekst)

    def tryk(self, element: Locator) -> None:
        element.click()

    def kryds(self, felt: Locator) -> None:
        felt.click()

    def skriv(self, felt: Locator, tekst: str) -> None:
        felt.fill(tekst)

    def vaelg(self, felt: Locator, tekst: str) -> None:
        felt.select_option(label=tekst)

    def laeg_fil(self, felt: Locator, fil: Path) -> None:
        with self.side.expect_file_chooser() as valgt:
            self.tryk(felt)
        valgt.value.set_files(fil)

    def er_gjort(self, saetning: str) -> None:
        """Det er læst op, fokus står et sted på siden, og axe finder intet i nogen bredde."""
        self.gaest.hoer(saetning)
        assert not self.gaest.er_paa_siden_selv(), f"Fokus faldt til siden efter »{saetning}«"
        self.efterse()

    def efterse(self) -> None:
        """Vagten får det, der er galt, så prøven når at vise det hele."""
        for bredde in self.bredder:
            self.gaest.i_bredden(bredde)
            self.gaest.vagt.fund += efterse(self.side)
        self.gaest.i_bredden("1280")


class Tastatur(Mus):
    """Tab, Shift+Tab, pile, Enter, mellemrum og bogstaver; vejen findes af det, der har fokus."""

    bredder: ClassVar = ("1280",)

    def egen(self, med_musen: str, med_tastaturet: str) -> str:
        return med_tastaturet

    def find(self, element: Locator) -> None:
        expect(element).to_be_visible()
        maal = element.element_handle()
        tast = "Shift+Tab" if maal.evaluate(STAAR_FOER) else "Tab"
        for _ in range(LANGT):
            if maal.evaluate(HAR_FOKUS):
                return
            self.side.keyboard.press(tast)
        raise AssertionError(f"{element} kunne ikke nås med {LANGT} tryk på {tast}")

    def tryk(self, element: Locator) -> None:
        self.find(element)
        self.side.keyboard.press("Enter")

    def kryds(self, felt: Locator) -> None:
        self.find(felt)
        for _ in range(LANGT):
            if felt.evaluate("felt => felt === document.activeElement"):
                break
            self.side.keyboard.press("ArrowDown")
        if felt.get_attribute("type") != "radio" or not felt.is_checked():
            self.side.keyboard.press("Space")

    def skriv(self, felt: Locator, tekst: str) -> None:
        self.find(felt)
        self.side.keyboard.type(tekst)

    def vaelg(self, felt: Locator, tekst: str) -> None:
        self.find(felt)
        frem = felt.evaluate(ANTAL_FREM, tekst)
        for _ in range(abs(frem)):
            self.side.keyboard.press("ArrowDown" if frem > 0 else "ArrowUp")
        assert felt.evaluate(ANTAL_FREM, tekst) == 0
