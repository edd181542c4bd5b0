"""Det, en redaktør har skrevet, går ikke tabt, når kladden udgives, eller en import fjerner kortet imens."""

import pytest
from django.utils import timezone

from opgaver.services import kortredigering as handlinger
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Haendelse
from tests.opgaver_katalog.boeger import SAPA_HOVED, bog, sapa_raekker
from tests.opgaver_katalog.handlinger import indlaes
from tests.opgaver_katalog.test_kortredigering import adresse, felter, kortet, tekst

pytestmark = pytest.mark.django_db


@pytest.fixture
def karen(som, verden):
    return som(verden.karen)


@pytest.fixture
def a08(verden):
    kladde = handlinger.ny_kladde(KOMMANDOLINJE, verden.version)
    kladde.kort.filter(kode="K03").update(titel="Rettet, så kladden kan udgives")
    return kladde.kort.get(kode="A08")


def test_det_skrevne_overlever_at_en_import_har_fjernet_kortet(karen, verden, a08):
    sendt = felter(karen.get(adresse("ret_kort", a08.version, a08.pk))) | {"maal": "Mit mål"}
    indlaes(verden.sapa, bog(*(r for r in sapa_raekker() if r[0] != "A08"), hoved=SAPA_HOVED), a08.version.nummer)
    svar = karen.post(adresse("ret_kort", a08.version, a08.pk), sendt)
    assert svar.status_code == 409 and "Mit mål" in tekst(svar)
    slettet = Haendelse.objects.get(handling="kort slettet", genstand_id=a08.pk)
    assert (slettet.genstand_navn, slettet.gammel, slettet.begrundelse) == (str(a08), "SAPA 1.1", "katalog.xlsx")


@pytest.mark.parametrize("navn", ["ret_kort", "nyt_kort"])
def test_det_skrevne_overlever_at_kladden_er_udgivet_imens(karen, a08, navn):
    sendt = felter(karen.get(adresse("ret_kort", a08.version, a08.pk))) | {"maal": "Mit mål"}
    udgiv(KOMMANDOLINJE, a08.version, nu=timezone.now())
    svar = karen.post(adresse(navn, a08.version, *([a08.pk] if navn == "ret_kort" else [])), sendt)
    assert svar.status_code == 409 and "Mit mål" in tekst(svar) and "er udgivet, mens du skrev" in tekst(svar)
    assert kortet(a08).maal != "Mit mål"


def test_det_skrevne_overlever_at_kladden_udgives_i_samme_nu(karen, a08, monkeypatch):
    sendt = felter(karen.get(adresse("ret_kort", a08.version, a08.pk))) | {"maal": "Mit mål"}

    def udgivet(*_, **__):
        raise handlinger.ErUdgivet("SAPA 1.1 er udgivet.")

    monkeypatch.setattr(handlinger, "laas_kladde", udgivet)
    svar = karen.post(adresse("ret_kort", a08.version, a08.pk), sendt)
    assert svar.status_code == 409 and "Mit mål" in tekst(svar)


def test_to_der_retter_hver_sit_felt_beholder_begge_deres(karen, som, verden, a08):
    sti = adresse("ret_kort", a08.version, a08.pk)
    mit = felter(karen.get(sti)) | {"maal": "Mit mål", "metode": "Min metode"}
    foerst = felter(karen.get(sti)) | {"titel": "Den førstes", "metode": "Den førstes metode", "nyt_navn": "Bemærkning"}
    karen.post(sti, foerst | {"nyt_tekst": "Husk", "er_regel_konstrueret": "on"})
    svar = karen.post(sti, mit)
    assert svar.status_code == 409
    assert [linje[0] for linje in svar.context["forskelle"]] == ["Mål", "Metode og fremgangsmåde"]
    karen.post(sti, felter(svar))
    nu = kortet(a08)
    assert (nu.titel, nu.maal, nu.metode) == ("Den førstes", "Mit mål", "Min metode")
    assert nu.er_regel_konstrueret and nu.oevrige_felter == {"Bemærkning": "Husk"}


@pytest.mark.parametrize("grundlag", ["", "[1]", "{", '"titel"', '{"titel": 7}'])
def test_et_grundlag_der_ikke_kan_laeses_koster_intet_af_det_skrevne(karen, a08, grundlag):
    sti = adresse("ret_kort", a08.version, a08.pk)
    mit = felter(karen.get(sti)) | {"maal": "Mit mål", "grundlag": grundlag}
    karen.post(sti, felter(karen.get(sti)) | {"titel": "Den førstes"})
    svar = karen.post(sti, mit)
    assert svar.status_code == 409 and felter(svar)["maal"] == ["Mit mål"] and felter(svar)["titel"] == mit["titel"]
