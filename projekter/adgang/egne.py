"""Hvad en person har ret til at se: rettighederne, læst ved hver forespørgsel, og de projekter, de giver."""

from dataclasses import dataclass, field

from django.db.models import Q, QuerySet
from django.http import Http404

from faelles.afvisning import Afslag, Svar

from ..aktoer import Aktoer
from ..models import Bruger, Medlemskab, Organisation, Plads, Projekt, Rettighed
from ..models.projekt import ProjektQuerySet

SER_ALLE_PROJEKTER = (Rettighed.ADMINISTRATOR, Rettighed.PROGRAMLEDER, Rettighed.STYREGRUPPE, Rettighed.LAESER)


@dataclass
class Rettigheder:
    """En brugers rettigheder, læst med to forespørgsler."""

    organisationer: dict[int, set[str]] = field(default_factory=dict)
    organisationsnavne: dict[int, str] = field(default_factory=dict)
    projekter: dict[int, set[str]] = field(default_factory=dict)
    pladser: set[int] = field(default_factory=set)

    def har(self, organisation_id: int, *rettigheder: str) -> bool:
        return bool(self.organisationer.get(organisation_id, set()) & set(rettigheder))


def rettigheder(bruger: Bruger) -> Rettigheder:
    """Brugerens rettigheder nu. I en webforespørgsel læses de højst én gang (se ``HuskRettighederMiddleware``)."""
    husket: Rettigheder | None = getattr(bruger, "huskede_rettigheder", None)
    return laes_rettigheder(bruger) if husket is None else husket


def laes_rettigheder(bruger: Bruger) -> Rettigheder:
    fundne = Rettigheder()
    if not bruger.is_active:
        return fundne
    medlemskaber = Medlemskab.objects.filter(bruger=bruger).order_by("organisation__kode")
    for organisation_id, navn, rettighed in medlemskaber.values_list(
        "organisation", "organisation__officielt_navn", "rettighed"
    ):
        fundne.organisationer.setdefault(organisation_id, set()).add(rettighed)
        fundne.organisationsnavne[organisation_id] = navn
    for plads_id, projekt_id, adgang in mine_pladser(bruger).order_by().values_list("id", "projekt", "rolle__adgang"):
        fundne.projekter.setdefault(projekt_id, set()).add(adgang)
        fundne.pladser.add(plads_id)
    return fundne


def mine_pladser(bruger: Bruger) -> QuerySet[Plads]:
    """Pladser, som personen sidder på eller er stedfortræder for."""
    return Plads.objects.filter(Q(person=bruger) | Q(stedfortraeder=bruger))


def projekter_for(bruger: Bruger) -> ProjektQuerySet:
    """De projekter, brugeren må se: egne pladser, og hele kommunens for den, der har ret til det."""
    mine = rettigheder(bruger)
    kommuner = [org for org in mine.organisationer if mine.har(org, *SER_ALLE_PROJEKTER)]
    return Projekt.objects.filter(Q(pk__in=mine.projekter) | Q(kommune__in=kommuner))


def projekter_med_kendt_golive(aktoer: Aktoer) -> ProjektQuerySet:
    """De projekter, hvis løsning og go-live må nævnes, når noget kolliderer med den.

    Det er dem, personen kan se, og egen kommunes, for ellers kan ingen løse kollisionen; en katalogredaktør kender
    dem for de løsninger, der følges i alle kommuner.
    """
    if aktoer.bruger is None:
        return Projekt.objects.all()
    mine = rettigheder(aktoer.bruger)
    foelges = Q(loesning__ejer__in=[org for org in mine.organisationer if mine.har(org, Rettighed.KATALOGREDAKTOER)])
    return Projekt.objects.filter(Q(pk__in=mine.projekter) | Q(kommune__in=mine.organisationer) | foelges)


def find_projekt(bruger: Bruger, kommunekode: str, loesning: str) -> Projekt:
    """Projektet, eller 404 når det ikke findes eller ikke er brugerens at se."""
    mine = projekter_for(bruger).med_navne()
    try:
        return mine.get(kommune__kode=kommunekode, loesning__noegle=loesning)
    except Projekt.DoesNotExist:
        raise Http404("Projektet findes ikke.") from None


def maa_se(aktoer: Aktoer, projekt: Projekt) -> Svar:
    if aktoer.bruger is None or projekter_for(aktoer.bruger).filter(pk=projekt.pk).exists():
        return True
    return Afslag("Projektet findes ikke, eller du har ikke adgang til det.")


def personer_i(projekt: Projekt) -> QuerySet[Bruger]:
    """De aktive personer på projektets pladser og deres stedfortrædere."""
    pladser = Plads.objects.filter(projekt=projekt)
    # Set fra personerne ville databasen lægge alles pladser ved siden af hinanden, før den vælger projektets.
    er_med = Q(pk__in=pladser.values("person")) | Q(pk__in=pladser.values("stedfortraeder"))
    return Bruger.objects.filter(er_med, is_active=True)


def med_i_hele(projekt: Projekt) -> QuerySet[Bruger]:
    """De aktive personer, som ser projektet, fordi de ser alle kommunens."""
    ser_alle = Medlemskab.objects.filter(organisation=projekt.kommune_id, rettighed__in=SER_ALLE_PROJEKTER)
    return Bruger.objects.filter(pk__in=ser_alle.values("bruger"), is_active=True)


def er_i_en_kommune(bruger: Bruger) -> bool:
    return Organisation.objects.kommuner().filter(pk__in=rettigheder(bruger).organisationer).exists()


def har(aktoer: Aktoer, organisation: Organisation, *krav: str) -> bool:
    return aktoer.bruger is None or rettigheder(aktoer.bruger).har(organisation.pk, *krav)
