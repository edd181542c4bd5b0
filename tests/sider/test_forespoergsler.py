"""Antallet af databaseforespørgsler på hver side er en fil, der læses igennem, når den ændrer sig.

``OPDATER_FORESPOERGSLER=1 pytest tests/sider/test_forespoergsler.py`` skriver ``tests/forespoergsler.json`` på ny.
"""

import json
import os
from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from gevinster.models import Gevinst, Maaling
from opgaver.models import (
    Dokument,
    Forudsaetning,
    Katalogopgave,
    Katalogversion,
    Kommentar,
    Omtale,
    Opgave,
)
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.historik import noter
from projekter.models import Etape, Etapetrin, Pause, Plads, Projekt, Rettighed, Rolle
from tests.adgang.celler import maal
from tests.adgang.linjer import Linje
from tests.adgang.matrix import MATRIX
from tests.adgang.scene import Scene
from tests.medvirkende import lav_bruger, lav_organisation
from tests.udgivet import uden_vaern

FIL = Path(__file__).parent.parent / "forespoergsler.json"
ROLLER = ("anna", "karen")


def taellinger(scene: Scene, rolle: str, linjer: tuple[Linje, ...] = MATRIX, *, er_set: bool = False) -> dict[str, int]:
    """Forespørgsler på hver side, rollen ser hos sig selv, når siden er hentet før; ``er_set``, når den er det."""
    klient, talte = scene.klient(rolle), {}
    for linje in linjer:
        for et in maal(scene, linje, rolle):
            navn = " ".join([linje.navn, *linje.dele.removeprefix("kommune loesning").split(), linje.soeg]).strip()
            if et.ser(rolle) and linje.ventet(rolle, et.sted, "GET", htmx=False, tom=False) <= {200, 302}:
                if not er_set:
                    klient.get(et.adresse).getvalue()
                with CaptureQueriesContext(connection) as fangede:
                    svar = klient.get(et.adresse)
                    svar.getvalue()
                assert svar.status_code < 500, et.adresse
                talte[navn] = max(len(fangede), talte.get(navn, 0))
    return talte


@pytest.mark.parametrize("rolle", ROLLER)
def test_hver_side_bruger_de_forespoergsler_filen_siger(scene, rolle):
    kendte = json.loads(FIL.read_text()) if FIL.exists() else {}
    talte = taellinger(scene, rolle)
    if os.environ.get("OPDATER_FORESPOERGSLER") == "1":
        FIL.write_text(json.dumps(kendte | {rolle: talte}, ensure_ascii=False, indent=2, sort_keys=True) + "\n")
    else:
        assert talte == kendte[rolle]


@pytest.mark.parametrize("rolle", ROLLER)
def test_dobbelt_saa_meget_koster_ikke_flere_forespoergsler(scene, rolle):
    gang_op(scene, "forberedelse")
    foer = taellinger(scene, rolle)
    gang_op(scene, "dobbelt")
    assert taellinger(scene, rolle, er_set=True) == foer


def test_en_forespoergsel_for_hver_raekke_opdages(scene, monkeypatch):
    listen = tuple(linje for linje in MATRIX if linje.navn == "opgaver:liste")
    monkeypatch.setattr("opgaver.opgaveliste.hent_raekker", lambda opgaver, *_: list(opgaver.i_raekkefoelge()))
    foer = taellinger(scene, "anna", listen)
    gang_op(scene, "dobbelt")
    assert taellinger(scene, "anna", listen)["opgaver:liste"] > foer["opgaver:liste"] + 6


def gang_op(scene: Scene, maerke: str) -> None:
    """Flere af alt, hvad siderne viser lister af: opgaver, gevinster, pladser, personer, projekter, versioner."""
    _flere_opgaver(scene, maerke)
    _mere_ved_opgaven(scene, maerke)
    for nummer in range(3):
        navn = f"{maerke} {nummer}"
        person = lav_bruger(f"{maerke}{nummer}@aarhus.example", navn, scene.verden.aarhus, Rettighed.DELTAGER)
        plads = Plads.objects.create(
            projekt=scene.verden.projekt, rolle=Rolle.objects.get(noegle="gevinstejer"), betegnelse=navn, person=person
        )
        _gevinst(scene.verden.projekt, plads, navn)
        _etape(scene, plads, navn)
        noter(Aktoer.person(person), "plads oprettet", plads, projekt=scene.verden.projekt, ny=navn)
        _projekt_i_en_ny_kommune(scene, navn)
        _version(scene, f"{nummer}.{len(maerke)}")


def _flere_opgaver(scene: Scene, maerke: str) -> None:
    version, plan = scene.verden.version, scene.verden.projekt.plan
    pladser = [
        Plads.objects.get(projekt=plan.projekt, person=person) for person in (scene.verden.anna, scene.verden.bo)
    ]
    kort = [
        Katalogopgave(
            version=version, raekkefoelge=k.raekkefoelge, kode=f"{k.kode}{maerke[:3]}", titel=k.titel, fase=k.fase,
            hovedopgave=k.hovedopgave, regel=k.regel, prioritet=k.prioritet, tjekpunkt_for=k.tjekpunkt_for,
        )
        for k in version.kort.filter(kode__in=["P01", "K03", "A08", "C01", "I01", "G01", "G07"])
    ]  # fmt: skip
    with uden_vaern():
        Katalogopgave.objects.bulk_create(kort)
    Opgave.objects.bulk_create(
        Opgave.af_kort(plan, et, ansvarlig=pladser[nummer % 2], udfoerer=pladser[0], frist=date(2026, 1 + nummer, 1))
        for nummer, et in enumerate(kort)
    )


def _mere_ved_opgaven(scene: Scene, maerke: str) -> None:
    """Kommentarer med omtaler, links og forudsætninger på den opgave, hvis kort siderne viser."""
    verden, opgave = scene.verden, scene.verden.opgave("A08")
    for nummer in range(3):
        kommentar = Kommentar.objects.create(opgave=opgave, af=verden.bo, tekst=f"{maerke} {nummer}")
        Omtale.objects.create(kommentar=kommentar, person=verden.dorte)
        Dokument.objects.create(opgave=opgave, lagt_af=verden.bo, titel=maerke, adresse="https://b.example/")
    andre = Opgave.objects.i_projekt(verden.projekt).exclude(pk=opgave.pk).filter(kort__kode__endswith=maerke[:3])
    Forudsaetning.objects.bulk_create(Forudsaetning(opgave=opgave, kraever=et) for et in andre)
    Forudsaetning.objects.bulk_create(Forudsaetning(opgave=et, kraever=opgave) for et in andre)


def _gevinst(projekt: Projekt, ejer: Plads, navn: str) -> None:
    gevinst = Gevinst.objects.create(
        projekt=projekt, titel=navn, type=Gevinst.Type.SERVICE, enhed="minutter", ejer=ejer, maal=Decimal(10)
    )
    Maaling.objects.create(gevinst=gevinst, slags=Maaling.Slags.BASELINE, vaerdi=Decimal(9), maalt=date(2026, 1, 15))
    Maaling.objects.create(gevinst=gevinst, slags=Maaling.Slags.EFTERMAALING, maaneder_efter_golive=3)


def _etape(scene: Scene, superbruger: Plads, navn: str) -> None:
    """Et hold på pause med et trin, en superbruger og en opgave."""
    projekt, kort = scene.verden.projekt, scene.verden.version.kort.get(kode="C01")
    etape = Etape.objects.create(projekt=projekt, navn=navn, golive=date(2027, 6, 1), raekkefoelge=2, er_paa_pause=True)
    etape.superbrugere.add(superbruger)
    Etapetrin.objects.create(etape=etape, slags="adgang", dato=date(2027, 5, 1), sat_af=navn)
    Pause.objects.create(projekt=projekt, etape=etape, fra=date(2027, 5, 1), begrundelse=navn, sat_af=navn)
    Opgave.objects.bulk_create([Opgave.af_kort(projekt.plan, kort, etape=etape, frist=date(2027, 5, 1))])


def _projekt_i_en_ny_kommune(scene: Scene, navn: str) -> None:
    """Anna sidder også på en plads der, så hendes egne lister vokser."""
    kommune = lav_organisation("kommune", navn.replace(" ", "-"), navn)
    datoer = Datoer(date(2026, 1, 5), date(2026, 3, 2), date(2026, 3, 16))
    projekt = opret_projekt(KOMMANDOLINJE, kommune, scene.verden.sapa, datoer)
    Plads.objects.filter(projekt=projekt, rolle__noegle="projektleder").update(person=scene.verden.anna)


def _version(scene: Scene, nummer: str) -> None:
    katalog = scene.verden.version.katalog
    Katalogversion.objects.create(
        katalog=katalog, nummer=f"9.{nummer}", status=Katalogversion.Status.LUKKET, udgivet=timezone.now()
    )
