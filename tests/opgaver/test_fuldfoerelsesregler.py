"""Reglen om, hvad der er at spørge om, før en opgave bliver fuldført."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opgaver.fuldfoerelsesregler import Spoergsmaal, i_orden, opregn


@pytest.mark.parametrize(
    ("spoergsmaal", "tekst"),
    [
        (Spoergsmaal(krav=3), ""),
        (Spoergsmaal(("Alle er hørt.", "Planen er godkendt."), 5),
         "2 af 5 kvalitetskriterier er ikke krydset af: Alle er hørt; Planen er godkendt"),
        (Spoergsmaal(("Alle er hørt",), 1, ((7, "K03"),)),
         "K03 skal være færdig først. Kvalitetskriteriet er ikke krydset af: Alle er hørt"),
    ],
)  # fmt: skip
def test_der_spoerges_kun_naar_noget_ikke_er_paa_plads_og_det_naevnes(spoergsmaal, tekst):
    assert spoergsmaal.tekst == tekst and bool(spoergsmaal) is bool(tekst)


def test_historikkens_ord_siger_hvad_der_manglede_og_aftrykket_skifter_med_det():
    begge = Spoergsmaal(("Alle er hørt.",), 3, ((7, "K03"), (8, "P01")))
    mangler = "1 af 3 kvalitetskriterier mangler: Alle er hørt"
    assert begge.trods == f"Fuldført, selv om K03 og P01 ikke er færdige, og {mangler}"
    assert Spoergsmaal(("X",), 1).trods == "Fuldført, selv om kvalitetskriteriet mangler: X"
    assert Spoergsmaal(krav=3).trods == "" and Spoergsmaal().aftryk
    assert begge.aftryk == Spoergsmaal(begge.uopfyldte, 3, begge.venter_paa[::-1]).aftryk != Spoergsmaal().aftryk


def test_mange_koder_opregnes_kort():
    assert [opregn(list("ABCDE"[:antal])) for antal in (1, 2, 3, 5)] == [
        "A",
        "A og B",
        "A, B og C",
        "A, B, C og 2 mere",
    ]


def test_en_kaede_fuldfoeres_sammen_uden_spoergsmaal_men_ikke_efter_et_led_med_et():
    kaede = {1: Spoergsmaal(), 2: Spoergsmaal(venter_paa=((1, "A"),)), 3: Spoergsmaal(venter_paa=((2, "B"),))}
    assert i_orden(kaede) == {1, 2, 3}
    assert i_orden(kaede | {2: Spoergsmaal(("Krav",), 1, ((1, "A"),))}) == {1}
    assert i_orden({3: kaede[3]}) == set()


@settings(max_examples=60)
@given(st.dictionaries(st.integers(0, 6), st.tuples(st.booleans(), st.sets(st.integers(0, 8), max_size=3))))
def test_ingen_i_orden_venter_paa_en_der_ikke_er_det(stand):
    alle = {
        pk: Spoergsmaal(("Krav",) * mangler, 1, tuple((andet, str(andet)) for andet in venter))
        for pk, (mangler, venter) in stand.items()
    }
    klar = i_orden(alle)
    assert all(not alle[pk].uopfyldte and {andet for andet, _ in alle[pk].venter_paa} <= klar for pk in klar)
