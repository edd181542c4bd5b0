"""Forskellen mellem to kort, felt for felt, med de ændrede ord mærket."""

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import Any

from faser.models import Implementeringsmodel

from .importvisning import vis_felter
from .katalogimport.kolonner import OVERSKRIFTER
from .katalogimport.ressource import OEVRIGE, RIGE_FELTER
from .models import Katalogopgave

KOLONNEN = {"slutdato_tekst": "slutdato", "regel": "slutdato", "er_regel_konstrueret": "konstrueret"}
RAEKKEFOELGE = (
    "kode",
    "titel",
    "slutdato_tekst",
    "regel",
    "er_regel_konstrueret",
    "fase",
    "hovedopgave",
    "prioritet",
    "tjekpunkt_for",
    "anbefalet_udfoerer",
    *RIGE_FELTER,
    OEVRIGE,
)


@dataclass(frozen=True)
class Modelnavne:
    """Navnene på en fasemodels faser og hovedopgaver efter id."""

    faser: dict[int, str] = field(default_factory=dict)
    hovedopgaver: dict[int, str] = field(default_factory=dict)

    @classmethod
    def laes(cls, model: Implementeringsmodel) -> "Modelnavne":
        faser = {fase.pk: str(fase) for fase in model.faser.all()}
        return cls(faser, {hovedopgave.pk: hovedopgave.navn for hovedopgave in model.hovedopgaver.all()})

    def ord(self, kort: Katalogopgave, felt: str) -> str:
        """Feltet, som det læses."""
        if felt == "prioritet":
            return str(kort.get_prioritet_display())
        if felt == "er_regel_konstrueret":
            return "Ja" if kort.er_regel_konstrueret else "Nej"
        if felt == "hovedopgave":
            return self.hovedopgaver.get(kort.hovedopgave_id or 0, "")
        if felt in ("fase", "tjekpunkt_for"):
            return self.faser.get(getattr(kort, f"{felt}_id") or 0, "")
        return str(getattr(kort, felt))


UDEN_NAVNE = Modelnavne()


def vis_kortforskel(
    gammelt: Katalogopgave, nyt: Katalogopgave, felter: Collection[str], navne: Modelnavne = UDEN_NAVNE
) -> list[dict[str, Any]]:
    """De ``felter``, der er ændret, som de vises: før og efter, med ordene mærket."""
    fundne: list[dict[str, Any]] = []
    for felt in (felt for felt in RAEKKEFOELGE if felt in felter):
        if felt == OEVRIGE:
            fundne += _oevrige(gammelt.oevrige_felter, nyt.oevrige_felter)
        elif felt != "regel" or not _siger_det_samme_som_teksten(gammelt, nyt):
            foer, efter = navne.ord(gammelt, felt), navne.ord(nyt, felt)
            fundne.append({"felt": overskrift(felt), "gammel": foer, "ny": efter, "rig": felt in RIGE_FELTER})
    return vis_felter(fundne)


def overskrift(felt: str) -> str:
    navn = OVERSKRIFTER[KOLONNEN.get(felt, felt)]
    return f"{navn}, forstået som" if felt == "regel" else navn


def _siger_det_samme_som_teksten(*kort: Katalogopgave) -> bool:
    return all(et.regel == et.slutdato_tekst for et in kort)


def _oevrige(foer: dict[str, str], efter: dict[str, str]) -> list[dict[str, Any]]:
    navne = dict.fromkeys((*foer, *efter))
    return [
        {"felt": navn, "gammel": foer.get(navn, ""), "ny": efter.get(navn, ""), "rig": True}
        for navn in navne
        if foer.get(navn) != efter.get(navn)
    ]
