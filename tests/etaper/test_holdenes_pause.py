"""Det, en pause i projektet eller i ét hold tilbyder at flytte, når der er flere hold (se ADR 30)."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from koe.models import Besked
from opgaver.models import Flytning, Opgave
from opgaver.services.etapefjernelse import fjern_etape
from opgaver.services.genoptagelse import genoptag_og_flyt, se_flytning
from opgaver.services.pause import saet_pause, se_genoptagelse
from opgaver.services.udrulning import genoptag_etape, saet_etape_paa_pause, saet_trin
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Etape, Haendelse, Pause, Projekt
from tests.etaper.conftest import NU
from tests.frister.andet_syn import Papirkalender

GRUND = "Leverandøren er forsinket"


def test_et_forslag_paa_en_fridag_bliver_den_naeste_arbejdsdag_og_det_siges(verden, tre):
    """Syd går i gang 5. april; 13 dage senere er en søndag. Vest følger efter, og ingen frist falder uden for."""
    saet_pause(KOMMANDOLINJE, verden.projekt, GRUND, paa=date(2027, 3, 20))
    svar = se_genoptagelse(Projekt.objects.get(pk=verden.projekt.pk), date(2027, 4, 2))
    assert svar.etapedatoer == {tre[1].pk: date(2027, 4, 19), tre[2].pk: date(2027, 5, 10)}
    visning = se_flytning(svar, date(2027, 4, 2), KOMMANDOLINJE)
    tekster = {et.navn: "; ".join(maerke.tekst for maerke in et.maerker) for et in visning.ankerflytninger}
    assert tekster["Go-live, Syd"].startswith("13 dage senere, rykket til mandag 19. april 2027")
    assert "18. april 2027 er en søndag" in tekster["Go-live, Syd"]


def koer(*valg):
    ud = StringIO()
    call_command("genoptag", "--kommune", "0751", "--loesning", "SAPA", *valg, stdout=ud)
    return ud.getvalue()


@pytest.mark.parametrize("valg", [("--flyt", "--proevekoersel"), ("--flyt",)])
def test_kommandoen_skriver_hver_ny_dato_og_hver_frist_med_holdet(verden, tre, valg):
    i_dag = timezone.localdate()
    saet_pause(KOMMANDOLINJE, verden.projekt, GRUND, paa=i_dag - timedelta(days=14))
    syds = Opgave.objects.get(etape=tre[1], kort__kode="G01").frist
    linjer = koer(*valg).splitlines()
    assert f"golive Syd 2027-04-05 → {date(2027, 4, 5) + timedelta(days=14)}" in linjer
    assert any(linje.startswith(f"G01 (Syd) {syds} → ") for linje in linjer)
    assert ("Intet er gemt" in linjer[-1]) == (Pause.objects.aabne().exists()) == ("--proevekoersel" in valg)


def test_kommandoens_json_baerer_holdet_og_de_nye_datoer(verden, tre):
    saet_etape_paa_pause(KOMMANDOLINJE, tre[1], GRUND, paa=timezone.localdate() - timedelta(days=14))
    svar = json.loads(koer("--etape", "Syd", "--flyt", "--proevekoersel", "--json"))
    assert [post["anker"] for post in svar["datoer"]] == ["golive Syd", "golive Vest"]
    flyttede = {(post["kode"], post["etape"]) for post in svar["flyttede"]}
    assert flyttede == {("A08", "Syd"), ("G01", "Syd"), ("G01", "Vest")}
    assert {post["etape"] for post in svar["uaendrede"]} == {None, "Nord", "Vest"}


def test_datoer_naevner_ogsaa_holdenes_pauser_med_deres_dage(verden, som, tre):
    i_dag = timezone.localdate()
    saet_etape_paa_pause(KOMMANDOLINJE, tre[1], "Sygdom", paa=i_dag - timedelta(days=14))
    adresse = reverse("flyt:datoer", args=("0751", "SAPA"))
    vist = som(verden.bo).get(adresse).text
    assert "Syd" in vist and "14 dage indtil nu" in vist and "Sygdom" in vist and "ikke været på pause" not in vist
    genoptag_etape(KOMMANDOLINJE, tre[1], paa=i_dag)
    assert "genoptaget efter 14 dages pause af" in som(verden.bo).get(adresse).text


def test_et_hold_paa_pause_siden_sidste_uge_rykker_den_uge_med(verden, som, tre):
    i_dag = timezone.localdate()
    data = {"begrundelse": "Sygdom", "fra": f"{i_dag - timedelta(days=7):%d.%m.%Y}"}
    som(verden.anna).post(reverse("etaper:pause", args=("0751", "SAPA", tre[1].pk)), data)
    svar = genoptag_etape(KOMMANDOLINJE, tre[1], paa=i_dag)
    assert (svar.dage, svar.etapedatoer[tre[1].pk]) == (7, date(2027, 4, 12))


def test_loesningen_er_sat_i_drift_naar_et_hold_er_gaaet_i_gang(verden, tre):
    """En pause, der regnes fra før idriftsættelsen, må ikke flytte den efter det hold, der alligevel gik i gang."""
    saet_trin(KOMMANDOLINJE, tre[0], "golive", paa=date(2027, 3, 10), dato=date(2027, 3, 5), begrundelse="Før tid")
    saet_pause(KOMMANDOLINJE, verden.projekt, GRUND, paa=date(2027, 3, 10), fra=date(2027, 2, 22))
    svar = se_genoptagelse(Projekt.objects.get(pk=verden.projekt.pk), date(2027, 3, 24))
    assert (svar.ankre.idriftsaettelse, svar.ankre.golive) == (date(2027, 3, 1), date(2027, 4, 14))
    assert tre[0].pk not in svar.etapedatoer


def test_et_hold_i_drift_faar_alt_aabent_i_og_efter_pausen_tilbudt_og_flyttet(verden, som, tre):
    """Go-live er nået, så den og de andre holds opgaver bliver; holdets egne rykker, også det, der faldt i pausen."""
    i_dag, nord = timezone.localdate(), tre[0]
    Projekt.objects.update(projektstart=i_dag - timedelta(days=90), idriftsaettelse=i_dag - timedelta(days=40))
    saet_trin(KOMMANDOLINJE, nord, "golive", paa=i_dag, dato=i_dag - timedelta(days=30), begrundelse="Før tid")
    frister = {"G01": i_dag - timedelta(days=21), "A08": i_dag + timedelta(days=7)}
    for kode, frist in frister.items():
        Opgave.objects.filter(etape=nord, kort__kode=kode).update(frist=frist)
    fra = i_dag - timedelta(days=21)
    saet_etape_paa_pause(KOMMANDOLINJE, nord, "Sygdom", paa=i_dag, fra=fra)
    adresse = reverse("etaper:genoptag", args=("0751", "SAPA", nord.pk))
    vist = som(verden.anna).get(adresse)
    data = vist.context["form"].initial | {"vist": vist.context["svar"].pause.pk, "flyt": "1"}
    assert som(verden.anna).post(adresse, data).status_code == 302
    efter = dict(Opgave.objects.filter(etape=nord).values_list("kort__kode", "frist"))
    assert efter == {k: Papirkalender().rykket(frist + timedelta(days=21)) for k, frist in frister.items()}
    assert Etape.objects.get(pk=nord.pk).golive == nord.golive


def sidste_flytning():
    return Flytning.objects.first(), Haendelse.objects.filter(genstand_type="flytning").first().handling


def test_en_flytning_siger_i_historik_kvittering_liste_og_mail_hvad_der_foerte_til_den(verden, som, tre):
    i_dag, klient = timezone.localdate(), som(verden.anna)
    saet_etape_paa_pause(KOMMANDOLINJE, tre[1], "Sygdom", paa=i_dag - timedelta(days=14))
    Opgave.objects.filter(etape=tre[1]).update(udfoerer=verden.plads("administrator"))
    genoptag_og_flyt(Aktoer.person(verden.anna), verden.projekt, tre[1], nu=timezone.now())
    flytning, handling = sidste_flytning()
    assert (flytning.slags, handling) == ("pause", "datoer flyttet efter en pause")
    assert "<h1>Datoerne er flyttet efter en pause</h1>" in klient.get(flytning.get_absolute_url()).text
    assert ">Efter en pause</td>" in klient.get(reverse("flyt:datoer", args=("0751", "SAPA"))).text
    assert "har flyttet datoerne efter en pause. Begrundelsen" in Besked.objects.get(noegle__contains="flyttet:").tekst


def test_et_hold_der_kommer_til_eller_fjernes_er_ogsaa_en_grund(lav):
    nord = lav("Nord", date(2027, 4, 5))
    assert (sidste_flytning()[0].slags, sidste_flytning()[1]) == ("nyt_hold", "datoer flyttet, da et hold kom til")
    fjern_etape(KOMMANDOLINJE, nord, "Slået sammen", nu=NU)
    assert sidste_flytning()[1] == "datoer flyttet, da et hold blev fjernet"
