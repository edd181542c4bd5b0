"""Hvorfor en indhentningsplan blev, som den blev: én forklaring for hver opgave. Uden Django."""

from collections.abc import Mapping
from datetime import date

from frister import dag_maaned

from .indhentningsgrundlag import Aaben, Grundlag, uge_af


def hvorfor(grundlag: Grundlag, opgave: Aaben, lagt: Mapping[int, int]) -> str:
    """Hvorfor det blev den uge og ikke en tidligere."""
    dele = []
    ventede = [(grundlag.dag(et, lagt[et.id]), et.navn) for et in grundlag.ventede(opgave)]
    if foerst := ventede + _de_faste(grundlag, opgave):
        dele.append(_venter_paa(foerst))
    fyldte = [uge for uge in grundlag.vindue(opgave, lagt) if uge < lagt[opgave.id]]
    if fyldte:
        dele.append(f"{_uger_i_ord(grundlag, fyldte)} er fyldt for {_pladser(grundlag, opgave, lagt, fyldte)}")
    return "; ".join(dele) or "den første uge, der kan bruges"


def hvorfor_ikke(grundlag: Grundlag, opgave: Aaben, lagt: Mapping[int, int]) -> str:
    """Hvorfor der ikke er plads til opgaven."""
    graense = grundlag.senest[opgave.id]
    if mangler := [et.navn for et in grundlag.ventede(opgave) if et.id not in lagt]:
        return f"venter på {', '.join(mangler)}, som der ikke er plads til"
    if not any(dage[0] <= graense.dato for dage in grundlag.uger):
        return f"der er ingen dage, der kan bruges, til og med {graense}"
    if not grundlag.mulige_uger[opgave.id]:
        return f"{_venter_paa(_de_faste(grundlag, opgave))} og skal være færdig senest {graense}"
    antal, fyldte = grundlag.rammer.pr_uge, list(grundlag.vindue(opgave, lagt))
    hvem = _pladser(grundlag, opgave, lagt, fyldte)
    return f"{hvem} har allerede {antal} eller flere frister i hver uge til og med {graense}"


def _de_faste(grundlag: Grundlag, opgave: Aaben) -> list[tuple[date, str]]:
    return [(et.frist, et.navn) for et in grundlag.faste(opgave) if et.frist]


def _venter_paa(foerst: list[tuple[date, str]]) -> str:
    """Det sidste af det, der skal være færdigt først; det er det, der binder."""
    dag, navn = max(foerst)
    return f"venter på {navn} ({dag_maaned(dag)})"


def _pladser(grundlag: Grundlag, opgave: Aaben, lagt: Mapping[int, int], uger: list[int]) -> str:
    """De af opgavens pladser, der er fyldt i en af ugerne; det er dem, der binder."""
    fyldt = grundlag.fyldt(lagt)
    bundne = [et for et in opgave.pladser if any(fyldt[et, uge] >= grundlag.rammer.pr_uge for uge in uger)]
    navne = (grundlag.rammer.pladsnavne.get(et, "pladsen") for et in bundne or opgave.pladser)
    return " eller ".join(sorted(navne))


def _uger_i_ord(grundlag: Grundlag, numre: list[int]) -> str:
    foerste, sidste = (uge_af(grundlag.uger[nr][0])[1] for nr in (numre[0], numre[-1]))
    return f"uge {foerste}" if foerste == sidste else f"uge {foerste}–{sidste}"
