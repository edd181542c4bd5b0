"""Min side: det, den enkelte skal gøre, og de projekter og kataloger, personen følger. Læser kun."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from gevinster.beregning import kraever_handling
from gevinster.models import Gevinst, Maaling
from opgaver.fremdrift import Fremdrift, fremdrift_efter
from opgaver.listen import SNART_DAGE
from opgaver.models import Katalogversion, Kommentar, Opgave, Varsling
from opgaver.models.opgave import OpgaveQuerySet
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.bekraeftelser import ubekraeftede
from projekter.bemanding import Ledig, ledige_obligatoriske
from projekter.models import Bruger, Organisation, Overdragelse, Pause, Projekt

from .nyt import Nyt
from .venter import Katalognyt, katalognyt, klar_til_beslutning

ADRESSE = ("kommune", "loesning")
VISTE = 20
"""Så mange opgaver og projekter vises, til personen beder om alle."""


@dataclass
class Minside:
    """Det, der venter på ``bruger`` på dagen ``paa``, og det, andre har ændret efter ``set_til``. Hvert felt læses
    første gang, det bruges."""

    bruger: Bruger
    paa: date
    set_til: datetime
    alle: bool = False
    er_foerste_gang: bool = False

    @cached_property
    def opgaver(self) -> list[Opgave]:
        """De af mine åbne opgaver, der vises: tidligste frist først og dem uden frist sidst."""
        mine, projekter = self._pladser, {projekt.pk: projekt for projekt, _ in self.projekter}
        ordnede = self._aabne.select_related("kort", "etape", "plan").uden_tekster().efter_frist()
        viste = list(ordnede if self.alle else ordnede[:VISTE])
        for opgave in viste:
            # En plads giver adgang til sit projekt, så det er læst i forvejen og deles af rækkerne.
            opgave.plan.projekt = projekter[opgave.plan.projekt_id]
            opgave.min_rolle = _rolle(opgave, mine)  # type: ignore[attr-defined]
        return viste

    @cached_property
    def antal(self) -> dict[str, int]:
        """Hvor mange af mine åbne opgaver der er i alt, over tid og snart forfalder; databasen tæller."""
        til = self.paa + timedelta(days=SNART_DAGE)
        return self._aabne.aggregate(
            alle=Count("pk"),
            over_tid=Count("pk", filter=Q(frist__lt=self.paa)),
            snart=Count("pk", filter=Q(frist__range=(self.paa, til))),
        )

    @property
    def _aabne(self) -> OpgaveQuerySet:
        """Mine åbne opgaver gennem mine pladser."""
        return Opgave.objects.i_gang().paa_pladser(self._pladser)

    @cached_property
    def maalinger(self) -> list[Maaling]:
        """Målinger af mine gevinster, der er over tid eller forfalder snart; også i afsluttede projekter."""
        gevinster = Gevinst.objects.filter(ejer__in=self._pladser).med_maalinger()
        return [
            maaling
            for gevinst in gevinster
            for maaling in kraever_handling(gevinst.maalinger.all(), gevinst.projekt.golive, self.paa)
        ]

    @cached_property
    def varslinger(self) -> list[Varsling]:
        """Varslinger til projekter, jeg leder, som ingen har kvitteret for; den ældste først."""
        mine = Varsling.objects.uden_kvittering().filter(projekt__in=adgang.projekter_at_lede(self.bruger))
        med_navne = mine.select_related("flytning__boelge__loesning", "projekt__kommune", "projekt__loesning")
        return list(med_navne.order_by("pk"))

    @cached_property
    def projekter(self) -> list[tuple[Projekt, Fremdrift]]:
        alle = adgang.projekter_for(self.bruger).med_navne().select_related("fase__overfase")
        mine = list(alle.order_by("kommune__navn", "loesning__noegle"))
        opgaver = Opgave.objects.filter(plan__projekt__in=mine)
        tal = fremdrift_efter(opgaver, "plan__projekt", self.paa) if mine else {}
        return [(projekt, tal.get(projekt.pk, Fremdrift())) for projekt in mine]

    @cached_property
    def pauser(self) -> list[Pause]:
        """Pauserne i mine projekter og deres hold; de minder ikke om noget, og deres opgaver står ikke på siden."""
        efter_pk = {projekt.pk: projekt for projekt, _ in self.projekter if projekt.status != Projekt.Status.AFSLUTTET}
        aabne = Pause.objects.aabne().filter(projekt__in=efter_pk).select_related("etape")
        pauser = list(aabne) if efter_pk else []
        for pause in pauser:
            pause.projekt = efter_pk[pause.projekt_id]
        return sorted(pauser, key=lambda pause: (pause.til is None, pause.til or pause.fra, pause.pk))

    @cached_property
    def overtagelser(self) -> list[Overdragelse]:
        """Det, jeg har overtaget efter andre og ikke har kvitteret for."""
        return list(Overdragelse.objects.der_venter_paa(self.bruger))

    @cached_property
    def ledige(self) -> list[Ledig]:
        """Obligatoriske pladser uden en person i de projekter, hvor personen kan besætte dem."""
        return ledige_obligatoriske(p for p, _ in self.projekter if adgang.besaetter(self.bruger, p))

    @cached_property
    def nyt(self) -> Nyt:
        """Det, andre har ændret i mine opgaver og projekter, siden jeg sidst var her."""
        return Nyt(self.bruger, {projekt.pk: projekt for projekt, _ in self.projekter}, self.set_til)

    @cached_property
    def katalognyt(self) -> list[Katalognyt]:
        """Nyt i kataloget til de projekter, jeg leder."""
        return katalognyt(projekt for projekt, _ in self.projekter if adgang.leder(self.bruger, projekt))

    @cached_property
    def overgange(self) -> list[Projekt]:
        """De projekter, hvis faseovergang er klar, og som jeg må beslutte."""
        jeg = Aktoer.person(self.bruger)
        return klar_til_beslutning(projekt for projekt, _ in self.projekter if adgang.maa_beslutte(jeg, projekt))

    @cached_property
    def spoergsmaal(self) -> list[Kommentar]:
        """Kommentarer, hvor jeg er nævnt og hverken har svaret eller sagt, at de er set; den ældste først."""
        mine = Kommentar.objects.venter_paa(self.bruger).order_by("skrevet", "pk")
        return list(
            mine.select_related(
                "af", "opgave__kort", "opgave__etape", *(f"opgave__plan__projekt__{f}" for f in ADRESSE)
            )
        )

    @property
    def venter_noget(self) -> bool:
        """Om der er noget på siden, som skal have mit svar."""
        folk = self.overtagelser or self.ubekraeftede or self.ledige
        return bool(folk or self.varslinger or self.spoergsmaal or self.overgange or self.katalognyt)

    @property
    def viste_projekter(self) -> list[tuple[Projekt, Fremdrift]]:
        return self.projekter[:VISTE]

    @property
    def er_tom(self) -> bool:
        """Om der intet er at vise, så siden i stedet siger, hvad man gør."""
        return not (self.overtagelser or self.opgaver or self.projekter or self.er_redaktoer or self.administrerer)

    @cached_property
    def katalogversioner(self) -> QuerySet[Katalogversion]:
        """Versionerne af kataloget hos de udgivere, personen er redaktør for, den nyeste først i hvert."""
        return (
            Katalogversion.objects.filter(katalog__udgiver__in=self.redigerer)
            .select_related("katalog__loesning")
            .order_by("katalog__loesning__noegle", "-pk")
        )

    @cached_property
    def redigerer(self) -> list[Organisation]:
        return list(adgang.redigerer_for(self.bruger))

    @property
    def er_redaktoer(self) -> bool:
        return bool(self.redigerer)

    @cached_property
    def kan_oprette(self) -> bool:
        return adgang.kommuner_at_oprette_i(self.bruger).exists()

    @cached_property
    def skjulte(self) -> list[Organisation]:
        return list(adgang.kommuner_med_skjulte_projekter(self.bruger))

    @cached_property
    def administrerer(self) -> list[Organisation]:
        return list(adgang.administrerer(self.bruger))

    @cached_property
    def er_kun_administrator(self) -> bool:
        """Om personen passer personer og pladser og hverken har en plads selv eller leder projekter."""
        return bool(self.administrerer) and not self._pladser and not self.kan_oprette

    @cached_property
    def ubekraeftede(self) -> list[Organisation]:
        """De kommuner, hvis liste over personer jeg skal bekræfte i dette kvartal."""
        return ubekraeftede(self.administrerer, self.paa)

    @property
    def _pladser(self) -> set[int]:
        return adgang.rettigheder(self.bruger).pladser


def _rolle(opgave: Opgave, pladser: set[int]) -> str:
    """Om jeg er udfører, ansvarlig eller begge dele."""
    udfoerer, ansvarlig = opgave.udfoerer_id in pladser, opgave.ansvarlig_id in pladser
    if udfoerer and ansvarlig:
        return "Ansvarlig og udfører"
    return "Udfører" if udfoerer else "Ansvarlig"
