"""Det, siden og PDF'en med to versioner viser: ændringerne efter fase, med ordene mærket."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from faser.models import Fase

from .forskelsvisning import vis_felter
from .models import Katalogversion
from .sammenligning import Aendring, Sammenligning
from .services.katalog import versionstal

NAVNE = {"nye": "Nye", "omdoebte": "Omdøbte", "aendrede": "Ændrede", "udgaaede": "Udgår", "bilag": "Andre bilag"}
MAERKER = NAVNE | {"nye": "Ny", "omdoebte": "Omdøbt", "aendrede": "Ændret"}


@dataclass(frozen=True)
class VistAendring:
    aendring: Aendring
    felter: list[dict[str, Any]]
    er_kort: bool = False
    """Om kun felternes navne vises, fordi der er for meget tekst."""

    @property
    def maerke(self) -> str:
        return MAERKER[self.aendring.slags]


@dataclass(frozen=True)
class Faseaendringer:
    fase: Fase
    aendringer: list[VistAendring]


def efter_fase(aendringer: Iterable[Aendring]) -> list[Faseaendringer]:
    """Ændringerne under deres fase. Ordforskellene regnes først ud her, hvor de skal ses."""
    return [
        Faseaendringer(fase, [VistAendring(en, vis_felter(en.felter)) for en in gruppe])
        for fase, gruppe in groupby(aendringer, key=lambda en: en.fase)
    ]


def efter_fase_inden_for(aendringer: Iterable[Aendring], tegn: int) -> list[Faseaendringer]:
    """Som ``efter_fase``, men når der er vist så mange tegn, står de næste ændringer kun med felternes navne."""
    plads = tegn

    def vis(en: Aendring) -> VistAendring:
        nonlocal plads
        plads -= _laengde(en)
        return VistAendring(en, vis_felter(en.felter)) if plads >= 0 else VistAendring(en, en.felter, er_kort=True)

    return [
        Faseaendringer(fase, [vis(en) for en in gruppe]) for fase, gruppe in groupby(aendringer, key=lambda en: en.fase)
    ]


def _laengde(en: Aendring) -> int:
    """Tegn i det, der ville blive vist."""
    nyt = sum(len(felt["tekst"]) for felt in en.hele_kortet) if en.slags == "nye" else 0
    return nyt + sum(len(felt["gammel"]) + len(felt["ny"]) for felt in en.felter)


def faner(forskel: Sammenligning) -> list[tuple[str, str, int]]:
    """Slags, navn og antal; »Alle« er uden slags. Kun dem, der er nogen af."""
    alle = [("", "Alle", len(forskel.aendringer))]
    return alle + [(slags, NAVNE[slags], tal) for slags, tal, _ in forskel.dele]


def gammel_og_ny(en: Katalogversion, anden: Katalogversion) -> tuple[Katalogversion, Katalogversion]:
    """De to versioner, den ældste først, hvad enten man står på den ene eller den anden. En kladde er den nyeste."""
    foerst, sidst = sorted((en, anden), key=lambda version: (version.er_kladde, versionstal(version.nummer)))
    return foerst, sidst
