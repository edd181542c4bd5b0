"""Det, udgiveren har sagt om ændringerne mellem to versioner, også i de versioner, der springes over.

Den samme regel som kommunen spørges efter (``fletning``): en ændring er obligatorisk, når et felt, en version efter
``fra`` krævede en ændring af, stadig er et andet i ``til``.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from django.db.models import Q

from .bilagsforskel import kendetegn, laes_bilag
from .kortforskel import BILAG, indhold
from .kravregel import skal_udgaa
from .models import Katalogopgave, Katalogversion
from .udgivernoter import Note, efter_noegle, laes_noter, laes_udgaaelser

type Indhold = Mapping[str, Any]


@dataclass(frozen=True)
class Maerker:
    """``obligatoriske`` er nøglerne på de ændringer, der ikke kan afslås; noterne er efter nøgle, ældste først."""

    obligatoriske: frozenset[str] = frozenset()
    noter: Mapping[str, list[Note]] = field(default_factory=dict)


def laes_maerker(fra: Katalogversion, til: Katalogversion) -> Maerker:
    """Højst seks forespørgsler; tre, når intet er obligatorisk."""
    versioner = [fra, *_imellem(fra, til), til]
    noter = [note for note in laes_noter(versioner) if note.plads > 1]
    kraevede = {
        (versioner[note.plads - 1].pk, note.noegle) for note in noter if note.er_obligatorisk and not note.er_udgaaelse
    }
    aendrede = _obligatoriske([version.pk for version in versioner], kraevede)
    return Maerker(aendrede | _udgaaede(versioner, noter), efter_noegle(noter))


def _udgaaede(versioner: list[Katalogversion], noter: list[Note]) -> frozenset[str]:
    """De opgaver i den første, som skal udgå i den sidste."""
    alle = laes_udgaaelser(versioner, noter)
    return frozenset(noegle for noegle, sagt in alle.items() if 1 in sagt and skal_udgaa(sagt, 1, len(versioner)))


def _imellem(fra: Katalogversion, til: Katalogversion) -> Iterable[Katalogversion]:
    """De udkomne versioner, der springes over; en kladde kommer efter dem alle."""
    if fra.udgivet is None:
        return ()
    senere = (
        Katalogversion.objects.i_raekkefoelge(til.katalog_id)
        .filter(udgivet__gt=fra.udgivet)
        .exclude(pk__in=(fra.pk, til.pk))
    )
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
