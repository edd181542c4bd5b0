"""Handlingerne på en opgaves forudsætninger: det, der skal være færdigt først."""

from django.db import transaction

from faelles.afvisning import Afvist, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..forudsaetningsregler import kreds
from ..models import Forudsaetning, Opgave
from .eget import laas_opgave
from .flytteskrivning import laas_projekter
from .opgave import kraev_ikke_udgaaet

FLEST = 20


@transaction.atomic
def tilfoej_forudsaetning(aktoer: Aktoer, opgave: Opgave, kraever: Opgave) -> Forudsaetning:
    """Lad opgaven vente på en anden i den samme plan. At tilføje den, der står der, ændrer intet.

    Rejser ``Afvist``, når den anden allerede, ad en hvilken som helst vej, venter på opgaven.
    """
    projekt = opgave.plan.projekt
    kraev(adgang.maa_lede(aktoer, projekt))
    if opgave.plan_id != kraever.plan_id:
        raise Afvist("En opgave kan kun vente på en opgave i den samme plan.")
    # Projektet låses, så to, der hver tilføjer sin, ikke tilsammen slutter en kreds.
    laas_projekter(projekt.pk)
    for et in sorted((opgave, kraever), key=lambda et: et.pk):
        laas_opgave(et)
        kraev_ikke_udgaaet(et)
    _kraev_ingen_kreds(opgave, kraever)
    if not opgave.forudsaetninger.filter(kraever=kraever).exists() and opgave.forudsaetninger.count() >= FLEST:
        raise Afvist(f"{opgave.kode_og_etape} venter allerede på {FLEST} opgaver. Fjern en, før du tilføjer en ny.")
    fundet, er_ny = Forudsaetning.objects.get_or_create(opgave=opgave, kraever=kraever)
    if er_ny:
        noter(aktoer, "forudsætning tilføjet", opgave, projekt=projekt, felt="forudsætning", ny=kraever)
    return fundet


@transaction.atomic
def fjern_forudsaetning(aktoer: Aktoer, forudsaetning: Forudsaetning) -> None:
    """Lad opgaven ikke vente mere. At fjerne den fjernede ændrer intet."""
    opgave, projekt = forudsaetning.opgave, forudsaetning.opgave.plan.projekt
    kraev(adgang.maa_lede(aktoer, projekt))
    if Forudsaetning.objects.filter(pk=forudsaetning.pk).delete()[0]:
        gammel = forudsaetning.kraever
        noter(aktoer, "forudsætning fjernet", opgave, projekt=projekt, felt="forudsætning", gammel=gammel)


def _kraev_ingen_kreds(opgave: Opgave, kraever: Opgave) -> None:
    kode = opgave.kode_og_etape
    if opgave.pk == kraever.pk:
        raise Afvist(f"{kode} kan ikke vente på sig selv. Vælg en anden opgave.")
    i_planen = Forudsaetning.objects.filter(opgave__plan=opgave.plan_id).order_by()
    vej = kreds(i_planen.values_list("opgave", "kraever"), opgave.pk, kraever.pk)
    if vej:
        paa_vejen = Opgave.objects.filter(pk__in=vej).select_related("kort", "etape").uden_tekster()
        koder = {et.pk: et.kode_og_etape for et in paa_vejen}
        led = " → ".join(koder[pk] for pk in vej)
        raise Afvist(
            f"{kode} kan ikke vente på {kraever.kode_og_etape}, for den venter selv på {kode} ({led}). "
            "Fjern først en af de andre forudsætninger."
        )
