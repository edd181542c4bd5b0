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


def faner(forskel: Sammenligning) -> list[tuple[str, str, int]]:
    """Slags, navn og antal; »Alle« er uden slags. Kun dem, der er nogen af."""
    alle = [("", "Alle", len(forskel.aendringer))]
    return alle + [(slags, NAVNE[slags], tal) for slags, tal, _ in forskel.dele]


def gammel_og_ny(en: Katalogversion, anden: Katalogversion) -> tuple[Katalogversion, Katalogversion]:
    """De to versioner, den ældste først, hvad enten man står på den ene eller den anden. En kladde er den nyeste."""
    foerst, sidst = sorted((en, anden), key=lambda version: (version.er_kladde, versionstal(version.nummer)))
    return foerst, sidst
