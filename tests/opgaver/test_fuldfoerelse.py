"""At fuldføre en opgave, hvor noget ikke er på plads: alle døre spørger om det samme, én gang."""

import re

import pytest
from django.core.management import CommandError

from faelles.afvisning import SkalBekraeftes
from opgaver.fuldfoerelse import laes_spoergsmaal
from opgaver.kriterier import laes_kriterier
from opgaver.models import Opgave
from opgaver.services.eget import saet_kriterium
from opgaver.services.forudsaetning import tilfoej_forudsaetning
from opgaver.services.masse import udfoer_masse
from opgaver.services.massegrundlag import Massevalg, Slags, forhaandsvis_masse
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse
from tests.eget.hjaelp import HTMX, NU, adresse, anna, bo, med_kriterier, skriv_kort
from tests.medvirkende import I_DAG
from tests.opgaver.test_kommandoer import PROJEKT, koer

FLUEBEN = {"faerdig": "on", "udgave": 1}
FULDFOERT = Massevalg(Slags.STATUS, status="fuldfoert")


def ja(opgave):
    """Svaret på det, der spørges om nu."""
    return {"bekraeftet": laes_spoergsmaal(Opgave.objects.med_kort().get(pk=opgave.pk)).aftryk}


def test_handlingen_afviser_og_naevner_det_der_mangler_og_gemmer_intet(verden):
    med_kriterier(verden)
    with pytest.raises(SkalBekraeftes, match="3 af 3 kvalitetskriterier er ikke krydset af: Alle er hørt"):
        saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    assert verden.opgave("A08").er_aaben and not Haendelse.objects.filter(felt="status").exists()
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG, bekraeftet=True)
    assert saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG).status == "fuldfoert"


def test_et_flueben_i_listen_aabner_spoergsmaalet_i_raekken_og_et_ja_gemmer_en_gang(verden, som):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    svar = klient.post(adresse("afkryds", opgave.pk), FLUEBEN, headers=HTMX)
    assert svar.text.count('<li class="opgave opgave-ret"') == 1 and "Alle er hørt" in svar.text
    assert svar["HX-Retarget"] == f"#opgave-{opgave.pk}" and verden.opgave("A08").er_aaben
    for _ in range(2):
        assert klient.post(adresse("afkryds", opgave.pk), FLUEBEN | ja(opgave), headers=HTMX).status_code == 200
    assert verden.opgave("A08").status == "fuldfoert" and Haendelse.objects.filter(felt="status").count() == 1


def test_spoergsmaalet_er_en_side_uden_javascript(verden, som):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    side = klient.post(adresse("afkryds", opgave.pk), FLUEBEN)
    assert "<h1>Er A08" in side.text and "hx-post" not in side.text.split("<h1>Er A08")[1].split("</form>")[0]
    svar = klient.post(adresse("afkryds", opgave.pk), FLUEBEN | ja(opgave))
    assert svar.status_code == 302 and verden.opgave("A08").status == "fuldfoert"


def test_tavlen_spoerger_paa_kortet(verden, som):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    data = {"status": "fuldfoert", "udgave": 1}
    svar = klient.post(adresse("flyt_paa_tavlen", opgave.pk), data, headers=HTMX)
    assert 'class="tavlekort opgave-ret"' in svar.text and 'hx-target="#tavle"' in svar.text
    klient.post(adresse("flyt_paa_tavlen", opgave.pk), data | ja(opgave), headers=HTMX)
    assert verden.opgave("A08").status == "fuldfoert"


def test_uden_noget_at_spoerge_om_er_det_et_tryk(verden, som):
    svar = som(verden.anna).post(adresse("afkryds", verden.opgave("A08").pk), FLUEBEN, headers=HTMX)
    assert "A08 er gemt: Fuldført." in svar.text and verden.opgave("A08").status == "fuldfoert"


def test_mange_paa_en_gang_lader_dem_staa_hvor_noget_mangler_og_tager_dem_med_efter_et_ja(verden, som):
    ider = [med_kriterier(verden).pk, verden.opgave("K03").pk]
    handling, visning = udfoer_masse(anna(verden), verden.projekt, FULDFOERT, ider, nu=NU)
    assert [r.opgave.kort.kode for r in visning.spoerges] == ["A08"] and verden.opgave("A08").er_aaben
    assert verden.opgave("K03").status == "fuldfoert" and handling.uroerte[0]["udfald"] == "spoerges"
    assert "1 blev ikke fuldført" in som(verden.dorte).get(handling.get_absolute_url()).text
    with pytest.raises(SkalBekraeftes, match="A08 er ikke på plads"):
        udfoer_masse(anna(verden), verden.projekt, FULDFOERT, ider, nu=NU)
    med = Massevalg(Slags.STATUS, status="fuldfoert", bekraeftet=True)
    assert forhaandsvis_masse(anna(verden), verden.projekt, med, ider, paa=I_DAG).alligevel == 1
    handling, _ = udfoer_masse(anna(verden), verden.projekt, med, ider, nu=NU)
    assert verden.opgave("A08").status == "fuldfoert"
    trods = "Fuldført, selv om 3 af 3 kvalitetskriterier mangler: Alle er hørt"
    assert trods in som(verden.dorte).get(handling.get_absolute_url()).text
    assert Haendelse.objects.filter(genstand_id=ider[0], begrundelse__startswith=trods).exists()


def test_en_opgave_og_den_den_venter_paa_kan_fuldfoeres_sammen(verden):
    tilfoej_forudsaetning(anna(verden), verden.opgave("A08"), verden.opgave("K03"))
    ider = [verden.opgave(kode).pk for kode in ("A08", "K03")]
    assert len(forhaandsvis_masse(KOMMANDOLINJE, verden.projekt, FULDFOERT, ider, paa=I_DAG).aendres) == 2
    alene = forhaandsvis_masse(KOMMANDOLINJE, verden.projekt, FULDFOERT, ider[:1], paa=I_DAG)
    assert [r.grund for r in alene.spoerges] == ["K03 skal være færdig først."]


def test_forhaandsvisningen_har_en_knap_der_tager_dem_med(verden, som):
    data = {"handling": "status", "status": "fuldfoert", "opgaver": med_kriterier(verden).pk}
    klient, sti = som(verden.anna), "/projekter/0751/SAPA/masse/vis/"
    assert "Fuldfør den 1 alligevel" in klient.post(sti, data, follow=True).text
    svar = klient.post(sti, data | {"bekraeftet": "on"}, follow=True).text
    assert "bliver fuldført, selv om noget ikke er på plads" in svar and 'name="bekraeftet" value="True"' in svar


def test_kommandoerne_spoerger_ogsaa(verden):
    med_kriterier(verden)
    status = ("saet_status", *PROJEKT, "--kode", "A08", "--status", "fuldfoert")
    with pytest.raises(CommandError, match="bekræft det"):
        koer(*status)
    svar = koer("masseret", *PROJEKT, "--koder", "A08,K03", "--status", "fuldfoert")
    assert [post["kode"] for post in svar["skal_bekraeftes"]] == ["A08"] and svar["aendrede"][0]["kode"] == "K03"
    assert koer(*status, "--bekraeft")["status"] == Opgave.Status.FULDFOERT


def listen(verden, hale):
    return {"referer": f"http://testserver{verden.projekt.get_absolute_url()}{hale}"}


def test_et_ja_til_noget_andet_end_det_der_nu_mangler_er_intet_svar(verden, som):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    noegle = laes_kriterier(opgave).krav[0].noegle
    saet_kriterium(anna(verden), opgave, noegle, True, nu=NU)
    set_ = ja(opgave)
    saet_kriterium(anna(verden), opgave, noegle, False, nu=NU)
    svar = klient.post(adresse("afkryds", opgave.pk), FLUEBEN | set_, headers=HTMX)
    assert "3 af 3 kvalitetskriterier" in svar.text and verden.opgave("A08").er_aaben


def test_historikken_siger_hvad_opgaven_er_fuldfoert_paa_trods_af(verden, som):
    opgave = med_kriterier(verden)
    som(verden.anna).post(adresse("afkryds", opgave.pk), FLUEBEN | ja(opgave), headers=HTMX)
    grund = Haendelse.objects.get(felt="status").begrundelse
    assert grund.startswith("Fuldført, selv om 3 af 3 kvalitetskriterier mangler: Alle er hørt;")
    assert verden.opgave("A08").begrundelse == ""


@pytest.mark.parametrize("navn", ["afkryds", "flyt_paa_tavlen"])
def test_det_gamle_og_det_der_mangler_siges_paa_en_gang_og_ja_gaelder_saa(verden, som, navn):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    saet_status(bo(verden), verden.opgave("A08"), "i_gang", paa=I_DAG)
    data = FLUEBEN | {"status": "fuldfoert"}
    svar = klient.post(adresse(navn, opgave.pk), data, headers=HTMX)
    assert svar.status_code == 409 and "Bo Lindgaard satte status" in svar.text and "3 af 3 kvalitets" in svar.text
    nyt = data | ja(opgave) | {"udgave": re.search(r'name="udgave" value="(\d+)"', svar.text)[1]}
    assert klient.post(adresse(navn, opgave.pk), nyt, headers=HTMX).status_code == 200
    assert verden.opgave("A08").status == "fuldfoert"


def test_paa_tavlen_siges_det_gamle_sammen_med_den_manglende_begrundelse(verden, som):
    saet_status(bo(verden), verden.opgave("A08"), "i_gang", paa=I_DAG)
    data = {"status": "ikke_relevant", "udgave": 1}
    svar = som(verden.anna).post(adresse("flyt_paa_tavlen", verden.opgave("A08").pk), data, headers=HTMX)
    assert svar.status_code == 409 and "Bo Lindgaard satte status" in svar.text
    assert "Skriv en begrundelse" in svar.text and 'name="udgave" value="2"' in svar.text


@pytest.mark.parametrize("hoved", [{}, HTMX])
def test_fluebenet_fjernes_kun_af_den_der_maa(verden, som, hoved):
    svar = som(verden.dorte).post(adresse("afkryds", verden.opgave("C01").pk), {"udgave": 1}, headers=hoved)
    assert svar.status_code == 403


def test_fjernes_et_flueben_en_anden_har_aendret_siges_det(verden, som):
    saet_status(anna(verden), verden.opgave("A08"), "fuldfoert", paa=I_DAG)
    saet_status(bo(verden), verden.opgave("A08"), "ikke_relevant", begrundelse="Bos grund", paa=I_DAG)
    klient, sti = som(verden.anna), adresse("afkryds", verden.opgave("A08").pk)
    svar = klient.post(sti, {"udgave": 2}, headers=HTMX)
    assert svar.status_code == 409 and "Bo Lindgaard" in svar.text
    assert "A08 er som før: Ikke relevant." in klient.post(sti, {"udgave": 3}, headers=HTMX).text


@pytest.mark.parametrize("navn", ["afkryds", "flyt_paa_tavlen"])
def test_et_tryk_svarer_med_resultatet_og_kan_fortrydes(verden, som, navn):
    skriv_kort(verden.opgave("A08"), resultat="<p>En godkendt plan.</p>")
    klient, sti = som(verden.anna), adresse("flyt_paa_tavlen", verden.opgave("A08").pk)
    data = FLUEBEN | {"status": "fuldfoert"}
    svar = klient.post(adresse(navn, verden.opgave("A08").pk), data, headers=HTMX).text
    raekken, oplaest = svar.split('id="opraab"')
    assert "Resultatet skal være: En godkendt plan. Er det ikke nået, så fortryd." in oplaest
    assert raekken.count("Resultatet skal være: En godkendt plan.") == 1 and raekken.count("-fortryd") == 1
    fortryd = raekken.split("opgave-kvittering")[1].split("</form>")[0]
    felter = dict(re.findall(r'name="(\w+)" value="([^"]*)"', fortryd))
    igen = klient.post(sti, felter, headers=HTMX)
    assert igen.status_code == 200 and "A08 er gemt: Ikke startet." in igen.text and "-fortryd" not in igen.text
    assert ('id="tavle"' in igen.text) is (navn == "flyt_paa_tavlen") and verden.opgave("A08").er_aaben


def test_filteret_er_der_stadig_uden_javascript(verden, som):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    hale = "?vis=aabne&gruppe=uge"
    svar = klient.post(adresse("afkryds", verden.opgave("K03").pk), FLUEBEN, headers=listen(verden, hale))
    assert f"{hale}#opgave-" in svar.url
    tavle = listen(verden, "?fase=F4&visning=tavle&fase=ukendt")
    data = {"status": "fuldfoert", "udgave": 1}
    spurgt = klient.post(adresse("flyt_paa_tavlen", opgave.pk), data, headers=tavle).text
    vej = f"{verden.projekt.get_absolute_url()}?fase=F4&amp;visning=tavle#opgave-{opgave.pk}"
    assert f'href="{vej}"' in spurgt and 'name="filter" value="fase=F4&amp;visning=tavle"' in spurgt
    data |= ja(opgave) | {"filter": "fase=F4&visning=tavle"}
    svar = klient.post(adresse("flyt_paa_tavlen", opgave.pk), data, headers=listen(verden, "opgaver/1/status/"))
    assert svar.url == vej.replace("&amp;", "&")
