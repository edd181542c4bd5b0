"""Hjælperen, der kører handlinger på samme tid, må ikke selv skjule, at noget gik galt."""

import threading

import pytest

from faelles.afvisning import Foraeldet
from tests.samtidig import samtidig


def rejs(fejl):
    raise fejl


def test_en_afvisning_er_et_svar():
    assert samtidig(lambda: None, lambda: rejs(Foraeldet("For sent."))) == ["Foraeldet: For sent."]


def test_enhver_anden_fejl_faelder_proeven():
    with pytest.raises(AssertionError, match="ValueError: i stykker"):
        samtidig(lambda: None, lambda: rejs(ValueError("i stykker")))


def test_en_traad_der_haenger_faelder_proeven():
    slip = threading.Event()
    with pytest.raises(AssertionError, match="hænger"):
        samtidig(lambda: None, lambda: slip.wait(1), vent=0.1)
