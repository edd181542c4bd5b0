"""To på samme tid i PostgreSQL: hver får sit nummer, og den samme formular er én opgave."""

import pytest

from opgaver.models import Opgave
from tests.lokale.test_lokale import lav
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_otte_paa_samme_tid_faar_hver_sit_nummer_og_to_ens_er_en():
    verden = lav_verden()
    kendetegn = [*"abcdef", "a", "b"]
    assert samtidig(*[lambda k=k: lav(verden, kendetegn=k) for k in kendetegn]) == []
    koder = Opgave.objects.lokale().values_list("kort__kode", flat=True)
    assert sorted(koder) == [f"LOK{nummer:02d}" for nummer in range(1, 7)]
