"""Mange beskeder lagt på én gang."""

import pytest
from django.db import IntegrityError, transaction

from koe.models import Besked
from koe.udbakke import Udkast, laeg_bundt

pytestmark = pytest.mark.django_db


def udkast(noegle):
    return Udkast(noegle, f"{noegle}@b.example", "Et\nemne", "Tekst")


def test_et_bundt_er_faa_forespoergsler_og_mange_raekker(django_assert_num_queries):
    with django_assert_num_queries(1):
        laeg_bundt(udkast(f"n{nummer}") for nummer in range(50))
    assert Besked.objects.ventende().count() == 50
    assert set(Besked.objects.values_list("emne", flat=True)) == {"Et emne"}


def test_en_brugt_noegle_standser_hele_bundtet():
    laeg_bundt([udkast("a")])
    with pytest.raises(IntegrityError), transaction.atomic():
        laeg_bundt([udkast("b"), udkast("a")])
    assert Besked.objects.count() == 1


def test_et_tomt_bundt_er_ingenting(django_assert_num_queries):
    with django_assert_num_queries(0):
        laeg_bundt([])
