"""Projektets status for styregruppen: fremdrift, hvad der er over tid, og hvad der kommer. Læser kun."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from django.db.models import CharField, Value
from django.db.models.functions import Cast, Concat

from faser.models import Fase, Hovedopgave
from gevinster.models import Gevinst
from gevinster.visning import Gevinstbillede, billeder
from opgaver.fremdrift import Fremdrift, fremdrift_efter
from opgaver.listen import SNART_DAGE
from opgaver.models import Opgave
from projekter.models import Projekt

VISTE = 10
"""Så mange overskredne opgaver vises; resten er et link væk."""

NAESTE = 5


@dataclass(frozen=True)
class Fremdriftsraekke:
    """En række i en fremdriftstabel. ``filter`` er den del af adressen, der viser rækkens opgaver."""

    navn: str
    tal: Fremdrift
    filter: str
    er_delfase: bool = False


@dataclass
class Projektstatus:
    """Alt, hvad statussiden viser, på dagen ``paa``. Hvert felt læses første gang, det bruges."""

    projekt: Projekt
    paa: date

    @cached_property
    def _celler(self) -> dict[tuple[str, str], Fremdrift]:
        """Tallene delt efter både fase og hovedopgave, så begge tabeller kan lægges sammen af dem."""
        celle = Concat(Cast("fase", CharField()), Value("/"), Cast("kort__hovedopgave", CharField()))
        opgaver = Opgave.objects.i_projekt(self.projekt).annotate(celle=celle)
        tal = fremdrift_efter(opgaver, "celle", self.paa)
        return {tuple(str(noegle).split("/")): celletal for noegle, celletal in tal.items()}  # type: ignore[misc]

    def _laeg_sammen(self, plads: int) -> dict[str, Fremdrift]:
        summer: defaultdict[str, Fremdrift] = defaultdict(Fremdrift)
        for noegle, tal in self._celler.items():
            summer[noegle[plads]] += tal
        return summer

    @cached_property
    def alle(self) -> Fremdrift:
        return sum(self._celler.values(), Fremdrift())

    @cached_property
    def faser(self) -> list[Fremdriftsraekke]:
        """Modellens faser i rækkefølge; en fase rummer sine delfaser. Af dem vises kun de, der har opgaver."""
        tal = self._laeg_sammen(0)
        faser = list(Fase.objects.filter(model=self.projekt.fase.model_id))
        return [
            Fremdriftsraekke(
                navn=str(fase),
                tal=sum((tal[str(f.pk)] for f in faser if fase.pk in (f.pk, f.overfase_id)), Fremdrift()),
                filter=f"fase={fase.kode}",
                er_delfase=fase.overfase_id is not None,
            )
            for fase in faser
            if fase.overfase_id is None or tal[str(fase.pk)] != Fremdrift()
        ]

    @cached_property
    def hovedopgaver(self) -> list[Fremdriftsraekke]:
        """De hovedopgaver, planen har kort i."""
        tal = self._laeg_sammen(1)
        fundne = Hovedopgave.objects.filter(pk__in=[noegle for noegle in tal if noegle])
        return [Fremdriftsraekke(str(opgave), tal[str(opgave.pk)], f"hovedopgave={opgave.nummer}") for opgave in fundne]

    @cached_property
    def _med_frist(self) -> list[Opgave]:
        aabne = Opgave.objects.i_projekt(self.projekt).aabne().filter(frist__isnull=False)
        return list(aabne.med_kort().uden_tekster().order_by("frist", "kort__raekkefoelge"))

    @cached_property
    def over_tid(self) -> list[Opgave]:
        """Åbne opgaver, hvis frist er passeret, den ældste først; hver med ``dage_over``."""
        fundne = [opgave for opgave in self._med_frist if _frist(opgave) < self.paa]
        for opgave in fundne:
            opgave.dage_over = (self.paa - _frist(opgave)).days  # type: ignore[attr-defined]
        return fundne

    @cached_property
    def snart(self) -> list[Opgave]:
        """Åbne opgaver med frist fra i dag og de næste fjorten dage."""
        til = self.paa + timedelta(days=SNART_DAGE)
        return [opgave for opgave in self._med_frist if self.paa <= _frist(opgave) <= til]

    @cached_property
    def derefter(self) -> list[Opgave]:
        """De næste fem efter de fjorten dage."""
        til = self.paa + timedelta(days=SNART_DAGE)
        return [opgave for opgave in self._med_frist if _frist(opgave) > til][:NAESTE]

    @property
    def fortsaetter(self) -> list[Opgave]:
        """De tjekpunkter, planen går videre forbi, før de er afgjort; tidligste frist først."""
        mulige = Opgave.objects.i_projekt(self.projekt).aabne().exclude(fortsaet_grund="")
        tjekpunkter = mulige.filter(kort__tjekpunkt_for__isnull=False)
        return list(tjekpunkter.med_kort().uden_tekster().efter_frist())

    @cached_property
    def gevinster(self) -> list[Gevinstbillede]:
        return billeder(Gevinst.objects.i_projekt(self.projekt).med_maalinger(), self.paa)

    @property
    def datoer(self) -> Iterable[tuple[str, date | None]]:
        return ("Idriftsættelse", self.projekt.idriftsaettelse), ("Go-live", self.projekt.golive)


def _frist(opgave: Opgave) -> date:
    """Fristen på en opgave, der er hentet, fordi den har en."""
    if opgave.frist is None:
        raise ValueError("Opgaven har ingen frist.")
    return opgave.frist
