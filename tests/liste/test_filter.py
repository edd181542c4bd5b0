"""Filteret, som det læses fra adressen og skrives igen."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opgaver.listefilter import FORMER, GRUPPER, VISNINGER, Filter, Kendte, dele, laes, laes_tekst

KENDTE = Kendte(
    fase={"F1": "F1 Initiering", "2.2": "2.2 Klargøring"},
    hovedopgave={"9": "9 Arbejdsgange", "16": "16 Gevinster"},
    ansvarlig={"3": "Projektleder (Anna Krogh)", "44": "Administrator (ledig)"},
    prioritet={"obligatorisk": "Obligatorisk", "valgfri": "Valgfri"},
    status={"i_gang": "I gang", "fuldfoert": "Fuldført"},
)


def _flere(kan):
    return st.sets(st.sampled_from(list(kan))).map(lambda valgte: tuple(en for en in kan if en in valgte))


def _en(kan):
    return st.sampled_from(["", *kan])


FILTRE = st.builds(
    Filter,
    soeg=st.text(max_size=100).map(lambda t: " ".join("".join(c if c.isprintable() else " " for c in t).split())),
    vis=_flere(VISNINGER),
    fase=_en(KENDTE.fase),
    hovedopgave=_en(KENDTE.hovedopgave),
    prioritet=_flere(KENDTE.prioritet),
    status=_flere(KENDTE.status),
    ansvarlig=_en(KENDTE.ansvarlig),
    udfoerer=_en(KENDTE.ansvarlig),
    inden=st.none() | st.integers(0, 730),
    gruppe=st.sampled_from(list(GRUPPER)),
    visning=st.sampled_from(list(FORMER)),
)


@settings(max_examples=100)
@given(FILTRE)
def test_et_filter_er_det_samme_efter_en_tur_gennem_adressen(valg):
    assert laes_tekst(valg.adresse, KENDTE) == (valg, [])


@settings(max_examples=100)
@given(FILTRE)
def test_naar_hver_del_er_fjernet_er_filteret_ikke_sat(valg):
    while fundne := dele(valg, KENDTE):
        assert fundne[0].uden != valg
        valg = fundne[0].uden
    assert not valg.er_sat


@settings(max_examples=100)
@given(st.dictionaries(st.sampled_from(["soeg", "vis", "fase", "inden", "status", "gruppe", "x"]), st.lists(st.text())))
def test_enhver_adresse_kan_laeses_og_det_laeste_er_gyldigt(adresse):
    valg, bemaerkninger = laes(adresse, KENDTE)
    assert laes_tekst(valg.adresse, KENDTE) == (valg, []) and all(en.endswith(".") for en in bemaerkninger)


@pytest.mark.parametrize(
    ("gammel", "ny"),
    [("vis=snart", "inden=14"), ("vis=fuldfoert", "status=fuldfoert"), ("vis=over_tid", "vis=over_tid")],
)
def test_gamle_adresser_giver_det_samme_som_foer(gammel, ny):
    assert laes_tekst(gammel, KENDTE)[0].adresse == ny


@pytest.mark.parametrize(
    ("adresse", "saetning"),
    [
        ("fase=XX", "Fase »XX« findes ikke"),
        ("ansvarlig=99", "Ansvarlig »99« findes ikke"),
        ("inden=snart", "»snart« er ikke et antal dage"),
        ("inden=²", "»²« er ikke et antal dage"),
        ("vis=alt", "Visningen »alt« findes ikke"),
        ("hovedopgave=" + "9" * 5000, "Hovedopgave »999"),
        ("soeg=" + "a" * 101, "de første 100 tegn"),
    ],
)
def test_en_vaerdi_der_ikke_kan_bruges_siges(adresse, saetning):
    valg, [bemaerkning] = laes_tekst(adresse, KENDTE)
    assert saetning in bemaerkning and len(bemaerkning) < 120 and (not valg.er_sat or valg.soeg)


def test_filteret_siges_i_ord():
    valg, _ = laes_tekst("vis=mine&status=i_gang&status=fuldfoert&ansvarlig=3&inden=1&soeg=plan", KENDTE)
    assert [en.tekst for en in dele(valg, KENDTE)] == [
        "indeholder »plan«",
        "mine",
        "ansvarlig: Projektleder (Anna Krogh)",
        "status: I gang eller Fuldført",
        "forfalder inden 1 dag",
    ]
