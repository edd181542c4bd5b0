"""Hvad der vil ske, når det samme gøres ved mange opgaver. Forhåndsvisning og handling er den samme beregning."""

import hashlib
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from faelles.afvisning import Afslag, Afvist, Svar, kraev
from frister import dag_maaned, fridagsadvarsel
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Plads, Projekt

from ..fuldfoerelse import laes_alle_spoergsmaal
from ..fuldfoerelsesregler import Spoergsmaal, i_orden
from ..masse import Skub, Udfald
from ..models import Massehandling, Opgave
from .frist import fristskift, kraev_aaben
from .opgave import gyldig_status, pladsskift, statusskift

Slags = Massehandling.Slags
PLADSSLAGS = (Slags.ANSVARLIG, Slags.UDFOERER)


@dataclass(frozen=True)
class Massevalg:
    """Det, der skal gøres ved hver af opgaverne: en status, en plads (None er ingen), et skub eller en dato.

    ``bekraeftet`` er, at også de opgaver, hvor noget ikke er på plads, skal fuldføres.
    """

    slags: Massehandling.Slags
    begrundelse: str = ""
    status: str = ""
    plads: Plads | None = None
    skub: Skub | None = None
    dato: date | None = None
    bekraeftet: bool = False

    def __post_init__(self) -> None:
        if self.slags == Slags.STATUS:
            gyldig_status(self.status, self.begrundelse)
        if self.slags == Slags.FRIST and not (self.skub or self.dato):
            raise Afvist("Skriv enten, hvor langt fristerne skal skubbes, eller den dato, de skal have.")
        if self.slags == Slags.FRIST and not self.begrundelse.strip():
            raise Afvist("Skriv en begrundelse, så andre kan se, hvorfor fristerne er nogle andre.")

    @property
    def hvad(self) -> str:
        """Fx »Status: Fuldført«, »Udfører: ingen« og »Frist: 14 dage senere«."""
        ny = Opgave.Status(self.status).label if self.slags == Slags.STATUS else str(self.plads or "ingen")
        if self.slags == Slags.FRIST:
            ny = self.skub.tekst() if self.skub else dag_maaned(self.dato) if self.dato else ""
        return f"{self.slags.label}: {ny}"


@dataclass(frozen=True)
class Masseraekke:
    """Én opgave: ``felter`` er det, der skal skrives; ``grund`` er, hvorfor intet bliver det. ``trods`` er det, den
    bliver fuldført på trods af."""

    opgave: Opgave
    udfald: Udfald
    grund: str = ""
    felter: Mapping[str, Any] = field(default_factory=dict)
    fra: str = ""
    til: str = ""
    bemaerk: str = ""
    trods: str = ""


@dataclass(frozen=True)
class Massevisning:
    """Det, der vil ske, række for række i listens orden."""

    projekt: Projekt
    valg: Massevalg
    raekker: list[Masseraekke]

    def med(self, udfald: Udfald) -> list[Masseraekke]:
        return [raekke for raekke in self.raekker if raekke.udfald is udfald]

    @cached_property
    def aendres(self) -> list[Masseraekke]:
        return self.med(Udfald.AENDRES)

    @cached_property
    def som_foer(self) -> list[Masseraekke]:
        return self.med(Udfald.SOM_FOER)

    @cached_property
    def kan_ikke(self) -> list[Masseraekke]:
        return self.med(Udfald.KAN_IKKE)

    @cached_property
    def spoerges(self) -> list[Masseraekke]:
        return self.med(Udfald.SPOERGES)

    @property
    def alligevel(self) -> int:
        """Så mange fuldføres, selv om noget ikke er på plads."""
        return sum(bool(raekke.bemaerk) for raekke in self.aendres) if self.valg.bekraeftet else 0

    @property
    def genaabnes(self) -> int:
        """Så mange fuldførte opgaver åbnes igen."""
        fuldfoerte = [raekke for raekke in self.aendres if raekke.opgave.status == Opgave.Status.FULDFOERT]
        return sum("status" in raekke.felter for raekke in fuldfoerte)

    @property
    def udgaver(self) -> dict[int, int]:
        """Hver opgaves udgave, så det siden kan siges, hvilke der er ændret."""
        return {raekke.opgave.pk: raekke.opgave.udgave for raekke in self.raekker}

    @property
    def aftryk(self) -> str:
        """Ens, netop når det samme vil ske ved de samme opgaver i de samme udgaver."""
        valg = (self.valg.hvad, self.valg.plads and self.valg.plads.pk, self.valg.begrundelse.strip())
        linjer = [(r.opgave.pk, r.opgave.udgave, r.udfald, r.fra, r.til, r.bemaerk) for r in self.raekker]
        return hashlib.sha256(repr((valg, linjer)).encode()).hexdigest()


def forhaandsvis_masse(
    aktoer: Aktoer, projekt: Projekt, valg: Massevalg, ider: Collection[int], *, paa: date, laas: bool = False
) -> Massevisning:
    """Hvad der vil ske ved de valgte opgaver; id'er, projektet ikke har, er der ikke. Gemmer intet.

    ``laas`` låser opgaverne; ``projekt`` skal da være låst. Afviser den, der ikke må ændre en eneste af dem.
    """
    if valg.plads and valg.plads.projekt_id != projekt.pk:
        raise Afvist("Pladsen hører til et andet projekt.")
    opgaver = hent_valgte(projekt, ider, laas=laas)
    if not opgaver:
        raise Afvist("Vælg mindst én opgave i listen.")
    ret = _ret(aktoer, projekt, valg)
    svarene = [ret(opgave.ansvarlig_id, opgave.udfoerer_id) for opgave in opgaver]
    if not any(svarene):
        kraev(svarene[0])
    par = list(zip(opgaver, svarene, strict=True))
    fundne, intet = _mangler([opgave for opgave, svar in par if svar], valg), Spoergsmaal()
    return Massevisning(
        projekt,
        valg,
        [_raekke(aktoer, opgave, projekt, valg, svar, fundne.get(opgave.pk, intet), paa) for opgave, svar in par],
    )


def _mangler(opgaver: Iterable[Opgave], valg: Massevalg) -> dict[int, Spoergsmaal]:
    """Det, der ikke er på plads ved de opgaver, der bliver fuldført; uden det, handlingen selv får på plads."""
    if valg.status != Opgave.Status.FULDFOERT:
        return {}
    skifter = [opgave for opgave in opgaver if opgave.status != valg.status and not opgave.er_udgaaet]
    spoergsmaal: dict[int, Spoergsmaal] = laes_alle_spoergsmaal(skifter)
    klar = i_orden(spoergsmaal)
    return {pk: et for pk, et in spoergsmaal.items() if pk not in klar}


def _ret(aktoer: Aktoer, projekt: Projekt, valg: Massevalg) -> Callable[..., Svar]:
    if valg.slags == Slags.STATUS:
        return adgang.loeseret(aktoer, projekt)
    svar = adgang.maa_lede(aktoer, projekt)
    return lambda *pladser: svar


def hent_valgte(projekt: Projekt, ider: Collection[int], *, laas: bool = False) -> list[Opgave]:
    """De af opgaverne, projektet har, i listens orden og med det, reglerne spørger om."""
    alle = Opgave.objects.i_projekt(projekt).filter(pk__in=ider)
    if laas:
        list(alle.order_by("pk").select_for_update(of=("self",), no_key=True).values_list("pk"))
    opgaver = list(alle.select_related("kort", "etape", "fase__overfase").defer(*_UBRUGTE).i_raekkefoelge())
    saet_paa_pladser(opgaver, pladser_i(projekt))
    return opgaver


def pladser_i(projekt: Projekt) -> dict[int, Plads]:
    return {plads.pk: plads for plads in projekt.pladser.select_related("rolle", "person")}


def saet_paa_pladser(opgaver: Iterable[Opgave], pladser: Mapping[int, Plads]) -> None:
    """Lad opgaverne dele pladserne, så de ikke hentes for hver."""
    for opgave in opgaver:
        opgave.ansvarlig = pladser.get(opgave.ansvarlig_id or 0)
        opgave.udfoerer = pladser.get(opgave.udfoerer_id or 0)


_UBRUGTE = tuple(
    f"kort__{felt}" for felt in ("maal", "beskrivelse", "metode", "resultat", "involverede_parter", "oevrige_felter")
)


def _raekke(
    aktoer: Aktoer, opgave: Opgave, projekt: Projekt, valg: Massevalg, svar: Svar, mangler: Spoergsmaal, paa: date
) -> Masseraekke:
    fra = vist(opgave, valg.slags)
    if isinstance(svar, Afslag):
        return Masseraekke(opgave, Udfald.KAN_IKKE, svar.grund, fra=fra)
    try:
        felter = _skift(aktoer, opgave, projekt, valg, paa)
    except Afvist as fejl:
        return Masseraekke(opgave, Udfald.KAN_IKKE, fejl.grund, fra=fra)
    if not felter:
        return Masseraekke(opgave, Udfald.SOM_FOER, "Sådan er den allerede.", fra=fra)
    if mangler and not valg.bekraeftet:
        return Masseraekke(opgave, Udfald.SPOERGES, f"{mangler.tekst}.", fra=fra)
    bemaerk = mangler.tekst or _bemaerk(opgave, projekt, valg, felter)
    return Masseraekke(opgave, Udfald.AENDRES, "", felter, fra, _vist_efter(valg, felter), bemaerk, mangler.trods)


def _skift(aktoer: Aktoer, opgave: Opgave, projekt: Projekt, valg: Massevalg, paa: date) -> Mapping[str, Any]:
    """De samme regler som for én opgave. En opgave, der har statussen, får ikke en ny begrundelse eller dato."""
    if valg.slags in PLADSSLAGS:
        return pladsskift(opgave, {valg.slags.value: valg.plads})
    if valg.slags == Slags.STATUS:
        felter = statusskift(opgave, projekt, valg.status, valg.begrundelse, paa=paa)
        return {} if opgave.status == valg.status else felter
    dato = _ny_frist(opgave, valg)
    return {} if dato == opgave.frist else fristskift(aktoer, opgave, dato, valg.begrundelse, paa=paa)


def _ny_frist(opgave: Opgave, valg: Massevalg) -> date:
    kraev_aaben(opgave)
    kode = opgave.kode_og_etape
    if opgave.er_frist_laast:
        raise Afvist(f"Fristen for {kode} er sat af {opgave.frist_sat_af or 'en person'} og bliver stående.")
    if valg.skub is None:
        if valg.dato is None:
            raise ValueError("Et valg om frister har et skub eller en dato.")
        return valg.dato
    if opgave.frist is None:
        raise Afvist(f"{kode} har ingen frist at skubbe.")
    ny = valg.skub.flyt(opgave.frist)
    if ny is None:
        raise Afvist(f"Fristen for {kode} ville komme uden for de år, der kan regnes med.")
    return ny


def vist(opgave: Opgave, slags: str) -> str:
    """Det, opgaven har nu, i ord."""
    if slags == Slags.STATUS:
        return opgave.get_status_display()
    if slags == Slags.FRIST:
        return _dag(opgave.frist)
    return str(getattr(opgave, slags) or "ingen")


def _vist_efter(valg: Massevalg, felter: Mapping[str, Any]) -> str:
    if valg.slags == Slags.FRIST:
        return _dag(felter["frist"])
    return valg.hvad.removeprefix(f"{valg.slags.label}: ")


def _dag(dato: date | None) -> str:
    return dag_maaned(dato) if dato else "uden dato"


def _bemaerk(opgave: Opgave, projekt: Projekt, valg: Massevalg, felter: Mapping[str, Any]) -> str:
    """Det, der er værd at vide, før der siges ja: en frist på en fridag eller en ny frist."""
    if valg.slags == Slags.FRIST:
        return fridagsadvarsel(felter["frist"], projekt.kalender)
    if felter.get("frist", opgave.frist) != opgave.frist:
        return f"fristen bliver {_dag(felter['frist'])}"
    return ""


def aendrede_siden(visning: Massevisning, udgaver: Mapping[int, int]) -> list[Opgave]:
    """De af opgaverne, der ikke længere er i den udgave, personen så."""
    return [raekke.opgave for raekke in visning.raekker if udgaver.get(raekke.opgave.pk) != raekke.opgave.udgave]
