"""Fasemodellerne fra ``fixtures/modeller`` ind i databasen. Kan køres igen og igen."""

import json
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import transaction

from .ajourfoering import Optaelling, Raekke, ajourfoer, fjern_andre
from .models import Fase, Fasehovedopgave, Hovedopgave, Implementeringsmodel

MAPPE: Path = settings.BASE_DIR / "fixtures"

MODELFELTER = ("noegle", "navn", "beskrivelse", "kilde", "version")
FASEFELTER = ("kode", "navn", "synonymer", "fokus", "effekt", "aktoerer", "succesfaktorer", "succes_naar")
HOVEDOPGAVEFELTER = ("nummer", "navn", "gruppe", "formaal", "synonymer", "eksempler")
FASEN = ("model_id", "kode")
HOVEDOPGAVEN = ("model_id", "nummer")
MAERKET = ("fase_id", "hovedopgave_id")


def laes_json(sti: str) -> Any:
    """Indholdet af en fil i ``fixtures``."""
    return json.loads((MAPPE / sti).read_text("utf-8"))


def laes_modeller() -> list[Raekke]:
    return [laes_json(f"modeller/{sti.name}") for sti in sorted((MAPPE / "modeller").glob("*.json"))]


@transaction.atomic
def indlaes_modeller() -> Optaelling:
    """Indlæs modellerne med faser, hovedopgaver og mærker.

    En fase eller hovedopgave, som filen ikke længere nævner, bliver stående, for kataloger kan bruge den.
    """
    filer = laes_modeller()
    modeller, tal = ajourfoer(Implementeringsmodel, [_udvalg(fil, MODELFELTER) for fil in filer], noegle=("noegle",))
    par = [(modeller[(fil["noegle"],)], fil) for fil in filer]
    return tal + _indlaes_faser(par) + _indlaes_hovedopgaver(par) + _indlaes_maerker(par)


type Par = list[tuple[Implementeringsmodel, Raekke]]


def _indlaes_faser(par: Par) -> Optaelling:
    """Hovedfaserne først, så delfaserne kan pege på dem."""
    faser = [(model, plads, fase) for model, fil in par for plads, fase in enumerate(fil["faser"])]
    hovedfaser, tal = ajourfoer(
        Fase, [_faseraekke(*fase) | {"overfase_id": None} for fase in faser if not fase[2]["overfase"]], FASEN
    )
    delfaser = [
        _faseraekke(model, plads, fase) | {"overfase_id": hovedfaser[(model.pk, fase["overfase"])].pk}
        for model, plads, fase in faser
        if fase["overfase"]
    ]
    return tal + ajourfoer(Fase, delfaser, FASEN)[1]


def _faseraekke(model: Implementeringsmodel, plads: int, fase: Raekke) -> Raekke:
    return _udvalg(fase, FASEFELTER) | {
        "model_id": model.pk,
        "raekkefoelge": plads,
        "oprindelse": fase["kilde"],
    }


def _indlaes_hovedopgaver(par: Par) -> Optaelling:
    raekker = [
        _udvalg(opgave, HOVEDOPGAVEFELTER) | {"model_id": model.pk, "gruppe_oprindelse": opgave["gruppe_kilde"]}
        for model, fil in par
        for opgave in fil["hovedopgaver"]
    ]
    return ajourfoer(Hovedopgave, raekker, HOVEDOPGAVEN)[1]


def _indlaes_maerker(par: Par) -> Optaelling:
    faser = {(fase.model_id, fase.kode): fase.pk for fase in Fase.objects.all()}
    hovedopgaver = {(opgave.model_id, opgave.nummer): opgave.pk for opgave in Hovedopgave.objects.all()}
    raekker = [
        _udvalg(maerke, ("oprindelse", "begrundelse"))
        | {
            "fase_id": faser[(model.pk, maerke["fase"])],
            "hovedopgave_id": hovedopgaver[(model.pk, maerke["hovedopgave"])],
        }
        for model, fil in par
        for maerke in fil["fasehovedopgaver"]
    ]
    _, tal = ajourfoer(Fasehovedopgave, raekker, MAERKET)
    return tal + fjern_andre(Fasehovedopgave, raekker, MAERKET)


def _udvalg(raekke: Raekke, felter: tuple[str, ...]) -> Raekke:
    return {felt: raekke[felt] for felt in felter}
