"""Personer og bølger i PostgreSQL: at nogen imens noterer noget om dem, holder ingen tilbage."""

import pytest
from django.db import connection, connections, transaction

from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.services.personer import fjern_person, tilfoej_person
from tests.medvirkende import lav_verden

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def imens():
    """En anden forbindelse, hvor Bo er i gang med noget, der endnu ikke er gemt."""
    anden = connections.create_connection("default")
    yield anden
    anden.rollback()
    anden.close()


def skriv_om(anden, sql, pk):
    anden.set_autocommit(False)
    with anden.cursor() as markoer:
        markoer.execute(sql, [pk])


def uden_at_vente(handling):
    with transaction.atomic():
        with connection.cursor() as markoer:
            markoer.execute("SET LOCAL lock_timeout = '500ms'")
        handling()


BO = "SELECT 1 FROM projekter_bruger WHERE id = %s FOR KEY SHARE"
PROJEKT = "SELECT 1 FROM projekter_projekt WHERE id = %s FOR KEY SHARE"


def test_en_person_fjernes_mens_personen_selv_noterer_noget(imens):
    verden = lav_verden()
    skriv_om(imens, BO, verden.bo.pk)
    uden_at_vente(lambda: fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo))
    verden.bo.refresh_from_db()
    assert not verden.bo.is_active


def test_en_person_tilfoejes_et_andet_sted_imens(imens):
    verden = lav_verden()
    skriv_om(imens, BO, verden.bo.pk)
    uden_at_vente(lambda: tilfoej_person(KOMMANDOLINJE, verden.odense, verden.bo.email, "Bo", ["deltager"]))
    assert verden.bo.medlemskaber.filter(organisation=verden.odense).exists()


def test_boelgens_projekter_vaelges_mens_nogen_noterer_i_et_af_dem(imens):
    verden = lav_verden()
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer())
    skriv_om(imens, PROJEKT, verden.projekt.pk)
    uden_at_vente(lambda: saet_projekter(KOMMANDOLINJE, boelge, {verden.projekt.pk}))
    assert boelge.projekter.count() == 1


def test_to_kan_ikke_fjerne_den_samme_person_paa_en_gang(imens):
    verden = lav_verden()
    skriv_om(imens, BO.replace("KEY SHARE", "NO KEY UPDATE"), verden.bo.pk)
    with pytest.raises(Exception, match="lock timeout"):
        uden_at_vente(lambda: fjern_person(Aktoer.person(verden.ada), verden.aarhus, verden.bo))
