"""Hvad der skiller to korts bilag. Orden og størrelse tæller ikke; en ny fil med det gamle navn er et andet bilag."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q, QuerySet

from .models import Bilag, Katalogopgave, Katalogversion

type Par = tuple[Bilag, Bilag]


@dataclass(frozen=True)
class Bilagsforskel:
    """De bilag, der ikke er ens. ``udskiftede`` har beholdt deres titel, ``omdoebte`` deres fil eller adresse."""

    nye: list[Bilag] = field(default_factory=list)
    udskiftede: list[Par] = field(default_factory=list)
    omdoebte: list[Par] = field(default_factory=list)
    udgaaede: list[Bilag] = field(default_factory=list)

    @property
    def felter(self) -> list[dict[str, Any]]:
        """Forskellene, som ``kortforskel.forskelle`` viser dem."""
        return [
            *(_felt("Nyt bilag", "", vis(et)) for et in self.nye),
            *(_felt("Udskiftet bilag", vis(foer), _ny_fil(foer, nu)) for foer, nu in self.udskiftede),
            *(_felt("Omdøbt bilag", vis(foer), vis(nu)) for foer, nu in self.omdoebte),
            *(_felt("Udgået bilag", vis(et), "") for et in self.udgaaede),
        ]

    @property
    def i_ord(self) -> list[str]:
        """Fx »nyt bilag: Vejledning«."""
        return [
            *(f"nyt bilag: {et}" for et in self.nye),
            *(f"udskiftet bilag: {nu}" for _, nu in self.udskiftede),
            *(f"omdøbt bilag: {nu}" for _, nu in self.omdoebte),
            *(f"udgået bilag: {et}" for et in self.udgaaede),
        ]

    @property
    def at_hente(self) -> list[Bilag]:
        """De bilag, man ikke har set før."""
        return [*self.nye, *(nu for _, nu in self.udskiftede)]


def kendetegn(bilag: Iterable[Bilag]) -> tuple[tuple[str, ...], ...]:
    """Det, der er ens, når to kort har de samme bilag."""
    return tuple(sorted((et.titel, et.adresse, et.filnavn, et.lagret) for et in bilag))


def find_bilagsforskel(foer: Iterable[Bilag], nu: Iterable[Bilag]) -> Bilagsforskel:
    gamle, nye = list(foer), list(nu)
    _tag_par(gamle, nye, lambda et: (et.titel, *_indhold(et)))
    udskiftede = _tag_par(gamle, nye, lambda et: et.titel)
    omdoebte = _tag_par(gamle, nye, _indhold)
    return Bilagsforskel(nye, udskiftede, omdoebte, gamle)


def laes_bilag(hvilke: Q) -> dict[int, list[Bilag]]:
    """Bilagene efter kortets id, i den orden, de er tilføjet; én forespørgsel."""
    fundne: dict[int, list[Bilag]] = {}
    for et in Bilag.objects.filter(hvilke).order_by("pk"):
        fundne.setdefault(et.kort_id, []).append(et)
    return fundne


def bilag_i_versionen(version: Katalogversion) -> dict[str, list[Bilag]]:
    """Versionens bilag efter kortets nøgle."""
    fundne: dict[str, list[Bilag]] = {}
    for et in Bilag.objects.filter(kort__version=version).select_related("kort").order_by("pk"):
        fundne.setdefault(et.kort.noegle, []).append(et)
    return fundne


def med_andre_bilag(kort: QuerySet[Katalogopgave], version: Katalogversion) -> dict[int, str]:
    """De ``kort``, hvis bilag er andre end dem, versionens kort med den samme nøgle har: id → nøgle."""
    versionens = bilag_i_versionen(version)
    mine = laes_bilag(Q(kort__in=kort.order_by().values("pk")))
    mulige = kort.filter(Q(pk__in=mine.keys()) | Q(noegle__in=versionens.keys())).order_by()
    return {
        pk: noegle
        for pk, noegle in mulige.values_list("pk", "noegle")
        if kendetegn(mine.get(pk, ())) != kendetegn(versionens.get(noegle, ()))
    }


def vis(bilag: Bilag) -> str:
    return f"{bilag.titel}: {bilag.adresse or bilag.filnavn}"


def _felt(overskrift: str, gammel: str, ny: str) -> dict[str, Any]:
    return {"felt": overskrift, "gammel": gammel, "ny": ny, "rig": False, "er_navn": True}


def _ny_fil(foer: Bilag, nu: Bilag) -> str:
    return f"{vis(nu)} (filen er en anden)" if vis(foer) == vis(nu) else vis(nu)


def _indhold(bilag: Bilag) -> tuple[str, ...]:
    return (bilag.adresse, bilag.filnavn, bilag.lagret)


def _tag_par(gamle: list[Bilag], nye: list[Bilag], ens: Callable[[Bilag], Any]) -> list[Par]:
    """Tag de par, der er ens, ud af begge lister."""
    par: list[Par] = []
    for nu in list(nye):
        if foer := next((et for et in gamle if ens(et) == ens(nu)), None):
            gamle.remove(foer)
            nye.remove(nu)
            par.append((foer, nu))
    return par
