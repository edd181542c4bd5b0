"""At fortryde en flytning: hver dato bliver præcis den, den var. Det, nogen har ændret siden, nævnes og røres ikke."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke, Foraeldet, kraev
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Boelge, Projekt

from ..models import Flytning, Flytningsdel, Opgave, Varsling
from .flyttebesked import Nyhed, Skift, laeg_beskeder
from .flyttegrundlag import Forhaandsvisning, forhaandsvis, fra_ord
from .flytteskrivning import (
    Laas,
    laas_projekter,
    noter_flytning,
    skriv_ankre,
    skriv_frister,
    skriv_laase,
    skriv_stande,
    stand,
)
from .frister import efter_regel
from .kalenderdata import laes_kalender, skriv_kalender

BLEV = "beholdt, da flytningen blev fortrudt, for opgaven var ændret siden"


@dataclass
class Tilbage:
    """Ét projekt på vej tilbage: hvilke opgaver får deres gamle dato, og hvilke har nogen ændret siden."""

    del_: Flytningsdel
    visning: Forhaandsvisning
    genskabes: list[tuple[Opgave, dict[str, Any]]] = field(default_factory=list)
    bliver: list[Opgave] = field(default_factory=list)
    laases: list[int] = field(default_factory=list)
    frister: dict[int, date | None] = field(default_factory=dict)

    def __post_init__(self) -> None:
        raekker = {raekke["id"]: raekke for raekke in self.del_.raekker}
        for raekke in self.visning.tabel.raekker:
            opgave = self.visning.opgaver[raekke.post.id]
            gemt = raekker.get(opgave.pk)
            if gemt and gemt["efter"] == stand(opgave):
                self.genskabes.append((opgave, gemt["foer"]))
            elif gemt or raekke.grund is None:
                self._lad_blive(opgave, raekke.til, er_i_utakt=raekke.grund is None)

    def _lad_blive(self, opgave: Opgave, til: date | None, *, er_i_utakt: bool) -> None:
        """Giver reglen en anden dato, må den, opgaven har, låses; ellers kunne ingen sige, hvor den kom fra."""
        self.bliver.append(opgave)
        if er_i_utakt and opgave.frist:
            self.laases.append(opgave.pk)
        elif er_i_utakt:
            self.frister[opgave.pk] = til

    @property
    def hindring(self) -> str:
        """Hvorfor projektet ikke kan føres tilbage; tom, når det kan."""
        projekt = self.visning.projekt
        if self._er_flyttet_igen():
            return f"{projekt} er flyttet igen siden. Fortryd den seneste flytning først, eller flyt datoerne i stedet."
        if not all(self._passer(opgave, foer) for opgave, foer in self.genskabes):
            return (
                f"Kalenderen eller kataloget for {projekt} er ændret siden, så de gamle datoer gælder ikke mere. "
                "Flyt datoerne tilbage i stedet for at fortryde."
            )
        return ""

    def _er_flyttet_igen(self) -> bool:
        nyere = Flytningsdel.objects.filter(projekt=self.del_.projekt_id, pk__gt=self.del_.pk, er_fortrudt=False)
        return self.visning.projekt.ankre != fra_ord(self.del_.efter) or nyere.exists()

    def _passer(self, opgave: Opgave, foer: dict[str, Any]) -> bool:
        """Den gamle dato skal stadig kunne forklares: reglen skal give den med de gamle ankre."""
        if foer.get("er_frist_laast"):
            return True
        svar = efter_regel(opgave, self.visning.ankre, self.visning.vilkaar.kalender)
        return foer.get("frist") == (svar.dato.isoformat() if svar else None)

    @property
    def nyhed(self) -> Nyhed:
        """Det, der skal siges: ankrene og opgaverne den anden vej."""
        vendt = Flytningsdel(
            pk=self.del_.pk,
            flytning=self.del_.flytning,
            projekt=self.visning.projekt,
            foer=self.del_.efter,
            efter=self.del_.foer,
        )
        skift = (Skift(opgave, opgave.frist, _dato(foer.get("frist"))) for opgave, foer in self.genskabes)
        return Nyhed(vendt, [et for et in skift if et.fra != et.til])


@dataclass(frozen=True)
class Fortrydelse:
    """Hvad der skete: opgaver med den dato, de fik igen, opgaver, nogen har ændret siden, og projekter, der blev."""

    flytning: Flytning
    genskabte: list[tuple[Opgave, date | None]]
    blev: list[Opgave]
    sprunget_over: list[tuple[Projekt, str]]


@transaction.atomic
def fortryd_flytning(aktoer: Aktoer, flytning_id: int, *, nu: datetime) -> Fortrydelse:
    """Sæt alle datoer tilbage. Afviser, når det er for sent, eller når datoerne er flyttet igen siden.

    I en bølge springes de projekter over, der ikke kan føres tilbage, og de nævnes.
    """
    flytning = _find(flytning_id)
    kraev(adgang.maa_flytte(aktoer, flytning.sted))
    _kraev_at_det_kan_fortrydes(flytning, nu)
    _genskab_det_faelles(flytning)
    alle = _tilbage(flytning, timezone.localdate(nu))
    fri = [et for et in alle if not et.hindring]
    sprunget_over = [(et.visning.projekt, et.hindring) for et in alle if et not in fri]
    if sprunget_over and flytning.slags == Flytning.Slags.KALENDER:
        raise Afvist(f"{sprunget_over[0][1]} Eller ret kalenderen; så ser du først, hvad det flytter.")
    if sprunget_over and flytning.slags == Flytning.Slags.PROJEKT:
        raise Afvist(sprunget_over[0][1])
    _skriv(fri, Laas(aktoer.navn, timezone.localdate(nu), BLEV))
    flytning.fortrudt, flytning.fortrudt_af = nu, aktoer.navn
    flytning.save(update_fields=["fortrudt", "fortrudt_af"])
    Varsling.objects.filter(flytning=flytning).uden_kvittering().delete()
    noter_flytning(flytning, [et.nyhed.del_ for et in fri], aktoer, "flytning fortrudt")
    laeg_beskeder(flytning, [et.nyhed for et in fri], aktoer, er_fortrudt=True)
    genskabte = [(opgave, _dato(foer.get("frist"))) for et in fri for opgave, foer in et.genskabes]
    return Fortrydelse(flytning, genskabte, [opgave for et in fri for opgave in et.bliver], sprunget_over)


def _find(flytning_id: int) -> Flytning:
    flytning = Flytning.objects.select_for_update(of=("self",)).filter(pk=flytning_id).first()
    if flytning is None:
        raise FindesIkke(f"Der er ingen flytning med nummer {flytning_id}.")
    return flytning


def _kraev_at_det_kan_fortrydes(flytning: Flytning, nu: datetime) -> None:
    if flytning.fortrudt:
        hvornaar = f"{timezone.localtime(flytning.fortrudt):%d.%m.%Y}"
        raise Foraeldet(f"Flytningen blev fortrudt {hvornaar} af {flytning.fortrudt_af}.")
    if not flytning.kan_fortrydes(nu):
        raise Afvist("En flytning kan fortrydes i 30 dage, og de er gået. Flyt datoerne igen i stedet.")


def _genskab_det_faelles(flytning: Flytning) -> None:
    """Bølgens datoer eller kommunens kalender, hvis de stadig er dem, flytningen gav."""
    if flytning.boelge_id:
        boelge = Boelge.objects.select_for_update().get(pk=flytning.boelge_id)
        if boelge.ankre != fra_ord(flytning.efter):
            raise Afvist("Bølgens datoer er ændret igen siden. Fortryd den seneste flytning først.")
        Boelge.objects.filter(pk=boelge.pk).update(**vars(fra_ord(flytning.foer)))
    elif flytning.kommune:
        if laes_kalender(flytning.kommune).som_ord() != flytning.efter:
            raise Afvist("Kommunens kalender er ændret igen siden. Fortryd den seneste ændring først.")
        skriv_kalender(flytning.kommune, flytning.foer)


def _tilbage(flytning: Flytning, paa: date) -> list[Tilbage]:
    dele = {del_.projekt_id: del_ for del_ in flytning.dele.all()}
    projekter = laas_projekter(*dele)
    ankre = {projekt_id: fra_ord(del_.foer) for projekt_id, del_ in dele.items()}
    visninger = forhaandsvis(ankre, projekter, paa)
    return [Tilbage(dele[visning.projekt.pk], visning) for visning in visninger]


def _skriv(tilbage: list[Tilbage], laas: Laas) -> None:
    skriv_stande({opgave.pk: foer for et in tilbage for opgave, foer in et.genskabes})
    skriv_laase([pk for et in tilbage for pk in et.laases], laas)
    skriv_frister({pk: dato for et in tilbage for pk, dato in et.frister.items()})
    skriv_ankre({et.visning.projekt: et.visning.ankre for et in tilbage})
    Flytningsdel.objects.filter(pk__in=[et.del_.pk for et in tilbage]).update(er_fortrudt=True)


def _dato(tekst: str | None) -> date | None:
    return date.fromisoformat(tekst) if tekst else None
