"""Små ord, der skal være sande: knappen, der er for gammel, datoer, der blev fjernet, og koder med små bogstaver."""

from datetime import date

from django.urls import reverse

from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.frist import saet_frist
from opgaver.services.projekt import Datoer
from opgaver.views_flyt import flyttet_i_ord
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Kalenderperiode
from tests.flytning.hjaelp import PAA, flyt
from tests.flytning.test_kommandoer import koer


def test_en_gammel_frigiv_siger_den_frist_der_gaelder_nu_og_hvem_der_satte_den(som, verden):
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 6, 1), "Aftalt", paa=PAA)
    gammel = verden.opgave("A08").udgave
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), date(2027, 6, 8), "Nyt møde", paa=PAA)
    adresse = reverse("opgaver:frigiv_frist", args=("0751", "SAPA", verden.opgave("A08").pk))
    svar = som(verden.anna).post(adresse, {"udgave": gammel})
    assert svar.status_code == 409 and "Nu gælder: sat til 8. juni 2027 af kommandolinje" in svar.text
    assert "Det, du skrev" not in svar.text


def test_kvitteringen_siger_at_opgaver_blev_uden_dato(verden):
    del_ = flyt(verden, verden.projekt.ankre.__class__(verden.projekt.projektstart, None, None))
    assert flyttet_i_ord(del_).endswith("opgaver blev uden dato.") and "ny frist" not in flyttet_i_ord(del_)


def test_koden_findes_med_smaa_bogstaver(som, verden):
    assert koer("forklar_frist", "--kommune", "0751", "--loesning", "SAPA", "--kode", "a08")["kode"] == "A08"
    assert som(verden.anna).get("/api/projekter/0751/SAPA/opgaver/a08/").status_code == 200


def test_boelgens_forhaandsvisning_viser_kommunens_flag_paa_datoerne(som, verden):
    datoer = Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", datoer)
    saet_projekter(KOMMANDOLINJE, boelge, {verden.projekt.pk})
    felter = {"slags": "frysperiode", "navn": "Sommer", "fra": date(2027, 4, 1), "til": date(2027, 4, 9)}
    Kalenderperiode.objects.create(kommune=verden.aarhus, **felter)
    tekst = som(verden.karen).get("/boelger/SAPA/1/flyt/", {"idriftsaettelse": "22.03.2027"}).text
    assert "Go-live: i en frysperiode." in tekst and "Sommer" not in tekst
