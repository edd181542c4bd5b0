"""Vagten ved browseren: fejl i konsollen, brud på CSP, kald ud af maskinen og svar, ingen ventede."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request, Response

INTERNE = ("data:", "blob:", "about:")
EKKO = "Failed to load resource"
"""Chromiums egen linje om et svar med fejlkode; svaret selv er allerede noteret."""

HOLD_OEJE_MED_FOKUS = """
    let foer = null;
    document.addEventListener('htmx:before:request', () => { foer = document.activeElement; });
    document.addEventListener('htmx:after:swap', () => setTimeout(() => {
        if (foer && foer !== document.body && document.activeElement === document.body)
            console.error(`Fokus faldt til siden, da noget blev skiftet ud (før: #${foer.id})`);
    }));
"""
"""Efter enhver udskiftning skal den, der bruger tastatur, stadig stå et sted."""


class Vagt:
    """Samler alt uventet på siderne i en browser, til prøven spørger."""

    def __init__(self, adresse: str) -> None:
        self.adresse = adresse
        self.fund: list[str] = []
        self.tilladte: set[int] = set()
        self.nettet_er_nede = False

    def bevogt(self, kontekst: BrowserContext) -> None:
        kontekst.add_init_script(HOLD_OEJE_MED_FOKUS)
        kontekst.on("console", self._konsol)
        kontekst.on("weberror", lambda fejl: self.fund.append(f"Fejl i JavaScript: {fejl.error}"))
        kontekst.on("request", self._kald)
        kontekst.on("response", self._svar)

    @contextmanager
    def tillader(self, *statusser: int) -> Iterator[None]:
        """I blokken er disse svar ventede."""
        self.tilladte |= set(statusser)
        try:
            yield
        finally:
            self.tilladte -= set(statusser)

    @contextmanager
    def uden_forbindelse(self, side: Page, moenster: str = "**/*") -> Iterator[None]:
        """I blokken kan siden ikke nå serveren."""
        self.nettet_er_nede = True
        side.route(moenster, lambda rute: rute.abort("connectionrefused"))
        try:
            yield
        finally:
            side.unroute(moenster)
            self.nettet_er_nede = False

    def afloes(self) -> list[str]:
        """Det, der er fundet siden sidst."""
        fund, self.fund = self.fund, []
        return fund

    def _konsol(self, linje: ConsoleMessage) -> None:
        if linje.type == "error" and EKKO not in linje.text and not self.nettet_er_nede:
            self.fund.append(f"Konsollen på {_side(linje.page)}: {linje.text}")

    def _kald(self, kald: Request) -> None:
        if not kald.url.startswith((f"{self.adresse}/", *INTERNE)):
            self.fund.append(f"Siden kalder ud af maskinen: {kald.url}")

    def _svar(self, svar: Response) -> None:
        if svar.status >= 400 and svar.status not in self.tilladte:
            self.fund.append(f"{svar.request.method} {svar.url} svarede {svar.status}")


def _side(side: Page | None) -> str:
    return side.url if side else "en lukket side"
