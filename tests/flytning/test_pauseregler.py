"""Hvad en pause rykker, som regler uden database."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from frister import STANDARDKALENDER, Anker, Ankre, Kalender, tolk
from opgaver.flytning import Grund, Post, Vilkaar, flytning
from opgaver.pauseregler import Ventetid, efter_pause, efter_pausen, forslag, ikke_flyttet, rykkes, tidligst
from tests.frister import andet_syn
from tests.frister.andet_syn import Papirkalender

FRA = date(2027, 2, 1)
dage = st.one_of(st.none(), st.dates(date(2026, 1, 1), date(2028, 12, 31)))


PAPIR = Papirkalender(frozenset({date(2027, 6, 7)}), frozenset({(12, 24)}))
LUKKET = Kalender(lukkedage=PAPIR.lukket, juleaften_lukket=True)


def andet_syn_paa_datoerne(dage):
    """Dag for dag: så langt frem og videre over det, der ikke er en arbejdsdag eller er taget af en tidligere."""
    nye, taget = {}, None
    for dag in sorted(dage):
        ny = andet_syn.dage(dag, dage[dag], True, PAPIR)
        while taget and ny <= taget:
            ny += timedelta(days=1)
        while ny != dag and PAPIR.fri(ny):
            ny += timedelta(days=1)
        nye[dag] = taget = ny
    return nye


def ens(datoer, antal):
    """Alle datoerne rykker lige mange dage."""
    return ((dag, antal) for dag in datoer)


def ankre_i_dage(ankre):
    return {dag for anker in Anker if (dag := ankre.dato(anker))}


def test_det_der_var_naaet_bliver_og_resten_rykker():
    ankre = Ankre(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))
    assert rykkes(ankre, FRA) == (Anker.IDRIFTSAETTELSE, Anker.GOLIVE)
    nye = efter_pause(ens(ankre_i_dage(ankre), 30), LUKKET)
    assert forslag(ankre, rykkes(ankre, FRA), nye) == Ankre(date(2026, 9, 1), date(2027, 3, 31), date(2027, 4, 14))


def test_dagen_pausen_begynder_er_ikke_naaet():
    assert rykkes(Ankre(idriftsaettelse=FRA, golive=FRA), FRA) == (Anker.IDRIFTSAETTELSE, Anker.GOLIVE)


def test_idriftsaettelsen_er_naaet_naar_et_hold_er_gaaet_i_gang():
    assert rykkes(Ankre(FRA, FRA, FRA), FRA, er_i_drift=True) == (Anker.GOLIVE,)


@pytest.mark.parametrize(
    ("foer", "antal", "efter"),
    [
        ((2026, 12, 14), 20, (2027, 1, 4)),  # en søndag
        ((2026, 12, 14), 10, (2026, 12, 28)),  # juleaften, som kommunen holder lukket, og julen efter
        ((2027, 5, 31), 7, (2027, 6, 8)),  # en lukkedag
        ((2027, 3, 20), 0, (2027, 3, 20)),  # uden pause rykker heller ikke en lørdag
    ],
)
def test_en_dato_lander_paa_den_naeste_arbejdsdag(foer, antal, efter):
    assert efter_pause([(date(*foer), antal)], LUKKET) == {date(*foer): date(*efter)}


@settings(max_examples=100)
@given(
    st.dictionaries(
        st.dates(date(2027, 1, 1), date(2028, 12, 31)), st.integers(0, 400) | st.just(0), min_size=1, max_size=5
    )
)
def test_datoerne_rykker_som_det_andet_syn_og_bliver_i_orden(dage):
    nye = efter_pause(dage.items(), LUKKET)
    assert nye == andet_syn_paa_datoerne(dage)
    efter = [nye[dag] for dag in sorted(dage)]
    assert efter == sorted(set(efter)) and all(ny - dag >= timedelta(days=dage[dag]) for dag, ny in nye.items())


def test_to_paa_samme_dag_foelges_ad():
    assert efter_pause([(FRA, 2), (FRA, 17)], LUKKET) == {FRA: date(2027, 2, 18)}


PAUSER = st.tuples(st.integers(0, 60), st.integers(0, 40), st.sets(st.sampled_from("abc"), min_size=1))


@settings(max_examples=100)
@given(st.lists(PAUSER, max_size=6))
def test_hver_dato_rykker_i_alt_de_dage_den_ventede_hvor_mange_pauser_der_end_daekker_dem(pauser):
    flyttede, rykket, ventet = {}, dict.fromkeys("abc", 0), {navn: set() for navn in "abc"}
    for fra, laengde, ramte in pauser:
        begyndt, slut = FRA + timedelta(days=fra), FRA + timedelta(days=fra + laengde)
        ventetid = Ventetid(1, begyndt, slut, flyttede=flyttede)
        rykket = {navn: dage + (ventetid.rest(navn) if navn in ramte else 0) for navn, dage in rykket.items()}
        for navn in ramte:
            ventet[navn] |= set(range(fra, fra + laengde))
        flyttede = {navn: [*flyttede.get(navn, ()), *([(begyndt, slut)] * (navn in ramte))] for navn in "abc"}
    assert rykket == {navn: len(dage) for navn, dage in ventet.items()}


@settings(max_examples=100)
@given(ankre=st.builds(Ankre, dage, dage, dage), laengde=st.integers(0, 400))
def test_et_anker_staar_eller_rykker_til_sin_nye_dag(ankre, laengde):
    nye = efter_pause(ens(ankre_i_dage(ankre), laengde), LUKKET)
    efter = forslag(ankre, rykkes(ankre, FRA), nye)
    for anker in Anker:
        foer = ankre.dato(anker)
        assert efter.dato(anker) == (nye[foer] if foer and foer >= FRA else foer)


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
    raekke = ventede(frist, antal, grund=grund)
    papir, dag = Papirkalender(), andet_syn.dage(frist, antal, True, Papirkalender())
    while papir.fri(dag):
        dag += timedelta(days=1)
    assert raekke.til == dag and raekke.er_ventet


def ventede(frist, antal, **mere):
    post = Post(1, "A01", "Titel", tolk("1 uge efter go-live"), frist, ventet=antal, **mere)
    [raekke] = flytning([post], Vilkaar(Ankre(golive=FRA), STANDARDKALENDER, FRA)).raekker
    return raekke


paa_pausen = st.dates(FRA, FRA + timedelta(days=30))


@settings(max_examples=100)
@given(frist=paa_pausen, ankre=st.builds(Ankre, st.none(), paa_pausen, paa_pausen), antal=st.integers(1, 100))
def test_det_der_ventede_bliver_paa_sin_side_af_hvert_anker(frist, ankre, antal):
    nye = efter_pause(ens(ankre_i_dage(ankre), antal), STANDARDKALENDER)
    efter = forslag(ankre, rykkes(ankre, FRA), nye)
    til = ventede(frist, antal, tidligst=tidligst(frist, ankre, efter)).til
    for anker in (Anker.IDRIFTSAETTELSE, Anker.GOLIVE):
        assert til >= efter.dato(anker) if frist >= ankre.dato(anker) else til <= efter.dato(anker)


def test_det_siges_at_en_frist_rykker_med_det_anker_den_ligger_efter():
    """Datoen før skubbede go-live en dag længere end pausen."""
    [maerke] = ventede(FRA, 1, tidligst=FRA + timedelta(days=2)).maerker
    assert "2. februar 2027 er før den dato, den skal ligge efter → onsdag 3. februar 2027" in maerke.tekst


def test_en_pause_paa_ingen_dage_siges_som_samme_dag():
    assert [efter_pausen(dage) for dage in (0, 1, 12)] == ["samme dag", "efter 1 dags pause", "efter 12 dages pause"]
