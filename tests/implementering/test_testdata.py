"""``lav_testdata`` laver et stort, opdigtet datasæt, der ligner det rigtige og er ens hver gang."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from faelles.afvisning import Afvist
from gevinster.models import Maaling
from implementering.testdata import Omfang, lav_testdata
from opgaver.models import Katalogversion, Opgave
from opgaver.services.frister import beregnet_frist
from projekter.adgang import loesninger_at_foelge, projekter_for
from projekter.models import Bruger, Haendelse, Loesning, Projekt

pytestmark = pytest.mark.django_db

LILLE = Omfang(kommuner=3, loesninger=2, opgaver=21)
PAA = date(2026, 11, 21)


def aftryk():
    """Det, der skal være ens fra gang til gang."""
    return list(
        Opgave.objects.order_by("plan__projekt__loesning", "plan__projekt__kommune", "kort__kode").values_list(
            "kort__titel", "status", "frist", "fuldfoert"
        )
    )


def test_den_laver_det_antal_der_er_bedt_om():
    antal = lav_testdata(LILLE, PAA)

    assert (antal["loesninger"], antal["projekter"], antal["opgaver"]) == (2, 6, 126)
    assert Projekt.objects.count() == 6
    assert Opgave.objects.count() == 126
    assert Katalogversion.objects.udgivne().count() == 2


def test_de_samme_data_kommer_af_det_samme_froe():
    begge = []
    for _ in range(2):
        with transaction.atomic():
            lav_testdata(LILLE, PAA)
            begge.append(aftryk())
            transaction.set_rollback(True)

    assert begge[0] == begge[1]


def test_fristerne_er_regnet_som_i_et_rigtigt_projekt():
    lav_testdata(LILLE, PAA)

    for opgave in Opgave.objects.select_related("kort", "plan__projekt__kommune"):
        svar = beregnet_frist(opgave, opgave.plan.projekt)
        assert svar is not None
        assert svar.dato == opgave.frist


def test_der_er_opgaver_i_alle_statusser_og_nogle_er_over_tid():
    lav_testdata(Omfang(5, 1, 100), PAA)

    assert {status for _, status, _, _ in aftryk()} == set(Opgave.Status.values)
    assert Opgave.objects.overskredne(PAA).exists()


def test_intet_er_sket_i_fremtiden():
    lav_testdata(Omfang(5, 1, 40), PAA)

    assert not Opgave.objects.filter(fuldfoert__gt=PAA).exists()
    assert not Maaling.objects.filter(maalt__gt=PAA).exists()


def test_hver_status_der_er_sat_staar_i_historikken():
    lav_testdata(LILLE, PAA)
    satte = Opgave.objects.exclude(status=Opgave.Status.IKKE_STARTET).count()

    assert Haendelse.objects.filter(handling="status sat").count() == satte > 0


def test_hver_projektleder_ser_sin_kommunes_projekter_og_redaktoeren_loesningerne():
    lav_testdata(LILLE, PAA)
    leder = Bruger.objects.get(email="projektleder@0101.test.example")
    redaktoer = Bruger.objects.get(email="redaktoer@test.example")

    assert set(projekter_for(leder).values_list("loesning__noegle", flat=True)) == {"T1", "T2"}
    assert loesninger_at_foelge(redaktoer).count() == 2


def test_ingen_kan_logge_ind_naar_der_ikke_er_sat_en_adgangskode():
    lav_testdata(LILLE, PAA)

    assert not any(bruger.has_usable_password() for bruger in Bruger.objects.all())


def test_en_gentagelse_afvises_og_siger_hvad_der_findes():
    lav_testdata(LILLE, PAA)

    with pytest.raises(Afvist, match="T1, T2 findes i forvejen"):
        lav_testdata(LILLE, PAA)
    assert Loesning.objects.filter(noegle__startswith="T").count() == 2


@pytest.mark.parametrize(("omfang", "grund"), [(Omfang(99, 1, 1), "98"), (Omfang(1, 1, 0), "mindst")])
def test_et_umuligt_omfang_afvises(omfang, grund):
    with pytest.raises(Afvist, match=grund):
        lav_testdata(omfang, PAA)
    assert not Projekt.objects.exists()


def test_kommandoen_svarer_i_json():
    ud = StringIO()
    call_command("lav_testdata", "--kommuner=2", "--loesninger=1", "--opgaver=7", "--json", stdout=ud)

    svar = json.loads(ud.getvalue())
    assert (svar["loesninger"], svar["projekter"], svar["opgaver"]) == (1, 2, 14)
    assert svar["sekunder"] >= 0


def test_kommandoen_roerer_ikke_en_database_med_rigtige_projekter(verden):
    Bruger.objects.filter(pk=verden.anna.pk).update(email="anna@aarhus.dk")
    with pytest.raises(CommandError, match="rigtige projekter"):
        call_command("lav_testdata", "--kommuner=1", "--loesninger=1", "--opgaver=1", stdout=StringIO())
    assert not Loesning.objects.filter(noegle="T1").exists()


def test_kommandoen_koerer_oven_paa_demoens_opdigtede_personer(verden):
    call_command("lav_testdata", "--kommuner=1", "--loesninger=1", "--opgaver=1", stdout=StringIO())
    assert Loesning.objects.filter(noegle="T1").exists()
