from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gevinster.tal import dansk_tal, laes_tal

TAL = st.decimals(-(10**11), 10**11, places=2, allow_nan=False, allow_infinity=False)


@given(TAL)
def test_et_tal_laeses_som_det_blev_skrevet(tal):
    assert laes_tal(dansk_tal(tal)) == tal


@pytest.mark.parametrize(
    ("tal", "tekst"),
    [("1234.50", "1.234,5"), ("1250000.00", "1.250.000"), ("-0.00", "0"), ("100", "100"), ("-3.05", "-3,05")],
)
def test_et_tal_skrives_paa_dansk_uden_overfloedige_nuller(tal, tekst):
    assert dansk_tal(Decimal(tal)) == tekst


@pytest.mark.parametrize(
    ("tekst", "tal"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("1.250", "1250"),
        ("1 250,75", "1250.75"),
        ("1\xa0250", "1250"),
        ("\N{MINUS SIGN}3", "-3"),
        ("007", "7"),
    ],
)
def test_et_tal_kan_skrives_som_folk_skriver_det(tekst, tal):
    assert laes_tal(tekst) == Decimal(tal)


@pytest.mark.parametrize("tekst", ["", "ti", "1,2,3", "1.25.0", "12,", ",5", "1e9", "NaN", "--3", "٣x"])
def test_det_der_ikke_er_et_tal_er_intet(tekst):
    assert laes_tal(tekst) is None
