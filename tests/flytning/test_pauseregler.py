"""Hvad en pause rykker, som regler uden database."""

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from frister import STANDARDKALENDER, Anker, Ankre, tolk
from opgaver.flytning import Grund, Post, Vilkaar, flytning
from opgaver.pauseregler import efter_pausen, forslag, ikke_flyttet, rykkes
from tests.frister import andet_syn
from tests.frister.andet_syn import Papirkalender

FRA = date(2027, 2, 1)
dage = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))


def test_det_der_var_naaet_bliver_og_resten_rykker():
    ankre = Ankre(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))
    assert rykkes(ankre, FRA) == (Anker.IDRIFTSAETTELSE, Anker.GOLIVE)
    assert forslag(ankre, FRA, 30) == Ankre(date(2026, 9, 1), date(2027, 3, 31), date(2027, 4, 14))


def test_dagen_pausen_begynder_er_ikke_naaet():
    assert forslag(Ankre(golive=FRA), FRA, 1).golive == FRA + timedelta(days=1)


@settings(max_examples=100)
@given(ankre=st.builds(Ankre, dage, dage, dage), laengde=st.integers(0, 400))
def test_et_anker_staar_eller_rykker_praecis_pausens_laengde(ankre, laengde):
    efter = forslag(ankre, FRA, laengde)
    for anker in Anker:
        foer = ankre.dato(anker)
        ventet = foer and (foer + timedelta(days=laengde) if foer >= FRA else foer)
        assert efter.dato(anker) == ventet


@settings(max_examples=100)
@given(st.integers(0, 60), st.lists(st.tuples(st.integers(-40, 60), st.integers(0, 40)), max_size=3))
def test_en_dag_der_er_flyttet_efter_een_gang_taelles_ikke_igen(laengde, flyttede):
    dag = [FRA + timedelta(days=nr) for nr in range(laengde)]
    andre = [(FRA + timedelta(days=fra), FRA + timedelta(days=fra + antal)) for fra, antal in flyttede]
    ventet = sum(not any(fra <= d < til for fra, til in andre) for d in dag)
    assert ikke_flyttet(FRA, FRA + timedelta(days=laengde), andre) == ventet


@settings(max_examples=100)
@given(st.dates(date(2026, 1, 1), date(2029, 12, 31)), st.integers(1, 200), st.sampled_from([None, Grund.LAAST]))
def test_det_der_ventede_rykker_som_det_andet_syn(frist, antal, grund):
    post = Post(1, "A01", "Titel", tolk("1 uge efter go-live"), frist, grund, ventet=antal)
    [raekke] = flytning([post], Vilkaar(Ankre(golive=FRA), STANDARDKALENDER, FRA)).raekker
    papir = Papirkalender()
    assert raekke.til == papir.rykket(andet_syn.dage(frist, antal, True, papir))
    assert raekke.er_ventet == (raekke.til != frist)


def test_en_pause_paa_ingen_dage_siges_som_samme_dag():
    assert [efter_pausen(dage) for dage in (0, 1, 12)] == ["samme dag", "efter 1 dags pause", "efter 12 dages pause"]
