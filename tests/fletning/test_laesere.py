"""De, der læser opgaver, tåler, at opgaver og kommuner står på hver sin version."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.utils import timezone

from faser.models import Fase
from opgaver.models import Opgave
from opgaver.services.boelge import forhaandsvis_boelge, opret_boelge, saet_projekter
from opgaver.services.flytning import flyt_datoer, forhaandsvis_flytning, nye_ankre
from opgaver.services.opgave import saet_status
from opgaver.services.projekt import Datoer
from overblik.landsoverblik import Landsoverblik, Valg
from overgange.tjekliste import find_overgang, laes_tjekliste
from paamindelser.udsendelse import udsend
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import BEHOLD_ALT, NU, PAA, VENT_MED_ALT, flet, frisk, ny_version, svar
from tests.fletning.test_opgrader import to
from tests.flytning.hjaelp import GRUND, SENERE

VALG = {"alt med": None, "alt beholdt": BEHOLD_ALT, "alt venter": VENT_MED_ALT}


@pytest.fixture(params=VALG)
def blandet(request, verden):
    """Aarhus på version 2, helt, delvis eller slet ikke; Odense på version 1."""
    ny = to(verden)
    flet(verden, ny, VALG[request.param] or svar(verden, A08="tag-med", K03="behold-lokal", G07="tag-med"))
    return verden


def test_landsoverblikket_taeller_hver_kommune_for_sig(blandet):
    alle = {raekke.kommune.navn: raekke.tal for raekke in Landsoverblik(blandet.sapa, PAA, Valg()).alle}
    for navn, projekt in (("Aarhus", blandet.projekt), ("Odense", blandet.odense_projekt)):
        levende = Opgave.objects.filter(plan__projekt=projekt, er_udgaaet=False)
        assert alle[navn].i_alt == levende.count() > 0


@pytest.mark.parametrize("sti", ["", "status/", "faseovergange/", "katalog/", "datoer/", "fordel/", "historik/"])
def test_siderne_kan_vises(blandet, som, sti):
    assert som(blandet.anna).get(f"/projekter/0751/SAPA/{sti}").status_code == 200


def test_hvert_kort_kan_vises(blandet, som):
    anna = som(blandet.anna)
    for opgave in Opgave.objects.filter(plan__projekt=blandet.projekt):
        assert anna.get(opgave.get_absolute_url()).status_code == 200


def test_overblikket_for_ejeren_kan_vises(blandet, som):
    assert som(blandet.karen).get("/overblik/SAPA/").status_code == 200


def test_datoerne_kan_flyttes(blandet):
    projekt = frisk(blandet.projekt)
    visning = forhaandsvis_flytning(projekt, SENERE, PAA)
    assert {raekke.post.kode for raekke in visning.tabel.raekker} >= {"A08", "K03", "G07"}
    flyt_datoer(KOMMANDOLINJE, projekt, SENERE, GRUND, nu=NU)


def test_en_boelge_med_kommuner_paa_hver_sin_version_kan_flyttes(blandet):
    boelge = opret_boelge(KOMMANDOLINJE, blandet.sapa, 1, "", Datoer(None, date(2027, 3, 1), date(2027, 3, 15)))
    saet_projekter(KOMMANDOLINJE, boelge, [blandet.projekt.pk, blandet.odense_projekt.pk])
    ankre = nye_ankre(boelge.ankre, idriftsaettelse=date(2027, 3, 8))
    assert forhaandsvis_boelge(boelge, ankre, PAA).antal > 0


def test_tjeklisten_har_de_levende_opgavers_tjekpunkter(blandet):
    projekt = frisk(blandet.projekt)
    punkter = laes_tjekliste(find_overgang(projekt, Fase.objects.get(kode="F2"))).parathed.punkter
    levende = Opgave.objects.filter(plan__projekt=projekt, er_udgaaet=False, kort__tjekpunkt_for__kode="F2")
    assert {punkt.opgave for punkt in punkter} == set(levende.values_list("pk", flat=True))


def test_paamindelserne_kan_sendes(blandet):
    udsend(date(2027, 4, 13))


def koer(navn, *valg):
    ud = StringIO()
    call_command(navn, "--kommune", "0751", "--loesning", "SAPA", *valg, "--json", stdout=ud)
    return json.loads(ud.getvalue())


def test_vis_plan_viser_ogsaa_de_udgaaede_og_siger_det(verden):
    flet(verden, to(verden))
    opgaver = koer("vis_plan")["opgaver"]
    udgaaede = {post["kode"] for post in opgaver if "Opgaven er udgået af kataloget." in post["forklaring"]}
    assert udgaaede == {"G07"}


def test_en_kode_der_er_brugt_igen_er_den_levende_opgaves(verden):
    flet(verden, ny_version(verden.version, udgaar=["G07"], nye={"G07": {"regel": "go-live"}}))
    assert Opgave.objects.i_projekt(verden.projekt).filter(kort__kode="G07").count() == 2
    koer("saet_status", "--kode", "G07", "--status", "i_gang")
    levende = Opgave.objects.get(plan__projekt=verden.projekt, kort__kode="G07", er_udgaaet=False)
    assert levende.status == "i_gang" and koer("forklar_frist", "--kode", "G07")["frist"] == "2027-03-15"


def test_en_lukket_opgave_hvis_regel_er_aendret_siger_ikke_at_datoerne_er(verden):
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=timezone.localdate(NU))
    flet(verden, to(verden))
    svar = koer("forklar_frist", "--kode", "A08")["forklaring"]
    assert "datoerne, kalenderen eller kataloget er ændret siden" in svar


def test_forklar_frist_kender_en_omdoebt_opgave_ved_begge_koder(verden):
    ny = ny_version(verden.version, aendres={"P01": {"kode": "P18"}})
    assert "P18 hedder P01 hos jer" in koer("forklar_frist", "--kode", "P18")["omdoebt"]
    flet(verden, ny)
    svaret = koer("forklar_frist", "--kode", "P01")
    assert (svaret["kode"], svaret["omdoebt"]) == ("P18", "P01 hedder nu P18. ")


def test_en_udgaaet_opgave_kan_ikke_rettes_i_listen(verden, som):
    flet(verden, to(verden))
    html = som(verden.anna).get("/projekter/0751/SAPA/").content.decode()
    g07, a08 = verden.opgave("G07"), verden.opgave("A08")
    assert f'id="opgave-{g07.pk}-ret"' not in html and f'id="opgave-{a08.pk}-ret"' in html
