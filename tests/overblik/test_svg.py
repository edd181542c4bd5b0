from itertools import pairwise
from xml.etree.ElementTree import fromstring

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from faelles.svg import TRIN, Flise, Punkt, bjaelke, flisekort, kurve, minikurve, trinproeve

TAL = st.floats(-1e9, 1e9)
GRIM = 'Mål & "mål" <script>'


def en_kurve(punkter, maal=3.0):
    akse = [(punkt.x, "jan 2027") for punkt in punkter]
    return kurve(punkter, maal=(maal, "Mål 3"), akse=akse, titel="Kurven", beskrivelse="To målinger.")


def en_flise(trin=1, titel="Aarhus: 30 %"):
    return Flise(2, 3, "Aarh", "30 %", titel, "#k0751", trin)


ALLE = [
    bjaelke(40, "Fremdrift"),
    bjaelke(None, "Fremdrift"),
    en_kurve([Punkt(1, 7.5, "7,5"), Punkt(90, 4.25, "4,25")]),
    minikurve([Punkt(1, 7.5, "7,5")], maal=3, til=100, titel="Søgetid"),
    flisekort([en_flise(), en_flise(None)], kolonner=13, raekker=13, titel="Kort", beskrivelse="Fliser."),
    trinproeve(2),
]


@pytest.mark.parametrize("svg", ALLE)
def test_en_tegning_er_hel_xml_uden_style_og_script(svg):
    for del_ in fromstring(svg).iter():
        assert del_.tag not in ("style", "script")
        assert not {"style", "onclick"} & set(del_.attrib)


@pytest.mark.parametrize("svg", ALLE[:5])
def test_en_tegning_begynder_med_sin_titel(svg):
    rod = fromstring(svg)
    assert rod[0].tag == "title"
    assert rod.get("aria-label") == rod[0].text


def test_en_kurve_har_beskrivelse_mallinje_og_vaerdier_som_tekst():
    rod = fromstring(ALLE[2])
    tekster = [tekst.text for tekst in rod.iter("text")]
    assert rod[1].tag == "desc"
    assert {"7,5", "4,25", "Mål 3", "jan 2027"} <= set(tekster)
    assert any(linje.get("stroke-dasharray") for linje in rod.iter("line"))


@given(st.lists(st.tuples(TAL, TAL), min_size=1, max_size=6), TAL)
def test_alle_punkter_ligger_inden_for_tegningen(steder, maal):
    rod = fromstring(en_kurve([Punkt(x, y, "t") for x, y in steder], maal))
    for cirkel in rod.iter("circle"):
        assert 0 <= float(cirkel.get("cx")) <= 400
        assert 0 <= float(cirkel.get("cy")) <= 240


def test_en_hoejere_vaerdi_ligger_hoejere_oppe():
    hoej, lav = fromstring(en_kurve([Punkt(1, 9, "9"), Punkt(2, 4, "4")])).iter("circle")
    assert float(hoej.get("cy")) < float(lav.get("cy"))


def test_tekster_paa_aksen_loeber_aldrig_ind_i_hinanden():
    akse = [(dag, f"mærke {dag}") for dag in (0, 1, 2, 50, 100)]
    svg = kurve([Punkt(0, 1, "1")], maal=(2, "Mål"), akse=akse, titel="K", beskrivelse="B")
    skrevet = [tekst.text for tekst in fromstring(svg).iter("text") if tekst.text.startswith("mærke")]
    assert skrevet == ["mærke 0", "mærke 50", "mærke 100"]


def test_koordinater_faar_aldrig_dansk_komma():
    with translation.override("da"):
        rod = fromstring(en_kurve([Punkt(1, 7.53, "7,53"), Punkt(3, 2.2, "2,2"), Punkt(7, 2.9, "2,9")]))
    for cirkel in rod.iter("circle"):
        assert float(cirkel.get("cx")) > 0


@pytest.mark.parametrize(("procent", "bredde"), [(0, 0), (40, 40), (100, 100), (140, 100), (-5, 0), (None, 0)])
def test_bjaelken_er_saa_lang_som_procenten_og_aldrig_laengere(procent, bredde):
    assert float(list(fromstring(bjaelke(procent, "t")).iter("rect"))[1].get("width")) == bredde


def et_kort(*fliser, tekst="K"):
    return flisekort(fliser, kolonner=13, raekker=13, titel=tekst, beskrivelse=tekst)


def test_en_flise_er_et_link_med_hele_navnet_og_tallet_staar_der():
    link = next(fromstring(et_kort(en_flise())).iter("a"))
    assert (link.get("href"), link.get("aria-label")) == ("#k0751", "Aarhus: 30 %")
    assert "30 %" in et_kort(en_flise())


def test_en_flise_uden_noget_at_maale_er_stiplet():
    fliser = fromstring(et_kort(en_flise(None), en_flise(0))).iter("rect")
    assert [bool(rect.get("stroke-dasharray")) for rect in fliser] == [True, False]


def test_tekst_i_en_tegning_er_undsluppet():
    rod = fromstring(et_kort(en_flise(titel=GRIM), tekst=GRIM))
    assert next(rod.iter("a")).get("aria-label") == GRIM
    assert "<script>" not in et_kort(en_flise(titel=GRIM), tekst=GRIM)


@pytest.mark.parametrize(("fyld", "skrift"), TRIN)
def test_teksten_paa_et_trin_kan_laeses(fyld, skrift):
    lyse = sorted((_lys(fyld), _lys(skrift)))
    assert (lyse[1] + 0.05) / (lyse[0] + 0.05) >= 4.5


def test_trinene_bliver_moerkere_og_kan_skelnes_i_graat():
    lyse = [_lys(fyld) for fyld, _ in TRIN]
    assert all(foerst - naest > 0.05 for foerst, naest in pairwise(lyse))


def _lys(farve: str) -> float:
    """Relativ lysstyrke efter WCAG 2.2."""
    r, g, b = (int(farve[plads : plads + 2], 16) / 255 for plads in (1, 3, 5))
    lineaer = [k / 12.92 if k <= 0.04045 else ((k + 0.055) / 1.055) ** 2.4 for k in (r, g, b)]
    return 0.2126 * lineaer[0] + 0.7152 * lineaer[1] + 0.0722 * lineaer[2]
