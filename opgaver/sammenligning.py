"""To versioner af et katalog holdt op mod hinanden: nye, ændrede, omdøbte og udgåede opgaver, efter fase."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

from django.db.models import QuerySet

from faser.models import Fase

from .aendringskrav import laes_maerker
from .bilagsforskel import bilag_i_versionen, find_bilagsforskel, kendetegn, vis
from .kortforskel import UDEN_NAVNE, Modelnavne, forskelle, hele_kortet, uden_lige
from .models import Katalogopgave, Katalogversion
from .services.katalog import ANTALSORD
from .udgivernoter import Note

SLAGS = ("nye", "omdoebte", "aendrede", "udgaaede", "bilag")
ORD = ANTALSORD | {"bilag": ("kun med andre bilag", "kun med andre bilag")}
"""En opgave, der siger det samme, men har andre bilag, er for sig; kommunen spørges om den som om en ændret."""


@dataclass(frozen=True)
class Aendring:
    """Ét kort, der ikke er det samme i de to versioner. ``kort`` er det nye, og det gamle, når opgaven udgår."""

    slags: str
    kort: Katalogopgave
    foer: Katalogopgave | None
    felter: list[dict[str, Any]]
    navne: Modelnavne = UDEN_NAVNE
    bilag: list[str] = field(default_factory=list)
    """En ny opgaves bilag."""
    er_obligatorisk: bool = False
    """Om ændringen ikke kan afslås, også fordi en version imellem kræver den."""
    noter: list[Note] = field(default_factory=list)
    """Udgiverens noter, ældste version først."""

    @property
    def hele_kortet(self) -> list[dict[str, Any]]:
        return hele_kortet(self.kort, self.navne)

    @property
    def fase(self) -> Fase:
        return self.kort.fase


@dataclass(frozen=True)
class Sammenligning:
    """Alt, der er forskelligt fra ``fra`` til ``til``. Uden ``fra`` er alle opgaver nye."""

    fra: Katalogversion | None
    til: Katalogversion
    aendringer: list[Aendring]

    @cached_property
    def antal(self) -> dict[str, int]:
        return {slags: sum(en.slags == slags for en in self.aendringer) for slags in SLAGS}

    @property
    def dele(self) -> list[tuple[str, int, str]]:
        """Slags, antal og ordet efter tallet, fx »3 nye«; kun dem, der er nogen af."""
        return [(slags, tal, ORD[slags][tal != 1]) for slags, tal in self.antal.items() if tal]

    @property
    def tekst(self) -> str:
        """Som kommunen tæller dem: en omdøbt er også en ændret, fx »3 nye, 9 ændrede (heraf 1 omdøbt), 1 udgår«."""
        omdoebte = self.antal["omdoebte"]
        tal = self.antal | {"omdoebte": 0, "aendrede": self.antal["aendrede"] + omdoebte}
        heraf = {"aendrede": f" (heraf {omdoebte} {ORD['omdoebte'][omdoebte != 1]})"} if omdoebte else {}
        dele = [f"{antal} {ORD[slags][antal != 1]}{heraf.get(slags, '')}" for slags, antal in tal.items() if antal]
        return ", ".join(dele) or "ingen ændringer"

    @property
    def obligatoriske(self) -> int:
        return sum(en.er_obligatorisk for en in self.aendringer)

    def af(self, slags: str) -> list[Aendring]:
        return [en for en in self.aendringer if en.slags == slags]


def sammenlign(fra: Katalogversion | None, til: Katalogversion) -> Sammenligning:
    """Forskellene i fasernes og opgavernes orden. Højst tretten forespørgsler; kun kort, der er forskellige, læses."""
    gamle = {kort.noegle: kort for kort in _forskellige(fra, til)} if fra else {}
    nye = {kort.noegle: kort for kort in _forskellige(til, fra)}
    navne = Modelnavne.laes(til.katalog.model) if nye else UDEN_NAVNE
    alle = [_aendring(navne, gamle.get(noegle), kort) for noegle, kort in nye.items()]
    udgaaede = [Aendring("udgaaede", kort, kort, []) for noegle, kort in gamle.items() if noegle not in nye]
    aendringer = [*(en for en in alle if en), *udgaaede]
    return Sammenligning(fra, til, _i_orden(_med_det_sagte(aendringer, fra, til) if fra else aendringer))


def _med_det_sagte(aendringer: list[Aendring], fra: Katalogversion, til: Katalogversion) -> list[Aendring]:
    """Ændringerne med bilagene og det, udgiveren har sagt om dem, også i versionerne imellem."""
    alle, maerker = _med_bilag(aendringer, fra, til), laes_maerker(fra, til)
    return [
        replace(
            en,
            er_obligatorisk=en.kort.noegle in maerker.obligatoriske,
            noter=maerker.noter.get(en.kort.noegle, []),
        )
        for en in alle
    ]


def _med_bilag(aendringer: list[Aendring], fra: Katalogversion, til: Katalogversion) -> list[Aendring]:
    """De andre bilag skrevet på de ændrede opgaver, og de opgaver, hvor kun bilagene er andre."""
    foer, nu = bilag_i_versionen(fra), bilag_i_versionen(til)
    andre = {
        noegle: find_bilagsforskel(foer.get(noegle, ()), nu.get(noegle, ())).felter
        for noegle in {*foer, *nu}
        if kendetegn(foer.get(noegle, ())) != kendetegn(nu.get(noegle, ()))
    }
    for en in aendringer:
        if (felter := andre.pop(en.kort.noegle, None)) and en.slags in ("aendrede", "omdoebte"):
            en.felter.extend(felter)
        elif en.slags == "nye":
            en.bilag.extend(vis(et) for et in nu.get(en.kort.noegle, ()))
    kort = _med_navne(til).filter(noegle__in=andre) if andre else []
    return aendringer + [Aendring("bilag", et, et, andre[et.noegle]) for et in kort]


def _forskellige(version: Katalogversion, anden: Katalogversion | None) -> Iterable[Katalogopgave]:
    return uden_lige(_med_navne(version), anden)


def _med_navne(version: Katalogversion) -> QuerySet[Katalogopgave]:
    return version.kort.select_related("fase__overfase", "hovedopgave")


def _aendring(navne: Modelnavne, foer: Katalogopgave | None, kort: Katalogopgave) -> Aendring | None:
    """None, når de to kort alligevel siger det samme."""
    if foer is None:
        return Aendring("nye", kort, None, [], navne)
    felter = forskelle(foer, kort, navne)
    slags = "omdoebte" if foer.kode != kort.kode else "aendrede"
    return Aendring(slags, kort, foer, felter) if felter else None


def _i_orden(aendringer: list[Aendring]) -> list[Aendring]:
    return sorted(
        aendringer, key=lambda en: (en.fase.raekkefoelge, SLAGS.index(en.slags), en.kort.raekkefoelge, en.kort.pk)
    )
