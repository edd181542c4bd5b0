"""Rettighederne i en organisation: personer, overdragelser, kalender og nye projekter."""

from django.db.models import Q, QuerySet
from django.http import Http404

from faelles.afvisning import Afslag, Svar

from ..aktoer import Aktoer
from ..models import (
    Bruger,
    Medlemskab,
    Organisation,
    Overdragelse,
    Overdragelsesdel,
    Plads,
    Projekt,
    Rettighed,
    Rolle,
)
from ..models.projekt import ProjektQuerySet
from .egne import har, projekter_for, rettigheder

OPRETTER_PROJEKTER = (Rettighed.PROGRAMLEDER, Rettighed.PROJEKTLEDER)


def mister_leder(organisation: Organisation, bruger: Bruger) -> ProjektQuerySet:
    """Organisationens projekter, hvor ingen anden end ``bruger`` sidder på projektlederens plads."""
    lederpladser = Plads.objects.filter(rolle__adgang=Rolle.Adgang.PROJEKTLEDER)
    personens = Q(person=bruger) | Q(stedfortraeder=bruger)
    andres = (Q(person__is_active=True) & ~Q(person=bruger)) | (
        Q(stedfortraeder__is_active=True) & ~Q(stedfortraeder=bruger)
    )
    ledede = Projekt.objects.filter(kommune=organisation, pladser__in=lederpladser.filter(personens))
    return ledede.exclude(pladser__in=lederpladser.filter(andres)).distinct()


def find_organisation(bruger: Bruger, kode: str) -> Organisation:
    """Organisationen, hvis personer brugeren administrerer; ellers 404."""
    mine = rettigheder(bruger)
    organisation = Organisation.objects.filter(kode=kode).first()
    if organisation is None or not mine.har(organisation.pk, Rettighed.ADMINISTRATOR):
        raise Http404("Organisationen findes ikke.")
    return organisation


def administrerer(bruger: Bruger) -> QuerySet[Organisation]:
    """De organisationer, hvis personer brugeren administrerer."""
    mine = rettigheder(bruger)
    return Organisation.objects.filter(
        pk__in=[org for org in mine.organisationer if mine.har(org, Rettighed.ADMINISTRATOR)]
    )


def maa_administrere(aktoer: Aktoer, organisation: Organisation) -> Svar:
    return har(aktoer, organisation, Rettighed.ADMINISTRATOR) or Afslag(
        f"Kun administratoren i {organisation.officielt_navn} kan ændre personer og rettigheder."
    )


def maa_rette_navn(aktoer: Aktoer, person: Bruger) -> Svar:
    """Navnet er personens i alle organisationer, så det kan kun rettes af den, der administrerer dem alle."""
    med_i = set(Medlemskab.objects.filter(bruger=person).values_list("organisation", flat=True))
    if aktoer.bruger is None or (med_i and med_i <= set(administrerer(aktoer.bruger).values_list("pk", flat=True))):
        return True
    return Afslag(f"{person.navn} er også med i en anden organisation, så navnet kan ikke rettes herfra.")


def find_overdragelse(bruger: Bruger, pk: int) -> Overdragelse:
    """Overdragelsen, som brugeren har modtaget noget i eller administrerer organisationen for; ellers 404.

    Den, der ikke længere er med i organisationen, finder den heller ikke.
    """
    synlige = Overdragelse.objects.filter(Q(organisation__in=administrerer(bruger)) | Q(dele__in=_modtaget(bruger)))
    overdragelse = synlige.select_related("organisation", "fratraeder").filter(pk=pk).first()
    if overdragelse is None:
        raise Http404("Overdragelsen findes ikke.")
    return overdragelse


def maa_kvittere(aktoer: Aktoer, overdragelse: Overdragelse) -> Svar:
    """Retten til at kvittere: kun den, der selv har modtaget noget og stadig er med i organisationen."""
    if aktoer.bruger and _modtaget(aktoer.bruger).filter(overdragelse=overdragelse).exists():
        return True
    return Afslag("Kun den, der har overtaget noget, kan kvittere for det.")


def _modtaget(bruger: Bruger) -> QuerySet[Overdragelsesdel]:
    """Det, brugeren har modtaget i de organisationer, brugeren nu er med i."""
    return Overdragelsesdel.objects.filter(
        modtager=bruger, overdragelse__organisation__in=rettigheder(bruger).organisationer
    )


def maa_rette_kalender(aktoer: Aktoer, kommune: Organisation) -> Svar:
    """Retten til at ændre kommunens lukkedage og frysperioder, som flytter frister i alle dens projekter."""
    return har(aktoer, kommune, Rettighed.ADMINISTRATOR) or Afslag(
        f"Kun administratoren i {kommune.officielt_navn} kan ændre kommunens kalender."
    )


def find_egen_kommune(bruger: Bruger, kode: str) -> Organisation:
    """Kommunen, som brugeren er med i med en hvilken som helst rettighed; ellers 404."""
    kommune = Organisation.objects.kommuner().filter(kode=kode, pk__in=rettigheder(bruger).organisationer).first()
    if kommune is None:
        raise Http404("Organisationen findes ikke.")
    return kommune


def find_kommune_at_administrere(bruger: Bruger, kode: str) -> Organisation:
    """Kommunen, som brugeren administrerer; ellers 404, også for en organisation, der ikke er en kommune."""
    kommune = find_organisation(bruger, kode)
    if kommune.slags != Organisation.Slags.KOMMUNE:
        raise Http404("Kun kommuner har en kalender.")
    return kommune


def maa_oprette_projekt(aktoer: Aktoer, kommune: Organisation) -> Svar:
    return har(aktoer, kommune, *OPRETTER_PROJEKTER) or Afslag(
        f"Kun en programleder eller projektleder i {kommune.officielt_navn} kan oprette et projekt."
    )


def kommuner_at_oprette_i(bruger: Bruger) -> QuerySet[Organisation]:
    """De kommuner, hvor brugeren må oprette et projekt."""
    mine = rettigheder(bruger)
    return Organisation.objects.kommuner().filter(
        pk__in=[org for org in mine.organisationer if mine.har(org, *OPRETTER_PROJEKTER)]
    )


def kommuner_med_skjulte_projekter(bruger: Bruger) -> QuerySet[Organisation]:
    """De kommuner, hvor brugeren må oprette et projekt, og som har et, brugeren ikke kan se."""
    skjulte = Projekt.objects.exclude(pk__in=projekter_for(bruger).values("pk"))
    return kommuner_at_oprette_i(bruger).filter(projekter__in=skjulte).distinct()
