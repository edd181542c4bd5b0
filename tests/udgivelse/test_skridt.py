"""Kladde, udgivet, lukket, og tilbage igen; og det, der siges om en ændring, gennem versionerne."""

import json
from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.utils import timezone

from faelles.afvisning import Afvist, IkkeTilladt
from opgaver.models import Katalogopgave, Katalogversion, Plan
from opgaver.services.aendringsmaerke import saet_aendring
from opgaver.services.katalog import foreslaa_nummer
from opgaver.services.kortredigering import kort_aftryk, ny_kladde
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from opgaver.services.projekt import Datoer, nyeste_version, opret_projekt
from opgaver.services.udgivelse import hvorfor_ikke_tilbage, luk, traek_tilbage, udgiv
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import Haendelse, Rettighed
from tests.fletning.hjaelp import NU, flet
from tests.medvirkende import lav_bruger, lav_organisation
from tests.opgaver_katalog.boeger import SAPA_HOVED, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import indlaes
from tests.opgaver_katalog.test_kort_samtidig import samtidig
from tests.udgivelse.hjaelp import lav_kladde, ret, udgivet
from tests.udgivet import uden_vaern


def maerk(kort, note="Loven er ændret."):
    return saet_aendring(KOMMANDOLINJE, kort, er_obligatorisk=True, note=note, aftryk=kort_aftryk(kort))


@pytest.fixture
def koebenhavn(verden):
    return lav_organisation("kommune", "0101", "København")


def test_af_en_lukket_version_laves_ingen_projekter(verden, koebenhavn):
    luk(KOMMANDOLINJE, verden.version)
    with pytest.raises(Afvist, match="ikke udgivet noget katalog"):
        opret_projekt(KOMMANDOLINJE, koebenhavn, verden.sapa, Datoer())


def test_projekter_i_gang_gaar_videre_paa_en_lukket_version(verden, som):
    luk(KOMMANDOLINJE, verden.version)
    assert Plan.objects.get(projekt=verden.projekt).version == verden.version
    assert som(verden.anna).get(verden.opgave("A08").get_absolute_url()).status_code == 200


def test_et_ur_der_gik_forkert_goer_ingen_version_aeldre_end_den_foer(verden):
    kladde = lav_kladde(verden)
    ny = udgiv(KOMMANDOLINJE, kladde, nu=verden.version.udgivet - timedelta(hours=1))
    assert ny.udgivet > verden.version.udgivet and ny_kladde(KOMMANDOLINJE, ny).nummer == "1.2"


def test_en_kladde_faar_et_frit_nummer_ogsaa_naar_den_nyeste_ikke_har_det_hoejeste(verden):
    ny = udgivet(verden)
    with uden_vaern():
        Katalogversion.objects.filter(pk=ny.pk).update(udgivet=verden.version.udgivet - timedelta(hours=1))
    assert ny_kladde(KOMMANDOLINJE, ny).nummer == "1.2"


def test_en_version_et_projekt_har_forladt_igen_siges_at_vaere_det(verden):
    version = udgivet(verden)
    opgradering = flet(verden, version)
    assert "er taget i brug" in hvorfor_ikke_tilbage(version)
    fortryd_opgradering(KOMMANDOLINJE, opgradering.pk, nu=NU)
    assert hvorfor_ikke_tilbage(version).startswith("Ingen følger SAPA 1.1 nu, men mindst ét projekt har fulgt den")


def test_en_lukket_version_er_stadig_den_naeste_kladdes_forgaenger(verden):
    """Ellers fik kortene nye nøgler, og kommunernes arbejde fulgte ikke med."""
    luk(KOMMANDOLINJE, verden.version)
    assert foreslaa_nummer(verden.sapa) == "1.1"
    kladde = indlaes(verden.sapa, bog(*sapa_raekker(), hoved=SAPA_HOVED), "1.1")
    noegler = set(verden.version.kort.values_list("noegle", flat=True))
    assert set(kladde.kort.values_list("noegle", flat=True)) == noegler
    with pytest.raises(Afvist, match="er udgivet og kan ikke ændres"):
        indlaes(verden.sapa, bog(*sapa_raekker()[1:], hoved=SAPA_HOVED), "1.0")


def test_en_tilbagetrukket_udgivelse_kan_rettes_og_udgives_igen(verden, koebenhavn):
    version = udgivet(verden)
    traek_tilbage(KOMMANDOLINJE, version, "Forkert fil")
    assert nyeste_version(verden.sapa) == verden.version
    version.refresh_from_db()
    ret(version, "K03", titel="Rettet")
    udgiv(KOMMANDOLINJE, version, nu=timezone.now())
    assert opret_projekt(KOMMANDOLINJE, koebenhavn, verden.sapa, Datoer()).plan.version == version


def test_kun_den_nyeste_udgivelse_kan_traekkes_tilbage(verden):
    foerste = udgivet(verden)
    naeste = ny_kladde(KOMMANDOLINJE, foerste)
    ret(naeste, "K03", titel="Rettet")
    udgiv(KOMMANDOLINJE, naeste, nu=timezone.now())
    with pytest.raises(Afvist, match=r"SAPA 1\.2 er udgivet siden"):
        traek_tilbage(KOMMANDOLINJE, foerste, "Fejl")


@pytest.mark.parametrize("handling", [luk, lambda aktoer, version: traek_tilbage(aktoer, version, "Fejl")])
def test_kun_udgiverens_egen_redaktoer_maa(verden, handling):
    version = udgivet(verden)
    stine = lav_bruger("stine@star.example", "Stine Lund", verden.star, Rettighed.KATALOGREDAKTOER)
    for bruger in (verden.anna, stine):
        with pytest.raises(IkkeTilladt):
            handling(Aktoer.person(bruger), version)
    assert Katalogversion.objects.get(pk=version.pk).status == "udgivet"


def test_et_maerke_staar_i_historikken(verden):
    maerk(lav_kladde(verden).kort.get(kode="A08"))
    felter = Haendelse.objects.filter(handling="kort rettet", ny__in=["True", "Loven er ændret."])
    assert set(felter.values_list("felt", flat=True)) == {"ændringen er obligatorisk", "note om ændringen"}


def test_en_ny_kladde_begynder_uden_maerker(verden):
    kladde = lav_kladde(verden)
    maerk(kladde.kort.get(kode="A08"))
    naeste = ny_kladde(KOMMANDOLINJE, udgiv(KOMMANDOLINJE, kladde, nu=timezone.now()))
    assert not naeste.kort.exclude(er_aendring_obligatorisk=False, aendringsnote="").exists()
    assert kladde.kort.get(kode="A08").aendringsnote == "Loven er ændret."


def test_en_import_til_kladden_roerer_ikke_maerkerne(verden):
    kladde = lav_kladde(verden)
    maerk(kladde.kort.get(kode="A08"))
    raekker = sapa_raekker()
    raekker[2][1] = "En tredje titel"
    indlaes(verden.sapa, bog(*raekker, hoved=SAPA_HOVED), "1.1")
    kort = kladde.kort.get(kode="A08")
    assert (kort.titel, kort.er_aendring_obligatorisk, kort.aendringsnote) == (
        "En tredje titel", True, "Loven er ændret.",
    )  # fmt: skip


def test_et_maerke_paa_en_aendring_der_er_rettet_tilbage_udgives_ikke(verden):
    kladde = lav_kladde(verden)
    maerk(kladde.kort.get(kode="A08"))
    maerk(kladde.kort.get(kode="X01"))
    foer = verden.version.kort.get(kode="A08")
    ret(kladde, "A08", titel=foer.titel, maal=foer.maal)
    udgiv(KOMMANDOLINJE, kladde, nu=timezone.now())
    assert list(kladde.kort.filter(er_aendring_obligatorisk=True).values_list("kode", flat=True)) == ["X01"]


def test_i_den_foerste_version_er_der_ingen_aendring_at_maerke(verden):
    kort = indlaes(verden.ky, bog(("A01", "Første", "F1"))).kort.get()
    with pytest.raises(Afvist, match="ikke ændret"):
        maerk(kort)


def koer(kommando, *valg):
    ud, kode = StringIO(), 0
    try:
        call_command(kommando, "--loesning", "SAPA", "--json", *valg, stdout=ud)
    except CommandError as fejl:
        kode = fejl.returncode
    return json.loads(ud.getvalue()), kode


def test_kommandoen_sammenligner(verden):
    maerk(lav_kladde(verden).kort.get(kode="A08"))
    svar, kode = koer("sammenlign_katalog", "--fra", "1.0", "--til", "1.1")
    assert (svar["fra"], svar["til"], svar["obligatoriske"], kode) == ("SAPA 1.0", "SAPA 1.1", 1, 0)
    assert {slags: [en["kode"] for en in svar[slags]] for slags in ("nye", "omdoebte", "aendrede", "udgaaede")} == {
        "nye": ["X01"], "omdoebte": ["C02"], "aendrede": ["A08"], "udgaaede": ["G07"],
    }  # fmt: skip
    assert svar["omdoebte"][0]["hed"] == "C01" and svar["aendrede"][0]["felter"][0]["felt"] == "Titel"


def test_kommandoen_paa_en_kommunes_vegne_kender_ikke_kladden(verden):
    lav_kladde(verden)
    svar, kode = koer("sammenlign_katalog", "--fra", "1.0", "--til", "1.1", "--bruger", verden.anna.email)
    assert kode == 1 and "har ingen katalogversion 1.1" in svar["fejl"][0]["besked"]


def test_kommandoen_skriver_en_pdf(verden, tmp_path):
    lav_kladde(verden)
    ud = tmp_path / "forskel.pdf"
    svar, _ = koer("sammenlign_katalog", "--fra", "1.0", "--til", "1.1", "--ud", str(ud))
    assert ud.read_bytes().startswith(b"%PDF") and svar["sider"] == 1
    svar, kode = koer("sammenlign_katalog", "--fra", "1.0", "--til", "1.1", "--ud", str(tmp_path / "x.txt"))
    assert kode == 1 and "slutter ikke på .pdf" in svar["fejl"][0]["besked"]


def test_kommandoerne_traekker_tilbage_og_lukker(verden):
    udgivet(verden)
    svar = koer("traek_udgivelse_tilbage", "--katalogversion", "1.1", "--begrundelse", "Fejl")
    assert svar == ({"katalogversion": "SAPA 1.1", "status": "kladde"}, 0)
    svar = koer("luk_katalogversion", "--katalogversion", "1.0")
    assert svar == ({"katalogversion": "SAPA 1.0", "status": "lukket", "projekter": 2}, 0)
    svar, kode = koer("traek_udgivelse_tilbage", "--katalogversion", "1.0", "--begrundelse", "Fejl")
    assert kode == 1 and "er lukket" in svar["fejl"][0]["besked"]


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("runde", range(5))
def test_et_projekt_staar_aldrig_paa_en_tilbagetrukket_version(verden, koebenhavn, runde):
    version = udgivet(verden)
    samtidig(
        lambda: opret_projekt(KOMMANDOLINJE, koebenhavn, verden.sapa, Datoer()),
        lambda: traek_tilbage(KOMMANDOLINJE, version, "Fejl"),
    )
    version.refresh_from_db()
    assert version.er_kladde != Plan.objects.filter(version=version).exists()
    assert not Plan.objects.filter(version__status="kladde").exists()


@pytest.mark.postgresql
@pytest.mark.django_db(transaction=True)
def test_to_kan_ikke_lukke_og_traekke_tilbage_paa_samme_tid(verden):
    version = udgivet(verden)
    udfald = samtidig(
        lambda: luk(KOMMANDOLINJE, version).status, lambda: traek_tilbage(KOMMANDOLINJE, version, "Fejl").status
    )
    version.refresh_from_db()
    assert sum(isinstance(et, Afvist) for et in udfald) == 1 and version.status in udfald


def test_ingen_kort_i_en_udgivet_version_kan_gemmes_efter_en_tilbagetraekning(verden):
    """En gammel kopi i hukommelsen tror, at versionen er en kladde; databasen ved bedre."""
    version = udgivet(verden)
    traek_tilbage(KOMMANDOLINJE, version, "Fejl")
    kort = Katalogopgave.objects.select_related("version").filter(version=version).first()
    udgiv(KOMMANDOLINJE, Katalogversion.objects.get(pk=version.pk), nu=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        kort.save()
