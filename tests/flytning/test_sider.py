"""Siderne om datoer: form, forhåndsvisning, kvittering og fortrydelse; kortets frist; kalenderen; bølgen."""

import re
from datetime import date

import pytest
from django.urls import reverse

from opgaver.models import Flytning, Opgave, Varsling
from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.frist import saet_egen_regel
from opgaver.services.opgave import saet_status
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Boelge, Kalenderperiode, Medlemskab, Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, frister

NYE = {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027"}
LUKNING = {
    "p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-0-navn": "Efter påske", "p-0-fra": "01.04.2027",
    "p-0-til": "06.04.2027", "p-0-slags": "lukkedage",
}  # fmt: skip


def side(navn, *mere):
    return reverse(navn, args=["0751", "SAPA", *mere])


def aftryk(svar):
    return re.search(r'name="aftryk" value="(\w+)"', svar.text)[1]


def se(klient, **nye):
    return klient.get(side("flyt:flyt"), NYE | nye)


def flyt(klient, vist, **mere):
    data = NYE | {"begrundelse": GRUND, "aftryk": aftryk(vist)} | mere
    return klient.post(side("flyt:flyt"), data, follow=True)


def test_forhaandsvisningen_viser_gamle_og_nye_datoer_og_gemmer_intet(som, verden):
    foer = frister(verden.projekt)
    svar = se(som(verden.anna))
    assert "6 opgaver får en ny frist. 1 beholder sin." in svar.text
    assert "05.04.2027" in svar.text and "26.04.2027" in svar.text and "ingen frist" in svar.text
    assert frister(verden.projekt) == foer and not Flytning.objects.exists()


def test_go_live_foreslaas_flyttet_lige_saa_meget(som, verden):
    svar = se(som(verden.anna), idriftsaettelse="08.03.2027", golive="15.03.2027")
    assert "Flyt også go-live" in svar.text and 'name="golive" value="22.03.2027"' in svar.text


def test_go_live_for_tidligt_afvises_med_samme_forslag(som, verden):
    svar = se(som(verden.anna), golive="15.03.2027")
    assert svar.status_code == 422
    assert "Go-live kan ikke ligge før" in svar.text and 'value="05.04.2027">Flyt også go-live' in svar.text


def test_et_ja_flytter_og_viser_kvitteringen(som, verden):
    klient = som(verden.anna)
    svar = flyt(klient, se(klient))
    assert svar.redirect_chain and "Datoerne er flyttet" in svar.text and GRUND in svar.text
    assert "Fortryd flytningen" in svar.text and "Fordel" not in svar.text
    assert verden.opgave("A08").frist.isoformat() == "2027-04-26"


def test_en_undtaget_opgave_bliver(som, verden):
    klient = som(verden.anna)
    svar = flyt(klient, se(klient), undtag=[verden.opgave("A08").pk])
    assert "1 opgave blev låst på sin frist" in svar.text
    assert verden.opgave("A08").er_frist_laast


def test_uden_begrundelse_vises_det_igen_med_krydserne(som, verden):
    klient, a08 = som(verden.anna), verden.opgave("A08")
    svar = flyt(klient, se(klient), begrundelse="", undtag=[a08.pk])
    assert svar.status_code == 422 and "Skriv, hvorfor datoerne flyttes." in svar.text
    assert f'value="{a08.pk}" checked' in svar.text


def test_er_noget_aendret_siden_vises_den_nye_tabel_og_intet_flyttes(som, verden):
    klient = som(verden.anna)
    vist = se(klient)
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    svar = flyt(klient, vist)
    assert svar.status_code == 409 and "intet er flyttet" in svar.text and "5 opgaver får en ny frist" in svar.text
    assert aftryk(svar) != aftryk(vist) and GRUND in svar.text
    assert not Flytning.objects.exists()


def test_den_anden_af_to_faar_at_vide_hvem_der_kom_foerst_og_beholder_sin_begrundelse(som, verden, boelge):
    anna = som(verden.anna)
    vist = se(anna)
    flyt(anna, vist)
    svar = flyt(anna, vist, begrundelse="Det, jeg skrev i en time")
    her = Flytning.objects.get().dele.get().get_absolute_url()
    assert svar.status_code == 409 and f'href="{her}"' in svar.text and "Det, jeg skrev i en time" in svar.text
    assert "Anna Krogh har imens flyttet til de samme datoer" in svar.text
    karen = som(verden.karen)
    sted, data = "/boelger/SAPA/1/flyt/", NYE | {"golive_staar": "1", "begrundelse": "Min grund"}
    data["aftryk"] = aftryk(karen.get(sted, data))
    karen.post(sted, data | {"begrundelse": GRUND})
    svar = karen.post(sted, data)
    assert svar.status_code == 409 and 'href="#flytninger"' in svar.text and "Min grund" in svar.text
    assert "Karen Bjerre har imens flyttet til de samme datoer" in svar.text and Flytning.objects.count() == 2


def test_fortryd_fra_kvitteringen(som, verden):
    klient, foer = som(verden.anna), frister(verden.projekt)
    flyt(klient, se(klient))
    svar = klient.post(side("flyt:fortryd", Flytning.objects.get().pk), follow=True)
    assert "6 opgaver har den frist, de havde før" in svar.text and "Flytningen er fortrudt" in svar.text
    assert frister(verden.projekt) == foer


def test_det_der_er_aendret_siden_naevnes_ved_kode(som, verden):
    klient = som(verden.anna)
    flyt(klient, se(klient))
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "6 uger efter idriftsættelse")
    svar = klient.post(side("flyt:fortryd", Flytning.objects.get().pk), follow=True)
    assert "ændret siden og regnet om med de gamle datoer: A08" in svar.text
    assert "låst på den dato" not in svar.text


def test_bo_ser_datoerne_men_kan_ikke_flytte(som, verden):
    klient = som(verden.bo)
    assert "Projektlederen og kommunens programleder kan flytte" in klient.get(side("flyt:datoer")).text
    assert se(klient).status_code == 403


@pytest.mark.parametrize("dato", ["31.02.2027", "i morgen", "01.01.2101", "<script>"])
def test_en_umulig_dato_afvises_ved_feltet(som, verden, dato):
    svar = se(som(verden.anna), idriftsaettelse=dato)
    assert svar.status_code == 422 and "fejloversigt" in svar.text and "<script>" not in svar.text


def test_begrundelsen_vises_som_tekst(som, verden):
    klient = som(verden.anna)
    svar = flyt(klient, se(klient), begrundelse="<b>x</b>")
    assert "&lt;b&gt;x&lt;/b&gt;" in svar.text and "<b>x</b>" not in svar.text


# Kortet


def saet(klient, verden, **mere):
    data = {"frist": "09.04.2027", "begrundelse": "Aftalt", "udgave": 1} | mere
    return klient.post(side("opgaver:saet_frist", verden.opgave("A08").pk), data)


def test_en_frist_saettes_fra_kortet_uden_htmx(som, verden):
    klient = som(verden.anna)
    svar = klient.get(saet(klient, verden).url)
    assert "Fast frist" in svar.text and "af Anna Krogh" in svar.text and "Frigiv fristen" in svar.text


def test_med_htmx_svares_med_spalten_og_en_oplaesning(som, verden):
    klient = som(verden.anna)
    klient.defaults["HTTP_HX_REQUEST"] = "true"
    svar = saet(klient, verden)
    assert (
        "<html" not in svar.text
        and 'id="lokalt"' in svar.text
        and "Fristen for A08 er sat til 9. april 2027." in svar.text
    )
    assert svar.text.count('name="udgave" value="2"') >= 4


def test_en_gammel_formular_afvises_med_det_nye_og_det_skrevne(som, verden):
    klient = som(verden.anna)
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "i_gang", paa=PAA)
    svar = saet(klient, verden)
    assert svar.status_code == 409 and "er ændret" in svar.text and "I gang" in svar.text
    assert 'value="09.04.2027"' in svar.text and not verden.opgave("A08").er_frist_laast


def test_med_htmx_svares_en_gammel_formular_med_spalten_og_409(som, verden):
    klient = som(verden.anna)
    klient.defaults["HTTP_HX_REQUEST"] = "true"
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "i_gang", paa=PAA)
    svar = saet(klient, verden)
    assert svar.status_code == 409 and "<html" not in svar.text and 'value="09.04.2027"' in svar.text
    assert saet(klient, verden, udgave=2).status_code == 200


@pytest.mark.parametrize("navn", ["opgaver:frigiv_frist", "opgaver:fjern_regel"])
def test_en_formular_uden_udgave_er_ikke_hel(som, verden, navn):
    svar = som(verden.anna).post(side(navn, verden.opgave("A08").pk), {})
    assert svar.status_code == 422 and "Formularen var ikke hel" in svar.text


def test_frigiv_og_fjern_gaar_tilbage_til_kortet(som, verden):
    klient, a08 = som(verden.anna), verden.opgave("A08")
    saet(klient, verden)
    klient.post(side("opgaver:saet_regel", a08.pk), {"regel": "go-live", "udgave": 2})
    klient.post(side("opgaver:frigiv_frist", a08.pk), {"udgave": 3})
    assert verden.opgave("A08").frist == verden.projekt.golive
    svar = klient.post(side("opgaver:fjern_regel", a08.pk), {"udgave": 4}, follow=True)
    assert "mandag 5. april" in svar.text and verden.opgave("A08").egen_regel == ""


def test_en_uforstaaelig_regel_vises_igen_med_raad(som, verden):
    svar = som(verden.anna).post(side("opgaver:saet_regel", verden.opgave("A08").pk), {"regel": "6. juni", "udgave": 1})
    assert svar.status_code == 422 and "er ikke forstået" in svar.text and "6. juni" in svar.text


def test_listen_maerker_en_fast_frist_og_en_egen_regel(som, verden):
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(er_frist_laast=True, frist_sat_af="Anna Krogh")
    Opgave.objects.filter(pk=verden.opgave("C01").pk).update(egen_regel="go-live")
    svar = som(verden.anna).get(side("opgaver:liste"))
    assert "Fast frist" in svar.text and "Egen regel" in svar.text and "Sat af Anna Krogh" in svar.text


# Kalenderen


def ret(klient, **mere):
    if "vist" not in mere:
        mere["vist"] = klient.get("/organisationer/0751/kalender/").context.get("vist", "")
    return klient.post("/organisationer/0751/kalender/", LUKNING | mere, follow=True)


def test_kalenderen_vises_foer_den_gemmes(som, verden):
    klient = som(verden.ada)
    svar = ret(klient)
    assert "1 frist i 1 projekt flyttes" in svar.text and "31.03.2027" in svar.text
    assert not Kalenderperiode.objects.exists()
    svar = ret(klient, aftryk=aftryk(svar))
    assert "Kalenderen er gemt, og 1 frist er flyttet" in svar.text
    assert verden.opgave("A08").frist.isoformat() == "2027-03-31"


def test_en_periode_kan_fjernes_og_aendringen_fortrydes(som, verden):
    klient, foer = som(verden.ada), frister(verden.projekt)
    ret(klient, aftryk=aftryk(ret(klient)))
    svar = klient.post(f"/organisationer/0751/kalender/{Flytning.objects.get().pk}/fortryd/", follow=True)
    assert "Flytningen er fortrudt" in svar.text
    assert frister(verden.projekt) == foer and not Kalenderperiode.objects.exists()


def test_er_kalenderens_virkning_en_anden_gemmes_intet(som, verden):
    klient = som(verden.ada)
    vist = ret(klient)
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    svar = ret(klient, aftryk=aftryk(vist))
    assert svar.status_code == 409 and not Kalenderperiode.objects.exists()


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"p-0-til": "01.03.2027"}, "slutter, før den begynder"),
        ({"p-0-navn": ""}, "Skriv både navn og første dag"),
        ({"p-0-fra": "x"}, "Skriv datoen som dag"),
        ({"p-0-slags": "fest"}, "fest"),
        ({"p-0-navn": "", "p-0-fra": "", "p-0-til": ""}, "samme som før"),
    ],
)
def test_en_forkert_kalender_afvises(som, verden, felter, fejl):
    svar = ret(som(verden.ada), **felter)
    assert svar.status_code == 422 and fejl in svar.text


def test_en_udgiver_har_ingen_kalender(som, verden):
    Medlemskab.objects.create(bruger=verden.karen, organisation=verden.kombit, rettighed="administrator")
    assert som(verden.karen).get("/organisationer/KOMBIT/kalender/").status_code == 404


# Bølgen


@pytest.fixture
def boelge(verden):
    ny = opret_boelge(
        KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, verden.projekt.idriftsaettelse, verden.projekt.golive)
    )
    saet_projekter(KOMMANDOLINJE, ny, {verden.projekt.pk, verden.odense_projekt.pk})
    return ny


def test_en_boelge_laves_og_faar_projekter(som, verden):
    klient = som(verden.karen)
    svar = klient.post("/boelger/SAPA/", {"nummer": "3", "navn": "Forår", "idriftsaettelse": "01.03.2027"}, follow=True)
    assert "Forår er oprettet" in svar.text
    vist = svar.context["vist"]
    klient.post("/boelger/SAPA/3/", {"projekt": [verden.projekt.pk, "x", 999999], "vist": vist})
    assert list(Boelge.objects.get().projekter.all()) == [verden.projekt]


def test_boelgen_vises_pr_kommune_og_flyttes(som, verden, boelge):
    klient = som(verden.karen)
    data = {"idriftsaettelse": "22.03.2027", "golive": "15.03.2027"}
    svar = klient.get("/boelger/SAPA/1/flyt/", data | {"kommune": "0751"})
    assert "12 frister i 2 projekter flyttes" in svar.text
    assert "A08" in svar.text and 'name="golive" value="05.04.2027"' in svar.text
    data = {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027", "golive_staar": "1"}
    svar = klient.post("/boelger/SAPA/1/flyt/", data | {"begrundelse": GRUND, "aftryk": aftryk(svar)}, follow=True)
    assert "er flyttet, og 2 kommuner er varslet." in svar.text
    assert Projekt.objects.filter(idriftsaettelse="2027-03-22").count() == 2


def test_projektlederen_ser_varslingen_og_kvitterer(som, verden, boelge):
    test_boelgen_vises_pr_kommune_og_flyttes(som, verden, boelge)
    klient = som(verden.anna)
    assert "Se varslingen" in klient.get(side("opgaver:liste")).text
    svar = klient.get(side("flyt:datoer"))
    assert "KOMBIT har flyttet Bølge 1" in svar.text
    svar = klient.post(side("flyt:kvitter", verden.projekt.varslinger.get().pk), follow=True)
    assert "Du har kvitteret" in svar.text and "af Anna Krogh" in svar.text
    assert "Se varslingen" not in klient.get(side("opgaver:liste")).text


def test_boelgen_fortrydes_af_ejeren_og_ikke_af_kommunen(som, verden, boelge):
    test_boelgen_vises_pr_kommune_og_flyttes(som, verden, boelge)
    pk = Flytning.objects.get().pk
    klient = som(verden.anna)
    assert "Fortryd flytningen" not in klient.get(side("flyt:kvittering", pk)).text
    assert klient.post(side("flyt:fortryd", pk)).status_code == 403
    svar = som(verden.karen).post(f"/boelger/SAPA/1/flytninger/{pk}/fortryd/", follow=True)
    assert "Flytningen er fortrudt" in svar.text
    assert Projekt.objects.filter(idriftsaettelse="2027-03-01").count() == 2


def test_en_fortrudt_boelges_varsling_er_trukket_tilbage_og_skal_ikke_kvitteres(som, verden, boelge):
    Varsling.objects.create(
        projekt=verden.projekt,
        flytning=Flytning.objects.create(slags="boelge", boelge=boelge, oprettet=NU),
        dato=PAA,
        er_flyttet=True,
        trukket_tilbage=NU,
    )
    svar = som(verden.anna).get(side("flyt:datoer"))
    assert "Trukket tilbage 03.02.2027" in svar.text and "Kvittér for" not in svar.text


def test_er_en_kommune_flyttet_imens_vises_boelgen_igen(som, verden, boelge):
    klient = som(verden.karen)
    data = {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027", "golive_staar": "1"}
    vist = klient.get("/boelger/SAPA/1/flyt/", data)
    Projekt.objects.filter(pk=verden.projekt.pk).update(golive="2027-04-12")
    svar = klient.post("/boelger/SAPA/1/flyt/", data | {"begrundelse": GRUND, "aftryk": aftryk(vist)})
    assert svar.status_code == 409 and "Kommunen har egne datoer" in svar.text
    assert not Flytning.objects.exists()


def test_siden_siger_at_aaret_er_uden_arbejdsdage(som, verden):
    periode = {"p-0-navn": "Lukket", "p-0-fra": "01.01.2028", "p-0-til": "31.12.2028", "p-0-slags": "lukkedage"}
    svar = ret(som(verden.ada), **periode)
    assert svar.status_code == 422 and "ingen arbejdsdag tilbage i 2028" in svar.text


def test_en_toemt_dato_fjernes_fra_boelgen(som, verden, boelge):
    klient, sted = som(verden.karen), "/boelger/SAPA/1/flyt/"
    vist = klient.get(sted, {"projektstart": "", "idriftsaettelse": "22.03.2027", "golive": ""})
    assert 'name="golive" value=""' in vist.text and "uden dato" in vist.text
    felter = dict(re.findall(r'name="(projektstart|idriftsaettelse|golive|golive_staar)" value="([^"]*)"', vist.text))
    klient.post(sted, felter | {"begrundelse": GRUND, "aftryk": aftryk(vist)})
    boelge.refresh_from_db()
    assert (boelge.idriftsaettelse, boelge.golive) == (date(2027, 3, 22), None)
