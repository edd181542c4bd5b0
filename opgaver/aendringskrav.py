"""Det, udgiveren har sagt om ændringerne mellem to versioner, også i de versioner, der springes over.

Den samme regel som kommunen spørges efter (``fletning``): en ændring er obligatorisk, når et felt, en version efter
``fra`` krævede en ændring af, stadig er et andet i ``til``.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import Q

from .bilagsforskel import kendetegn, laes_bilag
from .kortforskel import BILAG, indhold
from .models import Katalogopgave, Katalogversion, Udgaaelse

type Indhold = Mapping[str, Any]


@dataclass(frozen=True)
class Note:
    """Det, udgiveren har skrevet om ændringen i en version."""

    version: str
    tekst: str


@dataclass(frozen=True)
class Maerker:
    """``obligatoriske`` er nøglerne på de ændringer, der ikke kan afslås; noterne er efter nøgle, ældste først."""

    obligatoriske: frozenset[str] = frozenset()
    noter: Mapping[str, list[Note]] = field(default_factory=dict)


def laes_maerker(fra: Katalogversion, til: Katalogversion) -> Maerker:
    """Højst seks forespørgsler; tre, når intet er obligatorisk."""
    versioner = [fra, *_imellem(fra, til), til]
    nummer = {version.pk: version.nummer for version in versioner[1:]}
    maerkede = Katalogopgave.objects.filter(version__in=nummer).exclude(
        er_aendring_obligatorisk=False, aendringsnote=""
    )
    felter = ("noegle", "version", "aendringsnote", "er_aendring_obligatorisk")
    om_kort = list(maerkede.order_by().values_list(*felter))
    om_udgaaede = list(
        Udgaaelse.objects.filter(version__in=nummer).values_list("noegle", "version", "note", "er_obligatorisk")
    )
    noter = defaultdict[str, list[Note]](list)
    for noegle, version, tekst, _ in sorted([*om_kort, *om_udgaaede], key=lambda et: list(nummer).index(et[1])):
        if tekst:
            noter[noegle].append(Note(nummer[version], tekst))
    kraevede = {(version, noegle) for noegle, version, _, er_kraevet in om_kort if er_kraevet}
    vaek = {noegle for noegle, _, _, er_kraevet in om_udgaaede if er_kraevet}
    obligatoriske = _obligatoriske([version.pk for version in versioner], kraevede) | _skal_udgaa(fra, til, vaek)
    return Maerker(obligatoriske, dict(noter))


def _skal_udgaa(fra: Katalogversion, til: Katalogversion, vaek: set[str]) -> frozenset[str]:
    """De af nøglerne, der er i den første og ikke er kommet i kataloget igen."""
    if not vaek:
        return frozenset()
    kort = Katalogopgave.objects.filter(noegle__in=vaek).order_by().values_list("noegle", flat=True)
    return frozenset(kort.filter(version=fra)) - frozenset(kort.filter(version=til))


def _imellem(fra: Katalogversion, til: Katalogversion) -> Iterable[Katalogversion]:
    """De udkomne versioner, der springes over; en kladde kommer efter dem alle."""
    if fra.udgivet is None:
        return ()
    senere = Katalogversion.objects.i_raekkefoelge(til.katalog_id).filter(udgivet__gt=fra.udgivet).exclude(pk=til.pk)
    return senere.filter(udgivet__lt=til.udgivet) if til.udgivet else senere


def _obligatoriske(versioner: list[int], kraevede: set[tuple[int, str]]) -> frozenset[str]:
    """``versioner`` er i rækkefølge, fra den ene til den anden, begge med."""
    if not kraevede:
        return frozenset()
    kort = _laes_indhold(Q(version__in=versioner, noegle__in={noegle for _, noegle in kraevede}))
    foer = {nu: foer for foer, nu in pairwise(versioner)}
    fra, til = versioner[0], versioner[-1]

    def binder(version: int, noegle: str) -> bool:
        aendret = _forskelle(kort.get((fra, noegle)), kort.get((til, noegle)))
        if aendret is None:
            return (til, noegle) in kort
        kraevet = _forskelle(kort.get((foer[version], noegle)), kort[version, noegle])
        return bool(aendret if kraevet is None else aendret & kraevet)

    return frozenset(noegle for version, noegle in kraevede if binder(version, noegle))


def _laes_indhold(hvilke: Q) -> dict[tuple[int, str], Indhold]:
    """Det, kortene siger, bilagene med, efter version og nøgle."""
    fundne = list(Katalogopgave.objects.filter(hvilke).order_by())
    bilag = laes_bilag(Q(kort__in=fundne))
    return {(et.version_id or 0, et.noegle): indhold(et) | {BILAG: kendetegn(bilag.get(et.pk, ()))} for et in fundne}


def _forskelle(en: Indhold | None, anden: Indhold | None) -> frozenset[str] | None:
    """De felter, der er forskellige; None, når opgaven ikke er i dem begge."""
    if en is None or anden is None:
        return None
    return frozenset(navn for navn in en if en[navn] != anden[navn])
