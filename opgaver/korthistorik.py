"""Kortets historik: det, nogen gjorde ved opgaven, og de gange projektets datoer flyttede dens frist.

En flytning, en opgradering og en ændring af mange opgaver har hver sin kvittering, som linjen henviser til.
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

from .models import Flytning, Flytningsdel, Opgave
from .models.flytning import blev_undtaget
from .services.flyttefortrydelse import FORTRUDT
from .services.masseskrivning import FOERT_TILBAGE, SAT

VISES = 50
FLYTNINGER = 10
"""Så mange af projektets nyeste flytninger ses igennem; de ældre står på siden med projektets datoer."""


KVITTERINGER = {"opgradering": "opgradering:kvittering", "massehandling": "masse:kvittering"}


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
    """Det, én handling på mange opgaver gjorde ved denne. ``kvittering`` er adressen på handlingens side."""

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
    """Hændelserne, og i stedet for dem, en handling på mange opgaver har noteret, en linje med dens kvittering.

    Projektets egen hændelse om handlingen noteres lige før opgavernes, mens projektet er låst.
    """
    fundne = list(haendelser)
    bag = {h.pk: slags for h in fundne if (slags := _handlingen_bag(h))}
    alle = projekt.haendelser.filter(genstand_type__in=set(bag.values())).order_by("-pk") if bag else None
    handlinger = list(alle.values_list("pk", "genstand_type", "genstand_id")) if alle is not None else []
    return [_med_kvittering(h, bag[h.pk], handlinger, projekt) if h.pk in bag else h for h in fundne]


def _handlingen_bag(h: Haendelse) -> str:
    """Den slags handling, der ændrede opgaven sammen med andre; tom, når det var den alene."""
    if h.felt == "katalogversion":
        return "opgradering"
    return "massehandling" if h.handling in (SAT.format(h.felt), FOERT_TILBAGE.format(h.felt)) else ""


def _med_kvittering(h: Haendelse, slags: str, handlinger: list[tuple[int, str, int]], projekt: Projekt) -> Linje:
    handling = next((pk for haendelse, type_, pk in handlinger if type_ == slags and haendelse < h.pk), None)
    adresse = reverse(KVITTERINGER[slags], args=(*projekt.adresse, handling)) if handling else ""
    return Linje(h.tid, h.aktoer, h.handling, h.gammel, h.ny, h.begrundelse, adresse)


def _linjer(del_: Flytningsdel, raekke: dict[str, Any]) -> Iterable[Linje]:
    flytning, foer, efter, her = del_.flytning, raekke["foer"], raekke["efter"], del_.get_absolute_url()
    # Er fristen regnet om, har kortet sin egen hændelse om det.
    if del_.er_fortrudt and flytning.fortrudt and not raekke.get("er_regnet"):
        yield Linje(flytning.fortrudt, flytning.fortrudt_af, **_fortrudt(flytning, raekke), kvittering=her)
    flyttet = "frist regnet efter ny kalender" if flytning.er_kalender else "frist flyttet"
    handling = "undtaget fra flytning og låst" if blev_undtaget(raekke) else flyttet
    yield Linje(flytning.oprettet, flytning.aktoer, handling, _dato(foer), _dato(efter), flytning.begrundelse, her)


def _fortrudt(flytning: Flytning, raekke: dict[str, Any]) -> dict[str, str]:
    """Handlingen, og når opgaven kom med tilbage, dens gamle og nye dato; det vides ikke om de ældste."""
    er_genskabt = raekke.get("er_genskabt")
    if er_genskabt:
        return {
            "handling": FORTRUDT[flytning.er_kalender],
            "gammel": _dato(raekke["efter"]),
            "ny": _dato(raekke["foer"]),
        }
    er_ukendt = er_genskabt is None
    beholdt = f"beholdt sin frist, da {flytning.navn} blev fortrudt"
    return {"handling": FORTRUDT[flytning.er_kalender] if er_ukendt else beholdt}


def _dato(stand: dict[str, Any]) -> str:
    frist = stand.get("frist")
    return dag_maaned(date.fromisoformat(frist)) if frist else "uden dato"
