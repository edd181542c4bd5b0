"""At fortryde en opgradering: alt bliver, som det var; det lokale og det, nogen har brugt siden, står."""

from datetime import timedelta
from uuid import uuid4

import pytest

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, IkkeTilladt
from koe.models import Besked
from opgaver.models import Opgave, Opgradering, Plan
from opgaver.services.dokument import laeg_link
from opgaver.services.flytning import flyt_datoer
from opgaver.services.forudsaetning import tilfoej_forudsaetning
from opgaver.services.frist import saet_egen_regel, saet_frist
from opgaver.services.frister import beregnet_frist
from opgaver.services.kommentar import skriv_kommentar
from opgaver.services.opgave import saet_status, tildel
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from paamindelser.models import Paamindelse
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Overdragelse, Overdragelsesdel, Plads, Projekt, Rolle
from tests.fletning.hjaelp import BEHOLD_ALT, NU, PAA, alt, det_lokale, flet, frisk, ny_version, svar
from tests.fletning.test_opgrader import to
from tests.flytning.hjaelp import SENERE


def fortryd(verden, opgradering, **mere):
    aktoer = mere.pop("aktoer", Aktoer.person(verden.anna))
    return fortryd_opgradering(aktoer, opgradering.pk, **{"nu": NU} | mere)


def koder(opgaver):
    return sorted(opgave.kort.kode for opgave in opgaver)


def test_alt_bliver_byte_for_byte_som_det_var(verden):
    Rolle.objects.create(noegle="jurist", navn="Jurist", adgang="deltager", synonymer=[])
    saet_status(KOMMANDOLINJE, verden.opgave("K03"), "fuldfoert", paa=PAA)
    saet_frist(KOMMANDOLINJE, verden.opgave("C01"), PAA, "Aftalt", paa=PAA)
    foer = alt(verden.projekt)
    ny = to(verden)
    svar_ = fortryd(verden, flet(verden, ny))
    assert alt(verden.projekt) == foer
    assert koder(svar_.genskabte) == ["A08", "G07", "K03"] and svar_.fjernede == ["N01"]
    assert not svar_.blev and not svar_.udgaaede


def test_ogsaa_et_nej_og_en_ny_plads_tages_tilbage(verden):
    Rolle.objects.create(noegle="jurist", navn="Jurist", adgang="deltager", synonymer=[])
    ny = ny_version(verden.version, aendres={"A08": {"titel": "Ny"}}, nye={"N01": {"anbefalet_udfoerer": "Jurist"}})
    foer = alt(verden.projekt)
    opgradering = flet(verden, ny, BEHOLD_ALT)
    assert opgradering.pladser
    fortryd(verden, opgradering)
    assert alt(verden.projekt) == foer


def test_en_plads_nogen_sidder_paa_bliver(verden):
    rolle = Rolle.objects.create(noegle="jurist", navn="Jurist", adgang="deltager", synonymer=[])
    opgradering = flet(verden, ny_version(verden.version, nye={"N01": {"anbefalet_udfoerer": "Jurist"}}))
    Plads.objects.filter(rolle=rolle).update(person=verden.bo)
    fortryd(verden, opgradering)
    assert Plads.objects.filter(rolle=rolle, projekt=verden.projekt).exists()


def test_en_plads_der_har_vaeret_overdraget_bliver_med_sin_historik(verden):
    Rolle.objects.create(noegle="jurist", navn="Jurist", adgang="deltager", synonymer=[])
    opgradering = flet(verden, ny_version(verden.version, nye={"N01": {"anbefalet_udfoerer": "Jurist"}}))
    plads = Plads.objects.get(pk__in=opgradering.pladser)
    overdragelse = Overdragelse.objects.create(
        organisation=verden.aarhus, fratraeder=verden.bo, aktoer="Anna", oprettet=NU
    )
    Overdragelsesdel.objects.create(overdragelse=overdragelse, felt="person", plads=plads, fra=verden.bo)
    fortryd(verden, opgradering)
    assert Overdragelsesdel.objects.get().plads == plads


@pytest.mark.parametrize(
    "goer",
    [
        lambda opgave: saet_status(KOMMANDOLINJE, opgave, "ikke_relevant", paa=PAA, begrundelse="Ikke hos os"),
        lambda opgave: saet_frist(KOMMANDOLINJE, opgave, PAA, "Aftalt", paa=PAA),
        lambda opgave: saet_egen_regel(KOMMANDOLINJE, opgave, "2 uger efter go-live"),
        lambda opgave: Opgave.objects.filter(pk=opgave.pk).update(egen_tekst="Sådan gør vi"),
    ],
)
def test_kortet_kommer_igen_og_det_lokale_fra_siden_bliver(verden, goer):
    opgradering = flet(verden, to(verden))
    goer(verden.opgave("A08"))
    foer = det_lokale(verden.projekt)
    svar_ = fortryd(verden, opgradering)
    assert not svar_.blev and koder(svar_.genskabte) == ["A08", "G07", "K03"]
    opgave = verden.opgave("A08")
    assert opgave.kort.version == verden.version and det_lokale(verden.projekt)[opgave.pk] == foer[opgave.pk]
    if opgave.er_aaben:
        assert opgave.frist == beregnet_frist(opgave, frisk(verden.projekt)).dato


def test_en_frist_der_var_laast_og_siden_er_en_anden_bliver_den_nye(verden):
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), PAA, "Aftalt", paa=PAA)
    opgradering = flet(verden, to(verden))
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), SENERE.idriftsaettelse, "Ny aftale", paa=PAA)
    fortryd(verden, opgradering)
    assert verden.opgave("A08").frist == SENERE.idriftsaettelse


def test_en_opgave_fuldfoert_paa_den_nye_tekst_husker_den(verden):
    opgradering = flet(verden, to(verden))
    saet_status(KOMMANDOLINJE, verden.opgave("K03"), "fuldfoert", paa=PAA)
    fortryd(verden, opgradering)
    k03 = verden.opgave("K03")
    assert (k03.kort.version, k03.fuldfoert_kort.version) == (verden.version, opgradering.til)


BRUGT = [
    lambda verden, opgave: tildel(KOMMANDOLINJE, opgave, {"ansvarlig": verden.plads("administrator")}),
    lambda verden, opgave: saet_status(KOMMANDOLINJE, opgave, "i_gang", paa=PAA),
    lambda verden, opgave: [
        saet_status(KOMMANDOLINJE, verden.opgave(opgave.kort.kode), status, paa=PAA)
        for status in ("i_gang", "ikke_startet")
    ],
    lambda verden, opgave: skriv_kommentar(Aktoer.person(verden.anna), opgave, "Hvem?", noegle=uuid4(), nu=NU),
    lambda verden, opgave: laeg_link(
        Aktoer.person(verden.anna), opgave, "Aftalen", "https://example.dk/a", noegle=uuid4(), nu=NU
    ),
    lambda verden, opgave: tilfoej_forudsaetning(Aktoer.person(verden.anna), opgave, verden.opgave("A08")),
]
"""Det, nogen kan gøre ved en opgave, og som en fortrydelse ikke må begrave."""


@pytest.mark.parametrize("brug", BRUGT)
def test_en_genoptaget_opgave_der_er_brugt_siden_bliver_i_planen_med_sit_arbejde(verden, brug):
    flet(verden, to_ := to(verden))
    tre = ny_version(to_, "3.0", nye={"G07": {"noegle": verden.opgave("G07").kort.noegle}})
    opgradering = flet(verden, tre)
    brug(verden, verden.opgave("G07"))
    arbejdet = det_lokale(verden.projekt)[verden.opgave("G07").pk]
    assert koder(fortryd(verden, opgradering).blev) == ["G07"]
    g07 = verden.opgave("G07")
    assert not g07.er_udgaaet and det_lokale(verden.projekt)[g07.pk] == arbejdet
    assert Plan.objects.med_nyt().get(projekt=verden.projekt).venter == 1, "Kommunen spørges, om den skal udgå."


def test_at_begynde_opgaven_eller_give_den_til_en_anden_goer_ingen_forskel(verden):
    opgradering = flet(verden, to(verden))
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "i_gang", paa=PAA)
    tildel(KOMMANDOLINJE, verden.opgave("A08"), {"ansvarlig": verden.plads("administrator")})
    fortryd(verden, opgradering)
    opgave = verden.opgave("A08")
    assert (opgave.kort.version, opgave.status) == (verden.version, "i_gang") and opgave.ansvarlig


@pytest.mark.parametrize(
    "brug", [*BRUGT, lambda verden, opgave: tilfoej_forudsaetning(KOMMANDOLINJE, verden.opgave("A08"), opgave)]
)
def test_en_ny_opgave_nogen_har_roert_udgaar_og_slettes_ikke(verden, brug):
    opgradering = flet(verden, to(verden))
    brug(verden, verden.opgave("N01"))
    svar_ = fortryd(verden, opgradering)
    assert koder(svar_.udgaaede) == ["N01"] and not svar_.fjernede
    assert verden.opgave("N01").er_udgaaet


def test_efter_en_fortrydelse_kan_der_opgraderes_igen(verden):
    ny = to(verden)
    opgradering = flet(verden, ny)
    saet_status(KOMMANDOLINJE, verden.opgave("N01"), "i_gang", paa=PAA)
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), PAA, "Aftalt", paa=PAA)
    fortryd(verden, opgradering)
    plan = Plan.objects.med_nyt().get(projekt=verden.projekt)
    assert (plan.nyere, plan.venter) == ("2.0", 0)
    igen = flet(verden, ny)
    assert igen.tal["genoptagne"] == 1 and verden.opgave("N01").status == "i_gang"
    assert Opgave.objects.filter(plan__projekt=verden.projekt).count() == 8


def test_er_datoerne_flyttet_siden_regnes_de_aabne_frister_af_den_gamle_regel(verden):
    opgradering = flet(verden, to(verden))
    flyt_datoer(KOMMANDOLINJE, frisk(verden.projekt), SENERE, "Forsinket", nu=NU)
    assert not fortryd(verden, opgradering).blev
    projekt = frisk(verden.projekt)
    for opgave in Opgave.objects.filter(plan__projekt=projekt, er_udgaaet=False).select_related("kort"):
        regnet = beregnet_frist(opgave, projekt)
        assert opgave.frist == (regnet.dato if regnet else None)


def test_den_seneste_skal_fortrydes_foerst(verden):
    ny = to(verden)
    foerste = flet(verden, ny, svar(verden, A08="tag-med"))
    flet(verden, ny)
    with pytest.raises(Afvist, match="opgraderet igen"):
        fortryd(verden, foerste)


def test_begge_kan_fortrydes_bagfra(verden):
    foer, ny = alt(verden.projekt), to(verden)
    foerste = flet(verden, ny, svar(verden, A08="tag-med", G07="behold-lokal"))
    midt = alt(verden.projekt)
    anden = flet(verden, ny)
    fortryd(verden, anden)
    assert alt(verden.projekt) == midt
    fortryd(verden, foerste)
    assert alt(verden.projekt) == foer


def test_den_kan_kun_fortrydes_en_gang_og_i_30_dage(verden):
    opgradering = flet(verden, to(verden))
    with pytest.raises(Afvist, match="30 dage"):
        fortryd(verden, opgradering, nu=NU + timedelta(days=31))
    fortryd(verden, opgradering, nu=NU + timedelta(days=30))
    with pytest.raises(Foraeldet, match=r"fortrudt 05\.03\.2027 af Anna Krogh"):
        fortryd(verden, opgradering)


def test_i_et_afsluttet_projekt_bliver_planen_som_den_er(verden, som):
    opgradering = flet(verden, to(verden))
    Projekt.objects.filter(pk=verden.projekt.pk).update(status=Projekt.Status.AFSLUTTET)
    with pytest.raises(Afvist, match="er afsluttet"):
        fortryd(verden, opgradering)
    assert "Fortryd opgraderingen" not in som(verden.anna).get(opgradering.get_absolute_url()).text


@pytest.mark.parametrize("navn", ["bo", "dorte", "ada"])
def test_kun_den_der_leder_maa_fortryde(verden, navn):
    opgradering = flet(verden, to(verden))
    with pytest.raises(IkkeTilladt):
        fortryd(verden, opgradering, aktoer=Aktoer.person(getattr(verden, navn)))


def test_en_der_ikke_findes_siges_saadan(verden):
    with pytest.raises(FindesIkke, match="ingen opgradering med nummer 99"):
        fortryd(verden, Opgradering(pk=99))


@pytest.mark.parametrize("navn", ["carl", "karen"])
def test_en_fremmed_faar_det_samme_svar_som_om_den_ikke_findes(verden, navn):
    opgradering = flet(verden, to(verden))
    with pytest.raises(FindesIkke, match=f"ingen opgradering med nummer {opgradering.pk}"):
        fortryd(verden, opgradering, aktoer=Aktoer.person(getattr(verden, navn)))


def test_historikken_har_en_linje_i_projektet_og_en_paa_hvert_kort(verden):
    opgradering = flet(verden, to(verden))
    fortryd(verden, opgradering)
    linjer = Haendelse.objects.filter(handling="opgradering fortrudt")
    assert linjer.filter(projekt=verden.projekt).count() == 1
    assert linjer.filter(genstand_type="opgave").count() == 3


def test_den_der_mister_en_ny_opgave_faar_besked_med_ord_der_passer(verden):
    bos = {"ansvarlig": verden.plads("administrator")}
    for kode in ("A08", "G07"):
        tildel(KOMMANDOLINJE, verden.opgave(kode), bos)
    opgradering = flet(verden, to(verden))
    tildel(KOMMANDOLINJE, verden.opgave("N01"), bos)
    Besked.objects.all().delete()
    fortryd(verden, opgradering)
    [besked] = Besked.objects.all()
    linjer = {linje[:3]: linje.rpartition("(")[2] for linje in besked.tekst.splitlines() if linje.endswith(")")}
    assert linjer == {"A08": "som før)", "G07": "i planen igen)", "N01": "udgået)"}


def test_en_opgave_der_udgaar_igen_hedder_det_i_beskeden(verden):
    tildel(KOMMANDOLINJE, verden.opgave("G07"), {"ansvarlig": verden.plads("administrator")})
    ny = to(verden)
    flet(verden, ny)
    opgradering = flet(verden, ny_version(ny, "3.0", nye={"G07": {"noegle": verden.opgave("G07").kort.noegle}}))
    Besked.objects.all().delete()
    fortryd(verden, opgradering)
    assert "(udgået)" in Besked.objects.get().tekst


def test_en_ny_opgave_der_er_paamindet_om_udgaar_og_slettes_ikke(verden):
    opgradering = flet(verden, to(verden))
    besked = Besked.objects.create(modtager="x@example.dk", emne="x", tekst="x", noegle="x")
    Paamindelse.objects.create(
        opgave=verden.opgave("N01"), trin="naermer_sig", frist=PAA, modtager=verden.bo, besked=besked, dato=PAA
    )
    assert koder(fortryd(verden, opgradering).udgaaede) == ["N01"]


def test_de_der_fik_besked_faar_det_igen(verden):
    tildel(KOMMANDOLINJE, verden.opgave("A08"), {"ansvarlig": verden.plads("administrator")})
    opgradering = flet(verden, to(verden))
    Besked.objects.all().delete()
    fortryd(verden, opgradering)
    assert [(b.modtager, b.emne) for b in Besked.objects.all()] == [
        (verden.bo.email, "Planen følger SAPA 1.0 igen – SAPA, Aarhus")
    ]
