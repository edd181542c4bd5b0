"""Browserprøvernes grundlag: det rigtige system i en rigtig Chromium."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect, sync_playwright

from tests.browser.anlaeg import Anlaeg, lav_anlaeg, lav_demogrundlag, lav_grundlag, lavet_en_gang
from tests.browser.gaest import FRIST, Vaert
from tests.browser.haand import Mus, Tastatur

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
STILLE = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-domain-reliability",
    "--disable-sync",
    "--no-first-run",
    "--lang=da-DK",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
"""Uden sandkasse, fordi prøven kan køre som root, og uden Chromiums egne kald ud af huset."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for proeve in items:
        if "tests/browser/" in proeve.nodeid:
            proeve.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    if CHROMIUM is None:
        pytest.skip("Chromium mangler. Installér den med: sudo apt-get install chromium")
    expect.set_options(timeout=FRIST)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=STILLE)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def billedmappe() -> Path | None:
    """Mappen, ``SKAERMBILLEDER`` nævner; uden den tages der ingen billeder."""
    valgt = os.environ.get("SKAERMBILLEDER")
    if not valgt:
        return None
    Path(valgt).mkdir(parents=True, exist_ok=True)
    return Path(valgt)


@pytest.fixture(scope="session")
def faelles_mappe(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """En mappe for hele kørslen, også når den er delt mellem flere processer."""
    egen = tmp_path_factory.getbasetemp()
    return egen.parent if "PYTEST_XDIST_WORKER" in os.environ else egen


@pytest.fixture(scope="session")
def grundlag(faelles_mappe: Path) -> Path:
    return lavet_en_gang(faelles_mappe / "grundlag", lav_grundlag)


@pytest.fixture(scope="session")
def demogrundlag(faelles_mappe: Path, grundlag: Path) -> Path:
    return lavet_en_gang(faelles_mappe / "demogrundlag", lambda mappe: lav_demogrundlag(grundlag, mappe))


@pytest.fixture(scope="module")
def tomt_anlaeg(grundlag: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anlaeg]:
    """Et system uden personer, kataloger og projekter."""
    with lav_anlaeg(grundlag, tmp_path_factory.mktemp("tomt")).i_drift() as anlaeg:
        yield anlaeg


@pytest.fixture(scope="session")
def demoanlaeg(demogrundlag: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Anlaeg]:
    """Et system med demoens data; prøver, der ændrer noget, tager hver sin opgave."""
    with lav_anlaeg(demogrundlag, tmp_path_factory.mktemp("demo")).i_drift() as anlaeg:
        yield anlaeg


@pytest.fixture
def i_demoen(chromium: Browser, demoanlaeg: Anlaeg, billedmappe: Path | None) -> Iterator[Vaert]:
    """Værten i demoen; prøven fejler, hvis en gæsts vagt har set noget uventet."""
    with Vaert(chromium, demoanlaeg, billedmappe) as vaert:
        yield vaert
        vaert.kontroller()


@pytest.fixture(params=[Mus, Tastatur], ids=["mus", "tastatur"])
def haand(request: pytest.FixtureRequest, i_demoen: Vaert) -> Mus:
    """Annas hånd; prøven går én gang med musen og én med tastaturet alene."""
    return request.param(i_demoen.som("Anna"))
