"""Den liste, en person ser af projektets opgaver: det, adressen vælger, i grupper og tal. Læser kun."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from faser.models import Fase, Hovedopgave
from projekter import adgang
from projekter.models import Bruger, Plads, Projekt

from .fremdrift import Fremdrift, fremdrift
from .listefilter import LISTE, Del, Filter, Kendte, dele, laes
from .listegrupper import Gruppe, Kolonne, gruppens_fremdrift, grupper, kolonner
from .listen import filtrer, hent_raekker, hurtige, klargoer, optael, saet_ventede
from .models import Katalogopgave, Opgave
from .models.opgave import OpgaveQuerySet


class Opgaveliste:
    """``adresse`` er det, der står efter spørgsmålstegnet; hvert navn kan have flere værdier."""

    def __init__(self, projekt: Projekt, bruger: Bruger, adresse: Mapping[str, Sequence[str]], paa: date) -> None:
        self.projekt, self.paa = projekt, paa
        self.kan_lede = adgang.leder(bruger, projekt)
        self.pladser = adgang.rettigheder(bruger).pladser
        self.valg, self.bemaerkninger = laes(adresse, self.kendte)

    @cached_property
    def faser(self) -> list[Fase]:
        return list(Fase.objects.filter(**self._i_planens_model))

    @cached_property
    def hovedopgaver(self) -> list[Hovedopgave]:
        return list(Hovedopgave.objects.filter(**self._i_planens_model))

    @property
    def _i_planens_model(self) -> dict[str, Projekt]:
        return {"model__kataloger__versioner__planer__projekt": self.projekt}

    @cached_property
    def projektets_pladser(self) -> list[Plads]:
        return list(self.projekt.pladser.select_related("rolle", "person"))

    @cached_property
    def kendte(self) -> Kendte:
        return Kendte(
            fase={fase.kode: str(fase) for fase in self.faser},
            hovedopgave={str(hovedopgave.nummer): str(hovedopgave) for hovedopgave in self.hovedopgaver},
            etape={str(etape.pk): etape.navn for etape in self.projekt.gaeldende_etaper},
            ansvarlig={str(plads.pk): _pladsens_navn(plads) for plads in self.projektets_pladser},
            prioritet=dict(Katalogopgave.Prioritet.choices),
            status=dict(Opgave.Status.choices),
        )

    @property
    def dele(self) -> list[Del]:
        """Filteret i ord."""
        return dele(self.valg, self.kendte)

    @property
    def alle(self) -> OpgaveQuerySet:
        return Opgave.objects.i_projekt(self.projekt)

    @property
    def fundne(self) -> OpgaveQuerySet:
        """De opgaver, filteret lader stå."""
        return filtrer(self.alle, self.valg, self.pladser, self.paa)

    @cached_property
    def raekker(self) -> list[Opgave]:
        """Opgaverne i rækkefølge og med alt, hvad en række viser."""
        fundne = hent_raekker(self.fundne, self.faser, self.hovedopgaver, self.projektets_pladser)
        return saet_ventede(klargoer(fundne, self.projekt, self.kan_lede, self.pladser))

    @cached_property
    def egne(self) -> int:
        """Så mange af de viste opgaver må personen ændre."""
        return sum(opgave.maa_rettes for opgave in self.raekker)

    @property
    def kan_vaelge(self) -> bool:
        """Om der er opgaver, personen kan ændre flere af på én gang."""
        return self.egne > 0

    @cached_property
    def grupper(self) -> list[Gruppe]:
        return grupper(self.raekker, self.valg.gruppe, self._gruppetal)

    @cached_property
    def _gruppetal(self) -> dict[int | None, Fremdrift]:
        return gruppens_fremdrift(self.alle, self.valg.gruppe, self.paa)

    @cached_property
    def fremdrift(self) -> Fremdrift:
        """Hele projektets; grupperne lagt sammen, når de alligevel er talt."""
        tal = self._gruppetal if self.valg.visning == LISTE else {}
        return sum(tal.values(), Fremdrift()) if tal else fremdrift(self.alle, self.paa)

    @property
    def kolonner(self) -> list[Kolonne]:
        return kolonner(self.raekker)

    @cached_property
    def antal(self) -> dict[str, int]:
        return optael(self.alle, self.pladser, self.paa)

    @property
    def hurtige(self) -> list[tuple[str, str, int, Filter]]:
        return hurtige(self.antal, self.valg)

    @property
    def i_ord(self) -> str:
        """Fx »43 af 131 opgaver«."""
        i_alt, viste = self.antal["alle"], len(self.raekker)
        opgaver = "opgave" if i_alt == 1 else "opgaver"
        return f"{viste} af {i_alt} {opgaver}" if self.valg.er_sat else f"{i_alt} {opgaver}"


def _pladsens_navn(plads: Plads) -> str:
    hvem = "ledig" if plads.er_ledig or plads.person is None else plads.person.navn
    return f"{plads.navn} ({hvem})"
