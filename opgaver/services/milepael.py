"""Tjekpunkter, der ikke er afgjort, milepæle eller ej: at lade planen gå videre alligevel, og at lade være igen.

Retten er den samme som til at beslutte en faseovergang, for det er den samme beslutning om at gå videre.
"""

from datetime import date

from django.db import transaction

from faelles.afvisning import Afvist, ManglerBegrundelse, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..models import Opgave
from .eget import laas_opgave
from .opgave import kraev_ikke_udgaaet, skriv_opgave

FELT = "grunden til at fortsætte"


@transaction.atomic
def lad_fortsaette(aktoer: Aktoer, opgave: Opgave, grund: str, *, paa: date, udgave: int | None = None) -> Opgave:
    """Lad planen gå videre forbi et åbent tjekpunkt. Kræver en grund; en ny grund afløser den gamle.

    Et følgende holds tjekpunkt afvises: overgangen venter ikke på det.
    """
    _kraev(aktoer, opgave)
    if not opgave.er_aaben:
        raise Afvist(f"{opgave.kode_og_etape} er afgjort: {opgave.get_status_display().lower()}. Planen går videre.")
    if opgave.er_et_foelgende_holds:
        raise Afvist(
            f"{opgave.kode_og_etape} er et følgende holds. Faseovergangen venter kun på det første hold, "
            "så planen går videre i forvejen."
        )
    grund = grund.strip()
    if not grund:
        raise ManglerBegrundelse("Skriv, hvorfor planen kan fortsætte, selv om tjekpunktet ikke er afgjort.")
    if grund != opgave.fortsaet_grund:
        _skriv(aktoer, opgave, udgave, grund, paa)
    return opgave


@transaction.atomic
def afvent_milepael(aktoer: Aktoer, opgave: Opgave, *, udgave: int | None = None) -> Opgave:
    """Lad planen vente på tjekpunktet igen."""
    _kraev(aktoer, opgave)
    if not opgave.fortsaet_grund:
        raise Afvist(f"{opgave.kode_og_etape} er ikke mærket »kan fortsætte«, så planen venter på den i forvejen.")
    _skriv(aktoer, opgave, udgave, "", None)
    return opgave


def _kraev(aktoer: Aktoer, opgave: Opgave) -> None:
    kraev(adgang.maa_beslutte(aktoer, opgave.plan.projekt))
    laas_opgave(opgave)
    kraev_ikke_udgaaet(opgave)
    if not opgave.er_tjekpunkt:
        raise Afvist(f"{opgave.kode_og_etape} er ikke et tjekpunkt, så planen venter ikke på den.")


def _skriv(aktoer: Aktoer, opgave: Opgave, udgave: int | None, grund: str, dato: date | None) -> None:
    gammel = opgave.fortsaet_grund
    af = aktoer.navn if grund else ""
    skriv_opgave(opgave, udgave, fortsaet_grund=grund, fortsaet_af=af, fortsaet_dato=dato)
    handling = f"{FELT} {'sat' if grund else 'fjernet'}"
    noter(aktoer, handling, opgave, projekt=opgave.plan.projekt, felt=FELT, gammel=gammel, ny=grund)
