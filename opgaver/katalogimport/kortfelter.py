"""Et kort, som det skrives i browseren: samme felter, samme rensning og samme regler som importens."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from import_export.widgets import Widget

from faelles.excel import renskriv
from frister import STANDARDKALENDER, FastDato, Periode, UforstaaeligFrist, tolk

from ..models import Katalogopgave
from .felttekst import fra_felttekst, fra_skrevet, til_felttekst
from .fristvisning import EKSEMPEL
from .koder import renskriv_kode
from .kolonner import OVERSKRIFTER, laes_hoved
from .laesning import for_lang
from .opslag import Modelopslag
from .ressource import OEVRIGE, lav_felter
from .widgets import Kodewidget, OevrigeWidget, Rigtekstwidget, Tekstwidget, laes_tekst

RIGE = ("maal", "beskrivelse", "metode", "resultat", "kvalitetskriterier", "involverede_parter")
"""De felter, der gemmes som HTML, når der er lister eller fremhævninger i; de andre er én linje ren tekst."""
SKREVNE = ("kode", "titel", "slutdato_tekst", "regel", "anbefalet_udfoerer", *RIGE)
"""De felter, der skrives som tekst; resten vælges."""


type Gem = Callable[[Widget, str], Any]
"""Gør det skrevne til feltets værdi. Rejser ``ValueError`` med en sætning."""


@dataclass
class Rensning:
    """``vaerdier`` er kortets felter, klar til at blive gemt; ``fejl`` er feltets navn → hvad der er galt."""

    vaerdier: dict[str, Any] = field(default_factory=dict)
    fejl: dict[str, str] = field(default_factory=dict)
    advarsler: list[str] = field(default_factory=list)


def felttekster(kort: Katalogopgave) -> dict[str, str]:
    """Kortets tekster, som de står i formularens felter."""
    return {navn: felttekst(kort, navn) for navn in SKREVNE}


def felttekst(kort: Katalogopgave, navn: str) -> str:
    tekst = str(getattr(kort, navn))
    return til_felttekst(tekst) if navn in RIGE else tekst


def som_celle(widget: Widget, skrevet: str) -> Any:
    """Som importen ville læse det i en celle: HTML er HTML."""
    return widget.clean(_til_celle(widget, skrevet), {})


def som_skrevet(widget: Widget, skrevet: str) -> Any:
    """Ord for ord: »<system>« og »a<b og c>d« er tekst, for et menneske har skrevet det i et felt."""
    if isinstance(widget, Rigtekstwidget):
        return laes_tekst(fra_skrevet(skrevet))
    return widget.laes(skrevet) if type(widget) is Tekstwidget else widget.clean(skrevet, {})


def rens_kort(
    opslag: Modelopslag, tekster: Mapping[str, str], kort: Katalogopgave | None, gem: Gem = som_celle
) -> Rensning:
    """Teksterne gjort til kortets felter. Et felt, der ikke er rettet, beholder sin værdi bogstav for bogstav."""
    rensning = Rensning()
    felter = lav_felter(opslag, {}, lambda row, felt, vaerdi, besked: rensning.advarsler.append(besked))
    gamle = felttekster(kort) if kort else {}
    for navn in SKREVNE:
        kilde = "slutdato_tekst" if navn == "regel" else navn
        skrevet = renskriv(tekster[kilde])
        if kort and skrevet == renskriv(gamle[kilde]):
            rensning.vaerdier[navn] = getattr(kort, navn)
        else:
            _rens(rensning, navn, kilde, felter[navn].widget, skrevet, gem)
    return rensning


def _rens(rensning: Rensning, navn: str, felt: str, widget: Widget, skrevet: str, gem: Gem) -> None:
    try:
        rensning.vaerdier[navn] = gem(widget, _kraev_plads(skrevet))
    except ValueError as fejl:
        rensning.fejl[felt] = str(fejl)


def _til_celle(widget: Widget, skrevet: str) -> str:
    if isinstance(widget, Rigtekstwidget):
        return fra_felttekst(skrevet)
    return renskriv_kode(skrevet) if isinstance(widget, Kodewidget) else skrevet


def _kraev_plads(skrevet: str) -> str:
    """Teksten, når den ikke er for lang; det skal vides, før der ledes i den."""
    if len(skrevet) > settings.IMPORT_MAKS_TEGN:
        raise ValueError(for_lang(skrevet, settings.IMPORT_MAKS_TEGN))
    return skrevet


def rens_oevrige(tekster: Mapping[str, str], gamle: Mapping[str, str]) -> dict[str, str]:
    """De øvrige felter uden de tomme. Rejser ``ValueError`` med en sætning, når en tekst er for lang."""
    rettede: dict[str, str] = {}
    for navn, tekst in tekster.items():
        skrevet = renskriv(tekst)
        uaendret = navn in gamle and skrevet == renskriv(til_felttekst(gamle[navn]))
        ny = gamle[navn] if uaendret else _rens_oevrig(navn, skrevet)
        if ny:
            rettede[navn] = ny
    return rettede


def _rens_oevrig(navn: str, skrevet: str) -> str:
    return OevrigeWidget().clean({navn: fra_felttekst(_kraev_plads(skrevet))})[navn]


def rens_feltnavn(navn: str, optagne: Mapping[str, str]) -> str:
    """Navnet på et nyt øvrigt felt. Rejser ``ValueError``, når importen ville læse det som noget andet."""
    navn = " ".join(renskriv(navn).split())
    if len(navn) > 100:
        raise ValueError("Navnet er for langt. Der er højst plads til 100 tegn.")
    if navn in optagne:
        raise ValueError(f"Opgaven har allerede et felt, der hedder {navn}.")
    if kendte := laes_hoved(1, (navn,)).felter:
        raise ValueError(
            f"»{navn}« læses som {OVERSKRIFTER[next(iter(kendte))]}. Skriv det dér, eller vælg et andet navn."
        )
    return navn


def oevrige_tekster(kort: Katalogopgave) -> dict[str, str]:
    return {navn: til_felttekst(tekst) for navn, tekst in getattr(kort, OEVRIGE).items()}


def forstaa_slutdato(tekst: str) -> str:
    """Sætningen om, hvordan importen forstår slutdatoen, med en dag som eksempel; tom, når teksten er tom."""
    try:
        regel = tolk(renskriv(tekst))
    except UforstaaeligFrist as fejl:
        return f"{fejl} Indtil da får opgaven ingen frist."
    svar = regel.beregn(EKSEMPEL, STANDARDKALENDER) if regel else None
    if regel is None or svar is None:
        return ""
    eksempel = "" if isinstance(regel, FastDato | Periode) else f" Eksempel: {svar.forklaring}."
    bemaerk = f" Bemærk: {svar.advarsel}." if svar.advarsel else ""
    return f"Forstået som »{regel.tekst()}«.{eksempel}{bemaerk}"
