"""Udrulningen hold for hold: trin, pauser i ét hold, valget mellem trinvis og big bang, og siderne om dem."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, ManglerBegrundelse
from koe.models import Besked
from opgaver.models import Opgave
from opgaver.services.udrulning import (
    beslut_ibrugtagning,
    fjern_trin,
    genoptag_etape,
    saet_etape_paa_pause,
    saet_trin,
)
from paamindelser.indsamling import indsaml
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Etapetrin, Haendelse, Ibrugtagning, Pause, Plads

PAA = date(2027, 3, 16)


def side(navn, *dele):
    return reverse(f"etaper:{navn}", args=("0751", "SAPA", *dele))


def naa(etape, *trin):
    for slags in trin:
        saet_trin(KOMMANDOLINJE, etape, slags, paa=PAA)


def test_det_naeste_hold_gaar_i_gang_naar_det_foer_er_stabilt(tre):
    nord, syd, _ = tre
    naa(nord, "golive")
    with pytest.raises(ManglerBegrundelse, match="Nord er endnu ikke stabilt"):
        naa(syd, "golive")
    naa(nord, "stabil")
    naa(syd, "golive")
    assert syd.trin.get().begrundelse == ""


def test_et_hold_der_gaar_i_gang_foer_tid_har_sin_begrundelse(tre):
    trin = saet_trin(KOMMANDOLINJE, tre[1], "golive", paa=PAA, begrundelse="Nord har ferie")
    assert trin.begrundelse == Haendelse.objects.get(felt="trin").begrundelse == "Nord har ferie"


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
    assert svar.datoer == {syd.pk: date(2027, 4, 19), vest.pk: date(2027, 5, 10)}
    syd.refresh_from_db()
    assert not syd.er_paa_pause and Pause.objects.get().slut == date(2027, 4, 3)


def test_min_side_siger_at_et_hold_er_paa_pause_og_viser_ikke_dets_opgaver(verden, som, tre):
    Opgave.objects.filter(etape__isnull=False).update(udfoerer=verden.plads("administrator"))
    saet_etape_paa_pause(KOMMANDOLINJE, tre[0], "Sygdom", paa=PAA)
    svar = som(verden.bo).get("/")
    assert "Nord i SAPA, Aarhus</a>: siden" in svar.text and "Sygdom" in svar.text
    viste = {opgave.etape.navn for opgave in svar.context["side"].opgaver if opgave.etape}
    assert viste == {"Syd", "Vest"}


def test_valget_huskes_med_hvem_hvornaar_og_hvorfor(verden):
    for maade in ("samlet", "trinvis"):
        beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, maade, "Vi er mange", paa=PAA)
    valg = Ibrugtagning.objects.get()
    assert (valg.maade, valg.besluttet, valg.begrundelse) == ("trinvis", PAA, "Vi er mange")
    assert Haendelse.objects.filter(handling="ibrugtagning besluttet").first().gammel == "Big bang"


def test_to_der_beslutter_samtidig_faar_at_vide_hvad_den_anden_valgte(verden, som):
    data = {"maade": "samlet", "begrundelse": "Vi er få"}
    set_ = som(verden.anna).get(side("ibrugtagning")).context["vist"]
    beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, "trinvis", "Vi er mange", paa=PAA)
    svar = som(verden.anna).post(side("ibrugtagning"), data | {"vist": set_})
    assert svar.status_code == 409 and "Vi er mange" in svar.text and "Vi er få" in svar.text
    assert Ibrugtagning.objects.get().maade == "trinvis"
    igen = som(verden.anna).post(side("ibrugtagning"), data | {"vist": svar.context["vist"]})
    assert igen.status_code == 302 and Ibrugtagning.objects.get().maade == "samlet"


def test_big_bang_med_flere_hold_siges_paa_siden(verden, som, tre):
    assert "3 etaper" in som(verden.anna).get(side("ibrugtagning")).text
    beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, "samlet", "Vi er få", paa=PAA)
    assert "men projektet har 3 etaper" in som(verden.anna).get(side("liste")).text
    beslut_ibrugtagning(KOMMANDOLINJE, verden.projekt, "trinvis", "Vi er mange", paa=PAA)
    assert "men projektet har" not in som(verden.anna).get(side("liste")).text


def test_siden_viser_holdene_og_den_der_ingen_superbruger_har(verden, som, tre):
    tre[0].superbrugere.add(verden.plads("administrator"))
    svar = som(verden.bo).get(side("liste"))
    assert "Superbruger: Bo Lindgaard" in svar.text and "Syd, Vest har ingen superbruger" in svar.text
    assert "checkbox" not in svar.text and "Ny etape" not in svar.text


def test_et_hak_med_htmx_tegner_udrulningen_igen_og_siger_det(verden, som, tre):
    adresse = side("trin", tre[0].pk, "adgang")
    svar = som(verden.anna).post(adresse, {"naaet": "on"}, headers={"HX-Request": "true"})
    assert svar.status_code == 200 and "Nord er gemt." in svar.text and "<html" not in svar.text
    assert "Anna Krogh" in svar.text


def test_mangler_der_en_begrundelse_spoerges_der_og_den_kan_gives_uden_javascript(verden, som, tre):
    klient, adresse = som(verden.anna), side("trin", tre[1].pk, "golive")
    svar = klient.post(adresse, {"naaet": "on"})
    assert svar.status_code == 422 and "Hvorfor går Syd i gang nu?" in svar.text
    svar = klient.post(adresse, {"naaet": "on", "begrundelse": "Nord har ferie"}, follow=True)
    assert "Før holdet før var stabilt: Nord har ferie" in svar.text


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


def test_et_hold_saettes_paa_pause_og_gaar_videre_til_en_flytning(verden, som, tre):
    klient, adresse = som(verden.anna), side("pause", tre[1].pk)
    klient.post(adresse, {"begrundelse": "Sygdom"})
    Pause.objects.update(fra=min(date(2026, 9, 1), timezone.localdate()))
    assert "Gå videre, og se flytningen" in klient.get(adresse).text
    svar = klient.post(adresse, {"genoptag": "1", "flyt": "1"}, follow=True)
    assert {"Go-live, Syd", "Go-live, Vest"} == {et.navn for et in svar.context["visning"].ankerflytninger}


def test_listen_filtreres_paa_etapen_og_raekken_siger_den(verden, som, tre):
    svar = som(verden.anna).get(f"/projekter/0751/SAPA/?etape={tre[1].pk}")
    assert "2 af 11 opgaver" in svar.text and "etape: Syd" in svar.text
    assert '<span class="badge badge-info">Syd</span>' in svar.text


def test_et_holds_dage_og_hyper_care_staar_paa_tidsplanen(per_etape, lav, som):
    nord = lav("Nord", date(2027, 4, 5), uddannelse=date(2027, 4, 1))
    html = som(per_etape.anna).get(reverse("tidsplan:vis", args=("0751", "SAPA"))).content.decode()
    assert "Uddannet 1" in html and "Go-live 1, Nord" in html
    assert f'<h4 id="vindue-golive-{nord.pk}" class="vindue-navn">Hyper-care for Nord: 10 arbejdsdage</h4>' in html
