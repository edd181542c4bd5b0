"""Kommunerne som fliser: hver på sin plads i Danmark, med kort navn, procent og fyld efter fremdrift."""

from django.utils.safestring import SafeString

from faelles.svg import Flise, flisekort, trinproeve
from frister import dato_kort

from .landsoverblik import Kommuneraekke, Landsoverblik

SAERLIGE = {
    "Brønderslev": "Brsl",
    "Brøndby": "Brby",
    "Fredensborg": "Fdsb",
    "Fredericia": "Fcia",
    "Frederiksberg": "Frbg",
    "Frederikshavn": "Frhv",
    "Frederikssund": "Frsd",
    "Norddjurs": "Ndju",
    "Nordfyns": "Nfyn",
    "Ringkøbing-Skjern": "RiSk",
    "Ringsted": "Rgst",
}
"""Kommuner, hvis første fire bogstaver er andres."""

FORKLARINGER = ("0–24 %", "25–49 %", "50–74 %", "75–99 %", "100 %")


def kommunekort(land: Landsoverblik) -> SafeString:
    """Kortet over de viste kommuner. Hver flise fører til kommunens række i tabellen på samme side.

    Rammen er alle kommuner, så en kommune ligger det samme sted, uanset filteret.
    """
    rammen = [raekke.kommune for raekke in land.alle]
    fliser = [
        Flise(
            kolonne=raekke.kommune.kolonne,
            raekke=raekke.kommune.raekke,
            navn=kort_navn(raekke.kommune.navn),
            tal=_tal(raekke),
            titel=beskriv(raekke),
            adresse=f"#{raekke.anker}",
            trin=trin(raekke),
        )
        for raekke in land.viste
        if raekke.kommune.kolonne is not None and raekke.kommune.raekke is not None
    ]
    forklaring = "En flise for hver kommune. Tallet er fremdriften i procent; de samme tal står i tabellen."
    return flisekort(
        fliser,
        kolonner=max((kommune.kolonne or 0 for kommune in rammen), default=0) + 1,
        raekker=max((kommune.raekke or 0 for kommune in rammen), default=0) + 1,
        titel=f"Fremdrift for {land.loesning.noegle} i kommunerne",
        beskrivelse=forklaring,
    )


def kort_navn(navn: str) -> str:
    return SAERLIGE.get(navn, navn[:4])


def trin(raekke: Kommuneraekke) -> int | None:
    """Fyldets trin 0–4; det sidste kun, når alt er fuldført. None uden projekt."""
    if raekke.projekt is None:
        return None
    return min((raekke.procent or 0) // 25, 4)


def beskriv(raekke: Kommuneraekke) -> str:
    """Flisens tal som tekst."""
    if raekke.projekt is None:
        return f"{raekke.kommune.navn}: intet projekt"
    dele = [
        f"{raekke.kommune.navn}: fremdrift {raekke.tal.tekst}",
        f"fase {raekke.fase}",
        f"{raekke.tal.forsinkede} over tid",
    ]
    if raekke.projekt.golive:
        dele.append(f"go-live {dato_kort(raekke.projekt.golive)}")
    return ", ".join(dele)


def signatur() -> list[tuple[SafeString, str]]:
    """Kortets signaturforklaring: prøve og tekst."""
    return [(trinproeve(nummer), tekst) for nummer, tekst in enumerate(FORKLARINGER)] + [
        (trinproeve(None), "Intet projekt")
    ]


def _tal(raekke: Kommuneraekke) -> str:
    return "–" if raekke.procent is None else f"{raekke.procent} %"
