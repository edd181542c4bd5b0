"""Fra et ord i filen til en fase eller hovedopgave i fasemodellen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from faser.models import Fase, Hovedopgave, Implementeringsmodel

from .ord import fold

_FORORD = re.compile(r"^(fase|hovedopgave|tema|trin)(?=[0-9a-z])")


@dataclass(frozen=True)
class Post:
    """Noget, der kan findes. ``nummer`` er kode eller nummer, fx F2 eller 9."""

    pk: int
    nummer: str
    navn: str
    synonymer: tuple[str, ...] = ()

    def __str__(self) -> str:
        return f"{self.nummer} {self.navn}"


@dataclass(frozen=True)
class Fund:
    """``er_praecist`` er falsk, når ordet er et synonym eller en anden stavemåde end modellens."""

    post: Post
    er_praecist: bool


class Opslag:
    """Finder en post efter nummer, navn, begge dele eller synonym, uden hensyn til store bogstaver og tegn."""

    def __init__(self, betegnelse: str, poster: Iterable[Post]) -> None:
        self.betegnelse = betegnelse
        self.poster = list(poster)
        self._efter_pk = {post.pk: post for post in self.poster}
        self._fund: dict[str, Fund] = {}
        for post in self.poster:
            for ord_ in (post.nummer, str(post), post.navn):
                self._fund.setdefault(_noegle(ord_), Fund(post, er_praecist=True))
        for post in self.poster:
            for synonym in post.synonymer:
                self._fund.setdefault(_noegle(synonym), Fund(post, _er_samme_ord(synonym, post)))

    def find(self, tekst: str) -> Fund | None:
        return self._fund.get(_noegle(tekst))

    def navn(self, pk: int | None) -> str:
        """Fx »2.2 Klargøring«, som læses tilbage til den samme."""
        return str(self._efter_pk[pk]) if pk else ""

    def ukendt(self, tekst: str) -> str:
        """Sætningen om, at ordet ikke findes, med det nærmeste eller med dem alle."""
        navne = {fold(post.navn): str(post) for post in self.poster}
        naer = get_close_matches(_noegle(tekst), navne, n=1, cutoff=0.7)
        raad = f"Mente du {navne[naer[0]]}?" if naer else f"De kendte er: {', '.join(map(str, self.poster))}."
        return f"»{tekst[:60]}« er ikke en {self.betegnelse} i fasemodellen. {raad}"


def _noegle(tekst: str) -> str:
    """»Fase 1: Initiering« findes som »1initiering«; et ord alene, fx »Faser«, bevares."""
    return _FORORD.sub("", fold(tekst))


def _er_samme_ord(synonym: str, post: Post) -> bool:
    """Om synonymet kun er navn eller nummer skrevet på en anden måde, fx »Fase 1: Initiering« for F1."""
    rest = re.sub(r"^f?[0-9.]+", "", _noegle(synonym).removeprefix(fold(post.nummer)))
    return rest in ("", fold(post.navn))


@dataclass(frozen=True)
class Modelopslag:
    """Alt, hvad en række kan henvise til i én fasemodel; læst med to forespørgsler."""

    faser: Opslag
    hovedopgaver: Opslag
    hovedfaser: dict[int, int]
    """Fase → den fase, hvis faseovergang den hører under: sig selv eller overfasen."""
    foerste_fase: int

    @classmethod
    def laes(cls, model: Implementeringsmodel) -> "Modelopslag":
        faser = list(Fase.objects.filter(model=model))
        temaer = Hovedopgave.objects.filter(model=model)
        return cls(
            Opslag("fase", (Post(f.pk, f.kode, f.navn, tuple(f.synonymer)) for f in faser)),
            Opslag("hovedopgave", (Post(h.pk, str(h.nummer), h.navn, tuple(h.synonymer)) for h in temaer)),
            {fase.pk: fase.overfase_id or fase.pk for fase in faser},
            next(fase.pk for fase in faser if fase.overfase_id is None),
        )

    def som_data(self) -> list[list[object]]:
        """Alt, der afgør, hvordan en tekst bliver forstået; indgår i forhåndsvisningens grundlag."""
        return [
            [post.pk, post.nummer, post.navn, *post.synonymer]
            for opslag in (self.faser, self.hovedopgaver)
            for post in opslag.poster
        ]
