"""De opgaver, en person har valgt i listen: dem med kryds, eller alle dem, filteret lader stå."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.http import QueryDict

from projekter.models import Bruger, Projekt

from .opgaveliste import Opgaveliste

ALLE = "alle"
CIFRE = 18
"""Så lange kan id'er være i databasen."""


@dataclass(frozen=True)
class Udvalg:
    """``ider`` i ingen bestemt orden. ``adresse`` er listens filter; er det ``er_alle``, er de fundet med det.

    ``vist`` er det antal, listen viste; None, når den ikke viste noget. ``i_ord`` er filteret, del for del, og
    ``bemaerkninger`` er om det i adressen, der ikke kunne bruges.
    """

    ider: list[int]
    er_alle: bool = False
    adresse: str = ""
    vist: int | None = None
    i_ord: Sequence[str] = ()
    bemaerkninger: Sequence[str] = ()

    @property
    def er_blevet_et_andet(self) -> bool:
        """Om filteret nu finder et andet antal, end listen viste."""
        return self.vist is not None and self.vist != len(self.ider)


def laes_udvalg(svar: QueryDict, projekt: Projekt, bruger: Bruger, paa: date) -> Udvalg:
    """Udvalget af en formular; alle, der passer, findes på ny, for listen kan være ændret siden."""
    if svar.get("omfang") != ALLE:
        ider = {*_tal(svar.getlist("valgt")), *_tal(svar.get("opgaver", "").split(","))}
        return Udvalg(sorted(ider), adresse=filterets_adresse(svar))
    adresse = QueryDict(svar.get("filter", ""))
    liste = Opgaveliste(projekt, bruger, {navn: adresse.getlist(navn) for navn in adresse}, paa)
    return Udvalg(
        sorted(liste.fundne.values_list("pk", flat=True)),
        er_alle=True,
        adresse=liste.valg.adresse,
        vist=next(iter(_tal([svar.get("vist", "")])), None),
        i_ord=[del_.tekst for del_ in liste.dele],
        bemaerkninger=liste.bemaerkninger,
    )


def filterets_adresse(svar: QueryDict) -> str:
    """Det filter, listen havde, da der blev valgt; der gås tilbage til den igen."""
    return QueryDict(svar.get("filter", "")).urlencode()


def laes_udgaver(svar: Mapping[str, str]) -> dict[int, int]:
    """Opgavernes udgaver, som forhåndsvisningen skrev dem: »12:3,13:1«."""
    par = (del_.partition(":") for del_ in svar.get("udgaver", "").split(","))
    return {pk: udgave for foer, _, efter in par for pk in _tal([foer]) for udgave in _tal([efter])}


def laes_oejeblik(svar: Mapping[str, str]) -> int:
    """Den nyeste hændelse, da forhåndsvisningen blev lavet; uden den er ingen hændelse nyere."""
    return next(iter(_tal([svar.get("oejeblik", "")])), 10**CIFRE)


def skriv_udgaver(udgaver: Mapping[int, int]) -> str:
    return ",".join(f"{pk}:{udgave}" for pk, udgave in udgaver.items())


def _tal(tekster: Iterable[str]) -> Iterable[int]:
    """De af teksterne, der kan være et id; resten er ingen opgave."""
    return [int(tekst) for tekst in tekster if tekst.isascii() and tekst.isdecimal() and len(tekst) <= CIFRE]
