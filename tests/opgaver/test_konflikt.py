"""Den, der kom for sent, får at vide, hvem der ændrede hvad og hvornår, og beholder det, der var skrevet."""

import re
from datetime import timedelta

import pytest
from django.db import models

from opgaver.konflikt import _handling
from opgaver.korthistorik import Linje
from opgaver.models import Opgave
from opgaver.services.eget import saet_egen_tekst, saet_kriterium
from opgaver.services.opgave import ret, saet_status, tildel
from projekter.models import Haendelse
from tests.eget.hjaelp import HTMX, NU, adresse, anna, bo, med_kriterier
from tests.flytning.hjaelp import flyt
from tests.medvirkende import I_DAG

BO = r"Bo Lindgaard satte status til I gang kl\. \d\d\.\d\d\."


@pytest.fixture
def bo_kom_foerst(verden):
    """Opgaven, som Bo satte i gang, mens Anna havde udgave 1 på skærmen."""
    saet_status(bo(verden), verden.opgave("A08"), "i_gang", paa=I_DAG)
    return verden.opgave("A08")


@pytest.fixture
def svar_for_sent(verden, som, bo_kom_foerst):
    return lambda navn, data, **hoveder: som(verden.anna).post(
        adresse(navn, bo_kom_foerst.pk), data | {"udgave": 1}, headers=hoveder
    )


@pytest.mark.parametrize("hoved", [{}, HTMX])
def test_den_aabnede_raekke_naevner_bo_og_holder_paa_det_skrevne(svar_for_sent, hoved):
    svar = svar_for_sent("ret", {"status": "ikke_startet", "begrundelse": "Mit eget"}, **hoved)
    assert svar.status_code == 409 and re.search(BO, svar.text)
    assert "Mit eget</textarea>" in svar.text and "Gem igen, hvis det skal gælde" in svar.text


@pytest.mark.parametrize(
    ("navn", "data", "mangler"),
    [
        ("ret", {"status": "ikke_relevant"}, "Skriv en begrundelse"),
        ("saet_frist", {"frist": "01.04.2027"}, "Begrundelse:"),
    ],
)
def test_det_gamle_og_det_manglende_siges_paa_en_gang(svar_for_sent, navn, data, mangler):
    svar = svar_for_sent(navn, data, **HTMX)
    assert svar.status_code == 409 and re.search(BO, svar.text) and mangler in svar.text


@pytest.mark.parametrize(
    ("navn", "data"), [("afkryds", {"faerdig": "on"}), ("flyt_paa_tavlen", {"status": "fuldfoert"})]
)
@pytest.mark.parametrize("hoved", [{}, HTMX])
def test_fluebenet_og_tavlen_naevner_bo_og_viser_det_der_staar(svar_for_sent, navn, data, hoved):
    svar = svar_for_sent(navn, data, **hoved)
    assert svar.status_code == 409 and re.search(BO, svar.text)
    assert not hoved or "status-i_gang" in svar.text or 'id="tavle-i_gang"' in svar.text


def test_kun_det_der_skete_efter_udgaven_naevnes(verden, som, bo_kom_foerst):
    tildel(anna(verden), verden.opgave("A08"), {"ansvarlig": verden.plads("projektleder")})
    svar = som(verden.bo).post(
        adresse("saet_tekst", bo_kom_foerst.pk), {"tekst": "Mine ord", "udgave": 2}, headers=HTMX
    )
    assert "Anna Krogh satte ansvarlig til Projektleder kl." in svar.text
    assert svar.status_code == 409 and "satte status" not in svar.text


def test_status_og_plads_i_en_handling_er_en_aendring(verden, som, bo_kom_foerst):
    plads = {"ansvarlig": verden.plads("projektleder")}
    foer = Haendelse.objects.latest("pk")
    models.QuerySet.update(Haendelse.objects.all(), tid=foer.tid - timedelta(hours=1))
    ret(anna(verden), verden.opgave("A08"), status="ikke_startet", begrundelse="", pladser=plads, paa=I_DAG, udgave=2)
    assert verden.opgave("A08").udgave == 3
    data = {"tekst": "Mine ord", "udgave": 2}
    svar = som(verden.bo).post(adresse("saet_tekst", bo_kom_foerst.pk), data, headers=HTMX)
    assert svar.status_code == 409 and "Anna Krogh satte ansvarlig til Projektleder" in svar.text
    assert "Bo Lindgaard satte" not in svar.text and "Du satte" not in svar.text


def test_et_flueben_ved_et_kriterium_er_ikke_en_ny_udgave(verden, som, bo_kom_foerst):
    opgave = med_kriterier(verden)
    from opgaver.kriterier import laes_kriterier

    saet_kriterium(anna(verden), opgave, laes_kriterier(opgave).krav[0].noegle, True, nu=NU)
    svar = som(verden.anna).post(adresse("saet_tekst", opgave.pk), {"tekst": "Ord", "udgave": 1}, headers=HTMX)
    assert re.search(BO, svar.text) and "krydset af" not in svar.text.split("Nu står der")[0]


@pytest.mark.parametrize(
    ("handling", "ny", "siges"),
    [
        ("frist sat", "1. marts 2027", "satte fristen til 1. marts 2027"),
        ("begrundelse rettet", "", "rettede begrundelsen til intet"),
        ("status ført tilbage (mange på én gang)", "I gang", "førte status tilbage til I gang"),
        ("udgik af kataloget", "2.0", "(udgik af kataloget til 2.0)"),
    ],
)
def test_handlingen_staar_som_noget_nogen_gjorde(handling, ny, siges):
    assert _handling(Linje(NU, "Bo", handling, "", ny)) == siges


def test_en_lang_tekst_gentages_ikke_i_saetningen(verden, som):
    saet_egen_tekst(anna(verden), verden.opgave("A08"), "Meget at sige. " * 20)
    svar = som(verden.anna).post(
        adresse("saet_tekst", verden.opgave("A08").pk), {"tekst": "Kort", "udgave": 1}, headers=HTMX
    )
    assert "Du satte jeres egen tekst kl." in svar.text


@pytest.fixture
def fuldfoer_to(verden, som):
    """Annas ændring af A08 og C01: set, så ``imens``, og så ja."""

    def goer(imens):
        klient, sti = som(verden.anna), f"{verden.projekt.get_absolute_url()}masse/"
        ider = ",".join(str(verden.opgave(kode).pk) for kode in ("A08", "C01"))
        valg = {"opgaver": ider, "handling": "status", "status": "fuldfoert"}
        vist = klient.post(f"{sti}vis/", valg, follow=True)
        imens()
        navne = ("udgaver", "aftryk", "oejeblik")
        skjulte = {navn: re.search(rf'name="{navn}" value="([^"]*)"', vist.text)[1] for navn in navne}
        svar = klient.post(f"{sti}udfoer/", valg | skjulte)
        assert svar.status_code == 409 and verden.opgave("C01").status == "ikke_startet"
        return svar.text

    return goer


def test_i_en_aendring_af_mange_er_de_aendrede_maerket_med_hvem(verden, fuldfoer_to):
    svar = fuldfoer_to(lambda: saet_status(bo(verden), verden.opgave("A08"), "i_gang", paa=I_DAG))
    assert svar.count("Ændret imens") == 1 and re.search(BO, svar)


def test_en_flytning_imens_er_ikke_den_der_sidst_aendrede_opgaven(verden, fuldfoer_to, bo_kom_foerst):
    svar = fuldfoer_to(lambda: flyt(verden))
    assert re.search(r"Du flyttede projektets datoer kl\. \d\d\.\d\d\.", svar) and "Bo Lindgaard satte" not in svar


def test_ingen_naevnes_naar_historikken_intet_siger(verden, fuldfoer_to, bo_kom_foerst):
    svar = fuldfoer_to(lambda: Opgave.objects.filter(pk=bo_kom_foerst.pk).update(udgave=7))
    assert svar.count("Ændret imens") == 1 and "Bo Lindgaard satte" not in svar


def test_pladserne_i_forhaandsvisningen_siger_hvem_der_sidder_der(verden, som):
    bo(verden)
    valg = {"opgaver": verden.opgave("A08").pk, "handling": "udfoerer", "plads": verden.plads("projektleder").pk}
    svar = som(verden.anna).post(f"{verden.projekt.get_absolute_url()}masse/vis/", valg, follow=True)
    assert "Udfører: Projektleder (Anna Krogh)" in svar.text and "Administrator: Bo Lindgaard" in svar.text


def test_udfoereren_ser_hvor_mange_der_er_hans(verden, som):
    bo(verden)
    klient, sti = som(verden.bo), verden.projekt.get_absolute_url()
    assert "Ændr din ene" in klient.get(sti).text
    assert "Ændr din 1 opgave" in klient.get(f"{sti}masse/").text
