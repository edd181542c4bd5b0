"""Det, der gælder for alle regler og alle tekster."""

from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from frister import (
    Anker,
    Ankre,
    Enhed,
    FastDato,
    Kalender,
    Periode,
    RelativFrist,
    RelativtInterval,
    Retning,
    UforstaaeligFrist,
    dag_maaned,
    dato_lang,
    tolk,
)
from frister.regler import FOERSTE_AAR, SIDSTE_AAR, STOERSTE_ANTAL, laeg_maaneder_til

dage = st.dates(date(FOERSTE_AAR, 1, 1), date(SIDSTE_AAR, 12, 31))
enheder = st.sampled_from(Enhed)
retninger = st.sampled_from([Retning.FOER, Retning.EFTER])
ankre = st.sampled_from(Anker)
kalendere = st.builds(
    Kalender, st.frozensets(st.dates(date(2026, 12, 1), date(2027, 6, 30)), max_size=9),
    st.booleans(), st.booleans(), st.booleans(), st.booleans(),
)  # fmt: skip


@st.composite
def relative(draw):
    enhed = draw(enheder)
    antal = draw(st.integers(1, STOERSTE_ANTAL[enhed]))
    return RelativFrist(antal, enhed, draw(retninger), draw(ankre))


@st.composite
def intervaller(draw):
    enhed = draw(enheder)
    fra = draw(st.integers(0, STOERSTE_ANTAL[enhed] - 1))
    til = draw(st.integers(fra + 1, STOERSTE_ANTAL[enhed]))
    return RelativtInterval(fra, til, enhed, draw(retninger), draw(ankre))


@st.composite
def hele_maaneder(draw):
    foerste = draw(dage).replace(day=1)
    antal = draw(st.integers(1, 40) | st.sampled_from([1, 3, 12]))
    sidste = min(laeg_maaneder_til(foerste, antal), date(SIDSTE_AAR + 1, 1, 1)) - timedelta(days=1)
    return Periode(foerste, sidste)


@st.composite
def hele_uger(draw):
    dag = draw(st.dates(date(FOERSTE_AAR, 1, 1), date(SIDSTE_AAR, 12, 20)))
    return Periode.uge(*dag.isocalendar()[:2])


regler = st.one_of(
    relative(),
    intervaller(),
    st.builds(RelativFrist.paa, ankre),
    st.builds(FastDato, dage),
    hele_maaneder(),
    hele_uger(),
)


@given(regler)
def test_det_en_regel_skriver_laeses_som_den_samme_regel(regel):
    assert tolk(regel.tekst()) == regel


@given(regler)
def test_casing_og_mellemrum_aendrer_ikke_reglen(regel):
    assert tolk(f" {regel.tekst().upper()}  (efter aftale) ") == regel


@given(regler, st.builds(Ankre, st.dates(), st.dates(), st.dates()), kalendere)
def test_intet_anker_faar_en_regel_til_at_fejle(regel, ankre, kalender):
    svar = regel.beregn(ankre, kalender)
    assert svar is None or FOERSTE_AAR <= svar.dato.year <= SIDSTE_AAR


@given(regler, st.dates(date(2026, 1, 1), date(2028, 1, 1)), kalendere)
def test_en_udregnet_frist_er_en_arbejdsdag_og_aldrig_senere_end_reglen(regel, anker, kalender):
    svar = regel.beregn(Ankre(anker, anker, anker), kalender)
    if isinstance(regel, FastDato):
        assert svar.dato == svar.raa_dato == regel.dato
    elif svar:
        assert kalender.er_arbejdsdag(svar.dato)
        assert svar.dato <= svar.raa_dato < kalender.naeste_arbejdsdag(svar.dato)


@given(regler, st.dates(date(2026, 1, 1), date(2028, 1, 1)), kalendere)
def test_forklaringen_er_en_linje_der_ender_med_svaret(regel, anker, kalender):
    svar = regel.beregn(Ankre(anker, anker, anker), kalender)
    if svar:
        uden_aar = dato_lang(svar.dato).removesuffix(f" {svar.dato.year}")
        assert svar.forklaring.removesuffix(f" {svar.dato.year}").endswith(uden_aar)
        assert "\n" not in svar.forklaring


@given(st.integers(-400, 400), dage, kalendere)
def test_arbejdsdage_frem_og_tilbage_er_den_samme_dag(antal, dag, kalender):
    fra = kalender.naeste_arbejdsdag(dag)
    assert kalender.laeg_arbejdsdage_til(kalender.laeg_arbejdsdage_til(fra, antal), -antal) == fra


@given(st.text(max_size=80))
def test_en_vilkaarlig_tekst_er_en_regel_eller_en_afvisning(tekst):
    forstaaet_eller_afvist(tekst)


ORD = [
    "5", "10.", "0", "32", "13", "2019", "2027", "19", "2100", "en", "ni", "første", "de", "den", "senest",
    "ca.", "mindst", "inden for", "inden", "før", "efter", "ved", "på", "til", "og", "i", "-", "/", ".", ",",
    "(", ")", " ", "uge", "uger", "dage", "arbejdsdag", "arbejdsdage", "måneder", "år", "halvår", "maj",
    "juni", "feb.", "q4", "kvartal", "vinter", "efterår", "mandag", "go-live", "idriftsættelse",
    "projektstart", "hverdage", "mellemrum", "00:00",
]  # fmt: skip


@given(st.lists(st.sampled_from(ORD), max_size=9), st.sampled_from([" ", ""]))
def test_ord_i_vilkaarlig_orden_er_en_regel_eller_en_afvisning(ord_, mellem):
    forstaaet_eller_afvist(mellem.join(ord_))


def forstaaet_eller_afvist(tekst):
    """Intet andet kan ske, og det forståede kan skrives og læses igen."""
    svar = regel_eller_besked(tekst)
    if isinstance(svar, str):
        assert svar.isprintable()
    elif svar:
        assert tolk(svar.tekst()) == svar


def regel_eller_besked(tekst):
    try:
        return tolk(tekst)
    except UforstaaeligFrist as fejl:
        return str(fejl)


@given(dage)
def test_en_dato_uden_aar_bliver_aldrig_til_en_frist(dag):
    assert "Årstallet mangler" in regel_eller_besked(dag_maaned(dag, dag.year))
