"""Har et kort en opgave for hvert hold, siger hver linje om en af dem, hvilket hold det er."""

import re

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from faelles.afvisning import Afvist
from opgaver.models import Dokument, Forudsaetning, Opgave
from opgaver.services.etapefjernelse import fjern_etape
from opgaver.services.forudsaetning import tilfoej_forudsaetning
from opgaver.services.opgave import saet_status
from opgaver.services.opgavepdf import opgave_html
from projekter.aktoer import KOMMANDOLINJE
from tests.etaper.conftest import NU
from tests.etaper.test_etaper import koer
from tests.overgange.hjaelp import fase, ret_kort


@pytest.fixture
def holdenes(verden, per_etape, request):
    """G01 i tre hold; Syds venter på Nords, har et link og er en milepæl, planen kan fortsætte forbi."""
    ret_kort(verden, "G01", tjekpunkt_for=fase(verden, "F2"))
    request.getfixturevalue("tre")
    egne = Opgave.objects.i_projekt(verden.projekt).filter(kort__kode="G01")
    fundne = {et.etape.navn: et for et in egne.select_related("etape", "plan")}
    Forudsaetning.objects.create(opgave=fundne["Syd"], kraever=fundne["Nord"])
    Dokument.objects.create(
        opgave=fundne["Syd"], titel="Plan", adresse="https://x.example/", lagt=NU, lagt_af=verden.anna
    )
    Opgave.objects.filter(pk=fundne["Syd"].pk).update(fortsaet_grund="Ferie", fortsaet_dato=NU.date(), fortsaet_af="A")
    return fundne


SIDER = {
    "kort": ("opgaver:kort", True, {}),
    "ret": ("opgaver:ret", True, {"status": "ikke_relevant"}),
    "tavlen": ("opgaver:flyt_paa_tavlen", True, {"status": "ikke_relevant", "udgave": 1}),
    "vælg": ("masse:vaelg", False, {}),
    "vis": ("masse:vis", False, {"handling": "status", "status": "i_gang"}),
    "fuldfør": ("masse:vis", False, {"handling": "status", "status": "fuldfoert"}),
    "dokumenter": ("opgaver:dokumenter", False, {}),
    "status": ("status:vis", False, {}),
    "faseovergange": ("overgange:vis", False, {}),
}


@pytest.mark.parametrize("hvad", SIDER)
def test_hver_linje_siger_hvilket_hold_opgaven_er_for(holdenes, som, verden, hvad):
    navn, er_opgavens, krop = SIDER[hvad]
    dele = ("0751", "SAPA", *([holdenes["Syd"].pk] if er_opgavens else ["F2"] if "over" in navn else []))
    klient, valgte = som(verden.anna), ",".join(str(et.pk) for et in holdenes.values())
    if krop:
        htmx = {"HX-Request": "true"} if er_opgavens else {}
        krop = krop if er_opgavens else krop | {"opgaver": valgte}
        svar = klient.post(reverse(navn, args=dele), krop, headers=htmx, follow=True)
    else:
        svar = klient.get(reverse(navn, args=dele))
    titel = re.escape(holdenes["Syd"].kort.titel)
    tekst = strip_tags(svar.text)
    assert re.search(rf"{titel} \((Nord|Syd|Vest)\)", tekst) and not re.findall(rf".*{titel}(?! \().*", tekst)


def test_ordene_om_opgaven_siger_hvilket_hold_den_er_for(holdenes, verden, som):
    nord, syd = holdenes["Nord"], holdenes["Syd"]
    with pytest.raises(Afvist, match=r"G01 \(Nord\) kan ikke vente på G01 \(Syd\), for den venter selv"):
        tilfoej_forudsaetning(KOMMANDOLINJE, nord, syd)
    with pytest.raises(Afvist, match=r"G01 \(Syd\) er ikke på plads: G01 \(Nord\) skal være færdig først"):
        saet_status(KOMMANDOLINJE, syd, "fuldfoert", paa=NU.date())
    svar = som(verden.anna).get(reverse("opgaver:kort", args=("0751", "SAPA", syd.pk)))
    assert "G01 (Nord) skal være færdig først" in svar.text
    assert f"»{nord.titel}«" in koer("forklar_frist", "--kode", "G01")["flere"]


def test_pdfen_og_kvitteringen_siger_hvilket_hold_opgaven_er_for(holdenes, verden, som):
    syd = holdenes["Syd"]
    pdf = strip_tags(opgave_html(verden.projekt, syd, timezone.now()))
    assert syd.kort.titel in pdf and not re.search(rf"{re.escape(syd.kort.titel)}(?! \(Syd)", pdf)
    data = {"handling": "status", "status": "i_gang", "opgaver": str(syd.pk), "begrundelse": ""}
    vist = som(verden.anna).post(reverse("masse:vis", args=("0751", "SAPA")), data, follow=True).context
    svar = som(verden.anna).post(
        reverse("masse:udfoer", args=("0751", "SAPA")),
        data | {"udgaver": vist["udgaver"], "aftryk": vist["visning"].aftryk},
        follow=True,
    )
    assert f"{syd.titel}" in svar.text


def test_et_fjernet_holds_opgaver_siger_at_det_er_holdet_der_er_fjernet(verden, som, tre):
    fjern_etape(KOMMANDOLINJE, tre[1], "Lagt sammen med Vest", nu=NU)
    opgave, klient = Opgave.objects.get(etape=tre[1], kort__kode="G01"), som(verden.anna)
    kort = klient.get(reverse("opgaver:kort", args=("0751", "SAPA", opgave.pk))).text
    assert "Opgaven er udgået, da etapen Syd blev fjernet" in kort and "af kataloget" not in kort
    assert "G01·fjernet" in klient.get(reverse("tidsplan:vis", args=("0751", "SAPA"))).text
    with pytest.raises(Afvist, match="er udgået, da etapen Syd blev fjernet"):
        saet_status(KOMMANDOLINJE, opgave, "i_gang", paa=NU.date())
