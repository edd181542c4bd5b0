"""SQLite på dansk: orden og søgning som på PostgreSQL."""

import pytest
from django.db.models.functions import Collate

from faelles.dansk_sqlite import KOLLATION
from projekter.models import Organisation

NAVNE = [
    "Aabenraa",
    "Albertslund",
    "Ålsgårde",
    "Ærø",
    "Odense",
    "Østerbro",
    "Aalborg",
    "albertslund",
    "Vejle",
    "Aarhus",
]
I_ORDEN = ["Albertslund", "Odense", "Vejle", "Ærø", "Østerbro", "Aabenraa", "Aalborg", "Ålsgårde", "Aarhus"]


@pytest.fixture
def organisationer(db):
    for nummer, navn in enumerate(dict.fromkeys(NAVNE)):
        Organisation.objects.create(slags="kommune", kode=f"9{nummer}", navn=navn, officielt_navn=navn)


def test_dansk_orden_er_den_samme_paa_begge_databaser(organisationer):
    navne = Organisation.objects.exclude(navn="albertslund").order_by(Collate("navn", KOLLATION))
    assert [org.navn for org in navne] == I_ORDEN


@pytest.mark.parametrize("soegt", ["østerbro", "ØSTERBRO", "ærø", "ÅLS"])
def test_soegning_ser_bort_fra_store_bogstaver_i_aeoeaa(organisationer, soegt):
    assert Organisation.objects.filter(navn__icontains=soegt).count() == 1


@pytest.mark.parametrize("soegt", ["%", "_", "\\"])
def test_jokertegn_i_det_soegte_er_almindelige_tegn(organisationer, soegt):
    assert not Organisation.objects.filter(navn__icontains=soegt).exists()
