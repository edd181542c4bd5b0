import os
import subprocess
import sys
from datetime import date, timedelta

import pytest

from frister import FastDato, dag_maaned, dato_kort, dato_lang, dato_tekst, relativ, tolk

MANDAG = date(2027, 4, 5)


def test_dato_tekst_er_kort_og_har_ugedag():
    assert dato_tekst(MANDAG) == "man. 5. apr. 2027"


def test_dato_lang_skriver_alt_ud():
    assert dato_lang(date(2027, 5, 1)) == "lørdag 1. maj 2027"


def test_dato_kort_har_altid_to_cifre_og_punktummer():
    assert dato_kort(MANDAG) == "05.04.2027"


def test_dag_maaned_udelader_det_kendte_aar():
    assert (dag_maaned(MANDAG, 2027), dag_maaned(MANDAG, 2026)) == ("5. april", "5. april 2027")


@pytest.mark.parametrize(
    ("dage", "tekst"),
    [
        (0, "i dag"),
        (1, "i morgen"),
        (2, "om 2 dage"),
        (12, "om 12 dage"),
        (-1, "1 dag over"),
        (-3, "3 dage over"),
    ],
)
def test_relativ_taeller_kalenderdage(dage, tekst):
    assert relativ(MANDAG + timedelta(days=dage), MANDAG) == tekst


def test_hver_dag_i_aaret_kan_skrives_og_laeses_igen():
    for dag in (date(2028, 1, 1) + timedelta(days=n) for n in range(366)):
        for skriv in (dato_tekst, dato_lang, dato_kort, dag_maaned, date.isoformat):
            assert tolk(skriv(dag)) == FastDato(dag)


def test_sproget_afhaenger_ikke_af_processens_locale():
    kode = (
        "from datetime import date; from frister import *; k = STANDARDKALENDER;"
        "print(ascii([dato_lang(date(2027, 5, 1)), k.helligdag_navn(date(2027, 3, 29))]))"
    )
    miljoe = os.environ | {"LC_ALL": "C", "LANG": "en_US.UTF-8", "LANGUAGE": "en"}
    svar = subprocess.run([sys.executable, "-c", kode], env=miljoe, capture_output=True, text=True, check=True)
    assert svar.stdout.strip() == ascii(["lørdag 1. maj 2027", "2. påskedag"])
