"""Den samme ventetid rykker kun en dato én gang, hvor mange pauser der end dækker de samme dage (se ADR 30)."""

import json
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from opgaver.models import Opgave
from opgaver.services.flytning import flyt_datoer
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_frist
from opgaver.services.genoptagelse import genoptag_og_flyt, se_flytning
from opgaver.services.pause import saet_pause
from opgaver.services.udrulning import saet_etape_paa_pause, se_etapegenoptagelse
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Etape, Projekt

GRUND = "Leverandøren er forsinket"
HER = ["--kommune", "0751", "--loesning", "SAPA"]


def februar(dag):
    return date(2027, 2, dag)


def videre(verden, etape, paa):
    nu = datetime(paa.year, paa.month, paa.day, 9, tzinfo=UTC)
    return genoptag_og_flyt(KOMMANDOLINJE, frisk(verden), etape, nu=nu)


def frisk(verden):
    return Projekt.objects.get(pk=verden.projekt.pk)


def golives(tre):
    return [Etape.objects.get(pk=et.pk).golive for et in tre]


def test_projektets_pause_rykker_ikke_de_dage_et_holds_pause_har_flyttet(verden, tre):
    """Syd holdt pause 1.–20. februar, og projektet 5.–22.; Syd ventede så to dage mere end sin egen."""
    saet_etape_paa_pause(KOMMANDOLINJE, tre[1], GRUND, paa=februar(1))
    videre(verden, tre[1], februar(20))
    assert golives(tre) == [date(2027, 3, 15), date(2027, 4, 26), date(2027, 5, 18)]
    saet_pause(KOMMANDOLINJE, frisk(verden), GRUND, paa=februar(22), fra=februar(5))
    videre(verden, None, februar(22))
    assert golives(tre) == [date(2027, 4, 1), date(2027, 4, 28), date(2027, 5, 20)]


def proevekoer():
    ud = StringIO()
    call_command("genoptag", *HER, "--flyt", "--proevekoersel", "--json", stdout=ud)
    return ud.getvalue()


@pytest.fixture
def nord_og_syd(verden, tre):
    """Begge holdt pause 1.–20. februar, og Nord har rykket dem efter sig. En af Syds frister er låst."""
    laast = Opgave.objects.get(etape=tre[1], kort__kode="A08")
    saet_frist(KOMMANDOLINJE, laast, date(2027, 5, 3), "Aftalt", paa=februar(1))
    for etape in tre[:2]:
        saet_etape_paa_pause(KOMMANDOLINJE, etape, GRUND, paa=februar(1))
    _, del_ = videre(verden, tre[0], februar(20))
    return laast, del_


def test_et_hold_rykker_ikke_de_dage_holdet_foer_har_flyttet_men_dets_egne_frister_goer(verden, tre, nord_og_syd):
    laast, _ = nord_og_syd
    foer = golives(tre)
    svar = se_etapegenoptagelse(Etape.objects.get(pk=tre[1].pk), februar(20))
    assert svar.etapedatoer == {}
    assert se_flytning(svar, februar(20), KOMMANDOLINJE).ventet_i_ord == "19 dage"
    videre(verden, tre[1], februar(22))
    assert golives(tre) == [foer[0], *(dag + timedelta(days=2) for dag in foer[1:])]
    laast.refresh_from_db()
    assert laast.frist == date(2027, 5, 3) + timedelta(days=21)


def test_en_fortrudt_flytning_har_ikke_flyttet_noget(verden, tre, nord_og_syd):
    fortryd_flytning(KOMMANDOLINJE, nord_og_syd[1].flytning_id, nu=datetime(2027, 2, 20, 9, tzinfo=UTC))
    svar = se_etapegenoptagelse(Etape.objects.get(pk=tre[1].pk), februar(20))
    assert svar.etapedatoer == {tre[1].pk: date(2027, 4, 26), tre[2].pk: date(2027, 5, 18)}


def test_siden_siger_hvad_der_er_flyttet_siden_pausen_begyndte(verden, som, tre):
    """En flytning i hånden kan være den samme ventetid; det ved kun den, der leder, så den vises."""
    nu, projekt = timezone.now(), frisk(verden)
    nye = {et.pk: et.golive + timedelta(days=28) for et in tre}
    del_ = flyt_datoer(KOMMANDOLINJE, projekt, projekt.ankre, "28 dage forsinket", nu=nu, etaper=nye)
    i_dag, adresse = timezone.localdate(nu), reverse("pause:genoptag", args=("0751", "SAPA"))
    saet_pause(KOMMANDOLINJE, frisk(verden), GRUND, paa=i_dag, fra=i_dag - timedelta(days=14))
    assert json.loads(proevekoer())["flyttet_siden"] == [{"id": del_.flytning_id, "begrundelse": "28 dage forsinket"}]
    svar = som(verden.anna).get(adresse)
    assert "Datoerne er allerede flyttet, siden pausen begyndte" in svar.text
    assert "28 dage forsinket" in svar.text and f'href="{del_.get_absolute_url()}"' in svar.text
    fortryd_flytning(KOMMANDOLINJE, del_.flytning_id, nu=nu)
    assert "er allerede flyttet" not in som(verden.anna).get(adresse).text
