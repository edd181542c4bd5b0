"""Datofeltet: hvad der kan læses, og hvad fejlen hedder."""

from datetime import date

import pytest
from django.forms import ValidationError

from faelles.aarstal import FOERSTE_AAR, SIDSTE_AAR
from faelles.formularer import DatoFelt


def fejl(tekst):
    with pytest.raises(ValidationError) as rejst:
        DatoFelt().clean(tekst)
    return " ".join(rejst.value.messages)


@pytest.mark.parametrize("tekst", [
    "01.03.2027", "1/3-2027", "2027-03-01", "01.03.27", "1/3-27", "1/3 2027", "1/3 27", "1. marts 2027", "1.3.27",
    "1 marts 2027", "1. mar. 2027", "1. MARTS 2027", "den 1. marts 2027", "1. marts 27", "1. 3. 2027", " 1/3-27 ",
])  # fmt: skip
def test_en_dansk_dato_laeses(tekst):
    assert DatoFelt().clean(tekst) == date(2027, 3, 1)


@pytest.mark.parametrize("tekst", [
    "31.02.2027", "31/2-2027", "2027-02-31", "1.13.2027", "00.01.2027", " 29.02.27 ", "30. februar 2027",
])  # fmt: skip
def test_en_dato_der_ikke_findes_naevnes(tekst):
    assert fejl(tekst).startswith(f"Datoen {tekst.strip()} findes ikke.")


@pytest.mark.parametrize("tekst", ["i morgen", "31", "2027", "1.2.3.4", "<b>", "1. martsuvius 2027", "1. ma 2027"])
def test_det_der_ikke_er_en_dato_faar_et_eksempel(tekst):
    assert fejl(tekst) == "Skriv datoen som dag, måned og år, fx 01.03.2027."


@pytest.mark.parametrize("tekst", ["31.12.1989", "01.01.2101", "01.01.0027"])
def test_et_aarstal_uden_for_graenserne_er_en_fejl_paa_feltet(tekst):
    assert fejl(tekst) == f"Årstallet {int(tekst[-4:])} ligger uden for {FOERSTE_AAR}-{SIDSTE_AAR}. Ret datoen."


@pytest.mark.parametrize("tekst", ["01.01.1990", "31.12.2100"])
def test_graenserne_er_med(tekst):
    assert DatoFelt().clean(tekst)


def test_et_tomt_felt_der_ikke_kraeves_er_ingen_dato():
    assert DatoFelt(required=False).clean("") is None
