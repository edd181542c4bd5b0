"""Forhåndsvisningen navngiver den go-live, der kolliderer, for dem, der må kende den, og ellers kun, at den er der."""

import pytest
from django.core.management import call_command

from opgaver.services import flyttegrundlag
from opgaver.services.boelge import opret_boelge, saet_projekter
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Kalenderperiode, Loesning, Medlemskab
from tests.flytning.test_kommandoer import koer
from tests.medvirkende import lav_version

NYE = {"idriftsaettelse": "22.03.2027", "golive": "05.04.2027"}


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
    assert "i hyper-care efter go-live for KY i Aarhus, 19. april 2027" in tekst and "Fyringsrunde" not in tekst


def test_en_leder_udefra_faar_ikke_navnet(som, verden, andet):
    Medlemskab.objects.filter(bruger=verden.anna).delete()
    svar = som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE)
    assert "i hyper-care efter en af kommunens andre go-lives" in svar.text and "go-live for KY" not in svar.text
    assert "i frysperioden Fyringsrunde" in svar.text


KOLLISION = "i hyper-care efter go-live for KY i Aarhus, 19. april 2027 (til og med 3. maj 2027)"


def test_kommunens_egen_leder_ser_baade_loesning_og_dato(som, verden, andet):
    assert KOLLISION in som(verden.anna).get("/projekter/0751/SAPA/datoer/flyt/", NYE).text


def test_kommandoen_naevner_kollisionen_i_json_og_tekst(verden, andet, capsys):
    her = ["--kommune", "0751", "--loesning", "SAPA", "--idriftsaettelse", "2027-03-22", "--golive", "2027-04-19"]
    svar = koer("flyt_datoer", *her, "--proevekoersel")
    a08 = next(post for post in svar["flyttede"] if post["kode"] == "A08")
    assert "golive" in a08["flag"] and KOLLISION in a08["bemaerk"]
    samme_dag = "samme dag som go-live for KY i Aarhus, 19. april 2027"
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
    seere, rigtig = [], flyttegrundlag._golives
    monkeypatch.setattr(
        flyttegrundlag, "_golives", lambda liste, seer, **mere: seere.append(seer) or rigtig(liste, seer, **mere)
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
