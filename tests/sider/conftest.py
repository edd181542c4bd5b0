"""Siderne hentes én gang og læses af alle prøverne her."""

import logging
from collections.abc import Iterator

import pytest
from django.db import transaction
from django.template import engines

from tests.adgang.scene import lav_scene
from tests.sider.hent import Side, hent
from tests.sider.loefter import MANGLER


@pytest.fixture(scope="package")
def sider(django_db_setup, django_db_blocker) -> Iterator[list[Side]]:
    """Alle sider med alt, hvad de viser. Databasen er urørt bagefter."""
    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    motor = engines["django"].engine
    with django_db_blocker.unblock(), transaction.atomic(), pytest.MonkeyPatch.context() as lap:
        lap.setattr(motor, "string_if_invalid", MANGLER)
        hentede = list(hent(lav_scene()))
        transaction.set_rollback(True)
    yield hentede
    logging.getLogger("django.request").setLevel(logging.NOTSET)


@pytest.fixture(scope="package")
def hele(sider: list[Side]) -> list[Side]:
    return [side for side in sider if not side.er_brudstykke]


@pytest.fixture(scope="package")
def brudstykker(sider: list[Side]) -> list[Side]:
    return [side for side in sider if side.er_brudstykke]
