"""Det, siden med tidsplanen viser: fasernes billeder i to former og forklaringen på symbolerne."""

from dataclasses import dataclass
from datetime import date

from django.utils.safestring import SafeString

from .drejebog import Drejebog
from .tidsplan import Fasedel, Tidsplan, Tilstand
from .tidstegning import bred, laasforklaring, paa_papir, smal, tegnforklaring


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


@dataclass(frozen=True)
class Signatur:
    """Forklaringen på de symboler, planen bruger; ingen andre."""

    plan: Tidsplan

    @property
    def tilstande(self) -> list[tuple[SafeString, str, int]]:
        return [(tegnforklaring(tilstand), tilstand.i_ord, antal) for tilstand, antal in self.plan.antal]

    @property
    def saerlige(self) -> list[tuple[SafeString, str]]:
        """Det, der kommer oven i tilstanden."""
        poster, aaben = self.plan.med_frist, Tilstand.IKKE_STARTET
        mulige = (
            (any(post.er_milepael for post in poster), tegnforklaring(aaben, er_milepael=True), "Milepæl"),
            (
                any(post.fortsaetter for post in poster),
                tegnforklaring(aaben, er_milepael=True, fortsaetter=True),
                "Kan fortsætte: planen går videre, selv om milepælen ikke er afgjort",
            ),
            (any(post.er_laast for post in poster), laasforklaring(), "Fast frist"),
        )
        return [(symbol, tekst) for bruges, symbol, tekst in mulige if bruges]
