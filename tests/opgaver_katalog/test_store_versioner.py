"""En version med mange kort står på flere sider, og et kort kan stadig findes, også uden JavaScript."""

import pytest
from django.urls import reverse

from opgaver.katalogvisning import KORT_PAA_SIDEN, laes_udsnit
from opgaver.models import Katalogopgave
from opgaver.services import kortredigering
from projekter.aktoer import KOMMANDOLINJE

ANTAL = 2 * KORT_PAA_SIDEN + 50


@pytest.fixture
def stor(verden):
    """En kladde, hvor F1 fylder godt en side og F3 godt en mere."""
    kladde = kortredigering.ny_kladde(KOMMANDOLINJE, verden.version)
    kladde.kort.all().delete()
    f1, f3 = (verden.model.faser.get(kode=kode) for kode in ("F1", "F3"))
    Katalogopgave.objects.bulk_create(
        Katalogopgave(version=kladde, raekkefoelge=n, kode=f"K{n:03}", titel=f"Opgave {n}", fase=f1 if n <= 230 else f3)
        for n in range(1, ANTAL + 1)
    )
    return kladde


def sti(version, navn="version"):
    return reverse(f"kataloger:{navn}", args=[version.pk])


def koder(udsnit):
    return [kort.kode for kort in udsnit.side]


def test_siderne_rummer_tilsammen_alle_kort_i_orden(stor):
    alle = [kode for side in "123" for kode in koder(laes_udsnit(stor, {"side": side}))]
    assert alle == [f"K{n:03}" for n in range(1, ANTAL + 1)]


def test_hver_fase_foerer_til_den_side_den_begynder_paa(som, verden, stor):
    fase = verden.model.faser.get(kode="F3")
    side = som(verden.karen).get(sti(stor)).text
    assert f'href="?side=2#fase-{fase.pk}"' in side and f'<h2 id="fase-{fase.pk}"' not in side
    assert f'<h2 id="fase-{fase.pk}"' in som(verden.karen).get(sti(stor), {"side": 2}).text


@pytest.mark.parametrize(("ord_", "ventet"), [("k431", ["K431"]), ("OPGAVE 431", ["K431"]), ("findes ikke", [])])
def test_et_kort_findes_paa_kode_og_titel(stor, ord_, ventet):
    assert koder(laes_udsnit(stor, {"q": ord_})) == ventet


def test_soegningen_siger_hvad_den_fandt_og_vejen_tilbage(som, verden, stor):
    side = som(verden.karen).get(sti(stor), {"q": "K43"}).text
    assert "10 opgaver med »K43« i kode eller titel." in side and "Vis alle" in side
    assert "Prøv med et andet ord" in som(verden.karen).get(sti(stor), {"q": "xyz"}).text


def test_et_link_til_et_kort_foerer_til_dets_side(stor):
    sidste = stor.kort.get(kode="K450")
    assert "K450" in koder(laes_udsnit(stor, {"kort": str(sidste.pk)}))


@pytest.mark.parametrize("vaerdi", ["0", "x", "9" * 40, "-1", "²"])
def test_en_adresse_der_ikke_passer_giver_en_side_alligevel(som, verden, stor, vaerdi):
    assert som(verden.karen).get(sti(stor), {"kort": vaerdi, "side": vaerdi}).status_code == 200


def test_en_almindelig_version_er_paa_en_side_uden_soegefelt(som, verden):
    side = som(verden.karen).get(sti(verden.version)).text
    assert "find-opgave" not in side and "Næste" not in side


def test_ordenens_sider_har_pladser_der_taeller_videre(som, verden, stor):
    side = som(verden.karen).get(sti(stor, "raekkefoelge"), {"side": 2}).text
    assert f"Opgave {KORT_PAA_SIDEN + 1}–{2 * KORT_PAA_SIDEN} af {ANTAL}." in side
    assert f'start="{KORT_PAA_SIDEN + 1}"' in side and side.count("Flyt op") == KORT_PAA_SIDEN


def test_den_flyttede_opgave_vises_paa_den_side_den_kom_til(som, verden, stor):
    kort = stor.kort.get(kode="K001")
    adresse = reverse("kataloger:flyt_kort", args=[stor.pk, kort.pk])
    svar = som(verden.karen).post(adresse, {"plads": "420"}, headers={"HX-Request": "true"})
    assert "K001 står nu på plads 420." in svar.text and f'id="raekke-{kort.pk}"' in svar.text
    uden = som(verden.karen).post(adresse, {"plads": "421"})
    assert uden.url == f"{sti(stor, 'raekkefoelge')}?side=3#raekke-{kort.pk}"
