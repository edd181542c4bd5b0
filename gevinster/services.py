"""Handlingerne på gevinster. En gevinst slettes ikke: det, der er lovet, bliver stående og følges."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.db.models import F

from faelles.afvisning import Afvist, Foraeldet, kraev
from frister import FOERSTE_AAR, SIDSTE_AAR, dato_kort
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Plads, Projekt

from .models import Gevinst, Maaling
from .tal import dansk_tal

EFTERMAALINGER = (3, 6, 12)
"""Måneder efter go-live, når intet andet er sagt."""

MAKS_MAANEDER = 120


@dataclass(frozen=True)
class Oplysninger:
    """Det, der kan siges om en gevinst. ``maaneder`` er eftermålingerne i måneder efter go-live."""

    titel: str
    type: str
    enhed: str
    maal: Decimal
    beskrivelse: str = ""
    ejer: Plads | None = None
    maaneder: tuple[int, ...] = EFTERMAALINGER


@transaction.atomic
def opret_gevinst(aktoer: Aktoer, projekt: Projekt, oplysninger: Oplysninger) -> Gevinst:
    """Opret gevinsten med en baseline og de planlagte eftermålinger; ingen af dem er foretaget endnu."""
    kraev(adgang.maa_lede(aktoer, projekt))
    _kontroller(projekt, oplysninger)
    gevinst = Gevinst(projekt=projekt, **_felter(oplysninger))
    _gem_entydigt(gevinst)
    Maaling.objects.create(gevinst=gevinst, slags=Maaling.Slags.BASELINE)
    _tilfoej_eftermaalinger(gevinst, oplysninger.maaneder)
    noter(aktoer, "gevinst oprettet", gevinst, projekt=projekt, ny=f"mål {_med_enhed(gevinst, gevinst.maal)}")
    return gevinst


@transaction.atomic
def ret_gevinst(aktoer: Aktoer, gevinst: Gevinst, oplysninger: Oplysninger, *, udgave: int | None = None) -> Gevinst:
    """Ret gevinsten. ``udgave`` er den, formularen blev lavet af; er den ældre, rejses ``Foraeldet``.

    En eftermåling, der er foretaget, kan ikke tages ud af planen. Uændrede oplysninger ændrer intet.
    """
    kraev(adgang.maa_lede(aktoer, gevinst.projekt))
    _kontroller(gevinst.projekt, oplysninger)
    _tag_udgave(gevinst, udgave)
    aendringer = _saet_felter(gevinst, _felter(oplysninger))
    _gem_entydigt(gevinst)
    for felt, gammel, ny in aendringer:
        noter(aktoer, "gevinst rettet", gevinst, projekt=gevinst.projekt, felt=felt, gammel=gammel, ny=ny)
    _ret_eftermaalinger(aktoer, gevinst, oplysninger.maaneder)
    return gevinst


@transaction.atomic
def registrer_maaling(
    aktoer: Aktoer, maaling: Maaling, vaerdi: Decimal, maalt: date, *, paa: date, udgave: int | None = None
) -> Maaling:
    """Skriv målingens værdi og dag; en måling, der er skrevet forkert, rettes samme vej.

    ``udgave`` er gevinstens, da formularen blev lavet. En måling ligger aldrig efter ``paa``, og en
    eftermåling aldrig før go-live.
    """
    gevinst = maaling.gevinst
    kraev(adgang.maa_maale(aktoer, gevinst.projekt, gevinst.ejer_id))
    _kontroller_dag(maaling, maalt, paa)
    gammel = _maalt_tekst(maaling)
    _tag_udgave(gevinst, udgave)
    maaling.vaerdi, maaling.maalt = vaerdi, maalt
    maaling.save(update_fields=["vaerdi", "maalt"])
    noter(
        aktoer,
        "måling registreret" if not gammel else "måling rettet",
        gevinst,
        projekt=gevinst.projekt,
        felt=maaling.navn,
        gammel=gammel,
        ny=_maalt_tekst(maaling),
    )
    return maaling


def _felter(oplysninger: Oplysninger) -> dict[str, object]:
    return {
        "titel": oplysninger.titel.strip(),
        "type": oplysninger.type,
        "enhed": oplysninger.enhed.strip(),
        "maal": oplysninger.maal,
        "beskrivelse": oplysninger.beskrivelse.strip(),
        "ejer": oplysninger.ejer,
    }


def _saet_felter(gevinst: Gevinst, felter: dict[str, object]) -> list[tuple[str, str, str]]:
    """Sæt felterne, og svar med dem, der blev ændret: navn, gammel og ny tekst."""
    aendringer = []
    for felt, ny in felter.items():
        gammel, gammel_tekst = getattr(gevinst, felt), _vist(gevinst, felt)
        if gammel != ny:
            setattr(gevinst, felt, ny)
            navn = str(Gevinst._meta.get_field(felt).verbose_name)  # type: ignore[union-attr]
            aendringer.append((navn, gammel_tekst, _vist(gevinst, felt)))
    return aendringer


def _vist(gevinst: Gevinst, felt: str) -> str:
    match felt:
        case "type":
            return gevinst.get_type_display()
        case "maal":
            return dansk_tal(gevinst.maal)
        case "ejer":
            return gevinst.ejer.navn if gevinst.ejer else "ingen"
    return str(getattr(gevinst, felt))


def _kontroller(projekt: Projekt, oplysninger: Oplysninger) -> None:
    if not oplysninger.titel.strip() or not oplysninger.enhed.strip():
        raise Afvist("En gevinst skal have en titel og en enhed, fx minutter pr. sag.")
    if oplysninger.type not in Gevinst.Type.values:
        raise Afvist(f"Gevinsttypen »{oplysninger.type}« findes ikke. Vælg en af KL's fire typer.")
    if oplysninger.ejer is not None and oplysninger.ejer.projekt_id != projekt.pk:
        raise Afvist("Ejerens plads hører til et andet projekt.")
    if any(not 1 <= maaned <= MAKS_MAANEDER for maaned in oplysninger.maaneder):
        raise Afvist(f"En eftermåling ligger mellem 1 og {MAKS_MAANEDER} måneder efter go-live.")


def _kontroller_dag(maaling: Maaling, maalt: date, paa: date) -> None:
    if maalt > paa:
        raise Afvist(f"Der kan ikke være målt den {dato_kort(maalt)}; den dag er ikke kommet endnu.")
    if maalt.year < FOERSTE_AAR:
        raise Afvist(f"Årstallet {maalt.year} ligger uden for {FOERSTE_AAR}-{SIDSTE_AAR}. Ret datoen.")
    if maaling.er_baseline:
        return
    golive = maaling.gevinst.projekt.golive
    if golive is None:
        raise Afvist("Projektet har ingen dato for go-live. Sæt den, før I registrerer en eftermåling.")
    if maalt < golive:
        raise Afvist(
            f"En eftermåling kan ikke ligge før go-live den {dato_kort(golive)}. "
            "Er det en måling af tiden før, så registrér den som baseline."
        )


def _tag_udgave(gevinst: Gevinst, udgave: int | None) -> None:
    """Tæl udgaven op, hvis gevinsten stadig er den, vi kender; ellers har en anden ændret den."""
    kendt = gevinst.udgave if udgave is None else udgave
    if not Gevinst.objects.filter(pk=gevinst.pk, udgave=kendt).update(udgave=F("udgave") + 1):
        raise Foraeldet(
            f"»{gevinst.titel}« er ændret af en anden, siden du åbnede siden. Se, hvad der står nu, og prøv igen."
        )
    gevinst.udgave = kendt + 1


def _gem_entydigt(gevinst: Gevinst) -> None:
    try:
        with transaction.atomic():
            gevinst.save()
    except IntegrityError as fejl:
        raise Afvist(f"Projektet har allerede en gevinst, der hedder »{gevinst.titel}«.") from fejl


def _tilfoej_eftermaalinger(gevinst: Gevinst, maaneder: Iterable[int]) -> None:
    Maaling.objects.bulk_create(
        Maaling(gevinst=gevinst, slags=Maaling.Slags.EFTERMAALING, maaneder_efter_golive=maaned)
        for maaned in sorted(set(maaneder))
    )


def _ret_eftermaalinger(aktoer: Aktoer, gevinst: Gevinst, maaneder: Iterable[int]) -> None:
    """Gør planen til ``maaneder``: nye kommer til, og de, der ikke er foretaget, kan falde bort."""
    oensket = set(maaneder)
    nu = {m.maaneder_efter_golive: m for m in gevinst.maalinger.filter(slags=Maaling.Slags.EFTERMAALING)}
    vaek = [maaling for maaned, maaling in nu.items() if maaned not in oensket]
    for maaling in vaek:
        if maaling.maalt:
            raise Afvist(
                f"Eftermålingen {maaling.maaneder_efter_golive} måneder efter go-live er foretaget "
                "og kan ikke tages ud. Lad tallet stå."
            )
    if oensket == set(nu):
        return
    Maaling.objects.filter(pk__in=[maaling.pk for maaling in vaek]).delete()
    _tilfoej_eftermaalinger(gevinst, oensket - set(nu))
    noter(
        aktoer,
        "gevinst rettet",
        gevinst,
        projekt=gevinst.projekt,
        felt="eftermålinger",
        gammel=_liste(nu),
        ny=_liste(oensket),
    )


def _liste(maaneder: Iterable[int | None]) -> str:
    return ", ".join(str(maaned) for maaned in sorted(maaned for maaned in maaneder if maaned)) or "ingen"


def _maalt_tekst(maaling: Maaling) -> str:
    if maaling.vaerdi is None or maaling.maalt is None:
        return ""
    return f"{_med_enhed(maaling.gevinst, maaling.vaerdi)} den {dato_kort(maaling.maalt)}"


def _med_enhed(gevinst: Gevinst, vaerdi: Decimal) -> str:
    return f"{dansk_tal(vaerdi)} {gevinst.enhed}"
