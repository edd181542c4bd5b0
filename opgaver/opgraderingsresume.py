"""Det sidste, der ses, før en opgradering gemmes: hvor mange opgaver der sker hvad med, og hvilke."""

from dataclasses import dataclass
from datetime import date

from frister import dag_maaned

from .fletning import Raekke, Virkning
from .services.opgraderingsgrundlag import Opgraderingsvisning
from .valgfoelger import gaelder_ikke

ORD = {
    Virkning.OPRET: ("ny opgave kommer i planen", "nye opgaver kommer i planen"),
    Virkning.FLYT: ("ændring tages med", "ændringer tages med"),
    Virkning.GENOPTAG: ("udgået opgave kommer tilbage", "udgåede opgaver kommer tilbage"),
    Virkning.UDGAA: ("opgave udgår", "opgaver udgår"),
    Virkning.BEHOLD: ("opgave bliver, som I har den", "opgaver bliver, som I har dem"),
}
VENTER = ("opgave venter, og I spørges igen", "opgaver venter, og I spørges igen")
ALLEREDE_OVER_TID = "allerede over tid"
FRISTER = ("frist flyttes", "frister flyttes")


@dataclass(frozen=True)
class Punkt:
    """Et tal med ordene efter og de opgaver, der er bag det; ``opgaver`` er kode, titel og hvad der sker."""

    tal: int
    ordene: str
    opgaver: list[tuple[str, str, str]]
    er_aaben: bool = False
    """Om opgaverne er slået ud fra begyndelsen."""


def resume(visning: Opgraderingsvisning, paa: date) -> list[Punkt]:
    """Et punkt for alt, der sker nogen opgaver, og for dem, der venter."""
    tabel = visning.tabel
    synlige = {
        virkning: [raekke for raekke in tabel.med(virkning) if raekke.er_aendret or virkning is Virkning.BEHOLD]
        for virkning in ORD
    }
    alle = [_punkt(visning, raekker, ORD[virkning], paa) for virkning, raekker in synlige.items()]
    moedes = [raekke for raekker in synlige.values() for raekke in raekker]
    alle += [_punkt(visning, tabel.senere, VENTER, paa), _frister(visning, moedes, paa)]
    return [punkt for punkt in alle if punkt.tal]


def _punkt(visning: Opgraderingsvisning, raekker: list[Raekke], ordene: tuple[str, str], paa: date) -> Punkt:
    opgaver = [(*_opgave(visning, raekke), _om(visning, raekke, paa)) for raekke in raekker]
    return Punkt(len(raekker), ordene[len(raekker) != 1], opgaver)


def _om(visning: Opgraderingsvisning, raekke: Raekke, paa: date) -> str:
    hed = visning.hed(raekke)
    er_fuldfoert = raekke.virkning is Virkning.FLYT and visning.er_fuldfoert_paa_en_anden(raekke)
    dele = (
        f"omdøbt fra {hed}" if hed else "",
        "obligatorisk" if raekke.er_obligatorisk else "",
        "I har fuldført den på den tidligere tekst" if er_fuldfoert else "",
        *gaelder_ikke(raekke),
        _ny_frist(visning, raekke, paa) if raekke.virkning is Virkning.OPRET else "",
    )
    return ", ".join(filter(None, dele))


def _ny_frist(visning: Opgraderingsvisning, raekke: Raekke, paa: date) -> str:
    frist = visning.frist_efter(raekke)
    return f"frist {dag_maaned(frist)}{_over_tid(frist, paa)}" if frist else ""


def _over_tid(frist: date | None, paa: date) -> str:
    return f", {ALLEREDE_OVER_TID}" if frist and frist < paa else ""


def _frister(visning: Opgraderingsvisning, raekker: list[Raekke], paa: date) -> Punkt:
    flyttes = []
    for raekke in raekker:
        opgave, ny = visning.opgaver.get(raekke.noegle), visning.frist_efter(raekke)
        if opgave and raekke.virkning is not Virkning.BEHOLD and opgave.frist != ny:
            datoer = [dag_maaned(frist) if frist else "uden dato" for frist in (opgave.frist, ny)]
            flyttes.append((*_opgave(visning, raekke), " → ".join(datoer) + _over_tid(ny, paa)))
    return Punkt(len(flyttes), FRISTER[len(flyttes) != 1], flyttes, er_aaben=True)


def _opgave(visning: Opgraderingsvisning, raekke: Raekke) -> tuple[str, str]:
    kort = visning.nyeste_kort(raekke)
    return kort.kode, visning.titel(raekke)
