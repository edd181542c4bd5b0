"""Migrationen, der rydder op efter den tid, hvor en person kunne være sin egen stedfortræder."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from opgaver import vaern
from tests.medvirkende import lav_verden

FOER, EFTER = ("projekter", "0005_listebekraeftelser"), ("projekter", "0006_ingen_egne_stedfortraedere")


@pytest.fixture
def dengang(transactional_db):
    """Pladserne, som de var før migrationen."""
    verden = lav_verden()
    # En rigtig migrering tager selv værnet ned på SQLite og sætter det op igen.
    vaern.fjern(connection.alias)
    gamle = MigrationExecutor(connection).migrate([FOER]).apps.get_model("projekter", "Plads")
    yield verden, gamle
    MigrationExecutor(connection).migrate(MigrationExecutor(connection).loader.graph.leaf_nodes())
    vaern.opret(connection.alias)


def test_den_der_var_sin_egen_stedfortraeder_er_det_ikke_laengere(dengang):
    verden, gamle = dengang
    gamle.objects.filter(pk=verden.plads("administrator").pk).update(stedfortraeder_id=verden.bo.pk)
    gamle.objects.filter(pk=verden.plads("projektleder").pk).update(stedfortraeder_id=verden.bo.pk)
    MigrationExecutor(connection).migrate([EFTER])
    plads = verden.plads("administrator")
    assert (plads.person_id, plads.stedfortraeder_id) == (verden.bo.pk, None)
    assert verden.plads("projektleder").stedfortraeder_id == verden.bo.pk
