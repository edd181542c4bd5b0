"""Handlingerne på gemte filtre: at gemme et, rette dets navn og deling, og slette det.

Et delt filter er projektets, så det, der sker med det, står i historikken; ens egne er ens egen sag.
"""

from django.db import IntegrityError, transaction

from faelles.afvisning import Afvist, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Bruger, Projekt

from ..models import GemtFilter

FLEST = 50
"""Gemte filtre til hver person i et projekt; flere kan ingen finde rundt i."""


@transaction.atomic
def gem_filter(aktoer: Aktoer, projekt: Projekt, *, navn: str, adresse: str, er_delt: bool = False) -> GemtFilter:
    """Gem filteret. Det samme navn og det samme filter igen er det, der er der: to tryk laver ét.

    Er det der, men ikke delt, bliver det delt, når der bedes om det; at gemme det igen tager aldrig en deling tilbage.
    """
    bruger = _kraev_person(aktoer)
    kraev(adgang.maa_se(aktoer, projekt))
    if er_delt:
        kraev(adgang.maa_dele_filter(aktoer, projekt))
    if not adresse:
        raise Afvist("Der er ikke valgt noget filter. Vælg først det, du vil se, og gem det så.")
    mine = GemtFilter.objects.filter(projekt=projekt, bruger=bruger)
    if kendt := mine.filter(navn=navn).first():
        return _det_samme(aktoer, kendt, adresse, er_delt)
    if mine.count() >= FLEST:
        raise Afvist(f"Du har gemt {FLEST} filtre i projektet, og flere er der ikke plads til. Slet et, og prøv igen.")
    gemt = GemtFilter(projekt=projekt, bruger=bruger, navn=navn, adresse=adresse, er_delt=er_delt)
    try:
        with transaction.atomic():
            gemt.save()
    except IntegrityError:
        return _det_samme(aktoer, mine.get(navn=navn), adresse, er_delt)
    if er_delt:
        noter(aktoer, "filter delt", gemt, projekt=projekt, felt="filter", ny=navn)
    return gemt


@transaction.atomic
def ret_filter(aktoer: Aktoer, gemt: GemtFilter, *, navn: str, er_delt: bool) -> GemtFilter:
    """Giv filteret et andet navn, eller del det med projektet eller ikke."""
    kraev(adgang.maa_rette_filter(aktoer, gemt.bruger_id))
    if er_delt and not gemt.er_delt:
        kraev(adgang.maa_dele_filter(aktoer, gemt.projekt))
    foer, gemt.navn, var_delt, gemt.er_delt = gemt.navn, navn, gemt.er_delt, er_delt
    try:
        with transaction.atomic():
            gemt.save(update_fields=["navn", "er_delt"])
    except IntegrityError:
        raise Afvist(_optaget(navn)) from None
    if (var_delt or er_delt) and (foer, var_delt) != (navn, er_delt):
        handling = "filter omdøbt" if var_delt and er_delt else "filter delt" if er_delt else "filter ikke delt længere"
        noter(aktoer, handling, gemt, projekt=gemt.projekt, felt="filter", gammel=foer, ny=navn)
    return gemt


@transaction.atomic
def slet_filter(aktoer: Aktoer, gemt: GemtFilter) -> None:
    """Slet filteret; et delt også for den, der leder projektet, for den, der delte det, kan være rejst."""
    kraev(adgang.maa_slette_filter(aktoer, gemt.projekt, gemt.bruger_id, er_delt=gemt.er_delt))
    if gemt.er_delt:
        noter(aktoer, "filter slettet", gemt, projekt=gemt.projekt, felt="filter", gammel=gemt.navn)
    gemt.delete()


def _kraev_person(aktoer: Aktoer) -> Bruger:
    if aktoer.bruger is None:
        raise Afvist("Et filter gemmes for en person.")
    return aktoer.bruger


def _det_samme(aktoer: Aktoer, kendt: GemtFilter, adresse: str, er_delt: bool) -> GemtFilter:
    if kendt.adresse != adresse:
        raise Afvist(_optaget(kendt.navn))
    return ret_filter(aktoer, kendt, navn=kendt.navn, er_delt=True) if er_delt and not kendt.er_delt else kendt


def _optaget(navn: str) -> str:
    return f"Du har allerede gemt et filter, der hedder »{navn}«. Vælg et andet navn, eller slet det gamle først."
