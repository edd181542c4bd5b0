"""Fra et ord i filen til en fase eller hovedopgave i fasemodellen."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from faser.models import Fase, Hovedopgave, Implementeringsmodel

from .ord import fold

_TAL = re.compile(r"[0-9.]+")
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
    """Finder en post efter nummer, navn, begge dele, synonym eller en nær stavemåde; er der flere, gættes ikke."""

    def __init__(self, betegnelse: str, poster: Iterable[Post]) -> None:
        self.betegnelse = betegnelse
        self.poster = list(poster)
        self._efter_pk = {post.pk: post for post in self.poster}
        self._fund: dict[str, list[Fund]] = {}
        for post in self.poster:
            for ord_ in (post.nummer, str(post), post.navn):
                self._fund[_noegle(ord_)] = [Fund(post, er_praecist=True)]
        for post in self.poster:
            for synonym in post.synonymer:
                self._tilfoej(_noegle(synonym), Fund(post, _er_samme_ord(synonym, post)))

    def find(self, tekst: str) -> Fund | None:
        """Den eneste post, teksten kan være; None, når der er ingen eller flere."""
        fundne = self._fund.get(_noegle(tekst)) or self._naere(tekst)
        return _som_skrevet(tekst, fundne[0]) if len(fundne) == 1 else None

    def navn(self, pk: int | None) -> str:
        """Fx »2.2 Klargøring«, som læses tilbage til den samme."""
        return str(self._efter_pk[pk]) if pk else ""

    def ukendt(self, tekst: str) -> str:
        """Sætningen om, at ordet ikke findes eller kan være flere, med dem det kan være."""
        if kandidater := self._kandidater(tekst):
            raad = f"Den kan være {_eller(kandidater)}. Skriv den, der menes."
            return f"»{tekst[:60]}« peger på mere end én {self.betegnelse} i fasemodellen. {raad}"
        navne = {fold(post.navn): str(post) for post in self.poster}
        naer = get_close_matches(_noegle(tekst), navne, n=1, cutoff=0.7)
        raad = f"Mente du {navne[naer[0]]}?" if naer else f"De kendte er: {', '.join(map(str, self.poster))}."
        return f"»{tekst[:60]}« er ikke en {self.betegnelse} i fasemodellen. {raad}"

    def _tilfoej(self, noegle: str, fund: Fund) -> None:
        """Et synonym giver aldrig efter for et navn, og står det ved to poster, peger det på dem begge."""
        kendte = self._fund.setdefault(noegle, [])
        if not any(kendt.er_praecist or kendt.post == fund.post for kendt in kendte):
            kendte.append(fund)

    def _naere(self, tekst: str) -> list[Fund]:
        """Poster, hvis navn eller synonym er ordet med en slåfejl. Tallene skal passe: F2 er aldrig næsten F3."""
        soegt = _noegle(tekst)
        naere = {
            fund.post: Fund(fund.post, er_praecist=False)
            for kendt, fundne in self._fund.items()
            if _ligner(soegt, kendt)
            for fund in fundne
        }
        return list(naere.values())

    def _kandidater(self, tekst: str) -> list[Post]:
        """De poster, en flertydig tekst kan være: to med samme synonym, eller dele, der peger hver sin vej."""
        flere = self._fund.get(_noegle(tekst)) or self._naere(tekst)
        if len(flere) > 1:
            return [fund.post for fund in flere]
        dele = (self.find(del_) for del_ in _DELE.split(tekst) if del_ and del_.strip())
        fundne = list(dict.fromkeys(fund.post for fund in dele if fund))
        return fundne if len(fundne) > 1 else []


_DELE = re.compile(r"[/,;:+&]|\b(?:og|eller|samt)\b|\s[-–]\s|^((?:fase )?[A-Z]?[0-9][0-9.]*)\b", re.IGNORECASE)
KORTESTE_UDEN_SLAAFEJL, LANGT = 5, 8
"""Bogstaver. Kortere ord ligner for mange andre; længere må have to fejl."""


def _ligner(soegt: str, kendt: str) -> bool:
    """Om de to nøgler har de samme tal og næsten de samme bogstaver."""
    if _TAL.findall(soegt) != _TAL.findall(kendt):
        return False
    laengde = min(len(_TAL.sub("", soegt)), len(_TAL.sub("", kendt)))
    return laengde >= KORTESTE_UDEN_SLAAFEJL and _afstand(soegt, kendt) <= (2 if laengde >= LANGT else 1)


def _afstand(en: str, anden: str) -> int:
    """Bogstaver, der skal sættes ind, fjernes eller skiftes (Levenshtein); mindst forskellen i længde."""
    if abs(len(en) - len(anden)) > 2:
        return abs(len(en) - len(anden))
    raekke = list(range(len(anden) + 1))
    for plads, tegn in enumerate(en, 1):
        ny = [plads]
        for kolonne, andet in enumerate(anden, 1):
            ny.append(min(raekke[kolonne] + 1, ny[-1] + 1, raekke[kolonne - 1] + (tegn != andet)))
        raekke = ny
    return raekke[-1]


def _eller(poster: list[Post]) -> str:
    *foran, sidste = map(str, poster)
    return f"{', '.join(foran)} eller {sidste}" if foran else sidste


def _noegle(tekst: str) -> str:
    """»Fase 1: Initiering« findes som »1initiering«; et ord alene, fx »Faser«, bevares."""
    return _FORORD.sub("", fold(tekst))


def _som_skrevet(tekst: str, fund: Fund) -> Fund:
    """»Golive« er Go-live, men det skal ses, at det er forstået sådan."""
    mangler_bindestreg = "-" in fund.post.navn and "-" not in tekst and fold(fund.post.navn) in fold(tekst)
    return Fund(fund.post, er_praecist=False) if mangler_bindestreg else fund


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
