"""Turen gennem hovedopgaven: folkene, og hvordan de finder rundt."""

import re
from dataclasses import dataclass, field
from email.message import EmailMessage
from pathlib import Path

from playwright.sync_api import Page

from tests.browser.anlaeg import Anlaeg
from tests.browser.gaest import Gaest, Vaert


@dataclass
class Tur:
    """Det, stationerne deler: huset, folkene i det, og hvor turen eventuelt standsede."""

    vaert: Vaert
    folk: dict[str, Gaest] = field(default_factory=dict)
    standset: str = ""

    @property
    def anlaeg(self) -> Anlaeg:
        return self.vaert.anlaeg

    def ny(self, navn: str, link: str) -> Gaest:
        """En ny gæst, som vælger adgangskode med linket og logger ind."""
        gaest = self.folk[navn] = self.vaert.gaest()
        gaest.vaelg_adgangskode(link)
        return gaest.log_ind(adresse(navn))

    def __getattr__(self, navn: str) -> Gaest:
        try:
            return self.folk[navn]
        except KeyError:
            raise AttributeError(navn) from None


def adresse(navn: str) -> str:
    hus = {"karen": "kombit", "carl": "odense"}.get(navn, "aarhus")
    return f"{navn}@{hus}.example"


def find(moenster: str, tekst: str) -> str:
    fundet = re.search(moenster, tekst)
    assert fundet, f"{moenster} står ikke i {tekst!r}"
    return fundet[0]


def brevtekst(mail: EmailMessage) -> str:
    """Mailens læsbare del; den skal også have en HTML-del."""
    tekst = mail.get_body(("plain",))
    assert tekst and mail.get_body(("html",))
    return str(tekst.get_content())


def faneblad(side: Page, navn: str) -> None:
    side.get_by_role("navigation", name="Projektets sider").get_by_role("link", name=navn, exact=True).click()


def i_menuen(side: Page, navn: str) -> None:
    side.get_by_role("navigation", name="Hovedmenu").get_by_role("link", name=navn, exact=True).click()


def sapa(gaest: Gaest, faneblad_: str = "Opgaver") -> Page:
    """Gå fra Projekter til Aarhus' SAPA-projekt, som en person ville gøre."""
    i_menuen(gaest.side, "Projekter")
    gaest.side.get_by_role("link", name="SAPA, Aarhus Kommune").click()
    if faneblad_ != "Opgaver":
        faneblad(gaest.side, faneblad_)
    return gaest.side


def vaelg_fil(karen: Gaest, fil: Path) -> None:
    """Importens første trin: hvilken fil, der skal ind i SAPA 1.0."""
    karen.side.get_by_label("Løsning").select_option("SAPA")
    karen.side.get_by_label("Katalogversion").fill("1.0")
    karen.side.get_by_label("Projektmappe").set_input_files(fil)
    karen.side.get_by_role("button", name="Se, hvad der vil ske").click()
