"""Det, en opgradering afviser: den forkerte person, version eller stand, og det, der er ændret imens."""

import pytest
from django.db.models import QuerySet

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt
from opgaver.models import Katalogopgave, Katalogversion, Plan
from opgaver.services.flytning import flyt_datoer
from opgaver.services.frist import saet_egen_regel
from opgaver.services.opgradering import opgrader_plan
from opgaver.services.opgraderingsgrundlag import find_nyere
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Kalenderperiode, Projekt
from tests.fletning.hjaelp import NU, VENT_MED_ALT, flet, frisk, svar, vis
from tests.fletning.test_opgrader import A08_EFTER, to
from tests.flytning.hjaelp import SENERE
from tests.medvirkende import lav_version
from tests.udgivet import uden_vaern


@pytest.mark.parametrize("navn", ["bo", "dorte", "carl", "karen", "ada"])
def test_kun_den_der_leder_maa_opgradere(verden, navn):
    with pytest.raises(IkkeTilladt):
        flet(verden, to(verden), aktoer=Aktoer.person(getattr(verden, navn)))


def test_en_kladde_og_en_aeldre_version_afvises(verden):
    ny = to(verden)
    kladde = Katalogversion.objects.create(katalog=ny.katalog, nummer="3.0")
    with pytest.raises(Afvist, match="ikke udgivet"):
        flet(verden, kladde)
    flet(verden, ny)
    with pytest.raises(Afvist, match=r"nyere end SAPA 1\.0"):
        flet(verden, verden.version)


def luk(version):
    Katalogversion.objects.filter(pk=version.pk).update(status="lukket")


def test_en_lukket_version_kan_ikke_vaelges_men_det_der_venter_paa_planens_kan(verden):
    ny = to(verden)
    luk(ny)
    ny.refresh_from_db()
    with pytest.raises(Afvist, match=r"SAPA 2\.0 er lukket"):
        flet(verden, ny)
    with uden_vaern():
        Katalogversion.objects.filter(pk=ny.pk).update(status="udgivet")
    ny.refresh_from_db()
    flet(verden, ny, VENT_MED_ALT)
    luk(ny)
    assert flet(verden, Katalogversion.objects.get(pk=ny.pk)).tal["aendrede"] == 2


def test_en_version_der_er_lukket_lige_foer_kan_ikke_vaelges(verden):
    ny = to(verden)
    luk(ny)
    assert ny.status == "udgivet", "Det, siden læste, før versionen blev lukket."
    with pytest.raises(Afvist, match=r"SAPA 2\.0 er lukket"):
        flet(verden, ny)


def test_er_planens_version_lukket_foreslaas_ingen_aeldre(verden):
    ny = to(verden)
    flet(verden, ny)
    luk(ny)
    plan = Plan.objects.select_related("version__katalog__loesning").get(projekt=verden.projekt)
    assert find_nyere(plan) == ny


def test_et_andet_katalogs_version_afvises(verden):
    fremmed = lav_version(verden.ky, verden.kombit, verden.model)
    with pytest.raises(Afvist, match="ikke en version af det katalog"):
        flet(verden, fremmed)


def test_et_afsluttet_projekts_plan_bliver_som_den_er(verden):
    ny = to(verden)
    Projekt.objects.filter(pk=verden.projekt.pk).update(status=Projekt.Status.AFSLUTTET)
    with pytest.raises(Afvist, match="er afsluttet"):
        flet(verden, ny)
    assert Plan.objects.get(projekt=verden.projekt).version == verden.version


def test_den_anden_af_to_faar_at_vide_at_planen_er_opgraderet(verden):
    ny = to(verden)
    aftryk = vis(verden, ny).aftryk
    flet(verden, ny, aftryk=aftryk)
    with pytest.raises(Foraeldet, match=r"opgraderet til SAPA 2\.0"):
        flet(verden, ny, aftryk=aftryk)


def test_noget_lokalt_der_er_kommet_til_goer_forhaandsvisningen_foraeldet(verden):
    ny = to(verden)
    aftryk = vis(verden, ny).aftryk
    saet_egen_regel(KOMMANDOLINJE, verden.opgave("A08"), "2 uger efter go-live")
    with pytest.raises(Foraeldet, match="dine valg er ikke gemt"):
        flet(verden, ny, aftryk=aftryk)
    assert Plan.objects.get(projekt=verden.projekt).version == verden.version


@pytest.mark.parametrize("goer", [
    lambda verden: flyt_datoer(KOMMANDOLINJE, frisk(verden.projekt), SENERE, "Forsinket", nu=NU),
    lambda verden: Kalenderperiode.objects.create(kommune=verden.aarhus, navn="Lukket", fra=A08_EFTER, til=A08_EFTER),
])  # fmt: skip
def test_er_datoerne_eller_kalenderen_en_anden_er_de_viste_frister_foraeldede(verden, goer):
    ny = to(verden)
    aftryk = vis(verden, ny).aftryk
    goer(verden)
    with pytest.raises(Foraeldet, match="dine valg er ikke gemt"):
        flet(verden, ny, aftryk=aftryk)


def test_et_projekt_der_er_afsluttet_siden_det_blev_laest_bliver_som_det_er(verden):
    ny, laest = to(verden), frisk(verden.projekt)
    Projekt.objects.filter(pk=laest.pk).update(status=Projekt.Status.AFSLUTTET)
    with pytest.raises(Afvist, match="er afsluttet"):
        opgrader_plan(Aktoer.person(verden.anna), laest, ny, nu=NU)


def sig_nej_imens(verden, ny):
    flet(verden, ny, svar(verden, A08="behold-lokal"))


def goer_obligatorisk_imens(verden, ny):
    with uden_vaern():
        QuerySet(Katalogopgave).filter(version=ny, kode="A08").update(er_aendring_obligatorisk=True)


@pytest.mark.parametrize("imens", [sig_nej_imens, goer_obligatorisk_imens])
def test_et_andet_nej_og_et_andet_krav_goer_forhaandsvisningen_foraeldet(verden, imens):
    ny = to(verden)
    flet(verden, ny, VENT_MED_ALT)
    aftryk = vis(verden, ny).aftryk
    imens(verden, ny)
    with pytest.raises(Foraeldet, match="valg er ikke gemt"):
        flet(verden, ny, aftryk=aftryk)
