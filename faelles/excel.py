"""Sikker læsning af projektmapper og CSV-filer som flade rækker; kender ikke til, hvad de handler om.

En fil udefra kan være hvad som helst: den måles, før den åbnes, og alt, der går galt under læsningen, bliver
til én dansk sætning (``Afvist``). Intet her skriver noget. I drift kaldes ``laes`` i en proces for sig gennem
``excelproces.laes_i_barn``.
"""

from pathlib import PurePath

from .afvisning import Afvist
from .excelark import EXCELFEJL, Ark, Formel, Raekke, Vaerdi, renskriv
from .excelcsv import laes_csv
from .excelgraenser import STANDARD, Graenser, mb
from .excelmappe import laes_projektmappe

__all__ = ["EXCELFEJL", "STANDARD", "Ark", "Formel", "Graenser", "Raekke", "Vaerdi", "laes", "renskriv"]

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0"
KRYPTERET = "EncryptedPackage".encode("utf-16-le")


def laes(data: bytes, filnavn: str, graenser: Graenser = STANDARD) -> list[Ark]:
    """Filens synlige ark. Rejser ``Afvist`` med én sætning, når filen ikke kan læses."""
    _kontroller_stoerrelse(data, graenser)
    if data.startswith(ZIP):
        return laes_projektmappe(data, graenser)
    if data.startswith(OLE):
        raise Afvist(_gammel_eller_laast(data))
    if PurePath(filnavn).suffix.lower() in {".csv", ".txt"}:
        return [Ark(PurePath(filnavn).stem or "CSV", laes_csv(data, graenser))]
    raise Afvist("Filen er ikke en Excel-projektmappe. Vælg en fil, der er gemt som .xlsx eller .csv.")


def _gammel_eller_laast(data: bytes) -> str:
    if KRYPTERET in data:
        return "Filen er beskyttet med adgangskode. Fjern adgangskoden i Excel, gem filen, og prøv igen."
    return "Filen er gemt i det gamle Excel-format (.xls). Gem den som .xlsx i Excel, og prøv igen."


def _kontroller_stoerrelse(data: bytes, graenser: Graenser) -> None:
    if not data:
        raise Afvist("Filen er tom. Vælg en anden fil.")
    if len(data) > graenser.byte:
        raise Afvist(
            f"Filen fylder {mb(len(data))}. Den må højst fylde {mb(graenser.byte)}; "
            "fjern billeder og ark, der ikke skal indlæses, og prøv igen."
        )
