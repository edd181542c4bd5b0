"""Projekterne, man må se, søgt og filtreret."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from faelles.soegning import passer
from projekter import adgang
from projekter.models import Bruger, Projekt

from .fremdrift import Fremdrift

VISNINGER = {"over_tid": "Med opgaver over tid", "leder": "Dem, jeg leder"}

type Raekke = tuple[Projekt, Fremdrift]


@dataclass(frozen=True)
class Projektfilter:
    """Hvad listen viser; står i adressen. En ukendt værdi er som ingen."""

    soeg: str = ""
    fase: str = ""
    status: str = ""
    vis: str = ""

    @classmethod
    def laes(cls, adresse: Mapping[str, str]) -> "Projektfilter":
        soeg, fase, status, vis = (adresse.get(navn, "").strip()[:100] for navn in ("soeg", "fase", "status", "vis"))
        return cls(soeg, fase, status if status in Projekt.Status.values else "", vis if vis in VISNINGER else "")

    @property
    def er_sat(self) -> bool:
        return bool(self.soeg or self.fase or self.status or self.vis)


@dataclass
class Projektliste:
    """``alle`` er projekterne, ``bruger`` må se, med deres fremdrift."""

    bruger: Bruger
    alle: list[Raekke]
    valg: Projektfilter = Projektfilter()

    @cached_property
    def viste(self) -> list[Raekke]:
        return [raekke for raekke in self.alle if self._er_valgt(*raekke)]

    @cached_property
    def _fase(self) -> str:
        """Den valgte fase; tom, når ingen af projekterne er i den."""
        return self.valg.fase if self.valg.fase in self.faser else ""

    @property
    def faser(self) -> list[str]:
        """De faser, projekterne er i, i modellernes rækkefølge."""
        return list(dict.fromkeys(str(p.fase) for p, _ in sorted(self.alle, key=lambda r: r[0].fase.raekkefoelge)))

    @property
    def statusser(self) -> list[tuple[str, str]]:
        return [(str(vaerdi), str(navn)) for vaerdi, navn in Projekt.Status.choices]

    @property
    def visninger(self) -> list[tuple[str, str]]:
        return list(VISNINGER.items())

    def _er_valgt(self, projekt: Projekt, tal: Fremdrift) -> bool:
        valg = self.valg
        return (
            passer(valg.soeg, projekt.loesning.noegle, projekt.loesning.navn, projekt.kommune.officielt_navn)
            and self._fase in ("", str(projekt.fase))
            and valg.status in ("", projekt.status)
            and (valg.vis != "over_tid" or tal.over_tid > 0)
            and (valg.vis != "leder" or adgang.leder(self.bruger, projekt))
        )
