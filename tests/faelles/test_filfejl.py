"""Styresystemets fejl på dansk."""

import errno

import pytest

from faelles.filfejl import grund


@pytest.mark.parametrize(
    ("nummer", "ventet"),
    [
        (errno.ENOENT, "mappen eller filen findes ikke"),
        (errno.EISDIR, "det er en mappe"),
        (errno.EACCES, "du har ikke adgang"),
        (errno.EPERM, "du har ikke adgang"),
        (errno.ENOSPC, "disken er fuld"),
        (errno.ECONNREFUSED, "forbindelsen blev afvist"),
        (errno.ELOOP, f"systemets fejl nummer {errno.ELOOP}"),
    ],
)
def test_en_fejl_siges_paa_dansk(nummer, ventet):
    assert grund(OSError(nummer, "In English")) == ventet


def test_en_fejl_uden_nummer_siger_sin_slags():
    assert grund(OSError("in English")) == "ukendt fejl (OSError)"


def test_en_timeout_uden_nummer_er_et_svar_der_ikke_kom():
    assert grund(TimeoutError("timed out")) == "der kom intet svar i tide"
