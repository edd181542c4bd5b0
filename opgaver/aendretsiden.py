"""Hvad der er ændret, siden en forhåndsvisning blev set: hver opgave eller kommune ved navn, og hvem der ændrede den.

Formularen bærer det sete med sig, forseglet: den nyeste hændelse, datoerne og det, der stod om hver opgave eller
kommune. Det afgør aldrig, om der må flyttes; det gør aftrykket. Mangler det, siges kun, at noget er ændret. Bølgens
ejer læser udefra: kommunens lokale opgaver og folk nævnes ikke.
"""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing
from django.db.models import Q

from frister import Anker, Ankre, dag_maaned
from projekter.models import Haendelse, Projekt

from .fletning import Virkning
from .flytning import LUKKEDE, Flag, Grund, Maerke, Raekke
from .models import Opgave
from .services.boelge import Boelgevisning
from .services.flyttegrundlag import Forhaandsvisning, fra_ord, som_ord
from .services.opgraderingsskrivning import HANDLINGER

NAEVNES = 10
"""Så mange opgaver eller kommuner nævnes; resten tælles."""
OPGAVER_NAEVNES = 3
"""Så mange af en kommunes opgaver nævnes, når en bølge er ændret."""
SALT = "det sete"

type Poster = dict[int, tuple[str, ...]]

LUKKEDE_ORD = (Opgave.Status.FULDFOERT.label, Opgave.Status.IKKE_RELEVANT.label)
FLYTTER_RAEKKEN = (
    Q(genstand_type="opgave")
    & (
        Q(felt__in=("frist", "regel", "katalogversion"))
        | Q(felt="status", gammel__in=LUKKEDE_ORD)
        | Q(felt="status", ny__in=LUKKEDE_ORD)
        | Q(handling="lokal opgave lavet")
    )
    & ~Q(handling=HANDLINGER[Virkning.BEHOLD])
)
"""De handlinger på en opgave, der kan ændre dens række i en forhåndsvisning; en note eller en ny udfører kan ikke."""

IGEN = {
    Grund.LAAST.value: "er ikke længere låst",
    Grund.FULDFOERT.value: "er åben igen",
    Grund.IKKE_RELEVANT.value: "er åben igen",
    Grund.UDGAAET.value: "er i planen igen",
}
"""Hvad der er sket med en opgave, når den grund til at blive, personen så, ikke gælder mere."""


@dataclass(frozen=True)
class Sete:
    """Det, personen så: den nyeste hændelse, datoerne, og for hver opgave eller kommune (efter id) navnet og resten."""

    sidste: int
    ankre: Ankre
    poster: Poster

    def forsegl(self) -> str:
        poster = list(self.poster.items())
        return signing.dumps([self.sidste, som_ord(self.ankre), poster], salt=SALT, compress=True)

    @classmethod
    def aabn(cls, tekst: str) -> "Sete | None":
        try:
            sidste, ankre, poster = signing.loads(tekst, salt=SALT)
        except signing.BadSignature:
            return None
        return cls(sidste, fra_ord(ankre), {pk: tuple(post) for pk, post in poster})

    def forskelle(self, nu: "Sete") -> list[int]:
        """Id'erne på det, der er ændret, kommet til eller væk."""
        alle = {**self.poster, **nu.poster}
        return [pk for pk in alle if self.poster.get(pk) != nu.poster.get(pk)]

    def navn(self, pk: int, nu: "Sete") -> str:
        return (nu.poster.get(pk) or self.poster[pk])[0]


def sete_i_projektet(visning: Forhaandsvisning) -> Sete:
    poster: Poster = {raekke.post.id: (_navn(visning, raekke), *_stand(raekke)) for raekke in visning.tabel.raekker}
    return Sete(Haendelse.objects.nyeste_nummer(), visning.projekt.ankre, poster)


def sete_i_boelgen(visning: Boelgevisning) -> Sete:
    poster: Poster = {et.projekt.pk: (et.projekt.kommune.navn, "med", _tegn(et.grundlag)) for et in visning.visninger}
    for projekt, grund in visning.afvigere_og_grunde:
        poster[projekt.pk] = (projekt.kommune.navn, "uden", _tegn(grund))
    return Sete(Haendelse.objects.nyeste_nummer(), visning.boelge.ankre, poster)


def aendret_i_projektet(forseglet: str, nu: Sete, frisk: Forhaandsvisning) -> list[str]:
    """En linje for hver opgave, der ikke længere er, som personen så den, og for projektets datoer."""
    foer = Sete.aabn(forseglet)
    if foer is None:
        return []
    forskelle = foer.forskelle(nu)
    haendelser = _siden(foer.sidste, frisk.projekt, forskelle)
    raekker = {raekke.post.id: raekke for raekke in frisk.tabel.raekker}
    linjer = _datoer(foer, nu, "Projektets", haendelser)
    for pk in forskelle:
        hvad = _opgaven_nu(foer.poster.get(pk), raekker.get(pk))
        linjer.append(f"{foer.navn(pk, nu)} {hvad}{_hvem(_om(pk, haendelser))}")
    return _nogle(linjer, "opgave", "opgaver")


def aendret_i_boelgen(forseglet: str, nu: Sete, frisk: Boelgevisning) -> list[str]:
    """En linje for hver kommune, der ikke længere er, som personen så den, og for bølgens datoer."""
    foer = Sete.aabn(forseglet)
    if foer is None:
        return []
    ejers = Haendelse.objects.filter(
        pk__gt=foer.sidste, genstand_type="flytning", genstand_id__in=frisk.boelge.flytninger.values("pk")
    )
    linjer = _datoer(foer, nu, "Bølgens", list(ejers))
    visninger = {et.projekt.pk: et for et in frisk.visninger}
    forskelle = foer.forskelle(nu)
    projekter = Projekt.objects.med_navne().in_bulk(forskelle[:NAEVNES])
    for pk in forskelle:
        visning = visninger.get(pk)
        opgaver = visning.opgaver if visning else ()
        haendelser = _siden(foer.sidste, projekter[pk], opgaver) if pk in projekter else []
        hvad = _kommunen_nu(foer, nu, pk, frisk.afvigelser.get(pk, ""), _opgaverne_nu(visning, haendelser))
        linjer.append(f"{foer.navn(pk, nu)} {hvad}{_hvornaar(haendelser)}")
    return _nogle(linjer, "kommune", "kommuner")


def _navn(visning: Forhaandsvisning, raekke: Raekke) -> str:
    """Koden, og etapen, når opgaven er for en; flere etaper har hver en opgave med koden."""
    etape = visning.opgaver[raekke.post.id].etape
    return f"{raekke.post.kode} ({etape})" if etape else raekke.post.kode


def _stand(raekke: Raekke) -> tuple[str, str, str, str]:
    """Fristen før og efter, grunden til at blive og mærkerne hver for sig, så det kan siges, hvad der er et andet."""
    grund = raekke.grund.value if raekke.grund else ""
    return str(raekke.post.fra), str(raekke.til), grund, _tegn([et.tekst for et in _varige(raekke)])


def _varige(raekke: Raekke) -> list[Maerke]:
    """Mærkerne, undtagen det, der kommer af sig selv, når dagen går."""
    return [maerke for maerke in raekke.maerker if maerke.flag is not Flag.FORTID]


def _tegn(grundlag: Any) -> str:
    return hashlib.sha256(json.dumps(grundlag).encode()).hexdigest()[:10]


def _siden(sidste: int, projekt: Projekt, opgaver: Iterable[int]) -> list[Haendelse]:
    """Det, der siden da kan have ændret opgaverne (id'er), projektets datoer eller kommunens kalender, nyeste først."""
    flyttet = Q(genstand_type="flytning") & (Q(projekt=projekt) | Q(projekt=None, organisation=projekt.kommune_id))
    alle = Haendelse.objects.filter(flyttet | (FLYTTER_RAEKKEN & Q(genstand_id__in=list(opgaver))), pk__gt=sidste)
    return list(alle.order_by("-pk"))


def _om(opgave: int, haendelser: Iterable[Haendelse]) -> list[Haendelse]:
    """De hændelser, der kan have ændret opgaven: dens egne og dem, der gælder hele projektet."""
    return [h for h in haendelser if h.genstand_type != "opgave" or h.genstand_id == opgave]


def _hvem(haendelser: list[Haendelse]) -> str:
    """Fx " (Bo Lindgaard, 03.02.2027 kl. 10.12)": den sidste; tom, når ingen er fundet."""
    return f" ({haendelser[0].aktoer}, {haendelser[0].kl})" if haendelser else ""


def _hvornaar(haendelser: list[Haendelse]) -> str:
    """Fx " (03.02.2027 kl. 10.12)": for en læser udefra er det kommunen, der har gjort det, og ikke en person."""
    return f" ({haendelser[0].kl})" if haendelser else ""


def _datoer(foer: Sete, nu: Sete, hvis: str, haendelser: list[Haendelse]) -> list[str]:
    skift = [
        f"{et.navn} er nu {dag_maaned(dato) if (dato := nu.ankre.dato(et)) else 'uden dato'}"
        for et in Anker
        if foer.ankre.dato(et) != nu.ankre.dato(et)
    ]
    flyttede = [h for h in haendelser if h.genstand_type == "flytning"]
    return [f"{hvis} datoer er flyttet imens: {', '.join(skift)}{_hvem(flyttede)}"] if skift else []


def _opgaven_nu(foer: tuple[str, ...] | None, raekke: Raekke | None) -> str:
    if raekke is None:
        return "er ikke længere i planen"
    if raekke.grund in LUKKEDE:
        return f"er nu {raekke.grund.value}"
    if raekke.grund is Grund.LAAST:
        return f"er nu låst på {_i_ord(raekke.til)}"
    return _raekken_nu(foer, raekke) if foer else f"er kommet til og {_faar(raekke)} {_i_ord(raekke.til)}"


def _raekken_nu(foer: tuple[str, ...], raekke: Raekke) -> str:
    """Om en åben, ulåst opgave: kun det, der er et andet end før."""
    _, fra, til, grund, _ = foer
    faar, dato = _faar(raekke), _i_ord(raekke.til)
    if grund in IGEN:
        return f"{IGEN[grund]} og {faar} {dato}"
    if til != str(raekke.til):
        return f"{faar} nu {dato}"
    if fra != str(raekke.post.fra):
        return f"har nu {_i_ord(raekke.post.fra)} og {faar} stadig {dato}"
    er_samme_grund = grund == (raekke.grund.value if raekke.grund else "")
    return _bemaerkningen_nu(raekke) if er_samme_grund else f"{faar} stadig {dato}, men af en anden grund"


def _faar(raekke: Raekke) -> str:
    return "beholder" if raekke.grund else "får"


def _i_ord(dato: date | None) -> str:
    return dag_maaned(dato) if dato else "ingen frist"


def _bemaerkningen_nu(raekke: Raekke) -> str:
    """Datoen er den samme."""
    tekster = "; ".join(maerke.tekst for maerke in _varige(raekke))
    return f"får en anden bemærkning: {tekster}" if tekster else "har ikke længere nogen bemærkning"


def _kommunen_nu(foer: Sete, nu: Sete, pk: int, grund: str, opgaverne: str) -> str:
    fulgte, foelger = (sete.poster.get(pk, ("", ""))[1] == "med" for sete in (foer, nu))
    if pk not in nu.poster:
        return "er ikke længere i bølgen"
    if pk not in foer.poster:
        return "er kommet i bølgen"
    if fulgte and not foelger:
        return f"følger ikke længere med. {grund}"
    if not foelger:
        return f"følger stadig ikke med. {grund}"
    return opgaverne if fulgte else "følger nu med"


def _opgaverne_nu(visning: Forhaandsvisning | None, haendelser: list[Haendelse]) -> str:
    """De af katalogets opgaver, nogen har ændret; kommunens egne har ingen kode for en læser udefra."""
    poster = {raekke.post.id: raekke.post for raekke in visning.tabel.raekker} if visning else {}
    roerte = dict.fromkeys(h.genstand_id for h in haendelser if h.genstand_type == "opgave")
    navne = [f"{poster[pk].kode} {poster[pk].titel}" for pk in roerte if poster[pk].kode]
    if not navne:
        return "har ændret datoer, kalender, katalog eller lokale opgaver"
    flere = f" og {len(navne) - OPGAVER_NAEVNES} til" if len(navne) > OPGAVER_NAEVNES else ""
    return f"har ændret {', '.join(navne[:OPGAVER_NAEVNES])}{flere}"


def _nogle(linjer: list[str], en: str, mange: str) -> list[str]:
    flere = len(linjer) - NAEVNES
    return linjer[:NAEVNES] + ([f"og {flere} {en if flere == 1 else mange} til"] if flere > 0 else [])
