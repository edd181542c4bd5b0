"""At give opgaverne til de pladser, kataloget anbefaler, når projektet begynder."""

from collections.abc import Iterable

from django.db import transaction
from django.db.models import F

from faelles.afvisning import Afvist, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import haendelse
from projekter.models import Haendelse, Plads, Projekt
from projekter.roller import Rollegalleri

from ..models import Opgave
from ..models.opgave import OpgaveQuerySet
from .flytteskrivning import laas_projekter

BUNDT = 500


def foreslaa(projekt: Projekt, opgaver: Iterable[Opgave]) -> dict[Plads, list[Opgave]]:
    """Opgaverne efter den plads, kortets anbefalede udfører peger på; uden plads at pege på er en opgave ikke med.

    Nævner kortet flere roller, er det den første, projektet har en plads til.
    """
    galleri, pladser = Rollegalleri.laes(), _en_plads_for_hver_rolle(projekt)
    forslag: dict[Plads, list[Opgave]] = {}
    for opgave in opgaver:
        roller = galleri.find_alle(opgave.kort.anbefalet_udfoerer)
        if plads := next((pladser[rolle.pk] for rolle in roller if rolle.pk in pladser), None):
            forslag.setdefault(plads, []).append(opgave)
    return forslag


@transaction.atomic
def fordel_efter_anbefaling(aktoer: Aktoer, projekt: Projekt) -> int:
    """Giv de åbne opgaver uden udfører til de anbefalede pladser. Giver antallet; andres valg røres ikke."""
    kraev(adgang.maa_lede(aktoer, projekt))
    laas_projekter(projekt.pk)
    forslag = foreslaa(projekt, ufordelte(projekt).order_by("pk").select_for_update(of=("self",), no_key=True))
    if not forslag:
        raise Afvist("Der er ingen opgaver at fordele: de har en udfører, eller kataloget peger ikke på en plads.")
    for plads, opgaver in forslag.items():
        ramte = Opgave.objects.filter(pk__in=[opgave.pk for opgave in opgaver])
        ramte.update(udfoerer=plads, udgave=F("udgave") + 1)
    Haendelse.objects.bulk_create(
        (
            haendelse(aktoer, "udfører sat", opgave, projekt=projekt, felt="udfører", ny=plads)
            for plads, opgaver in forslag.items()
            for opgave in opgaver
        ),
        batch_size=BUNDT,
    )
    return sum(map(len, forslag.values()))


def ufordelte(projekt: Projekt) -> OpgaveQuerySet:
    """Åbne opgaver, som ingen skal udføre."""
    return Opgave.objects.i_projekt(projekt).aabne().filter(udfoerer=None).select_related("kort").uden_tekster()


def _en_plads_for_hver_rolle(projekt: Projekt) -> dict[int, Plads]:
    pladser: dict[int, Plads] = {}
    for plads in projekt.pladser.select_related("rolle", "person").order_by("pk"):
        pladser.setdefault(plads.rolle_id, plads)
    return pladser
