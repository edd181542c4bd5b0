"""Hvor længe en pause varede, og hvilke datoer den rykker. Uden Django."""

from dataclasses import replace
from datetime import date, timedelta

from faelles.tal import antal_i_ord
from frister import Anker, Ankre


def rykkes(ankre: Ankre, fra: date) -> tuple[Anker, ...]:
    """De ankre, der endnu ikke var nået, da pausen begyndte. De andre er sket og kan ikke rykkes."""
    return tuple(anker for anker in Anker if (dato := ankre.dato(anker)) and dato >= fra)


def forslag(ankre: Ankre, fra: date, dage: int) -> Ankre:
    """Ankrene efter en pause på ``dage`` kalenderdage fra ``fra``: det, der ikke var nået, rykker lige så meget."""
    skift = timedelta(days=dage)
    nye = {anker.value: dato + skift for anker in rykkes(ankre, fra) if (dato := ankre.dato(anker))}
    return replace(ankre, **nye)


def efter_pausen(dage: int) -> str:
    """Fx "efter 3 dages pause"; "samme dag", når pausen ikke varede en hel."""
    return f"efter {antal_i_ord(dage, 'dag', 'dage')}s pause" if dage else "samme dag"
