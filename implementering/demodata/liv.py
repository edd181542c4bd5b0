"""Nogle måneders liv i et projekt, dag for dag: opgaver fordeles og løses, og faseovergange besluttes.

Hvad der sker med en opgave, afgøres af et lod på kommune og kode, så demoen er den samme hver gang.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from functools import partial
from operator import itemgetter
from random import Random

from faser.models import Fase
from frister import STANDARDKALENDER
from opgaver.kriterier import laes_kriterier
from opgaver.models import Forudsaetning, Opgave, foelger_et_tidligere_hold
from opgaver.models.opgave import OpgaveQuerySet
from opgaver.services.eget import saet_kriterium
from opgaver.services.opgave import saet_status, tildel
from overgange.services import beslut
from overgange.tjekliste import find_overgang, laes_tjekliste
from projekter.aktoer import Aktoer
from projekter.models import Plads, Projekt
from projekter.roller import Rollegalleri

from .personer import aktoer_nu
from .tid import sket, tidspunkt

NYLIGT, SNART = timedelta(days=35), timedelta(days=40)
GAMMELT_EFTERSLAEB = 0.02
IKKE_RELEVANTE = 0.04
BEGYNDTE = 0.35
UDEN_ANSVARLIG = 0.12
IKKE_RELEVANT = "Det er dækket af en aftale, vi har i forvejen."
BETINGELSE = "Det, der mangler, har en ansvarlig og en dato og følges på næste styregruppemøde."

type Skridt = tuple[date, Callable[[], object]]


@dataclass
class Forloeb:
    """Et projekts liv frem til dagen ``paa``.

    ``efterslaeb`` er andelen af de nyligt forfaldne opgaver, der ikke er gjort; ``ikke_naaet`` er koderne på dem,
    der under alle omstændigheder ikke er. ``naaet`` er for hver etapes id den dag, holdets opgaver er gjort til og med.
    """

    projekt: Projekt
    leder: Aktoer
    paa: date
    efterslaeb: float
    ikke_naaet: frozenset[str] = frozenset()
    naaet: Mapping[int, date] = field(default_factory=dict)

    def __post_init__(self) -> None:
        pladser = self.projekt.pladser.select_related("rolle", "person")
        self.pladser = {plads.rolle.noegle: plads for plads in pladser}
        self.aktoerer: dict[int, Aktoer] = {}

    def fordel(self) -> None:
        """Giv opgaverne til pladser: projektlederen svarer for de fleste, og kortet siger, hvem der udfører."""
        galleri = Rollegalleri.laes()
        for opgave in self._opgaver():
            roller = galleri.find_alle(opgave.kort.anbefalet_udfoerer)
            udfoerer = next((plads for rolle in roller if (plads := self.pladser.get(rolle.noegle))), None)
            er_ledig = self._udfald(opgave) is None and self._lod(opgave, "ansvarlig").random() < UDEN_ANSVARLIG
            ansvarlig = None if er_ledig else self.pladser["projektleder"]
            tildel(self.leder, opgave, {"ansvarlig": ansvarlig, "udfoerer": udfoerer})

    def gennemloeb(self) -> None:
        """Lad tiden gå: sæt statusser, og beslut faseovergange, i den rækkefølge de sker."""
        for _, goer in sorted([*self._statusser(), *self._overgange()], key=itemgetter(0)):
            goer()

    def _statusser(self) -> Iterator[Skridt]:
        opgaver = {opgave.pk: opgave for opgave in self._opgaver()}
        for pk, (status, dag) in self._udfaldene(opgaver.values()).items():
            tidligst = max(dag, self.projekt.projektstart or dag)
            yield tidligst, partial(self._saet, opgaver[pk], status, tidligst)

    def _udfaldene(self, opgaver: Iterable[Opgave]) -> dict[int, tuple[str, date]]:
        """Opgavernes udfald; det, en fuldført opgave ventede på, er fuldført en tidligere dag, og ingen begynder på en
        opgave, der endnu venter.
        """
        alle = ((opgave.pk, self._udfald(opgave)) for opgave in opgaver)
        udfald = {pk: (et[0], STANDARDKALENDER.arbejdsdag_til_og_med(et[1])) for pk, et in alle if et}
        venter = defaultdict[int, list[int]](list)
        for pk, kraever in Forudsaetning.objects.filter(opgave__in=udfald).values_list("opgave", "kraever").order_by():
            venter[pk].append(kraever)
        rest = [pk for pk, (status, _) in udfald.items() if status == Opgave.Status.FULDFOERT]
        while rest:
            pk = rest.pop()
            senest = STANDARDKALENDER.arbejdsdag_til_og_med(udfald[pk][1] - timedelta(days=1))
            for kraever in venter[pk]:
                status, dag = udfald.get(kraever, ("", date.max))
                if status != Opgave.Status.FULDFOERT or dag > senest:
                    udfald[kraever] = (Opgave.Status.FULDFOERT, min(dag, senest))
                    rest.append(kraever)
        faerdige = {pk for pk, (status, _) in udfald.items() if status == Opgave.Status.FULDFOERT}
        return {pk: et for pk, et in udfald.items() if pk in faerdige or faerdige.issuperset(venter[pk])}

    def _udfald(self, opgave: Opgave) -> tuple[str, date] | None:
        """Hvilken status opgaven får og hvornår; None, når ingen er begyndt på den."""
        lod = self._lod(opgave, "status")
        kast, dage, frist = lod.random(), timedelta(days=lod.randint(1, 14)), opgave.frist
        if frist is None or frist > self.paa + SNART:
            return None
        if opgave.etape_id and frist <= self.naaet.get(opgave.etape_id, date.min):
            return Opgave.Status.FULDFOERT, frist - dage
        if frist >= self.paa:
            return (Opgave.Status.I_GANG, self.paa - dage) if kast < BEGYNDTE else None
        efterslaeb = self.efterslaeb if frist >= self.paa - NYLIGT else self.efterslaeb * GAMMELT_EFTERSLAEB
        if kast < efterslaeb or opgave.kort.kode in self.ikke_naaet:
            return (Opgave.Status.I_GANG, frist - dage) if lod.random() < 0.5 else None
        if kast > 1 - IKKE_RELEVANTE and opgave.kort.tjekpunkt_for_id is None:
            return Opgave.Status.IKKE_RELEVANT, frist - dage
        return Opgave.Status.FULDFOERT, frist - dage

    def _saet(self, opgave: Opgave, status: str, dag: date) -> None:
        begrundelse = IKKE_RELEVANT if status == Opgave.Status.IKKE_RELEVANT else ""
        minut = self._lod(opgave, "minut").randrange(60)
        with sket(tidspunkt(dag, 12, minut), self.projekt.kommune):
            if status == Opgave.Status.FULDFOERT and opgave.udfoerer:
                self._kryds_af(opgave, tidspunkt(dag, 12, minut))
            hvem = self._paa(opgave.udfoerer)
            saet_status(hvem, opgave, status, paa=dag, begrundelse=begrundelse, bekraeftet=True)

    def _kryds_af(self, opgave: Opgave, tid: datetime) -> None:
        """Den, der udfører opgaven, krydser dens kriterier af, før den er færdig."""
        for kriterium in laes_kriterier(opgave).krav:
            saet_kriterium(self._paa(opgave.udfoerer), opgave, kriterium.noegle, True, nu=tid)

    def _overgange(self) -> Iterator[Skridt]:
        """En fase forlades ugen efter den sidste frist på dens tjekpunkter; faserne i rækkefølge."""
        dag = self.projekt.projektstart or self.paa
        for fase in self.projekt.fase.model.faser.filter(overfase=None).order_by("raekkefoelge"):
            punkter = self._opgaver().filter(~foelger_et_tidligere_hold(), kort__tjekpunkt_for=fase)
            sidste = punkter.filter(frist__isnull=False).order_by("-frist").first()
            if sidste is None or sidste.frist is None:
                return
            dag = max(dag, STANDARDKALENDER.arbejdsdag_til_og_med(sidste.frist + timedelta(days=7)))
            if dag >= self.paa:
                return
            yield dag, partial(self._beslut, fase, dag)

    def _beslut(self, fase: Fase, dag: date) -> None:
        overgang = find_overgang(self.projekt, fase)
        begrundelse = "" if laes_tjekliste(overgang).parathed.er_klar else BETINGELSE
        tid = tidspunkt(dag, 14)
        with sket(tid, self.projekt.kommune):
            beslut(self._paa(self.pladser["styregruppeformand"]), overgang, begrundelse, tid)
        self.projekt.refresh_from_db(fields=["fase"])

    def _paa(self, plads: Plads | None) -> Aktoer:
        """Personen på pladsen; er den ledig, er det projektlederen, der handler."""
        if plads is None or plads.person is None:
            return self.leder
        if plads.person.pk not in self.aktoerer:
            self.aktoerer[plads.person.pk] = aktoer_nu(plads.person)
        return self.aktoerer[plads.person.pk]

    def _opgaver(self) -> OpgaveQuerySet:
        return Opgave.objects.i_projekt(self.projekt).med_kort().select_related("plan__projekt__kommune")

    def _lod(self, opgave: Opgave, hvad: str) -> Random:
        hvilken = f"{opgave.kort.kode} {opgave.etape}" if opgave.etape else opgave.kort.kode
        return Random(f"{self.projekt.kommune.kode} {hvilken} {hvad}")  # noqa: S311 - opdigtet liv
