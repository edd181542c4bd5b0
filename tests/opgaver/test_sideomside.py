"""Projekterne side om side, fase for fase."""

import pytest

from opgaver.models import Opgave
from opgaver.sideomside import side_om_side
from projekter.models import Rettighed
from tests.medvirkende import I_DAG, lav_bruger


def test_en_hovedfase_rummer_sine_delfaser_og_den_projektet_er_i_er_maerket(verden, django_assert_num_queries):
    Opgave.objects.filter(pk=verden.opgave("C01").pk).update(status="fuldfoert", fuldfoert=I_DAG)
    with django_assert_num_queries(2):
        [tabel] = side_om_side([verden.projekt, verden.odense_projekt], I_DAG)
    celler = {celle.fase.kode: celle for celle in dict(tabel.raekker)[verden.projekt]}
    assert celler["F2"].tal.tekst == "1 af 4 (25 %)" and celler["F0"].tal.i_alt == 0
    assert celler["F1"].tal.forsinkede == 1
    assert [kode for kode, celle in celler.items() if celle.er_her] == ["F0"]


@pytest.mark.parametrize("antal", [0, 1, 21])
def test_et_enkelt_eller_alt_for_mange_staar_ikke_side_om_side(verden, antal):
    assert side_om_side([verden.projekt] * antal, I_DAG) == []


def test_programlederen_ser_sine_projekter_side_om_side(verden, som):
    per = lav_bruger("per@aarhus.example", "Per Dam", verden.aarhus, Rettighed.PROGRAMLEDER)
    klient = som(per)
    assert "side om side" not in klient.get("/projekter/").text
    verden.odense_projekt.kommune, verden.odense_projekt.loesning = verden.aarhus, verden.ky
    verden.odense_projekt.save()
    tekst = klient.get("/projekter/").text
    assert "Faserne side om side" in tekst and "/projekter/0751/KY/?fase=F2" in tekst
