"""Handlingerne i en opgaves samtale: skriv, ret, slet, og sig, at et spørgsmål er set.

Historikken siger, at der er skrevet, rettet og slettet, men ikke hvad: den kan ingen slette i.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid5

from django.db import transaction
from django.db.models import Exists, F, OuterRef

from faelles.afvisning import Afvist, Foraeldet, IkkeTilladt, kraev
from koe.udbakke import traek_tilbage
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Bruger

from ..models import Kommentar, Omtale, Opgave
from ..omtaleregler import Omtaler, Person, find_omtaler, i_ord
from ..samtale import deltagere
from .eget import laas_opgave
from .kommentarbesked import laeg_beskeder, noeglestart, skriv_beskeder_om

TEGN = 4_000


@dataclass(frozen=True)
class Gemt:
    """Kommentaren, dem, der får besked om den, og de ord efter @, som ingen i projektet hedder."""

    kommentar: Kommentar
    nye: tuple[Bruger, ...] = ()
    ukendte: tuple[str, ...] = ()


@transaction.atomic
def skriv_kommentar(
    aktoer: Aktoer,
    opgave: Opgave,
    tekst: str,
    naevnte: Collection[Bruger] = (),
    *,
    noegle: UUID,
    nu: datetime,
    set_til: int = 0,
) -> Gemt:
    """Skriv en kommentar. De nævnte, i teksten eller i ``naevnte``, får besked.

    Den svarer på de spørgsmål til personen, som stod der, da formularen blev vist: til og med kommentaren ``set_til``.
    Nævner den en, der havde spurgt, og spørger den ikke selv, er den et svar, som ikke venter på et nyt.
    Den samme ``noegle`` med den samme tekst er den samme kommentar, sendt to gange.
    """
    af = _person(aktoer)
    kraev(adgang.maa_kommentere(aktoer, opgave.plan.projekt))
    renset = _rens(tekst)
    omtaler = _omtaler(opgave, renset)
    laas_opgave(opgave)
    # Siden kan være hentet frem igen med Tilbage og noget andet skrevet i den gamle formular; det er en ny kommentar.
    kommentar, er_ny = Kommentar.objects.get_or_create(
        opgave=opgave, af=af, noegle=uuid5(noegle, renset), defaults={"tekst": renset, "skrevet": nu}
    )
    if kommentar.slettet:
        raise Afvist("Kommentaren er sendt før og slettet siden. Skriv en ny, hvis den skal stå der alligevel.")
    if not er_ny:
        return Gemt(kommentar)
    kommentar.opgave = opgave
    spoergere = _spoergere(opgave, af, set_til) if "?" not in renset else set()
    _besvar(opgave, af, nu, set_til)
    noter(aktoer, "kommentar skrevet", opgave, projekt=opgave.plan.projekt)
    return Gemt(kommentar, _naevn(aktoer, kommentar, omtaler, naevnte, spoergere), omtaler.ukendte)


@transaction.atomic
def ret_kommentar(aktoer: Aktoer, kommentar: Kommentar, tekst: str, *, udgave: int, nu: datetime) -> Gemt:
    """Ret sin egen kommentar inden for et døgn. Nye omtaler får besked; de, der har fået det, er stadig nævnt.

    De mails om den, der ikke er sendt, siger det rettede.
    """
    kraev(adgang.maa_kommentere(aktoer, kommentar.opgave.plan.projekt))
    if kommentar.af_id != _person(aktoer).pk:
        raise IkkeTilladt("Kun den, der skrev kommentaren, kan rette den.")
    renset = _rens(tekst)
    omtaler = _omtaler(kommentar.opgave, renset)
    laas_opgave(kommentar.opgave)
    frisk = Kommentar.objects.get(pk=kommentar.pk)
    if frisk.slettet is None and not frisk.kan_rettes(nu):
        raise Afvist("Kommentaren er over et døgn gammel og kan ikke rettes mere. Skriv en ny.")
    if frisk.tekst == renset:
        return Gemt(kommentar)
    _skriv(kommentar, udgave, tekst=renset, rettet=nu)
    skriv_beskeder_om(kommentar, aktoer)
    noter(aktoer, "kommentar rettet", kommentar.opgave, projekt=kommentar.opgave.plan.projekt)
    return Gemt(kommentar, _naevn(aktoer, kommentar, omtaler, ()), omtaler.ukendte)


@transaction.atomic
def slet_kommentar(aktoer: Aktoer, kommentar: Kommentar, *, nu: datetime) -> Kommentar:
    """Fjern kommentarens tekst for altid, også i de mails om den, der kan nås.

    At den har stået der, og hvem der slettede den, bliver stående. En mail, der er sendt, kan ikke kaldes tilbage.
    """
    kraev(adgang.maa_slette_kommentar(aktoer, kommentar.opgave.plan.projekt, kommentar.af_id))
    ramte = Kommentar.objects.filter(pk=kommentar.pk, slettet=None).update(
        tekst="", slettet=nu, slettet_af=aktoer.navn, udgave=F("udgave") + 1
    )
    if ramte:
        traek_tilbage(noeglestart(kommentar), "Kommentaren er slettet.\n")
        projekt = kommentar.opgave.plan.projekt
        noter(aktoer, "kommentar slettet", kommentar.opgave, projekt=projekt, gammel=f"skrevet af {kommentar.af.navn}")
    kommentar.refresh_from_db(fields=["tekst", "slettet", "slettet_af", "udgave"])
    return kommentar


@transaction.atomic
def marker_besvaret(aktoer: Aktoer, opgave: Opgave, *, nu: datetime, set_til: int) -> int:
    """Sig, at man har set spørgsmålene til en selv til og med kommentaren ``set_til``; svaret er antallet."""
    kraev(adgang.maa_se(aktoer, opgave.plan.projekt))
    return _besvar(opgave, _person(aktoer), nu, set_til)


def _person(aktoer: Aktoer) -> Bruger:
    if aktoer.bruger is None:
        raise IkkeTilladt("En kommentar skrives af en person. Log ind, og skriv den på opgavens side.")
    return aktoer.bruger


def _rens(tekst: str) -> str:
    renset = "\n".join(linje.rstrip() for linje in tekst.splitlines()).strip("\n")
    if not renset.strip():
        raise Afvist("Skriv en kommentar, før du sender den.")
    if len(renset) > TEGN:
        raise Afvist(
            f"Kommentaren er på {len(renset)} tegn, og der er plads til {TEGN}. Gør den kortere, eller del den."
        )
    return renset


def _omtaler(opgave: Opgave, tekst: str) -> Omtaler:
    if "@" not in tekst:
        return Omtaler()
    personer = deltagere(opgave.plan.projekt).values_list("pk", "navn", "email")
    omtaler = find_omtaler(tekst, (Person(*et) for et in personer))
    if omtaler.tvivl:
        raise Afvist(" ".join(i_ord(fund) for fund in omtaler.tvivl))
    return omtaler


def _spoergere(opgave: Opgave, af: Bruger, set_til: int) -> set[int]:
    """Dem, der til og med kommentaren ``set_til`` har spurgt personen om noget, den endnu ikke har svaret dem på."""
    samtalen = Omtale.objects.filter(kommentar__opgave=opgave, kommentar__slettet=None)
    svar = samtalen.filter(kommentar__af=af, person=OuterRef("kommentar__af"), kommentar__pk__gt=OuterRef("kommentar"))
    spurgt = samtalen.filter(person=af, kommentar__pk__lte=set_til).exclude(besvaret=F("kommentar__skrevet"))
    return set(spurgt.exclude(Exists(svar)).values_list("kommentar__af", flat=True))


def _naevn(
    aktoer: Aktoer,
    kommentar: Kommentar,
    omtaler: Omtaler,
    naevnte: Iterable[Bruger],
    spoergere: Collection[int] = (),
) -> tuple[Bruger, ...]:
    """Skriv omtalerne, og læg en besked til hver ny; den, der skriver, er ikke et spørgsmål til sig selv.

    For ``spoergere`` er kommentaren et svar.
    """
    ider = {person.id for person in omtaler.personer} | {person.pk for person in naevnte}
    ider -= {kommentar.af_id, *kommentar.omtaler.values_list("person", flat=True)}
    nye = tuple(deltagere(kommentar.opgave.plan.projekt).filter(pk__in=ider)) if ider else ()
    Omtale.objects.bulk_create(
        Omtale(kommentar=kommentar, person=person, besvaret=kommentar.skrevet if person.pk in spoergere else None)
        for person in nye
    )
    laeg_beskeder(kommentar, nye, aktoer, spoergere)
    return nye


def _besvar(opgave: Opgave, person: Bruger, nu: datetime, set_til: int) -> int:
    aabne = Omtale.objects.filter(person=person, besvaret=None, kommentar__opgave=opgave, kommentar__pk__lte=set_til)
    return aabne.update(besvaret=nu)


def _skriv(kommentar: Kommentar, udgave: int, **felter: object) -> None:
    ramte = Kommentar.objects.filter(pk=kommentar.pk, udgave=udgave, slettet=None).update(
        udgave=F("udgave") + 1, **felter
    )
    if not ramte:
        raise Foraeldet("Kommentaren er ændret eller slettet, siden du åbnede siden.")
    kommentar.refresh_from_db(fields=["udgave", *felter])
