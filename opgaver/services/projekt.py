"""At oprette et projekt er at lave dets plan; derfor ligger handlingen her og ikke i ``projekter``."""

from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from faelles.afvisning import Afvist, kraev
from faser.models import Fase
from frister import FOERSTE_AAR, SIDSTE_AAR, Ankre
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Boelge, Loesning, Organisation, Plads, Projekt, Rettighed, Rolle
from projekter.roller import Rollegalleri

from ..katalogforudsaetninger import find_par
from ..models import Forudsaetning, Katalogversion, Opgave, Plan
from .frister import saet_frister
from .versionslaas import laas_version


class Datofejl(Afvist):
    """En dato, der ikke kan være rigtig. ``felt`` er den, der skal ses på."""

    def __init__(self, grund: str, felt: str) -> None:
        super().__init__(grund)
        self.felt = felt


@dataclass(frozen=True)
class Datoer:
    """Projektets tre ankre. En dato, der ikke er sat, er ukendt; den gættes aldrig ud fra en anden."""

    projektstart: date | None = None
    idriftsaettelse: date | None = None
    golive: date | None = None

    def __post_init__(self) -> None:
        for felt, dag in vars(self).items():
            if dag and not FOERSTE_AAR <= dag.year <= SIDSTE_AAR:
                raise Datofejl(f"Årstallet {dag.year} ligger uden for {FOERSTE_AAR}-{SIDSTE_AAR}. Ret datoen.", felt)
        if self.golive and self.idriftsaettelse and self.golive < self.idriftsaettelse:
            raise Datofejl("Go-live kan ikke ligge før idriftsættelsen. Ret en af de to datoer.", "golive")
        foerste = self.idriftsaettelse or self.golive
        if self.projektstart and foerste and self.projektstart > foerste:
            grund = "Projektstart kan ikke ligge efter idriftsættelsen eller go-live. Ret en af datoerne."
            raise Datofejl(grund, "projektstart")


@transaction.atomic
def opret_projekt(
    aktoer: Aktoer, kommune: Organisation, loesning: Loesning, datoer: Datoer, *, boelge: Boelge | None = None
) -> Projekt:
    """Opret kommunens projekt med plan, frister og ledige pladser fra den nyeste udgivne version.

    Med en ``boelge`` kommer projektet i den, og de datoer, der mangler, er bølgens.
    Den, der opretter projektet som projektleder, får projektlederens plads. Afvises, når løsningen ikke har et
    udgivet katalog, eller når kommunen allerede har et projekt for den.
    """
    kraev(adgang.maa_oprette_projekt(aktoer, kommune))
    # En anden kan være ved at rette kalenderen; fristerne skal regnes med den, der gælder bagefter.
    kommune = Organisation.objects.select_for_update(no_key=True).get(pk=kommune.pk)
    version = _laas_udgivet(nyeste_version(loesning))
    if boelge:
        boelge, datoer = _boelgens(boelge, loesning, datoer)
    projekt = _gem_projekt(kommune, loesning, datoer, version, boelge)
    noter(aktoer, "projekt oprettet", projekt, projekt=projekt, ny=str(version))
    if boelge:
        noter(aktoer, "bølge sat", projekt, projekt=projekt, felt="bølge", ny=str(boelge))
    lav_plan(projekt, version)
    _opret_pladser(aktoer, projekt, version)
    return projekt


def _boelgens(boelge: Boelge, loesning: Loesning, datoer: Datoer) -> tuple[Boelge, Datoer]:
    """Bølgen, låst, så den ikke flyttes imens, og datoerne fyldt op med dens."""
    if boelge.loesning_id != loesning.pk:
        raise Afvist(f"{boelge.fulde_navn} er ikke en bølge for {loesning.noegle}. Vælg en anden bølge, eller ingen.")
    frisk = Boelge.objects.select_for_update(no_key=True).get(pk=boelge.pk)
    return frisk, Datoer(**{navn: dato or vars(frisk.ankre)[navn] for navn, dato in vars(datoer).items()})


def nyeste_version(loesning: Loesning) -> Katalogversion:
    version = (
        Katalogversion.objects.udgivne()
        .filter(katalog__loesning=loesning)
        .select_related("katalog__model")
        .nyeste_foerst()
        .first()
    )
    if version is None:
        raise Afvist(
            f"Der er ikke udgivet noget katalog for {loesning.noegle} endnu. "
            f"Bed {loesning.ejer.navn} om at udgive et, og prøv så igen."
        )
    return version


def _laas_udgivet(version: Katalogversion) -> Katalogversion:
    """Versionen, mens den stadig er udgivet; udgiveren kan være ved at trække den tilbage."""
    laast = laas_version(version)
    if laast is None or laast.status != Katalogversion.Status.UDGIVET:
        raise Afvist(f"{version} er trukket tilbage eller lukket i mellemtiden. Prøv igen.")
    return version


def _gem_projekt(
    kommune: Organisation, loesning: Loesning, datoer: Datoer, version: Katalogversion, boelge: Boelge | None
) -> Projekt:
    foerste_fase = Fase.objects.filter(model=version.katalog.model, overfase=None).earliest("raekkefoelge")
    try:
        with transaction.atomic():
            return Projekt.objects.create(
                kommune=kommune,
                loesning=loesning,
                projektstart=datoer.projektstart,
                idriftsaettelse=datoer.idriftsaettelse,
                golive=datoer.golive,
                boelge=boelge,
                har_egne_datoer=boelge is not None and not boelge.har_datoerne(Ankre(**vars(datoer))),
                fase=foerste_fase,
            )
    except IntegrityError as fejl:
        raise Afvist(f"{kommune.officielt_navn} har allerede et projekt for {loesning.noegle}.") from fejl


def lav_plan(projekt: Projekt, version: Katalogversion) -> Plan:
    """Lav planen: en opgave for hvert kort med frist efter projektets datoer og det, kataloget lader den vente på."""
    plan = Plan.objects.create(projekt=projekt, version=version)
    opgaver = [Opgave.af_kort(plan, kort) for kort in version.kort.all()]
    saet_frister(opgaver, projekt)
    Opgave.objects.bulk_create(opgaver, batch_size=500)
    par, _ = find_par((opgave.kort.kode, opgave, opgave.kort.oevrige_felter) for opgave in opgaver)
    Forudsaetning.objects.bulk_create(
        (Forudsaetning(opgave=opgave, kraever=kraever) for opgave, kraever in par), batch_size=500
    )
    return plan


def _opret_pladser(aktoer: Aktoer, projekt: Projekt, version: Katalogversion) -> None:
    galleri = Rollegalleri.laes()
    anbefalede = version.kort.values_list("anbefalet_udfoerer", flat=True)
    roller = galleri.obligatoriske() | {rolle for tekst in anbefalede for rolle in galleri.find_alle(tekst)}
    pladser = Plads.objects.bulk_create(
        Plads(projekt=projekt, rolle=rolle) for rolle in sorted(roller, key=lambda rolle: rolle.navn)
    )
    leder = next(plads for plads in pladser if _er_projektlederens(plads))
    if aktoer.bruger and adgang.rettigheder(aktoer.bruger).har(projekt.kommune_id, Rettighed.PROJEKTLEDER):
        Plads.objects.filter(pk=leder.pk).update(person=aktoer.bruger)
        noter(aktoer, "plads besat", leder, projekt=projekt, felt="person", ny=aktoer.navn)


def _er_projektlederens(plads: Plads) -> bool:
    return plads.rolle.er_obligatorisk and plads.rolle.adgang == Rolle.Adgang.PROJEKTLEDER
