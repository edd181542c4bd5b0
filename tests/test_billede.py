"""Billedet af en verden lægger det ind, der blev bygget."""

from datetime import timedelta

import pytest
import time_machine
from django.core.management.color import no_style
from django.db import connection, transaction
from django.utils import timezone

from opgaver.models import Katalogversion
from opgaver.services.kortredigering import ny_kladde
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse, Organisation
from tests.billede import Billede
from tests.medvirkende import lav_verden

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


def haendelser():
    """To hændelser med en time imellem; den sidste er lige sket."""
    nu = timezone.now()
    for tid in (nu - timedelta(hours=1), nu):
        with time_machine.travel(tid, tick=False):
            Haendelse.objects.create(aktoer="Anna", handling="prøvet", genstand_type="projekt", genstand_id=1)


def test_der_er_lige_lang_tid_mellem_haendelserne_som_da_de_blev_bygget():
    tag(haendelser).laeg_ind()
    foerste, sidste = Haendelse.objects.order_by("pk").values_list("tid", flat=True)
    assert sidste - foerste == timedelta(hours=1)
    assert timedelta() <= timezone.now() - sidste < timedelta(minutes=1)


def to_versioner():
    verden = lav_verden()
    naeste = ny_kladde(KOMMANDOLINJE, verden.version)
    udgivet = Katalogversion.objects.get(pk=verden.version.pk).udgivet + timedelta(days=1)
    Katalogversion.objects.filter(pk=naeste.pk).update(status="udgivet", udgivet=udgivet)


def test_hver_version_har_sit_eget_udgivelsestidspunkt():
    tag(to_versioner).laeg_ind()
    foerste, anden = Katalogversion.objects.order_by("pk").values_list("udgivet", flat=True)
    assert anden - foerste == timedelta(days=1)


def test_en_aendret_raekke_i_en_fyldt_tabel_afvises_ogsaa_naar_antallet_er_det_samme():
    organisation()
    with pytest.raises(ValueError, match=r"Databasen var ikke tom: .*Organisation"):
        tag(lambda: Organisation.objects.update(navn="Et andet"))
