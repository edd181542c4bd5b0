"""At udgive en version."""

import pytest
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from opgaver.models import Katalog, Katalogversion
from opgaver.services.kortredigering import ny_kladde
from opgaver.services.projekt import nyeste_version
from opgaver.services.udgivelse import kladdens_aftryk, luk, udgiv
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from tests.opgaver_katalog.boeger import SAPA_HOVED, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import indlaes, indlaes_og_udgiv

EN = ("A01", "Første", "F1")


def test_nye_projekter_laves_af_den_udgivne_version(verden):
    ny = indlaes_og_udgiv(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED), "1.1")
    assert nyeste_version(verden.sapa) == ny


def test_et_projekt_i_gang_bliver_paa_sin_version(verden):
    indlaes_og_udgiv(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED), "1.1")
    verden.projekt.plan.refresh_from_db()
    assert verden.projekt.plan.version == verden.version


def test_en_udgivet_version_kan_ikke_udgives_igen(verden):
    with pytest.raises(Afvist, match="allerede udgivet"):
        udgiv(KOMMANDOLINJE, verden.version, nu=timezone.now())


def test_en_version_uden_opgaver_kan_ikke_udgives(verden):
    katalog = Katalog.objects.create(loesning=verden.ky, udgiver=verden.kombit, model=verden.model)
    with pytest.raises(Afvist, match="ingen opgaver"):
        udgiv(KOMMANDOLINJE, Katalogversion.objects.create(katalog=katalog, nummer="1.0"), nu=timezone.now())


def test_kun_udgiverens_redaktoer_maa_udgive(verden):
    version = indlaes(verden.ky, bog(EN))
    with pytest.raises(IkkeTilladt):
        udgiv(Aktoer.person(verden.anna), version, nu=timezone.now())
    version.refresh_from_db()
    assert version.er_kladde


def test_en_kladde_med_lavere_nummer_end_den_udgivne_kan_ikke_udgives(verden):
    lav, hoej = indlaes(verden.ky, bog(EN), "1.1"), indlaes(verden.ky, bog(EN), "1.2")
    udgiv(KOMMANDOLINJE, hoej, nu=timezone.now())
    with pytest.raises(Afvist, match=r"Indlæs filen igen som 1\.3"):
        udgiv(KOMMANDOLINJE, lav, nu=timezone.now())


def test_to_kladder_side_om_side_giver_det_samme_kort_den_samme_noegle(verden):
    foerste, anden = indlaes(verden.ky, bog(EN), "1.1"), indlaes(verden.ky, bog(EN, ("B", "To", "F1")), "1.2")
    udgiv(KOMMANDOLINJE, foerste, nu=timezone.now())
    udgiv(KOMMANDOLINJE, anden, nu=timezone.now())
    assert foerste.kort.get().noegle == anden.kort.get(kode="A01").noegle
    assert anden.kort.get(kode="B").noegle != foerste.kort.get().noegle


def test_et_omdoebt_kort_beholder_sin_egen_noegle_ved_udgivelsen(verden):
    foerste = indlaes_og_udgiv(verden.ky, bog(EN, ("A02", "Anden", "F1")), "1.0")
    ny = indlaes(verden.ky, bog(EN), "1.1")
    noegle = foerste.kort.get(kode="A01").noegle
    ny.kort.filter(kode="A01").update(kode="A02")
    udgiv(KOMMANDOLINJE, ny, nu=timezone.now())
    assert ny.kort.get(kode="A02").noegle == noegle


def test_en_kladde_der_er_aendret_siden_siden_blev_vist_udgives_ikke(verden):
    kladde = indlaes(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED), "1.1")
    set_af_karen = kladdens_aftryk(kladde)
    indlaes(verden.sapa, bog(*sapa_raekker()[:-1], hoved=SAPA_HOVED), "1.1")
    with pytest.raises(Foraeldet, match="ændret, siden du åbnede siden"):
        udgiv(KOMMANDOLINJE, kladde, aftryk=set_af_karen, nu=timezone.now())
    assert Katalogversion.objects.get(pk=kladde.pk).er_kladde


def test_en_kladde_uden_aendringer_kan_ikke_udgives(verden):
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    with pytest.raises(Afvist, match=r"SAPA 1\.1 siger det samme som SAPA 1\.0"):
        udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    assert Katalogversion.objects.get(pk=kladde.pk).er_kladde


def test_en_anden_raekkefoelge_er_nok_til_at_udgive(verden):
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    kladde.kort.filter(kode="A08").update(raekkefoelge=5000)
    assert not udgiv(KOMMANDOLINJE, kladde, nu=timezone.now()).er_kladde


def test_det_samme_som_en_lukket_version_kan_udgives_igen(verden):
    luk(KOMMANDOLINJE, verden.version)
    assert not udgiv(KOMMANDOLINJE, ny_kladde(KOMMANDOLINJE, verden.version), nu=timezone.now()).er_kladde
