"""Administratorens handlinger: at tilføje personer, give dem rettigheder og fjerne dem igen."""

import uuid

from allauth.account.forms import default_token_generator
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.template.loader import render_to_string
from django.urls import reverse

from faelles.afvisning import Afvist, Foraeldet, kraev
from koe.udbakke import laeg_besked

from .. import adgang
from ..aktoer import Aktoer
from ..historik import haendelse, noter
from ..models import Bruger, Haendelse, Medlemskab, Organisation, Plads, Rettighed

FJERNET = "person fjernet"
"""Hændelsen, der også fortæller, hvem der tidligere har været med i organisationen."""
RETTIGHEDER = {
    Organisation.Slags.KOMMUNE: (
        Rettighed.ADMINISTRATOR,
        Rettighed.PROGRAMLEDER,
        Rettighed.PROJEKTLEDER,
        Rettighed.DELTAGER,
        Rettighed.STYREGRUPPE,
        Rettighed.LAESER,
    ),
    Organisation.Slags.UDGIVER: (Rettighed.ADMINISTRATOR, Rettighed.KATALOGREDAKTOER),
    Organisation.Slags.LEVERANDOER: (Rettighed.ADMINISTRATOR, Rettighed.KATALOGREDAKTOER),
}
"""Hvilke rettigheder der giver mening i en organisation."""


@transaction.atomic
def tilfoej_person(aktoer: Aktoer, organisation: Organisation, email: str, navn: str, rettigheder: list[str]) -> Bruger:
    """Tilføj en person, og send en mail om det; den, der er ny, får et link til at vælge adgangskode.

    Findes e-mailadressen allerede, får personen blot rettighederne her og beholder navn og adgangskode.
    """
    kraev(adgang.maa_administrere(aktoer, organisation))
    bruger = _find_eller_opret(aktoer, organisation, email, navn)
    if Medlemskab.objects.filter(bruger=bruger, organisation=organisation).exists():
        raise Afvist(f"{bruger.email} er allerede med. Ret personens rettigheder i stedet.")
    _saet(aktoer, organisation, bruger, rettigheder)
    if not bruger.is_active:
        Bruger.objects.filter(pk=bruger.pk).update(is_active=True)
        noter(aktoer, "person gjort aktiv igen", bruger, organisation=organisation)
    _inviter(bruger, organisation)
    return bruger


def _find_eller_opret(aktoer: Aktoer, organisation: Organisation, email: str, navn: str) -> Bruger:
    """Personen med adressen, låst, så ingen anden fjerner eller tilføjer den imens."""
    ny = Bruger(email=email.strip().lower(), navn=navn.strip(), password=make_password(None))
    try:
        ny.clean_fields()
    except ValidationError as fejl:
        raise Afvist(" ".join(f"{felt}: {' '.join(fejl_)}" for felt, fejl_ in fejl.message_dict.items())) from fejl
    bruger, er_ny = Bruger.objects.get_or_create(email=ny.email, defaults={"navn": ny.navn, "password": ny.password})
    if er_ny:
        noter(aktoer, "person oprettet", bruger, organisation=organisation, ny=bruger.email)
    # Nøglen låses ikke: den, der imens noterer noget som personen, skal ikke vente.
    return Bruger.objects.select_for_update(no_key=True).get(pk=bruger.pk)


@transaction.atomic
def saet_rettigheder(aktoer: Aktoer, organisation: Organisation, bruger: Bruger, rettigheder: list[str]) -> None:
    """Giv personen netop disse rettigheder i organisationen. Den sidste administrator kan ikke miste sin."""
    kraev(adgang.maa_administrere(aktoer, organisation))
    if not _saet(aktoer, organisation, bruger, rettigheder):
        raise Foraeldet(f"{bruger.navn} er ikke længere med i {organisation.officielt_navn}. Tilføj personen igen.")


@transaction.atomic
def ret_person(
    aktoer: Aktoer, organisation: Organisation, bruger: Bruger, rettigheder: list[str], navn: str | None = None
) -> None:
    """Giv personen rettighederne og, når der er et, navnet. Enten begge dele eller ingen af dem."""
    saet_rettigheder(aktoer, organisation, bruger, rettigheder)
    gammelt = bruger.navn
    if navn is None or navn.strip() == gammelt:
        return
    kraev(adgang.maa_rette_navn(aktoer, bruger))
    bruger.navn = navn.strip()
    bruger.save(update_fields=["navn"])
    noter(aktoer, "navn rettet", bruger, organisation=organisation, felt="navn", gammel=gammelt, ny=bruger.navn)


@transaction.atomic
def goer_til_administrator(
    aktoer: Aktoer, organisation: Organisation, email: str, navn: str, flere: list[str]
) -> Bruger:
    """Gør en ny eller kendt person til administrator; rettigheder, personen har i forvejen, beholdes."""
    oenskede = {Rettighed.ADMINISTRATOR.value, *flere}
    bruger = Bruger.objects.filter(email=email.strip().lower(), medlemskaber__organisation=organisation).first()
    if bruger is None:
        return tilfoej_person(aktoer, organisation, email, navn, sorted(oenskede))
    har = bruger.medlemskaber.filter(organisation=organisation).values_list("rettighed", flat=True)
    saet_rettigheder(aktoer, organisation, bruger, sorted(oenskede.union(har)))
    return bruger


@transaction.atomic
def fjern_person(aktoer: Aktoer, organisation: Organisation, bruger: Bruger) -> None:
    """Fjern personen fra organisationen: rettigheder og pladser her, og login når der intet er tilbage.

    Historikken beholder navnet.
    """
    kraev(adgang.maa_administrere(aktoer, organisation))
    _kraev_administrator_tilbage(organisation, bruger)
    Bruger.objects.select_for_update(no_key=True).get(pk=bruger.pk)
    Medlemskab.objects.filter(bruger=bruger, organisation=organisation).delete()
    _forlad_pladser(aktoer, organisation, bruger)
    if not bruger.medlemskaber.exists():
        Bruger.objects.filter(pk=bruger.pk).update(is_active=False)
    noter(aktoer, FJERNET, bruger, organisation=organisation, gammel=bruger.email)


@transaction.atomic
def inviter_igen(aktoer: Aktoer, organisation: Organisation, bruger: Bruger) -> None:
    """Send invitationen igen, med et nyt link. Kun til den, der endnu ikke har logget ind."""
    kraev(adgang.maa_administrere(aktoer, organisation))
    if bruger.last_login:
        raise Afvist(f"{bruger.navn} har logget ind før og kan selv bede om en ny adgangskode på login-siden.")
    _inviter(bruger, organisation)
    noter(aktoer, "invitation sendt igen", bruger, organisation=organisation, ny=bruger.email)


def adgangskodelink(bruger: Bruger) -> str:
    """Et link, som personen selv vælger adgangskode med; det virker én gang og udløber."""
    noegle = default_token_generator.make_token(bruger)
    sti = reverse(
        "account_reset_password_from_key",
        kwargs={"uidb36": user_pk_to_url_str(bruger), "key": noegle},
    )
    return settings.BASIS_URL + sti


def _inviter(bruger: Bruger, organisation: Organisation) -> None:
    kontekst = {
        "bruger": bruger,
        "organisation": organisation,
        "link": "" if bruger.has_usable_password() else adgangskodelink(bruger),
        "forside": settings.BASIS_URL,
    }
    laeg_besked(
        noegle=f"invitation:{uuid.uuid4()}",
        modtager=bruger.email,
        emne=f"Du har fået adgang til Implementering i {organisation.officielt_navn}",
        tekst=render_to_string("mail/invitation.txt", kontekst),
        er_fortrolig=True,
    )


def _saet(aktoer: Aktoer, organisation: Organisation, bruger: Bruger, rettigheder: list[str]) -> set[str]:
    """Sæt rettighederne, og svar med dem, personen havde."""
    oenskede = set(rettigheder)
    if not oenskede:
        raise Afvist("Vælg mindst én rettighed. Brug »Fjern personen«, hvis personen ikke længere skal være med.")
    if not oenskede <= set(RETTIGHEDER[Organisation.Slags(organisation.slags)]):
        raise Afvist(f"En af rettighederne kan ikke gives i {organisation.officielt_navn}.")
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    nu = set(Medlemskab.objects.filter(bruger=bruger, organisation=organisation).values_list("rettighed", flat=True))
    if Rettighed.ADMINISTRATOR in nu - oenskede:
        _kraev_administrator_tilbage(organisation, bruger)
    Medlemskab.objects.filter(bruger=bruger, organisation=organisation, rettighed__in=nu - oenskede).delete()
    Medlemskab.objects.bulk_create(
        Medlemskab(bruger=bruger, organisation=organisation, rettighed=rettighed) for rettighed in sorted(oenskede - nu)
    )
    if nu != oenskede:
        noter(
            aktoer,
            "rettigheder sat",
            bruger,
            organisation=organisation,
            felt="rettigheder",
            gammel=_navne(nu),
            ny=_navne(oenskede),
        )
    return nu


def _kraev_administrator_tilbage(organisation: Organisation, bruger: Bruger) -> None:
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    if er_sidste_administrator(organisation, bruger):
        raise Afvist(grund_til_at_blive(organisation, bruger))


def grund_til_at_blive(organisation: Organisation, bruger: Bruger) -> str:
    """Sætningen til den, der vil tage den sidste administrators ret."""
    return (
        f"{bruger.navn} er den sidste administrator i {organisation.officielt_navn}. "
        "Gør først en anden til administrator."
    )


def er_sidste_administrator(organisation: Organisation, bruger: Bruger) -> bool:
    """Om organisationen står uden en administrator, når personen holder op."""
    return sidste_administrator(organisation) == bruger


def sidste_administrator(organisation: Organisation) -> Bruger | None:
    """Den eneste aktive administrator, som derfor ikke kan holde op; None, når der er flere eller ingen."""
    aktive = Bruger.objects.filter(
        is_active=True, medlemskaber__organisation=organisation, medlemskaber__rettighed=Rettighed.ADMINISTRATOR
    )
    fundne = list(aktive[:2])
    return fundne[0] if len(fundne) == 1 else None


def _forlad_pladser(aktoer: Aktoer, organisation: Organisation, bruger: Bruger) -> None:
    for felt in ("person", "stedfortraeder"):
        pladser = list(
            Plads.objects.filter(projekt__kommune=organisation, **{felt: bruger}).select_related(
                "projekt__kommune", "projekt__loesning", "rolle"
            )
        )
        Plads.objects.filter(pk__in=[plads.pk for plads in pladser]).update(**{felt: None})
        Haendelse.objects.bulk_create(
            haendelse(aktoer, "plads forladt", plads, projekt=plads.projekt, felt=felt, gammel=bruger.navn)
            for plads in pladser
        )


def _navne(rettigheder: set[str]) -> str:
    return ", ".join(sorted(Rettighed(rettighed).label for rettighed in rettigheder))
