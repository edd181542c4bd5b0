"""Kortets historik: det, nogen gjorde ved opgaven, og de gange projektets datoer flyttede dens frist.

En flytning og en opgradering har hver sin kvittering, som linjen henviser til.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import F, Func, JSONField, Value
from django.db.models.sql.compiler import SQLCompiler
from django.urls import reverse

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
    """Det, en flytning eller en opgradering gjorde ved opgaven. ``kvittering`` er adressen på dens side."""

    tid: datetime
    aktoer: str
    handling: str
    gammel: str = ""
    ny: str = ""
    begrundelse: str = ""
    kvittering: str = ""


@dataclass(frozen=True)
class Korthistorik:
    """Det nyeste først, og om der er ældre flytninger end dem, der er set igennem."""

    linjer: list[Haendelse | Linje]
    har_aeldre: bool


def korthistorik(opgave: Opgave, projekt: Projekt) -> Korthistorik:
    """En flytning er én hændelse i projektet; her står kun det, den gjorde ved opgaven."""
    alle_haendelser = Haendelse.objects.filter(genstand_type="opgave", genstand_id=opgave.pk)[:VISES]
    haendelser = _med_kvitteringer(alle_haendelser, projekt)
    alle = projekt.flytningsdele.select_related("flytning").defer("raekker", "flytning__foer", "flytning__efter")
    dele = list(alle.annotate(raekke=Raekke(opgave))[: FLYTNINGER + 1])
    for del_ in dele:
        del_.projekt = projekt
    linjer = (linje for del_ in dele[:FLYTNINGER] if del_.raekke for linje in _linjer(del_, del_.raekke))
    fundne: list[Haendelse | Linje] = [*haendelser, *linjer]
    nyeste = sorted(fundne, key=lambda et: et.tid, reverse=True)[:VISES]
    return Korthistorik(nyeste, len(dele) > FLYTNINGER)


def _med_kvitteringer(haendelser: Iterable[Haendelse], projekt: Projekt) -> list[Haendelse | Linje]:
    """Hændelserne, og i stedet for dem, en opgradering har noteret, en linje med dens kvittering.

    Projektets egen hændelse om opgraderingen noteres lige før opgavernes, mens planen er låst.
    """
    fundne = list(haendelser)
    om_kataloget = {h.pk for h in fundne if h.felt == "katalogversion"}
    alle = projekt.haendelser.filter(genstand_type="opgradering").order_by("-pk") if om_kataloget else []
    opgraderinger = [(h.pk, h.genstand_id) for h in alle]
    return [_med_kvittering(h, opgraderinger, projekt) if h.pk in om_kataloget else h for h in fundne]


def _med_kvittering(h: Haendelse, opgraderinger: list[tuple[int, int]], projekt: Projekt) -> Linje:
    opgradering = next((pk for haendelse, pk in opgraderinger if haendelse < h.pk), None)
    adresse = reverse("opgradering:kvittering", args=(*projekt.adresse, opgradering)) if opgradering else ""
    return Linje(h.tid, h.aktoer, h.handling, h.gammel, h.ny, h.begrundelse, adresse)


def _linjer(del_: Flytningsdel, raekke: dict[str, Any]) -> Iterable[Linje]:
    flytning, foer, efter, her = del_.flytning, raekke["foer"], raekke["efter"], del_.get_absolute_url()
    # Er fristen regnet om, har kortet sin egen hændelse om det.
    if del_.er_fortrudt and flytning.fortrudt and not raekke.get("er_regnet"):
        yield Linje(flytning.fortrudt, flytning.fortrudt_af, **_fortrudt(raekke), kvittering=her)
    er_laast = efter.get("er_frist_laast") and not foer.get("er_frist_laast")
    handling = "undtaget fra flytning og låst" if er_laast else "frist flyttet"
    yield Linje(flytning.oprettet, flytning.aktoer, handling, _dato(foer), _dato(efter), flytning.begrundelse, her)


def _fortrudt(raekke: dict[str, Any]) -> dict[str, str]:
    """Handlingen, og når opgaven kom med tilbage, dens gamle og nye dato; det vides ikke om de ældste."""
    er_genskabt = raekke.get("er_genskabt")
    if er_genskabt:
        return {"handling": "flytning fortrudt", "gammel": _dato(raekke["efter"]), "ny": _dato(raekke["foer"])}
    er_ukendt = er_genskabt is None
    return {"handling": "flytning fortrudt" if er_ukendt else "beholdt sin frist, da flytningen blev fortrudt"}


def _dato(stand: dict[str, Any]) -> str:
    frist = stand.get("frist")
    return dag_maaned(date.fromisoformat(frist)) if frist else "uden dato"
