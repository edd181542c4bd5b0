"""En etape, der får en anden go-live, og den dag, holdet senest skal være uddannet; den rykker med."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, ClassVar

from frister import Anker
from projekter.models import Etape, Etapetrin, Projekt

from ..flytning import Flag, Maerke, Vilkaar, ankermaerker, datomaerker
from ..models import ETAPER, UDDANNELSER, Flytningsdel
from ..pauseregler import Ventetid, holdnoegle
from ..uddannelsesregler import flyttet_dag
from .golives import optaget_af_holdene


@dataclass(frozen=True)
class Holddato:
    """En af et holds datoer, før og efter; vises som et anker."""

    ORD: ClassVar[tuple[str, str]]
    """Det, datoen hedder i data og i en tabel."""

    etape: Etape
    fra: date
    til: date
    maerker: tuple[Maerke, ...] = ()

    @property
    def noegle(self) -> str:
        return f"{self.ORD[0]} {self.etape}"

    @property
    def navn(self) -> str:
        return f"{self.ORD[1]}, {self.etape}"

    @property
    def dage(self) -> int:
        return (self.til - self.fra).days


class Uddannelsesflytning(Holddato):
    """Dagen, holdet senest skal være uddannet."""

    ORD = "uddannet", "Uddannet senest"


@dataclass(frozen=True)
class Etapeflytning(Holddato):
    """Holdets go-live, og den dag, der rykker med."""

    ORD = "golive", "Go-live"

    uddannelse: Uddannelsesflytning | None = None

    @property
    def datoer(self) -> list[Holddato]:
        """De af etapens datoer, der bliver andre."""
        return [self, *([self.uddannelse] if self.uddannelse and self.uddannelse.dage else [])]


def etapeflytninger(
    projekt: Projekt, nye: Mapping[int, date], vilkaar: Vilkaar, ventetid: Ventetid | None = None
) -> tuple[Etapeflytning, ...]:
    """De af projektets etaper, der får en anden go-live, mærket efter kommunens andre og efter de andre hold.

    Er et hold uddannet, eller var dagen til det gået, før der blev flyttet eller holdt pause, bliver den stående.
    """
    flyttes = [etape for etape in projekt.gaeldende_etaper if nye.get(etape.pk, etape.golive) != etape.golive]
    uddannede, skift = _uddannede(flyttes), []
    naaet_foer = ventetid.fra if ventetid else vilkaar.paa
    for etape in flyttes:
        etape.projekt, til = projekt, nye[etape.pk]
        ventet = ventetid.rest(holdnoegle(etape.pk)) if ventetid else 0
        dens = replace(med_holdene(etape, nye, vilkaar), ventet=ventet)
        maerker = ankermaerker(til, dens, Anker.GOLIVE, etape.golive)
        uddannelse = _uddannelse(etape, til, vilkaar, naaet_foer, er_uddannet=etape.pk in uddannede)
        skift.append(Etapeflytning(etape, etape.golive, til, maerker, uddannelse))
    return tuple(skift)


def _uddannede(etaper: Iterable[Etape]) -> set[int]:
    """De etaper (id), der har hak i uddannet; ingen forespørgsel, når ingen har en dag til det."""
    ider = [etape.pk for etape in etaper if etape.uddannelse]
    naaede = Etapetrin.objects.filter(etape__in=ider, slags=Etapetrin.Slags.UDDANNET)
    return set(naaede.values_list("etape_id", flat=True)) if ider else set()


def med_holdene(etape: Etape, nye: Mapping[int, date], vilkaar: Vilkaar) -> Vilkaar:
    """Vilkårene, når også projektets andre hold optager folkene."""
    return replace(vilkaar, golives=(*vilkaar.golives, *optaget_af_holdene(etape, nye, vilkaar.kalender)))


def _uddannelse(
    etape: Etape, golive: date, vilkaar: Vilkaar, naaet_foer: date, *, er_uddannet: bool
) -> Uddannelsesflytning | None:
    if (fra := etape.uddannelse) is None:
        return None
    til = flyttet_dag(fra, etape.golive, golive, vilkaar.kalender, er_naaet=er_uddannet or fra < naaet_foer)
    passeret = tuple(maerke for maerke in datomaerker(til, vilkaar) if maerke.flag is Flag.FORTID)
    return Uddannelsesflytning(etape, fra, til, passeret)


def etaperne_i_ord(skift: Iterable[Etapeflytning], side: str) -> dict[str, Any]:
    """Etapernes datoer, som en del gemmer dem; ``side`` er "fra" eller "til". Tom, når ingen flyttes."""
    golives, uddannelser = list(skift), [et.uddannelse for et in skift if et.uddannelse]
    dele = {ETAPER: _i_ord(golives, side), UDDANNELSER: _i_ord(uddannelser, side)}
    return {noegle: datoer for noegle, datoer in dele.items() if datoer}


def _i_ord(skift: Iterable[Holddato], side: str) -> dict[str, tuple[str, str]]:
    return {str(et.etape.pk): (et.etape.navn, getattr(et, side).isoformat()) for et in skift}


def gendannet(skift: Etapeflytning, del_: Flytningsdel) -> Etapeflytning:
    """På vej tilbage: har holdet den dag, flytningen gav det, får det præcis den, det havde før."""
    pk, uddannelse = str(skift.etape.pk), skift.uddannelse
    foer, efter = (side.get(UDDANNELSER, {}).get(pk) for side in (del_.foer, del_.efter))
    if uddannelse is None or foer is None or efter[1] != uddannelse.fra.isoformat():
        return skift
    return replace(skift, uddannelse=replace(uddannelse, til=date.fromisoformat(foer[1]), maerker=()))
