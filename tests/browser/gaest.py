"""En person ved en browser: sin egen session, en vagt på alt, siden gør, og det, prøverne tit beder om."""

import os
import re
from pathlib import Path
from types import TracebackType
from typing import Any

from playwright.sync_api import Browser, Locator, Page, expect

from tests.browser.anlaeg import Anlaeg
from tests.browser.eftersyn import efterse
from tests.browser.vagt import Vagt

ADGANGSKODE = "en-lang-og-god-adgangskode"
BREDDER = {"1280": (1280, 900), "320": (320, 640)}
if os.environ.get("AXE_ALT") == "1":
    BREDDER["768"] = (768, 900)
FRIST = 15_000
"""Millisekunder. Rigeligt på en travl maskine; en sund side venter aldrig så længe."""


class Gaest:
    """``side`` er personens fane."""

    def __init__(self, browser: Browser, anlaeg: Anlaeg, billedmappe: Path | None, **valg: Any) -> None:
        self.anlaeg = anlaeg
        self.billedmappe = billedmappe
        self.vagt = Vagt(anlaeg.adresse)
        self.kontekst = browser.new_context(base_url=anlaeg.adresse, locale="da-DK", **valg)
        self.kontekst.set_default_timeout(FRIST)
        self.vagt.bevogt(self.kontekst)
        self.side = self.ny_fane()

    def ny_fane(self) -> Page:
        fane = self.kontekst.new_page()
        self.i_bredden("1280", fane)
        return fane

    def i_bredden(self, bredde: str, side: Page | None = None) -> None:
        brede, hoeje = BREDDER[bredde]
        maal = {"width": brede, "height": hoeje}
        if (side or self.side).viewport_size != maal:
            (side or self.side).set_viewport_size(maal)

    @property
    def bredde(self) -> str:
        """Navnet på den bredde, siden har nu."""
        nu = self.side.viewport_size
        return next((navn for navn, (brede, _) in BREDDER.items() if nu and nu["width"] == brede), "")

    def log_ind(self, email: str, adgangskode: str = ADGANGSKODE) -> "Gaest":
        self.side.goto("/konto/log-ind/")
        self.udfyld_login(email, adgangskode)
        self.overskrift("Min side")
        return self

    def udfyld_login(self, email: str, adgangskode: str = ADGANGSKODE) -> None:
        """Udfyld den loginside, personen står på."""
        self.side.get_by_label("E-mail").fill(email)
        self.side.get_by_label("Adgangskode").fill(adgangskode)
        self.side.get_by_role("button", name="Log ind", exact=True).click()

    def log_ind_i_demoen(self, fornavn: str) -> "Gaest":
        """Log ind med demoens knap."""
        self.side.goto("/konto/log-ind/")
        self.side.get_by_role("button", name=re.compile(f"^{fornavn} ")).click()
        self.overskrift("Min side")
        return self

    def vaelg_adgangskode(self, link: str) -> None:
        """Følg linket fra mailen, og vælg en adgangskode."""
        self.side.goto(link)
        for felt in self.side.locator("input[type=password]").all():
            felt.fill(ADGANGSKODE)
        self.side.get_by_role("button", name="Gem adgangskode").click()
        expect(self.side.get_by_role("heading", level=1)).to_have_text("Adgangskoden er gemt")

    def overskrift(self, tekst: str) -> None:
        expect(self.side.get_by_role("heading", level=1)).to_contain_text(tekst)

    def hoer(self, tekst: str) -> None:
        """Teksten bliver læst op for den, der ikke kan se siden."""
        expect(self.side.locator("#opraab")).to_contain_text(tekst)

    def besked(self, tekst: str) -> None:
        """Teksten står som meddelelse oven for indholdet."""
        expect(self.side.locator("#meddelelser")).to_contain_text(tekst)

    def opgave(self, kode: str, side: Page | None = None) -> Locator:
        """Opgavens række i projektets liste."""
        hos = side or self.side
        kodefelt = hos.locator(".opgave-kode", has_text=kode)
        return hos.locator("[data-raekke]").filter(has=kodefelt)

    def flueben(self, kode: str, side: Page | None = None) -> Locator:
        return self.opgave(kode, side).get_by_role("checkbox", name="er fuldført")

    def ja(self, kode: str) -> Locator:
        """Knappen, der fuldfører opgaven, selv om noget ikke er på plads."""
        return self.opgave_til_rettelse(kode).get_by_role("button", name="Ja, fuldfør alligevel")

    def fuldfoer(self, kode: str) -> None:
        """Sæt fluebenet, og sig ja, hvis der spørges."""
        self.flueben(kode).click()
        expect(self.ja(kode).or_(self.opgave(kode).locator(".status-fuldfoert"))).to_be_visible()
        if self.ja(kode).count():
            self.ja(kode).click()
        self.hoer(f"{kode} er gemt: Fuldført.")

    def en_aaben_opgave(self) -> str:
        """Gå til Annas opgaver, og giv koden på den første, der ikke er fuldført."""
        self.side.goto("/projekter/0751/SAPA/?vis=aabne")
        return self.side.locator("[data-raekke] .opgave-kode").first.inner_text()

    def opgave_til_rettelse(self, kode: str) -> Locator:
        """Opgavens række, når den er åbnet."""
        return self.side.locator(".opgave-ret").filter(has=self.side.get_by_role("heading", name=kode))

    def fokus(self) -> str:
        """Id på det, der har fokus."""
        return str(self.side.evaluate("document.activeElement?.id || ''"))

    def er_paa_siden_selv(self) -> bool:
        """Om intet har fokus, så den, der bruger tastatur, må begynde forfra."""
        return bool(self.side.evaluate("[null, document.body].includes(document.activeElement)"))

    def tab_til(self, element: Locator, hoejst: int = 8) -> None:
        """Tryk Tab, til elementet har fokus."""
        for _ in range(hoejst):
            self.side.keyboard.press("Tab")
            if element.evaluate("element => element === document.activeElement"):
                return
        raise AssertionError(f"{element} kunne ikke nås med {hoejst} tryk på Tab; fokus er på {self.fokus()!r}")

    def billede(self, navn: str) -> None:
        """Et eftersyn af siden i hver bredde, og et billede, når nogen vil se dem; vagten får det, der er galt."""
        for bredde in BREDDER:
            self.i_bredden(bredde)
            if self.billedmappe:
                self.side.screenshot(path=self.billedmappe / f"{navn}-{bredde}.png", full_page=True)
            self.vagt.fund += efterse(self.side)
        self.i_bredden("1280")


class Vaert:
    """Lukker gæster ind i ét anlæg, og lukker efter dem igen."""

    def __init__(self, browser: Browser, anlaeg: Anlaeg, billedmappe: Path | None) -> None:
        self.browser = browser
        self.anlaeg = anlaeg
        self.billedmappe = billedmappe
        self.gaester: list[Gaest] = []

    def som(self, fornavn: str, **valg: Any) -> Gaest:
        """En gæst, der er logget ind som demoens person; adgangskoden prøves kun første gang."""
        kendte = self.anlaeg.sessioner
        if fornavn not in kendte:
            kendte[fornavn] = self.gaest().log_ind_i_demoen(fornavn).kontekst.storage_state()
        return self.gaest(storage_state=kendte[fornavn], **valg)

    def gaest(self, **valg: Any) -> Gaest:
        """En ny gæst med sine egne cookies."""
        self.gaester.append(Gaest(self.browser, self.anlaeg, self.billedmappe, **valg))
        return self.gaester[-1]

    def kontroller(self) -> None:
        """Ingen vagt har set noget, der ikke var ventet."""
        fund = [fundet for gaest in self.gaester for fundet in gaest.vagt.afloes()]
        assert not fund, "\n".join(fund)

    def __enter__(self) -> "Vaert":
        return self

    def __exit__(self, *_: type[BaseException] | BaseException | TracebackType | None) -> None:
        for gaest in self.gaester:
            gaest.kontekst.close()
