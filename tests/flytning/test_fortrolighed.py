"""Forhåndsvisningen navngiver den go-live, der kolliderer, for dem, der må kende den, og ellers kun, at den er der."""

import json

import pytest
from django.core.management import call_command
from django.utils import timezone

from opgaver.models import Opgave
from opgaver.services import flyttegrundlag
from opgaver.services.boelge import flyt_boelge, kvitter, opret_boelge, saet_projekter
from opgaver.services.frist import saet_frist
from opgaver.services.lokale import opret_lokal
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Boelge, Kalenderperiode, Loesning, Medlemskab
from tests.flytning.hjaelp import GRUND, PAA, SENERE
from tests.flytning.sider import NYE, fortryd, side, skjulte
from tests.flytning.test_kommandoer import koer
from tests.medvirkende import lav_version


@pytest.fixture
def andet(verden):
    """Aarhus har et projekt mere, som går live midt i det hele, og en frysperiode med et navn."""
    lav_version(verden.ky, verden.kombit, verden.model)
    datoer = Datoer(None, None, verden.projekt.golive.replace(month=4, day=19))
    Kalenderperiode.objects.create(
        kommune=verden.aarhus, slags="frysperiode", navn="Fyringsrunde", fra="2027-04-01", til="2027-04-30"
    )
    return opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, datoer)


def test_boelgens_ejer_ser_hverken_fremmede_loesningers_eller_frysperioders_navne(som, verden, andet):
    Loesning.objects.filter(pk=verden.ky.pk).update(ejer=verden.star)
    projekt = verden.projekt
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk})
    svar = som(verden.karen).get("/boelger/SAPA/1/flyt/", NYE | {"kommune": "0751"})
    assert "i en frysperiode" in svar.text and "i hyper-care efter en af kommunens andre go-lives" in svar.text
    assert "Fyringsrunde" not in svar.text and "go-live for KY" not in svar.text


def test_boelgens_ejer_ser_navnet_paa_en_loesning_der_foelges_i_alle_kommuner(som, verden, andet):
    projekt = verden.projekt
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk})
    tekst = som(verden.karen).get("/boelger/SAPA/1/flyt/", NYE | {"kommune": "0751"}).text
    assert "i hyper-care efter go-live for KY i Aarhus Kommune, 19. april 2027" in tekst and "Fyringsrunde" not in tekst


def test_en_leder_udefra_faar_ikke_navnet(som, verden, andet):
    Medlemskab.objects.filter(bruger=verden.anna).delete()
    svar = som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE)
    assert "i hyper-care efter en af kommunens andre go-lives" in svar.text and "go-live for KY" not in svar.text
    assert "i frysperioden Fyringsrunde" in svar.text


KOLLISION = "i hyper-care efter go-live for KY i Aarhus Kommune, 19. april 2027 (til og med 3. maj 2027)"


def test_kommunens_egen_leder_ser_baade_loesning_og_dato(som, verden, andet):
    assert KOLLISION in som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE).text


def test_kommandoen_naevner_kollisionen_i_json_og_tekst(verden, andet, capsys):
    her = ["--kommune", "0751", "--loesning", "SAPA", "--idriftsaettelse", "2027-03-22", "--golive", "2027-04-19"]
    svar = koer("flyt_datoer", *her, "--proevekoersel")
    a08 = next(post for post in svar["flyttede"] if post["kode"] == "A08")
    assert "golive" in a08["flag"] and KOLLISION in a08["bemaerk"]
    samme_dag = "samme dag som go-live for KY i Aarhus Kommune, 19. april 2027"
    assert next(post for post in svar["datoer"] if post["anker"] == "golive")["bemaerk"] == [
        "i frysperioden Fyringsrunde", samme_dag
    ]  # fmt: skip
    call_command("flyt_datoer", *her, "--proevekoersel")
    assert samme_dag in capsys.readouterr().out


def test_administratoren_ser_navnene_naar_kalenderen_rettes(som, verden, andet):
    perioder = {"p-TOTAL_FORMS": "1", "p-INITIAL_FORMS": "0", "p-0-navn": "Fred", "p-0-slags": "frysperiode"}
    perioder |= {"p-0-fra": "01.03.2027", "p-0-til": "30.04.2027", "juleaften_lukket": "on"}
    klient = som(verden.ada)
    side = klient.get("/organisationer/0751/kalender/")
    lukning = {"p-TOTAL_FORMS": "2", "p-1-navn": "Lukket", "p-1-slags": "lukkedage", "p-1-fra": "05.04.2027"}
    felter = perioder | lukning | {"vist": side.context.get("vist", "")}
    assert "i frysperioden Fred" in klient.post("/organisationer/0751/kalender/", felter).text


def test_et_ja_gaelder_den_samme_persons_forhaandsvisning(som, verden, andet, monkeypatch):
    """Mærkerne navngives ens, når der ses, og når der flyttes; ellers kunne et aftryk over dem aldrig passe."""
    seere, rigtig = [], flyttegrundlag.laes_golives
    monkeypatch.setattr(
        flyttegrundlag, "laes_golives", lambda liste, seer, **mere: seere.append(seer) or rigtig(liste, seer, **mere)
    )
    klient = som(verden.anna)
    aftryk = klient.get("/projekter/0751/SAPA/datoer/flyt/", NYE).context["visning"].aftryk
    svar = klient.post("/projekter/0751/SAPA/datoer/flyt/", NYE | {"begrundelse": "Forsinket", "aftryk": aftryk})
    assert svar.status_code == 302 and seere == [Aktoer.person(verden.anna)] * 2


def test_boelgens_ejer_ser_ikke_hvorfor_en_kommune_holder_lukket(som, verden):
    projekt = verden.projekt
    Kalenderperiode.objects.create(
        kommune=verden.aarhus, slags="lukkedage", navn="Fyringsrunde", fra="2027-04-26", til="2027-04-26"
    )
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk})
    tekst = som(verden.karen).get("/boelger/SAPA/1/flyt/", NYE | {"kommune": "0751"}).text
    assert "26. april 2027 er en lukkedag →" in tekst and "Fyringsrunde" not in tekst
    assert "er en lukkedag (Fyringsrunde) →" in som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE).text


HEMMELIGT = ("Fyr Jens Hansen", "LOK01", "Anna Krogh")
"""En lokal opgaves titel og kode, og en af kommunens folk."""


@pytest.fixture
def lokal(verden):
    """Aarhus har en lokal opgave i en bølge, KOMBIT flytter."""
    projekt = verden.projekt
    boelge = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, boelge, {projekt.pk})
    felter = {"titel": HEMMELIGT[0], "fase_id": projekt.fase_id, "regel": "2 uger efter go-live"}
    return opret_lokal(Aktoer.person(verden.anna), projekt, felter, kendetegn="kanarie")


def er_tavs(tekst):
    return not [ordet for ordet in HEMMELIGT if ordet in tekst]


def test_boelgens_ejer_laeser_hverken_lokale_opgaver_eller_navne_paa_siderne(som, verden, lokal):
    klient, adresse = som(verden.karen), "/boelger/SAPA/1/flyt/"
    vist = klient.get(adresse, NYE | {"kommune": "0751"})
    assert er_tavs(vist.text) and "en lokal opgave" in vist.text
    saet_frist(Aktoer.person(verden.anna), lokal, PAA, "Aftalt", paa=PAA)
    svar = klient.post(adresse, skjulte(vist) | {"begrundelse": GRUND})
    assert svar.status_code == 409 and er_tavs(svar.text) and "Aarhus har ændret" in svar.text
    assert er_tavs(klient.get(adresse, NYE | {"kommune": "0751"}).text)


def test_boelgens_ejer_laeser_dem_heller_ikke_paa_kvitteringen_og_fortrydelsen(som, verden, lokal):
    boelge = Boelge.objects.get()
    flytning, _ = flyt_boelge(KOMMANDOLINJE, boelge, SENERE, GRUND, nu=timezone.now())
    saet_frist(Aktoer.person(verden.anna), Opgave.objects.get(pk=lokal.pk), PAA, "Aftalt", paa=PAA)
    kvitter(Aktoer.person(verden.anna), flytning.varslinger.get(), nu=timezone.now())
    klient, kvittering = som(verden.karen), flytning.get_absolute_url()
    for adresse in (boelge.get_absolute_url(), kvittering, f"{kvittering}fortryd/"):
        svar = klient.get(adresse)
        assert svar.status_code == 200 and er_tavs(svar.text)
    assert "en lokal opgave" in svar.text
    svar = fortryd(klient, f"{kvittering}fortryd/")
    assert "er fortrudt" in svar.text and er_tavs(svar.text) and "en lokal opgave" in svar.text


def test_boelgens_ejer_laeser_dem_heller_ikke_naar_noget_er_aendret_imens(som, verden, lokal):
    flytning, _ = flyt_boelge(KOMMANDOLINJE, Boelge.objects.get(), SENERE, GRUND, nu=timezone.now())
    klient, adresse = som(verden.karen), f"{flytning.get_absolute_url()}fortryd/"
    sendt = {"vist": klient.get(adresse).context["vist"], "set": f"{timezone.now():%s}"}
    for opgave in (Opgave.objects.get(pk=lokal.pk), verden.opgave("A08")):
        saet_frist(Aktoer.person(verden.anna), opgave, PAA, "Aftalt", paa=PAA)
    svar = klient.post(adresse, sendt)
    assert svar.status_code == 409 and er_tavs(svar.text)
    assert "Aarhus: A08 " in svar.context["grund"] and "Aarhus: en lokal opgave (frist sat, " in svar.context["grund"]


def test_boelgens_ejer_laeser_dem_heller_ikke_i_json(verden, lokal):
    her = ["--loesning", "SAPA", "--boelge", "1", "--idriftsaettelse", "2027-03-22", "--golive", "2027-04-05"]
    som_karen = ["--bruger", verden.karen.email]
    for mere in (["--proevekoersel"], ["--begrundelse", GRUND]):
        svar = koer("flyt_boelge", *her, *som_karen, *mere)
        assert er_tavs(json.dumps(svar)) and svar["projekter"][0]["flyttede"]
    assert er_tavs(json.dumps(koer("fortryd_flytning", "--id", str(svar["id"]), *som_karen)))


def test_kommunens_egne_laeser_stadig_den_lokale_opgaves_titel(som, verden, lokal):
    """Også når det var bølgens ejer, der flyttede den."""
    klient = som(verden.anna)
    assert HEMMELIGT[0] in klient.get("/projekter/0751/SAPA/datoer/flyt/", NYE).text
    flytning, _ = flyt_boelge(KOMMANDOLINJE, Boelge.objects.get(), SENERE, GRUND, nu=timezone.now())
    assert HEMMELIGT[0] in klient.get(side("flyt:kvittering", flytning.pk)).text
