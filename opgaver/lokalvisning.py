"""Det, siderne om lokale opgaver viser: katalogernes kort at kopiere og hovedopgavernes eksempler."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import groupby

from faelles.soegning import passer
from faser.models import Fase, Hovedopgave

from .models import Katalogopgave, Katalogversion, Plan

FLEST_VISTE = 200


@dataclass(frozen=True)
class Katalogvalg:
    """Kortene i den valgte version, som passer til søgningen; hvert med ``lavet_som``, koden på planens kopi af det."""

    versioner: list[Katalogversion]
    version: Katalogversion | None = None
    soegt: str = ""
    kort: list[Katalogopgave] = field(default_factory=list)
    i_alt: int = 0

    @property
    def grupper(self) -> list[tuple[Fase, list[Katalogopgave]]]:
        return [(fase, list(kort)) for fase, kort in groupby(self.kort, key=lambda et: et.fase)]

    @property
    def skjulte(self) -> int:
        return self.i_alt - len(self.kort)


def laes_katalogvalg(plan: Plan, valg: Mapping[str, str]) -> Katalogvalg:
    """Efter version og q; uden version er det et andet kataloges end planens eget, når der er et.

    Enhver, der er logget ind, må læse en udgivet version.
    """
    versioner = list(
        Katalogversion.objects.udgivne()
        .select_related("katalog__loesning", "katalog__model")
        .order_by("katalog__loesning__noegle", "-udgivet", "-pk")
    )
    andre = [et for et in versioner if et.katalog_id != plan.version.katalog_id]
    foerste = str(next((et.pk for et in (*andre, *versioner)), ""))
    version = next((et for et in versioner if str(et.pk) == valg.get("version", foerste)), None)
    soegt = valg.get("q", "").replace("\0", "").strip()[:100]
    if version is None:
        return Katalogvalg(versioner, soegt=soegt)
    kort = version.kort.select_related("fase", "hovedopgave").order_by("fase__raekkefoelge", "raekkefoelge", "pk")
    passende = [et for et in kort if passer(soegt, et.kode, et.titel, et.hovedopgave.navn if et.hovedopgave else "")]
    viste = passende[:FLEST_VISTE]
    kopier = dict(plan.lokale_kort.exclude(kopi_af=None).order_by("raekkefoelge").values_list("kopi_af", "kode"))
    for et in viste:
        et.lavet_som = kopier.get(et.pk, "")  # type: ignore[attr-defined]
    return Katalogvalg(versioner, version, soegt, viste, len(passende))


@dataclass(frozen=True)
class Eksempel:
    """``lavet_som`` er koden på den lokale opgave, planen har med samme titel; tom, når der ingen er."""

    plads: int
    titel: str
    lavet_som: str


def laes_eksempler(plan: Plan) -> list[tuple[Hovedopgave, list[Eksempel]]]:
    """Eksemplerne i hver af modellens hovedopgaver, der har nogen."""
    koder = dict(plan.lokale_kort.order_by("-raekkefoelge").values_list("titel", "kode"))
    return [
        (hovedopgave, [Eksempel(nr, titel, koder.get(titel, "")) for nr, titel in enumerate(hovedopgave.eksempler)])
        for hovedopgave in plan.version.katalog.model.hovedopgaver.all()
        if hovedopgave.eksempler
    ]
