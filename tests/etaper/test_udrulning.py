"""Udrulningen hold for hold: trin, pauser i ét hold, valget mellem trinvis og big bang, og siderne om dem."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, ManglerBegrundelse
from koe.models import Besked
from opgaver.models import Opgave
from opgaver.services.flytning import flyt_datoer
from opgaver.services.pause import genoptag, saet_pause
from opgaver.services.udrulning import (
    fjern_trin,
    genoptag_etape,
    saet_etape_paa_pause,
    saet_trin,
)
from paamindelser.indsamling import indsaml
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Etape, Etapetrin, Haendelse, Pause, Plads, Projekt
from tests.etaper.conftest import NU
from tests.flytning.test_pause import frem_til_arbejdsdag

PAA = date(2027, 3, 16)


def side(navn, *dele):
    return reverse(f"etaper:{navn}", args=("0751", "SAPA", *dele))


def naa(etape, *trin):
    """Sæt hakkene; et hold, der går i gang, har fået adgang og er uddannet."""
    for slags in ("adgang", "uddannet") * ("golive" in trin) + trin:
        saet_trin(KOMMANDOLINJE, etape, slags, paa=PAA)


def test_det_naeste_hold_gaar_i_gang_naar_det_foer_er_stabilt(tre):
    nord, syd, _ = tre
    naa(nord, "golive")
    with pytest.raises(ManglerBegrundelse, match="Nord er endnu ikke stabilt"):
        naa(syd, "golive")
    naa(nord, "stabil")
    naa(syd, "golive")
    assert syd.trin.get(slags="golive").begrundelse == ""


def test_et_hold_der_gaar_i_gang_foer_tid_har_sin_begrundelse(tre):
    trin = saet_trin(KOMMANDOLINJE, tre[1], "golive", paa=PAA, begrundelse="Nord har ferie")
    assert trin.begrundelse == Haendelse.objects.get(felt="trin").begrundelse == "Nord har ferie"


def test_et_hold_uden_adgang_og_uddannelse_gaar_kun_i_gang_med_en_begrundelse(tre):
    saet_trin(KOMMANDOLINJE, tre[0], "adgang", paa=PAA)
    with pytest.raises(ManglerBegrundelse, match=r"^Nord mangler hak i Uddannet. Vent, eller skriv"):
        saet_trin(KOMMANDOLINJE, tre[0], "golive", paa=PAA)
    assert saet_trin(KOMMANDOLINJE, tre[0], "golive", paa=PAA, begrundelse="De kan det").begrundelse == "De kan det"


def test_et_hold_er_ikke_stabilt_foer_den_dag_det_gik_i_gang(tre):
    naa(tre[0], "golive")
    i_gaar, senere = PAA - timedelta(days=1), PAA + timedelta(days=9)
    with pytest.raises(Afvist, match=r"^Stabil 15. marts 2027 ligger før Go-live 16. marts 2027. Ret en af"):
        saet_trin(KOMMANDOLINJE, tre[0], "stabil", paa=PAA, dato=i_gaar)
    naa(tre[0], "stabil")
    with pytest.raises(Afvist, match=r"^Go-live 25. marts 2027 ligger efter Stabil 16. marts 2027"):
        saet_trin(KOMMANDOLINJE, tre[0], "golive", paa=senere, dato=senere)


def test_et_trin_siges_een_gang_og_kan_tages_af_igen(tre):
    naa(tre[0], "adgang", "adgang")
    assert Etapetrin.objects.count() == Haendelse.objects.filter(felt="trin").count() == 1
    fjern_trin(KOMMANDOLINJE, tre[0], "adgang")
    assert not Etapetrin.objects.exists()


def test_et_hold_der_er_stabilt_er_gaaet_i_gang(tre):
    with pytest.raises(Afvist, match="ikke gået i gang"):
        naa(tre[0], "stabil")
    naa(tre[0], "golive", "stabil")
    with pytest.raises(Afvist, match="Tag først hakket af Stabil"):
        fjern_trin(KOMMANDOLINJE, tre[0], "golive")


@pytest.mark.parametrize("er_fordelt", [True, False])
def test_et_hold_paa_pause_mindes_ikke_men_de_andre_goer(verden, tre, er_fordelt):
    """Det, der ikke er fordelt, siges til projektlederen; heller ikke dér er holdets med."""
    udfoerer = verden.plads("projektleder") if er_fordelt else None
    Opgave.objects.filter(plan__projekt=verden.projekt).update(udfoerer=udfoerer, ansvarlig=None)
    Plads.objects.filter(pk=verden.plads("projektleder").pk).update(person=verden.anna)
    etapernes = set(Opgave.objects.filter(etape=tre[0]).values_list("pk", flat=True))

    def mindes():
        return {punkt.opgave_id for punkter in indsaml(date(2027, 4, 20)).punkter.values() for punkt in punkter}

    foer = mindes()
    saet_etape_paa_pause(KOMMANDOLINJE, tre[0], "Leverandøren", paa=PAA)
    assert etapernes & foer and mindes() == foer - etapernes
    assert Besked.objects.get(noegle__startswith="pause:").emne == "Nord i SAPA, Aarhus er sat på pause"


def test_et_hold_der_gaar_videre_tilbyder_at_flytte_det_og_dem_efter_det(tre):
    nord, syd, vest = tre
    naa(nord, "golive", "stabil")
    saet_etape_paa_pause(KOMMANDOLINJE, syd, "Sygdom", paa=date(2027, 3, 20))
    svar = genoptag_etape(KOMMANDOLINJE, syd, paa=date(2027, 4, 3))
    assert svar.etapedatoer == {syd.pk: date(2027, 4, 19), vest.pk: date(2027, 5, 10)}
    syd.refresh_from_db()
    assert not syd.er_paa_pause and Pause.objects.get().slut == date(2027, 4, 3)


def flyt_efter(svar, ankre, etaper):
    return flyt_datoer(KOMMANDOLINJE, svar.pause.projekt, ankre, "Ventet", nu=NU, etaper=etaper, ventetid=svar.ventetid)


def test_et_holds_pause_rykker_ikke_de_dage_projektets_egen_har_flyttet(verden, tre):
    syd = tre[1]
    saet_etape_paa_pause(KOMMANDOLINJE, syd, "Sygdom", paa=date(2027, 2, 1))
    saet_pause(KOMMANDOLINJE, verden.projekt, "Leverandøren", paa=date(2027, 2, 2))
    with pytest.raises(Afvist, match="Genoptag først projektet"):
        genoptag_etape(KOMMANDOLINJE, syd, paa=date(2027, 2, 10))
    svar = genoptag(KOMMANDOLINJE, verden.projekt, paa=date(2027, 2, 12))
    flyt_efter(svar, svar.ankre, svar.etapedatoer)
    videre = genoptag_etape(KOMMANDOLINJE, syd, paa=date(2027, 2, 13))
    assert (videre.dage, videre.ventetid.dage) == (12, 2)
    flyt_efter(videre, Projekt.objects.get(pk=verden.projekt.pk).ankre, videre.etapedatoer)
    syd.refresh_from_db()
    # 10 og 2 dage efter 5. april er en lørdag; så bliver det mandag.
    assert syd.golive == date(2027, 4, 19)


def test_projektets_genoptagelse_flytter_ikke_et_hold_der_gik_i_gang_foer_tid(verden, tre):
    naa(tre[0], "golive")
    saet_pause(KOMMANDOLINJE, verden.projekt, "Leverandøren", paa=date(2027, 3, 10))
    svar = genoptag(KOMMANDOLINJE, verden.projekt, paa=date(2027, 3, 20))
    assert set(svar.etapedatoer) == {tre[1].pk, tre[2].pk}


def test_et_hold_i_hyper_care_faar_sine_aabne_opgaver_rykket(verden, tre):
    nord = tre[0]
    naa(nord, "golive")
    saet_etape_paa_pause(KOMMANDOLINJE, nord, "Sygdom", paa=date(2027, 3, 16))
    svar = genoptag_etape(KOMMANDOLINJE, nord, paa=date(2027, 3, 30))
    foer = dict(Opgave.objects.filter(etape=nord).values_list("kort__kode", "frist"))
    flyt_efter(svar, svar.etape.projekt.ankre, {})
    efter = dict(Opgave.objects.filter(etape=nord).values_list("kort__kode", "frist"))
    assert {k: efter[k] - foer[k] for k in foer} == {"A08": timedelta(days=14), "G01": timedelta(0)}
    assert efter["A08"] == date(2027, 4, 19) and svar.etapedatoer.keys() == {tre[1].pk, tre[2].pk}


def test_et_afvist_hak_siges_i_sin_celle_og_staar_ikke_som_sat(verden, som, tre):
    sti, htmx = side("trin", tre[0].pk, "stabil"), {"HX-Request": "true"}
    svar = som(verden.anna).post(sti, {"naaet": "on", "dato": "22.02.2026"}, headers=htmx)
    celle = svar.text.split(f'id="trin-{tre[0].pk}-stabil"')[1].split("</td>")[0]
    assert svar.status_code == 422 and "HX-Retarget" not in svar
    assert "checked" not in celle and "kan ikke gå i gang" in celle and 'value="22.02.2026"' in celle
    assert som(verden.anna).post(sti, {"naaet": "on"}).templates[0].name == "afvist.html"


def test_min_side_siger_at_et_hold_er_paa_pause_og_viser_ikke_dets_opgaver(verden, som, tre):
    Opgave.objects.filter(etape__isnull=False).update(udfoerer=verden.plads("administrator"))
    saet_etape_paa_pause(KOMMANDOLINJE, tre[0], "Sygdom", paa=PAA)
    svar = som(verden.bo).get("/")
    assert "Nord i SAPA, Aarhus</a>: siden" in svar.text and "Sygdom" in svar.text
    viste = {opgave.etape.navn for opgave in svar.context["side"].opgaver if opgave.etape}
    assert viste == {"Syd", "Vest"}


def test_siden_viser_holdene_og_den_der_ingen_superbruger_har(verden, som, tre):
    tre[0].superbrugere.add(verden.plads("administrator"))
    svar = som(verden.bo).get(side("liste"))
    assert "Superbruger: Bo Lindgaard" in svar.text and "Syd og Vest har ingen superbruger" in svar.text
    assert "checkbox" not in svar.text and "Ny etape" not in svar.text


def test_et_hak_med_htmx_tegner_udrulningen_igen_og_siger_det(verden, som, tre):
    adresse = side("trin", tre[0].pk, "adgang")
    svar = som(verden.anna).post(adresse, {"naaet": "on"}, headers={"HX-Request": "true"})
    assert svar.status_code == 200 and "Nord er gemt." in svar.text and "<html" not in svar.text
    assert "Anna Krogh" in svar.text


def test_mangler_der_en_begrundelse_spoerges_der_og_den_kan_gives_uden_javascript(verden, som, tre):
    Projekt.objects.filter(pk=verden.projekt.pk).update(idriftsaettelse=date(2026, 9, 1))
    klient, adresse = som(verden.anna), side("trin", tre[1].pk, "golive")
    svar = klient.post(adresse, {"naaet": "on"})
    assert svar.status_code == 422 and "Hvorfor går Syd i gang nu?" in svar.text
    svar = klient.post(adresse, {"naaet": "on", "begrundelse": "Nord har ferie"}, follow=True)
    assert "Gik i gang alligevel: Nord har ferie" in svar.text


def test_en_ny_etape_vises_foer_den_oprettes(verden, som, per_etape):
    klient, felter = som(verden.anna), {"navn": "Nord", "golive": "05.04.2027"}
    vist = klient.get(side("ny"), felter)
    assert "overtager 2 opgaver" in vist.text and not verden.projekt.etaper.exists()
    felter["aftryk"] = vist.context["ny"].aftryk
    assert "har fået 2 opgaver" in klient.post(side("ny"), felter, follow=True).text


def test_en_forkert_etape_siges_i_formularen(verden, som, tre):
    felter = {"navn": "Nord", "golive": "05.04.2027", "uddannelse": "06.04.2027"}
    svar = som(verden.anna).get(side("ny"), felter)
    assert svar.status_code == 422 and "uddannet, før det går i gang" in svar.text


def test_en_etape_rettes_og_fjernes_fra_siden(verden, som, tre):
    klient, pk = som(verden.anna), tre[0].pk
    plads = verden.plads("administrator").pk
    felter = {"navn": "Nordøst", "uddannelse": "", "superbrugere": [plads], "udgave": 1}
    assert "Nordøst er gemt." in klient.post(side("ret", pk), felter, follow=True).text
    vist = klient.get(side("fjern", pk))
    assert "2 opgaver udgår" in vist.text
    ja = {"begrundelse": "Slået sammen", "aftryk": vist.context["svar"].aftryk}
    assert "er fjernet" in klient.post(side("fjern", pk), ja, follow=True).text


def test_et_hold_saettes_paa_pause_og_gaar_videre_med_en_flytning(verden, som, tre):
    klient, videre = som(verden.anna), side("genoptag", tre[1].pk)
    klient.post(side("pause", tre[1].pk), {"begrundelse": "Sygdom"})
    Pause.objects.update(fra=min(date(2026, 9, 1), timezone.localdate()))
    vist = klient.get(videre)
    assert {"Go-live, Syd", "Go-live, Vest"} == {et.navn for et in vist.context["visning"].ankerflytninger}
    data = vist.context["form"].initial | {"vist": vist.context["svar"].pause.pk, "flyt": "1"}
    assert "Syd går videre efter" in klient.post(videre, data, follow=True).text
    assert not Pause.objects.aabne().exists() and Etape.objects.get(pk=tre[2].pk).golive > date(2027, 4, 26)


def test_et_dobbelt_klik_paa_pause_eller_videre_goer_det_kun_een_gang(verden, som, tre):
    klient, pk = som(verden.anna), tre[1].pk
    pause, videre = side("pause", pk), side("genoptag", pk)
    svar = [klient.post(pause, {"begrundelse": "Sygdom"}) for _ in range(2)]
    assert [et.status_code for et in svar] == [302, 409] and "allerede på pause" in svar[1].text
    assert Pause.objects.aabne().get().etape_id == pk
    data = {"vist": klient.get(videre).context["svar"].pause.pk}
    svar = [klient.post(videre, data, follow=True) for _ in range(2)]
    assert "Syd går videre samme dag." in svar[0].text
    assert svar[1].status_code == 409 and "Anna Krogh har imens genoptaget Syd" in svar[1].text
    assert "Syd er ikke på pause." in klient.get(videre, follow=True).text
    assert Haendelse.objects.filter(handling="etape genoptaget").count() == 1


def test_pausen_tales_om_som_holdets_og_staar_paa_dets_raekker(verden, som, tre):
    klient = som(verden.anna)
    vist = klient.get(side("pause", tre[1].pk)).text
    assert "2 åbne opgaver" in vist and "Holdet går ikke videre af sig selv" in vist and "Mail om pausen" in vist
    svar = klient.post(side("pause", tre[1].pk), {"begrundelse": "Sygdom", "til": "01.01.9000"})
    assert svar.status_code == 422
    saet_etape_paa_pause(KOMMANDOLINJE, tre[1], "Sygdom", paa=PAA)
    liste = klient.get(f"/projekter/0751/SAPA/?etape={tre[1].pk}").text
    assert liste.count(">På pause</span>") == 2


def test_et_hold_kan_ikke_saettes_paa_pause_fra_siden_mens_hele_projektet_er_det(verden, som, tre):
    vej, klient = side("pause", tre[0].pk), som(verden.anna)
    assert vej in klient.get(side("liste")).text
    saet_pause(KOMMANDOLINJE, verden.projekt, "Leverandøren", paa=PAA)
    assert vej not in klient.get(side("liste")).text


def test_listen_filtreres_paa_etapen_og_raekken_siger_den(verden, som, tre):
    svar = som(verden.anna).get(f"/projekter/0751/SAPA/?etape={tre[1].pk}")
    assert "2 af 11 opgaver" in svar.text and "etape: Syd" in svar.text
    assert '<span class="badge badge-info">Syd</span>' in svar.text


def test_et_holds_dage_og_hyper_care_staar_paa_tidsplanen(per_etape, lav, som):
    nord = lav("Nord", date(2027, 4, 5), uddannelse=date(2027, 4, 1))
    html = som(per_etape.anna).get(reverse("tidsplan:vis", args=("0751", "SAPA"))).content.decode()
    assert "Uddannet 1" in html and "Go-live 1, Nord" in html
    assert f'<h4 id="vindue-golive-{nord.pk}" class="vindue-navn">Hyper-care for Nord: 10 arbejdsdage</h4>' in html


def test_et_hold_der_kom_til_sidst_men_gaar_i_gang_foerst_venter_ikke(verden, som, tre, lav):
    tidlig = lav("Tidlig", date(2027, 3, 8))
    naa(tidlig, "golive")
    with pytest.raises(ManglerBegrundelse, match="Tidlig er endnu ikke stabilt"):
        naa(tre[0], "golive")
    udrulning = som(verden.bo).get(side("liste")).context["udrulning"]
    assert [str(raekke.etape) for raekke in udrulning.raekker] == ["Tidlig", "Nord", "Syd", "Vest"]


def test_et_hold_saettes_paa_pause_og_flyttes_fra_kommandolinjen(tre):
    def koer(navn, *valg):
        ud = StringIO()
        call_command(navn, "--kommune", "0751", "--loesning", "SAPA", "--etape", "syd", *valg, "--json", stdout=ud)
        return json.loads(ud.getvalue())

    assert koer("saet_pause", "--begrundelse", "Sygdom")["etape"] == "Syd"
    fra = date(2026, 9, 1)
    Pause.objects.update(fra=fra)
    svar, dage = koer("genoptag", "--flyt"), timezone.localdate() - fra
    assert (svar["dage"], svar["etape"]) == (dage.days, "Syd") and svar["id"]
    golives = [date(2027, 3, 15), *(frem_til_arbejdsdag(date(2027, 4, dag) + dage) for dag in (5, 26))]
    assert [et.golive for et in tre[1].projekt.etaper.gaeldende()] == golives
    assert {post["etape"] for post in koer("vis_plan")["opgaver"]} == {"Syd"}
    assert sum(len(fase["opgaver"]) for fase in koer("vis_tidsplan")["faser"]) == 2


def test_et_hold_paa_pause_gaar_ikke_i_gang_foer_det_gaar_videre(verden, tre):
    saet_etape_paa_pause(KOMMANDOLINJE, tre[0], "Sygdom", paa=PAA)
    with pytest.raises(Afvist, match=r"Nord er på pause. Lad det gå videre først"):
        naa(tre[0], "golive")
    naa(tre[0], "uddannet")
    genoptag_etape(KOMMANDOLINJE, tre[0], paa=PAA)
    saet_pause(KOMMANDOLINJE, verden.projekt, "Leverandøren", paa=PAA)
    with pytest.raises(Afvist, match=r"SAPA.* er på pause"):
        naa(tre[0], "golive")


def test_et_trin_har_den_dag_det_skete_og_historikken_beholder_den_gamle(tre):
    nord, dage = tre[0], [PAA, PAA - timedelta(days=1)]
    for dag in dage:
        saet_trin(KOMMANDOLINJE, nord, "golive", paa=PAA + timedelta(days=3), dato=dag, begrundelse="Nord kan selv")
    assert nord.trin.get().dato == dage[1]
    with pytest.raises(Afvist, match="ikke kommet endnu"):
        saet_trin(KOMMANDOLINJE, nord, "golive", paa=PAA, dato=PAA + timedelta(days=1))
    fjern_trin(KOMMANDOLINJE, nord, "golive")
    gamle = list(Haendelse.objects.filter(felt="trin").order_by("pk").values_list("gammel", flat=True))
    assert gamle[1].startswith("Go-live 16. marts 2027, ") and gamle[2].startswith("Go-live 15. marts 2027, ")


def test_siden_tager_en_anden_dag_og_maerker_det_der_skulle_vaere_naaet(verden, som, tre):
    klient, nord = som(verden.anna), tre[0]
    i_gaar = timezone.localdate() - timedelta(days=1)
    Etape.objects.filter(pk=nord.pk).update(golive=i_gaar)
    assert "Skulle være nået" in klient.get(side("liste")).text
    adresse = side("trin", nord.pk, "uddannet")
    svar = klient.post(adresse, {"naaet": "on", "dato": f"{i_gaar:%d.%m.%Y}"})
    assert svar.status_code == 302 and nord.trin.get().dato == i_gaar
    tom = klient.post(adresse, {"naaet": "on", "vist": nord.trin.get().pk, "dato": ""}, headers={"HX-Request": "true"})
    assert tom.status_code == 422 and "Skriv den dag, holdet nåede trinnet" in tom.text
    assert klient.post(adresse, {"naaet": "on", "dato": "i går", "vist": nord.trin.get().pk}).status_code == 422
