"""Hvad der skal siges til hvem på en dag. Læser kun; seks forespørgsler, hvor mange opgaver der end er."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Max

from frister import Kalender
from opgaver.models import Opgave
from projekter.models import Organisation

from .models import Paamindelse
from .modtagere import Modtagere
from .regler import HUSKES, VARSEL, trin_at_sige


@dataclass(frozen=True)
class Punkt:
    """Én opgave i en persons påmindelse. ``grund`` siger, hvad personen er for opgaven."""

    opgave_id: int
    projekt_id: int
    kode: str
    frist: date
    trin: str
    grund: str


@dataclass(frozen=True)
class Indsamling:
    """Punkterne for hver bruger, de ældste frister først, og de opgaver, som ingen kan høre om."""

    punkter: dict[int, list[Punkt]] = field(default_factory=dict)
    uden_modtager: list[int] = field(default_factory=list)


def indsaml(paa: date) -> Indsamling:
    """Saml alt, der skal siges på dagen ``paa``.

    Med er åbne opgaver med en frist i aktive projekter; ikke projekter på pause eller afsluttede, ikke udgåede
    opgaver, og ikke dem i en etape på pause. På kommunens egne lukkedage siges intet om dens opgaver. Den, der allerede
    har fået sin påmindelse den dag, får ikke flere; resten kommer næste arbejdsdag.
    """
    indsamling, modtagere, har_faaet = Indsamling(), Modtagere.laes(), _har_faaet(paa)
    sidst_sagt, kalendere = _sidst_sagt(paa), _kalendere()
    for opgave_id, frist, kode, udfoerer_id, ansvarlig_id, projekt_id, kommune_id in _opgaver_med_frist(paa):
        trin = trin_at_sige(frist, paa, sidst_sagt.get((opgave_id, frist)), kalendere[kommune_id])
        if trin is None:
            continue
        modtager = modtagere.find(udfoerer_id, ansvarlig_id, projekt_id)
        if modtager is None:
            indsamling.uden_modtager.append(opgave_id)
        elif modtager.bruger_id not in har_faaet:
            punkt = Punkt(opgave_id, projekt_id, kode, frist, trin.noegle, modtager.grund)
            indsamling.punkter.setdefault(modtager.bruger_id, []).append(punkt)
    return indsamling


def _opgaver_med_frist(paa: date) -> list[tuple]:
    i_gang = Opgave.objects.i_gang().filter(frist__lte=paa + VARSEL)
    felter = ("pk", "frist", "kort__kode", "udfoerer", "ansvarlig", "plan__projekt", "plan__projekt__kommune")
    return list(i_gang.order_by("frist", "kort__kode", "pk").values_list(*felter))


def _kalendere() -> dict[int, Kalender]:
    kommuner = Organisation.objects.kommuner().prefetch_related("kalenderperioder")
    return {kommune.pk: kommune.kalender for kommune in kommuner}


def _sidst_sagt(paa: date) -> dict[tuple[int, date], date]:
    nylige = Paamindelse.objects.filter(dato__gte=paa - HUSKES).order_by()
    sagte = nylige.values_list("opgave", "frist").annotate(Max("dato"))
    return {(opgave_id, frist): dato for opgave_id, frist, dato in sagte}


def _har_faaet(paa: date) -> set[int]:
    return set(Paamindelse.objects.filter(dato=paa).values_list("modtager", flat=True))
