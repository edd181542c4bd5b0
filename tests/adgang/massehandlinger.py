"""Den ændring af mange opgaver, der har været, og et ja til den næste, i et projekt i adgangsprøverne."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from opgaver.models import Massehandling, Opgave
from opgaver.services.massegrundlag import Massevalg, Slags, forhaandsvis_masse
from opgaver.udvalg import skriv_udgaver
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Plads, Projekt
from tests.adgang.sted import Sted, kanarie
from tests.medvirkende import Verden

I_GANG = {"handling": "status", "status": "i_gang"}


def lav_massehandling(navn: str, v: Verden, projekt: Projekt) -> Sted:
    opgave = v.opgave("C01", projekt)
    post = {
        "id": opgave.pk,
        "kode": "C01",
        "titel": kanarie(navn, "massetitel"),
        "fra": "I gang",
        "til": "Ikke startet",
    }
    handling = Massehandling.objects.create(
        projekt=projekt,
        slags=Slags.STATUS,
        hvad="Status: Ikke startet",
        begrundelse=kanarie(navn, "massegrund"),
        aktoer=kanarie(navn, "masseaktoer"),
        oprettet=timezone.now(),
        raekker=[post | {"foer": {"status": "i_gang"}, "efter": {"status": "ikke_startet"}, "udgave": opgave.udgave}],
        antal=1,
    )
    return {"massehandling": handling.pk}


def masseja(projekt: Projekt, opgave: int, valg: Massevalg) -> dict[str, str]:
    """Det skjulte i et ja til forhåndsvisningen."""
    visning = forhaandsvis_masse(KOMMANDOLINJE, projekt, valg, [opgave], paa=timezone.localdate())
    return {"udgaver": skriv_udgaver(visning.udgaver), "aftryk": visning.aftryk}


def massestatus(projekt: Projekt, opgave: int) -> Sted:
    """Tages, når opgaven er, som den skal være."""
    return {"masseja": masseja(projekt, opgave, Massevalg(Slags.STATUS, status=Opgave.Status.I_GANG))}


def masseansvarlig(projekt: Projekt, opgave: int, plads: int) -> dict[str, str]:
    valg = Massevalg(Slags.ANSVARLIG, plads=Plads.objects.get(pk=plads))
    return {"handling": "ansvarlig"} | masseja(projekt, opgave, valg)


def massesvar(sted: Sted) -> Mapping[str, Any]:
    return I_GANG | sted["masseja"]
