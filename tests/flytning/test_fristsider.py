"""Fristen på opgavens kort: sæt den, frigiv den, giv opgaven sin egen regel."""

import pytest

from opgaver.models import Opgave
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from tests.flytning.hjaelp import PAA
from tests.flytning.sider import saet, side


def test_en_frist_saettes_fra_kortet_uden_htmx(som, verden):
    klient = som(verden.anna)
    svar = klient.get(saet(klient, verden).url, {"aabn": "frist"})
    assert "Fast frist" in svar.text and "af Anna Krogh" in svar.text and "Frigiv fristen" in svar.text


def test_med_htmx_svares_med_spalten_og_en_oplaesning(som, verden):
    klient = som(verden.anna)
    klient.defaults["HTTP_HX_REQUEST"] = "true"
    svar = saet(klient, verden)
    assert (
        "<html" not in svar.text
        and 'id="lokalt"' in svar.text
        and "Fristen for A08 er sat til 9. april 2027." in svar.text
    )
    assert svar.text.count('name="udgave" value="2"') == 2


def test_en_gammel_formular_afvises_med_det_nye_og_det_skrevne(som, verden):
    klient = som(verden.anna)
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "i_gang", paa=PAA)
    svar = saet(klient, verden)
    assert svar.status_code == 409 and "er ændret" in svar.text and "I gang" in svar.text
    assert 'value="09.04.2027"' in svar.text and not verden.opgave("A08").er_frist_laast


def test_med_htmx_svares_en_gammel_formular_med_spalten_og_409(som, verden):
    klient = som(verden.anna)
    klient.defaults["HTTP_HX_REQUEST"] = "true"
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "i_gang", paa=PAA)
    svar = saet(klient, verden)
    assert svar.status_code == 409 and "<html" not in svar.text and 'value="09.04.2027"' in svar.text
    assert saet(klient, verden, udgave=2).status_code == 200


@pytest.mark.parametrize("navn", ["opgaver:frigiv_frist", "opgaver:fjern_regel"])
def test_en_formular_uden_udgave_er_ikke_hel(som, verden, navn):
    svar = som(verden.anna).post(side(navn, verden.opgave("A08").pk), {})
    assert svar.status_code == 422 and "Formularen var ikke hel" in svar.text


def test_frigiv_og_fjern_gaar_tilbage_til_kortet(som, verden):
    klient, a08 = som(verden.anna), verden.opgave("A08")
    saet(klient, verden)
    klient.post(side("opgaver:saet_regel", a08.pk), {"regel": "go-live", "udgave": 2})
    klient.post(side("opgaver:frigiv_frist", a08.pk), {"udgave": 3})
    assert verden.opgave("A08").frist == verden.projekt.golive
    svar = klient.post(side("opgaver:fjern_regel", a08.pk), {"udgave": 4}, follow=True)
    assert "mandag 5. april" in svar.text and verden.opgave("A08").egen_regel == ""


def test_en_uforstaaelig_regel_vises_igen_med_raad(som, verden):
    svar = som(verden.anna).post(side("opgaver:saet_regel", verden.opgave("A08").pk), {"regel": "6. juni", "udgave": 1})
    assert svar.status_code == 422 and "er ikke forstået" in svar.text and "6. juni" in svar.text


def test_listen_maerker_en_fast_frist_og_en_egen_regel(som, verden):
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(er_frist_laast=True, frist_sat_af="Anna Krogh")
    Opgave.objects.filter(pk=verden.opgave("C01").pk).update(egen_regel="go-live")
    svar = som(verden.anna).get(side("opgaver:liste"))
    assert "Fast frist" in svar.text and "Egen regel" in svar.text and "Sat af Anna Krogh" in svar.text
