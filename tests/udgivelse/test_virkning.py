"""Hvad en udgivelse vil røre, talt mod det, planerne står på."""

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from opgaver.models import Bilag, Katalogopgave, Opgave
from opgaver.sammenligning import sammenlign
from opgaver.services.bilag import tilfoej_link
from opgaver.services.kortredigering import ny_kladde
from opgaver.services.projekt import Datoer, opret_projekt
from opgaver.services.udgivelse import forrige_udgivne, udgiv
from opgaver.udgivelsesvirkning import laes_virkning
from projekter.aktoer import KOMMANDOLINJE
from tests.medvirkende import lav_organisation
from tests.udgivelse.hjaelp import lav_kladde, nyt, ret
from tests.udgivet import uden_vaern


def virkning(kladde):
    return laes_virkning(kladde, forrige_udgivne(kladde))


def test_forskellen_er_delt_i_nye_omdoebte_aendrede_og_udgaaede(verden):
    forskel = sammenlign(verden.version, lav_kladde(verden))
    assert forskel.tekst == "1 ny, 2 ændrede (heraf 1 omdøbt), 1 udgår"
    assert [(en.slags, en.kort.kode) for en in forskel.aendringer] == [
        ("nye", "X01"), ("omdoebte", "C02"), ("aendrede", "A08"), ("udgaaede", "G07"),
    ]  # fmt: skip
    aendret = forskel.af("aendrede")[0]
    assert [felt["felt"] for felt in aendret.felter] == ["Titel", "Mål"]


def test_en_kopi_er_ikke_forskellig_hverken_paa_plads_eller_maerke(verden):
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    Katalogopgave.objects.filter(version=kladde).update(raekkefoelge=7, aendringsnote="Se her")
    assert sammenlign(verden.version, kladde).aendringer == []


@pytest.mark.parametrize(
    ("felt", "vaerdi"),
    [("hovedopgave_id", None), ("tjekpunkt_for_id", None), ("oevrige_felter", {"Ny": "x"}), ("regel", "")],
)
def test_hvert_slags_felt_kan_goere_forskellen(verden, felt, vaerdi):
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    Katalogopgave.objects.filter(version=kladde, kode="C01").update(**{felt: vaerdi, "slutdato_tekst": ""})
    assert [en.kort.kode for en in sammenlign(verden.version, kladde).aendringer] == ["C01"]


def test_oevrige_felter_i_en_anden_orden_er_ingen_aendring(verden):
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    Katalogopgave.objects.filter(version=kladde, kode="C01").update(oevrige_felter={"A": "1", "B": "2"})
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    ny = ny_kladde(KOMMANDOLINJE, kladde)
    Katalogopgave.objects.filter(version=ny, kode="C01").update(oevrige_felter={"B": "2", "A": "1"})
    assert sammenlign(kladde, ny).aendringer == []


@pytest.fixture
def med_bilag(verden):
    """En udgivet version, hvor A08 og C01 har et bilag, og en kladde af den."""
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    for kode in ("A08", "C01"):
        tilfoej_link(KOMMANDOLINJE, kladde.kort.get(kode=kode), "Vejledning", "https://a.example/")
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    return kladde, ny_kladde(KOMMANDOLINJE, kladde)


def test_andre_bilag_er_deres_egen_slags_og_siges_hvert_for_sig(med_bilag):
    foer, kladde = med_bilag
    tilfoej_link(KOMMANDOLINJE, kladde.kort.get(kode="A08"), "Film", "https://film.example/")
    Bilag.objects.get(kort__version=kladde, kort__kode="C01").delete()
    ret(kladde, "C01", maal="Nyt")
    forskel = sammenlign(foer, kladde)
    assert forskel.tekst == "1 ændret, 1 kun med andre bilag"
    film = {"felt": "Nyt bilag", "gammel": "", "ny": "Film: https://film.example/", "rig": False, "er_navn": True}
    assert forskel.af("bilag")[0].felter == [film]
    assert [felt["felt"] for felt in forskel.af("aendrede")[0].felter] == ["Mål", "Udgået bilag"]


def test_en_skiftet_fil_med_samme_navn_ses(med_bilag):
    foer, kladde = med_bilag
    Bilag.objects.filter(kort__version=kladde).update(adresse="", filnavn="a.pdf", lagret="ny")
    with uden_vaern():
        QuerySet(Bilag).filter(kort__version=foer).update(adresse="", filnavn="a.pdf", lagret="gammel")
    assert {en.felter[0]["ny"] for en in sammenlign(foer, kladde).af("bilag")} == {
        "Vejledning: a.pdf (filen er en anden)"
    }


def test_saetningen_siger_hvad_der_roeres(verden):
    """To kommuner har hver tre åbne opgaver, der er ændret, omdøbt eller udgår."""
    fundet = virkning(lav_kladde(verden))
    assert fundet.tekst == "1 ny, 2 ændrede (heraf 1 omdøbt), 1 udgår – rammer 2 kommuner, 6 åbne opgaver"
    assert [(en.navn, en.version, en.opgaver, en.nye) for en in fundet.kommuner] == [
        ("Odense", "1.0", 3, 1), ("Aarhus", "1.0", 3, 1),
    ]  # fmt: skip
    assert {(en.kode, en.kommuner, en.opgaver) for en in fundet.kort} == {
        ("A08", 2, 2), ("C01", 2, 2), ("G07", 2, 2),
    }  # fmt: skip


def test_lukkede_opgaver_rammes_ikke(verden):
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    ret(kladde, "A08", maal="Nyt")
    Opgave.objects.filter(pk=verden.opgave("A08").pk).update(status="ikke_relevant", begrundelse="Nej")
    assert virkning(kladde).tekst == "1 ændret – rammer 1 kommune, 1 åben opgave"


def test_en_opgave_paa_et_aeldre_kort_rammes_ogsaa_naar_den_forrige_version_siger_det_samme(verden):
    """Aarhus blev på 1.0's kort; kladden er som 1.1, men ikke som det, Aarhus står på."""
    foerste = ny_kladde(KOMMANDOLINJE, verden.version)
    ret(foerste, "A08", maal="Nyt")
    udgiv(KOMMANDOLINJE, foerste, nu=timezone.now())
    Opgave.objects.filter(pk=verden.opgave("A08", verden.odense_projekt).pk).update(kort=foerste.kort.get(kode="A08"))
    fundet = virkning(ny_kladde(KOMMANDOLINJE, foerste))
    assert fundet.tekst == "ingen ændringer – rammer 1 kommune, 1 åben opgave"
    assert [kommune.navn for kommune in fundet.kommuner] == ["Aarhus"]


def test_det_koster_lige_meget_uanset_antallet_af_planer(verden):
    kladde = lav_kladde(verden)
    foer = antal_forespoergsler(kladde)
    for nummer in range(5):
        opret_projekt(KOMMANDOLINJE, lav_organisation("kommune", f"09{nummer}0", f"By {nummer}"), verden.sapa, Datoer())
        nyt(kladde, f"N{nummer}")
    assert antal_forespoergsler(kladde) == foer <= 27


def antal_forespoergsler(kladde):
    kladde = type(kladde).objects.select_related("katalog__model").get(pk=kladde.pk)
    with CaptureQueriesContext(connection) as fangede:
        virkning(kladde)
    return len(fangede)


def test_en_kode_der_bruges_af_en_anden_opgave_ude_i_kommunerne_siges(verden):
    """1.1 omdøber C01 til C02; 1.2 giver koden C01 til en ny opgave, mens begge kommuner står på 1.0."""
    to = udgiv(KOMMANDOLINJE, lav_kladde(verden), nu=timezone.now())
    tre = ny_kladde(KOMMANDOLINJE, to)
    nyt(tre, "C01", "Noget helt andet")
    [genbrugt] = virkning(tre).genbrugte
    assert (genbrugt.kode, genbrugt.titel, genbrugt.kommuner) == ("C01", "Noget helt andet", 2)


def test_kommuner_uden_aabne_opgaver_taelles_for_sig(verden):
    Opgave.objects.filter(plan__projekt=verden.projekt).update(status="ikke_relevant", begrundelse="x")
    assert virkning(lav_kladde(verden)).tekst.endswith("rammer 2 kommuner, 3 åbne opgaver i 1 af dem")
