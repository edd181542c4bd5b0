"""Kortets historik: det, nogen gjorde ved opgaven, og de gange projektets datoer flyttede dens frist."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, JSONField, Value
from django.db.models.sql.compiler import SQLCompiler

from frister import dag_maaned
from projekter.models import Haendelse, Projekt

from .models import Flytningsdel, Opgave

VISES = 50
FLYTNINGER = 10
"""Så mange af projektets nyeste flytninger ses igennem; de ældre står på siden med projektets datoer."""


class Raekke(Func):
    """Opgavens egen række i en flytning, fundet i databasen; en flytning bærer alle projektets opgaver."""

    output_field = JSONField()
    template = "jsonb_path_query_first(%(expressions)s))"
    arg_joiner = ", '$[*] ? (@.id == $id)'::jsonpath, jsonb_build_object('id', "

    def __init__(self, opgave: Opgave) -> None:
        super().__init__(F("raekker"), Value(opgave.pk))

    def as_sqlite(self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **_: Any) -> Any:
        return self.as_sql(
            compiler,
            connection,
            template="(SELECT value FROM json_each(%(expressions)s LIMIT 1)",
            arg_joiner=") WHERE json_extract(value, '$.id') = ",
        )


@dataclass(frozen=True)
class Linje:
    """Én flytning, som historikken viser den, ved siden af hændelserne."""

    tid: datetime
    aktoer: str
    handling: str
    gammel: str = ""
    ny: str = ""
    begrundelse: str = ""


@dataclass(frozen=True)
class Korthistorik:
    """Det nyeste først, og om der er ældre flytninger end dem, der er set igennem."""

    linjer: list[Haendelse | Linje]
    har_aeldre: bool


def korthistorik(opgave: Opgave, projekt: Projekt) -> Korthistorik:
    """En flytning er én hændelse i projektet; her står kun det, den gjorde ved opgaven."""
    haendelser = Haendelse.objects.filter(genstand_type="opgave", genstand_id=opgave.pk)[:VISES]
    alle = projekt.flytningsdele.select_related("flytning").defer("raekker", "flytning__foer", "flytning__efter")
    dele = list(alle.annotate(raekke=Raekke(opgave))[: FLYTNINGER + 1])
    linjer = (linje for del_ in dele[:FLYTNINGER] if del_.raekke for linje in _linjer(del_, del_.raekke))
    fundne: list[Haendelse | Linje] = [*haendelser, *linjer]
    nyeste = sorted(fundne, key=lambda et: et.tid, reverse=True)[:VISES]
    return Korthistorik(nyeste, len(dele) > FLYTNINGER)


def _linjer(del_: Flytningsdel, raekke: dict[str, Any]) -> Iterable[Linje]:
    flytning, foer, efter = del_.flytning, raekke["foer"], raekke["efter"]
    # Er fristen regnet om, har kortet sin egen hændelse om det.
    if del_.er_fortrudt and flytning.fortrudt and not raekke.get("er_regnet"):
        yield Linje(flytning.fortrudt, flytning.fortrudt_af, *_fortrudt(raekke))
    er_laast = efter.get("er_frist_laast") and not foer.get("er_frist_laast")
    handling = "undtaget fra flytning og låst" if er_laast else "frist flyttet"
    yield Linje(flytning.oprettet, flytning.aktoer, handling, _dato(foer), _dato(efter), flytning.begrundelse)


def _fortrudt(raekke: dict[str, Any]) -> tuple[str, ...]:
    """Handlingen, og når opgaven kom med tilbage, dens gamle og nye dato; det vides ikke om de ældste."""
    er_genskabt = raekke.get("er_genskabt")
    if er_genskabt:
        return "flytning fortrudt", _dato(raekke["efter"]), _dato(raekke["foer"])
    return ("flytning fortrudt",) if er_genskabt is None else ("beholdt sin frist, da flytningen blev fortrudt",)


def _dato(stand: dict[str, Any]) -> str:
    frist = stand.get("frist")
    return dag_maaned(date.fromisoformat(frist)) if frist else "uden dato"
