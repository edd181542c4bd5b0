"""Filteret, der følger med fra visning til visning, siderne uden JavaScript, og det, en pause siger på dem."""

import io
import json
import re
import subprocess
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils.html import strip_tags

from opgaver.drejebog import Udvalg
from opgaver.kalendervisning import Kalendermaaned
from opgaver.maanedskalender import Maaned
from opgaver.services.drejebogpdf import lav_drejebog
from opgaver.services.pause import saet_pause
from opgaver.tidsplan import Tidsplan
from projekter.aktoer import Aktoer
from tests.overgange.hjaelp import NU

FILTER = "soeg=a&vis=aabne&vis=tjekpunkt&prioritet=obligatorisk&status=ikke_startet"
NAVNE = {"opgaver:liste", "tidsplan:vis", "tidsplan:kalender"}


def sti(verden, navn):
    return reverse(navn, args=verden.projekt.adresse)


def side(klient, adresse):
    svar = klient.get(adresse)
    assert svar.status_code == 200
    return svar.content.decode().replace("&amp;", "&")


def links(html, *stier):
    """Forespørgslerne på de links, siden har til stierne, uden formen liste eller tavle."""
    fundne = [urlsplit(link) for link in re.findall(r'href="([^"]*)"', html)]
    return {re.sub("&?visning=tavle", "", et.query) for et in fundne if et.path in stier}


def formular(html, slut):
    """Felterne i formularen til adressen, som siden viser dem: det, en browser uden JavaScript sender."""
    [inde] = re.findall(rf'<form[^>]*action="[^"]*{slut}"[^>]*>(.*?)</form>', html, re.S)
    felter = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', inde))
    for navn, valg in re.findall(r'<select name="(\w+)"[^>]*>(.*?)</select>', inde, re.S):
        [felter[navn]] = re.findall(r'value="(\w+)" selected', valg)
    return felter


@pytest.mark.parametrize("navn", ["opgaver:liste", "opgaver:liste tavle", "tidsplan:vis", "tidsplan:kalender"])
def test_hver_visning_har_samme_filter_og_giver_det_videre_til_de_andre(verden, som, navn):
    navn, _, form = navn.partition(" ")
    html = side(som(verden.anna), f"{sti(verden, navn)}?{FILTER}{'&visning=tavle' if form else ''}")
    assert re.findall(r'id="traef"[^>]*><strong>(.*?)</strong>', html) == ["3 af 7 opgaver"]
    andre = [sti(verden, andet) for andet in NAVNE - {navn}]
    visningens = re.search('<nav aria-label="Vis som">(.*?)</nav>', html, re.S)[1]
    assert links(visningens, *andre) == {FILTER}
    assert len(re.findall("<li>", visningens)) == 5


def test_tidsplanen_foerer_til_listen_ogsaa_fra_tavlen(verden, som):
    html = side(som(verden.anna), f"{sti(verden, 'tidsplan:vis')}?{FILTER}&visning=tavle")
    assert f'<a class="function-link" href="{sti(verden, "opgaver:liste")}?{FILTER}">' in html


def test_kalenderens_maaneder_og_soegningen_beholder_filteret(verden, som):
    html = side(som(verden.anna), f"{sti(verden, 'tidsplan:kalender')}?{FILTER}")
    maaneder = re.search('<nav class="maaned-veje.*?</nav>', html, re.S)[0]
    assert {urlsplit(link).query for link in re.findall(r'<a href="([^"]*)"', maaneder)} == {FILTER}
    assert f'action="{sti(verden, "tidsplan:kalender")}#traef"' in html


def test_formularerne_virker_som_de_staar_uden_htmx(verden, som):
    klient = som(verden.anna)
    plan, kort = sti(verden, "tidsplan:vis"), verden.opgave("C01").get_absolute_url()
    svar = klient.post(f"{plan}vinduer/", formular(side(klient, plan), "vinduer/") | {"hypercaredage": 7}, follow=True)
    assert svar.redirect_chain == [(f"{plan}#vinduer", 302)] and "hyper-care 7 arbejdsdage" in svar.content.decode()
    for handling, mere, besked in (
        ("fortsaet/", {"grund": "It er klar i morgen"}, "Planen kan fortsætte, selv om C01 ikke er afgjort."),
        ("afvent/", {}, "Planen venter igen på C01."),
    ):
        felter = formular(side(klient, f"{kort}?aabn=milepael"), handling) | mere
        svar = klient.post(f"{kort}{handling}", felter, follow=True)
        assert svar.redirect_chain == [(f"{kort}#milepael", 302)] and besked in svar.content.decode()


def test_en_afgjort_milepael_viser_hvad_man_skrev_men_intet_at_gemme(verden, som):
    klient, opgave = som(verden.anna), verden.opgave("C01")
    kort = opgave.get_absolute_url()
    felter = formular(side(klient, f"{kort}?aabn=milepael"), "fortsaet/") | {"grund": "It er klar i morgen"}
    klient.post(f"{kort}status/", {"status": "fuldfoert", "udgave": opgave.udgave, "bekraeftet": "1"})
    type(opgave).objects.filter(pk=opgave.pk).update(
        status="fuldfoert", fuldfoert=date(2027, 2, 1), udgave=opgave.udgave + 1
    )
    svar = klient.post(f"{kort}fortsaet/", felter)
    html = svar.content.decode()
    assert svar.status_code == 409 and "It er klar i morgen" in html and "Afgjort: fuldført." in html
    assert "Gem igen, hvis det skal gælde" not in html and "lad-fortsaette" not in html


def test_en_pause_staar_paa_tidsplanen_i_drejebogen_og_i_kommandoen(verden, som):
    saet_pause(Aktoer.person(verden.anna), verden.projekt, "Venter på KSD", paa=date(2027, 2, 1), til=date(2027, 3, 1))
    verden.projekt.refresh_from_db()
    html = side(som(verden.anna), sti(verden, "tidsplan:vis"))
    assert html.count("Projektet er på pause") == 2 and ">På pause</text>" in html
    pdf, _ = lav_drejebog(verden.projekt, Udvalg(), NU)
    tekst = subprocess.run(["pdftotext", "-", "-"], input=pdf.indhold, capture_output=True, check=True).stdout.decode()
    assert "Venter på KSD" in tekst and "På pause" in tekst.split("\f")[0]
    ud = io.StringIO()
    call_command("vis_tidsplan", kommune="0751", loesning="SAPA", paa="2027-02-10", json=True, stdout=ud)
    assert json.loads(ud.getvalue())["pauser"] == [
        {"etape": None, "fra": "2027-02-01", "til": "2027-03-01", "begrundelse": "Venter på KSD"}
    ]


def test_en_pause_staar_paa_hver_dag_den_varer_i_hver_af_sine_maaneder(verden):
    saet_pause(Aktoer.person(verden.anna), verden.projekt, "Venter på KSD", paa=date(2027, 2, 20), til=date(2027, 3, 4))
    verden.projekt.refresh_from_db()
    plan = Tidsplan(verden.projekt, [], date(2027, 2, 22))
    dage = {
        en.dag.dato: en
        for maaned in (Maaned(2027, 2), Maaned(2027, 3))
        for _, uge in Kalendermaaned(plan, maaned).uger
        for en in uge
        if en.dag.er_i_maaneden
    }
    paa_pause = {dag for dag, en in dage.items() if "På pause" in [*en.ord, *en.pauser]}
    assert paa_pause == {date(2027, 2, 20) + timedelta(days=n) for n in range(13)}
    assert {dag for dag, en in dage.items() if "På pause" in en.ord} == {date(2027, 2, 20), date(2027, 3, 1)}


def test_kalenderen_forklarer_de_symboler_den_bruger(verden, som):
    frist = verden.opgave("G01").frist
    html = side(som(verden.anna), f"{sti(verden, 'tidsplan:kalender')}{frist:%Y-%-m}/")
    signaturen = strip_tags(re.search('aria-label="Symbolerne i kalenderen".*?</ul>', html, re.S)[0])
    assert "Ikke startet" in signaturen and "Idriftsættelsen" not in signaturen


def test_dage_i_vinduet_uden_noget_er_en_raekke(verden, som):
    html = side(som(verden.anna), sti(verden, "tidsplan:vis"))
    vinduet = strip_tags(html[html.index('id="vindue-golive"') :])
    assert re.search(r"Dag \d–\d+\s", vinduet) and "Dag 1\n" not in vinduet


def test_en_plan_uden_opgaver_siger_at_den_er_tom(verden, som):
    verden.projekt.plan.opgaver.all().delete()
    assert "Planen har ingen opgaver, så der er intet at tegne." in side(som(verden.anna), sti(verden, "tidsplan:vis"))
