"""To ad gangen på den samme opgave, fra processer for sig: ingen ændring går tabt, og intet laves to gange."""

import json
import sys

import pytest

from tests.drift.samtidigepar import efterproev
from tests.medvirkende import lav_verden

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_tyve_par_skriver_aldrig_hen_over_hinanden():
    assert efterproev(lav_verden(), 20, start="fork")["tabte"] == 0


@pytest.mark.drift
def test_tusind_par_skriver_aldrig_hen_over_hinanden():
    udfald = efterproev(lav_verden(), 1000)
    sys.stdout.write(f"{json.dumps(udfald, ensure_ascii=False)}\n")
    assert udfald["tabte"] == 0 and udfald["forældet"] > 0
