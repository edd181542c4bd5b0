"""At se og anvende en indhentningsplan: hvad den skriver, hvem der hører om det, og vejen tilbage."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from frister import dag_maaned
from koe.models import Besked
from opgaver.flytteord import fortrudt_i_ord
from opgaver.listen import forklar
from opgaver.models import Flytning, Forudsaetning, Katalogopgave, Opgave
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frist import frigiv_frist, saet_frist
from opgaver.services.indhentning import anvend_indhentning, overskredne, se_indhentning
from opgaver.services.kalender import ret_kalender
from opgaver.services.kalenderdata import Kalenderdata, Periode
from opgaver.services.pause import saet_pause
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Etape, Haendelse, Kalenderperiode, Projekt
from tests.flytning.hjaelp import flyt, frister
from tests.indhentning.hjaelp import NU, PAA, anvend, frist, koder

pytestmark = pytest.mark.django_db


def test_en_plan_giver_de_overskredne_nye_frister_og_roerer_ikke_resten(verden):
    foer = {et[0]: et[1] for et in frister(verden.projekt)}
    del_ = anvend(verden)
    efter = {et[0]: et[1] for et in frister(verden.projekt)}
    roerte = {Opgave.objects.get(pk=pk).kort.kode: dato for pk, dato in efter.items() if foer[pk] != dato}
    assert roerte == {"P01": date(2027, 2, 12), "K03": date(2027, 2, 12)}
    assert (del_.antal, del_.laaste, overskredne(verden.projekt, PAA)) == (2, 0, 0)


def test_en_ny_frist_er_sat_i_haanden_og_reglen_staar_paa_kortet(verden):
    anvend(verden)
    [opgave] = forklar([verden.opgave("P01")], verden.projekt)
    assert (opgave.er_frist_laast, opgave.frist_sat, opgave.frist_sat_af) == (True, PAA, verden.anna.navn)
    assert "Indhentningsplan: Sen start" in opgave.forklaring
    assert opgave.forklaring.endswith("Reglen er 20 uger før idriftsættelsesdato: 12. oktober 2026")
    frigiv_frist(Aktoer.person(verden.anna), verden.opgave("P01"))
    assert verden.opgave("P01").frist == date(2026, 10, 12)


def test_en_fortrydelse_giver_hver_opgave_praecis_det_den_havde(verden):
    saet_frist(Aktoer.person(verden.anna), verden.opgave("K03"), date(2027, 1, 4), "Aftalt", paa=date(2027, 1, 2))
    foer = frister(verden.projekt)
    del_ = anvend(verden)
    assert frister(verden.projekt) != foer
    svar = fortryd_flytning(Aktoer.person(verden.anna), del_.flytning_id, nu=NU + timedelta(days=30))
    assert (frister(verden.projekt), svar.blev, svar.regnede) == (foer, [], [])
    assert fortrudt_i_ord(svar).startswith("Indhentningsplanen er fortrudt.")


def test_er_kalenderen_aendret_siden_laases_opgaven_op_og_foelger_sin_regel(verden):
    del_ = anvend(verden)
    efteraar = Periode("lukkedage", "Efterår", date(2026, 10, 12), date(2026, 10, 13))
    ret_kalender(KOMMANDOLINJE, verden.aarhus, Kalenderdata((efteraar,)), nu=NU)
    fortryd_flytning(Aktoer.person(verden.anna), del_.flytning_id, nu=NU)
    p01, k03 = verden.opgave("P01"), verden.opgave("K03")
    assert (p01.frist, p01.er_frist_laast) == (date(2026, 10, 9), False)
    assert (k03.frist, k03.er_frist_laast) == (date(2026, 12, 21), False)


def test_en_indhentet_frist_staar_naar_projektets_datoer_flyttes_og_begge_kan_fortrydes(verden):
    foer = frister(verden.projekt)
    del_, flytning = anvend(verden), flyt(verden, nu=NU)
    assert verden.opgave("P01").frist == date(2027, 2, 12)
    with pytest.raises(Afvist, match="Fortryd den seneste flytning først"):
        fortryd_flytning(Aktoer.person(verden.anna), del_.flytning_id, nu=NU)
    for et in (flytning, del_):
        fortryd_flytning(Aktoer.person(verden.anna), et.flytning_id, nu=NU)
    assert frister(verden.projekt) == foer


def test_de_beroerte_faar_en_besked_og_historikken_en_haendelse(verden):
    frist("P01", udfoerer=verden.plads("administrator"))
    del_ = anvend(verden)
    haendelser = Haendelse.objects.filter(projekt=verden.projekt, genstand_type="flytning")
    assert [(et.handling, et.felt) for et in haendelser] == [("overskredne frister indhentet", "")]
    beskeder = Besked.objects.filter(noegle__startswith=f"flytning:{del_.flytning_id}:")
    assert [et.modtager for et in beskeder] == [verden.bo.email]
    assert "Indhentningsplan: Sen start" in beskeder[0].tekst
    assert "bølgen" not in beskeder[0].tekst


def test_en_undtaget_opgave_beholder_sin_frist_og_sin_regel(verden):
    anvend(verden, undtagne=[verden.opgave("K03").pk])
    k03 = verden.opgave("K03")
    assert (k03.frist, k03.er_frist_laast) == (date(2026, 12, 21), False)


def test_en_plan_der_er_en_anden_end_den_viste_gemmes_ikke(verden):
    vist = se_indhentning(verden.projekt, PAA)
    frist("C01", frist=date(2027, 2, 8))
    with pytest.raises(Foraeldet):
        anvend(verden, aftryk=vist.aftryk)
    assert not Flytning.objects.exists()


def test_forudsaetninger_lukkedage_frysperioder_og_pladsens_uger_holdes(verden):
    plads = verden.plads("projektleder")
    Opgave.objects.i_projekt(verden.projekt).update(ansvarlig=plads)
    Forudsaetning.objects.create(opgave=verden.opgave("P01"), kraever=verden.opgave("K03"))
    for slags, fra, til in (("lukkedage", 12, 12), ("frysperiode", 18, 19)):
        dage = {"fra": date(2027, 2, fra), "til": date(2027, 2, til)}
        Kalenderperiode.objects.create(kommune=verden.aarhus, slags=slags, navn="Ferie", **dage)
    frisk = Projekt.objects.med_navne().med_kalender().get(pk=verden.projekt.pk)
    plan = se_indhentning(frisk, PAA, pr_uge=1)
    # I uge 7 ligger C01 og I01 i forvejen, så P01 må vente til ugen efter.
    assert koder(plan) == {"K03": date(2027, 2, 11), "P01": date(2027, 2, 26)}
    assert "K03" in plan.hvorfor[verden.opgave("P01").pk]


def test_en_opgave_ligger_ikke_foer_det_den_venter_paa_i_en_etape_paa_pause(verden):
    etape = paa_pause(verden.projekt)
    frist("A08", etape=etape, frist=date(2027, 2, 22))
    frist("C01", etape=etape, frist=date(2027, 2, 1))
    Forudsaetning.objects.create(opgave=verden.opgave("P01"), kraever=verden.opgave("A08"))
    plan = se_indhentning(verden.projekt, PAA)
    assert koder(plan) == {"P01": date(2027, 2, 26), "K03": date(2027, 2, 12)}
    assert "A08" in plan.hvorfor[verden.opgave("P01").pk]


def test_en_udfoerer_faar_hoejst_sit_antal_om_ugen_fra_flere_ansvarlige(verden):
    for kode, rolle in (("P01", "projektleder"), ("K03", "styregruppeformand")):
        frist(kode, ansvarlig=verden.plads(rolle), udfoerer=verden.plads("administrator"))
    plan = se_indhentning(verden.projekt, PAA, pr_uge=1)
    assert sorted(koder(plan).values()) == [date(2027, 2, 12), date(2027, 2, 19)]


def test_det_mindste_antal_soeges_ikke_naar_planen_gemmes(verden, monkeypatch):
    frist("C01", frist=date(2027, 2, 1))
    monkeypatch.setattr("opgaver.indhentning._mindste", lambda *_: pytest.fail("søgt under låsen"))
    lav_lokale(verden, range(5))
    assert anvend(verden, pr_uge=1).antal < 8


def test_et_projekt_paa_pause_og_et_antal_der_ikke_er_et_afvises(verden):
    with pytest.raises(Afvist, match="mellem 1 og 50"):
        se_indhentning(verden.projekt, PAA, pr_uge=0)
    with pytest.raises(IkkeTilladt):
        anvend_indhentning(Aktoer.person(verden.bo), verden.projekt, "x", nu=NU)
    saet_pause(Aktoer.person(verden.anna), verden.projekt, "Venter", paa=PAA)
    verden.projekt.refresh_from_db()
    with pytest.raises(Afvist, match="på pause"):
        anvend(verden)


def test_antallet_af_forespoergsler_foelger_ikke_opgaverne(verden):
    def forespoergsler(*numre):
        lav_lokale(verden, numre)
        with CaptureQueriesContext(connection) as sete:
            del_ = anvend(verden)
            fortryd_flytning(Aktoer.person(verden.anna), del_.flytning_id, nu=NU)
        return len(sete)

    assert forespoergsler(0) == forespoergsler(*range(1, 41))


def paa_pause(projekt):
    return Etape.objects.create(
        projekt=projekt, navn="Hold 1", golive=date(2027, 6, 1), raekkefoelge=1, er_paa_pause=True
    )


def lav_lokale(verden, numre):
    """Overskredne opgaver, hver med sin egen faste dato."""
    plan, fase = verden.projekt.plan, verden.projekt.fase
    dage = {nr: PAA - timedelta(days=nr + 1) for nr in numre}
    kort = [
        Katalogopgave(
            plan=plan,
            kode=f"L{nr}",
            noegle=f"lokal-{nr}",
            titel="Mere",
            fase=fase,
            raekkefoelge=nr,
            regel=dag_maaned(dag),
        )
        for nr, dag in dage.items()
    ]
    nye = Katalogopgave.objects.bulk_create(kort)
    Opgave.objects.bulk_create(Opgave.af_kort(plan, et, frist=dag) for et, dag in zip(nye, dage.values(), strict=True))
