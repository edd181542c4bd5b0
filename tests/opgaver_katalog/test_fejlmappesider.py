"""Projektmappen med fejlene markeret, bestilt og hentet på importens side."""

import io

import pytest
from django.urls import reverse
from openpyxl import load_workbook
from pytest_django.asserts import assertContains

from koe.models import Job
from opgaver.services.fortrydelse import fortryd_import
from projekter.aktoer import KOMMANDOLINJE
from tests.opgaver_katalog.boeger import bog
from tests.opgaver_katalog.handlinger import arbejd, forhaandsvis
from tests.opgaver_katalog.importside import adresse
from tests.opgaver_katalog.test_importjob import TO

HTMX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture
def karen(som, verden):
    return som(verden.karen)


def lav_fejlmappe(klient, koersel):
    """Adressen på den side, der følger arbejdet."""
    return klient.post(adresse(koersel, "lav_fejlmappe")).url


def test_fejlene_kan_hentes_som_projektmappe_naar_arbejderen_har_lavet_den(karen, verden):
    koersel = forhaandsvis(verden.ky, bog(("A01", "T", "Forkert")), filnavn="katalog.xlsx")
    side = lav_fejlmappe(karen, koersel)
    assertContains(karen.get(side), 'hx-trigger="every 1s"')
    assert karen.get(f"{side}hent.xlsx").status_code == 404
    arbejd()
    assertContains(karen.get(side, **HTMX), f'href="{side}hent.xlsx"')
    svar = karen.get(f"{side}hent.xlsx")
    assert svar["Content-Disposition"] == 'attachment; filename="katalog med fejlene markeret.xlsx"'
    assert "Fejl" in load_workbook(io.BytesIO(svar.content)).sheetnames


def test_et_tryk_til_laver_ikke_en_projektmappe_til(karen, verden):
    koersel = forhaandsvis(verden.ky, bog(("A01", "T", "Forkert")))
    foerste = lav_fejlmappe(karen, koersel)
    assert lav_fejlmappe(karen, koersel) == foerste
    arbejd()
    assert lav_fejlmappe(karen, koersel) == foerste


def test_uden_filen_kan_fejlene_ikke_markeres(karen, verden):
    koersel = forhaandsvis(verden.ky, bog(("A01", "T", "Forkert")))
    side = lav_fejlmappe(karen, koersel)
    fortryd_import(KOMMANDOLINJE, koersel)
    arbejd()
    assertContains(karen.get(side), "gemmes ikke mere")
    assertContains(karen.post(adresse(koersel, "lav_fejlmappe")), "gemmes ikke mere", status_code=422)


def test_uden_fejl_er_der_ingen_projektmappe_at_lave(karen, verden):
    svar = karen.post(adresse(forhaandsvis(verden.ky, bog(*TO)), "lav_fejlmappe"))
    assertContains(svar, "ingen fejl at markere", status_code=422)


def test_en_projektmappe_hentes_kun_fra_sin_egen_import(karen, verden):
    koersel = forhaandsvis(verden.ky, bog(("A01", "T", "Forkert")))
    lav_fejlmappe(karen, koersel)
    anden = forhaandsvis(verden.ky, bog(("A02", "T", "Forkert")))
    arbejd()
    for navn in ("fejlmappe", "hent_fejlmappe"):
        assert karen.get(reverse(f"kataloger:{navn}", args=[anden.pk, Job.objects.get().uid])).status_code == 404
