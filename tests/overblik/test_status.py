from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.urls import reverse

from faser.models import Fase
from gevinster.services import Oplysninger, opret_gevinst, registrer_maaling
from opgaver.fremdrift import Fremdrift
from opgaver.models import Opgave
from overblik.status import NAESTE, Projektstatus
from projekter.aktoer import KOMMANDOLINJE
from tests.medvirkende import I_DAG


@pytest.fixture
def url(verden):
    return reverse("status:vis", args=verden.projekt.adresse)


def status(verden, paa=I_DAG):
    verden.projekt.refresh_from_db()
    return Projektstatus(verden.projekt, paa)


def fase(raekker, kode):
    return next(raekke for raekke in raekker if raekke.filter == f"fase={kode}")


@pytest.mark.parametrize(
    ("hvem", "kode"), [("anna", 200), ("bo", 200), ("dorte", 200), ("ada", 200), ("carl", 404), ("karen", 404)]
)
def test_status_laeses_af_projektets_egne_og_ingen_andre(hvem, kode, verden, som, url):
    assert som(getattr(verden, hvem)).get(url).status_code == kode


def test_en_fase_rummer_sine_delfaser(verden, fuldfoer):
    fuldfoer(verden.opgave("C01"))
    raekker = status(verden).faser
    assert fase(raekker, "2.2").tal == Fremdrift(i_alt=2, fuldfoerte=1)
    assert fase(raekker, "F2").tal.i_alt == 4
    assert [r.er_delfase for r in raekker] == [False, False, False, True, True, False, False]


def test_kun_de_delfaser_der_har_opgaver_vises(verden):
    Fase.objects.create(
        model=verden.model, kode="2.4", navn="Tom", raekkefoelge=99, overfase=verden.model.faser.get(kode="F2")
    )
    navne = [raekke.navn for raekke in status(verden).faser]
    assert "2.2 Klargøring" in navne and "2.4 Tom" not in navne and "F0 Tilslutning" in navne


def test_hovedfaserne_og_hovedopgaverne_giver_hver_for_sig_det_hele(verden, fuldfoer):
    fuldfoer(verden.opgave("P01"))
    denne = status(verden)
    faser = sum((r.tal for r in denne.faser if not r.er_delfase), Fremdrift())
    hovedopgaver = sum((r.tal for r in denne.hovedopgaver), Fremdrift())
    assert faser == hovedopgaver == denne.alle == Fremdrift(i_alt=7, fuldfoerte=1, forsinkede=1)


def test_kun_hovedopgaver_med_opgaver_er_med(verden):
    assert [r.filter for r in status(verden).hovedopgaver] == [
        "hovedopgave=9",
        "hovedopgave=10",
        "hovedopgave=16",
    ]


def test_over_tid_staar_med_det_aeldste_foerst_og_dage_over(verden):
    fundne = status(verden).over_tid
    assert [opgave.kort.kode for opgave in fundne] == ["P01", "K03"]
    assert fundne[0].dage_over == (I_DAG - fundne[0].frist).days > 0


def test_en_fuldfoert_opgave_er_ikke_over_tid(verden, fuldfoer):
    fuldfoer(verden.opgave("P01"))
    assert [opgave.kort.kode for opgave in status(verden).over_tid] == ["K03"]


def test_det_naeste_er_de_fjorten_dage_med_begge_ender_og_derefter_fem(verden):
    opgaver = list(Opgave.objects.i_projekt(verden.projekt).order_by("pk"))
    for opgave, dage in zip(opgaver, (-1, 0, 14, 15, 16, 17, 18), strict=True):
        opgave.frist = I_DAG + timedelta(days=dage)
    Opgave.objects.bulk_update(opgaver, ["frist"])
    denne = status(verden)
    assert [(o.frist - I_DAG).days for o in denne.over_tid] == [-1]
    assert [(o.frist - I_DAG).days for o in denne.snart] == [0, 14]
    assert [(o.frist - I_DAG).days for o in denne.derefter] == [15, 16, 17, 18][:NAESTE]


def test_siden_siger_hvem_der_har_opgaven(verden, som, url):
    Opgave.objects.filter(pk=verden.opgave("P01").pk).update(udfoerer=verden.plads("administrator"))
    Opgave.objects.filter(pk=verden.opgave("K03").pk).update(ansvarlig=verden.plads("gevinstejer"))
    side = som(verden.dorte).get(url).content.decode()
    assert "Bo Lindgaard" in side
    assert "(ledig plads)" in side
    assert "Ingen</span>" in side


def test_tallene_foerer_til_deres_opgaver(verden, som, url):
    side = som(verden.dorte).get(url).content.decode()
    liste = reverse("opgaver:liste", args=verden.projekt.adresse)
    for filter_ in ("vis=over_tid", "fase=F1&amp;vis=over_tid", "hovedopgave=16", "fase=2.2"):
        assert f'href="{liste}?{filter_}"' in side


def test_linkene_til_opgavelisten_viser_det_antal_de_lover(verden, som, url):
    klient = som(verden.dorte)
    liste = reverse("opgaver:liste", args=verden.projekt.adresse)
    assert klient.get(liste + "?vis=over_tid").content.decode().count('id="opgave-') == 2
    assert klient.get(liste + "?fase=F2").content.decode().count('id="opgave-') == 4


def test_siden_viser_dage_til_de_to_datoer(verden, som, url):
    side = som(verden.dorte).get(url).content.decode()
    assert "01.03.2027, om 28 dage" in side
    assert "15.03.2027, om 42 dage" in side


def test_hvert_tal_har_sin_definition(verden, som, url):
    side = som(verden.dorte).get(url).content.decode()
    for spoergsmaal in ("Hvad betyder fremdrift?", "Hvad betyder over tid?", "Hvad betyder fremgang?"):
        assert spoergsmaal in side


def test_gevinsterne_staar_med_seneste_maaling(verden, som, url):
    oplysninger = Oplysninger("Kortere søgetid", "oekonomi", "minutter", Decimal(3))
    gevinst = opret_gevinst(KOMMANDOLINJE, verden.projekt, oplysninger)
    for maaned, vaerdi, dag in ((None, "8", I_DAG), (3, "5.5", date(2027, 6, 15))):
        maaling = gevinst.maalinger.get(maaneder_efter_golive=maaned)
        registrer_maaling(KOMMANDOLINJE, maaling, Decimal(vaerdi), dag, paa=dag)
    side = som(verden.dorte).get(url).content.decode()
    assert "50 % af vejen" in side
    assert "5,5 " in side


def test_et_projekt_uden_datoer_kan_ogsaa_laeses(verden, som, url):
    verden.projekt.idriftsaettelse = verden.projekt.golive = None
    verden.projekt.save()
    assert "ikke sat" in som(verden.dorte).get(url).content.decode()


def test_er_der_flere_over_tid_end_der_vises_foerer_et_link_til_resten(verden, som, url, monkeypatch):
    monkeypatch.setattr("overblik.views.VISTE", 1)
    side = som(verden.dorte).get(url).content.decode()
    assert "Se alle 2 opgaver, der er over tid" in side
    assert "K03 Læg en kommunikationsplan" not in side


def test_siden_koster_hoejst_femten_forespoergsler(verden, som, url, django_assert_max_num_queries):
    oplysninger = Oplysninger("Gevinst", "service", "stk.", Decimal(3))
    for nummer in range(8):
        opret_gevinst(KOMMANDOLINJE, verden.projekt, replace(oplysninger, titel=f"G{nummer}"))
    klient = som(verden.dorte)
    with django_assert_max_num_queries(15):
        klient.get(url)
