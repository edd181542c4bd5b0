"""Danske tal: komma før decimalerne og punktum mellem tusinderne, ind og ud."""

import re
from decimal import Decimal

DANSK = re.compile(r"-?(\d{1,3}(\.\d{3})+|\d+)(,\d+)?")
MED_PUNKTUM = re.compile(r"-?\d+\.\d{1,2}")
MELLEMRUM = re.compile(r"\s")


def dansk_tal(vaerdi: Decimal) -> str:
    """Tallet uden overflødige nuller: 1234.50 bliver »1.234,5«."""
    tekst = f"{vaerdi:,f}"
    if "." in tekst:
        tekst = tekst.rstrip("0").rstrip(".")
    return "0" if tekst == "-0" else tekst.translate(str.maketrans(",.", ".,"))


def laes_tal(tekst: str) -> Decimal | None:
    """Tallet i en dansk tekst: »1.234,5«, »1 234,5« og »−3«. None, når det ikke er et tal.

    Et punktum er en tusindskiller, når der står tre cifre efter det (»1.250« er tolv hundrede og halvtreds);
    med ét eller to cifre efter læses det som et komma, for sådan skriver et regneark på engelsk.
    """
    samlet = MELLEMRUM.sub("", tekst).replace("−", "-")
    if DANSK.fullmatch(samlet):
        return Decimal(samlet.replace(".", "").replace(",", "."))
    return Decimal(samlet) if MED_PUNKTUM.fullmatch(samlet) else None
