"""Et kort »per etape« står i planen én gang for hver etape og regner go-live fra etapens dato."""

import json
import re
from datetime import date
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from opgaver.fletning import TAG_ALT_MED
from opgaver.fremdrift import fremdrift
from opgaver.models import Flytning, Forudsaetning, Opgave
from opgaver.services.etape import Etapedata, opret_etape, ret_etape
from opgaver.services.etapefjernelse import fjern_etape
from opgaver.services.flytning import flyt_datoer
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.frister import saet_frister
from opgaver.services.opgave import saet_status
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from opgaver.services.opgraderingsgentagelse import er_de_samme_svar
from opgaver.services.pause import genoptag, saet_pause
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Projekt
from tests.etaper.conftest import NU
from tests.fletning.hjaelp import alt, flet, frisk, ny_version
from tests.frister import andet_syn
from tests.frister.andet_syn import Papirkalender

PAA = NU.date()
HER = ["--kommune", "0751", "--loesning", "SAPA"]


def levende(verden, kode):
    """Etapens navn → frist for de levende opgaver på kortet."""
    fundne = Opgave.objects.filter(plan__projekt=verden.projekt, kort__kode=kode, er_udgaaet=False)
    return {str(et.etape or ""): et.frist for et in fundne.select_related("etape")}


def kraev_at_fristerne_passer(projekt):
    """Hver åben opgaves frist er den, det andet syn går sig frem til, dag for dag."""
    projekt = frisk(projekt)
    regnede = Opgave.objects.filter(plan__projekt=projekt, er_frist_laast=False).exclude(frist=None).aabne()
    assert regnede.filter(kort__er_per_etape=True).exists()
    for opgave in regnede.select_related("kort", "etape"):
        fund = re.fullmatch(r"(\d+) (\w+) (før|efter) (idriftsættelsesdato|go-live)", opgave.regeltekst)
        assert fund, f"{opgave} har en regel, det andet syn ikke kan regne: {opgave.regeltekst}"
        antal, enhed, retning, anker = fund.groups()
        golive = opgave.etape.golive if opgave.etape else projekt.golive
        fra = golive if anker == "go-live" else projekt.idriftsaettelse
        assert opgave.frist == andet_syn.relativ(fra, int(antal), enhed, retning, Papirkalender())[1]


def test_den_foerste_etape_overtager_opgaverne_med_det_der_er_gjort(verden, lav):
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "i_gang", paa=PAA)
    foer = verden.opgave("G01").pk
    lav("Nord", date(2027, 4, 5))
    assert levende(verden, "G01") == {"Nord": date(2027, 3, 24)}
    assert verden.opgave("G01").pk == foer and verden.opgave("A08").status == "i_gang"
    kraev_at_fristerne_passer(verden.projekt)


def test_den_foerste_etapes_egen_golive_er_en_flytning_der_kan_fortrydes(verden, lav):
    nord = lav("Nord", date(2027, 4, 5), uddannelse=date(2027, 4, 1))
    fortryd_flytning(KOMMANDOLINJE, Flytning.objects.get().pk, nu=NU)
    nord.refresh_from_db()
    assert (nord.golive, nord.uddannelse) == (date(2027, 3, 15), date(2027, 3, 11))
    assert levende(verden, "G01") == {"Nord": date(2027, 3, 8)}


def test_de_naeste_etaper_faar_hver_deres_opgaver(verden, tre):
    assert levende(verden, "G01") == {
        "Nord": date(2027, 3, 8), "Syd": date(2027, 3, 24), "Vest": date(2027, 4, 19)
    }  # fmt: skip
    assert set(levende(verden, "C01")) == {""} and len(levende(verden, "A08")) == 3
    assert fremdrift(Opgave.objects.i_projekt(verden.projekt), PAA).i_alt == 7 + 4
    kraev_at_fristerne_passer(verden.projekt)


def test_en_etapes_golive_flyttes_med_sine_opgaver_alene_og_foeres_tilbage(verden, tre):
    _, syd, _ = tre
    foer, data = alt(verden.projekt), {"nu": NU, "etaper": {syd.pk: date(2027, 4, 19)}}
    flyt_datoer(Aktoer.person(verden.anna), verden.projekt, frisk(verden.projekt).ankre, "Ferie", **data)
    assert levende(verden, "G01")["Syd"] == date(2027, 4, 12) and levende(verden, "G01")["Vest"] == date(2027, 4, 19)
    kraev_at_fristerne_passer(verden.projekt)
    fortryd_flytning(KOMMANDOLINJE, Flytning.objects.latest("pk").pk, nu=NU)
    assert alt(verden.projekt) == foer


def test_projektets_golive_flytter_ikke_etapernes(verden, tre):
    foer, projekt = levende(verden, "G01"), frisk(verden.projekt)
    ankre = type(projekt.ankre)(projekt.projektstart, projekt.idriftsaettelse, date(2027, 6, 1))
    flyt_datoer(KOMMANDOLINJE, projekt, ankre, "Forsinket", nu=NU)
    assert levende(verden, "G01") == foer
    kraev_at_fristerne_passer(verden.projekt)


def test_en_idriftsaettelse_efter_en_etapes_golive_afvises(verden, tre):
    projekt = frisk(verden.projekt)
    ankre = type(projekt.ankre)(projekt.projektstart, date(2027, 4, 1), date(2027, 6, 1))
    with pytest.raises(Afvist, match=r"Nord går i gang 15\. marts 2027, og det er før idriftsættelsen"):
        flyt_datoer(KOMMANDOLINJE, projekt, ankre, "Forsinket", nu=NU)


def test_en_fjernet_etapes_opgaver_udgaar_med_deres_historik(verden, tre):
    _, syd, _ = tre
    fjern_etape(Aktoer.person(verden.anna), syd, "Lagt sammen med Vest", nu=NU)
    assert set(levende(verden, "G01")) == {"Nord", "Vest"}
    udgaaet = Opgave.objects.get(etape=syd, kort__kode="G01")
    sagt = Haendelse.objects.filter(genstand_type="opgave", genstand_id=udgaaet.pk)
    assert udgaaet.er_udgaaet and sagt.filter(begrundelse="Lagt sammen med Vest").exists()


def test_den_sidste_etapes_opgaver_bliver_hele_projektets_igen(verden, lav):
    foer = {et.pk for et in Opgave.objects.filter(plan__projekt=verden.projekt)}
    fjern_etape(KOMMANDOLINJE, lav("Nord", date(2027, 4, 5)), "Alle på én gang", nu=NU)
    assert levende(verden, "G01") == {"": date(2027, 3, 8)}
    assert {et.pk for et in Opgave.objects.filter(plan__projekt=verden.projekt, er_udgaaet=False)} == foer
    kraev_at_fristerne_passer(verden.projekt)


@pytest.mark.parametrize(
    ("navn", "golive", "fejl"),
    [
        ("nord", date(2027, 5, 3), "allerede en etape"),
        ("Øst", date(2027, 2, 1), "før løsningen er sat i drift"),
        ("  ", date(2027, 5, 3), "Skriv etapens navn"),
    ],
)
def test_en_umulig_etape_afvises_og_laver_ingen_opgaver(verden, lav, navn, golive, fejl):
    lav("Nord", date(2027, 4, 5))
    foer = alt(verden.projekt)
    with pytest.raises(Afvist, match=fejl):
        lav(navn, golive)
    assert alt(verden.projekt) == foer


def test_uden_projektets_golive_har_opgaverne_intet_at_flyttes_fra_og_til(verden, lav):
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=None)
    with pytest.raises(Afvist, match="Sæt projektets go-live"):
        lav("Nord", date(2027, 4, 5))
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=date(2027, 3, 15))
    nord = lav("Nord", date(2027, 4, 5))
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive=None)
    foer = alt(verden.projekt)
    with pytest.raises(Afvist, match="Sæt projektets go-live"):
        fjern_etape(KOMMANDOLINJE, nord, "Alle på én gang", nu=NU)
    assert alt(verden.projekt) == foer


def test_kun_den_der_leder_maa_lave_etaper(verden):
    with pytest.raises(IkkeTilladt):
        opret_etape(Aktoer.person(verden.bo), verden.projekt, Etapedata("Nord", date(2027, 4, 5)), nu=NU)


def test_et_andet_projekts_plads_bliver_aldrig_superbruger(verden, lav):
    fremmed, nord = verden.odense_projekt.pladser.first(), lav("Nord", date(2027, 3, 15))
    with pytest.raises(Foraeldet, match="ikke er i projektet"):
        lav("Syd", date(2027, 4, 5), superbrugere=[fremmed])
    with pytest.raises(Foraeldet, match="ikke er i projektet"):
        ret_etape(KOMMANDOLINJE, nord, Etapedata("Nord", nord.golive, superbrugere=[fremmed]), udgave=nord.udgave)
    assert not fremmed.etaper.exists()


def test_en_etape_der_er_rettet_imens_rettes_ikke_igen(verden, tre):
    nord, data = tre[0], Etapedata("Nord 2", date(2027, 3, 15))
    ret_etape(KOMMANDOLINJE, nord, data, udgave=nord.udgave)
    with pytest.raises(Foraeldet, match="ændret, siden du åbnede den"):
        ret_etape(KOMMANDOLINJE, nord, data, udgave=nord.udgave)


def test_en_ny_katalogversion_flettes_for_hver_etape(verden, tre):
    foer = alt(verden.projekt)
    to = ny_version(
        verden.version,
        aendres={"G01": {"regel": "10 arbejdsdage før go-live", "slutdato_tekst": ""}},
        nye={"E01": {"regel": "1 uger efter go-live", "er_per_etape": True}},
    )
    opgradering = flet(verden, to)
    assert set(levende(verden, "E01")) == set(levende(verden, "G01")) == {"Nord", "Syd", "Vest"}
    assert levende(verden, "G01")["Vest"] == date(2027, 4, 12)
    kraev_at_fristerne_passer(verden.projekt)
    fortryd_opgradering(Aktoer.person(verden.anna), opgradering.pk, nu=NU)
    assert alt(verden.projekt) == foer


def test_et_kort_der_bliver_per_etape_giver_den_foerste_etape_opgaven_og_de_andre_nye(verden, tre):
    saet_status(KOMMANDOLINJE, verden.opgave("C01"), "fuldfoert", paa=PAA)
    foer, pk = alt(verden.projekt), verden.opgave("C01").pk
    opgradering = flet(verden, ny_version(verden.version, aendres={"C01": {"er_per_etape": True}}))
    assert set(levende(verden, "C01")) == {"Nord", "Syd", "Vest"}
    assert Opgave.objects.get(pk=pk).etape.navn == "Nord" and Opgave.objects.get(pk=pk).status == "fuldfoert"
    fortryd_opgradering(Aktoer.person(verden.anna), opgradering.pk, nu=NU)
    assert alt(verden.projekt) == foer


def test_naar_et_kort_bliver_per_etape_faar_de_andre_hold_det_foerstes_folk_og_regel(verden, tre):
    plads = verden.plads("administrator")
    eget = {
        "egen_regel": "3 arbejdsdage før go-live",
        "egen_tekst": "Ring først",
        "ansvarlig": plads,
        "udfoerer": plads,
    }
    Opgave.objects.filter(pk=verden.opgave("C01").pk).update(**eget)
    frister = Opgave.objects.i_projekt(verden.projekt).med_kort()
    saet_frister(frister, frisk(verden.projekt))
    Opgave.objects.bulk_update(frister, ["frist"])
    foer = alt(verden.projekt)
    opgradering = flet(verden, ny_version(verden.version, aendres={"C01": {"er_per_etape": True}}))
    holdenes = Opgave.objects.filter(plan__projekt=verden.projekt, kort__kode="C01")
    assert set(holdenes.values_list(*eget)) == {("3 arbejdsdage før go-live", "Ring først", plads.pk, plads.pk)}
    assert levende(verden, "C01") == {
        "Nord": date(2027, 3, 10), "Syd": date(2027, 3, 31), "Vest": date(2027, 4, 21)
    }  # fmt: skip
    fortryd_opgradering(Aktoer.person(verden.anna), opgradering.pk, nu=NU)
    assert alt(verden.projekt) == foer


def test_de_samme_svar_kendes_igen_naar_et_kort_er_blevet_per_etape(verden, tre):
    opgradering = flet(verden, ny_version(verden.version, aendres={"C01": {"er_per_etape": True}}))
    assert er_de_samme_svar(Aktoer.person(verden.anna), opgradering, TAG_ALT_MED, nu=NU)


def test_et_kort_der_ikke_laengere_er_per_etape_bliver_hos_den_foerste_og_udgaar_hos_resten(verden, tre):
    flet(verden, ny_version(verden.version, aendres={"G01": {"er_per_etape": False}}))
    assert levende(verden, "G01") == {"": date(2027, 3, 8)}
    kraev_at_fristerne_passer(verden.projekt)


def test_en_pause_rykker_ogsaa_de_etaper_der_ikke_er_gaaet_i_gang(verden, tre):
    saet_pause(KOMMANDOLINJE, verden.projekt, "Leverandøren", paa=date(2027, 4, 1))
    svar = genoptag(KOMMANDOLINJE, verden.projekt, paa=date(2027, 4, 15))
    assert svar.etapedatoer == {tre[1].pk: date(2027, 4, 19), tre[2].pk: date(2027, 5, 10)}


def koer(navn, *valg):
    ud = StringIO()
    call_command(navn, *HER, *valg, "--json", stdout=ud)
    return json.loads(ud.getvalue())


def test_kommandoerne_laver_flytter_og_forklarer_en_etape(verden, per_etape):
    proeve = koer("opret_etape", "--navn", "Nord", "--golive", "2027-04-05", "--proevekoersel")
    assert (proeve["id"], len(proeve["overtager"]), Flytning.objects.count()) == (None, 2, 0)
    koer("opret_etape", "--navn", "Nord", "--golive", "2027-04-05")
    koer("flyt_datoer", "--etape", "nord", "--golive", "2027-04-12", "--begrundelse", "Ferie")
    svar = koer("forklar_frist", "--kode", "G01", "--etape", "Nord")
    assert svar["frist"] == "2027-04-05" and "(Nord)" in svar["forklaring"]
    koer("opret_etape", "--navn", "Syd", "--golive", "2027-05-03")
    with pytest.raises(CommandError, match="Skriv --etape og en af Nord, Syd"):
        koer("saet_status", "--kode", "G01", "--status", "i_gang")
    koer("saet_status", "--kode", "G01", "--etape", "Syd", "--status", "i_gang")
    with pytest.raises(CommandError, match="De kendte er: Nord"):
        koer("forklar_frist", "--kode", "G01", "--etape", "Vest")


def test_de_naeste_holds_opgaver_er_som_det_foerstes_og_venter_paa_deres_egne(verden, lav, som):
    lav("Nord", date(2027, 3, 15))
    foerste = Opgave.objects.get(etape__navn="Nord", kort__kode="G01")
    eget = {"egen_regel": "10 arbejdsdage før go-live", "egen_tekst": "Ring først", "egne_kriterier": "Alle er hørt"}
    folk = {"ansvarlig": verden.plads("projektleder"), "udfoerer": verden.plads("administrator")}
    fase = verden.opgave("C01").fase
    Opgave.objects.filter(pk=foerste.pk).update(status="i_gang", egen_fase=fase, fase=fase, **eget, **folk)
    for kraever in (Opgave.objects.get(etape__navn="Nord", kort__kode="A08"), verden.opgave("C01")):
        Forudsaetning.objects.create(opgave=foerste, kraever=kraever)
    data = {"navn": "Syd", "golive": "05.04.2027"}
    vist = som(verden.anna).get(reverse("etaper:ny", args=("0751", "SAPA")), data).text
    assert "A08 (Syd) og C01" in vist and "Administrator" in vist and "10 arbejdsdage før go-live" in vist
    lav("Syd", date(2027, 4, 5))
    syd = Opgave.objects.get(etape__navn="Syd", kort__kode="G01")
    assert {navn: getattr(syd, navn) for navn in (*eget, *folk)} == eget | folk and syd.fase == syd.egen_fase == fase
    assert (syd.status, syd.frist) == ("ikke_startet", date(2027, 3, 17))
    assert [et.kraever.kode_og_etape for et in syd.forudsaetninger.order_by("kraever__kort__kode")] == [
        "A08 (Syd)",
        "C01",
    ]


def venter(verden):
    alle = Forudsaetning.objects.filter(opgave__plan__projekt=verden.projekt, opgave__er_udgaaet=False)
    return {(et.opgave.kode_og_etape, et.kraever.kode_og_etape) for et in alle}


def test_naar_kort_bliver_per_etape_venter_de_andre_holds_som_det_foerstes(verden, tre):
    for kode in ("K03", "P01"):
        Forudsaetning.objects.create(opgave=verden.opgave("C01"), kraever=verden.opgave(kode))
    foer, ventede = alt(verden.projekt), venter(verden)
    begge = {kode: {"er_per_etape": True} for kode in ("C01", "P01")}
    opgradering = flet(verden, ny_version(verden.version, aendres=begge))
    assert venter(verden) == {
        (f"C01 ({hold})", kode) for hold in ("Nord", "Syd", "Vest") for kode in ("K03", f"P01 ({hold})")
    }
    svar = fortryd_opgradering(Aktoer.person(verden.anna), opgradering.pk, nu=NU)
    assert (venter(verden), alt(verden.projekt), svar.udgaaede) == (ventede, foer, [])


def test_en_forudsaetning_nogen_selv_har_givet_holdets_nye_opgave_forsvinder_ikke(verden, tre):
    Forudsaetning.objects.create(opgave=verden.opgave("C01"), kraever=verden.opgave("K03"))
    opgradering = flet(verden, ny_version(verden.version, aendres={"C01": {"er_per_etape": True}}))
    syd = Opgave.objects.get(etape=tre[1], kort__kode="C01")
    Forudsaetning.objects.create(opgave=verden.opgave("P01"), kraever=syd)
    svar = fortryd_opgradering(Aktoer.person(verden.anna), opgradering.pk, nu=NU)
    assert (svar.udgaaede, svar.grunde) == ([syd], {syd.pk: "den har forudsætning"})
    assert len(svar.slettede) == 1 and syd.forudsaetninger.count() == 1
