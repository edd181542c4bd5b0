"""Valget mellem trinvis og big bang: hvem der traf det, hvornår og hvorfor."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from opgaver.services.udrulning import Valg, beslut_ibrugtagning
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Etape, Haendelse, Ibrugtagning, Projekt
from tests.etaper.test_udrulning import PAA, side

pytestmark = pytest.mark.django_db


def test_valget_huskes_med_hvem_hvornaar_og_hvorfor(verden):
    for maade in ("samlet", "trinvis"):
        beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, Valg(maade, "Vi er mange"), paa=PAA)
    valg = Ibrugtagning.objects.get()
    assert (valg.maade, valg.besluttet, valg.begrundelse) == ("trinvis", PAA, "Vi er mange")
    assert (
        Haendelse.objects.filter(handling="ibrugtagning besluttet").first().gammel
        == "Big bang, besluttet 16. marts 2027"
    )


def test_beslutningen_har_sin_egen_dag_og_den_der_traf_den(verden, som):
    data = {"maade": "trinvis", "begrundelse": "Vi er mange", "besluttet_af": "styregruppen"}
    i_dag = timezone.localdate()
    form = som(verden.anna).get(side("ibrugtagning")).context["form"]
    assert form["besluttet"].value() == i_dag
    i_morgen = som(verden.anna).post(
        side("ibrugtagning"), data | {"besluttet": f"{i_dag + timedelta(days=1):%d.%m.%Y}"}
    )
    assert i_morgen.status_code == 422 and "er ikke kommet endnu" in i_morgen.text
    assert list(i_morgen.context["form"].errors) == ["besluttet"]
    som(verden.anna).post(side("ibrugtagning"), data | {"besluttet": "15.09.2026"})
    vist = som(verden.anna).get(side("liste")).text
    assert "besluttet tirs. 15. sep. 2026 af styregruppen: Vi er mange" in vist and "af Anna Krogh." in vist
    sagt = Haendelse.objects.get(handling="ibrugtagning besluttet")
    assert sagt.ny == "Trinvis, besluttet 15. september 2026 af styregruppen"


def test_den_der_retter_begrundelsen_beholder_dagen_og_den_der_traf_valget(verden, som):
    valg = Valg("trinvis", "Vi er mnge", date(2026, 9, 15), "styregruppen")
    beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, valg, paa=PAA)
    svar = som(verden.anna).get(side("ibrugtagning"))
    felter = {felt.html_name: felt.value() for felt in svar.context["form"]}
    assert felter["besluttet"] == date(2026, 9, 15)
    rettet = felter | {"besluttet": "15.09.2026", "begrundelse": "Vi er mange", "vist": svar.context["vist"]}
    som(verden.anna).post(side("ibrugtagning"), rettet)
    nu = Ibrugtagning.objects.get()
    assert (nu.i_ord, nu.begrundelse) == ("Trinvis, besluttet 15. september 2026 af styregruppen", "Vi er mange")


def test_et_afslag_der_ikke_er_om_dagen_staar_ikke_ved_dagen(verden, som):
    Projekt.objects.filter(pk=verden.projekt.pk).update(status=Projekt.Status.AFSLUTTET)
    data = {"maade": "trinvis", "begrundelse": "Vi er mange", "besluttet": "15.09.2026"}
    svar = som(verden.anna).post(side("ibrugtagning"), data)
    assert svar.status_code == 422 and list(svar.context["form"].errors) == ["__all__"]


def test_big_bang_med_hold_paa_hver_sin_dag_siger_hvad_valget_ikke_aendrer(verden, som, tre):
    klient, advarsel = som(verden.anna), "men holdene går i gang på forskellige dage"
    valget = klient.get(side("ibrugtagning")).text
    assert "3 forskellige dage (Nord 15.03.2027; Syd 05.04.2027; Vest 26.04.2027)" in valget
    assert "ingen dato bliver flyttet; det næste hold venter stadig" in valget
    beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, Valg("samlet", "Vi er få"), paa=PAA)
    assert advarsel in klient.get(side("liste")).text
    beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, Valg("trinvis", "Vi er mange"), paa=PAA)
    assert advarsel not in klient.get(side("liste")).text
    beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, Valg("samlet", "Vi er få"), paa=PAA)
    Etape.objects.update(golive=date(2027, 3, 15))
    assert advarsel not in klient.get(side("liste")).text
    assert "forskellige dage" not in klient.get(side("ibrugtagning")).text


def test_to_der_beslutter_samtidig_faar_at_vide_hvad_den_anden_valgte(verden, som):
    data = {"maade": "samlet", "begrundelse": "Vi er få"}
    set_ = som(verden.anna).get(side("ibrugtagning")).context["vist"]
    beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, Valg("trinvis", "Vi er mange"), paa=PAA)
    svar = som(verden.anna).post(side("ibrugtagning"), data | {"vist": set_})
    assert svar.status_code == 409 and "Vi er mange" in svar.text and "Vi er få" in svar.text
    assert Ibrugtagning.objects.get().maade == "trinvis"
    igen = som(verden.anna).post(side("ibrugtagning"), data | {"vist": svar.context["vist"]})
    assert igen.status_code == 302 and Ibrugtagning.objects.get().maade == "samlet"
