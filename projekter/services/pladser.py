"""Handlingerne på pladser: at besætte dem og at lave en til."""

from django.db import IntegrityError, transaction

from faelles.afvisning import Afvist, kraev

from .. import adgang
from ..aktoer import Aktoer
from ..historik import noter
from ..models import Bruger, Organisation, Plads, Projekt, Rolle


@transaction.atomic
def besaet_plads(aktoer: Aktoer, plads: Plads, person: Bruger | None, stedfortraeder: Bruger | None) -> Plads:
    """Sæt person og stedfortræder på pladsen; None gør den ledig. Pladsens opgaver følger med.

    Svarer med pladsen, som den nu er. Kommunen låses, så en person ikke kan fjernes fra den imens.
    """
    Organisation.objects.select_for_update(no_key=True).get(pk=plads.projekt.kommune_id)
    frisk = Plads.objects.select_related(
        "rolle", "person", "stedfortraeder", "projekt__kommune", "projekt__loesning"
    ).get(pk=plads.pk)
    kraev(adgang.maa_besaette(aktoer, frisk.projekt))
    if person and person == stedfortraeder:
        raise Afvist(
            f"{person.navn} kan ikke være stedfortræder for sig selv. Vælg en anden stedfortræder, eller ingen."
        )
    rettede = [
        felt for felt, ny in (("person", person), ("stedfortraeder", stedfortraeder)) if _skift(aktoer, frisk, felt, ny)
    ]
    frisk.save(update_fields=rettede)
    return frisk


def _skift(aktoer: Aktoer, plads: Plads, felt: str, ny: Bruger | None) -> bool:
    gammel: Bruger | None = getattr(plads, felt)
    if ny == gammel:
        return False
    _kraev_medlem(ny, plads.projekt.kommune)
    setattr(plads, felt, ny)
    navn = "stedfortræder" if felt == "stedfortraeder" else felt
    noter(aktoer, "plads besat", plads, projekt=plads.projekt, felt=navn, gammel=gammel, ny=ny)
    return True


@transaction.atomic
def opret_plads(aktoer: Aktoer, projekt: Projekt, rolle: Rolle, betegnelse: str = "") -> Plads:
    """Lav en ny ledig plads. To pladser i samme rolle skelnes ved betegnelsen."""
    kraev(adgang.maa_lede(aktoer, projekt))
    try:
        with transaction.atomic():
            plads = Plads.objects.create(projekt=projekt, rolle=rolle, betegnelse=betegnelse.strip())
    except IntegrityError as fejl:
        raise Afvist(
            f"Pladsen {rolle.navn} {betegnelse} findes allerede. Giv den nye en anden betegnelse, fx et team."
        ) from fejl
    noter(aktoer, "plads oprettet", plads, projekt=projekt)
    return plads


@transaction.atomic
def tilfoej_obligatorisk(aktoer: Aktoer, projekt: Projekt, rolle: Rolle) -> Plads:
    """Lav den plads i en obligatorisk rolle, projektet mangler; har det en, er det den.

    Den, der må besætte pladsen, må også lave den: ellers kunne administratoren se, at den mangler, og intet gøre.
    """
    kraev(adgang.maa_besaette(aktoer, projekt))
    if not rolle.er_obligatorisk:
        raise Afvist(f"{rolle.navn} er ikke en obligatorisk rolle. Projektlederen kan tilføje en plads i den.")
    Organisation.objects.select_for_update(no_key=True).get(pk=projekt.kommune_id)
    plads = projekt.pladser.filter(rolle=rolle).first()
    if plads is None:
        plads = Plads.objects.create(projekt=projekt, rolle=rolle)
        noter(aktoer, "plads oprettet", plads, projekt=projekt)
    return plads


def _kraev_medlem(person: Bruger | None, kommune: Organisation) -> None:
    if person and not (person.is_active and person.medlemskaber.filter(organisation=kommune).exists()):
        raise Afvist(f"{person.navn} er ikke en aktiv person i {kommune.officielt_navn}.")
