"""Kvitteringen for en opgradering, og det, et kort siger om den."""

import pytest
from django.utils import timezone

from koe.models import Besked
from opgaver.services.opgave import saet_status
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import BEHOLD_ALT, NU, PAA, VENT_MED_ALT, alt, flet, ny_version, svar
from tests.fletning.test_opgrader import to
from tests.fletning.test_sider import HER, noegle, tekst
from tests.flytning.sider import fortryd


def test_kvitteringen_viser_hvad_der_skete_og_kan_fortrydes(verden, som):
    foer, ny = alt(verden.projekt), to(verden)
    opgradering = flet(verden, ny)
    anna = som(verden.anna)
    side = tekst(anna.get(opgradering.get_absolute_url()))
    assert "1 ny, 2 ændrede, 1 udgået" in side and "4 opgaver står uændrede" in side
    svar = fortryd(anna, opgradering.get_absolute_url() + "fortryd/")
    assert "Opgraderingen er fortrudt. Planen følger SAPA 1.0 igen." in tekst(svar)
    assert alt(verden.projekt) == foer


def test_kvitteringen_viser_vej_til_en_ny_opgave_der_stadig_findes_efter_fortrydelsen(verden, som):
    ny = ny_version(verden.version, nye={"N01": {}, "N02": {}})
    opgradering = flet(verden, ny)
    saet_status(KOMMANDOLINJE, verden.opgave("N01"), "i_gang", paa=PAA)
    anna, n02 = som(verden.anna), verden.opgave("N02")
    fortryd(anna, opgradering.get_absolute_url() + "fortryd/")
    side = anna.get(opgradering.get_absolute_url()).content.decode()
    assert verden.opgave("N01").get_absolute_url() in side and f'{n02.get_absolute_url()}"' not in side


def test_kvitteringen_naevner_ogsaa_senere_det_der_ikke_blev_foert_tilbage(verden, som):
    opgradering = flet(verden, to(verden))
    saet_status(KOMMANDOLINJE, verden.opgave("N01"), "i_gang", paa=PAA)
    anna = som(verden.anna)
    fortryd(anna, opgradering.get_absolute_url() + "fortryd/")
    anna.get("/")
    assert tekst(anna.get(opgradering.get_absolute_url())).count("Brugt siden, står nu som udgået") == 1


def test_bo_ser_kvitteringen_uden_at_kunne_fortryde(verden, som):
    opgradering = flet(verden, to(verden))
    assert "Fortryd opgraderingen" not in tekst(som(verden.bo).get(opgradering.get_absolute_url()))
    assert som(verden.bo).post(opgradering.get_absolute_url() + "fortryd/").status_code == 403


def kortside(verden, som, kode):
    return tekst(som(verden.anna).get(verden.opgave(kode).get_absolute_url()))


def test_kortet_siger_at_teksten_er_aendret_siden_den_blev_fuldfoert(verden, som):
    saet_status(KOMMANDOLINJE, verden.opgave("K03"), "fuldfoert", paa=PAA)
    flet(verden, to(verden))
    side = kortside(verden, som, "K03")
    assert "Teksten er ændret, siden den blev fuldført" in side and "Omskrevet" in side
    saet_status(KOMMANDOLINJE, verden.opgave("K03"), "i_gang", paa=PAA)
    assert "siden den blev fuldført" not in kortside(verden, som, "K03")


@pytest.mark.parametrize(
    ("valg", "kode", "sagt"),
    [
        (VENT_MED_ALT, "A08", "En nyere udgave af opgaven venter fra SAPA 2.0."),
        (BEHOLD_ALT, "A08", "I har beholdt jeres udgave fra SAPA 1.0."),
        (VENT_MED_ALT, "G07", "Opgaven er ikke med i SAPA 2.0."),
        (BEHOLD_ALT, "G07", "Den er ikke med i SAPA 2.0; I har valgt at beholde den."),
    ],
)
def test_kortet_siger_hvordan_det_staar_til_kataloget(verden, som, valg, kode, sagt):
    flet(verden, to(verden), valg)
    assert sagt in kortside(verden, som, kode)


def test_et_kort_paa_planens_version_siger_intet_om_kataloget(verden, som):
    flet(verden, to(verden))
    assert "udgave" not in kortside(verden, som, "C01")


def test_en_udgaaet_opgave_siger_det_paa_kortet(verden, som):
    flet(verden, to(verden))
    assert "udgået af kataloget" in kortside(verden, som, "G07")


def test_en_ny_opgave_brugt_foer_fortrydelsen_siger_at_det_var_den(verden, som):
    opgradering = flet(verden, to(verden), nu=timezone.now())
    saet_status(KOMMANDOLINJE, verden.opgave("N01"), "i_gang", paa=PAA)
    fortryd_opgradering(KOMMANDOLINJE, opgradering.pk, nu=timezone.now())
    side = kortside(verden, som, "N01")
    assert "Opgaven kom med SAPA 2.0, som I har fortrudt." in side and "udgået af kataloget." not in side


def test_en_aeldre_kvittering_henviser_til_den_seneste(verden, som):
    ny = to(verden)
    foerste, anden = flet(verden, ny, VENT_MED_ALT), flet(verden, ny)
    html = som(verden.anna).get(foerste.get_absolute_url()).content.decode()
    assert "Fortryd opgraderingen" not in html and f'<a href="{anden.get_absolute_url()}">' in html
    assert "Fortryd svarene" in tekst(som(verden.anna).get(anden.get_absolute_url()))


def test_kvitteringen_for_den_samme_version_siger_hvad_der_blev_taget_stilling_til(verden, som):
    ny = to(verden)
    flet(verden, ny, VENT_MED_ALT)
    opgradering, anna = flet(verden, ny, aktoer=KOMMANDOLINJE), som(verden.anna)
    side = tekst(anna.get(opgradering.get_absolute_url()))
    assert "Taget stilling til det, der ventede fra SAPA 2.0" in side and "SAPA 2.0 → SAPA 2.0" not in side
    assert "2.0 → 2.0" not in tekst(anna.get(HER))
    fortryd_opgradering(KOMMANDOLINJE, opgradering.pk, nu=NU)
    emne = Besked.objects.latest("pk").emne
    assert emne == "Svarene på det, der ventede fra SAPA 2.0, er fortrudt – SAPA, Aarhus"


def test_kvitteringen_naevner_det_der_venter_med_et_link(verden, som):
    ny = to(verden)
    opgradering = flet(verden, ny, svar(verden, K03="tag-med"))
    html = som(verden.anna).get(opgradering.get_absolute_url()).content.decode()
    assert "Det venter stadig (3)" in html
    assert f'<a href="{HER}?til=2.0#opgave-{noegle(verden, "A08")}">A08</a>' in html


def test_historikken_henviser_til_kvitteringen(verden, som):
    opgradering, anna = flet(verden, to(verden)), som(verden.anna)
    vej = f'href="{opgradering.get_absolute_url()}"'
    for side in (verden.opgave("A08").get_absolute_url(), "/projekter/0751/SAPA/historik/"):
        assert vej in anna.get(side).text
