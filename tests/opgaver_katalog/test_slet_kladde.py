"""En kladde slettes fra sin egen side: kun en kladde, kun af dens redaktør, og kun den, der blev vist."""

import pytest
from django.urls import reverse

from faelles.afvisning import Foraeldet, IkkeTilladt
from opgaver.models import Katalog, Katalogopgave, Katalogversion
from opgaver.services import kortredigering
from opgaver.services.kladde import slet_kladde
from opgaver.services.udgivelse import kladdens_aftryk
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse
from tests.opgaver_katalog.boeger import SAPA_HOVED, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import indlaes


@pytest.fixture
def kladde(verden):
    return kortredigering.ny_kladde(KOMMANDOLINJE, verden.version)


def slet(klient, version):
    adresse = reverse("kataloger:slet_kladde", args=[version.pk])
    return klient.post(adresse, {"aftryk": kladdens_aftryk(version)}, follow=True)


def test_karen_bliver_spurgt_og_sletter_kladden(som, verden, kladde):
    karen = som(verden.karen)
    side = karen.get(reverse("kataloger:version", args=[kladde.pk])).text
    assert (sti := reverse("kataloger:slet_kladde", args=[kladde.pk])) in side
    assert "dens 7 opgaver" in karen.get(sti).text and Katalogversion.objects.filter(pk=kladde.pk).exists()
    assert "Kladden SAPA 1.1 er slettet." in slet(karen, kladde).text
    assert list(Katalogversion.objects.values_list("pk", flat=True)) == [verden.version.pk]
    assert Katalogopgave.objects.filter(version=verden.version).count() == 7


def test_historikken_siger_hvem_der_slettede_hvor_meget(som, verden, kladde):
    slet(som(verden.karen), kladde)
    haendelse = Haendelse.objects.get(handling="kladde slettet")
    assert (haendelse.bruger, haendelse.genstand_navn, haendelse.gammel) == (verden.karen, "SAPA 1.1", "7 opgaver")


def test_en_udgivet_version_kan_ikke_slettes(som, verden):
    svar = slet(som(verden.karen), verden.version)
    assert svar.status_code == 422 and "er udgivet" in svar.text
    assert verden.version.kort.count() == 7


def test_en_kladde_der_er_aendret_siden_bliver_staaende(verden, kladde):
    aftryk = kladdens_aftryk(kladde)
    kladde.kort.filter(kode="A08").update(titel="Noget nyt")
    with pytest.raises(Foraeldet, match="er ændret"):
        slet_kladde(KOMMANDOLINJE, kladde, aftryk=aftryk)
    assert kladde.kort.count() == 7


def test_andre_kan_hverken_se_eller_slette_den(som, verden, kladde):
    assert slet(som(verden.anna), kladde).status_code == 404
    with pytest.raises(IkkeTilladt):
        slet_kladde(Aktoer.person(verden.anna), kladde, aftryk=kladdens_aftryk(kladde))
    assert kladde.kort.count() == 7


def test_den_eneste_kladde_tager_det_tomme_katalog_med_saa_fasemodellen_kan_vaelges_om(verden):
    kladde = indlaes(verden.ky, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED), "1.0")
    slet_kladde(KOMMANDOLINJE, kladde, aftryk=kladdens_aftryk(kladde))
    assert not Katalog.objects.filter(loesning=verden.ky).exists()
