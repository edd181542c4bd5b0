"""Det, der er ændret i projektets opgaver, siden en åben liste sidst spurgte. Læser kun."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property

from projekter.models import Bruger, Haendelse, Projekt

from .fremdrift import Fremdrift
from .listegrupper import gruppe_for, gruppenoegle, gruppens_fremdrift
from .listen import hent_raekker, klargoer, saet_ventede
from .models import Forudsaetning, Opgave
from .opgaveliste import Opgaveliste

FLEST = 25
"""Flere ændrede rækker end det sættes ikke ind; der siges, at listen kan hentes igen."""
LAESES = 500
"""Flere hændelser end det læses ikke; så er det under alle omstændigheder for mange rækker at sætte ind."""
EFTERNOELERE = timedelta(seconds=30)
"""Numre deles ud, før handlingen er gemt, så en hændelse kan blive synlig efter en med et højere nummer."""


def nyeste(projekt: Projekt, nu: datetime) -> int:
    """Nummeret på den hændelse i projektet, som ingen tidligere kan komme efter; 0 uden nogen."""
    gamle = Haendelse.objects.filter(projekt=projekt, tid__lt=nu - EFTERNOELERE)
    return gamle.order_by("-tid", "-pk").values_list("pk", flat=True).first() or 0


@dataclass(frozen=True)
class Nyhed:
    """En opgave med en ændret række, og hvem der ændrede den, i en sætning; tom, når det var personen selv eller en
    anden opgave, denne ventede på."""

    opgave: Opgave
    saetning: str


class Nyheder:
    """Hændelserne efter ``siden``, som ``liste`` viser dem for ``bruger``."""

    def __init__(self, projekt: Projekt, siden: int) -> None:
        self.projekt = projekt
        efter = Haendelse.objects.filter(projekt=projekt, pk__gt=siden, genstand_type__in=("opgave", "plads"))
        felter = ("genstand_type", "genstand_id", "bruger_id", "aktoer")
        self.haendelser = list(efter.only(*felter).order_by("pk")[: LAESES + 1])

    @cached_property
    def _hvem(self) -> dict[int, Haendelse]:
        """Opgavens seneste hændelse; den, der sidder på en plads, står på alle pladsens rækker."""
        pladser = {en.genstand_id: en for en in self.haendelser if en.genstand_type == "plads"}
        fundne: dict[int, Haendelse] = {}
        if pladser:
            paa_dem = Opgave.objects.i_projekt(self.projekt).paa_pladser(set(pladser))
            for pk, ansvarlig, udfoerer in paa_dem.values_list("pk", "ansvarlig", "udfoerer"):
                fundne[pk] = pladser.get(ansvarlig) or pladser[udfoerer]
        return fundne | {en.genstand_id: en for en in self.haendelser if en.genstand_type == "opgave"}

    @cached_property
    def for_mange(self) -> str:
        """Hvor mange ændrede opgaver der er, når de er for mange til at sætte ind; ellers tom."""
        if len(self.haendelser) > LAESES:
            return "Mange"
        return str(len(self._hvem)) if len(self._hvem) > FLEST else ""

    def raekker(self, liste: Opgaveliste, bruger: Bruger) -> list[Nyhed]:
        """De ændrede opgaver; ``ude`` på dem siger, at de ikke passer til filteret. Ingen, når det er for mange."""
        if self.for_mange:
            return []
        # Er en opgave blevet færdig, venter andre ikke længere på den; deres rækker siger det også.
        venter = Forudsaetning.objects.filter(kraever__in=self._hvem).values_list("opgave", flat=True)
        ider = {*self._hvem, *venter}
        aendrede = liste.alle.filter(pk__in=ider)
        opgaver = hent_raekker(aendrede, liste.faser, liste.hovedopgaver, liste.projektets_pladser)
        inde = set(liste.fundne.filter(pk__in=ider).values_list("pk", flat=True))
        for opgave in saet_ventede(klargoer(opgaver, self.projekt, liste.kan_lede, liste.pladser)):
            opgave.ude = opgave.pk not in inde
        return [Nyhed(opgave, self._saetning(opgave, bruger)) for opgave in opgaver]

    def _saetning(self, opgave: Opgave, bruger: Bruger) -> str:
        haendelse = self._hvem.get(opgave.pk)
        return (
            ""
            if haendelse is None or haendelse.bruger_id == bruger.pk
            else f"{haendelse.aktoer} har ændret {opgave.kort.kode}."
        )

    def gruppetal(self, liste: Opgaveliste, raekker: list[Nyhed]) -> list[tuple[str, Fremdrift]]:
        """Fremdriften i de grupper, en af rækkerne står i."""
        gruppe = liste.valg.gruppe
        tal = gruppens_fremdrift(liste.alle, gruppe, liste.paa)
        numre = {gruppe_for(nyhed.opgave, gruppe) for nyhed in raekker}
        return [(gruppenoegle(gruppe, nummer), tal[nummer]) for nummer in numre if nummer in tal]
