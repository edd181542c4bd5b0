"""Opdigtede katalogkort til det store datasæt: nok tekst til, at siderne vejer som de rigtige."""

from random import Random

from faser.models import Fase, Hovedopgave, Implementeringsmodel
from frister import tolk
from opgaver.models import Katalogopgave, Katalogversion

HANDLINGER = (
    "Kortlæg", "Planlæg", "Beskriv", "Afklar", "Forbered", "Gennemfør", "Afprøv", "Godkend", "Opdatér",
    "Gennemgå", "Aftal", "Følg op på", "Evaluér",
)  # fmt: skip
EMNER = (
    "arbejdsgangene i borgerservice", "rettigheder og roller", "oplæring af superbrugerne",
    "leverandørens leverancer", "integrationen til fagsystemet", "oprydning i de åbne sager",
    "kommunikation til medarbejderne", "snitfladen til dokumentsystemet", "ledelsens opbakning",
    "databehandleraftalen", "support i de første uger", "målingen af gevinster",
)  # fmt: skip
SAETNINGER = (
    "Projektlederen tager initiativet og samler dem, der kender området.",
    "Resultatet bliver skrevet ned, så nye kolleger kan læse, hvad der er besluttet.",
    "Hver afdeling ser på sine egne opgaver og melder tilbage, hvad der ændrer sig i hverdagen.",
    "Det, der ikke kan afklares lokalt, bliver lagt frem for styregruppen med et forslag.",
    "Kommunen vurderer, om der er brug for hjælp fra leverandøren, og hvad det koster.",
    "Erfaringer fra de kommuner, der er længere fremme, bliver brugt, hvor de passer.",
)
UDFOERERE = ("Projektleder", "Administrator", "Superbruger", "It-ansvarlig", "Leder", "Styregruppeformand")
FRISTER = {
    "F0": ("uger før idriftsættelsesdato", 40, 52),
    "F1": ("uger før idriftsættelsesdato", 24, 40),
    "2.1": ("uger før idriftsættelsesdato", 16, 26),
    "2.2": ("uger før idriftsættelsesdato", 3, 18),
    "2.3": ("arbejdsdage før idriftsættelsesdato", 1, 14),
    "F3": ("arbejdsdage efter go-live", 1, 20),
    "F4": ("måneder efter go-live", 2, 12),
}
"""Fristens ord og det mindste og største antal for hver af modellens faser, som ikke er delt op."""


def lav_kort(version: Katalogversion, antal: int, lod: Random) -> list[Katalogopgave]:
    """Kortene, som endnu ikke er gemt, fordelt jævnt over faserne og på skift mellem hovedopgaverne."""
    model: Implementeringsmodel = version.katalog.model
    faser = list(model.faser.filter(kode__in=FRISTER).select_related("overfase").order_by("raekkefoelge"))
    hovedopgaver = list(model.hovedopgaver.all())
    return [
        _kort(
            version,
            nummer,
            faser[nummer * len(faser) // antal],
            hovedopgaver[nummer % len(hovedopgaver)],
            lod,
        )
        for nummer in range(antal)
    ]


def _kort(version: Katalogversion, nummer: int, fase: Fase, hovedopgave: Hovedopgave, lod: Random) -> Katalogopgave:
    return Katalogopgave(
        version=version,
        raekkefoelge=nummer,
        kode=f"K{nummer + 1:03}",
        titel=_titel(nummer),
        fase=fase,
        hovedopgave=hovedopgave,
        prioritet=lod.choice(Katalogopgave.Prioritet.values),
        tjekpunkt_for=fase.hovedfase if nummer % 5 == 0 else None,
        anbefalet_udfoerer=UDFOERERE[nummer % len(UDFOERERE)],
        **_frist(fase, lod),
        **_tekster(lod),
    )


def _titel(nummer: int) -> str:
    emne, omgang = EMNER[nummer % len(EMNER)], nummer // (len(EMNER) * len(HANDLINGER))
    titel = f"{HANDLINGER[nummer % len(HANDLINGER)]} {emne}"
    return f"{titel} {omgang + 1}" if omgang else titel


def _frist(fase: Fase, lod: Random) -> dict[str, object]:
    ord_, mindst, hoejst = FRISTER[fase.kode]
    regel = tolk(f"{lod.randint(mindst, hoejst)} {ord_}")
    tekst = regel.tekst() if regel else ""
    return {"slutdato_tekst": tekst, "regel": tekst, "er_regel_konstrueret": True}


def _tekster(lod: Random) -> dict[str, str]:
    def afsnit(antal: int) -> str:
        return "".join(f"<p>{' '.join(lod.sample(SAETNINGER, 3))}</p>" for _ in range(antal))

    return {
        "maal": lod.choice(SAETNINGER),
        "beskrivelse": afsnit(2),
        "metode": afsnit(2),
        "resultat": lod.choice(SAETNINGER),
        "kvalitetskriterier": "\n".join(lod.sample(SAETNINGER, 3)),
        "involverede_parter": ", ".join(lod.sample(UDFOERERE, 3)),
    }
