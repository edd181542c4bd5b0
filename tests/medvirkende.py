"""De medvirkende: Anna, Bo, Dorte og Ada (administrator) i Aarhus, Carl i Odense og Karen hos KOMBIT.

Verdenen er lille og bygges uden filerne i ``fixtures``: en model med F0–F4, en udgivet SAPA-version med syv kort
og Annas projekt med idriftsættelse mandag 1. marts 2027.
"""

from dataclasses import dataclass
from datetime import date

import pytest
from django.db import transaction
from django.utils import timezone
from pytest_django import DjangoDbBlocker

from faser.models import Fase, Hovedopgave, Implementeringsmodel
from opgaver.models import Katalog, Katalogopgave, Katalogversion, Opgave
from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.models import (
    Bruger,
    Loesning,
    Medlemskab,
    Organisation,
    Plads,
    Projekt,
    Regionstilhoer,
    Rettighed,
    Rolle,
)
from tests.billede import Billede

ADGANGSKODE = "hemmelig-nok-til-test"
I_DAG = date(2027, 2, 1)

KORT = (
    # kode, titel, fase, hovedopgave, regel, udfører, tjekpunkt_for, prioritet
    (
        "P01",
        "Nedsæt projektorganisation",
        "F1",
        9,
        "20 uger før idriftsættelsesdato",
        "Projektleder",
        "F1",
        "obligatorisk",
    ),
    (
        "K03",
        "Læg en kommunikationsplan",
        "F2",
        9,
        "10 uger før idriftsættelsesdato",
        "Projektleder",
        "F2",
        "anbefalet",
    ),
    (
        "A08",
        "Forbered og implementer forretningsmæssige arbejdsgange",
        "2.2",
        9,
        "5 uger efter idriftsættelsesdato",
        "SAPA-projektleder.",
        "",
        "anbefalet",
    ),
    (
        "C01",
        "Opret brugere",
        "2.2",
        9,
        "2 uger før idriftsættelsesdato",
        "SAPA-administrator",
        "F2",
        "obligatorisk",
    ),
    (
        "I01",
        "Udfyld parathedsundersøgelsen",
        "2.3",
        16,
        "10 arbejdsdage før idriftsættelsesdato",
        "Projektleder",
        "F2",
        "obligatorisk",
    ),
    ("G01", "Planlæg hyper-care", "F3", 10, "5 arbejdsdage før go-live", "Projektleder", "F3", "anbefalet"),
    ("G07", "Mål gevinsterne", "F4", 10, "", "Gevinstejer", "", "anbefalet"),
)


@dataclass
class Verden:
    """Alt det, en prøve kan tage fat i."""

    model: Implementeringsmodel
    aarhus: Organisation
    odense: Organisation
    kombit: Organisation
    star: Organisation
    sapa: Loesning
    ky: Loesning
    version: Katalogversion
    projekt: Projekt
    odense_projekt: Projekt
    anna: Bruger
    bo: Bruger
    dorte: Bruger
    ada: Bruger
    carl: Bruger
    karen: Bruger

    def opgave(self, kode: str, projekt: Projekt | None = None) -> Opgave:
        return Opgave.objects.get(plan__projekt=projekt or self.projekt, kort__kode=kode)

    def plads(self, noegle: str, projekt: Projekt | None = None) -> Plads:
        return Plads.objects.get(projekt=projekt or self.projekt, rolle__noegle=noegle)


def lav_model(noegle: str = "implementeringsmodellen") -> Implementeringsmodel:
    model = Implementeringsmodel.objects.create(noegle=noegle, navn="Implementeringsmodellen")
    faser: dict[str, Fase] = {}
    for nummer, (kode, navn, over) in enumerate(
        [
            ("F0", "Tilslutning", None),
            ("F1", "Initiering", None),
            ("F2", "Forberedelse", None),
            ("2.2", "Klargøring", "F2"),
            ("2.3", "Idriftsættelse", "F2"),
            ("F3", "Ibrugtagning", None),
            ("F4", "Forankring", None),
        ]
    ):
        faser[kode] = Fase.objects.create(
            model=model, kode=kode, navn=navn, raekkefoelge=nummer, overfase=faser.get(over) if over else None
        )
    for nummer, navn in (
        (9, "Arbejdsgange og organisering"),
        (10, "Go-live"),
        (16, "Idriftsættelse af løsningen"),
    ):
        Hovedopgave.objects.create(model=model, nummer=nummer, navn=navn, eksempler=[f"Et eksempel i {navn}"])
    return model


def lav_version(loesning: Loesning, udgiver: Organisation, model: Implementeringsmodel) -> Katalogversion:
    katalog = Katalog.objects.create(loesning=loesning, udgiver=udgiver, model=model)
    version = Katalogversion.objects.create(katalog=katalog, nummer="1.0")
    faser = {fase.kode: fase for fase in model.faser.all()}
    hovedopgaver = {opgave.nummer: opgave for opgave in model.hovedopgaver.all()}
    for nummer, (kode, titel, fase, hovedopgave, regel, udfoerer, tjek, prioritet) in enumerate(KORT):
        Katalogopgave.objects.create(
            version=version,
            raekkefoelge=nummer,
            kode=kode,
            titel=titel,
            fase=faser[fase],
            hovedopgave=hovedopgaver[hovedopgave],
            regel=regel,
            slutdato_tekst=regel,
            anbefalet_udfoerer=udfoerer,
            tjekpunkt_for=faser.get(tjek),
            prioritet=prioritet,
            maal=f"Målet med {kode}.",
            beskrivelse="<p>Første afsnit.</p><p>Andet afsnit.</p>",
        )
    version.status, version.udgivet = Katalogversion.Status.UDGIVET, timezone.now()
    version.save()
    return version


def lav_bruger(email: str, navn: str, organisation: Organisation, *rettigheder: Rettighed) -> Bruger:
    bruger = Bruger.objects.create_user(email, navn, ADGANGSKODE)
    for rettighed in rettigheder:
        Medlemskab.objects.create(bruger=bruger, organisation=organisation, rettighed=rettighed)
    return bruger


def lav_organisation(slags: str, kode: str, navn: str, kolonne: int | None = None) -> Organisation:
    efterled = " Kommune" if slags == Organisation.Slags.KOMMUNE else ""
    return Organisation.objects.create(
        slags=slags, kode=kode, navn=navn, officielt_navn=navn + efterled, kolonne=kolonne, raekke=kolonne
    )


ROLLER = (
    ("projektleder", "Projektleder", Rolle.Adgang.PROJEKTLEDER, ["SAPA-projektleder"], True),
    ("styregruppeformand", "Styregruppeformand", Rolle.Adgang.STYREGRUPPE, [], True),
    ("administrator", "Administrator", Rolle.Adgang.DELTAGER, ["SAPA-administrator"], False),
    ("gevinstejer", "Gevinstejer", Rolle.Adgang.DELTAGER, [], False),
)


def lav_verden() -> Verden:
    kommune, udgiver = Organisation.Slags.KOMMUNE, Organisation.Slags.UDGIVER
    aarhus, odense = (
        lav_organisation(kommune, "0751", "Aarhus", 5),
        lav_organisation(kommune, "0461", "Odense", 6),
    )
    kombit, star = lav_organisation(udgiver, "KOMBIT", "KOMBIT"), lav_organisation(udgiver, "STAR", "STAR")
    for org, region in ((aarhus, "Midtjylland"), (odense, "Syddanmark")):
        Regionstilhoer.objects.create(kommune=org, region=region, gyldig_fra=date(2007, 1, 1))
    for noegle, navn, adgang, synonymer, obligatorisk in ROLLER:
        Rolle.objects.create(noegle=noegle, navn=navn, adgang=adgang, synonymer=synonymer, er_obligatorisk=obligatorisk)
    sapa = Loesning.objects.create(noegle="SAPA", navn="Sags- og partsoverblik", ejer=kombit)
    ky = Loesning.objects.create(noegle="KY", navn="Kommunernes ydelsessystem", ejer=kombit)
    model = lav_model()
    version = lav_version(sapa, kombit, model)
    anna = lav_bruger("anna@aarhus.example", "Anna Krogh", aarhus, Rettighed.PROJEKTLEDER)
    carl = lav_bruger("carl@odense.example", "Carl Holst", odense, Rettighed.PROJEKTLEDER)
    datoer = Datoer(date(2026, 9, 1), date(2027, 3, 1), date(2027, 3, 15))
    verden = Verden(
        model=model, aarhus=aarhus, odense=odense, kombit=kombit, star=star, sapa=sapa, ky=ky, version=version,
        projekt=opret_projekt(Aktoer.person(anna), aarhus, sapa, datoer),
        odense_projekt=opret_projekt(Aktoer.person(carl), odense, sapa, datoer),
        anna=anna,
        bo=lav_bruger("bo@aarhus.example", "Bo Lindgaard", aarhus, Rettighed.DELTAGER),
        dorte=lav_bruger("dorte@aarhus.example", "Dorte Winther", aarhus, Rettighed.DELTAGER),
        ada=lav_bruger("ada@aarhus.example", "Ada Ravn", aarhus, Rettighed.ADMINISTRATOR),
        carl=carl,
        karen=lav_bruger("karen@kombit.example", "Karen Bjerre", kombit, Rettighed.KATALOGREDAKTOER),
    )  # fmt: skip
    Plads.objects.filter(projekt=verden.projekt, rolle__noegle="administrator").update(person=verden.bo)
    Plads.objects.filter(projekt=verden.projekt, rolle__noegle="styregruppeformand").update(person=verden.dorte)
    return verden


@pytest.fixture(scope="session")
def verdensbillede(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Billede[Verden]:
    """Verdenen, bygget én gang og rullet tilbage igen."""
    with django_db_blocker.unblock(), transaction.atomic():
        billede = Billede(lav_verden)
        transaction.set_rollback(True)
    return billede


@pytest.fixture
def verden(verdensbillede: Billede[Verden], db: None) -> Verden:
    return verdensbillede.laeg_ind()


@pytest.fixture
def som(client):
    """``som(verden.anna)`` giver en klient, der er logget ind som Anna (frisk hentet, uden huskede rettigheder)."""

    def log_ind(bruger: Bruger):
        client.force_login(Bruger.objects.get(pk=bruger.pk))
        return client

    return log_ind


__all__ = ["ADGANGSKODE", "I_DAG", "KOMMANDOLINJE", "Verden", "lav_verden", "som", "verden"]
