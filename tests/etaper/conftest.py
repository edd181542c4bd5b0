from datetime import UTC, date, datetime

import pytest

from opgaver.services.etape import Etapedata, opret_etape
from projekter.aktoer import Aktoer
from tests.overgange.hjaelp import ret_kort

NU = datetime(2027, 2, 3, 9, tzinfo=UTC)


@pytest.fixture
def per_etape(verden):
    """G01 (5 arbejdsdage før go-live) og A08 (5 uger efter idriftsættelse) er mærket »per etape«."""
    for kode in ("G01", "A08"):
        ret_kort(verden, kode, er_per_etape=True)
    return verden


@pytest.fixture
def lav(per_etape):
    """Anna laver en etape; ``lav("Nord", date(2027, 3, 22))``."""

    def lav(navn, golive, **mere):
        aktoer = Aktoer.person(per_etape.anna)
        return opret_etape(aktoer, per_etape.projekt, Etapedata(navn, golive, **mere), nu=NU)

    return lav


@pytest.fixture
def tre(lav):
    """Nord på projektets go-live, Syd og Vest hver tre uger efter den forrige."""
    dage = (date(2027, 3, 15), date(2027, 4, 5), date(2027, 4, 26))
    return [lav(navn, dag) for navn, dag in zip(("Nord", "Syd", "Vest"), dage, strict=True)]
