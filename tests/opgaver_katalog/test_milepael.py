"""Mærket »Milepæl«: om et tjekpunkt er en beslutning, planen venter på, eller kun et punkt på tjeklisten."""

import io

import openpyxl
import pytest
from django.urls import reverse

from opgaver.kortforskel import UDEN_NAVNE, forskelle
from opgaver.models import Katalogopgave
from opgaver.services import kortredigering
from projekter.aktoer import KOMMANDOLINJE
from tests.opgaver_katalog.boeger import bog
from tests.opgaver_katalog.handlinger import forhaandsvis, indlaes
from tests.opgaver_katalog.test_eksport import eksporter
from tests.opgaver_katalog.test_kortredigering import adresse, felter

HOVED = ("Kode", "Titel", "Fase", "Tjekpunkt for", "Milepæl")
RAEKKER = (
    ("A01", "Første", "F1", "F1", "ja"),
    ("A02", "Anden", "F1", "F1", "nej"),
    ("A03", "Tredje", "F1", "F1", None),
    ("A04", "Fjerde", "F1", None, None),
)


def maerker(version):
    return dict(version.kort.values_list("kode", "er_milepael"))


def test_kolonnen_siger_ja_eller_nej_og_en_tom_celle_er_ja(verden):
    kladde = indlaes(verden.ky, bog(*RAEKKER, hoved=HOVED))
    assert maerker(kladde) == {"A01": True, "A02": False, "A03": True, "A04": True}


def test_eksporten_skriver_den_kun_ved_tjekpunkter(verden):
    kladde = indlaes(verden.ky, bog(*RAEKKER, hoved=HOVED))
    ark = openpyxl.load_workbook(io.BytesIO(eksporter(kladde, "xlsx"))).active
    [kolonne] = [kolonne for kolonne in ark.iter_cols(values_only=True) if kolonne[0] == "Milepæl"]
    assert [celle or "" for celle in kolonne[1:]] == ["Ja", "Nej", "Ja", ""]


def test_en_fil_uden_kolonnen_lader_maerket_staa_og_naevner_den_kun_naar_der_staar_nej(verden):
    uden = bog(*(raekke[:4] for raekke in RAEKKER), hoved=HOVED[:4])
    kladde = indlaes(verden.ky, uden)
    assert not forhaandsvis(verden.ky, uden).advarsler
    indlaes(verden.ky, bog(*RAEKKER, hoved=HOVED))
    koersel = forhaandsvis(verden.ky, uden)
    assert [et["kolonne"] for et in koersel.advarsler] == ["Milepæl"] and not koersel.resultat["aendrede"]
    assert maerker(kladde)["A02"] is False


def test_formularen_fjerner_maerket_og_versionen_viser_det(som, verden):
    karen, kladde = som(verden.karen), kortredigering.ny_kladde(KOMMANDOLINJE, verden.version)
    sti = adresse("ret_kort", kladde, kladde.kort.get(kode="C01").pk)
    vist = felter(karen.get(sti))
    badge, version = ">Milepæl</span>", reverse("kataloger:version", args=[kladde.pk])
    foer = karen.get(version).text.count(badge)
    karen.post(sti, {navn: tekst for navn, tekst in vist.items() if navn != "er_milepael"})
    assert maerker(kladde)["C01"] is False and karen.get(version).text.count(badge) == foer - 1


def test_et_nyt_kort_er_en_milepael_hvis_man_ikke_siger_andet(som, verden):
    kladde = kortredigering.ny_kladde(KOMMANDOLINJE, verden.version)
    assert felter(som(verden.karen).get(adresse("nyt_kort", kladde)))["er_milepael"] == ["on"]


@pytest.mark.parametrize(("foer", "efter"), [(True, False), (False, True)])
def test_et_andet_maerke_er_en_forskel_mellem_to_kort(foer, efter):
    kort = [Katalogopgave(noegle="n", kode="A01", er_milepael=et) for et in (foer, efter)]
    [fundet] = forskelle(*kort, UDEN_NAVNE)
    ord_ = {True: "Ja", False: "Nej"}
    assert (fundet["felt"], fundet["gammel"], fundet["ny"]) == ("Milepæl", ord_[foer], ord_[efter])
