"""Det, der gælder for alle prøver."""

import socket
from collections.abc import Iterator

import hypothesis
import pytest
from django.db import connection

from tests import indstillinger

pytest_plugins = ["tests.medvirkende", "tests.adgang.opstilling"]

# En travl maskine må ikke få en egenskabsprøve til at fejle på tid.
hypothesis.settings.register_profile("rolig", deadline=None)
hypothesis.settings.load_profile("rolig")

TUNGE = (
    "tests/adgang/test_matrix.py",
    "tests/browser/test_tilgaengelighed",
    "tests/browser/test_hovedopgaven.py",
    "tests/sikkerhed/test_vaerdier.py",
    "tests/sider/test_loefter.py",
    "tests/sikkerhed/test_xss.py",
    "tests/udgivelse/test_vaern.py",
)
"""De længste filer begynder først, så den ene proces ikke til sidst venter på den anden."""

EGEN_MASKINE = {"127.0.0.1", "::1", "localhost"}


def pytest_unconfigure() -> None:
    # Parallelle pytest-processer slutter uden at rydde op efter sig.
    indstillinger.mappe.cleanup()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    anden, navn = ("sqlite", "SQLite") if connection.vendor == "postgresql" else ("postgresql", "PostgreSQL")
    for proeve in items:
        if proeve.get_closest_marker(anden):
            proeve.add_marker(pytest.mark.skip(reason=f"kører kun på {navn}"))
    items.sort(key=lambda proeve: not proeve.nodeid.startswith(TUNGE))


@pytest.fixture(autouse=True, scope="session")
def kun_egen_maskine() -> Iterator[None]:
    """Systemet henter intet udefra; en prøve, der alligevel gør det, fejler."""
    aegte = socket.socket.connect

    def forbind(stik: socket.socket, adresse: object) -> None:
        if isinstance(adresse, tuple) and adresse[0] not in EGEN_MASKINE:
            raise AssertionError(f"Prøven vil forbinde til {adresse[0]}; kun egen maskine er tilladt.")
        aegte(stik, adresse)  # type: ignore[arg-type]

    with pytest.MonkeyPatch.context() as lap:
        lap.setattr(socket.socket, "connect", forbind)
        yield
