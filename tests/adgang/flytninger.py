"""Det, der er flyttet og kan flyttes på et sted i adgangsprøverne."""

from datetime import date
from typing import Any

from django.utils import timezone

from opgaver.models import Flytning, Flytningsdel, Opgave, Varsling
from opgaver.services.boelge import boelgens_nye_ankre, fordelingens_aftryk, forhaandsvis_boelge
from opgaver.services.flytning import forhaandsvis_flytning, nye_ankre
from opgaver.services.flyttegrundlag import som_ord
from opgaver.services.indhentning import se_indhentning
from opgaver.services.kalenderdata import laes_kalender
from projekter.models import Boelge, Loesning, Projekt
from tests.adgang.sted import Sted, kanarie
from tests.medvirkende import Verden

FLYTTES_TIL = date(2027, 3, 8)


def lav_flytninger(navn: str, v: Verden, projekt: Projekt) -> Sted:
    """En flytning, en ændring af kalenderen, en varsling, og en opgave med egen frist og egen regel."""
    laast = v.opgave("G01", projekt)
    Opgave.objects.filter(pk=laast.pk).update(
        er_frist_laast=True, frist_begrundelse=kanarie(navn, "laasegrund"), egen_regel="go-live"
    )
    flytning = _flytning(Flytning.Slags.PROJEKT, kanarie(navn, "flyttegrund"))
    datoer = som_ord(projekt.ankre)
    Flytningsdel.objects.create(flytning=flytning, projekt=projekt, foer=datoer, efter=datoer)
    tom = {"fridage": [], "perioder": []}
    kalender = _flytning(Flytning.Slags.KALENDER, kommune=projekt.kommune, foer=tom, efter=tom)
    boelge, _ = Boelge.objects.get_or_create(loesning=projekt.loesning, nummer=8)
    varsling = Varsling.objects.create(
        projekt=projekt,
        flytning=_flytning(Flytning.Slags.BOELGE, boelge=boelge),
        dato=date(2027, 1, 5),
        er_flyttet=True,
    )
    visning = forhaandsvis_flytning(projekt, nye_ankre(projekt.ankre, idriftsaettelse=FLYTTES_TIL), date(2027, 1, 5))
    return {
        "laast": laast.pk,
        "flytning": flytning.pk,
        "kalenderflytning": kalender.pk,
        "kalendervist": laes_kalender(projekt.kommune).aftryk,
        "varsling": varsling.pk,
        "flytteaftryk": visning.aftryk,
        "indhentningsaftryk": se_indhentning(projekt, timezone.localdate(), pr_uge=5).aftryk,
    }


def _flytning(slags: str, begrundelse: str = "Forsinket", **felter: Any) -> Flytning:
    return Flytning.objects.create(
        slags=slags, begrundelse=begrundelse, aktoer="Anna", oprettet=timezone.now(), **felter
    )


def lav_boelge(loesning: Loesning) -> Sted:
    boelge = Boelge.objects.create(
        loesning=loesning, nummer=1, idriftsaettelse=date(2027, 3, 1), golive=date(2027, 3, 15)
    )
    ankre = boelgens_nye_ankre(boelge, idriftsaettelse=FLYTTES_TIL, golive=None)
    datoer = som_ord(boelge.ankre)
    return {
        "boelge": boelge.nummer,
        "boelgevist": fordelingens_aftryk(Projekt.objects.filter(loesning=loesning)),
        "boelgeflytning": _flytning(Flytning.Slags.BOELGE, boelge=boelge, foer=datoer, efter=datoer).pk,
        "boelgeaftryk": forhaandsvis_boelge(boelge, ankre, date(2027, 1, 5)).aftryk,
    }
