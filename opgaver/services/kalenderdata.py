"""Kommunens kalender som værdi: det, formularen viser, flytningen husker, og databasen gemmer."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from faelles.afvisning import Afvist
from frister import FOERSTE_AAR, SIDSTE_AAR, Kalender
from projekter.models import Kalenderperiode, Organisation

LAENGSTE_PERIODE = 366


@dataclass(frozen=True)
class Periode:
    """Lukkedage eller en frysperiode, begge dage med."""

    slags: str
    navn: str
    fra: date
    til: date

    def __post_init__(self) -> None:
        if self.slags not in Kalenderperiode.Slags.values:
            raise Afvist(f"»{self.slags}« er hverken lukkedage eller en frysperiode.")
        if self.til < self.fra:
            raise Afvist(f"{self.navn} slutter, før den begynder. Ret en af datoerne.")
        if not FOERSTE_AAR <= self.fra.year <= self.til.year <= SIDSTE_AAR:
            raise Afvist(f"{self.navn} ligger uden for årene {FOERSTE_AAR}-{SIDSTE_AAR}. Ret datoerne.")
        if (self.til - self.fra).days >= LAENGSTE_PERIODE:
            raise Afvist(f"{self.navn} varer mere end et år. Ret datoerne.")


@dataclass(frozen=True)
class Kalenderdata:
    """Hele kalenderen: perioderne og de faste dage, kommunen holder fri."""

    perioder: tuple[Periode, ...] = ()
    fridage: frozenset[str] = frozenset()

    @property
    def kalender(self) -> Kalender:
        lukkede = (periode for periode in self.perioder if periode.slags == Kalenderperiode.Slags.LUKKEDAGE)
        dage = frozenset(dag for periode in lukkede for dag in Kalenderperiode(**vars(periode)).dage())
        return Kalender(dage, **dict.fromkeys(self.fridage, True))

    @property
    def frysperioder(self) -> list[Periode]:
        return [periode for periode in self.perioder if periode.slags == Kalenderperiode.Slags.FRYSPERIODE]

    def som_ord(self) -> dict[str, Any]:
        perioder = sorted(self.perioder, key=lambda periode: (periode.fra, periode.til, periode.slags, periode.navn))
        return {
            "fridage": sorted(self.fridage),
            "perioder": [
                [periode.slags, periode.navn, periode.fra.isoformat(), periode.til.isoformat()] for periode in perioder
            ],
        }


def laes_kalender(kommune: Organisation) -> Kalenderdata:
    """Kalenderen, som den står i databasen nu."""
    frisk = Organisation.objects.get(pk=kommune.pk)
    perioder = Kalenderperiode.objects.filter(kommune=kommune)
    fridage = frozenset(navn for navn in Organisation.FASTE_FRIDAGE if getattr(frisk, navn))
    return Kalenderdata(tuple(Periode(p.slags, p.navn, p.fra, p.til) for p in perioder), fridage)


def fra_ord(ord_: Mapping[str, Any]) -> Kalenderdata:
    perioder = (
        Periode(slags, navn, date.fromisoformat(fra), date.fromisoformat(til))
        for slags, navn, fra, til in ord_["perioder"]
    )
    return Kalenderdata(tuple(perioder), frozenset(ord_["fridage"]))


def skriv_kalender(kommune: Organisation, ord_: Mapping[str, Any]) -> None:
    """Gør kalenderen til netop denne."""
    ny = fra_ord(ord_)
    valg = {navn: navn in ny.fridage for navn in Organisation.FASTE_FRIDAGE}
    Organisation.objects.filter(pk=kommune.pk).update(**valg)
    Kalenderperiode.objects.filter(kommune=kommune).delete()
    Kalenderperiode.objects.bulk_create(Kalenderperiode(kommune=kommune, **vars(periode)) for periode in ny.perioder)
