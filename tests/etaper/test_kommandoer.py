"""Kommandoerne og milepælen, når et kort har en opgave for hvert hold."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from faelles.afvisning import Afvist
from opgaver.models import Flytning, Opgave
from opgaver.services.flytning import flyt_datoer
from opgaver.services.frist import saet_frist
from opgaver.services.milepael import lad_fortsaette
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from tests.etaper.conftest import NU
from tests.etaper.test_etaper import HER
from tests.fletning.hjaelp import frisk
from tests.overgange.hjaelp import fase, ret_kort


def koer(navn, *valg, som_tekst=False):
    ud = StringIO()
    call_command(navn, *valg, *([] if som_tekst else ["--json"]), stdout=ud)
    return ud.getvalue() if som_tekst else json.loads(ud.getvalue())


def holdene(verden, **felter):
    fundne = Opgave.objects.filter(plan__projekt=verden.projekt, kort__kode="G01", er_udgaaet=False, **felter)
    return set(fundne.values_list("etape__navn", flat=True))


def test_masseret_tager_alle_holdenes_opgaver_eller_det_naevnte(verden, tre):
    svar = koer("masseret", *HER, "--koder", "G01", "--etape", "syd", "--status", "i_gang")
    assert svar["aendrede"] == [{"kode": "G01", "etape": "Syd", "fra": "Ikke startet", "til": "I gang"}]
    assert holdene(verden, status="i_gang") == {"Syd"}
    tekst = koer("masseret", *HER, "--koder", "G01", "--status", "i_gang", som_tekst=True)
    assert "G01 (Nord)" in tekst and "G01 (Vest)" in tekst and "G01 (Syd) er sådan allerede" in tekst
    assert holdene(verden, status="i_gang") == {"Nord", "Syd", "Vest"}
    with pytest.raises(CommandError, match=r"Syd i .* har ingen opgave med koden C01"):
        koer("masseret", *HER, "--koder", "C01", "--etape", "Syd", "--status", "i_gang")


def test_indhentningsplanen_og_fortrydelsen_naevner_holdet(verden, tre):
    Opgave.objects.filter(etape=tre[1], kort__kode="G01").update(frist=date(2026, 1, 5))
    plan = koer("indhentningsplan", *HER)
    assert ("G01", "Syd") in {(et["kode"], et.get("etape")) for et in (*plan["nye"], *plan["tilovers"])}
    projekt = frisk(verden.projekt)
    flyt_datoer(KOMMANDOLINJE, projekt, projekt.ankre, "Ferie", nu=NU, etaper={tre[2].pk: date(2027, 5, 3)})
    saet_frist(
        KOMMANDOLINJE, Opgave.objects.get(etape=tre[2], kort__kode="G01"), date(2027, 5, 4), "Nej", paa=NU.date()
    )
    assert "G01 (Vest)" in koer("fortryd_flytning", "--id", str(Flytning.objects.latest("pk").pk), som_tekst=True)


def test_et_foelgende_holds_milepael_kan_ikke_gaas_forbi(verden, tre, som):
    ret_kort(verden, "G01", tjekpunkt_for=fase(verden, "F2"))
    syd = Opgave.objects.get(etape=tre[1], kort__kode="G01")
    with pytest.raises(Afvist, match="venter kun på det første hold"):
        lad_fortsaette(Aktoer.person(verden.dorte), syd, "Vi kan ikke vente", paa=NU.date())
    adresse = reverse("tidsplan:fortsaet", args=(*verden.projekt.adresse, syd.pk))
    svar = som(verden.dorte).post(adresse, {"grund": "Vi kan ikke vente", "udgave": syd.udgave})
    assert svar.status_code == 422 and "venter kun på det første hold" in svar.text
    nord = Opgave.objects.get(etape=tre[0], kort__kode="G01")
    assert lad_fortsaette(Aktoer.person(verden.dorte), nord, "Vi kan ikke vente", paa=NU.date()).fortsaetter
