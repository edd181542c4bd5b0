"""Et stort, opdigtet datasæt til at måle på: løsningerne T1, T2 … i rigtige kommuner, skrevet i bulk.

Det samme frø og den samme dag giver de samme data. Løsningerne ejes af en opdigtet udgiver, så de blander sig
ikke i de rigtige overblik.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random

from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist
from faser.models import Implementeringsmodel
from gevinster.models import Gevinst, Maaling
from opgaver.models import Katalog, Katalogopgave, Katalogversion, Opgave, Plan
from projekter.models import Bruger, Haendelse, Loesning, Organisation, Plads, Projekt, Rolle
from projekter.stamdata import indlaes

from .folk import BUNKE, ROLLER, Folk, lav_folk, lav_redaktoer
from .kort import lav_kort
from .liv import Pladser, lav_gevinster, lav_historik, lav_maalinger, lav_opgaver

UDGIVER = "TEST"
MODEL = "implementeringsmodellen"

FOERSTE_IDRIFTSAETTELSE, SIDSTE_IDRIFTSAETTELSE = -240, 300
"""Dage fra i dag: kommunerne er spredt fra forankring til det første møde."""


@dataclass(frozen=True)
class Omfang:
    """Hvor meget der skal laves. ``froe`` bestemmer alt det tilfældige."""

    kommuner: int
    loesninger: int
    opgaver: int
    froe: int = 1


@dataclass
class Grundlag:
    """Det, som alle projekterne deler."""

    model: Implementeringsmodel
    udgiver: Organisation
    kommuner: list[Organisation]
    roller: dict[str, Rolle]
    folk: Folk
    paa: date
    lod: Random


@transaction.atomic
def lav_testdata(omfang: Omfang, paa: date, adgangskode: str | None = None) -> dict[str, int]:
    """Lav datasættet, og svar med antal. Afvises, når der er testdata i forvejen.

    Uden ``adgangskode`` kan ingen af personerne logge ind.
    """
    _kontroller(omfang)
    indlaes()
    grundlag = _laeg_grunden(omfang, paa, adgangskode)
    antal = sum(
        _udrul(grundlag, _lav_version(grundlag, nummer, omfang.opgaver)) for nummer in range(1, omfang.loesninger + 1)
    )
    return {
        "loesninger": omfang.loesninger,
        "projekter": omfang.loesninger * omfang.kommuner,
        "opgaver": antal,
        "brugere": len(grundlag.folk) + 1,
    }


def _kontroller(omfang: Omfang) -> None:
    if min(omfang.kommuner, omfang.loesninger, omfang.opgaver) < 1:
        raise Afvist("Der skal være mindst én kommune, én løsning og én opgave.")
    if omfang.kommuner > 98:
        raise Afvist(f"Der er kun 98 kommuner, ikke {omfang.kommuner}.")
    findes = Loesning.objects.filter(ejer__kode=UDGIVER).values_list("noegle", flat=True)
    if findes:
        raise Afvist(
            f"Testløsningerne {', '.join(findes)} findes i forvejen, og intet er lavet. "
            "Begynd med en tom database, hvis du vil have et nyt datasæt."
        )


def _laeg_grunden(omfang: Omfang, paa: date, adgangskode: str | None) -> Grundlag:
    kommuner = list(
        Organisation.objects.kommuner().order_by("kode").prefetch_related("kalenderperioder")[: omfang.kommuner]
    )
    udgiver = Organisation.objects.create(
        slags=Organisation.Slags.UDGIVER, kode=UDGIVER, navn="Testudgiver", officielt_navn="Testudgiver"
    )
    lod = Random(omfang.froe)  # noqa: S311 - opdigtede data, ikke hemmeligheder
    kode = make_password(adgangskode)
    lav_redaktoer(udgiver, kode)
    return Grundlag(
        model=Implementeringsmodel.objects.get(noegle=MODEL),
        udgiver=udgiver,
        kommuner=kommuner,
        roller={rolle.noegle: rolle for rolle in Rolle.objects.filter(noegle__in=ROLLER)},
        folk=lav_folk(kommuner, kode, lod),
        paa=paa,
        lod=lod,
    )


def _lav_version(grundlag: Grundlag, nummer: int, antal: int) -> Katalogversion:
    """En opdigtet løsning med en udgivet version, hvis kort er gemt."""
    loesning = Loesning.objects.create(noegle=f"T{nummer}", navn=f"Testløsning {nummer}", ejer=grundlag.udgiver)
    katalog = Katalog.objects.create(loesning=loesning, udgiver=grundlag.udgiver, model=grundlag.model)
    version = Katalogversion.objects.create(katalog=katalog, nummer="1.0")
    Katalogopgave.objects.bulk_create(lav_kort(version, antal, grundlag.lod), batch_size=BUNKE)
    version.status, version.udgivet = Katalogversion.Status.UDGIVET, timezone.now()
    version.save()
    return version


def _udrul(grundlag: Grundlag, version: Katalogversion) -> int:
    """Indfør løsningen i alle kommuner, og svar med antal opgaver."""
    projekter = _lav_projekter(grundlag, version)
    pladser = _lav_pladser(grundlag, projekter)
    planer = Plan.objects.bulk_create(Plan(projekt=projekt, version=version) for projekt in projekter)
    kort = list(version.kort.select_related("fase__overfase", "hovedopgave"))
    opgaver = [opgave for plan in planer for opgave in lav_opgaver(plan, kort, pladser, grundlag.paa, grundlag.lod)]
    Opgave.objects.bulk_create(opgaver, batch_size=BUNKE)
    Haendelse.objects.bulk_create(lav_historik(opgaver), batch_size=BUNKE)
    gevinster = Gevinst.objects.bulk_create(lav_gevinster(projekter, pladser))
    Maaling.objects.bulk_create(
        maaling for gevinst in gevinster for maaling in lav_maalinger(gevinst, grundlag.paa, grundlag.lod)
    )
    return len(opgaver)


def _lav_projekter(grundlag: Grundlag, version: Katalogversion) -> list[Projekt]:
    faser = list(grundlag.model.faser.filter(overfase=None).order_by("raekkefoelge"))
    projekter = []
    for kommune in grundlag.kommuner:
        dage = grundlag.lod.randint(FOERSTE_IDRIFTSAETTELSE, SIDSTE_IDRIFTSAETTELSE)
        idriftsaettelse = grundlag.paa + timedelta(days=dage)
        projekter.append(
            Projekt(
                kommune=kommune,
                loesning=version.katalog.loesning,
                projektstart=idriftsaettelse - timedelta(days=270),
                idriftsaettelse=idriftsaettelse,
                golive=idriftsaettelse + timedelta(days=14),
                fase=faser[_fasens_plads(dage)],
            )
        )
    return Projekt.objects.bulk_create(projekter)


def _fasens_plads(dage: int) -> int:
    """Hvilken hovedfase et projekt er i, når der er ``dage`` til idriftsættelsen (negativ: dage siden)."""
    return sum(dage < graense for graense in (270, 170, 0, -90))


def _lav_pladser(grundlag: Grundlag, projekter: list[Projekt]) -> Pladser:
    """Pladserne i alle projekter; en ud af ti er ledig, men aldrig projektlederens."""
    pladser = Plads.objects.bulk_create(
        (
            Plads(projekt=projekt, rolle=rolle, person=_person(grundlag, projekt, noegle))
            for projekt in projekter
            for noegle, rolle in grundlag.roller.items()
        ),
        batch_size=BUNKE,
    )
    return {(plads.projekt_id, plads.rolle.navn): plads for plads in pladser}


def _person(grundlag: Grundlag, projekt: Projekt, rolle: str) -> Bruger | None:
    er_ledig = rolle != "projektleder" and grundlag.lod.random() < 0.1
    return None if er_ledig else grundlag.folk[(projekt.kommune_id, rolle)]
