"""At flytte et projekts datoer: forhåndsvisning, handling, historik og besked."""

import re
from datetime import date

import pytest

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from frister import Ankre
from koe.models import Besked
from opgaver.flytning import Flag
from opgaver.models import Flytning, Opgave
from opgaver.services.flytning import flyt_datoer, forhaandsvis_flytning, nye_ankre
from opgaver.services.flytteskrivning import gem
from opgaver.services.frister import forklaring
from opgaver.services.opgave import saet_status, tildel
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Kalenderperiode, Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, SENERE, flyt, frister


def vis(verden, ankre=SENERE):
    projekt = Projekt.objects.med_navne().med_kalender().get(pk=verden.projekt.pk)
    return forhaandsvis_flytning(projekt, ankre, PAA)


def test_forhaandsvisningen_gemmer_intet(verden):
    foer = frister(verden.projekt)
    assert len(vis(verden).tabel.flyttede) == 6
    assert frister(verden.projekt) == foer and not Flytning.objects.exists()


def test_det_der_blev_vist_er_det_der_bliver_gemt(verden):
    visning = vis(verden)
    flyt(verden, aftryk=visning.aftryk)
    gemte = dict(Opgave.objects.filter(plan__projekt=verden.projekt).values_list("pk", "frist"))
    assert gemte == {raekke.post.id: raekke.til for raekke in visning.tabel.raekker}


def golives(visning):
    return [(r.post.kode, m.tekst) for r in visning.tabel.flyttede for m in r.maerker if m.flag is Flag.GOLIVE]


def test_en_anden_golive_i_kommunen_maerkes_og_projektets_egen_ikke(verden):
    assert not golives(vis(verden))
    fase = verden.projekt.fase
    Projekt.objects.create(kommune=verden.aarhus, loesning=verden.ky, fase=fase, golive=date(2027, 4, 26))
    Projekt.objects.create(kommune=verden.odense, loesning=verden.ky, fase=fase, golive=date(2027, 3, 8))
    assert golives(vis(verden)) == [("A08", "samme dag som en af kommunens andre go-lives")]


def test_ankrene_skrives_paa_projektet(verden):
    flyt(verden)
    assert Projekt.objects.get(pk=verden.projekt.pk).ankre == SENERE


def test_det_er_en_haendelse_og_en_flytning(verden):
    del_ = flyt(verden)
    haendelse = Haendelse.objects.get(handling="datoer flyttet")
    assert (haendelse.genstand_id, haendelse.begrundelse) == (del_.flytning_id, GRUND)
    assert "idriftsættelse 1. marts 2027" in haendelse.gammel and "22. marts 2027" in haendelse.ny


def test_flytningen_husker_hver_gammel_og_ny_dato(verden):
    del_ = flyt(verden)
    a08 = next(raekke for raekke in del_.raekker if raekke["kode"] == "A08")
    assert (a08["foer"]["frist"], a08["efter"]["frist"]) == ("2027-04-05", "2027-04-26")
    assert (del_.foer["golive"], del_.efter["golive"]) == ("2027-03-15", "2027-04-05")


def test_lukkede_og_laaste_roeres_ikke(verden):
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(er_frist_laast=True)
    saet_status(Aktoer.person(verden.anna), verden.opgave("C01"), "fuldfoert", paa=PAA)
    foer = {kode: verden.opgave(kode).frist for kode in ("A08", "C01")}
    flyt(verden)
    assert {kode: verden.opgave(kode).frist for kode in foer} == foer


def test_en_undtaget_opgave_laases_med_begrundelsen(verden):
    a08 = verden.opgave("A08")
    flyt(verden, undtagne=[a08.pk])
    a08.refresh_from_db()
    assert (a08.frist, a08.er_frist_laast, a08.frist_sat_af) == (date(2027, 4, 5), True, "Anna Krogh")
    assert a08.frist_begrundelse == f"undtaget, da datoerne blev flyttet: {GRUND}"


def test_en_fremmed_opgave_kan_ikke_undtages(verden):
    with pytest.raises(Afvist, match="undtages"):
        flyt(verden, undtagne=[verden.opgave("A08", verden.odense_projekt).pk])


def test_uden_begrundelse_flyttes_intet(verden):
    with pytest.raises(Afvist, match="begrundelse"):
        flyt(verden, begrundelse="  ")


def test_uden_nye_datoer_flyttes_intet(verden):
    with pytest.raises(Afvist, match="allerede har"):
        flyt(verden, verden.projekt.ankre)


def test_go_live_foer_idriftsaettelse_afvises(verden):
    with pytest.raises(Afvist, match="Go-live kan ikke"):
        nye_ankre(verden.projekt.ankre, idriftsaettelse=date(2027, 4, 1))


def test_bo_maa_ikke_flytte(verden):
    with pytest.raises(IkkeTilladt):
        flyt_datoer(Aktoer.person(verden.bo), verden.projekt, SENERE, GRUND, nu=NU)


def test_en_anden_naaede_det_foerst_og_intet_flyttes(verden):
    aftryk = vis(verden).aftryk
    saet_status(Aktoer.person(verden.anna), verden.opgave("A08"), "fuldfoert", paa=PAA)
    foer = frister(verden.projekt)
    with pytest.raises(Foraeldet, match="intet er flyttet"):
        flyt(verden, aftryk=aftryk)
    assert frister(verden.projekt) == foer


def test_den_anden_af_to_flytninger_faar_nej(verden):
    aftryk = vis(verden).aftryk
    flyt(verden, aftryk=aftryk)
    with pytest.raises(Foraeldet):
        flyt(verden, aftryk=aftryk)


def test_en_opgave_der_lukkes_mellem_laesning_og_skrivning_standser_alt(verden, monkeypatch):
    a08 = Opgave.objects.filter(pk=verden.opgave("A08").pk)

    def luk_foerst(*valg):
        a08.update(status="fuldfoert", fuldfoert=PAA)
        return gem(*valg)

    monkeypatch.setattr("opgaver.services.flytning.gem", luk_foerst)
    with pytest.raises(Foraeldet, match="lukket imens"):
        flyt(verden)
    assert not Flytning.objects.exists() and Projekt.objects.get(pk=verden.projekt.pk).ankre == verden.projekt.ankre


def test_en_formular_fra_foer_flytningen_afvises(verden):
    udgave = verden.opgave("A08").udgave
    flyt(verden)
    with pytest.raises(Foraeldet):
        saet_status(Aktoer.person(verden.anna), verden.opgave("A08"), "i_gang", paa=PAA, udgave=udgave)


def test_hver_person_faar_en_besked_om_sine_opgaver(verden):
    bos = verden.plads("administrator")
    for kode in ("A08", "C01", "I01"):
        tildel(Aktoer.person(verden.anna), verden.opgave(kode), {"udfoerer": bos, "ansvarlig": bos})
    flyt(verden)
    [besked] = Besked.objects.filter(modtager=verden.bo.email)
    assert besked.emne == "3 af dine frister er flyttet – SAPA, Aarhus"
    assert all(kode in besked.tekst and kode in besked.html for kode in ("A08", "C01", "I01"))
    assert GRUND in besked.tekst and "man. 5. apr. 2027 → man. 26. apr. 2027" in besked.tekst


def test_den_der_flytter_faar_ingen_besked(verden):
    flyt(verden)
    assert not Besked.objects.filter(modtager=verden.anna.email).exists()


def test_projektlederen_faar_besked_naar_en_anden_flytter(verden):
    flyt_datoer(KOMMANDOLINJE, verden.projekt, SENERE, GRUND, nu=NU)
    [besked] = Besked.objects.filter(modtager=verden.anna.email)
    assert besked.emne == "Datoerne er flyttet – SAPA, Aarhus"


def test_mailen_skriver_begrundelsen_som_tekst_og_ikke_som_html(verden):
    flyt_datoer(KOMMANDOLINJE, verden.projekt, SENERE, "A <b>& B</b>", nu=NU)
    besked = Besked.objects.get(modtager=verden.anna.email)
    assert "A <b>& B</b>" in besked.tekst and "A &lt;b&gt;&amp; B" in besked.html
    assert re.search(r"/projekter/0751/SAPA/flytninger/\d+/", besked.tekst)


def test_det_foerste_anker_giver_de_udatoede_en_dato(verden):
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=None)
    Opgave.objects.filter(pk=verden.opgave("G01").pk).update(frist=None)
    flyt(verden, Ankre(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15)))
    assert verden.opgave("G01").frist == date(2027, 3, 8)


def test_en_lukket_opgave_siger_at_datoen_er_fra_foer(verden):
    saet_status(Aktoer.person(verden.anna), verden.opgave("A08"), "fuldfoert", paa=PAA)
    flyt(verden)
    verden.projekt.refresh_from_db()
    tekst = forklaring(verden.opgave("A08"), verden.projekt)
    assert tekst == "5. april 2027 gjaldt, da opgaven blev lukket; datoerne, kalenderen eller kataloget er ændret siden"


def test_en_opgave_lukket_foer_den_fik_en_dato_siger_det(verden):
    Opgave.objects.filter(pk=verden.opgave("G01").pk).update(frist=None, status="fuldfoert", fuldfoert=PAA)
    assert "blev lukket, før" in forklaring(verden.opgave("G01"), verden.projekt)


def test_en_opgave_der_aabnes_igen_faar_den_dato_reglen_nu_giver(verden):
    saet_status(Aktoer.person(verden.anna), verden.opgave("A08"), "fuldfoert", paa=PAA)
    flyt(verden)
    saet_status(Aktoer.person(verden.anna), verden.opgave("A08"), "i_gang", paa=PAA)
    assert verden.opgave("A08").frist == date(2027, 4, 26)


def test_umulige_datoer_afvises_uanset_hvor_de_kommer_fra(verden):
    with pytest.raises(Afvist, match="Go-live kan ikke ligge før"):
        flyt(verden, Ankre(date(2026, 9, 1), date(2027, 3, 22), date(2027, 3, 1)))


def test_et_nyt_flag_er_et_nyt_aftryk_men_dagen_i_dag_er_det_ikke(verden):
    def aftryk(paa=PAA):
        projekt = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
        return forhaandsvis_flytning(projekt, SENERE, paa).aftryk

    foer = aftryk()
    assert aftryk(date(2027, 4, 27)) == foer
    frys = {"slags": "frysperiode", "navn": "valg", "fra": date(2027, 4, 20), "til": date(2027, 4, 30)}
    Kalenderperiode.objects.create(kommune=verden.aarhus, **frys)
    assert (med_frys := aftryk()) != foer
    Kalenderperiode.objects.create(kommune=verden.aarhus, **frys | {"fra": date(2027, 3, 22), "til": date(2027, 3, 22)})
    assert aftryk() != med_frys
