"""Tidsplanens geometri: hver dag på sin x, månederne på deres første dag, og ingen tekst oven i en anden."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from opgaver.tidsakse import BRED, LUFT, SMAL, Akse, Maerke, Sted, laeg_flag, laeg_maerker, naeste_maaned, pak

DAGE = st.dates(date(2024, 1, 1), date(2033, 12, 31)) | st.dates(date(1990, 1, 1), date(2100, 12, 31))
"""Mest et projekts tid; en enkelt tastefejl kan gøre aksen 110 år lang."""
KODER = st.text("ABCDEFGHIJ0123456789", min_size=1, max_size=8)
MAERKER = st.lists(
    st.builds(
        Maerke, noegle=st.integers(), dag=DAGE, tekst=KODER, er_milepael=st.booleans(), har_hale=st.booleans(),
        er_laast=st.booleans(),
    ),
    max_size=40,
)  # fmt: skip
FORMER = pytest.mark.parametrize("maal", [BRED, SMAL])


def steder(stykker):
    return [(nummer, maerke, sted) for nummer, stykke in enumerate(stykker) for maerke, sted in stykke.steder]


def roerer_hinanden(steder):
    """Par i den samme række, der er tættere end de må; set to og to, uden at kende pakningen."""
    return [
        (a, b)
        for nummer, a in enumerate(steder)
        for b in steder[nummer + 1 :]
        if a.raekke == b.raekke and a.venstre < b.hoejre + LUFT and b.venstre < a.hoejre + LUFT
    ]


@FORMER
@given(maerker=MAERKER, ekstra=DAGE)
def test_hver_opgave_ligger_paa_sin_dags_x_og_ingen_roerer_en_anden(maal, maerker, ekstra):
    akse = Akse.om([ekstra, *(maerke.dag for maerke in maerker)], maal)
    lagte = steder(stykker := laeg_maerker(maerker, akse))
    assert sorted(m.noegle for _, m, _ in lagte) == sorted(m.noegle for m in maerker)
    pr_dag = (maal.bredde - maal.kant - maal.hoejrekant) / (akse.sidste - akse.foerste).days
    for _, maerke, sted in lagte:
        assert sted.x == pytest.approx(maal.kant + (maerke.dag - akse.foerste).days * pr_dag)
        assert sted.hoejre <= maal.bredde + 0.01
    for nummer, stykke in enumerate(stykker):
        assert roerer_hinanden([sted for n, _, sted in lagte if n == nummer]) == []
        assert max(sted.raekke for _, sted in stykke.steder) + 1 == stykke.raekker <= maal.flest_raekker


@FORMER
@given(dage=st.lists(DAGE, min_size=1, max_size=20))
@example(dage=[date(2000, 2, 1), date(2055, 2, 1)])
def test_maanederne_begynder_den_foerste_og_deres_navne_roerer_ikke_hinanden(maal, dage):
    akse = Akse.om(dage, maal)
    alle = list(akse.maaneder())
    assert [dag.day for dag in alle] == [1] * len(alle)
    assert alle[0] <= min(dage) and max(dage) < akse.sidste == naeste_maaned(alle[-1])
    kendte = {akse.x(dag) for dag in alle}
    navne = akse.maanedsnavne()
    assert navne and {x for x, _ in navne} <= set(akse.streger()) <= kendte
    for (x, tekst), (naeste, _) in pairwise(navne):
        assert x + maal.tekstbredde(tekst) < naeste


@FORMER
@given(linjer=st.lists(st.tuples(DAGE, st.text("abcdefæøå ", min_size=1, max_size=60)), min_size=1, max_size=8))
def test_linjernes_navne_staar_ved_deres_linje_inde_i_tegningen_og_roerer_ikke_hinanden(maal, linjer):
    akse = Akse.om([dag for dag, _ in linjer], maal)
    flag = laeg_flag(linjer, akse)
    assert [en.x for en in flag] == [akse.x(dag) for dag, _ in linjer]
    assert roerer_hinanden(flag) == []
    assert all(en.venstre >= 0 and en.hoejre <= maal.bredde for en in flag)


@FORMER
@given(linjer=st.lists(st.tuples(st.dates(date(2024, 1, 1), date(2033, 12, 31)), KODER), min_size=1, max_size=12))
def test_ingen_linje_gaar_gennem_en_andens_navn(maal, linjer):
    akse = Akse.om([date(2024, 1, 1), date(2060, 1, 1)], maal)
    flag = laeg_flag(linjer, akse)
    assert not any(en.til_venstre for en in flag)
    assert [(a, b) for a in flag for b in flag if a.raekke < b.raekke and b.venstre < a.x < b.hoejre] == []


@given(bredder=st.lists(st.tuples(st.integers(0, 300), st.integers(1, 90)), max_size=60))
def test_pakningen_bruger_den_oeverste_raekke_og_intet_i_en_raekke_roerer_hinanden(bredder):
    alle = [Sted(x, x, x + bredde, "", x, til_venstre=False) for x, bredde in bredder]
    lagt = pak(alle)
    assert [replace(sted, raekke=0) for sted in lagt] == alle and roerer_hinanden(lagt) == []
    for nummer, sted in enumerate(lagt):
        foer = [en for n, en in enumerate(lagt) if (en.venstre, n) < (sted.venstre, nummer)]
        assert all(roerer_hinanden([replace(sted, raekke=r), *foer]) for r in range(sted.raekke))


def test_fem_tusind_opgaver_samme_dag_pakkes_uden_at_se_hver_raekke_efter():
    sete = 0

    class Kant(float):
        def __add__(self, andet):
            nonlocal sete
            sete += 1
            return float(self) + andet

    pak([Sted(1, 0, Kant(2), "", 1, til_venstre=False)] * 5000)
    assert sete <= 2 * 5000


@FORMER
def test_tres_opgaver_samme_dag_faar_hver_sin_raekke(maal):
    akse = Akse.om([date(2027, 3, 1)], maal)
    maerker = [Maerke(nummer, date(2027, 3, 15), f"A{nummer:02}") for nummer in range(60)]
    lagte = steder(laeg_maerker(maerker, akse))
    assert len({(nummer, sted.raekke) for nummer, _, sted in lagte}) == 60
    assert {sted.x for _, _, sted in lagte} == {akse.x(date(2027, 3, 15))}


@FORMER
def test_ingen_opgaver_er_ingen_tegning_og_en_opgave_er_en_raekke(maal):
    akse = Akse.om([date(2027, 3, 1)], maal)
    assert laeg_maerker([], akse) == []
    [stykke] = laeg_maerker([Maerke(1, date(2027, 3, 31), "A08")], akse)
    assert stykke.raekker == 1


@FORMER
def test_ti_aar_er_paa_aksen_med_hver_maaned_og_navne_der_kan_laeses(maal):
    akse = Akse.om([date(2024, 1, 10), date(2033, 12, 20)], maal)
    assert len(list(akse.maaneder())) == 120
    afstande = [b[0] - a[0] for a, b in pairwise(akse.maanedsnavne())]
    assert afstande and min(afstande) >= maal.tekstbredde("sep 2027") + LUFT


def test_en_lang_kode_sidst_paa_aksen_staar_til_venstre_for_sit_symbol():
    akse = Akse.om([date(2027, 3, 1)], BRED)
    [(_, _, sted)] = steder(laeg_maerker([Maerke(1, date(2027, 3, 31), "A" * 20)], akse))
    assert sted.til_venstre and sted.tekst_x < sted.x
    assert sted.x == akse.x(date(2027, 3, 1) + timedelta(days=30))
