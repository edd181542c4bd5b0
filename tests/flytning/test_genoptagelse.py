"""At genoptage og at flytte er ét tryk: siden viser flytningen, mens pausen endnu varer (se ADR 30)."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from frister import Ankre
from opgaver.models import Flytning
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_frist
from opgaver.services.opgave import saet_status
from opgaver.services.pause import genoptag, saet_pause
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse, Pause, Projekt
from tests.flytning.hjaelp import flyt, frister

GRUND = "Leverandøren er forsinket"
SIDEN = reverse("pause:genoptag", args=("0751", "SAPA"))
DAGE = 28


@pytest.fixture
def paa_pause(verden):
    """SAPA i Aarhus har holdt pause i 28 dage, og alle dens datoer er længere fremme."""
    i_dag = timezone.localdate()
    start, fra = i_dag + timedelta(days=60), i_dag - timedelta(days=DAGE)
    flyt(verden, Ankre(fra, start, start + timedelta(days=14)), nu=timezone.now())
    Flytning.objects.all().delete()
    return saet_pause(KOMMANDOLINJE, verden.projekt, GRUND, paa=fra)


def se(klient):
    """Siden og det, dens formular sender."""
    svar = klient.get(SIDEN)
    start = svar.context["form"].initial
    vist = {"vist": svar.context["svar"].pause.pk, "aftryk": start["aftryk"], "sete": start["sete"]}
    return svar, vist | {"begrundelse": "Vi er i gang igen"}


def er_paa_pause(verden):
    return Projekt.objects.get(pk=verden.projekt.pk).status == "paa_pause"


def test_en_genoptagelse_vises_med_hver_ny_frist_mens_pausen_varer(verden, som, paa_pause):
    vist = se(som(verden.anna))[0].text
    assert "Genoptag og flyt" in vist and "Genoptag uden at flytte" in vist and "28 dage" in vist
    assert "og flytningen bliver ikke tilbudt igen" in vist and reverse("flyt:datoer", args=("0751", "SAPA")) in vist
    assert verden.opgave("A08").titel in vist and "sætter ikke projektet på pause igen" in vist
    assert er_paa_pause(verden) and not Flytning.objects.exists()


def test_eet_tryk_genoptager_og_flytter_og_det_kan_fortrydes(verden, som, paa_pause):
    klient, foer = som(verden.anna), frister(verden.projekt)
    svar = klient.post(SIDEN, se(klient)[1] | {"flyt": "1"})
    [flytning] = Flytning.objects.all()
    assert svar.url == flytning.get_absolute_url() and frister(verden.projekt) != foer
    handlinger = Haendelse.objects.filter(projekt=verden.projekt)[:2].values_list("handling", flat=True)
    assert list(handlinger) == ["datoer flyttet efter en pause", "projekt genoptaget"]
    fortryd_flytning(KOMMANDOLINJE, flytning.pk, nu=timezone.now())
    assert frister(verden.projekt) == foer and not er_paa_pause(verden)


def test_en_lang_grund_til_pausen_giver_et_forslag_der_er_plads_til(verden, som, paa_pause):
    Pause.objects.update(begrundelse="Vi venter på leverandøren. " * 74)
    klient = som(verden.anna)
    svar = klient.get(SIDEN)
    data = svar.context["form"].initial | {"vist": svar.context["svar"].pause.pk, "flyt": "1"}
    foreslaaet = data["begrundelse"]
    assert foreslaaet.startswith("Genoptaget efter 28 dages pause: Vi venter") and foreslaaet.endswith("…")
    assert klient.post(SIDEN, data).status_code == 302 and not er_paa_pause(verden)


def test_uden_at_flytte_bliver_datoerne_staaende(verden, som, paa_pause):
    klient, foer = som(verden.anna), frister(verden.projekt)
    svar = klient.post(SIDEN, se(klient)[1] | {"begrundelse": ""}, follow=True)
    assert "er genoptaget efter 28 dages pause" in svar.text and not er_paa_pause(verden)
    assert frister(verden.projekt) == foer and not Flytning.objects.exists()


def test_det_undtagne_bliver_hvor_det_er(verden, som, paa_pause):
    klient, a08 = som(verden.anna), verden.opgave("A08")
    saet_frist(KOMMANDOLINJE, a08, timezone.localdate() + timedelta(days=90), "Aftalt", paa=paa_pause.fra)
    klient.post(SIDEN, se(klient)[1] | {"flyt": "1", "undtag": [a08.pk]})
    a08.refresh_from_db()
    assert a08.frist == timezone.localdate() + timedelta(days=90) and Flytning.objects.exists()


@pytest.mark.parametrize("tryk", [{"flyt": "1"}, {}])
def test_den_der_kommer_sidst_faar_navnet_paa_den_der_kom_foerst(verden, som, paa_pause, tryk):
    klient = som(verden.anna)
    data = se(klient)[1] | tryk
    genoptag(KOMMANDOLINJE, verden.projekt, paa=timezone.localdate())
    svar = klient.post(SIDEN, data)
    assert svar.status_code == 409 and f"{KOMMANDOLINJE.navn} har imens" in svar.text
    assert ("Vi er i gang igen" in svar.text) == bool(tryk) and not Flytning.objects.exists()


def test_er_pausen_en_anden_vises_den(verden, som, paa_pause):
    klient = som(verden.anna)
    data = se(klient)[1]
    genoptag(KOMMANDOLINJE, verden.projekt, paa=timezone.localdate())
    saet_pause(KOMMANDOLINJE, verden.projekt, "Ny ferie", paa=timezone.localdate())
    svar = klient.post(SIDEN, data | {"flyt": "1"})
    assert svar.status_code == 409 and "Ny ferie" in svar.text and "har imens" in svar.text
    assert er_paa_pause(verden)


def test_er_en_opgave_lukket_imens_siges_det_og_pausen_varer(verden, som, paa_pause):
    klient = som(verden.anna)
    data = se(klient)[1] | {"flyt": "1"}
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=timezone.localdate(), bekraeftet=True)
    svar = klient.post(SIDEN, data)
    assert svar.status_code == 409 and "Det er ændret imens" in svar.text and "Vi er i gang igen" in svar.text
    assert er_paa_pause(verden)
    data |= {"aftryk": svar.context["form"].data["aftryk"]}
    assert klient.post(SIDEN, data).status_code == 302 and not er_paa_pause(verden)


def test_uden_begrundelse_flyttes_intet_og_pausen_varer(verden, som, paa_pause):
    klient = som(verden.anna)
    svar = klient.post(SIDEN, se(klient)[1] | {"flyt": "1", "begrundelse": " "})
    assert svar.status_code == 422 and "Skriv, hvorfor datoerne flyttes" in svar.text and er_paa_pause(verden)


def test_kan_datoerne_ikke_flyttes_saa_langt_siges_det_og_pausen_varer(verden, som, paa_pause):
    Projekt.objects.update(golive=date(2100, 12, 20))
    klient = som(verden.anna)
    svar = klient.post(SIDEN, se(klient)[1] | {"flyt": "1"})
    assert svar.status_code == 422 and er_paa_pause(verden) and Pause.objects.aabne().exists()


def test_den_der_kommer_sidst_faar_at_vide_at_det_er_flyttet(verden, som, paa_pause):
    klient = som(verden.anna)
    data = se(klient)[1] | {"flyt": "1"}
    klient.post(SIDEN, data)
    svar = klient.post(SIDEN, data)
    assert svar.status_code == 409 and "og flyttet det, der ventede" in svar.text
    assert Flytning.objects.count() == 1
