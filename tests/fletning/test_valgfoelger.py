"""Sætningen om, hvad et svar fører til, nævner alt, kommunen har, og lover ikke en ændring, der ikke ses."""

from hypothesis import given
from hypothesis import strategies as st

from opgaver.fletning import MOEDES, Grundlag, Kort, Opgavestand, sammenlign
from opgaver.valgfoelger import EGET, OVERTRUMFER, foelger

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


def test_en_begyndt_opgave_der_udgaar_kan_stadig_laeses():
    assert "det, der er gjort, kan stadig læses" in foelger(raekke({"fase"}, frozenset(), er_begyndt=True))[0]
