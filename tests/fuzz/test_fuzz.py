"""Tusindvis af ødelagte og ondsindede filer gennem den rigtige side og det genbrugte barn.

``make test-fuzz`` sender 5.000; de almindelige prøver sender de første 60. ``FUZZ_FILER`` og ``FUZZ_FRA`` vælger
andre; en fil, der fandt noget, sendes igen med ``FUZZ_FRA=<frø> FUZZ_FILER=1``.
"""

import logging
import os

import pytest

from tests.fuzz.drev import Udfald, send
from tests.fuzz.mutationer import lav_fil

FILER, FRA = int(os.environ.get("FUZZ_FILER", "60")), int(os.environ.get("FUZZ_FRA", "1"))


@pytest.fixture
def karen(som, verden):
    return som(verden.karen)


def test_ingen_fil_vaelter_siden_barnet_eller_skriver_en_halv_import(karen, capsys, caplog):
    caplog.set_level(logging.ERROR)
    udfald = Udfald()
    for froe in range(FRA, FRA + FILER):
        send(udfald, karen, froe, *lav_fil(froe))
    with capsys.disabled():
        print(f"\n{udfald.tabel()}")  # noqa: T201 - tabellen er det, man kører prøven for
    assert udfald.brud == []
    assert [post.getMessage() for post in caplog.records] == []
    assert FILER < 100 or udfald.med_celler >= 0.4 * FILER


def test_den_samme_fil_laves_igen_af_det_samme_tal():
    assert [lav_fil(froe)[:2] for froe in range(20)] == [lav_fil(froe)[:2] for froe in range(20)]
