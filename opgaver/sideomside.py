"""Projekterne side om side: fremdriften i hver fase, så den, der følger flere, ser, hvor hvert af dem er."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Coalesce, Concat

from faser.models import Fase
from projekter.models import Projekt

from .fremdrift import Fremdrift, fremdrift_efter
from .models import Opgave

FLEST = 20
"""Flere projekter end det er ikke side om side mere; så må man filtrere først."""


@dataclass(frozen=True)
class Celle:
    """Et projekts opgaver i en hovedfase og dens delfaser."""

    fase: Fase
    tal: Fremdrift
    er_her: bool


@dataclass(frozen=True)
class Modeltabel:
    """Projekterne på den samme fasemodel."""

    navn: str
    faser: list[Fase]
    raekker: list[tuple[Projekt, list[Celle]]]


def side_om_side(projekter: Iterable[Projekt], paa: date) -> list[Modeltabel]:
    """En tabel for hver fasemodel; ingen, når der ikke er mindst to projekter og højst ``FLEST``. To forespørgsler."""
    alle = list(projekter)
    if not 2 <= len(alle) <= FLEST:
        return []
    tal, faser = _tal(alle, paa), _hovedfaser(alle)
    tabeller = []
    for model, modellens in faser.items():
        raekker = [(p, [_celle(p, fase, tal) for fase in modellens]) for p in alle if p.fase.model_id == model]
        tabeller.append(Modeltabel(modellens[0].model.navn, modellens, raekker))
    return tabeller


def _tal(projekter: list[Projekt], paa: date) -> dict[str, Fremdrift]:
    projekt, fase = (Cast(felt, CharField()) for felt in ("plan__projekt", Coalesce("fase__overfase", "fase")))
    opgaver = Opgave.objects.filter(plan__projekt__in=projekter).annotate(celle=Concat(projekt, Value("/"), fase))
    return {str(celle): tal for celle, tal in fremdrift_efter(opgaver, "celle", paa).items()}


def _hovedfaser(projekter: list[Projekt]) -> dict[int, list[Fase]]:
    """Modellernes hovedfaser i rækkefølge."""
    modeller = {projekt.fase.model_id for projekt in projekter}
    efter: dict[int, list[Fase]] = {}
    alle = Fase.objects.filter(model__in=modeller, overfase=None).select_related("model")
    for fase in alle.order_by("model", "raekkefoelge"):
        efter.setdefault(fase.model_id, []).append(fase)
    return efter


def _celle(projekt: Projekt, fase: Fase, tal: dict[str, Fremdrift]) -> Celle:
    er_her = fase.pk == (projekt.fase.overfase_id or projekt.fase_id)
    return Celle(fase, tal.get(f"{projekt.pk}/{fase.pk}", Fremdrift()), er_her)
