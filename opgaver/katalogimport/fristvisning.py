"""Filens slutdatoer, og hvordan de er forstået: hver tekst én gang, med en dato fra et eksempel."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from frister import STANDARDKALENDER, Ankre, UforstaaeligFrist, tolk

from ..models import Katalogopgave

EKSEMPEL = Ankre(projektstart=date(2026, 9, 1), idriftsaettelse=date(2027, 3, 1), golive=date(2027, 3, 15))
"""Et opdigtet projekt, så en regel kan vises som en dato, før noget projekt har den."""

VISTE_KODER = 10


def frister_i(kortene: Iterable[Katalogopgave]) -> list[dict[str, Any]]:
    """Slutdatoernes tekster i filens orden med deres regel, antallet af opgaver og de første koder."""
    fundne: dict[tuple[str, str], list[str]] = {}
    for kort in kortene:
        if kort.slutdato_tekst:
            fundne.setdefault((kort.slutdato_tekst, kort.regel), []).append(kort.kode)
    return [
        {"tekst": tekst, "regel": regel, "antal": len(koder), "koder": koder[:VISTE_KODER]}
        for (tekst, regel), koder in fundne.items()
    ]


def eksempel(regel: str) -> str:
    """Reglen regnet ud for eksemplet, fx »5 uger efter idriftsættelse 1. marts 2027 = mandag 5. april«; ellers tom."""
    try:
        fundet = tolk(regel)
    except UforstaaeligFrist:
        return ""
    svar = fundet.beregn(EKSEMPEL, STANDARDKALENDER) if fundet else None
    return svar.forklaring if svar else ""
