"""Tidsplanen, kalenderen, vinduerne og kommandoen på Annas projekt, der går i drift 1. og i luften 15. marts 2027."""

import io
import json
import re
import subprocess
from datetime import date

import pytest
from django.core.management import call_command
from django.urls import reverse

from faelles.afvisning import Afvist, Foraeldet
from opgaver.drejebog import Udvalg
from opgaver.models import Opgave
from opgaver.services.drejebogpdf import lav_drejebog
from opgaver.services.vinduer import saet_vinduer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Kalenderperiode, Projekt
from tests.frister.andet_syn import Papirkalender, arbejdsdage
from tests.overgange.hjaelp import NU


def adresse(verden, navn="vis", *dele):
    return reverse(f"tidsplan:{navn}", args=(*verden.projekt.adresse, *dele))


def hent(klient, *args):
    svar = klient.get(*args)
    assert svar.status_code == 200
    return svar.content.decode()


def koder(side):
    """Koderne på den brede tegnings links."""
    return set(re.findall(r'<a href="[^"]+" aria-label="(\w+) ', side))


def vis_tidsplan(**mere):
    ud = io.StringIO()
    call_command("vis_tidsplan", kommune="0751", loesning="SAPA", paa="2027-02-01", json=True, stdout=ud, **mere)
    return json.loads(ud.getvalue())


def test_siden_har_hver_opgave_med_frist_og_siger_hvad_der_ingen_har(verden, som):
    side = hent(som(verden.anna), adresse(verden))
    assert koder(side) == {"P01", "K03", "A08", "C01", "I01", "G01"}
    assert "1 opgave har ingen frist" in side and "gruppe=uge#uge-0" in side
    for tekst in ("I dag", "Idriftsættelse", "Go-live", "Vis som tabel", "Hyper-care: 10 arbejdsdage"):
        assert tekst in side


@pytest.mark.parametrize("soeg", ["?fase=2.2", "?vis=tjekpunkt&prioritet=obligatorisk", "?soeg=planlæg", "?fase=F9"])
def test_filteret_vaelger_det_samme_som_i_listen(verden, som, soeg):
    klient = som(verden.anna)
    liste = hent(klient, f"{verden.projekt.get_absolute_url()}{soeg}")
    i_listen = set(re.findall(r'<span class="opgave-kode">(\w+)</span>', liste))
    side = hent(klient, f"{adresse(verden)}{soeg}")
    assert koder(side) == i_listen - {"G07"}
    assert f"{verden.projekt.get_absolute_url()}?" in side
    assert ("Her står kun de opgaver, der passer til filteret." in side) == (soeg != "?fase=F9")


def test_et_projekt_uden_frister_og_datoer_siger_hvad_der_mangler(verden, som):
    Opgave.objects.i_projekt(verden.projekt).update(frist=None)
    Projekt.objects.filter(pk=verden.projekt.pk).update(idriftsaettelse=None, golive=None)
    side = hent(som(verden.anna), adresse(verden))
    assert "intet at tegne" in side and "ingen dato for idriftsættelse og go-live" in side
    assert "Sæt datoen" in side and "tidstegning" not in side


def test_kalenderen_har_uger_frister_helligdage_og_lukkedage(verden, som):
    Kalenderperiode.objects.create(kommune=verden.aarhus, navn="Flytning", fra=date(2027, 3, 31), til=date(2027, 3, 31))
    side = hent(som(verden.anna), adresse(verden, "maaned", 2027, 3))
    frist = verden.opgave("G01").frist
    assert frist.month == 3 and "G01" in side and "Skærtorsdag" in side and "Lukkedag (Flytning)" in side
    assert "Hyper-care, dag 1" in side and "Februar 2027" in side and "April 2027" in side


def test_en_tom_maaned_viser_vej_og_en_der_ikke_findes_er_404(verden, som):
    klient = som(verden.anna)
    side = hent(klient, adresse(verden, "maaned", 2026, 1))
    assert "Intet forfalder i januar 2026" in side and "Det næste forfalder i oktober 2026" in side
    for aar, maaned in ((2027, 13), (1989, 12), (2101, 1)):
        assert klient.get(adresse(verden, "maaned", aar, maaned)).status_code == 404


def test_laengderne_vaelges_inden_for_modellens_graenser_og_staar_i_historikken(verden):
    anna = Aktoer.person(verden.anna)
    saet_vinduer(anna, verden.projekt, (14, 7), kendte=(5, 10))
    assert Haendelse.objects.filter(handling__contains="arbejdsdage", projekt=verden.projekt).count() == 2
    with pytest.raises(Foraeldet):
        saet_vinduer(anna, verden.projekt, (2, 8), kendte=(5, 10))
    for laengder in ((1, 7), (15, 7), (5, 6), (5, 11)):
        with pytest.raises(Afvist):
            saet_vinduer(KOMMANDOLINJE, verden.projekt, laengder)


def test_formularen_gemmer_laengderne_og_afviser_en_gammel(verden, som):
    felter = {"idriftsaettelsesdage": 4, "hypercaredage": 8, "idriftsaettelsesdage_vist": 5, "hypercaredage_vist": 10}
    klient = som(verden.anna)
    assert "Hyper-care: 8 arbejdsdage" in klient.post(adresse(verden, "vinduer"), felter, follow=True).content.decode()
    assert klient.post(adresse(verden, "vinduer"), felter).status_code == 409
    assert klient.post(adresse(verden, "vinduer"), felter | {"hypercaredage": 99}).status_code == 422


def test_kommandoens_vinduer_er_dem_papirkalenderen_giver(verden):
    lukket = date(2027, 3, 17)
    Kalenderperiode.objects.create(kommune=verden.aarhus, navn="Lukket", fra=lukket, til=lukket)
    papir = Papirkalender(frozenset({lukket}))
    for vindue in vis_tidsplan()["vinduer"]:
        if vindue["anker"] == "golive":
            ventet = [arbejdsdage(date(2027, 3, 15), n, True, papir).isoformat() for n in range(1, 11)]
            assert [dag["dato"] for dag in vindue["dage"] if dag["nummer"]] == ventet
            assert vindue["dage"][0] == {"nummer": None, "dato": "2027-03-15", "bemaerk": "go-live-dag",
                                         "opgaver": []}  # fmt: skip


def test_kommandoen_har_linjer_faser_og_opgavernes_tilstand(verden):
    resultat = vis_tidsplan()
    assert [linje["slags"] for linje in resultat["linjer"]] == ["i_dag", "idriftsaettelse", "golive"]
    poster = {post["kode"]: post for fase in resultat["faser"] for post in fase["opgaver"]}
    assert poster["P01"]["tilstand"] == "over_tid" and poster["C01"]["milepael"]
    assert [post["kode"] for post in resultat["uden_dato"]] == ["G07"]
    ud = io.StringIO()
    call_command("vis_tidsplan", kommune="0751", loesning="SAPA", paa="2027-02-01", stdout=ud)
    assert "Hyper-care: 10 arbejdsdage" in ud.getvalue() and "milepæl, over tid" in ud.getvalue()


def test_drejebogen_har_tidsplanen_paa_liggende_papir(verden):
    pdf, _ = lav_drejebog(verden.projekt, Udvalg(), NU)
    ud = subprocess.run(["pdftotext", "-layout", "-", "-"], input=pdf.indhold, capture_output=True, check=True)
    siden = next(side for side in ud.stdout.decode().split("\f")[2:] if "Hver opgave står på sin frist" in side)
    assert "Tidsplan" in siden and "Go-live" in siden and "P01" in siden
    stoerrelser = subprocess.run(["pdfinfo", "-l", "9", "-"], input=pdf.indhold, capture_output=True, check=True).stdout
    assert re.search(rb"size: +841.\d+ x 595", stoerrelser)


@pytest.mark.parametrize("maaned", ["0-1", "2027-0"])
def test_nul_er_ikke_en_maaned_i_kalenderen(verden, som, maaned):
    assert som(verden.anna).get(f"{adresse(verden)}kalender/{maaned}/").status_code == 404


def test_et_afsluttet_projekt_beholder_sine_vinduer(verden, som):
    assert "Gem længderne" in hent(som(verden.anna), adresse(verden))
    verden.projekt.status = Projekt.Status.AFSLUTTET
    verden.projekt.save()
    with pytest.raises(Afvist, match="er afsluttet og beholder sine datoer"):
        saet_vinduer(KOMMANDOLINJE, verden.projekt, (14, 7))
    assert "Gem længderne" not in hent(som(verden.anna), adresse(verden))


def test_administratoren_kommer_fra_tidsplanen_til_kommunens_kalender(verden, som):
    tidsplan, kalender = reverse("tidsplan:vis", args=verden.projekt.adresse), reverse("kalender:ret", args=("0751",))
    assert kalender in som(verden.ada).get(tidsplan).text
    assert kalender not in som(verden.anna).get(tidsplan).text
