"""Udgiverens handlinger på samme tid som andres i PostgreSQL."""

import threading

import pytest
from django.db import transaction
from django.utils import timezone

from opgaver.models import Bilag, Katalogopgave
from opgaver.services import opgradering
from opgaver.services.udgivelse import kladdens_aftryk, traek_tilbage, udgiv
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import NU, flet, frisk
from tests.flytning.test_samtidig import haendelser, haeng
from tests.medvirkende import lav_verden
from tests.samtidig import samtidig
from tests.udgivelse.hjaelp import lav_kladde, udgivet

__all__ = ["haendelser"]
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.mark.parametrize("skriv", [
    lambda kort: Katalogopgave.objects.filter(pk=kort.pk).update(titel="Smuglet"),
    lambda kort: Bilag.objects.bulk_create([Bilag(kort=kort, titel="Smuglet", adresse="https://a.example/")]),
])  # fmt: skip
def test_det_der_skrives_uden_om_mens_der_udgives_ses_af_den_der_udgiver(haendelser, skriv):
    verden, (skrevet, _) = lav_verden(), haendelser
    kladde = lav_kladde(verden)
    aftryk = kladdens_aftryk(kladde)

    def uden_om():
        with transaction.atomic():
            skriv(kladde.kort.get(kode="A08"))
            skrevet.set()
            threading.Event().wait(0.5)

    def udgiver():
        skrevet.wait(5)
        udgiv(KOMMANDOLINJE, kladde, nu=timezone.now(), aftryk=aftryk)

    [fejl] = samtidig(uden_om, udgiver)
    kladde.refresh_from_db()
    assert fejl.startswith("Foraeldet: SAPA 1.1 er ændret") and kladde.er_kladde


def test_en_version_kan_ikke_traekkes_tilbage_mens_en_plan_er_ved_at_faa_den(monkeypatch, haendelser):
    verden, (laest, proevet) = lav_verden(), haendelser
    ny = udgivet(verden)
    haeng(monkeypatch, opgradering, "forhaandsvis_opgradering", proevet, er_naaet=laest)

    def traek():
        laest.wait(5)
        traek_tilbage(KOMMANDOLINJE, ny, "Fejl")

    [fejl] = samtidig(lambda: flet(verden, ny, nu=NU), traek)
    ny.refresh_from_db()
    assert "taget i brug" in fejl and frisk(verden.projekt).plan.version_id == ny.pk and not ny.er_kladde
