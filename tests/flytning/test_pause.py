"""Et projekt på pause minder ingen og siger hvorfor; en genoptagelse tilbyder at flytte det, der er åbent."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from faelles.afvisning import Afvist, IkkeTilladt
from koe.models import Besked
from opgaver.models import Flytning, Opgave
from opgaver.services.flytning import flyt_datoer
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import saet_frist
from opgaver.services.pause import genoptag, saet_pause, se_genoptagelse
from opgaver.services.pausebesked import sig_udloebne
from paamindelser.udsendelse import udsend
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Pause, Projekt
from tests.flytning.hjaelp import frister
from tests.frister import andet_syn
from tests.frister.andet_syn import Papirkalender

LAENGE_SIDEN = date(2026, 9, 1)
"""Projektstart; uanset hvad dag prøven køres, har pausen varet mindst en dag."""
FRA = date(2027, 1, 4)
MENS = date(2027, 2, 1)
GRUND = "Leverandøren er forsinket"
HER = ["--kommune", "0751", "--loesning", "SAPA"]


def side(navn, *mere):
    return reverse(navn, args=("0751", "SAPA", *mere))


@pytest.fixture
def paa_pause(verden):
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(udfoerer=verden.plads("administrator"))
    return saet_pause(Aktoer.person(verden.anna), verden.projekt, GRUND, paa=FRA, til=date(2027, 1, 29))


def test_en_pause_minder_ingen_og_noteres_med_grunden(verden, paa_pause):
    udsend(MENS)
    assert not Besked.objects.filter(modtager__contains="aarhus", noegle__startswith="paamindelse").exists()
    haendelse = Haendelse.objects.get(handling="projekt sat på pause")
    assert (haendelse.gammel, haendelse.ny, haendelse.begrundelse) == ("I gang", "På pause", GRUND)


def test_en_pause_siges_i_en_mail_til_hver_det_rammer_og_ikke_til_den_der_gjorde_det(verden, paa_pause):
    sendt = list(Besked.objects.filter(noegle__startswith="pause:"))
    assert [besked.modtager for besked in sendt] == ["bo@aarhus.example"]
    assert GRUND in sendt[0].tekst and "SAPA, Aarhus er sat på pause" in sendt[0].emne


def test_en_pause_der_skulle_vaere_forbi_siges_een_gang_til_lederen(verden, paa_pause):
    for dag in (paa_pause.til, MENS, MENS + timedelta(days=1)):
        sig_udloebne(dag)
    [besked] = Besked.objects.filter(noegle__contains=":udloebet:")
    assert besked.modtager == "anna@aarhus.example" and "/datoer/genoptag/" in besked.tekst


def test_en_genoptagelse_foreslaar_at_rykke_det_der_ikke_var_naaet(verden, paa_pause):
    svar = se_genoptagelse(Projekt.objects.get(pk=verden.projekt.pk), MENS)
    assert (svar.dage, svar.ankre.projektstart) == (28, date(2026, 9, 1))
    # 28 dage efter 1. marts er 2. påskedag; så bliver det dagen efter.
    assert (svar.ankre.idriftsaettelse, svar.ankre.golive) == (date(2027, 3, 30), date(2027, 4, 12))


def test_en_genoptagelse_flytter_intet_af_sig_selv(verden, paa_pause):
    foer = frister(verden.projekt)
    svar = genoptag(Aktoer.person(verden.anna), verden.projekt, paa=MENS)
    assert (svar.projekt.status, svar.pause.slut, frister(verden.projekt)) == ("aktivt", MENS, foer)
    assert not Flytning.objects.exists()


@pytest.mark.parametrize("act", [saet_pause, genoptag])
def test_kun_den_der_leder_maa(verden, act):
    valg = {"begrundelse": GRUND} if act is saet_pause else {}
    with pytest.raises(IkkeTilladt):
        act(Aktoer.person(verden.bo), verden.projekt, paa=FRA, **valg)


@pytest.mark.parametrize(
    ("felter", "fejl"), [({"begrundelse": "  "}, "begrundelse"), ({"til": date(2027, 1, 3)}, "senere dato")]
)
def test_en_pause_uden_grund_eller_med_en_slutning_foer_begyndelsen_afvises(verden, felter, fejl):
    with pytest.raises(Afvist, match=fejl):
        saet_pause(KOMMANDOLINJE, verden.projekt, **{"begrundelse": GRUND, "paa": FRA} | felter)
    assert not Pause.objects.exists()


def test_et_projekt_paa_pause_kan_ikke_saettes_paa_pause_igen(verden, paa_pause):
    with pytest.raises(Afvist, match="allerede på pause"):
        saet_pause(KOMMANDOLINJE, verden.projekt, "Ferie", paa=FRA)


def test_en_pause_en_anden_satte_imens_siges_med_hvem_og_det_skrevne_staar(verden, som, paa_pause):
    svar = som(verden.anna).post(side("pause:saet"), {"begrundelse": "Vi flytter lokaler"})
    assert svar.status_code == 409 and "på pause siden 4. januar 2027 (Anna Krogh)" in svar.text
    assert "Vi flytter lokaler" in svar.text and Pause.objects.get().begrundelse == GRUND


@pytest.mark.parametrize("navn", ["opgaver:liste", "flyt:datoer", "projekter:historik", "status:vis"])
def test_projektets_sider_siger_at_det_er_paa_pause_og_hvorfor(verden, som, paa_pause, navn):
    assert GRUND in som(verden.bo).get(side(navn)).text


def test_min_side_og_kortet_siger_at_projektet_er_paa_pause(verden, som, paa_pause):
    klient = som(verden.bo)
    assert GRUND in klient.get("/").text
    assert "På pause" in klient.get(side("opgaver:kort", verden.opgave("A08").pk)).text


def frem_til_arbejdsdag(dag):
    while Papirkalender().fri(dag):
        dag += timedelta(days=1)
    return dag


def andet_syn_efter(opgave, projekt, fra, antal):
    """Fristen efter en pause på ``antal`` dage fra ``fra``, gået dag for dag: reglen, når dens anker ikke var nået."""
    papir, fund = (
        Papirkalender(),
        re.fullmatch(r"(\d+) (\w+) (før|efter) (idriftsættelsesdato|go-live)", opgave.regeltekst),
    )
    anker = fund and (projekt.golive if fund[4] == "go-live" else projekt.idriftsaettelse)
    if anker and anker >= fra and not opgave.er_frist_laast:
        nyt = frem_til_arbejdsdag(andet_syn.dage(anker, antal, True, papir))
        return andet_syn.relativ(nyt, int(fund[1]), fund[2], fund[3], papir)[1]
    ventet = opgave.frist and opgave.frist >= fra
    return frem_til_arbejdsdag(andet_syn.dage(opgave.frist, antal, True, papir)) if ventet else opgave.frist


@pytest.mark.parametrize("fra", [date(2027, 1, 4), date(2027, 3, 8), date(2027, 3, 20)])
def test_alt_aabent_med_frist_i_eller_efter_pausen_rykker_og_foeres_tilbage(verden, fra):
    anna, laast = Aktoer.person(verden.anna), verden.opgave("A08")
    saet_frist(anna, laast, date(2027, 4, 7), "Aftalt", paa=fra)
    foer = frister(verden.projekt)
    saet_pause(anna, verden.projekt, GRUND, paa=fra)
    svar = genoptag(anna, verden.projekt, paa=fra + timedelta(days=40))
    ventet = {o.pk: andet_syn_efter(o, verden.projekt, fra, 40) for o in Opgave.objects.i_projekt(verden.projekt)}
    nu = datetime(2027, 5, 3, 9, tzinfo=UTC)
    skift = {"nu": nu, "etaper": svar.etapedatoer, "ventetid": svar.ventetid}
    del_ = flyt_datoer(anna, svar.projekt, svar.ankre, svar.begrundelse, **skift)
    assert dict(Opgave.objects.i_projekt(verden.projekt).values_list("pk", "frist")) == ventet
    laast.refresh_from_db()
    # 40 dage efter 7. april er 2. pinsedag; så bliver det dagen efter.
    assert (laast.frist, laast.er_frist_laast) == (date(2027, 5, 18), True) and GRUND in laast.frist_begrundelse
    fortryd_flytning(anna, del_.flytning_id, nu=nu)
    assert frister(verden.projekt) == foer


def test_en_pause_efter_golive_tilbyder_stadig_at_flytte(verden, som):
    klient, naaet = som(verden.anna), timezone.localdate() - timedelta(days=40)
    Projekt.objects.update(projektstart=None, idriftsaettelse=naaet, golive=naaet + timedelta(days=1))
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), naaet + timedelta(days=90), "Aftalt", paa=naaet)
    pause = saet_pause(KOMMANDOLINJE, verden.projekt, GRUND, paa=naaet + timedelta(days=10))
    vist = klient.get(side("pause:genoptag"))
    assert "rykker 30 dage" in vist.text and not vist.context["visning"].ankerflytninger
    klient.post(side("pause:genoptag"), vist.context["form"].initial | {"vist": pause.pk, "flyt": "1"})
    rykket = {raekke["kode"] for raekke in Flytning.objects.get().dele.get().raekker}
    assert {"A08", "C01"} <= rykket


def test_genoptag_af_et_projekt_i_gang_siger_det(verden, som):
    svar = som(verden.anna).post(side("pause:genoptag"), follow=True)
    assert svar.status_code == 200 and "er ikke på pause" in svar.text


def test_kommandoerne_saetter_paa_pause_og_genoptager_med_en_flytning(verden):
    def koer(navn, *valg):
        ud = StringIO()
        call_command(navn, *HER, *valg, "--json", stdout=ud)
        return json.loads(ud.getvalue())

    assert koer("saet_pause", "--begrundelse", GRUND)["til"] is None
    Pause.objects.update(fra=LAENGE_SIDEN)
    dage = (timezone.localdate() - LAENGE_SIDEN).days
    proeve = koer("genoptag", "--flyt", "--proevekoersel")
    assert (proeve["dage"], proeve["id"], proeve["genoptaget"]) == (dage, None, False)
    svar = koer("genoptag", "--flyt")
    assert svar["flyttede"] == proeve["flyttede"] and svar["id"] == Flytning.objects.get().pk
    assert Projekt.objects.get(pk=verden.projekt.pk).golive == frem_til_arbejdsdag(
        date(2027, 3, 15) + timedelta(days=dage)
    )
