"""Er noget ændret siden forhåndsvisningen, siger svaret hvad og hvem, og det valgte og skrevne står der stadig."""

import re

import pytest

from opgaver.models import Opgave
from opgaver.services.boelge import flyt_boelge, opret_boelge, saet_projekter
from opgaver.services.flytning import flyt_datoer, nye_ankre
from opgaver.services.frist import saet_egen_regel, saet_frist
from opgaver.services.opgave import saet_status
from opgaver.services.projekt import Datoer
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Kalenderperiode, Projekt
from tests.flytning.hjaelp import GRUND, NU, PAA, senere
from tests.flytning.sider import NYE, se, side, skjulte

BOELGEN = "/boelger/SAPA/1/flyt/"


def linjer(svar):
    """Det, der står under advarslen, uden tidspunktet."""
    liste = re.search(r'<ul aria-labelledby="aendret">(.*?)</ul>', svar.text, re.DOTALL)[1]
    return [re.sub(r", \d\d\.\d\d\.\d{4} kl\. \d\d\.\d\d\)", ")", et) for et in re.findall("<li>(.*?)</li>", liste)]


def flyt(klient, vist, **mere):
    return klient.post(side("flyt:flyt"), skjulte(vist) | {"begrundelse": GRUND} | mere)


def test_hver_aendret_opgave_naevnes_med_den_der_aendrede_den(som, verden):
    klient, bo = som(verden.anna), Aktoer.person(verden.anna)
    vist = se(klient)
    saet_status(KOMMANDOLINJE, verden.opgave("C01"), "fuldfoert", paa=PAA)
    saet_frist(bo, verden.opgave("K03"), PAA, "Aftalt", paa=PAA)
    svar = flyt(klient, vist)
    assert svar.status_code == 409 and 'id="fejloversigt" tabindex="-1"' in svar.text
    assert sorted(linjer(svar)) == [
        "C01 er nu fuldført (kommandolinje)", "K03 er nu låst på 3. februar 2027 (Anna Krogh)"
    ]  # fmt: skip


def test_krydser_og_begrundelse_staar_der_stadig_og_et_ja_mere_er_nok(som, verden):
    klient, a08, c01 = som(verden.anna), verden.opgave("A08"), verden.opgave("C01")
    vist = se(klient)
    saet_status(KOMMANDOLINJE, c01, "fuldfoert", paa=PAA)
    svar = flyt(klient, vist, undtag=[a08.pk, c01.pk])
    assert f'value="{a08.pk}" checked' in svar.text and f">{GRUND}</textarea>" in svar.text.replace("\n", "")
    assert "Ret det her" not in svar.text
    assert flyt(klient, svar, undtag=[a08.pk]).status_code == 302 and verden.opgave("A08").er_frist_laast


def test_er_projektet_flyttet_til_andre_datoer_siges_det_foerst(som, verden):
    klient = som(verden.anna)
    vist = se(klient)
    flyt_datoer(KOMMANDOLINJE, verden.projekt, senere(verden.projekt, 7), GRUND, nu=NU)
    svar = flyt(klient, vist)
    assert linjer(svar)[0] == (
        "Projektets datoer er flyttet imens: idriftsættelse er nu 8. marts 2027, go-live er nu 22. marts 2027"
        " (kommandolinje)"
    )
    assert 'name="idriftsaettelse" value="22.03.2027"' in svar.text


def test_uden_det_sete_siges_det_kun_at_noget_er_aendret(som, verden):
    klient = som(verden.anna)
    vist = se(klient)
    saet_status(KOMMANDOLINJE, verden.opgave("C01"), "fuldfoert", paa=PAA)
    svar = flyt(klient, vist, sete="pillet ved")
    assert svar.status_code == 409 and "Det er ændret imens" not in svar.text


def test_en_handling_der_ikke_kan_aendre_raekken_naevnes_ikke(som, verden):
    """Anna begynder på opgaven efter, at fristen er sat; hun har ikke ændret rækken."""
    klient = som(verden.anna)
    vist = se(klient)
    saet_frist(KOMMANDOLINJE, verden.opgave("A08"), PAA, "Aftalt", paa=PAA)
    saet_status(Aktoer.person(verden.anna), verden.opgave("A08"), "i_gang", paa=PAA)
    assert linjer(flyt(klient, vist)) == ["A08 er nu låst på 3. februar 2027 (kommandolinje)"]


def test_en_handling_lige_foer_forhaandsvisningen_faar_ikke_skylden(som, verden):
    klient = som(verden.anna)
    saet_frist(Aktoer.person(verden.anna), verden.opgave("C01"), PAA, "Aftalt", paa=PAA)
    vist = se(klient)
    Opgave.objects.filter(pk=verden.opgave("C01").pk).update(status="fuldfoert", fuldfoert=PAA)
    assert linjer(flyt(klient, vist)) == ["C01 er nu fuldført"]


def test_er_projektet_flyttet_efter_naevnes_den_der_flyttede(som, verden):
    klient = som(verden.anna)
    vist = se(klient)
    saet_egen_regel(Aktoer.person(verden.anna), verden.opgave("A08"), "6 uger efter idriftsættelse")
    flyt_datoer(KOMMANDOLINJE, verden.projekt, senere(verden.projekt, 7), GRUND, nu=NU)
    assert next(et for et in linjer(flyt(klient, vist)) if et.startswith("A08")).endswith("(kommandolinje)")


def test_er_kun_bemaerkningen_en_anden_siges_det_og_ikke_en_ny_dato(som, verden):
    klient = som(verden.anna)
    vist = se(klient)
    til = next(r.til for r in vist.context["visning"].tabel.flyttede if r.post.kode == "A08")
    Kalenderperiode.objects.create(kommune=verden.aarhus, slags="frysperiode", navn="Jul", fra=til, til=til)
    [a08] = [et for et in linjer(flyt(klient, vist)) if et.startswith("A08")]
    assert a08 == "A08 får en anden bemærkning: i frysperioden Jul"


def test_en_frist_rykket_imens_siges_at_faa_den_samme_nye(som, verden):
    klient, a08 = som(verden.anna), verden.opgave("A08")
    vist = se(klient)
    Opgave.objects.filter(pk=a08.pk).update(frist=PAA)
    [linje] = linjer(flyt(klient, vist))
    assert re.fullmatch(r"A08 har nu 3\. februar 2027 og får stadig .+ 2027", linje)


@pytest.fixture
def boelge(verden):
    projekt = verden.projekt
    ny = opret_boelge(KOMMANDOLINJE, verden.sapa, 1, "", Datoer(None, projekt.idriftsaettelse, projekt.golive))
    saet_projekter(KOMMANDOLINJE, ny, {projekt.pk, verden.odense_projekt.pk})
    return ny


def flyt_den(klient, vist):
    return klient.post(BOELGEN, skjulte(vist) | {"begrundelse": "Min grund"})


def test_boelgen_naevner_kommunen_og_opgaven_men_ikke_personen(som, verden, boelge):
    klient = som(verden.karen)
    vist = klient.get(BOELGEN, NYE)
    saet_status(Aktoer.person(verden.carl), verden.opgave("A08", verden.odense_projekt), "fuldfoert", paa=PAA)
    aarhus = Projekt.objects.med_navne().get(pk=verden.projekt.pk)
    flyt_datoer(
        Aktoer.person(verden.anna), aarhus, nye_ankre(aarhus.ankre, golive=senere(aarhus, 7).golive), GRUND, nu=NU
    )
    svar = flyt_den(klient, vist)
    odense, aarhus = sorted(linjer(svar), reverse=True)
    assert svar.status_code == 409 and "Min grund" in svar.text
    assert re.fullmatch(r"Odense har ændret A08 Forbered[\w\s]+ \([\d.]+ kl\. [\d.]+\)", odense)
    assert aarhus.startswith("Aarhus følger ikke længere med. Kommunen har egne datoer") and "Krogh" not in aarhus


def test_er_boelgen_selv_flyttet_imens_siges_til_hvad_og_af_hvem(som, verden, boelge):
    klient = som(verden.karen)
    vist = klient.get(BOELGEN, NYE)
    boelge.refresh_from_db()
    flyt_boelge(KOMMANDOLINJE, boelge, senere(verden.projekt, 7), GRUND, nu=NU)
    svar = flyt_den(klient, vist)
    assert linjer(svar)[0].startswith("Bølgens datoer er flyttet imens: ")
    assert linjer(svar)[0].endswith("idriftsættelse er nu 8. marts 2027, go-live er nu 22. marts 2027 (kommandolinje)")
    assert flyt_den(klient, svar).status_code == 302
