"""To på samme tid i PostgreSQL: én vinder, den anden får det at vide, og ingen går hen over den anden."""

import threading

import pytest
from django.db import transaction

from opgaver.kriterier import laes_kriterier
from opgaver.models import Opgave, Opgradering, Plan
from opgaver.services import flytning, opgradering, opgraderingsfortrydelse
from opgaver.services.eget import saet_kriterium
from opgaver.services.fordeling import fordel_efter_anbefaling, foreslaa
from opgaver.services.frister import beregnet_frist
from opgaver.services.opgave import saet_status
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import NU, PAA, flet, frisk, ny_version, vis
from tests.fletning.test_opgrader import to
from tests.flytning.hjaelp import GRUND, SENERE
from tests.flytning.test_samtidig import haendelser, haeng
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig

__all__ = ["haendelser"]
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def test_en_vinder_og_den_anden_faar_det_at_vide(monkeypatch, haendelser):
    verden, (laast, faerdig) = lav_verden(), haendelser
    ny = to(verden)
    aftryk = vis(verden, ny).aftryk
    haeng(monkeypatch, opgradering, "forhaandsvis_opgradering", faerdig, er_naaet=laast)

    def foerst():
        flet(verden, ny, aftryk=aftryk)

    def bagefter():
        laast.wait(5)
        flet(verden, ny, aftryk=aftryk)

    [fejl] = samtidig(foerst, bagefter)
    assert fejl.startswith("Foraeldet: Planen er opgraderet til SAPA 2.0")
    assert Opgradering.objects.count() == 1 and Plan.objects.get(projekt=verden.projekt).version == ny


def test_en_opgave_krydses_af_mens_planen_opgraderes(monkeypatch, haendelser):
    verden, (laast, skrevet) = lav_verden(), haendelser
    ny = to(verden)
    haeng(monkeypatch, opgradering, "forhaandsvis_opgradering", skrevet, er_naaet=laast)

    def kryds():
        opgave = verden.opgave("A08")
        laast.wait(5)
        skrevet.set()
        saet_status(KOMMANDOLINJE, opgave, "i_gang", paa=PAA)

    fejl = samtidig(lambda: flet(verden, ny), kryds)
    assert [et.split(":")[0] for et in fejl] == ["Foraeldet"], (
        "Den, der krydsede af på det gamle kort, får det at vide."
    )
    assert (verden.opgave("A08").status, verden.opgave("A08").kort.version) == ("ikke_startet", ny)


def test_den_der_krydsede_af_foerst_beholder_sit_kryds(haendelser):
    verden, (skrevet, _) = lav_verden(), haendelser
    ny = to(verden)

    def kryds():
        with transaction.atomic():
            saet_status(KOMMANDOLINJE, verden.opgave("K03"), "fuldfoert", paa=PAA)
            skrevet.set()
            threading.Event().wait(0.3)

    def opgrader():
        skrevet.wait(5)
        flet(verden, ny)

    assert samtidig(kryds, opgrader) == []
    k03 = verden.opgave("K03")
    assert (k03.status, k03.kort.version, k03.fuldfoert_kort.version) == ("fuldfoert", ny, verden.version)


def test_et_flueben_paa_en_ny_opgave_gaar_ikke_tabt_i_stilhed(monkeypatch, haendelser):
    verden, (laast, faerdig) = lav_verden(), haendelser
    nye = {"N01": {"kvalitetskriterier": "<ul><li>Aftalt</li></ul>"}}
    opgradering_ = flet(verden, ny_version(verden.version, nye=nye))
    opgave = verden.opgave("N01")
    [krav] = laes_kriterier(opgave).krav
    haeng(monkeypatch, opgraderingsfortrydelse, "_haendt", faerdig, er_naaet=laast)

    def kryds():
        laast.wait(5)
        saet_kriterium(KOMMANDOLINJE, opgave, krav.noegle, True, nu=NU)

    fejl = samtidig(lambda: fortryd_opgradering(KOMMANDOLINJE, opgradering_.pk, nu=NU), kryds)
    assert [et.split(":")[0] for et in fejl] == ["Foraeldet"]


def test_opgaverne_fordeles_mens_planen_opgraderes(monkeypatch, haendelser):
    verden, (laast, faerdig) = lav_verden(), haendelser
    ny = to(verden)
    Opgave.objects.filter(plan__projekt=verden.projekt).update(udfoerer=None)
    haeng(monkeypatch, opgradering, "forhaandsvis_opgradering", faerdig, er_naaet=laast)

    def fordel():
        laast.wait(5)
        fordel_efter_anbefaling(KOMMANDOLINJE, verden.projekt)

    assert samtidig(lambda: flet(verden, ny), fordel) == []
    ufordelte = Opgave.objects.aabne().filter(plan__projekt=verden.projekt, udfoerer=None).select_related("kort")
    assert foreslaa(verden.projekt, ufordelte) == {}, "Ingen opgave er sprunget over."


def test_datoerne_flyttes_mens_planen_opgraderes(monkeypatch, haendelser):
    verden, (laast, faerdig) = lav_verden(), haendelser
    ny = to(verden)
    haeng(monkeypatch, opgradering, "forhaandsvis_opgradering", faerdig, er_naaet=laast)

    def flyt():
        laast.wait(5)
        flytning.flyt_datoer(KOMMANDOLINJE, verden.projekt, SENERE, GRUND, nu=NU)

    assert samtidig(lambda: flet(verden, ny), flyt) == []
    projekt = frisk(verden.projekt)
    assert projekt.ankre == SENERE
    for opgave in Opgave.objects.aabne().filter(plan__projekt=projekt).select_related("kort"):
        regnet = beregnet_frist(opgave, projekt)
        assert opgave.frist == (regnet.dato if regnet else None)
