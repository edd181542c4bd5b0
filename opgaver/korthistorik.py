"""Kortets historik: det, nogen gjorde ved opgaven, og de gange projektets datoer flyttede dens frist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from frister import dag_maaned
from projekter.models import Haendelse, Projekt

from .models import Flytningsdel, Opgave

VISES = 50
FLYTNINGER = 10
"""Så mange af projektets nyeste flytninger ses igennem; hver af dem bærer alle projektets opgaver."""


@dataclass(frozen=True)
class Linje:
    """Én flytning, som historikken viser den, ved siden af hændelserne."""

    tid: datetime
    aktoer: str
    handling: str
    gammel: str = ""
    ny: str = ""
    begrundelse: str = ""


def korthistorik(opgave: Opgave, projekt: Projekt) -> list[Haendelse | Linje]:
    """Det nyeste først. En flytning er én hændelse i projektet; her står kun det, den gjorde ved opgaven."""
    haendelser = Haendelse.objects.filter(genstand_type="opgave", genstand_id=opgave.pk)[:VISES]
    dele = projekt.flytningsdele.select_related("flytning")[:FLYTNINGER]
    fundne: list[Haendelse | Linje] = [*haendelser, *(linje for del_ in dele for linje in _linjer(del_, opgave))]
    return sorted(fundne, key=lambda et: et.tid, reverse=True)[:VISES]


def _linjer(del_: Flytningsdel, opgave: Opgave) -> Iterable[Linje]:
    raekke = next((raekke for raekke in del_.raekker if raekke["id"] == opgave.pk), None)
    if raekke is None:
        return
    flytning = del_.flytning
    if del_.er_fortrudt and flytning.fortrudt:
        yield Linje(flytning.fortrudt, flytning.fortrudt_af, "flytning fortrudt")
    foer, efter = raekke["foer"], raekke["efter"]
    er_laast = efter.get("er_frist_laast") and not foer.get("er_frist_laast")
    handling = "undtaget fra flytning og låst" if er_laast else "frist flyttet"
    yield Linje(flytning.oprettet, flytning.aktoer, handling, _dato(foer), _dato(efter), flytning.begrundelse)


def _dato(stand: dict[str, Any]) -> str:
    frist = stand.get("frist")
    return dag_maaned(date.fromisoformat(frist)) if frist else "uden dato"
