"""Matricen er kun noget værd, hvis den opdager et hul. Her laves hullerne med vilje."""

import pytest
from django.http import HttpResponse
from django.urls import URLResolver, path
from django.urls.resolvers import RegexPattern

from gevinster.models import GevinstQuerySet
from implementering.urls import urlpatterns
from opgaver.models.katalog import KatalogversionQuerySet
from opgaver.models.opgave import OpgaveQuerySet
from projekter import adgang
from projekter.aktoer import KOMMANDOLINJE
from projekter.historik import noter
from projekter.models import Organisation, Projekt
from tests.adgang.adresser import uoverensstemmelser
from tests.adgang.celler import koer
from tests.adgang.matrix import MATRIX
from tests.adgang.scene import Scene

AEGTE_FIND_PROJEKT = adgang.find_projekt


def med(*flere) -> URLResolver:
    return URLResolver(RegexPattern(r"^/"), [*urlpatterns, *flere])


def brud(scene: Scene, rolle: str, *navne: str) -> str:
    linjer = tuple(linje for linje in MATRIX if linje.navn in navne)
    return "\n".join(koer(scene, rolle, linjer).brud)


def find_og_skriv(bruger, kommune, loesning):
    projekt = AEGTE_FIND_PROJEKT(bruger, kommune, loesning)
    noter(KOMMANDOLINJE, "set", projekt, projekt=projekt)
    return projekt


def test_en_glemt_adresse_naevnes_ved_navn():
    opsaetning = med(path("glemt/", HttpResponse, name="glemt"))
    assert uoverensstemmelser(opsaetning, MATRIX) == ["glemt (glemt/) har ingen linje i matricen"]


def test_en_adresse_uden_navn_slipper_ikke_forbi():
    assert "skjult/" in uoverensstemmelser(med(path("skjult/", HttpResponse)), MATRIX)[0]


def test_en_linje_uden_adresse_naevnes():
    fundne = uoverensstemmelser(URLResolver(RegexPattern(r"^/"), urlpatterns[1:]), MATRIX)
    assert "linjen min_side har ingen adresse" in fundne


HULLER = (
    # hvor, hvad, det utætte, hvem der så slipper ind, hvor, og hvad matricen skal sige
    (adgang.egne, "projekter_for", lambda bruger: Projekt.objects.all(), "carl", "opgaver:kort",
     "svarede 200, ikke [404]"),
    (adgang.egne, "projekter_for", lambda bruger: Projekt.objects.all(), "karen", "gevinster:vis",
     "viste kanarie-odense"),
    (OpgaveQuerySet, "i_projekt", lambda alle, projekt: alle, "anna", "opgaver:kort", "svarede 200, ikke [404]"),
    (GevinstQuerySet, "i_projekt", lambda alle, projekt: alle, "anna", "gevinster:vis", "viste kanarie-odense"),
    (adgang, "find_organisation", lambda bruger, kode: Organisation.objects.get(kode=kode), "anna",
     "organisationer:personer", "svarede 200, ikke [404]"),
    (adgang, "redigerer_for", lambda bruger: Organisation.objects.all(), "karen", "kataloger:import",
     "viste kanarie-star"),
    (KatalogversionQuerySet, "synlige_for", lambda alle, udgivere: alle, "anna", "kataloger:version",
     "viste kanarie-kombit"),
    (adgang.projekter, "leder", lambda bruger, projekt: True, "lis", "opgaver:ret", "ikke [403]"),
    (adgang, "find_projekt", find_og_skriv, "anna", "projekter:historik", "skrev alligevel: INSERT"),
    (adgang.egne, "projekter_for", lambda bruger: Projekt.objects.none(), "anna", "opgaver:liste", "svarede 404, ikke"),
)  # fmt: skip


@pytest.mark.parametrize(("hvor", "hvad", "utaet", "rolle", "navn", "melding"), HULLER)
def test_et_hul_opdages(scene, monkeypatch, hvor, hvad, utaet, rolle, navn, melding):
    monkeypatch.setattr(hvor, hvad, utaet)
    assert melding in brud(scene, rolle, navn)


def test_et_glemt_loginkrav_opdages(scene, settings):
    settings.MIDDLEWARE = [lag for lag in settings.MIDDLEWARE if "KraevLogin" not in lag]
    assert "sendte ikke til login" in brud(scene, "anonym", "faser:liste")
