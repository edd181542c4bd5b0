"""Det, siden med tidsplanen viser: fasernes billeder i to former og forklaringen på symbolerne."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from projekter.models import Etape

from .drejebog import Drejebog
from .tidsplan import GOLIVE, UDDANNELSE, Fasedel, Linje, Tidsplan, Tilstand, Vindue, Vinduesdag
from .tidstegning import (
    bred,
    flagforklaring,
    laasforklaring,
    paa_papir,
    pauseforklaring,
    smal,
    tegnforklaring,
    vindueforklaring,
)


@dataclass(frozen=True)
class Fasebillede:
    """Fasen tegnet til en bred skærm og til en smal; det er de samme opgaver."""

    del_: Fasedel
    brede: list[SafeString]
    smalle: list[SafeString]


def billeder(plan: Tidsplan) -> list[Fasebillede]:
    """Et billede for hver fase med opgaver på aksen, alle på den samme akse."""
    brede, smalle = bred(plan), smal(plan)
    return [Fasebillede(fase, list(brede.stykker(fase)), list(smalle.stykker(fase))) for fase in plan.faser]


@dataclass(frozen=True)
class Papirplan:
    """Tidsplanen i drejebogen: de samme opgaver som i resten af den, tegnet uden links."""

    plan: Tidsplan

    @property
    def billeder(self) -> list[tuple[Fasedel, list[SafeString]]]:
        tegning = paa_papir(self.plan)
        return [(fase, list(tegning.stykker(fase))) for fase in self.plan.faser]

    @property
    def signatur(self) -> "Signatur":
        return Signatur(self.plan)


def laes_papirplan(drejebog: Drejebog, paa: date) -> Papirplan:
    opgaver = [et.opgave for fase in drejebog.faser for et in fase.opgaver]
    return Papirplan(Tidsplan(drejebog.projekt, opgaver, paa))


FLAGORD = {UDDANNELSE: "uddannet senest", GOLIVE: "go-live"}


@dataclass(frozen=True)
class Etapeflag:
    """En etape med sine dage på tegningen, hver med sit flag."""

    nummer: int
    etape: Etape
    linjer: list[Linje]

    @property
    def dage(self) -> list[tuple[SafeString, str, date]]:
        return [(flagforklaring(linje), FLAGORD.get(linje.slags, "på pause fra"), linje.dag) for linje in self.linjer]


@dataclass(frozen=True)
class Signatur:
    """Forklaringen på de symboler, planen bruger; ingen andre."""

    plan: Tidsplan

    @property
    def tilstande(self) -> list[tuple[SafeString, str, int]]:
        """Hver tilstand med de former, den har på planen: en opgaves, en milepæls eller begge."""
        former = sorted({(post.tilstand, post.er_milepael) for post in self.plan.med_frist})
        return [
            (format_html_join("", "{}", symboler), tilstand.i_ord, antal)
            for tilstand, antal in self.plan.antal
            if (
                symboler := [
                    (tegnforklaring(tilstand, er_milepael=m),) for m in (False, True) if (tilstand, m) in former
                ]
            )
        ]

    @property
    def milepaele(self) -> list[tuple[SafeString, str]]:
        """Formen for en milepæl, og for de tjekpunkter, planen går forbi."""
        poster, aaben = self.plan.med_frist, Tilstand.IKKE_STARTET
        forbi = [post.er_milepael for post in poster if post.fortsaetter]
        mulige = (
            (any(post.er_milepael for post in poster), tegnforklaring(aaben, er_milepael=True), "Milepæl"),
            (
                bool(forbi),
                tegnforklaring(aaben, er_milepael=any(forbi), fortsaetter=True),
                "Kan fortsætte: planen går videre, selv om tjekpunktet ikke er afgjort",
            ),
        )
        return [(symbol, tekst) for bruges, symbol, tekst in mulige if bruges]

    @property
    def saerlige(self) -> list[tuple[SafeString, str]]:
        """Det, der kommer oven i tilstanden."""
        poster = self.plan.med_frist
        mulige = (
            (any(post.er_laast for post in poster), laasforklaring(), "Fast frist"),
            (bool(self.plan.vinduer), vindueforklaring(), self._vinduerne),
            (any(pause.nummer is None for pause in self.plan.pauser), pauseforklaring(), "Projektet er på pause"),
        )
        return self.milepaele + [(symbol, tekst) for bruges, symbol, tekst in mulige if bruges]

    @property
    def etaper(self) -> list[Etapeflag]:
        """Etaperne med de dage, der kun har et nummer på tegningen."""
        linjer = self.plan.linjer
        return [Etapeflag(n, etape, [et for et in linjer if et.nummer == n]) for n, etape in self.plan.etaper]

    @property
    def faelles(self) -> list[Linje]:
        """De linjer, der er hele projektets."""
        return [linje for linje in self.plan.linjer if not linje.nummer]

    @property
    def _vinduerne(self) -> str:
        """Fx »Idriftsættelsen og hyper-care«; grå på tegningen."""
        navne = dict.fromkeys("hyper-care" if vindue.etape else vindue.i_saetning for vindue in self.plan.vinduer)
        return " og ".join(navne).capitalize()


def vinduernes_raekker(plan: Tidsplan) -> list[tuple[Vindue, list[list[Vinduesdag]]]]:
    """Vinduerne dag for dag; de dage i træk, hvor intet forfalder, er én række."""
    return [(vindue, list(_raekker(dage))) for vindue, dage in plan.vinduernes_dage()]


def _raekker(dage: list[Vinduesdag]) -> Iterator[list[Vinduesdag]]:
    for er_tom, gruppe in groupby(dage, key=lambda dag: not (dag.poster or dag.bemaerk)):
        raekke = list(gruppe)
        yield from [raekke] if er_tom else [[dag] for dag in raekke]
