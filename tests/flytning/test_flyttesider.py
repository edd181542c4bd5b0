"""Siderne om projektets datoer: form, forhåndsvisning, kvittering og fortrydelse."""

import re

import pytest

from opgaver.models import Flytning
from opgaver.services.frist import saet_egen_regel
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from tests.flytning.hjaelp import GRUND, PAA, frister
from tests.flytning.sider import aftryk, flyt, fortryd, se, side


def test_for_tidlig_golive_maerkes_ved_feltet_og_tilbyder_at_flytte_med(som, verden):
    klient = som(verden.anna)
    svar = klient.get(side("flyt:flyt"), {"idriftsaettelse": "22.03.2027", "golive": "15.03.2027"})
    assert svar.status_code == 422 and 'href="#id_golive">Go-live: Go-live kan ikke ligge før' in svar.text
    adresse = re.search(r'href="([^"]*)">Flyt også go-live', svar.text)[1].replace("&amp;", "&")
    assert adresse.count("golive=") == 1
    assert klient.get(adresse).context["datoer"]["golive"] == "05.04.2027"
    assert "frivilligt" not in svar.text and "Tømmer du feltet, fjernes datoen." in svar.text


def test_forhaandsvisningen_viser_gamle_og_nye_datoer_og_gemmer_intet(som, verden):
    foer = frister(verden.projekt)
    svar = se(som(verden.anna))
    assert "6 opgaver får en ny frist. 1 beholder sin." in svar.text
    assert "05.04.2027" in svar.text and "26.04.2027" in svar.text and "ingen frist" in svar.text
    assert frister(verden.projekt) == foer and not Flytning.objects.exists()


def test_go_live_foreslaas_flyttet_lige_saa_meget(som, verden):
    svar = se(som(verden.anna), idriftsaettelse="08.03.2027", golive="15.03.2027")
    assert "Flyt også go-live" in svar.text and 'name="golive" value="22.03.2027"' in svar.text


def test_go_live_for_tidligt_afvises_med_samme_forslag(som, verden):
    svar = se(som(verden.anna), golive="15.03.2027")
    assert svar.status_code == 422
    assert "Go-live kan ikke ligge før" in svar.text and 'golive=05.04.2027">Flyt også go-live' in svar.text


def test_et_ja_flytter_og_viser_kvitteringen(som, verden):
    klient = som(verden.anna)
    svar = flyt(klient, se(klient))
    assert svar.redirect_chain and "Datoerne er flyttet" in svar.text and GRUND in svar.text
    assert "Fortryd flytningen" in svar.text and "Fordel" not in svar.text
    assert verden.opgave("A08").frist.isoformat() == "2027-04-26"


def test_en_undtaget_opgave_bliver(som, verden):
    klient = som(verden.anna)
    svar = flyt(klient, se(klient), undtag=[verden.opgave("A08").pk])
    assert "1 opgave blev låst på sin frist" in svar.text
    assert verden.opgave("A08").er_frist_laast


def test_uden_begrundelse_vises_det_igen_med_krydserne(som, verden):
    klient, a08 = som(verden.anna), verden.opgave("A08")
    svar = flyt(klient, se(klient), begrundelse="", undtag=[a08.pk])
    assert svar.status_code == 422 and "Skriv, hvorfor datoerne flyttes." in svar.text
    assert f'value="{a08.pk}" checked' in svar.text


def test_er_noget_aendret_siden_vises_den_nye_tabel_og_intet_flyttes(som, verden):
    klient = som(verden.anna)
    vist = se(klient)
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    svar = flyt(klient, vist)
    assert svar.status_code == 409 and "intet er flyttet" in svar.text and "5 opgaver får en ny frist" in svar.text
    assert aftryk(svar) != aftryk(vist) and GRUND in svar.text
    assert not Flytning.objects.exists()


def test_fortryd_fra_kvitteringen(som, verden):
    klient, foer = som(verden.anna), frister(verden.projekt)
    flyt(klient, se(klient))
    svar = fortryd(klient, side("flyt:fortryd", Flytning.objects.get().pk))
    assert "6 opgaver har den frist, de havde før" in svar.text and "Flytningen er fortrudt" in svar.text
    assert frister(verden.projekt) == foer


def test_det_der_er_aendret_siden_naevnes_ved_kode(som, verden):
    klient = som(verden.anna)
    flyt(klient, se(klient))
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "6 uger efter idriftsættelse")
    svar = fortryd(klient, side("flyt:fortryd", Flytning.objects.get().pk))
    assert "ændret siden og regnet om med de gamle datoer: A08" in svar.text
    assert "låst på den dato" not in svar.text


def test_bo_ser_datoerne_men_kan_ikke_flytte(som, verden):
    klient = som(verden.bo)
    assert "Projektlederen og kommunens programleder kan flytte" in klient.get(side("flyt:datoer")).text
    assert se(klient).status_code == 403


@pytest.mark.parametrize("dato", ["31.02.2027", "i morgen", "01.01.2101", "<script>"])
def test_en_umulig_dato_afvises_ved_feltet(som, verden, dato):
    svar = se(som(verden.anna), idriftsaettelse=dato)
    assert svar.status_code == 422 and "fejloversigt" in svar.text and "<script>" not in svar.text


def test_begrundelsen_vises_som_tekst(som, verden):
    klient = som(verden.anna)
    svar = flyt(klient, se(klient), begrundelse="<b>x</b>")
    assert "&lt;b&gt;x&lt;/b&gt;" in svar.text and "<b>x</b>" not in svar.text
