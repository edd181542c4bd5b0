"""Sætningen om, hvad et svar fører til, nævner alt, kommunen har, og lover ikke en ændring, der ikke ses."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opgaver.fletning import MOEDES, Grundlag, Kort, Opgavestand, sammenlign
from opgaver.valgfoelger import EGET, OVERTRUMFER, foelger, gaelder_ikke

FELTER = st.frozensets(st.sampled_from(sorted(MOEDES)), min_size=1)
LOKALT = st.frozensets(st.sampled_from(sorted(set().union(*MOEDES.values()))))


def raekke(felter, lokalt, **mere):
    gammelt, nyt = (Kort(nr, "n", nr, dict.fromkeys(felter, str(nr))) for nr in (1, 2))
    return sammenlign("n", Opgavestand(gammelt, lokalt, **mere), Grundlag(2, {} if mere else {"n": nyt}))


@given(FELTER, LOKALT)
def test_alt_kommunen_har_naevnes_i_begge_svar(felter, lokalt):
    saetninger = foelger(raekke(felter, lokalt))
    assert len(saetninger) == (2 if lokalt else 0)
    assert all(EGET[navn] in saetning for navn in lokalt for saetning in saetninger)


@given(FELTER, LOKALT.filter(bool))
def test_hos_jer_aendres_intet_siges_netop_naar_det_er_sandt(felter, lokalt):
    siges = "hos jer ændres intet" in foelger(raekke(felter, lokalt))[0]
    assert siges == all(lokalt.intersection(OVERTRUMFER.get(felt, ())) for felt in felter)


@pytest.mark.parametrize(("felt", "lokalt", "sagt"), [
    ("regel", {"frist", "egen_regel"}, "frist gælder ikke hos jer: I har sat fristen selv"),
    ("slutdato_tekst", {"egen_regel"}, "frist gælder ikke hos jer: I har jeres egen regel"),
    ("fase", {"egen_fase", "frist"}, "fase gælder ikke hos jer: I har jeres egen fase"),
    ("maal", {"frist", "egen_tekst"}, ""),
])  # fmt: skip
def test_en_obligatorisk_aendring_lover_ikke_det_kommunens_eget_gaelder_i_stedet_for(felt, lokalt, sagt):
    pligt = replace(raekke({felt}, frozenset(lokalt)), er_obligatorisk=True)
    assert "".join(gaelder_ikke(pligt)) == (f"udgiverens {sagt}" if sagt else "")
    assert gaelder_ikke(raekke({felt}, frozenset(lokalt))) == []


def test_en_begyndt_opgave_der_udgaar_kan_stadig_laeses():
    assert "det, der er gjort, kan stadig læses" in foelger(raekke({"fase"}, frozenset(), er_begyndt=True))[0]
