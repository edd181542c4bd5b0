"""En pause må begynde den dag, arbejdet gik i stå, og ikke først den dag, nogen skriver det."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist
from opgaver.services.pause import genoptag, saet_pause
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse, Pause, Projekt

GRUND = "Leverandøren er forsinket"
PAA = date(2027, 2, 15)
"""Projektet begyndte 1. september 2026."""


def saet(verden, fra, paa=PAA):
    return saet_pause(KOMMANDOLINJE, verden.projekt, GRUND, paa=paa, fra=fra)


def test_laengden_regnes_fra_den_dag_den_begyndte(verden):
    assert saet(verden, PAA - timedelta(days=14)).fra == date(2027, 2, 1)
    assert Haendelse.objects.get(handling="projekt sat på pause").ny == "På pause fra 1. februar 2027"
    svar = genoptag(KOMMANDOLINJE, verden.projekt, paa=PAA + timedelta(days=7))
    assert (svar.dage, svar.ventetid.fra) == (21, date(2027, 2, 1))


def test_uden_en_dag_begynder_den_i_dag(verden):
    assert saet(verden, None).fra == PAA
    assert Haendelse.objects.get(handling="projekt sat på pause").ny == "På pause"


@pytest.mark.parametrize(
    ("fra", "paa", "fejl"),
    [
        (PAA + timedelta(days=1), PAA, "16. februar 2027 er ikke kommet endnu"),
        (date(2026, 8, 31), PAA, "tidligst begynde 1. september 2026, da projektet begyndte"),
        (date(2027, 2, 1), date(2028, 2, 15), "tidligst begynde 15. februar 2027, et år tilbage"),
    ],
)
def test_en_dag_der_ikke_kan_vaere_rigtig_afvises(verden, fra, paa, fejl):
    with pytest.raises(Afvist, match=fejl):
        saet(verden, fra, paa)
    assert not Pause.objects.exists()


def test_en_ny_pause_begynder_ikke_foer_den_forrige_sluttede(verden):
    saet(verden, date(2027, 1, 4), date(2027, 1, 4))
    genoptag(KOMMANDOLINJE, verden.projekt, paa=date(2027, 2, 1))
    with pytest.raises(Afvist, match=r"tidligst begynde 1. februar 2027, da den forrige pause sluttede"):
        saet(verden, date(2027, 1, 31))
    assert saet(verden, date(2027, 2, 1)).fra == date(2027, 2, 1)


def test_et_projekt_uden_start_regnes_fra_den_dag_det_blev_oprettet(verden):
    oprettet = datetime(2027, 1, 20, 12, tzinfo=UTC)
    Projekt.objects.filter(pk=verden.projekt.pk).update(projektstart=None, oprettet=oprettet)
    with pytest.raises(Afvist, match=r"tidligst begynde 20. januar 2027"):
        saet(verden, date(2027, 1, 19))


def test_siden_foreslaar_i_dag_og_viser_fejlen_ved_feltet(verden, som):
    klient, adresse = som(verden.anna), reverse("pause:saet", args=("0751", "SAPA"))
    i_dag, vist = timezone.localdate(), klient.get(adresse)
    assert f'value="{i_dag:%d.%m.%Y}"' in vist.text and "trækkes ikke tilbage" in vist.text
    data = {"begrundelse": GRUND, "fra": f"{i_dag + timedelta(days=1):%d.%m.%Y}"}
    svar = klient.post(adresse, data)
    assert svar.status_code == 422 and "ikke kommet endnu" in svar.context["form"].errors["fra"][0]
    klient.post(adresse, data | {"fra": f"{i_dag - timedelta(days=9):%d.%m.%Y}"})
    assert Pause.objects.get().fra == i_dag - timedelta(days=9)


def test_kommandoen_tager_dagen_med_fra(verden):
    fra, ud = timezone.localdate() - timedelta(days=9), StringIO()
    valg = ("--kommune", "0751", "--loesning", "SAPA", "--begrundelse", GRUND, "--fra", str(fra), "--json")
    call_command("saet_pause", *valg, stdout=ud)
    assert json.loads(ud.getvalue())["fra"] == str(fra)
