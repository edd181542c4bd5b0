"""Hvem der følger den nyeste version af et katalog, og hvad de har beholdt: tal og datoer, aldrig kommunens egne ord.

En lukket version kan ingen tage, så den venter ingen på; den nyeste er den nyeste, der kan tages.
"""

from dataclasses import dataclass, replace
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
    def grupper(self) -> list[tuple[str, list[Udbredelsesraekke]]]:
        """Dem, der mangler, først; en tom gruppe er ikke med."""
        mangler = [raekke for raekke in self.raekker if not raekke.er_paa_nyeste]
        har = [raekke for raekke in self.raekker if raekke.er_paa_nyeste]
        alle = [(f"Følger ikke {self.nyeste.nummer}", mangler), (f"Følger {self.nyeste.nummer}", har)]
        return [(navn, raekker) for navn, raekker in alle if raekker]

    @property
    def venter(self) -> int:
        return sum(raekke.venter for raekke in self.raekker)


def find_udbredelse(version: Katalogversion) -> Udbredelse | None:
    """Stillingen for versionens katalog; None, når intet er udgivet."""
    udkomne = list(Katalogversion.objects.udkomne().filter(katalog=version.katalog_id).nyeste_foerst())
    if not udkomne:
        return None
    aabne = [en for en in udkomne if en.status == Katalogversion.Status.UDGIVET]
    nyeste = (aabne or udkomne)[0]
    nyeste.katalog = version.katalog
    efter_id = {en.pk: en for en in udkomne}
    raekker = [_raekke(kommune, efter_id[kommune.version_id], nyeste, aabne) for kommune in laes_udbredelse(nyeste)]
    return Udbredelse(nyeste, raekker)


def _raekke(
    kommune: Kommune, sin: Katalogversion, nyeste: Katalogversion, aabne: list[Katalogversion]
) -> Udbredelsesraekke:
    """En kommune på en version, der er nyere end den nyeste, som kan tages, har intet at tage stilling til."""
    senere = [en.udgivet for en in aabne if _tid(en) > _tid(sin)]
    er_forbi = _tid(sin) > _tid(nyeste) or not aabne
    staar = replace(kommune, opgaver=0, nye=0, beholdt=0) if er_forbi else kommune
    return Udbredelsesraekke(staar, _tid(sin) >= _tid(nyeste), senere[-1] if senere else None)


def _tid(version: Katalogversion) -> datetime:
    if version.udgivet is None:
        raise ValueError("En udkommen version er udgivet på et tidspunkt.")
    return version.udgivet
