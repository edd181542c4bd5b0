"""Kolonnen »Venter på« i et katalog bliver til forudsætninger i en ny plan."""

import time

import pytest

from opgaver.katalogforudsaetninger import find_par, laes_koder
from opgaver.models import Forudsaetning
from opgaver.services.kortredigering import kort_aftryk
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE
from tests.opgaver_katalog.boeger import bog
from tests.opgaver_katalog.handlinger import forhaandsvis, indlaes, indlaes_og_udgiv
from tests.opgaver_katalog.test_kortredigering import adresse, rettet, tekst

HOVED = ("Kode", "Titel", "Fase", "Venter på")
ALLE = 20_000  # så mange rækker læser importen
SEKUNDER = 5
RAEKKER = (("A01", "Første", "F1", "A03, X9"), ("A02", "Anden", "F1", "a01;A03"), ("A03", "Tredje", "F2", "A02"))

KAEDE = (("A01", "Første", "F1", ""), ("A02", "Anden", "F1", "A01"), ("A03", "Tredje", "F2", "A02, X9"))


@pytest.fixture
def kaede(verden):
    """En kladde, hvor A03 venter på A02 og en kode, der ikke er der, og A02 venter på A01."""
    return indlaes(verden.ky, bog(*KAEDE, hoved=HOVED))


@pytest.mark.parametrize(
    ("skrevet", "koder"), [("U02, U03", ["U02", "U03"]), ("(MI 01);\nU-AB2", ["MI 01", "U-AB2"]), ("", [])]
)
def test_koderne_kan_vaere_skilt_af_komma_semikolon_og_linjeskift(skrevet, koder):
    assert laes_koder({"VENTER PÅ": skrevet, "Kilde": "U09"}) == koder


def test_ukendte_koder_og_kredse_kommer_ikke_med_og_siges():
    kort = [(kode, kode, {"Venter på": venter}) for kode, _, _, venter in RAEKKER]
    ikke = [("A01", "X9"), ("A02", "a01"), ("A02", "A03")]
    assert find_par(kort) == ([("A01", "A03"), ("A03", "A02")], ikke)
    assert find_par([("A01", 1, {"Venter på": "A01"})]) == ([], [(1, "A01")])


@pytest.mark.parametrize("venter_paa", [lambda nr: 0, lambda nr: nr - 1, lambda nr: nr + 1, lambda nr: (nr + 1) % ALLE])
def test_en_import_af_den_stoerste_fil_venter_ikke_paa_forudsaetningerne(venter_paa):
    begyndt = time.process_time()
    par, kan_ikke = find_par((f"A{nr}", nr, {"Venter på": f"A{venter_paa(nr)}"}) for nr in range(ALLE))
    assert len(par) + len(kan_ikke) == ALLE and len(kan_ikke) <= 1
    assert time.process_time() - begyndt < SEKUNDER


def test_den_samme_kode_igen_og_igen_i_en_celle_koster_intet():
    begyndt = time.process_time()
    kort = [("A1", 1, {}), ("A2", 2, {"Venter på": "A1, a1, X9; x9\n" * 2000})]
    assert find_par(kort) == ([(2, 1)], [(2, "X9")])
    assert time.process_time() - begyndt < SEKUNDER


def test_importen_advarer_om_det_der_ikke_kan_ventes_paa(verden):
    koersel = forhaandsvis(verden.ky, bog(*RAEKKER, hoved=HOVED))
    assert [(et["raekke"], et["kolonne"], et["vaerdi"]) for et in koersel.advarsler] == [
        (2, "Venter på", "X9"),
        (3, "Venter på", "a01"),
        (3, "Venter på", "A03"),
    ]


def test_en_ny_plan_faar_katalogets_forudsaetninger(verden):
    indlaes_og_udgiv(verden.ky, bog(*RAEKKER, hoved=HOVED))
    projekt = opret_projekt(KOMMANDOLINJE, verden.aarhus, verden.ky, Datoer())
    fundne = Forudsaetning.objects.filter(opgave__plan__projekt=projekt)
    assert set(fundne.values_list("opgave__kort__kode", "kraever__kort__kode")) == {
        ("A01", "A03"),
        ("A03", "A02"),
    }


@pytest.mark.parametrize(
    ("kode", "nyt", "tabt"),
    [
        ("A01", {"kode": "A09"}, "A02 kan ikke vente på A01."),
        ("A01", {"nyt_navn": "Venter på", "nyt_tekst": "A03"}, "A02 kan ikke vente på A01."),
        ("A03", {"titel": "Ny"}, "A03 kan ikke vente på X9."),
        ("A02", {"titel": "Ny"}, ""),
    ],
)
def test_den_der_gemmer_et_kort_faar_at_vide_hvad_nye_planer_mister_ved_det(verden, som, kaede, kode, nyt, tabt):
    karen, kort = som(verden.karen), kaede.kort.get(kode=kode)
    assert rettet(karen, kort, **nyt).status_code == 302
    side = tekst(karen.get(adresse("ret_kort", kaede, kort.pk)))
    assert side.count("kan ikke vente på") == bool(tabt) and tabt in side


def test_den_der_sletter_et_kort_faar_at_vide_hvem_der_ventede_paa_det(verden, som, kaede):
    karen, kort = som(verden.karen), kaede.kort.get(kode="A01")
    karen.post(adresse("slet_kort", kaede, kort.pk), {"aftryk": kort_aftryk(kort)})
    assert "A02 kan ikke vente på A01." in tekst(karen.get(adresse("version", kaede)))


def test_foer_udgivelsen_staar_det_nye_planer_ikke_faar_med_et_link(verden, som, kaede):
    side, kort = som(verden.karen).get(adresse("udgiv", kaede)).text, kaede.kort.get(kode="A03")
    link = f'<a href="{adresse("version", kaede)}?kort={kort.pk}#kort-{kort.pk}">A03</a>'
    assert f"{link} på X9" in side and "A02</a> på" not in side
