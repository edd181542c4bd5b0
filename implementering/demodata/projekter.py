"""Demoens projekter: hvem, hvornår og hvor langt de er. Alle tal er dage fra den dag, demoen lægges ind."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from django.db import transaction

from opgaver.services.projekt import Datoer, opret_projekt
from projekter.aktoer import Aktoer
from projekter.models import Loesning, Organisation, Projekt
from projekter.services.pladser import besaet_plads

from .eget import EGET, skriv_eget
from .etaper import ETAPER, naa_trin, naaede_dage, opret_etaper
from .gevinster import GEVINSTER, opret_gevinster
from .liv import Forloeb
from .lokale import LOKALE, lav_lokale
from .personer import Folk, aktoer_nu
from .samtale import SAMTALER, skriv_samtaler
from .tid import sket, tidspunkt


@dataclass(frozen=True)
class Demoprojekt:
    """Et projekt og dets stilling.

    ``efterslaeb`` er andelen af de nyligt forfaldne opgaver, der ikke er gjort, og ``ikke_naaet`` er koderne på dem,
    der under alle omstændigheder ikke er. ``pladser`` er rollens nøgle og personens e-mail; er der nogen, bliver
    opgaverne fordelt på pladserne. ``kom_med`` er ugen, kommunen kom med i, når det var længe efter projektstart;
    så er intet endnu fordelt eller begyndt.
    """

    kommune: str
    leder: str
    projektstart: int
    idriftsaettelse: int
    golive: int
    loesning: str = "SAPA"
    efterslaeb: float = 0.1
    ikke_naaet: frozenset[str] = frozenset()
    pladser: Mapping[str, str] = field(default_factory=dict)
    kom_med: int | None = None

    def datoer(self, paa: date) -> Datoer:
        return Datoer(
            projektstart=_mandag(paa, self.projektstart),
            idriftsaettelse=_mandag(paa, self.idriftsaettelse),
            golive=_mandag(paa, self.golive),
        )

    def oprettet(self, paa: date) -> date:
        return _mandag(paa, self.projektstart if self.kom_med is None else self.kom_med)


def _mandag(paa: date, dage: int) -> date:
    dag = paa + timedelta(days=dage)
    return dag - timedelta(days=dag.weekday())


AARHUS = Demoprojekt(
    "0751", "anna@aarhus.example", -365, 66, 80, efterslaeb=0.2,
    ikke_naaet=frozenset({"A05", "A07", "D04", "KF02", "SN05", "U07"}),
    pladser={
        "styregruppeformand": "dorte@aarhus.example",
        "projektejer": "poul@aarhus.example",
        "administrator": "bo@aarhus.example",
        "it-ansvarlig": "bo@aarhus.example",
        "kommunikationsmedarbejder": "gitte@aarhus.example",
        "afdelingsleder": "hanne@aarhus.example",
        "gevinstejer": "hanne@aarhus.example",
        "systemejer": "hanne@aarhus.example",
        "traener": "ib@aarhus.example",
        "superbruger": "ib@aarhus.example",
    },
)  # fmt: skip
ODENSE = Demoprojekt(
    "0461", "carl@odense.example", -540, -124, -110, efterslaeb=0.2,
    pladser={
        "styregruppeformand": "vibeke@odense.example",
        "projektejer": "vibeke@odense.example",
        "administrator": "nils@odense.example",
        "it-ansvarlig": "nils@odense.example",
        "gevinstejer": "carl@odense.example",
    },
)  # fmt: skip
ODENSE_VITAS = Demoprojekt(
    "0461", "carl@odense.example", -126, -22, -22, loesning="VITAS", efterslaeb=0.3,
    ikke_naaet=frozenset({"P01", "P07"}),
    pladser={"styregruppeformand": "vibeke@odense.example", "superbruger": "nils@odense.example"},
)  # fmt: skip
AARHUS_VITAS = Demoprojekt(
    "0751", "poul@aarhus.example", -98, 28, 28, loesning="VITAS", kom_med=-5,
    pladser={"projektleder": "ada@aarhus.example"},
)  # fmt: skip
ANDRE = (
    Demoprojekt("0101", "lea@koebenhavn.example", -220, 215, 236, efterslaeb=0.6),
    Demoprojekt("0159", "rune@gladsaxe.example", -300, 150, 164, efterslaeb=0.1),
    Demoprojekt("0265", "mette@roskilde.example", -330, 75, 89, efterslaeb=0.3),
    Demoprojekt("0376", "ole@guldborgsund.example", -290, 130, 144, efterslaeb=0.9),
    Demoprojekt("0400", "signe@bornholm.example", -370, 45, 52, efterslaeb=0.0),
    Demoprojekt("0479", "troels@svendborg.example", -480, -80, -66, efterslaeb=0.2),
    Demoprojekt("0561", "jytte@esbjerg.example", -430, -30, -16, efterslaeb=0.7),
    Demoprojekt("0615", "palle@horsens.example", -560, -160, -146, efterslaeb=0.0),
    Demoprojekt("0630", "rikke@vejle.example", -410, -5, 9, efterslaeb=0.4),
    Demoprojekt("0730", "kim@randers.example", -280, 120, 134, efterslaeb=0.2),
    Demoprojekt("0791", "birthe@viborg.example", -640, -240, -226, efterslaeb=0.0),
    Demoprojekt("0851", "soes@aalborg.example", -390, 30, 44, efterslaeb=0.5),
)
ALLE = (AARHUS, AARHUS_VITAS, ODENSE, ODENSE_VITAS, *ANDRE)


def opret_projekter(folk: Folk, paa: date, valgte: tuple[Demoprojekt, ...] = ALLE) -> int:
    """Opret de projekter, der mangler, med alt deres liv, og svar med antallet. Hvert er helt eller slet ikke."""
    findes = set(Projekt.objects.values_list("kommune__kode", "loesning__noegle"))
    nye = [valg for valg in valgte if (valg.kommune, valg.loesning) not in findes]
    for valg in nye:
        _opret(valg, folk, paa)
    return len(nye)


@transaction.atomic
def _opret(valg: Demoprojekt, folk: Folk, paa: date) -> None:
    kommune = Organisation.objects.get(kode=valg.kommune)
    loesning = Loesning.objects.select_related("ejer").get(noegle=valg.loesning)
    start = valg.oprettet(paa)
    with sket(tidspunkt(start, 9), kommune):
        projekt = opret_projekt(aktoer_nu(folk[valg.leder]), kommune, loesning, valg.datoer(paa))
    Projekt.objects.filter(pk=projekt.pk).update(oprettet=tidspunkt(start, 9))
    leder = aktoer_nu(folk[valg.leder])
    with sket(tidspunkt(start, 10), kommune):
        _besaet(leder, projekt, valg.pladser, folk)
    if valg.kom_med is None:
        _lev(valg, projekt, leder, folk, paa)


def _lev(valg: Demoprojekt, projekt: Projekt, leder: Aktoer, folk: Folk, paa: date) -> None:
    """Det, der er sket i projektet, fra det blev oprettet og til dagen ``paa``."""
    start = valg.oprettet(paa)
    etaper = ETAPER.get((valg.kommune, valg.loesning), ())
    opret_etaper(leder, projekt, etaper, paa, start)
    naaet = naaede_dage(projekt, etaper, paa)
    forloeb = Forloeb(projekt, leder, paa, valg.efterslaeb, valg.ikke_naaet, naaet)
    if valg.pladser:
        with sket(tidspunkt(start, 11), projekt.kommune):
            forloeb.fordel()
    forloeb.gennemloeb()
    naa_trin(leder, projekt, etaper, paa)
    skriv_eget(leder, projekt, EGET.get((valg.kommune, valg.loesning), ()), paa - timedelta(days=1))
    skriv_samtaler(leder, projekt, SAMTALER.get((valg.kommune, valg.loesning), ()), folk, paa - timedelta(days=1))
    lav_lokale(leder, projekt, LOKALE.get((valg.kommune, valg.loesning), ()), paa - timedelta(days=1))
    opret_gevinster(leder, projekt, GEVINSTER.get((valg.kommune, valg.loesning), ()), paa)


def _besaet(leder: Aktoer, projekt: Projekt, pladser: Mapping[str, str], folk: Folk) -> None:
    for plads in projekt.pladser.select_related("rolle", "person", "stedfortraeder"):
        if plads.rolle.noegle in pladser:
            besaet_plads(leder, plads, folk[pladser[plads.rolle.noegle]], None)
