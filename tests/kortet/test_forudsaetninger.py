"""Forudsætninger: hvad der kan vente på hvad, hvad kortene viser, og hvad der siges, når opgaven fuldføres."""

import pytest
from django.db.models import QuerySet
from django.urls import reverse

from faelles.afvisning import Afvist, IkkeTilladt
from opgaver.drejebog import ALLE, Udvalg, laes_drejebog
from opgaver.forudsaetninger import Forudsaetninger
from opgaver.fuldfoerelse import laes_spoergsmaal
from opgaver.models import Forudsaetning, Katalogopgave
from opgaver.services.drejebogpdf import drejebog_html
from opgaver.services.forudsaetning import fjern_forudsaetning, tilfoej_forudsaetning
from opgaver.services.opgave import saet_status
from opgaver.services.opgavepdf import opgave_html
from projekter.models import Haendelse
from tests.eget.hjaelp import HTMX, NU, adresse, anna, bo
from tests.medvirkende import I_DAG
from tests.udgivet import uden_vaern


def lad(verden, kode, vente_paa):
    return tilfoej_forudsaetning(anna(verden), verden.opgave(kode), verden.opgave(vente_paa))


def test_en_kreds_afvises_og_vejen_siges(verden):
    lad(verden, "K03", vente_paa="P01")
    lad(verden, "C01", vente_paa="K03")
    with pytest.raises(Afvist, match=r"P01 kan ikke vente på C01, for den venter selv på P01 \(C01 → K03 → P01\)"):
        lad(verden, "P01", vente_paa="C01")
    with pytest.raises(Afvist, match="kan ikke vente på sig selv"):
        lad(verden, "P01", vente_paa="P01")


def test_den_samme_to_gange_er_en_og_historikken_siger_begge_dele(verden):
    forudsaetning = lad(verden, "A08", vente_paa="K03")
    assert lad(verden, "A08", vente_paa="K03") == forudsaetning
    fjern_forudsaetning(anna(verden), forudsaetning)
    fjern_forudsaetning(anna(verden), forudsaetning)
    fundne = [(h.handling, h.gammel, h.ny) for h in Haendelse.objects.filter(felt="forudsætning")]
    navn = str(verden.opgave("K03"))
    assert fundne == [("forudsætning fjernet", navn, ""), ("forudsætning tilføjet", "", navn)]


def test_kun_projektlederen_og_kun_i_den_samme_plan(verden):
    with pytest.raises(IkkeTilladt):
        tilfoej_forudsaetning(bo(verden), verden.opgave("A08"), verden.opgave("K03"))
    with pytest.raises(Afvist, match="samme plan"):
        tilfoej_forudsaetning(anna(verden), verden.opgave("A08"), verden.opgave("K03", verden.odense_projekt))


def test_begge_kort_viser_den_anden_med_status(verden, som):
    lad(verden, "A08", vente_paa="K03")
    klient = som(verden.dorte)
    a08, k03 = (klient.get(adresse("kort", verden.opgave(kode).pk)).text for kode in ("A08", "K03"))
    assert "Venter på" in a08 and "K03 Læg en kommunikationsplan" in a08 and "Kræves af" in k03 and "A08 " in k03


def test_en_opgave_der_venter_kan_fuldfoeres_naar_der_er_spurgt(verden, som):
    lad(verden, "A08", vente_paa="K03")
    lad(verden, "A08", vente_paa="P01")
    sti, klient = adresse("afkryds", verden.opgave("A08").pk), som(verden.anna)
    svar = klient.post(sti, {"faerdig": "on", "udgave": 1}, headers=HTMX)
    assert "K03 og P01 skal være færdige først." in svar.text and verden.opgave("A08").er_aaben
    klient.post(
        sti, {"faerdig": "on", "udgave": 1, "bekraeftet": laes_spoergsmaal(verden.opgave("A08")).aftryk}, headers=HTMX
    )
    assert verden.opgave("A08").status == "fuldfoert"
    saet_status(anna(verden), verden.opgave("K03"), "fuldfoert", paa=I_DAG)
    assert Forudsaetninger(verden.opgave("A08")).mangler == "P01 skal være færdig først"


def test_en_kreds_siges_ved_feltet_paa_kortet(verden, som):
    lad(verden, "K03", vente_paa="A08")
    data = {"kraever": verden.opgave("K03").pk}
    svar = som(verden.anna).post(adresse("tilfoej_forudsaetning", verden.opgave("A08").pk), data, headers=HTMX)
    assert svar.status_code == 422 and "Fjern først en af de andre" in svar.text and Forudsaetning.objects.count() == 1


def test_katalogets_kolonne_staar_kun_i_katalogets_version_og_ikke_ved_planens_egne(verden, som):
    with uden_vaern():
        kort = Katalogopgave.objects.filter(version=verden.version, kode="A08")
        QuerySet.update(kort, oevrige_felter={"VENTER PÅ": "K03, P01", "Kilde": "Guiden"})
    opgave, projekt = verden.opgave("A08"), verden.projekt
    i_projektet = (
        som(verden.anna).get(adresse("kort", opgave.pk)).text,
        opgave_html(projekt, opgave, NU),
        drejebog_html(laes_drejebog(projekt, Udvalg(ALLE)), NU),
    )
    assert all("Guiden" in side and "K03, P01" not in side for side in i_projektet)
    version = som(verden.anna).get(reverse("kataloger:version", args=[verden.version.pk])).text
    assert version.count("K03, P01") == 1 and "<dt>Venter på</dt><dd>K03, P01</dd>" in version
