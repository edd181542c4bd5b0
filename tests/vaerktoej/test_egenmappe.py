"""En dræbt kørsels mapper bliver fejet væk; enhver anden bliver."""

import os
import tempfile
from contextlib import ExitStack

import pytest

from vaerktoej import egenmappe


@pytest.fixture
def tmp(tmp_path, monkeypatch):
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    return tmp_path


def lav(tmp, navn):
    """En mappe, ingen har rørt siden 1970."""
    mappe = tmp / navn
    (mappe / "postgres").mkdir(parents=True)
    os.utime(mappe, (0, 0))
    return mappe


def test_en_draebt_koersels_mappe_fejes_vaek(tmp):
    mappe = lav(tmp, f"{egenmappe.FORSTAVELSE}efterladt")
    egenmappe.fej()
    assert not mappe.exists()


def test_en_mappe_i_brug_bliver_og_er_vaek_bagefter(tmp):
    with ExitStack() as oprydning:
        mappe = egenmappe.egen_mappe(oprydning)
        os.utime(mappe, (0, 0))
        egenmappe.fej()
        assert mappe.exists()
    assert not mappe.exists()


def test_en_ny_en_andens_og_en_med_et_andet_navn_bliver(tmp, monkeypatch):
    ny = tmp / f"{egenmappe.FORSTAVELSE}ny"
    ny.mkdir()
    fremmed = lav(tmp, "implementering-abc")
    egenmappe.fej()
    assert ny.exists() and fremmed.exists()
    en_andens = lav(tmp, f"{egenmappe.FORSTAVELSE}en_andens")
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    egenmappe.fej()
    assert en_andens.exists()
