"""Hvem der har taget den nyeste version af et katalog: tal og datoer, aldrig kommunens egne ord."""

from dataclasses import dataclass
from datetime import datetime

from .models import Katalogversion
from .udgivelsesvirkning import Kommune, laes_udbredelse


@dataclass(frozen=True)
class Udbredelsesraekke:
    """En kommunes stilling. ``venter_siden`` er, hvornår den første version, den ikke er på, blev udgivet."""

    kommune: Kommune
    er_paa_nyeste: bool
    venter_siden: datetime | None

    @property
    def venter(self) -> int:
        return self.kommune.opgaver + self.kommune.nye


@dataclass(frozen=True)
class Udbredelse:
    nyeste: Katalogversion
    raekker: list[Udbredelsesraekke]

    @property
    def har_taget(self) -> int:
        return sum(raekke.er_paa_nyeste for raekke in self.raekker)

    @property
    def har_ikke(self) -> int:
        return len(self.raekker) - self.har_taget

    @property
    def venter(self) -> int:
        return sum(raekke.venter for raekke in self.raekker)


def find_udbredelse(version: Katalogversion) -> Udbredelse | None:
    """Stillingen for versionens katalog; None, når intet er udgivet."""
    udkomne = list(Katalogversion.objects.udkomne().filter(katalog=version.katalog_id).nyeste_foerst())
    if not udkomne:
        return None
    nyeste = udkomne[0]
    nyeste.katalog = version.katalog
    raekker = [
        Udbredelsesraekke(kommune, kommune.version_id == nyeste.pk, _siden(udkomne, kommune))
        for kommune in laes_udbredelse(nyeste)
    ]
    return Udbredelse(nyeste, raekker)


def _siden(udkomne: list[Katalogversion], kommune: Kommune) -> datetime | None:
    """Tidspunktet for den version, der kom lige efter kommunens."""
    nyere: Katalogversion | None = None
    for version in udkomne:
        if version.pk == kommune.version_id:
            break
        nyere = version
    return nyere.udgivet if nyere else None
