"""Bring en tabel i overensstemmelse med en fil: nye rækker føjes til, ændrede rettes, resten røres ikke."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

type Raekke = dict[str, Any]
type Noegle = tuple[Any, ...]


@dataclass(frozen=True)
class Optaelling:
    """Hvor mange rækker der kom til, blev ændret, var ens med filen eller blev fjernet."""

    nye: int = 0
    aendrede: int = 0
    uaendrede: int = 0
    fjernede: int = 0

    def __add__(self, anden: "Optaelling") -> "Optaelling":
        return Optaelling(
            self.nye + anden.nye,
            self.aendrede + anden.aendrede,
            self.uaendrede + anden.uaendrede,
            self.fjernede + anden.fjernede,
        )


def ajourfoer[M: Model](
    model: type[M], raekker: Iterable[Raekke], noegle: Sequence[str]
) -> tuple[dict[Noegle, M], Optaelling]:
    """Giv tabellens rækker efter nøgle, når hver af ``raekker`` findes med netop sine felter.

    Felterne er kolonner (``ejer_id``, ikke ``ejer``). Felter, som rækken ikke nævner, og rækker, som filen
    ikke nævner, bliver stående. Højst tre forespørgsler, uanset antallet af rækker.
    """
    kendte = {_noegle(kendt, noegle): kendt for kendt in model._default_manager.all()}
    nye: list[M] = []
    aendrede: list[M] = []
    antal, felter = 0, set[str]()
    for raekke in raekker:
        antal += 1
        kendt = kendte.get(tuple(raekke[felt] for felt in noegle))
        if kendt is None:
            nye.append(model(**raekke))
        elif andre := {felt for felt, vaerdi in raekke.items() if getattr(kendt, felt) != vaerdi}:
            felter |= andre
            aendrede.append(_ret(kendt, raekke))
    model._default_manager.bulk_create(nye)
    if aendrede:
        model._default_manager.bulk_update(aendrede, sorted(felter))
    kendte |= {_noegle(ny, noegle): ny for ny in nye}
    return kendte, Optaelling(len(nye), len(aendrede), antal - len(nye) - len(aendrede))


def fjern_andre(model: type[Model], raekker: Iterable[Raekke], noegle: Sequence[str]) -> Optaelling:
    """Fjern de rækker, som filen ikke længere nævner. Kun til tabeller, som ingen andre henviser til."""
    naevnte = {tuple(raekke[felt] for felt in noegle) for raekke in raekker}
    overskydende = [kendt.pk for kendt in model._default_manager.all() if _noegle(kendt, noegle) not in naevnte]
    if overskydende:
        model._default_manager.filter(pk__in=overskydende).delete()
    return Optaelling(fjernede=len(overskydende))


def _noegle(raekke: Model, noegle: Sequence[str]) -> Noegle:
    return tuple(getattr(raekke, felt) for felt in noegle)


def _ret[M: Model](kendt: M, raekke: Raekke) -> M:
    for felt, vaerdi in raekke.items():
        setattr(kendt, felt, vaerdi)
    return kendt
