"""Scenen som fixture: bygget én gang i processen, lagt ind til hver prøve."""

import pytest
from django.db import transaction
from pytest_django import DjangoDbBlocker

from tests.adgang.scene import Scene, lav_scene
from tests.billede import Billede


@pytest.fixture(scope="session")
def scenebillede(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Billede[Scene]:
    with django_db_blocker.unblock(), transaction.atomic():
        billede = Billede(lav_scene)
        transaction.set_rollback(True)
    return billede


@pytest.fixture
def scene(scenebillede: Billede[Scene], db: None) -> Scene:
    return scenebillede.laeg_ind()
