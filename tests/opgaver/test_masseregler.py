"""At skubbe en dato: hvad teksten betyder, og hvad den ikke kan betyde."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opgaver.masse import Skub, UforstaaeligtSkub, tolk_skub


@pytest.mark.parametrize(
    ("tekst", "dage"),
    [("14 dage", 14), ("1 dag", 1), ("2 uger", 14), ("1 uge tidligere", -7), ("-3 dage", -3), (" 2  Uger senere ", 14)],
)
def test_et_skub_er_dage_eller_uger_den_ene_eller_den_anden_vej(tekst, dage):
    assert tolk_skub(tekst).dage == dage


@pytest.mark.parametrize(
    "tekst", ["", "14", "dage", "0 dage", "-2 uger tidligere", "2 måneder", "99999 uger", "1,5 uge"]
)
def test_alt_andet_siges_med_et_eksempel_eller_en_graense(tekst):
    with pytest.raises(UforstaaeligtSkub, match="Skriv"):
        tolk_skub(tekst)


@given(st.integers(-500, 500).filter(bool), st.sampled_from(["dag", "uge"]))
def test_et_skub_skriver_sig_selv_saa_det_kan_laeses_igen(antal, enhed):
    skub = Skub(antal, enhed)
    assert tolk_skub(skub.tekst()) == skub


@given(st.dates(), st.integers(-520, 520).filter(bool))
def test_en_dato_skubbes_altid_praecis_saa_langt_eller_slet_ikke(dato, uger):
    ny = Skub(uger, "uge").flyt(dato)
    assert ny is None or ny - dato == timedelta(weeks=uger)


def test_en_dato_uden_for_aarene_er_ingen_dato():
    assert Skub(1, "dag").flyt(date.max) is None
