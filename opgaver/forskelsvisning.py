"""To udgaver af et felt side om side, med de ord mærket, der er forskellige – ikke kun med farve."""

from collections.abc import Iterable
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from faelles.tekst import HAR_MAERKER, til_html, til_ren_tekst

from .katalogimport.fristvisning import eksempel
from .katalogimport.ordforskel import Stykke, find_forskel

SLETTET = ("del", "[slettet: ", "] ")
TILFOEJET = ("ins", "[tilføjet: ", "] ")
"""Mærket og det, en skærmlæser hører før og efter."""


def vis_felter(felter: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Felterne med ``gammel`` og ``ny`` tegnet side om side, og en eksempeldato ved en frist."""
    return [felt | _side_om_side(felt) | _frist(felt) for felt in felter]


def _side_om_side(felt: dict[str, Any]) -> dict[str, Any]:
    """Et navn (``er_navn``) er ét: det hele er slettet og et andet tilføjet, ikke de ord, der skiller dem."""
    if not felt.get("er_navn"):
        return vis_forskel(felt["gammel"], felt["ny"], er_rig=felt["rig"])
    foer, efter = ([Stykke(tekst, er_aendret=True)] if tekst else [] for tekst in (felt["gammel"], felt["ny"]))
    return {"foer": _tegn(foer, SLETTET), "efter": _tegn(efter, TILFOEJET), "kun_form": False}


def _frist(felt: dict[str, Any]) -> dict[str, str]:
    er_frist = felt["felt"].endswith("forstået som")
    return {"eksempel": eksempel(felt["ny"])} if er_frist and felt["ny"] else {}


def vis_forskel(gammel: str, ny: str, *, er_rig: bool) -> dict[str, Any]:
    """``foer`` og ``efter`` som sikker HTML; ``kun_form`` er sandt, når ordene er de samme."""
    foer, efter = _ren(gammel, er_rig), _ren(ny, er_rig)
    if er_rig and foer == efter:
        return {"foer": til_html(gammel), "efter": til_html(ny), "kun_form": True}
    forskel = find_forskel(foer, efter)
    return {"foer": _tegn(forskel.foer, SLETTET), "efter": _tegn(forskel.efter, TILFOEJET), "kun_form": False}


def _ren(tekst: str, er_rig: bool) -> str:
    return til_ren_tekst(tekst) if er_rig and HAR_MAERKER.search(tekst) else tekst


def _tegn(stykker: list[Stykke], maerke: tuple[str, str, str]) -> SafeString:
    return format_html_join("", "{}", ((_stykke(stykke, *maerke),) for stykke in stykker))


def _stykke(stykke: Stykke, maerke: str, foer: str, efter: str) -> SafeString:
    if not stykke.er_aendret:
        return _linjer(stykke.tekst)
    return format_html(
        '<{0}><span class="sr-only">{1}</span>{2}<span class="sr-only">{3}</span></{0}>',
        maerke,
        foer,
        _linjer(stykke.tekst) if stykke.tekst.strip() else _blanke(stykke.tekst),
        efter,
    )


def _blanke(tekst: str) -> str:
    """Blanke tegn, der skal kunne ses."""
    return "[nyt afsnit]" if "\n" in tekst else "[mellemrum]"


def _linjer(tekst: str) -> SafeString:
    return format_html_join(mark_safe("<br>"), "{}", ((linje,) for linje in tekst.split("\n")))
