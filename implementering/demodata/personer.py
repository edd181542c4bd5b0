"""Demoens personer og deres rettigheder. Kun de seks i ``implementering.demo`` kan logge ind."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db import transaction

from projekter import adgang
from projekter.aktoer import KOMMANDOLINJE, Aktoer
from projekter.historik import noter
from projekter.models import Bruger, Medlemskab, Organisation, Rettighed

from ..demo import DEMOBRUGERE
from .tid import sket, tidspunkt

FOER_ALT = timedelta(days=700)
"""Så længe før demoens dag kom personerne til; det ældste projekt begynder knap 650 dage før."""

type Folk = dict[str, Bruger]
"""Personerne efter e-mail."""


@dataclass(frozen=True)
class Person:
    """En person i en organisation. Uden ``adgangskode`` kan personen ikke logge ind."""

    email: str
    navn: str
    organisation: str
    rettighed: Rettighed
    adgangskode: str | None = None


MED_LOGIN = {
    "anna@aarhus.example": ("0751", Rettighed.PROJEKTLEDER),
    "bo@aarhus.example": ("0751", Rettighed.DELTAGER),
    "dorte@aarhus.example": ("0751", Rettighed.DELTAGER),
    "carl@odense.example": ("0461", Rettighed.PROJEKTLEDER),
    "ada@aarhus.example": ("0751", Rettighed.ADMINISTRATOR),
    "karen@kombit.example": ("KOMBIT", Rettighed.KATALOGREDAKTOER),
}
UDEN_LOGIN = (
    Person("poul@aarhus.example", "Poul Iversen", "0751", Rettighed.PROGRAMLEDER),
    Person("gitte@aarhus.example", "Gitte Sand", "0751", Rettighed.DELTAGER),
    Person("hanne@aarhus.example", "Hanne Toft", "0751", Rettighed.DELTAGER),
    Person("ib@aarhus.example", "Ib Damgaard", "0751", Rettighed.DELTAGER),
    Person("vibeke@odense.example", "Vibeke Lund", "0461", Rettighed.DELTAGER),
    Person("nils@odense.example", "Nils Brandt", "0461", Rettighed.DELTAGER),
    Person("stine@star.example", "Stine Falk", "STAR", Rettighed.KATALOGREDAKTOER),
    Person("lea@koebenhavn.example", "Lea Holm", "0101", Rettighed.PROJEKTLEDER),
    Person("rune@gladsaxe.example", "Rune Kjær", "0159", Rettighed.PROJEKTLEDER),
    Person("mette@roskilde.example", "Mette Skov", "0265", Rettighed.PROJEKTLEDER),
    Person("ole@guldborgsund.example", "Ole Bach", "0376", Rettighed.PROJEKTLEDER),
    Person("signe@bornholm.example", "Signe Munk", "0400", Rettighed.PROJEKTLEDER),
    Person("troels@svendborg.example", "Troels Friis", "0479", Rettighed.PROJEKTLEDER),
    Person("jytte@esbjerg.example", "Jytte Gram", "0561", Rettighed.PROJEKTLEDER),
    Person("palle@horsens.example", "Palle Juhl", "0615", Rettighed.PROJEKTLEDER),
    Person("rikke@vejle.example", "Rikke Hald", "0630", Rettighed.PROJEKTLEDER),
    Person("kim@randers.example", "Kim Dam", "0730", Rettighed.PROJEKTLEDER),
    Person("birthe@viborg.example", "Birthe Rask", "0791", Rettighed.PROJEKTLEDER),
    Person("soes@aalborg.example", "Søs Thomsen", "0851", Rettighed.PROJEKTLEDER),
)


@transaction.atomic
def opret_personer(paa: date) -> Folk:
    """Alle demoens personer; de, der mangler, oprettes med deres rettighed."""
    personer = [*_med_login(), *UDEN_LOGIN]
    folk = {bruger.email: bruger for bruger in Bruger.objects.filter(email__in=[p.email for p in personer])}
    organisationer = {organisation.kode: organisation for organisation in Organisation.objects.all()}
    for person in personer:
        if person.email not in folk:
            folk[person.email] = _opret(person, organisationer[person.organisation], tidspunkt(paa - FOER_ALT, 9))
    return folk


def aktoer_nu(bruger: Bruger) -> Aktoer:
    """Personen med rettighederne, som de er nu. Hent den igen, når et projekt eller en plads er kommet til."""
    frisk = Bruger.objects.get(pk=bruger.pk)
    frisk.huskede_rettigheder = adgang.laes_rettigheder(frisk)  # type: ignore[attr-defined]
    return Aktoer.person(frisk)


def _med_login() -> list[Person]:
    return [Person(b.email, b.navn, *MED_LOGIN[b.email], b.adgangskode) for b in DEMOBRUGERE]


def _opret(person: Person, organisation: Organisation, tid: datetime) -> Bruger:
    bruger = Bruger.objects.create_user(person.email, person.navn, person.adgangskode)
    Medlemskab.objects.create(bruger=bruger, organisation=organisation, rettighed=person.rettighed)
    Bruger.objects.filter(pk=bruger.pk).update(oprettet=tid)
    with sket(tid, organisation):
        noter(KOMMANDOLINJE, "person oprettet", bruger, organisation=organisation, ny=bruger.email)
    return bruger
