"""Tjeklisten for en faseovergang: levende, indtil den er besluttet, derefter det frosne øjebliksbillede."""

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from faser.models import Fase
from opgaver.models import Katalogopgave, Katalogversion, Opgave, foelger_et_tidligere_hold
from projekter.models import Plads, Projekt

from .models import Faseovergang
from .regler import Parathed, Tjekpunkt

UNDERSKRIVERE = {"projektleder": "Projektleder", "styregruppeformand": "Styregruppeformand"}
"""Rollerne, der skriver under på en faseovergang: nøgle og navn."""


@dataclass(frozen=True)
class Beslutning:
    """En truffet beslutning. ``begrundelse`` er tom, når overgangen blev godkendt uden betingelser."""

    tid: datetime
    af: str
    begrundelse: str


@dataclass(frozen=True)
class Tjekliste:
    """Alt, hvad siden og PDF'en viser om en faseovergang. ``naeste`` er tom i modellens sidste fase.

    ``underskrivere`` er par af rolle og navn; navnet er tomt, når pladsen er ledig.
    """

    fase: str
    naeste: str
    katalogversion: str
    parathed: Parathed
    underskrivere: tuple[tuple[str, str], ...]
    beslutning: Beslutning | None = None

    @property
    def aftryk(self) -> str:
        """Ens for to tjeklister, der siger det samme; bruges til at opdage, at noget er ændret imens."""
        tekst = json.dumps(self.som_data(), sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(tekst.encode()).hexdigest()

    def som_data(self) -> dict[str, Any]:
        """Det, der fryses, når overgangen besluttes."""
        return {
            "fase": self.fase,
            "naeste": self.naeste,
            "katalogversion": self.katalogversion,
            "underskrivere": [list(par) for par in self.underskrivere],
            "punkter": [punkt.som_data() for punkt in self.parathed.punkter],
        }


def find_version(projekt: Projekt) -> Katalogversion:
    return Katalogversion.objects.select_related("katalog__model", "katalog__loesning").get(planer__projekt=projekt)


def hovedfaser(version: Katalogversion) -> QuerySet[Fase]:
    """De faser, der har en faseovergang; delfaserne hører til deres hovedfase."""
    return version.katalog.model.faser.filter(overfase=None).order_by("raekkefoelge")


def find_fase(projekt: Projekt, kode: str) -> Fase:
    """Hovedfasen i projektets model, eller 404."""
    fase = hovedfaser(find_version(projekt)).filter(kode=kode).first()
    if fase is None:
        raise Http404("Fasen findes ikke i projektets model.")
    return fase


def naeste_fase(fase: Fase) -> Fase | None:
    return (
        Fase.objects.filter(model=fase.model_id, overfase=None, raekkefoelge__gt=fase.raekkefoelge)
        .order_by("raekkefoelge")
        .first()
    )


def er_aktuel(projekt: Projekt, fase: Fase) -> bool:
    """Om projektet står i fasen eller en af dens delfaser."""
    return fase.pk == (projekt.fase.overfase_id or projekt.fase_id)


def find_overgang(projekt: Projekt, fase: Fase) -> Faseovergang:
    """Overgangen ud af fasen; en ny, der ikke er gemt, når der endnu ikke har været brug for den."""
    fundet = Faseovergang.objects.select_related("besluttet_af").filter(projekt=projekt, fase=fase).first()
    overgang = fundet or Faseovergang(projekt=projekt, fase=fase)
    overgang.projekt, overgang.fase = projekt, fase
    return overgang


def laes_tjekliste(overgang: Faseovergang) -> Tjekliste:
    """Den frosne tjekliste, når overgangen er besluttet; ellers den, der gælder i dette øjeblik."""
    if overgang.besluttet:
        return _frossen(overgang, overgang.besluttet)
    return _levende(overgang.projekt, overgang.fase)


def paratheder(projekt: Projekt) -> dict[int, Parathed]:
    """Den levende parathed for hver hovedfase, der har tjekpunkter; én forespørgsel."""
    efter_fase: dict[int, list[Opgave]] = {}
    for opgave in _tjekpunktsopgaver(projekt):
        fase = opgave.kort.tjekpunkt_for
        if fase is not None:
            efter_fase.setdefault(fase.overfase_id or fase.pk, []).append(opgave)
    return {fase: _parathed(opgaver) for fase, opgaver in efter_fase.items()}


def besluttede(projekt: Projekt) -> dict[int, Tjekliste]:
    """De besluttede overganges frosne tjeklister efter fase; én forespørgsel."""
    fundne = Faseovergang.objects.filter(projekt=projekt, besluttet__isnull=False)
    return {overgang.fase_id: laes_tjekliste(overgang) for overgang in fundne}


def _levende(projekt: Projekt, fase: Fase) -> Tjekliste:
    naeste = naeste_fase(fase)
    return Tjekliste(
        fase=str(fase),
        naeste=str(naeste) if naeste else "",
        katalogversion=str(find_version(projekt)),
        parathed=paratheder(projekt).get(fase.pk, Parathed(())),
        underskrivere=_underskrivere(projekt),
    )


def _frossen(overgang: Faseovergang, tid: datetime) -> Tjekliste:
    billede = overgang.oejebliksbillede
    return Tjekliste(
        fase=billede["fase"],
        naeste=billede["naeste"],
        katalogversion=billede["katalogversion"],
        parathed=Parathed(tuple(Tjekpunkt.fra_data(punkt) for punkt in billede["punkter"])),
        underskrivere=tuple((rolle, navn) for rolle, navn in billede["underskrivere"]),
        beslutning=Beslutning(timezone.localtime(tid), billede["besluttet_af"], overgang.begrundelse),
    )


def _tjekpunktsopgaver(projekt: Projekt) -> QuerySet[Opgave]:
    return (
        Opgave.objects.i_projekt(projekt)
        .filter(kort__tjekpunkt_for__isnull=False, er_udgaaet=False)
        .annotate(foelger=foelger_et_tidligere_hold())
        .select_related("kort__tjekpunkt_for", "egen_fase", "etape", "ansvarlig__rolle", "ansvarlig__person")
        .order_by("kort__raekkefoelge", "etape__raekkefoelge", "pk")
    )


def _parathed(opgaver: Iterable[Opgave]) -> Parathed:
    return Parathed(tuple(_tjekpunkt(opgave) for opgave in opgaver))


def _tjekpunkt(opgave: Opgave) -> Tjekpunkt:
    kort = opgave.kort
    return Tjekpunkt(
        kode=kort.kode,
        titel=opgave.titel,
        er_obligatorisk=kort.prioritet == Katalogopgave.Prioritet.OBLIGATORISK,
        prioritet=kort.get_prioritet_display(),
        status=opgave.status,
        statusord=opgave.get_status_display(),
        begrundelse=opgave.begrundelse,
        frist=opgave.frist,
        ansvarlig=_ansvarlig(opgave.ansvarlig),
        opgave=opgave.pk,
        egen_fase=str(opgave.egen_fase or ""),
        fortsaet_grund=opgave.fortsaet_grund if opgave.fortsaetter else "",
        fortsaet_af=opgave.fortsaet_af if opgave.fortsaetter else "",
        foelger=opgave.foelger,  # type: ignore[attr-defined]
    )


def _ansvarlig(plads: Plads | None) -> str:
    if plads is None:
        return ""
    if plads.er_ledig or plads.person is None:
        return f"{plads.navn} (ledig plads)"
    return f"{plads.person.navn} ({plads.navn})"


def _underskrivere(projekt: Projekt) -> tuple[tuple[str, str], ...]:
    pladser = Plads.objects.filter(projekt=projekt, rolle__noegle__in=UNDERSKRIVERE, person__is_active=True)
    navne = dict(pladser.order_by("-pk").values_list("rolle__noegle", "person__navn"))
    return tuple((rolle, navne.get(noegle, "")) for noegle, rolle in UNDERSKRIVERE.items())
