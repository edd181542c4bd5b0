"""Flytningen af et kort: få sætninger til databasen, og pladserne er altid nummereret fra 1."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from opgaver.services import kortredigering as handlinger
from projekter.aktoer import KOMMANDOLINJE
from tests.opgaver_katalog.test_kortredigering import koder

pytestmark = pytest.mark.django_db


@pytest.fixture
def a08(verden):
    return handlinger.ny_kladde(KOMMANDOLINJE, verden.version).kort.get(kode="A08")


def test_en_flytning_skriver_med_faa_saetninger_ogsaa_naar_alle_rykker(a08):
    handlinger.flyt_kort(KOMMANDOLINJE, a08, plads=1)
    with CaptureQueriesContext(connection) as fanget:
        handlinger.flyt_kort(KOMMANDOLINJE, a08, plads=7)
    rykket = [sql["sql"] for sql in fanget if sql["sql"].startswith("UPDATE")]
    assert len(rykket) == 2 and not any("CASE" in sql for sql in rykket)
    assert list(a08.version.kort.order_by("raekkefoelge").values_list("raekkefoelge", flat=True)) == [*range(1, 8)]


def test_huller_og_ens_pladser_bliver_rettet_ved_en_flytning(a08):
    a08.version.kort.update(raekkefoelge=3)
    foer = koder(a08.version)
    handlinger.flyt_kort(KOMMANDOLINJE, a08, plads=2)
    assert koder(a08.version).index("A08") == 1 and set(koder(a08.version)) == set(foer)
    assert list(a08.version.kort.order_by("raekkefoelge").values_list("raekkefoelge", flat=True)) == [*range(1, 8)]
