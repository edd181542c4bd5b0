from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from gevinster.models import Gevinst
from gevinster.services import opret_gevinst, registrer_maaling
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Plads
from tests.medvirkende import I_DAG

FELTER = {
    "titel": "Færre fejl",
    "type": "kvalitet",
    "enhed": "fejl pr. 100 sager",
    "maal": "2,5",
    "maaneder": "6, 12",
    "beskrivelse": "Stikprøve på 40 sager.",
    "ejer": "",
}


def adresse(navn, verden, *mere):
    return reverse(f"gevinster:{navn}", args=(*verden.projekt.adresse, *mere))


@pytest.fixture
def baseline(gevinst):
    return gevinst.maalinger.get(slags="baseline")


@pytest.mark.parametrize(
    ("hvem", "status"), [("anna", 200), ("bo", 200), ("dorte", 200), ("ada", 200), ("carl", 404), ("karen", 404)]
)
def test_siderne_ses_af_projektets_egne_og_ingen_andre(hvem, status, verden, som, gevinst):
    klient = som(getattr(verden, hvem))
    for url in (adresse("liste", verden), adresse("vis", verden, gevinst.pk)):
        assert klient.get(url).status_code == status


@pytest.mark.parametrize(
    ("hvem", "status"), [("anna", 200), ("bo", 403), ("dorte", 403), ("ada", 403), ("carl", 404), ("karen", 404)]
)
def test_kun_lederen_faar_formularerne_til_gevinsten(hvem, status, verden, som, gevinst):
    klient = som(getattr(verden, hvem))
    for url in (adresse("ny", verden), adresse("ret", verden, gevinst.pk)):
        assert klient.get(url).status_code == status
        assert klient.post(url, FELTER).status_code in (status, 302, 409)


@pytest.mark.parametrize(
    ("hvem", "status"), [("anna", 200), ("bo", 200), ("dorte", 403), ("ada", 403), ("carl", 404), ("karen", 404)]
)
def test_lederen_og_ejeren_faar_formularen_til_maalingen(hvem, status, verden, som, gevinst, baseline):
    url = adresse("maal", verden, gevinst.pk, baseline.pk)
    assert som(getattr(verden, hvem)).get(url).status_code == status


def test_en_gevinst_fra_et_andet_projekt_findes_ikke_her(verden, som, gevinst, baseline):
    klient = som(verden.carl)
    for navn, mere in (("vis", ()), ("ret", ()), ("maal", (baseline.pk,))):
        url = reverse(f"gevinster:{navn}", args=(*verden.odense_projekt.adresse, gevinst.pk, *mere))
        assert klient.get(url).status_code == 404


def test_en_maaling_af_en_anden_gevinst_findes_ikke_her(verden, som, gevinst, baseline):
    anden = Gevinst.objects.create(projekt=verden.projekt, titel="Anden", type="service", enhed="x", maal=1)
    assert som(verden.anna).get(adresse("maal", verden, anden.pk, baseline.pk)).status_code == 404


def test_den_tomme_liste_siger_hvad_der_hoerer_til_og_hvordan_man_faar_det(verden, som):
    side = som(verden.anna).get(adresse("liste", verden)).content.decode()
    assert "Her står de gevinster" in side
    assert adresse("ny", verden) in side


def test_den_der_kun_laeser_faar_at_vide_hvem_der_kan_tilfoeje(verden, som):
    side = som(verden.dorte).get(adresse("liste", verden)).content.decode()
    assert "Projektlederen kan tilføje dem." in side
    assert adresse("ny", verden) not in side


def test_en_gevinst_oprettes_med_dansk_komma(verden, som):
    svar = som(verden.anna).post(adresse("ny", verden), FELTER)
    ny = Gevinst.objects.get()
    assert svar.url == ny.get_absolute_url()
    assert (ny.maal, list(ny.maalinger.values_list("maaneder_efter_golive", flat=True))) == (
        Decimal("2.5"),
        [None, 6, 12],
    )


@pytest.mark.parametrize(
    ("felt", "vaerdi", "besked"),
    [
        ("maal", "to", "Skriv et tal med cifre"),
        ("maal", "1,234", "decimaler"),
        ("maaneder", "3, snart", "Skriv hele måneder"),
        ("maaneder", "0", "Skriv hele måneder"),
        ("titel", "", "påkrævet"),
        ("type", "penge", "Marker en gyldig valgmulighed"),
    ],
)
def test_en_fejl_staar_ved_feltet_og_det_skrevne_bliver_staaende(verden, som, felt, vaerdi, besked):
    svar = som(verden.anna).post(adresse("ny", verden), FELTER | {felt: vaerdi})
    assert svar.status_code == 422
    assert besked in " ".join(svar.context["form"].errors[felt])
    assert "Stikprøve på 40 sager." in svar.content.decode()
    assert not Gevinst.objects.exists()


def test_to_af_samme_navn_afvises_uden_at_det_skrevne_gaar_tabt(verden, som, gevinst):
    svar = som(verden.anna).post(adresse("ny", verden), FELTER | {"titel": gevinst.titel})
    assert svar.status_code == 422
    assert "allerede en gevinst, der hedder" in svar.content.decode()


def test_en_fremmed_plads_kan_ikke_vaelges_som_ejer(verden, som):
    fremmed = verden.plads("gevinstejer", verden.odense_projekt)
    svar = som(verden.anna).post(adresse("ny", verden), FELTER | {"ejer": fremmed.pk})
    assert "ejer" in svar.context["form"].errors


def test_retter_to_paa_samme_tid_ser_den_sidste_begge_udgaver(verden, som, gevinst):
    klient, url = som(verden.anna), adresse("ret", verden, gevinst.pk)
    klient.post(url, FELTER | {"titel": "Min", "udgave": 1})
    svar = klient.post(url, FELTER | {"titel": "Din", "udgave": 1})
    side = svar.content.decode()
    assert svar.status_code == 409
    assert "Det står der nu" in side
    assert 'value="Din"' in side
    assert Gevinst.objects.get().titel == "Min"


def test_efter_at_have_set_begge_udgaver_kan_man_gemme_sin_egen(verden, som, gevinst):
    klient, url = som(verden.anna), adresse("ret", verden, gevinst.pk)
    klient.post(url, FELTER | {"titel": "Min", "udgave": 1})
    igen = klient.post(url, FELTER | {"titel": "Din", "udgave": 1}).context["form"].data
    klient.post(url, igen)
    assert Gevinst.objects.get().titel == "Din"


def test_en_rettelse_uden_udgave_gemmes_ikke(verden, som, gevinst):
    assert som(verden.anna).post(adresse("ret", verden, gevinst.pk), FELTER).status_code == 409
    assert Gevinst.objects.get().titel == "Kortere søgetid"


def test_ejeren_registrerer_en_maaling(verden, som, gevinst, baseline):
    felter = {"vaerdi": "7,5", "maalt": "31.01.2027", "udgave": gevinst.udgave}
    som(verden.bo).post(adresse("maal", verden, gevinst.pk, baseline.pk), felter)
    baseline.refresh_from_db()
    assert (baseline.vaerdi, baseline.maalt) == (Decimal("7.5"), date(2027, 1, 31))


def test_en_maaling_der_er_aendret_i_mellemtiden_vises_ved_siden_af(verden, som, gevinst, baseline):
    klient, url = som(verden.bo), adresse("maal", verden, gevinst.pk, baseline.pk)
    klient.post(url, {"vaerdi": "7", "maalt": "31.01.2027", "udgave": 1})
    svar = klient.post(url, {"vaerdi": "9", "maalt": "31.01.2027", "udgave": 1})
    assert svar.status_code == 409
    assert "Nu står der: <strong>7</strong>" in svar.content.decode()


def test_dagen_i_morgen_afvises_i_formularen(verden, som, gevinst, baseline):
    felter = {"vaerdi": "7", "maalt": "02.02.2027", "udgave": 1}
    svar = som(verden.bo).post(adresse("maal", verden, gevinst.pk, baseline.pk), felter)
    assert svar.status_code == 422
    assert "den dag er ikke kommet endnu" in svar.content.decode()


def test_gevinstens_side_viser_de_samme_tal_i_tabel_og_kurve(verden, som, gevinst, baseline):
    registrer_maaling(KOMMANDOLINJE, baseline, Decimal("7.5"), I_DAG, paa=I_DAG)
    svar = som(verden.anna).get(adresse("vis", verden, gevinst.pk))
    tabel, kurve = svar.content.decode().split('class="kurve"')
    assert "7,5</td>" in tabel
    assert ">7,5</text>" in kurve
    assert "Mål 3</text>" in kurve


def test_en_baseline_maalt_efter_golive_er_maerket(verden, som, gevinst, baseline):
    efter = date(2027, 3, 20)
    registrer_maaling(KOMMANDOLINJE, baseline, Decimal(5), efter, paa=efter)
    assert "efterrationaliseret" in som(verden.anna).get(adresse("vis", verden, gevinst.pk)).content.decode()


def test_listen_viser_den_maaling_der_er_over_tid(verden, som, gevinst):
    Plads.objects.filter(pk=gevinst.ejer_id).update(person=None)
    verden.projekt.golive = verden.projekt.idriftsaettelse = date(2026, 6, 1)
    verden.projekt.save()
    side = som(verden.anna).get(adresse("liste", verden)).content.decode()
    assert "senest 31.05.2026, 246 dage over" in side
    assert "ledig plads" in side


def test_listen_koster_det_samme_med_mange_gevinster(verden, som, oplysninger, django_assert_max_num_queries):
    for nummer in range(15):
        opret_gevinst(KOMMANDOLINJE, verden.projekt, replace(oplysninger, titel=f"Gevinst {nummer}"))
    klient = som(verden.anna)
    with django_assert_max_num_queries(15):
        assert klient.get(adresse("liste", verden)).status_code == 200
