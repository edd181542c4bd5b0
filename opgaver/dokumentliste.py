"""Projektets filer og links, som siden Dokumenter viser dem, og en opgaves, som kortet viser dem."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from faelles.soegning import passer
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Bruger, Projekt

from .models import Dokument, Opgave

SLAGS = {"fil": "Filer", "link": "Links"}


@dataclass(frozen=True)
class Dokumentfilter:
    """Hvad siden viser; står i adressen. En værdi, der ikke findes, er som ingen."""

    q: str = ""
    slags: str = ""

    @classmethod
    def laes(cls, adresse: Mapping[str, str]) -> "Dokumentfilter":
        slags = adresse.get("slags", "")
        return cls(adresse.get("q", "").strip()[:200], slags if slags in SLAGS else "")

    def passer(self, dokument: Dokument) -> bool:
        kode, titel = dokument.opgave.kort.kode, dokument.opgave.titel
        tekster = (dokument.titel, dokument.filnavn, dokument.adresse, dokument.lagt_af.navn, kode, titel)
        er_slagsen = not self.slags or (self.slags == "link") == bool(dokument.adresse)
        return er_slagsen and passer(self.q, *tekster)


def hent_dokumenter(projekt: Projekt, valg: Dokumentfilter) -> list[Dokument]:
    """Projektets gældende dokumenter, nyeste først."""
    alle = Dokument.objects.i_projekt(projekt).gaeldende()
    alle = alle.select_related("lagt_af", "opgave__kort", "opgave__etape", "opgave__plan")
    fundne = [et for et in alle.order_by("-lagt", "-pk") if valg.passer(et)]
    for et in fundne:
        et.opgave.plan.projekt = projekt
    return fundne


class Opgavedokumenter:
    """Dokumenterne på ``opgave``, som ``bruger`` ser dem; intet hentes, før det vises."""

    def __init__(self, opgave: Opgave, bruger: Bruger, nu: datetime) -> None:
        self.opgave, self.bruger, self.nu = opgave, bruger, nu

    @cached_property
    def gaeldende(self) -> list[Dokument]:
        return [et for et in self._alle if et.slettet is None]

    @cached_property
    def slettede(self) -> list[Dokument]:
        """De slettede, som brugeren endnu kan hente tilbage."""
        return [et for et in self._alle if et.slettet and et.maa_slettes]

    @cached_property
    def _alle(self) -> list[Dokument]:
        egne = self.opgave.dokumenter
        fundne = list((egne.gaeldende() | egne.slettede(self.nu)).select_related("lagt_af").order_by("lagt", "pk"))
        aktoer, opgave = Aktoer.person(self.bruger), self.opgave
        for et in fundne:
            et.maa_slettes = bool(
                adgang.maa_slette_dokument(
                    aktoer, opgave.plan.projekt, et.lagt_af_id, opgave.ansvarlig_id, opgave.udfoerer_id
                )
            )
        return fundne
