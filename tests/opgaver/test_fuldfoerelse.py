"""At fuldføre en opgave, hvor noget ikke er på plads: alle døre spørger om det samme, én gang."""

import pytest
from django.core.management import CommandError

from faelles.afvisning import SkalBekraeftes
from opgaver.models import Opgave
from opgaver.services.forudsaetning import tilfoej_forudsaetning
from opgaver.services.masse import udfoer_masse
from opgaver.services.massegrundlag import Massevalg, Slags, forhaandsvis_masse
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse
from tests.eget.hjaelp import HTMX, NU, adresse, anna, med_kriterier
from tests.medvirkende import I_DAG
from tests.opgaver.test_kommandoer import PROJEKT, koer

FLUEBEN = {"faerdig": "on", "udgave": 1}
JA = {"bekraeftet": "ja"}
FULDFOERT = Massevalg(Slags.STATUS, status="fuldfoert")


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
        assert klient.post(adresse("afkryds", opgave.pk), FLUEBEN | JA, headers=HTMX).status_code == 200
    assert verden.opgave("A08").status == "fuldfoert" and Haendelse.objects.filter(felt="status").count() == 1


def test_spoergsmaalet_er_en_side_uden_javascript(verden, som):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    side = klient.post(adresse("afkryds", opgave.pk), FLUEBEN)
    assert "<h1>Er A08" in side.text and "hx-post" not in side.text.split("<h1>Er A08")[1].split("</form>")[0]
    svar = klient.post(adresse("afkryds", opgave.pk), FLUEBEN | JA)
    assert svar.status_code == 302 and verden.opgave("A08").status == "fuldfoert"


def test_tavlen_spoerger_paa_kortet(verden, som):
    opgave, klient = med_kriterier(verden), som(verden.anna)
    data = {"status": "fuldfoert", "udgave": 1}
    svar = klient.post(adresse("flyt_paa_tavlen", opgave.pk), data, headers=HTMX)
    assert 'class="tavlekort opgave-ret"' in svar.text and 'hx-target="#tavle"' in svar.text
    klient.post(adresse("flyt_paa_tavlen", opgave.pk), data | JA, headers=HTMX)
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
    ja = Massevalg(Slags.STATUS, status="fuldfoert", bekraeftet=True)
    assert forhaandsvis_masse(anna(verden), verden.projekt, ja, ider, paa=I_DAG).alligevel == 1
    udfoer_masse(anna(verden), verden.projekt, ja, ider, nu=NU)
    assert verden.opgave("A08").status == "fuldfoert"


def test_en_opgave_og_den_den_venter_paa_kan_fuldfoeres_sammen(verden):
    tilfoej_forudsaetning(anna(verden), verden.opgave("A08"), verden.opgave("K03"))
    ider = [verden.opgave(kode).pk for kode in ("A08", "K03")]
    assert len(forhaandsvis_masse(KOMMANDOLINJE, verden.projekt, FULDFOERT, ider, paa=I_DAG).aendres) == 2
    alene = forhaandsvis_masse(KOMMANDOLINJE, verden.projekt, FULDFOERT, ider[:1], paa=I_DAG)
    assert [r.grund for r in alene.spoerges] == ["K03 skal være færdig først."]


def test_forhaandsvisningen_har_en_knap_der_tager_dem_med(verden, som):
    data = {"handling": "status", "status": "fuldfoert", "opgaver": med_kriterier(verden).pk}
    klient, sti = som(verden.anna), "/projekter/0751/SAPA/masse/vis/"
    assert "Fuldfør den 1 alligevel" in klient.post(sti, data).text
    svar = klient.post(sti, data | {"bekraeftet": "ja"}).text
    assert "bliver fuldført, selv om noget ikke er på plads" in svar and 'name="bekraeftet" value="True"' in svar


def test_kommandoerne_spoerger_ogsaa(verden):
    med_kriterier(verden)
    status = ("saet_status", *PROJEKT, "--kode", "A08", "--status", "fuldfoert")
    with pytest.raises(CommandError, match="bekræft det"):
        koer(*status)
    svar = koer("masseret", *PROJEKT, "--koder", "A08,K03", "--status", "fuldfoert")
    assert [post["kode"] for post in svar["skal_bekraeftes"]] == ["A08"] and svar["aendrede"][0]["kode"] == "K03"
    assert koer(*status, "--bekraeft")["status"] == Opgave.Status.FULDFOERT
