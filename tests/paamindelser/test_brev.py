from datetime import timedelta

import pytest

from koe.models import Besked
from paamindelser.brev import VISES, Brev, Linje, opregn
from paamindelser.indsamling import Punkt
from paamindelser.udsendelse import udsend

from .conftest import I_DAG

DAG = timedelta(days=1)


def brev(bruger, *dage_til, projekter=1, sted="SAPA, Aarhus"):
    """Et brev med en opgave for hver frist, så mange dage fra i dag."""
    punkter = [
        Punkt(n, n % projekter, f"K{n:02}", I_DAG + dage * DAG, "trin", "udfører") for n, dage in enumerate(dage_til)
    ]
    linjer = [Linje(p.kode, f"Opgave & <{p.kode}>", p.frist, f"http://x/{p.kode}/", sted) for p in punkter[:VISES]]
    return Brev(bruger, I_DAG, punkter, linjer)


@pytest.mark.parametrize(
    ("dage_til", "emne"),
    [
        ([14], "1 opgave forfalder snart – SAPA, Aarhus"),
        ([0, 3, 14], "3 opgaver forfalder snart – SAPA, Aarhus"),
        ([-1], "1 opgave er over tid – SAPA, Aarhus"),
        ([-9, -1], "2 opgaver er over tid – SAPA, Aarhus"),
        ([-1, 3, 14], "1 opgave er over tid, og 2 forfalder snart – SAPA, Aarhus"),
    ],
)
def test_emnet_siger_sagen(verden, dage_til, emne):
    assert brev(verden.bo, *dage_til).emne == emne


def test_emnet_naevner_antallet_af_projekter_naar_der_er_flere(verden):
    assert brev(verden.bo, 1, 2, projekter=2).emne == "2 opgaver forfalder snart – 2 projekter"


def test_teksten_siger_kode_titel_frist_afstand_og_adresse(verden):
    tekst = brev(verden.bo, -3, 14).tekst
    assert "K00 Opgave & <K00>\nFrist fre. 29. jan. 2027 (3 dage over)\nhttp://x/K00/\n" in tekst
    assert "K01 Opgave & <K01>\nFrist man. 15. feb. 2027 (om 14 dage)\nhttp://x/K01/\n" in tekst


def test_teksten_hilser_paa_fornavn_og_siger_hvorfor(verden):
    tekst = brev(verden.bo, 14).tekst
    assert tekst.startswith("Hej Bo\n")
    assert "Du får denne mail, fordi du er udfører." in tekst


def test_teksten_har_ikke_mere_end_en_tom_linje_i_traek(verden):
    assert "\n\n\n" not in brev(verden.bo, -3, 3, 14).tekst


def test_html_siger_det_samme_og_er_undsluppet(verden):
    html = brev(verden.bo, -3).html
    assert '<a href="http://x/K00/">K00 Opgave &amp; &lt;K00&gt;</a>' in html
    assert "Frist fre. 29. jan. 2027 (<strong>3 dage over</strong>)" in html
    assert '<html lang="da">' in html
    assert "style=" not in html


def test_stedet_staar_ved_hver_opgave_kun_naar_der_er_flere_projekter(verden):
    assert "(om 2 dage) – SAPA, Aarhus" in brev(verden.bo, 1, 2, projekter=2).tekst
    assert "dage) – SAPA" not in brev(verden.bo, 1, 2).tekst


def test_mailen_viser_hoejst_femten_og_siger_hvor_resten_er(verden, settings):
    settings.BASIS_URL = "https://impl.example"
    lang = brev(verden.bo, *range(-13, 14))
    assert lang.tekst.count("Frist ") == VISES
    assert "Og 12 til. Se dem alle her: https://impl.example/" in lang.tekst
    assert '<p>Og 12 til. <a href="https://impl.example/">Se dem alle på din side</a>.</p>' in lang.html
    assert lang.emne.startswith("13 opgaver er over tid, og 14 forfalder snart")


def test_resten_naevnes_ikke_naar_alt_er_vist(verden):
    assert " til. Se dem alle" not in brev(verden.bo, *range(VISES)).tekst


def test_en_skabelon_mangler_ingen_vaerdier(verden, settings):
    settings.TEMPLATES[0]["OPTIONS"]["string_if_invalid"] = "MANGLER %s"
    lang = brev(verden.bo, *range(-13, 14), projekter=2)
    assert "MANGLER" not in lang.emne + lang.tekst + lang.html


@pytest.mark.parametrize(
    ("ord_", "tekst"), [(["a"], "a"), (["a", "b"], "a eller b"), (["a", "b", "c"], "a, b eller c")]
)
def test_grundene_opregnes(ord_, tekst):
    assert opregn(ord_) == tekst


def test_mailen_peger_paa_opgavens_side(opgave, settings):
    settings.BASIS_URL = "https://impl.example"
    udsend(I_DAG)
    assert f"\nhttps://impl.example{opgave.get_absolute_url()}\n" in Besked.objects.get().tekst


def test_grunden_er_personens_egen(opgave, verden, aaben):
    aaben("I01", opgave.frist)
    opgave.udfoerer = None
    opgave.ansvarlig = verden.plads("projektleder")
    opgave.save()
    udsend(I_DAG)
    assert "fordi du er ansvarlig eller projektleder." in Besked.objects.get().tekst


def test_en_stedfortraeder_faar_at_vide_at_det_er_derfor(opgave, verden):
    plads = opgave.udfoerer
    plads.person, plads.stedfortraeder = None, verden.dorte
    plads.save()
    udsend(I_DAG)
    assert "fordi du er stedfortræder for udføreren." in Besked.objects.get().tekst
