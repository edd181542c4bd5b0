"""At give en persons pladser videre: hvad personen har, hvad der vil ske, handlingen og modtagerens kvittering."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet

from faelles.afvisning import Afvist, Foraeldet, kraev

from .. import adgang
from ..aktoer import Aktoer
from ..historik import haendelse, noter
from ..models import Bruger, Haendelse, Medlemskab, Organisation, Overdragelse, Overdragelsesdel, Plads, Rettighed
from .overdragelsesbesked import laeg_beskeder
from .personer import saet_rettigheder

PERSON, STEDFORTRAEDER, RETTIGHED = Overdragelsesdel.Felt
type Skift = tuple[Plads, str, Bruger | None]
"""En plads, det felt i den, der skifter, og den nye person eller ingen."""


@dataclass(frozen=True)
class Post:
    """En plads, personen sidder på (``felt`` person) eller er stedfortræder for."""

    plads: Plads
    felt: Overdragelsesdel.Felt

    @property
    def noegle(self) -> str:
        return f"{self.plads.pk}-{self.felt}"

    @property
    def er_stedfortraeder(self) -> bool:
        return self.felt == STEDFORTRAEDER


@dataclass(frozen=True)
class Valg:
    """Hvem der får hvad: postens nøgle og modtageren, eller None for ledig, og rettigheden og modtageren."""

    pladser: Mapping[str, Bruger | None] = field(default_factory=dict)
    rettigheder: Mapping[str, Bruger] = field(default_factory=dict)
    besked: str = ""


def pladser_i(organisation: Organisation, person: Bruger) -> QuerySet[Plads]:
    """De pladser i organisationens projekter, som personen sidder på eller er stedfortræder for."""
    return (
        adgang.mine_pladser(person)
        .filter(projekt__kommune=organisation)
        .select_related("rolle", "person", "stedfortraeder", "projekt__kommune", "projekt__loesning")
        .order_by("projekt__loesning__noegle", "rolle__navn", "betegnelse")
    )


def poster(organisation: Organisation, person: Bruger) -> list[Post]:
    """Alt, hvad personen har i organisationens projekter, projekt for projekt."""
    return [
        Post(plads, felt)
        for plads in pladser_i(organisation, person)
        for felt in (PERSON, STEDFORTRAEDER)
        if getattr(plads, felt) == person
    ]


def rettigheder_i(organisation: Organisation, person: Bruger) -> list[Rettighed]:
    har = Medlemskab.objects.filter(organisation=organisation, bruger=person).values_list("rettighed", flat=True)
    return [rettighed for rettighed in Rettighed if rettighed in set(har)]


def mulige_modtagere(organisation: Organisation, fratraeder: Bruger) -> list[Bruger]:
    """Organisationens aktive personer undtagen den, der holder op."""
    folk = Bruger.objects.filter(is_active=True, medlemskaber__organisation=organisation)
    return list(folk.exclude(pk=fratraeder.pk).distinct())


def laeg_plan(organisation: Organisation, fratraeder: Bruger, valg: Valg) -> list[Overdragelsesdel]:
    """Det, der vil ske, som dele, der ikke er gemt. Afviser, når valget ikke passer til det, personen har nu."""
    har = {post.noegle: post for post in poster(organisation, fratraeder)}
    if har.keys() != valg.pladser.keys():
        raise Foraeldet(
            f"Pladserne hos {fratraeder.navn} er ændret, siden du så dem. Intet er gemt; se dem igennem igen."
        )
    _kraev_modtagere(organisation, fratraeder, [*valg.pladser.values(), *valg.rettigheder.values()])
    nye = uden_egne_stedfortraedere((post.plads, post.felt, valg.pladser[noegle]) for noegle, post in har.items())
    dele = [Overdragelsesdel(felt=felt, plads=plads, fra=getattr(plads, felt), modtager=ny) for plads, felt, ny in nye]
    dele += _rettighedsdele(organisation, fratraeder, valg.rettigheder)
    if not any(del_.modtager for del_ in dele):
        raise Afvist("Vælg mindst én modtager. Skal pladserne bare stå ledige, så fjern personen i stedet.")
    return dele


@transaction.atomic
def overdrag(
    aktoer: Aktoer, organisation: Organisation, fratraeder: Bruger, valg: Valg, *, nu: datetime
) -> Overdragelse:
    """Giv alle personens pladser og de valgte rettigheder videre på én gang; pladsernes opgaver følger med.

    Kommunen låses, så ingen plads skifter imens. Hver modtager får én mail og kvitterer; den, der selv handler,
    har dermed kvitteret. Fratræderen beholder sine egne rettigheder, til personen bliver fjernet.
    """
    kraev(adgang.maa_administrere(aktoer, organisation))
    Organisation.objects.select_for_update(no_key=True).get(pk=organisation.pk)
    dele = laeg_plan(organisation, fratraeder, valg)
    overdragelse = Overdragelse.objects.create(
        organisation=organisation,
        fratraeder=fratraeder,
        bruger=aktoer.bruger,
        aktoer=aktoer.navn,
        besked=valg.besked.strip(),
        oprettet=nu,
    )
    _gem_dele(overdragelse, dele)
    nye = [(del_.plads, del_.felt, del_.modtager) for del_ in dele if del_.plads]
    skriv_pladser(aktoer, nye, "plads overdraget", overdragelse.besked)
    _giv_rettigheder(aktoer, organisation, dele)
    noter(aktoer, "pladser overdraget", fratraeder, organisation=organisation, ny=_navne(dele))
    laeg_beskeder(overdragelse, dele, aktoer)
    return overdragelse


@transaction.atomic
def kvitter(aktoer: Aktoer, overdragelse: Overdragelse, *, nu: datetime) -> int:
    """Sig ja til det, man har overtaget og stadig har; svar med, hvor meget det var. Anden gang er det intet."""
    kraev(adgang.maa_kvittere(aktoer, overdragelse))
    frisk = Overdragelse.objects.select_for_update(no_key=True).get(pk=overdragelse.pk)
    if frisk.fortrudt:
        raise Foraeldet(f"Overdragelsen er fortrudt af {frisk.fortrudt_af}, så der er ikke noget at kvittere for.")
    dele = list(frisk.dele.uden_kvittering().med_navne().filter(modtager=aktoer.bruger))
    Overdragelsesdel.objects.filter(pk__in=[del_.pk for del_ in dele]).update(kvitteret=nu)
    Haendelse.objects.bulk_create(
        haendelse(aktoer, "overdragelse kvitteret", del_.plads, projekt=del_.plads.projekt, felt=del_.felt)
        for del_ in dele
        if del_.plads
    )
    return len(dele)


def skriv_pladser(aktoer: Aktoer, nye: Iterable[Skift], handling: str, begrundelse: str = "") -> None:
    """Sæt hver plads' felt til den nye person eller ingen, med én linje i historikken for hvert."""
    pladser: dict[int, Plads] = {}
    haendelser = []
    for fundet, felt, ny in nye:
        plads = pladser.setdefault(fundet.pk, fundet)
        navn, gammel = Overdragelsesdel.Felt(felt).label.lower(), getattr(plads, felt)
        haendelser.append(
            haendelse(
                aktoer, handling, plads, projekt=plads.projekt, felt=navn, gammel=gammel, ny=ny, begrundelse=begrundelse
            )
        )
        setattr(plads, felt, ny)
    Plads.objects.bulk_update(pladser.values(), ["person", "stedfortraeder"])
    Haendelse.objects.bulk_create(haendelser)


def _kraev_modtagere(organisation: Organisation, fratraeder: Bruger, valgte: Iterable[Bruger | None]) -> None:
    mulige = set(mulige_modtagere(organisation, fratraeder))
    for modtager in filter(None, valgte):
        if modtager not in mulige:
            raise Afvist(f"{modtager.navn} kan ikke overtage noget i {organisation.officielt_navn}. Vælg en anden.")


def uden_egne_stedfortraedere(skift: Iterable[Skift]) -> list[Skift]:
    """Skiftene, men den, der får en plads, kan ikke også være dens stedfortræder; den post bliver ledig."""
    nye = {(plads.pk, felt): (plads, felt, ny) for plads, felt, ny in skift}
    for plads in {plads.pk: plads for plads, _, _ in nye.values()}.values():
        person, vikar = (
            nye[plads.pk, felt][2] if (plads.pk, felt) in nye else getattr(plads, felt)
            for felt in (PERSON, STEDFORTRAEDER)
        )
        if vikar and vikar == person:
            nye[plads.pk, STEDFORTRAEDER] = (plads, STEDFORTRAEDER, None)
    return list(nye.values())


def _rettighedsdele(
    organisation: Organisation, fratraeder: Bruger, valgte: Mapping[str, Bruger]
) -> list[Overdragelsesdel]:
    har = set(rettigheder_i(organisation, fratraeder))
    for rettighed, modtager in valgte.items():
        if rettighed not in har:
            raise Foraeldet(f"{fratraeder.navn} har ikke længere rettigheden {Rettighed(rettighed).label}.")
        if rettighed in rettigheder_i(organisation, modtager):
            raise Afvist(f"{modtager.navn} er allerede {Rettighed(rettighed).label.lower()}. Vælg en anden.")
    return [
        Overdragelsesdel(felt=RETTIGHED, rettighed=rettighed, fra=fratraeder, modtager=modtager)
        for rettighed, modtager in valgte.items()
    ]


def _gem_dele(overdragelse: Overdragelse, dele: list[Overdragelsesdel]) -> None:
    for del_ in dele:
        del_.overdragelse = overdragelse
        if del_.modtager and del_.modtager == overdragelse.bruger:
            del_.kvitteret = overdragelse.oprettet
    Overdragelsesdel.objects.bulk_create(dele)


def _giv_rettigheder(aktoer: Aktoer, organisation: Organisation, dele: list[Overdragelsesdel]) -> None:
    for del_ in dele:
        if del_.rettighed and del_.modtager:
            har = rettigheder_i(organisation, del_.modtager)
            saet_rettigheder(aktoer, organisation, del_.modtager, [*har, del_.rettighed])


def _navne(dele: Iterable[Overdragelsesdel]) -> str:
    return ", ".join(sorted({del_.modtager.navn for del_ in dele if del_.modtager}))
