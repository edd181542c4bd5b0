"""Hvad der er ændret, siden en forhåndsvisning blev set: hver opgave eller kommune ved navn, og hvem der ændrede den.

Formularen bærer det sete med sig, forseglet: tidspunktet, datoerne og et kendetegn for hver opgave eller kommune. Det
afgør aldrig, om der må flyttes; det gør aftrykket. Mangler det, siges kun, at noget er ændret.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.core import signing
from django.db.models import Q, QuerySet
from django.utils import timezone

from frister import Anker, Ankre, dag_maaned
from projekter.models import Haendelse, Projekt

from .flytning import LUKKEDE, Grund, Raekke
from .services.boelge import Boelgevisning
from .services.flyttegrundlag import Forhaandsvisning, fra_ord, som_ord

NAEVNES = 10
"""Så mange opgaver eller kommuner nævnes; resten tælles."""
OPGAVER_NAEVNES = 3
"""Så mange af en kommunes opgaver nævnes, når en bølge er ændret."""
SLINGER = timedelta(minutes=1)
"""En hændelse får sin tid, før den er gemt, så den kan være lidt ældre end den forhåndsvisning, der ikke så den."""
SALT = "det sete"


@dataclass(frozen=True)
class Sete:
    """Det, personen så: hvornår, med hvilke datoer, og for hver opgave eller kommune (efter id) navn og kendetegn."""

    kl: datetime
    ankre: Ankre
    poster: dict[int, tuple[str, str]]

    def forsegl(self) -> str:
        poster = [(pk, navn, tegn) for pk, (navn, tegn) in self.poster.items()]
        return signing.dumps([self.kl.isoformat(), som_ord(self.ankre), poster], salt=SALT, compress=True)

    @classmethod
    def aabn(cls, tekst: str) -> "Sete | None":
        try:
            kl, ankre, poster = signing.loads(tekst, salt=SALT)
        except signing.BadSignature:
            return None
        return cls(datetime.fromisoformat(kl), fra_ord(ankre), {pk: (navn, tegn) for pk, navn, tegn in poster})

    def forskelle(self, nu: "Sete") -> list[int]:
        """Id'erne på det, der er ændret, kommet til eller væk."""
        alle = {**self.poster, **nu.poster}
        return [pk for pk in alle if self.poster.get(pk) != nu.poster.get(pk)]


def sete_i_projektet(visning: Forhaandsvisning, kl: datetime) -> Sete:
    poster = {
        raekke.post.id: (raekke.post.kode, _tegn(grundlag))
        for raekke, grundlag in zip(visning.tabel.raekker, visning.raekkegrundlag, strict=True)
    }
    return Sete(kl, visning.projekt.ankre, poster)


def sete_i_boelgen(visning: Boelgevisning, kl: datetime) -> Sete:
    poster = {et.projekt.pk: (et.projekt.kommune.navn, f"med {_tegn(et.grundlag)}") for et in visning.visninger}
    for projekt, grund in visning.afvigere_og_grunde:
        poster[projekt.pk] = (projekt.kommune.navn, f"uden {_tegn(grund)}")
    return Sete(kl, visning.boelge.ankre, poster)


def aendret_i_projektet(forseglet: str, nu: Sete, frisk: Forhaandsvisning) -> list[str]:
    """En linje for hver opgave, der ikke længere er, som personen så den, og for projektets datoer."""
    foer = Sete.aabn(forseglet)
    if foer is None:
        return []
    haendelser = _siden(foer.kl, frisk.projekt)
    raekker = {raekke.post.id: raekke for raekke in frisk.tabel.raekker}
    linjer = _datoer(foer, nu, "Projektets", haendelser)
    for pk in foer.forskelle(nu):
        kode, _ = {**foer.poster, **nu.poster}[pk]
        hvad = _opgaven_nu(raekker.get(pk), er_ny=pk not in foer.poster)
        linjer.append(f"{kode} {hvad}{_hvem(haendelser, opgave=pk)}")
    return _nogle(linjer, "opgave", "opgaver")


def aendret_i_boelgen(forseglet: str, nu: Sete, frisk: Boelgevisning) -> list[str]:
    """En linje for hver kommune, der ikke længere er, som personen så den, og for bølgens datoer."""
    foer = Sete.aabn(forseglet)
    if foer is None:
        return []
    ejers = Haendelse.objects.filter(
        tid__gte=foer.kl - SLINGER, genstand_type="flytning", genstand_id__in=frisk.boelge.flytninger.values("pk")
    )
    linjer = _datoer(foer, nu, "Bølgens", list(ejers))
    forskelle = foer.forskelle(nu)
    projekter = Projekt.objects.med_navne().in_bulk(forskelle[:NAEVNES])
    for pk in forskelle:
        navn, _ = {**foer.poster, **nu.poster}[pk]
        haendelser = _siden(foer.kl, projekter[pk]) if pk in projekter else []
        hvad = _kommunen_nu(foer, nu, pk, frisk.afvigelser.get(pk, ""), haendelser)
        linjer.append(f"{navn} {hvad}{_hvem(haendelser)}")
    return _nogle(linjer, "kommune", "kommuner")


def _tegn(grundlag: Any) -> str:
    return hashlib.sha256(json.dumps(grundlag).encode()).hexdigest()[:10]


def _siden(kl: datetime, projekt: Projekt) -> list[Haendelse]:
    """Det, der er sket i projektet og med kommunens kalender siden da, det nyeste først."""
    kalender = Q(projekt=None, organisation=projekt.kommune_id, genstand_type="flytning")
    alle: QuerySet[Haendelse] = Haendelse.objects.filter(Q(projekt=projekt) | kalender, tid__gte=kl - SLINGER)
    return list(alle[:500])


def _hvem(haendelser: Iterable[Haendelse], opgave: int | None = None) -> str:
    """Fx " (Bo Lindgaard, 03.02.2027 kl. 10.12)": den, der sidst ændrede opgaven, ellers projektet; tom, når ingen."""
    liste = list(haendelser)
    opgavens = (h for h in liste if (h.genstand_type, h.genstand_id) == ("opgave", opgave))
    andet = (h for h in liste if opgave is None or h.genstand_type != "opgave")
    fundet = next(opgavens, None) or next(andet, None)
    return f" ({fundet.aktoer}, {timezone.localtime(fundet.tid):%d.%m.%Y kl. %H.%M})" if fundet else ""


def _datoer(foer: Sete, nu: Sete, hvis: str, haendelser: list[Haendelse]) -> list[str]:
    skift = [
        f"{et.navn} er nu {dag_maaned(dato) if (dato := nu.ankre.dato(et)) else 'uden dato'}"
        for et in Anker
        if foer.ankre.dato(et) != nu.ankre.dato(et)
    ]
    flyttede = [h for h in haendelser if h.genstand_type == "flytning"]
    return [f"{hvis} datoer er flyttet imens: {', '.join(skift)}{_hvem(flyttede)}"] if skift else []


def _opgaven_nu(raekke: Raekke | None, *, er_ny: bool) -> str:
    if raekke is None:
        return "er ikke længere i planen"
    if raekke.grund in LUKKEDE:
        return f"er nu {raekke.grund.value}"
    dato = dag_maaned(raekke.til) if raekke.til else "ingen frist"
    if raekke.grund is Grund.LAAST:
        return f"er nu låst på {dato}"
    hvad = "er kommet til og får" if er_ny else "beholder nu" if raekke.grund else "får nu"
    return f"{hvad} {dato}"


def _kommunen_nu(foer: Sete, nu: Sete, pk: int, grund: str, haendelser: list[Haendelse]) -> str:
    fulgte, foelger = (sete.poster.get(pk, ("", ""))[1].startswith("med") for sete in (foer, nu))
    if pk not in nu.poster:
        return "er ikke længere i bølgen"
    if pk not in foer.poster:
        return "er kommet i bølgen"
    if fulgte and not foelger:
        return f"følger ikke længere med. {grund}"
    if not foelger:
        return f"følger stadig ikke med. {grund}"
    return _opgaverne_nu(haendelser) if fulgte else "følger nu med"


def _opgaverne_nu(haendelser: list[Haendelse]) -> str:
    navne = list(dict.fromkeys(h.genstand_navn for h in haendelser if h.genstand_type == "opgave"))
    if not navne:
        return "har ændret datoer, kalender eller katalog"
    flere = f" og {len(navne) - OPGAVER_NAEVNES} til" if len(navne) > OPGAVER_NAEVNES else ""
    return f"har ændret {', '.join(navne[:OPGAVER_NAEVNES])}{flere}"


def _nogle(linjer: list[str], en: str, mange: str) -> list[str]:
    flere = len(linjer) - NAEVNES
    return linjer[:NAEVNES] + ([f"og {flere} {en if flere == 1 else mange} til"] if flere > 0 else [])
