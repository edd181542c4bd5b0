"""Tjenesterne til prøver: en, der hænger, må ikke stoppe tiden for de andre trin."""

import time

import pytest

from vaerktoej import tjenester, trin
from vaerktoej.tjenester import Mangler


@pytest.fixture
def haengende(tmp_path, monkeypatch):
    """PostgreSQL's programmer, som ingen af dem bliver færdige."""
    mappe = tmp_path / "programmer"
    mappe.mkdir()
    for navn in ("initdb", "postgres", "pg_isready"):
        program = mappe / navn
        program.write_text("#!/bin/sh\nexec sleep 60\n")
        program.chmod(0o755)
    monkeypatch.setattr(tjenester, "postgres_programmer", lambda: mappe)
    monkeypatch.setattr(tjenester, "postgres_bruger", lambda: None)
    for frist in ("LAVEFRIST", "STARTFRIST", "SVARFRIST"):
        monkeypatch.setattr(tjenester, frist, 0.2)
    return tmp_path


def start(mappe):
    begyndt = time.monotonic()
    with pytest.raises(Mangler) as fejl, tjenester.postgres(mappe):
        pass
    assert time.monotonic() - begyndt < 10
    return str(fejl.value)


def test_en_initdb_der_haenger_opgives(haengende):
    assert "initdb blev ikke færdig" in start(haengende)


def test_en_postgres_der_aldrig_svarer_opgives(haengende):
    (haengende / "programmer" / "initdb").write_text("#!/bin/sh\n")
    assert "PostgreSQL startede ikke" in start(haengende)


def test_tjenesterne_startes_foer_det_foerste_trins_tid_begynder():
    for hold in trin.alle():
        assert all(et.miljoe is not trin.postgres_og_redis for et in hold[1:])
