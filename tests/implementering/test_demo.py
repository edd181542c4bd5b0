"""Demoen viser et system, der er i brug, og kan lægges ind igen uden at ændre noget."""

import json
from dataclasses import replace
from datetime import date, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from gevinster.models import Maaling
from implementering.demo import DEMOBRUGERE
from implementering.demodata import indlaes_demo
from implementering.demodata.projekter import AARHUS, ODENSE_VITAS, opret_projekter
from opgaver.kriterier import laes_kriterier
from opgaver.listen import SNART_DAGE
from opgaver.models import Forudsaetning, Importkoersel, Katalogversion, Opgave
from opgaver.services.indhentning import se_indhentning
from overgange.models import Faseovergang
from projekter.adgang import mine_pladser
from projekter.bekraeftelser import Personlister
from projekter.models import Bruger, Haendelse, Loesning, Plads, Projekt
from tests.implementering.vitassider import FAELLES_FASER, se_siderne

pytestmark = pytest.mark.django_db

PAA = date(2026, 11, 21)


@pytest.fixture(scope="module", autouse=True)
def demo(django_db_setup, django_db_blocker):
    """Demoen lægges ind én gang for alle prøverne her og rulles tilbage bagefter."""
    with django_db_blocker.unblock(), transaction.atomic():
        yield indlaes_demo(PAA)
        transaction.set_rollback(True)


def bruger(fornavn):
    return Bruger.objects.get(navn__startswith=f"{fornavn} ", email__in=[b.email for b in DEMOBRUGERE])


def opgaver_for(fornavn):
    pladser = set(mine_pladser(bruger(fornavn)).values_list("pk", flat=True))
    return Opgave.objects.aabne().paa_pladser(pladser)


def projekt(kode, loesning="SAPA"):
    return Projekt.objects.get(kommune__kode=kode, loesning__noegle=loesning)


def test_hver_demobruger_kan_logge_ind_med_den_viste_adgangskode(demo):
    assert [b["email"] for b in demo["brugere"]] == [b.email for b in DEMOBRUGERE]
    for vist in demo["brugere"]:
        assert Bruger.objects.get(email=vist["email"]).check_password(vist["adgangskode"])


def test_andre_end_demobrugerne_kan_ikke_logge_ind():
    andre = Bruger.objects.exclude(email__in=[b.email for b in DEMOBRUGERE])

    assert andre.exists()
    assert not any(b.has_usable_password() for b in andre)


def test_kataloget_er_indlaest_af_karen_som_en_brugers_fil_og_udgivet():
    koersel = Importkoersel.objects.get(loesning__noegle="SAPA")

    assert (koersel.status, koersel.bruger, koersel.fejl) == ("indlaest", bruger("Karen"), [])
    assert Katalogversion.objects.udgivne().get(katalog__loesning__noegle="SAPA").kort.filter(kode="A08").exists()
    assert Katalogversion.objects.udgivne().get(katalog__loesning__noegle="VITAS").katalog.model.noegle == "vitas"


@pytest.mark.parametrize(
    ("fornavn", "over_tid", "snart"), [("Anna", 5, 3), ("Bo", 2, 1), ("Dorte", 1, 0), ("Carl", 3, 3)]
)
def test_den_der_logger_ind_har_noget_at_tage_fat_paa(fornavn, over_tid, snart):
    mine = opgaver_for(fornavn)

    assert mine.overskredne(PAA).count() >= over_tid
    assert mine.forfalder(PAA, PAA + timedelta(days=SNART_DAGE)).count() >= snart


def test_annas_projekt_har_opgaver_i_alle_statusser_og_nogle_uden_ansvarlig():
    opgaver = Opgave.objects.i_projekt(projekt("0751"))

    assert set(opgaver.values_list("status", flat=True)) == set(Opgave.Status.values)
    assert opgaver.uden_ansvarlig().count() >= 3


def test_pladserne_i_aarhus_er_besat_af_flere_og_nogle_er_ledige():
    pladser = Plads.objects.filter(projekt=projekt("0751"))

    assert pladser.get(rolle__noegle="projektleder").person == bruger("Anna")
    assert pladser.get(rolle__noegle="administrator").person == bruger("Bo")
    assert pladser.get(rolle__noegle="styregruppeformand").person == bruger("Dorte")
    assert pladser.filter(person=None).exists()


def test_historikken_naevner_dem_der_handlede():
    handlende = set(Haendelse.objects.filter(projekt=projekt("0751")).values_list("aktoer", flat=True))

    assert {"Anna Krogh", "Bo Lindgaard", "Dorte Winther"} <= handlende


def test_faseovergangene_er_besluttet_paa_en_frosset_tjekliste():
    besluttede = Faseovergang.objects.filter(projekt=projekt("0751"), besluttet__isnull=False)

    assert projekt("0751").fase.kode == "F2"
    assert [overgang.fase.kode for overgang in besluttede] == ["F0", "F1"]
    assert all(overgang.oejebliksbillede["punkter"] for overgang in besluttede)


def test_odense_har_en_eftermaaling_og_aarhus_en_baseline():
    foretagne = Maaling.objects.filter(maalt__isnull=False)

    assert foretagne.filter(gevinst__projekt=projekt("0461"), slags=Maaling.Slags.EFTERMAALING).exists()
    assert foretagne.filter(gevinst__projekt=projekt("0751"), slags=Maaling.Slags.BASELINE).exists()


def test_landet_har_kommuner_i_flere_faser():
    faser = set(Projekt.objects.filter(loesning__noegle="SAPA").values_list("fase__kode", flat=True))

    assert {"F2", "F3", "F4"} <= faser
    assert Projekt.objects.filter(loesning__noegle="SAPA").count() >= 10


def test_aarhus_foelger_boelgen_og_roskilde_har_egne_datoer():
    foelger = {p.kommune.kode: p.foelger_boelgen for p in Projekt.objects.med_navne().filter(boelge__isnull=False)}
    assert foelger == {"0751": True, "0265": False}


def test_intet_er_sket_i_fremtiden():
    assert not Opgave.objects.filter(fuldfoert__gt=PAA).exists()
    assert not Maaling.objects.filter(maalt__gt=PAA).exists()
    assert not Faseovergang.objects.filter(besluttet__date__gt=PAA).exists()


def dagen(tid):
    return timezone.localdate(tid)


def test_aarhus_har_maaneders_historik_og_intet_i_fremtiden():
    dage = [dagen(tid) for tid in Haendelse.objects.filter(projekt=projekt("0751")).values_list("tid", flat=True)]

    assert max(dage) - min(dage) >= timedelta(days=60)
    assert len(set(dage)) >= 30
    assert max(dagen(tid) for tid in Haendelse.objects.values_list("tid", flat=True)) < PAA


def test_hver_opgave_er_fuldfoert_den_dag_historikken_siger():
    haendelser = Haendelse.objects.filter(handling="status sat", ny="Fuldført")
    dage = {h.genstand_id: dagen(h.tid) for h in haendelser}
    fuldfoert = dict(Opgave.objects.filter(status="fuldfoert").values_list("pk", "fuldfoert"))

    assert fuldfoert and dage == fuldfoert


def test_intet_sker_i_et_projekt_foer_det_er_oprettet():
    for et in Projekt.objects.all():
        assert et.oprettet == et.haendelser.get(handling="projekt oprettet").tid
        assert et.haendelser.order_by("tid", "pk").first().handling == "projekt oprettet"
        assert (dagen(et.oprettet) == et.projektstart) != (et == projekt("0751", "VITAS"))


def test_aarhus_opgaver_er_fordelt_foer_de_bliver_loest():
    haendelser = projekt("0751").haendelser

    fordelt = haendelser.filter(handling__in=("ansvarlig sat", "udfører sat")).latest("tid").tid
    assert fordelt < haendelser.filter(handling="status sat").earliest("tid").tid


def test_katalogerne_er_udgivet_foer_projekterne_og_efter_personerne():
    udgivet = Katalogversion.objects.values_list("udgivet", flat=True)

    assert max(udgivet) < min(Projekt.objects.values_list("oprettet", flat=True))
    assert max(Bruger.objects.values_list("oprettet", flat=True)) < min(udgivet)
    assert set(udgivet) == set(
        Haendelse.objects.filter(handling="katalogversion udgivet").values_list("tid", flat=True)
    )


def test_en_faseovergang_og_en_maaling_staar_i_historikken_paa_deres_dag():
    overgange = Faseovergang.objects.exclude(besluttet=None).values_list("besluttet", flat=True)
    maalte = Maaling.objects.exclude(maalt=None).values_list("maalt", flat=True)
    tider = {
        navn: sorted(Haendelse.objects.filter(handling=navn).values_list("tid", flat=True))
        for navn in ("faseovergang besluttet", "måling registreret")
    }

    assert tider["faseovergang besluttet"] == sorted(overgange)
    assert [dagen(tid) for tid in tider["måling registreret"]] == sorted(maalte)


def test_en_gentagelse_roerer_intet(django_assert_max_num_queries):
    foer = Haendelse.objects.count()

    with django_assert_max_num_queries(40):
        svar = indlaes_demo(PAA + timedelta(days=30))
    assert (svar["kataloger"], svar["projekter"]) == (0, 0)
    assert Haendelse.objects.count() == foer


VITAS_ETAPER = ("Virksomhedsservice", "Job og uddannelse", "Sygedagpenge")


def holdenes(kode):
    """Holdets navn → opgavens status."""
    fundne = Opgave.objects.i_projekt(projekt("0461", "VITAS")).filter(kort__kode=kode)
    return dict(fundne.values_list("etape__navn", "status"))


def test_vitas_har_et_stabilt_hold_et_i_gang_og_et_der_venter_uden_superbruger():
    holdene = {et.navn: et for et in projekt("0461", "VITAS").etaper.gaeldende()}
    naaet = [list(et.trin.order_by("dato").values_list("slags", flat=True)) for et in holdene.values()]
    assert tuple(holdene) == VITAS_ETAPER
    assert [trin[-1] for trin in naaet] == ["stabil", "golive", "adgang"]
    assert [et.superbrugere.exists() for et in holdene.values()] == [True, True, False]


def test_vitas_er_halvvejs_og_holdenes_opgaver_siger_det_samme_som_deres_trin():
    foerste, andet, tredje = VITAS_ETAPER
    for kode in ("U04", "U08", "P02", "P03"):
        faerdige = holdenes(kode)
        assert faerdige[foerste] == faerdige[andet] == "fuldfoert" != faerdige[tredje], kode
    faelles = Opgave.objects.i_projekt(projekt("0461", "VITAS")).filter(kort__kode__in=("T03", "T04"))
    assert {et.status for et in faelles} == {"fuldfoert"}
    assert str(projekt("0461", "VITAS").fase) == "V4 Produktion"


def test_vitas_sider_viser_sin_egen_fasemodel_og_aldrig_den_faelles(client):
    client.force_login(bruger("Carl"))
    sete, naevner, fremmede = se_siderne(client, projekt("0461", "VITAS"))
    assert fremmede == []
    assert len(sete) >= 35
    assert {"opgaver:liste", "opgaver:kort", "status:vis", "tidsplan:vis", "etaper:liste"} <= naevner
    assert FAELLES_FASER.search(client.get(reverse("overgange:liste", args=("0461", "SAPA"))).text)


@pytest.mark.parametrize("ugedag", range(7))
def test_vitas_er_mellem_to_faseovergange_hvilken_ugedag_demoen_end_laegges_ind(ugedag):
    """Det første hold er forbi V3's tjekpunkter (2 uger) og ikke en uge forbi V4's (3 uger efter)."""
    paa = PAA + timedelta(days=ugedag)
    assert timedelta(weeks=3) < paa - ODENSE_VITAS.datoer(paa).golive <= timedelta(weeks=4)


def test_odenses_lukkedage_ses_i_vitas_tidsplan(client):
    odense = projekt("0461", "VITAS").kommune
    lukket = [date(2026, 12, 24), date(2026, 12, 31), date(2027, 5, 7), date(2028, 6, 5)]
    assert not any(odense.kalender.er_arbejdsdag(dag) for dag in lukket)
    assert not Opgave.objects.filter(plan__projekt__kommune=odense, frist__in=lukket).exists()
    client.force_login(bruger("Carl"))
    side = client.get(reverse("tidsplan:vis", args=("0461", "VITAS"))).text
    ord_ = " ".join(strip_tags(side).split())
    assert "Dag 7 ons. 23. dec. 2026" in ord_ and "Dag 8 man. 28. dec. 2026" in ord_
    assert "kommunens administrator kan rette dem" in ord_


def test_det_sene_vitas_projekt_faar_en_indhentningsplan_i_guidens_orden():
    """Det, der ventes på, har aldrig en senere frist end det, der venter: superbrugerne lærer VITAS før de andre."""
    sent = projekt("0751", "VITAS")
    plan = se_indhentning(sent, PAA, pr_uge=20)
    nye = {raekke.post.id: raekke.til for raekke in plan.raekker}
    opgaver = Opgave.objects.i_projekt(sent).select_related("kort")
    frister = {et.pk: nye.get(et.pk, et.frist) for et in opgaver}
    koder = {et.kort.kode: frister[et.pk] for et in opgaver}
    par = Forudsaetning.objects.filter(opgave__plan__projekt=sent).values_list("opgave", "kraever")
    assert not plan.tilovers and len(nye) > 15 and len(par) > 35
    assert [et for et in par if frister[et[1]] > frister[et[0]]] == []
    assert koder["E01"] <= koder["U02"] <= koder["U07"] <= koder["U04"] <= koder["P02"] < koder["P03"] == sent.golive


def test_hvert_holds_opgaver_venter_paa_holdets_egne_og_paa_de_faelles():
    for navn in VITAS_ETAPER:
        oplaering = Opgave.objects.get(plan__projekt=projekt("0461", "VITAS"), kort__kode="U04", etape__navn=navn)
        venter = {(et.kraever.kort.kode, str(et.kraever.etape or "")) for et in oplaering.forudsaetninger.all()}
        assert venter == {("T03", ""), ("U02", ""), ("U03", ""), ("U07", ""), ("U08", navn)}


def test_det_der_er_fuldfoert_ventede_ikke_paa_noget_senere():
    par = Forudsaetning.objects.filter(opgave__status="fuldfoert", opgave__plan__projekt=projekt("0461", "VITAS"))
    dage = par.values_list("kraever__fuldfoert", "opgave__fuldfoert")
    assert dage and [et for et in dage if et[0] is None or et[0] > et[1]] == []


def test_kun_de_projekter_der_mangler_bliver_lavet():
    folk = {b.email: b for b in Bruger.objects.all()}
    mangler = replace(ODENSE_VITAS, kommune="0630", leder="rikke@vejle.example", pladser={})

    assert opret_projekter(folk, PAA, (AARHUS, mangler)) == 1
    assert Opgave.objects.i_projekt(projekt("0630", "VITAS")).filter(status="fuldfoert").exists()


def test_aarhus_er_kommet_sent_med_i_vitas_og_kan_lave_en_indhentningsplan():
    sent = projekt("0751", "VITAS")
    assert PAA - sent.projektstart > timedelta(days=90) and PAA - sent.oprettet.date() < timedelta(days=12)
    plan = se_indhentning(sent, PAA)
    assert plan.overskredne >= 5 and plan.raekker
    assert not Opgave.objects.i_projekt(sent).exclude(status="ikke_startet").exists()


@pytest.mark.parametrize("fornavn", ["Anna", "Bo", "Dorte", "Carl", "Ada", "Karen"])
def test_hver_demobrugers_forside_kan_vises(client, fornavn):
    client.force_login(bruger(fornavn))

    assert client.get(reverse("min_side")).status_code == 200


def test_nogle_kommuner_har_bekraeftet_deres_liste_og_aarhus_mangler(demo):
    lister = Personlister(Loesning.objects.get(noegle="SAPA"), PAA)
    assert 0 < lister.antal_bekraeftede < len(lister.alle)
    assert not next(et for et in lister.alle if et.kommune.kode == "0751").er_bekraeftet


def test_kommandoen_viser_brugerne_i_json(settings):
    settings.DEMO = True
    ud = StringIO()
    call_command("indlaes_demo", "--json", stdout=ud)

    anna = json.loads(ud.getvalue())["brugere"][0]
    assert anna == {
        "navn": "Anna Krogh",
        "email": "anna@aarhus.example",
        "rolle": "projektleder i Aarhus",
        "adgangskode": "demo-demo-demo",
    }


def test_kommandoen_afvises_hvor_der_er_rigtige_projekter(demo):
    for bruger in Bruger.objects.all():
        Bruger.objects.filter(pk=bruger.pk).update(email=f"{bruger.pk}@rigtig.example")
    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("indlaes_demo", stdout=StringIO())


def test_aarhus_har_noget_eget_og_flueben_ved_kriterierne():
    opgaver = Opgave.objects.i_projekt(projekt("0751")).select_related("kort")
    assert opgaver.get(kort__kode="A05").egen_tekst and opgaver.get(kort__kode="U07").egen_fase
    loest = opgaver.filter(status="fuldfoert", udfoerer__isnull=False).exclude(kort__kvalitetskriterier="").first()
    assert laes_kriterier(loest).mangler == ""


def test_aarhus_har_lokale_opgaver_i_hver_sin_stand():
    lokale = Opgave.objects.i_projekt(projekt("0751")).lokale().select_related("kort").order_by("kort__kode")
    assert [et.status for et in lokale] == ["ikke_startet", "ikke_startet", "fuldfoert"]
    skrevet = lokale[1]
    assert skrevet.frist and skrevet.dokumenter.count() == 1
    assert skrevet.kommentarer.get().omtaler.get().person.email == "bo@aarhus.example"
