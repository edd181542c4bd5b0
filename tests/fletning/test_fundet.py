"""Det, en fletning siger om fuldførte opgaver og om frister, der allerede er gået."""

from opgaver.models import Opgradering
from opgaver.services.opgave import saet_status
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import NU, PAA, flet, ny_version
from tests.fletning.test_opgrader import to
from tests.fletning.test_sider import HER, formular, tekst

GAAET = {"regel": "300 uger før idriftsættelsesdato", "slutdato_tekst": "300 uger før idriftsættelsesdato"}


def test_siden_forhaandsvisningen_og_kvitteringen_siger_at_den_aendrede_er_fuldfoert(verden, som):
    saet_status(KOMMANDOLINJE, verden.opgave("K03"), "fuldfoert", paa=PAA)
    ny, anna = to(verden), som(verden.anna)
    assert tekst(anna.get(HER)).count("I har fuldført opgaven.") == 1
    sagt = "I har fuldført den på den tidligere tekst"
    assert sagt in tekst(anna.post(HER, formular(verden, ny, alle="tag-med", vis="1")))
    assert sagt not in tekst(anna.post(HER, formular(verden, ny, alle="behold-lokal", vis="1")))
    flet(verden, ny)
    assert tekst(anna.get(Opgradering.objects.get().get_absolute_url())).count(sagt) == 1


def test_en_frist_der_er_gaaet_siges_paa_siden_i_forhaandsvisningen_og_paa_kvitteringen(verden, som):
    ny, anna = ny_version(verden.version, aendres={"A08": GAAET}, nye={"N01": GAAET}), som(verden.anna)
    assert tekst(anna.get(HER)).count("Allerede over tid") == 2
    assert tekst(anna.post(HER, formular(verden, ny, alle="tag-med", vis="1"))).count("allerede over tid") == 2
    anna.post(HER, formular(verden, ny, alle="tag-med"))
    assert tekst(anna.get(Opgradering.objects.get().get_absolute_url())).count("Allerede over tid") == 2


def test_det_siges_hvad_der_sker_med_fremdriften_naar_fuldfoerte_udgaar(verden, som):
    ny, anna = to(verden), som(verden.anna)
    assert "fremdriften, heller" not in tekst(anna.post(HER, formular(verden, ny, alle="tag-med", vis="1")))
    saet_status(KOMMANDOLINJE, verden.opgave("G07"), "fuldfoert", paa=PAA)
    foer = tekst(anna.post(HER, formular(verden, ny, alle="tag-med", vis="1")))
    assert "1 af opgaverne, der udgår, er fuldført. Den tæller så ikke længere med i fremdriften" in foer
    flet(verden, ny)
    efter = tekst(anna.get(Opgradering.objects.get().get_absolute_url()))
    assert "1 af de udgåede er fuldført og tæller ikke længere med" in efter


def test_knappen_siger_at_de_obligatoriske_kommer_med_og_kvitteringen_at_det_er_fortrudt(verden, som):
    ny, anna = to(verden, obligatoriske=["K03"]), som(verden.anna)
    assert "Behold vores opgaver, tag kun nye og obligatoriske med" in tekst(anna.get(HER))
    opgradering = flet(verden, ny)
    fortryd_opgradering(KOMMANDOLINJE, opgradering.pk, nu=NU)
    side = tekst(anna.get(opgradering.get_absolute_url()))
    assert "Fortrudt: opgradering i" in side and "opgaver, som det var, før det blev fortrudt" in side
