"""Billedet af en verden lægger det ind, der blev bygget."""

import pytest
from django.core.management.color import no_style
from django.db import connection, transaction

from projekter.models import Organisation
from tests.billede import Billede

pytestmark = pytest.mark.django_db


def tag(lav):
    """Billedet af det, ``lav`` bygger, og som er rullet tilbage igen."""
    with transaction.atomic():
        billede = Billede(lav)
        transaction.set_rollback(True)
    return billede


def organisation(kode="0999"):
    return Organisation.objects.create(slags="kommune", kode=kode, navn=kode, officielt_navn=f"{kode} Kommune")


def test_den_naeste_raekke_faar_et_ledigt_nummer_ogsaa_naar_taellerne_er_nulstillet():
    billede = tag(organisation)
    with connection.cursor() as markoer:
        for saetning in connection.ops.sequence_reset_by_name_sql(no_style(), connection.introspection.sequence_list()):
            markoer.execute(saetning)
    lagt = billede.laeg_ind()
    assert organisation("0998").pk > lagt.pk
