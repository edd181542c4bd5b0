"""Siderne, som folk når dem ved at følge links, og eftersynet af hver i alle bredder."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.urls import Resolver404, resolve

from tests.browser.eftersyn import efterse
from tests.browser.gaest import BREDDER, Gaest

INGEN_SIDE = {
    "livez",
    "readyz",
    "was",
    "overblik",
    "kataloger:skabelon",
    "api:opgaver",
    "api:opgave",
    "kataloger:hent_xlsx",
    "kataloger:hent_csv",
    "kataloger:hent_bilag",
    "kataloger:slutdato",
    "lokale:frist",
    "kataloger:hent_fejlmappe",
    "overgange:hent_pdf",
    "opgaver:hent_pdf",
    "opgaver:hent_drejebog",
    "kataloger:hent_sammenlign_pdf",
    "opgaver:hent_dokument",
    "opgaver:raekke",
    "opgaver:ret",
    "opgaver:eksport",
    "opgaver:nyt_i_listen",
}
"""Svar, der ikke er en side: filer, viderestillinger, helbredstjek og brudstykker."""
I_TRIN = {
    "masse:kvittering",
    "masse:vis",
    "flyt:flyt",
    "flyt:kvittering",
    "flyt:fortryd",
    "opgradering:katalog",
    "opgradering:kvittering",
    "opgradering:fortryd",
    "boelger:vis",
    "boelger:flyt",
    "boelger:kvittering",
    "boelger:fortryd",
    "kalender:fortryd",
    "overdragelser:vis",
    "opgaver:drejebogsjob",
    "opgaver:pdf",
    "overgange:pdf",
}
"""De sider, som ``test_tilgaengelige_trin.py`` når ved at gøre noget; turene går ikke ind på dem."""

SVAR = {
    "kalender:ret",
    "opgaver:afkryds",
    "opgradering:katalog",
    "tidsplan:fortsaet",
}
"""De adresser, som svarer på en formular med en side for sig; trinene efterser også svarene."""

LINKS = """() => [...document.querySelectorAll('a[href]')]
    .map((a) => new URL(a.getAttribute('href'), location))
    .map((adresse) => adresse.pathname + adresse.search)"""


def sidens_navn(sti: str) -> str:
    """Adressens navn i urls.py; tom, når det ikke er en af systemets sider."""
    try:
        return resolve(sti).view_name
    except Resolver404:
        return ""


def gaa_rundt(gaest: Gaest, efterset: set[str], *begyndelser: str) -> Iterator[str]:
    """Følg links fra begyndelserne, og stands ved én side af hver slags, ingen har set; giv sidens navn."""
    ventende, besoegte = (
        list(begyndelser),
        INGEN_SIDE | I_TRIN | (efterset - {sidens_navn(urlsplit(sti).path) for sti in begyndelser}),
    )
    while ventende:
        sti = ventende.pop(0)
        navn = sidens_navn(urlsplit(sti).path)
        if navn and navn not in besoegte:
            besoegte.add(navn)
            gaest.side.goto(sti)
            yield navn
            # Demoens mails er til alle; deres links fører til andres projekter.
            ventende += [] if navn == "koe:mails" else gaest.side.evaluate(LINKS)


def efterse_turen(gaest: Gaest, efterset: set[str], *begyndelser: str) -> None:
    """Efterse i hver bredde siderne på turen."""
    fund: list[str] = []
    for navn in gaa_rundt(gaest, efterset, *begyndelser):
        efterset.add(navn)
        fund += efterse_begge(gaest)
    assert not fund, "\n".join(fund)


def efterse_trin(gaest: Gaest, efterset: set[str], svar: str = "") -> list[str]:
    """Efterse den side, gæsten står på, og husk, hvilken det er; ``svar``, når den er et svar på en formular."""
    navn = sidens_navn(urlsplit(gaest.side.url).path)
    assert svar in ("", navn), f"Svaret kom fra {navn}"
    efterset.add(f"svar fra {navn}" if svar else navn)
    return efterse_begge(gaest)


def efterse_begge(gaest: Gaest) -> list[str]:
    """I hver bredde; først i den, siden har, så den ikke skal lægges om en gang for meget."""
    fund: list[str] = []
    for bredde in sorted(BREDDER, key=lambda navn: navn != gaest.bredde):
        gaest.i_bredden(bredde)
        fund += efterse(gaest.side)
    return fund
