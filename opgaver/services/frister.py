"""Den eneste funktion, der regner opgavernes frister ud."""

from collections.abc import Iterable

from frister import STANDARDKALENDER, Ankre, Svar

from ..models import Katalogopgave, Opgave


def beregnet_frist(kort: Katalogopgave, ankre: Ankre) -> Svar | None:
    """Kortets frist med disse datoer; None uden regel, eller når ankeret ikke har nogen dato."""
    regel = kort.frist_regel
    return regel.beregn(ankre, STANDARDKALENDER) if regel else None


def saet_frister(opgaver: Iterable[Opgave], ankre: Ankre) -> None:
    """Skriv fristen på hver opgave, der ikke er låst. Gemmer intet; kalderen afgør hvornår."""
    for opgave in opgaver:
        if not opgave.er_frist_laast:
            svar = beregnet_frist(opgave.kort, ankre)
            opgave.frist = svar.dato if svar else None


def forklaring(opgave: Opgave, ankre: Ankre) -> str:
    """Hvorfor fristen er den, den er, på én linje; uden dato vises reglen alene."""
    regel = opgave.kort.frist_regel
    if regel is None:
        return "Ingen frist i kataloget"
    svar = regel.beregn(ankre, STANDARDKALENDER)
    if svar is None:
        return f"{regel.tekst()} – projektet har endnu ikke den dato, fristen regnes fra"
    return f"{svar.forklaring}. Bemærk: {svar.advarsel}." if svar.advarsel else svar.forklaring
