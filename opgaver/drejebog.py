"""Projektets drejebog: opgaverne efter fase med kommunens egne datoer, folk og ord, som de skal stå på papir."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from faser.models import Fase
from projekter.models import Projekt

from .kriterier import Kriterier, laes_kriterier
from .listen import forklar
from .models import Katalogversion, Opgave

ALLE, AABNE = "alle", "aabne"
INDHOLD = {ALLE: "Alle opgaver", AABNE: "Kun de opgaver, der ikke er færdige"}

RAEKKER = ("kriterieflueben", "forudsaetninger__kraever__kort")
"""Det, der hører til hver opgave i tabeller for sig, og som hentes for dem alle på én gang."""


@dataclass(frozen=True)
class Udvalg:
    """Hvad der skal med. ``fase`` er en fases kode, og dens delfaser følger med; tom er alle faser."""

    indhold: str = ALLE
    fase: str = ""

    @classmethod
    def af(cls, parametre: Mapping[str, str]) -> "Udvalg":
        return cls(parametre["indhold"], parametre["fase"])

    @property
    def noegle(self) -> str:
        return f"{self.indhold}:{self.fase}"


@dataclass(frozen=True)
class Drejebogsopgave:
    """En opgave med sine kriterier; ``opgave`` bærer også forklaringen på sin frist."""

    opgave: Opgave
    kriterier: Kriterier

    @property
    def er_lokal(self) -> bool:
        return self.opgave.er_lokal


@dataclass(frozen=True)
class Drejebogsfase:
    fase: Fase
    opgaver: list[Drejebogsopgave]


@dataclass(frozen=True)
class Drejebog:
    """Faserne i rækkefølge. ``fravalgte`` er de opgaver, kommunen har sagt ikke er relevante; udgåede er ikke med."""

    projekt: Projekt
    version: Katalogversion
    i_ord: str
    faser: list[Drejebogsfase]
    fravalgte: list[Opgave]

    @property
    def antal(self) -> int:
        return sum(len(fase.opgaver) for fase in self.faser)


def laes_drejebog(projekt: Projekt, udvalg: Udvalg) -> Drejebog:
    """Drejebogen, som planen står nu; syv forespørgsler højst, hvor mange opgaver der end er."""
    version = Katalogversion.objects.select_related("katalog__loesning").get(planer__projekt=projekt)
    alle = forklar(_opgaver(projekt, udvalg), projekt)
    med = [opgave for opgave in alle if opgave.status != Opgave.Status.IKKE_RELEVANT]
    fravalgte = [opgave for opgave in alle if opgave.status == Opgave.Status.IKKE_RELEVANT]
    return Drejebog(projekt, version, _i_ord(projekt, udvalg), _faser(med), fravalgte)


def drejebogens_faser(projekt: Projekt) -> list[Fase]:
    """De faser, der kan vælges: hovedfaserne i den model, planen følger."""
    faser = Fase.objects.filter(model__kataloger__versioner__planer__projekt=projekt, overfase=None)
    return list(faser.order_by("raekkefoelge"))


def _opgaver(projekt: Projekt, udvalg: Udvalg) -> Iterable[Opgave]:
    opgaver = Opgave.objects.i_projekt(projekt).filter(er_udgaaet=False)
    if udvalg.fase:
        opgaver = opgaver.i_fase(udvalg.fase)
    if udvalg.indhold == AABNE:
        opgaver = opgaver.aabne()
    return opgaver.med_kort().prefetch_related(*RAEKKER).i_raekkefoelge()


def _faser(opgaver: Iterable[Opgave]) -> list[Drejebogsfase]:
    return [
        Drejebogsfase(fase, [Drejebogsopgave(opgave, laes_kriterier(opgave)) for opgave in i_fasen])
        for fase, i_fasen in groupby(opgaver, key=lambda opgave: opgave.fase)
    ]


def _i_ord(projekt: Projekt, udvalg: Udvalg) -> str:
    """Fx »Alle opgaver i F2 Forberedelse«."""
    fase = next((fase for fase in drejebogens_faser(projekt) if fase.kode == udvalg.fase), None)
    return f"{INDHOLD[udvalg.indhold]} i {fase}" if fase else INDHOLD[udvalg.indhold]
