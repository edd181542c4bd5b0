"""Svaret til en åben liste, der spørger, hvad andre har ændret."""

import html
import re
from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from opgaver.listenyt import Nyheder, laes_spaend, nyeste, skriv_spaend, spaend
from opgaver.models import Forudsaetning, Opgave, Opgradering
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.fordeling import fordel_efter_anbefaling
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from opgaver.services.masse import udfoer_masse
from opgaver.services.massegrundlag import Massevalg, Slags
from opgaver.services.opgave import saet_status
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse
from tests.eget.hjaelp import HTMX, anna, bo
from tests.fletning.hjaelp import flet, ny_version
from tests.flytning.hjaelp import NU as FLYTNINGENS_NU
from tests.flytning.hjaelp import flyt
from tests.medvirkende import I_DAG


def spoerg(verden, klient, siden=None, rest=""):
    siden = Haendelse.objects.latest("pk").pk if siden is None else siden
    return klient.get(
        f"{reverse('opgaver:nyt_i_listen', args=verden.projekt.adresse)}?siden={siden}{rest}", headers=HTMX
    )


@pytest.fixture
def siden(verden):
    return Haendelse.objects.latest("pk").pk


def test_intet_nyt_er_et_tomt_svar(verden, som, siden):
    svar = spoerg(verden, som(verden.anna), siden)
    assert svar.status_code == 204 and not svar.content


@pytest.mark.parametrize("siden", ["", "²", "-1", "9" * 30, "x"])
def test_et_nummer_der_ikke_er_et_nummer_er_intet_nyt(verden, som, siden):
    assert spoerg(verden, som(verden.anna), siden).status_code == 204


def test_bos_aendring_kommer_med_raekke_tal_og_hvem(verden, som, siden):
    saet_status(bo(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    svar = spoerg(verden, som(verden.anna), siden)
    assert '<template data-saetning="Bo Lindgaard har ændret A08."><li' in svar.text.replace(">\n<li", "><li")
    assert "1 af 7 (14 %)" in svar.text and svar.text.count("<template") == 1


def test_ens_egen_aendring_siges_ikke(verden, som, siden):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    assert 'data-saetning=""' in spoerg(verden, som(verden.anna), siden).text


def test_en_raekke_der_ikke_passer_mere_er_maerket(verden, som, siden):
    saet_status(bo(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    klient = som(verden.anna)
    assert 'data-ude="ja"' in spoerg(verden, klient, siden, "&vis=aabne").text
    assert "data-ude" not in spoerg(verden, klient, siden, "&fase=2.2").text


def test_den_der_overtager_en_plads_staar_paa_pladsens_raekker(verden, som, siden):
    from projekter.services.pladser import besaet_plads

    bo(verden)
    besaet_plads(anna(verden), verden.plads("administrator"), verden.dorte, None)
    assert "Dorte Winther, Administrator" in spoerg(verden, som(verden.dorte), siden).text


def test_mange_aendringer_er_en_besked_og_ikke_raekker(verden, som, siden, monkeypatch):
    monkeypatch.setattr("opgaver.listenyt.FLEST", 1)
    fordel_efter_anbefaling(anna(verden), verden.projekt)
    svar = spoerg(verden, som(verden.bo), siden)
    assert "<template" not in svar.text and re.search(r'data-mange="\d+"', svar.text)


@pytest.mark.parametrize("siden", ["0", "00", "1"])
def test_hele_historien_laeses_ikke_fordi_nogen_beder_om_den(verden, som, siden, monkeypatch):
    monkeypatch.setattr("opgaver.listenyt.LAESES", 3)
    fordel_efter_anbefaling(anna(verden), verden.projekt)
    svar = spoerg(verden, som(verden.bo), siden)
    assert 'data-mange="Mange"' in svar.text and "<template" not in svar.text
    assert len(Nyheder(verden.projekt, 0).haendelser) == 4


def test_en_sen_haendelse_med_et_lavere_nummer_gaar_ikke_tabt(verden):
    nu = timezone.now()
    foer = nyeste(verden.projekt, nu)
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    assert nyeste(verden.projekt, nu) == foer
    assert nyeste(verden.projekt, nu + timedelta(minutes=1)) == Haendelse.objects.latest("pk").pk


def test_odenses_aendringer_er_ikke_aarhus_sag(verden, som, siden):
    saet_status(Aktoer.person(verden.carl), verden.opgave("A08", verden.odense_projekt), "fuldfoert", paa=I_DAG)
    assert spoerg(verden, som(verden.anna), siden).status_code == 204
    assert Opgave.objects.filter(status="fuldfoert").count() == 1


def test_den_der_ventede_faar_ogsaa_en_ny_raekke_men_uden_en_saetning(verden, som, siden):
    Forudsaetning.objects.create(opgave=verden.opgave("A08"), kraever=verden.opgave("K03"))
    saet_status(anna(verden), verden.opgave("K03"), "fuldfoert", paa=I_DAG)
    svar = spoerg(verden, som(verden.dorte), siden).text
    assert svar.count("<template") == 2 and svar.count('data-saetning=""') == 1 and "har ændret K03" in svar


def flyttes(verden):
    flyt(verden)


def flyttes_tilbage(verden):
    fortryd_flytning(anna(verden), flyt(verden).flytning_id, nu=FLYTNINGENS_NU)


def kalenderen_rettes(verden):
    lukket = Periode("lukkedage", "Ombygning", date(2027, 4, 1), date(2027, 4, 9))
    ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata((lukket,), frozenset()), nu=FLYTNINGENS_NU)


def opgraderes(verden):
    flet(verden, ny_version(verden.version))


def opgraderes_tilbage(verden):
    opgraderes(verden)
    fortryd_opgradering(anna(verden), Opgradering.objects.get().pk, nu=FLYTNINGENS_NU)


@pytest.mark.parametrize(
    ("handling", "saetning"),
    [
        (flyttes, "Projektets datoer er flyttet."),
        (flyttes_tilbage, "En flytning af fristerne er fortrudt."),
        (kalenderen_rettes, "Fristerne er regnet efter en ny kalender."),
        (opgraderes, "Planen er opgraderet til en ny version af kataloget."),
        (opgraderes_tilbage, "En opgradering af planen er fortrudt."),
    ],
)
def test_det_der_sker_ved_hele_projektet_siges(verden, som, siden, handling, saetning):
    klient = som(verden.dorte)
    handling(verden)
    svar = spoerg(verden, klient, siden)
    assert saetning in re.search(r'data-projektet="([^"]*)"', svar.text)[1]
    assert klient.get(naeste(svar), headers=HTMX).status_code == 204


def naeste(svar):
    return html.unescape(re.search(r'id="nyt" hx-get="([^"]*)"', svar.text)[1])


def fordel_26(verden, af):
    koder = [f"M{nr:02}" for nr in range(26)]
    flet(verden, ny_version(verden.version, nye=[(kode, {}) for kode in koder]))
    ider = Opgave.objects.i_projekt(verden.projekt).filter(kort__kode__in=koder).values_list("pk", flat=True)
    yield
    udfoer_masse(af, verden.projekt, Massevalg(Slags.STATUS, status="i_gang"), ider, nu=timezone.now())
    yield


def test_den_friske_liste_efter_26_aendringer_kender_dem(verden, som):
    klient, sti = som(verden.anna), verden.projekt.get_absolute_url()
    aendr = fordel_26(verden, anna(verden))
    next(aendr)
    foer = naeste(klient.get(sti))
    next(aendr)
    assert klient.get(naeste(klient.get(sti)), headers=HTMX).status_code == 204
    gammel_fane = klient.get(foer, headers=HTMX).text
    assert 'data-mange=""' in gammel_fane and gammel_fane.count('data-saetning=""') == 26


def test_andres_26_siges_til_den_gamle_liste_og_kun_en_gang(verden, som):
    klient, sti = som(verden.dorte), verden.projekt.get_absolute_url()
    aendr = fordel_26(verden, anna(verden))
    next(aendr)
    foer = naeste(klient.get(sti))
    next(aendr)
    svar = klient.get(foer, headers=HTMX)
    assert 'data-mange="26"' in svar.text and klient.get(naeste(svar), headers=HTMX).status_code == 204
    saet_status(bo(verden), verden.opgave("A08"), "i_gang", paa=I_DAG)
    assert "har ændret A08" in klient.get(naeste(svar), headers=HTMX).text


@pytest.mark.parametrize("tekst", ["", "x", "1-2-3", "²-3", "1", f"{'9' * 30}-1", "-"])
def test_et_spaend_der_ikke_er_et_spaend_er_der_ikke(tekst):
    assert laes_spaend(tekst) == []


def test_spaend_laeses_som_de_skrives():
    kendte = spaend([1, 2, 3, 7, 9, 10])
    assert kendte == [(1, 3), (7, 7), (9, 10)] and laes_spaend(skriv_spaend(kendte)) == kendte
