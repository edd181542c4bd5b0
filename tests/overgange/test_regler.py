from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from opgaver.models import Opgave
from overgange.regler import Parathed, Tilstand, Tjekpunkt, mangler
from tests.overgange.hjaelp import punkt

PUNKTER = st.lists(
    st.builds(
        Tjekpunkt,
        kode=st.text(max_size=5),
        titel=st.text(max_size=20),
        er_obligatorisk=st.booleans(),
        prioritet=st.just("Anbefalet"),
        status=st.sampled_from(Opgave.Status.values),
        statusord=st.text(max_size=10),
        frist=st.none() | st.dates(),
        ansvarlig=st.text(max_size=10),
        opgave=st.none() | st.integers(1, 99),
    )
)


def test_et_fuldfoert_punkt_er_opfyldt():
    assert punkt(status="fuldfoert").tilstand == Tilstand.OPFYLDT


def test_ikke_relevant_er_afklaret_og_mangler_ikke():
    assert mangler([punkt(status="ikke_relevant", begrundelse="Ingen snitflade")]) == []


def test_i_gang_mangler_stadig():
    assert punkt(status="i_gang").mangler


def test_et_manglende_obligatorisk_punkt_goer_fasen_uklar():
    assert not Parathed((punkt(),)).er_klar


def test_et_manglende_anbefalet_punkt_spaerrer_ikke():
    assert Parathed((punkt(er_obligatorisk=False), punkt(status="fuldfoert"))).er_klar


def test_en_fase_uden_tjekpunkter_er_klar_og_siger_det():
    tom = Parathed(())
    assert tom.er_klar
    assert tom.tekst == "Ingen tjekpunkter"


def test_ikke_relevante_taeller_ikke_med_i_alt():
    parathed = Parathed((punkt(status="fuldfoert"), punkt(), punkt(status="ikke_relevant")))
    assert parathed.tekst == "1 af 2 opfyldt, 1 ikke relevant"


@pytest.mark.parametrize(
    ("obligatoriske", "anbefalede", "tekst"),
    [(0, 0, "Intet"), (1, 0, "1 obligatorisk"), (2, 1, "2 obligatoriske og 1 anbefalet"), (0, 2, "2 anbefalede")],
)
def test_det_manglende_taelles_i_ord(obligatoriske, anbefalede, tekst):
    punkter = (punkt(),) * obligatoriske + (punkt(er_obligatorisk=False),) * anbefalede
    assert Parathed(punkter).manglende_tekst == tekst


def test_saetningen_siger_status_frist_og_ansvarlig():
    saetning = mangler([punkt(frist=date(2027, 2, 15), ansvarlig="Bo Lindgaard (Administrator)")])[0]
    assert saetning == (
        "C01 Opret brugere: ikke startet, fristen er 15.02.2027, ansvarlig er Bo Lindgaard (Administrator)."
    )


def test_saetningen_siger_naar_frist_og_ansvarlig_mangler():
    assert mangler([punkt()])[0].endswith("der er ingen frist, ingen har ansvaret.")


@given(PUNKTER)
def test_hvert_punkt_staar_praecis_et_sted(punkter):
    p = Parathed(tuple(punkter))
    delt = p.opfyldte + p.ikke_relevante + p.manglende_obligatoriske + p.manglende_anbefalede
    assert sorted(map(id, delt)) == sorted(map(id, punkter))


@given(PUNKTER)
def test_der_er_en_saetning_for_hvert_manglende_og_de_obligatoriske_staar_foerst(punkter):
    manglende = [p for p in punkter if p.status in Opgave.AABNE]
    foerst = [p for p in manglende if p.er_obligatorisk] + [p for p in manglende if not p.er_obligatorisk]
    saetninger = mangler(punkter)
    assert len(saetninger) == len(manglende)
    assert all(s.startswith(f"{p.kode} {p.titel}:") for s, p in zip(saetninger, foerst, strict=True))


@given(PUNKTER)
def test_et_punkt_overlever_turen_gennem_json(punkter):
    assert [Tjekpunkt.fra_data(p.som_data()) for p in punkter] == punkter
