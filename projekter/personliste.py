"""Organisationens personer, som administratoren ser dem: søgt, filtreret, og dem, der er holdt op. Læser kun."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from django.db.models import Count, QuerySet

from faelles.dansk_sqlite import sorteringsnoegle
from faelles.soegning import passer

from .models import Bruger, Haendelse, Medlemskab, Organisation, Plads, Rettighed
from .services.personer import FJERNET, RETTIGHEDER, sidste_administrator

INAKTIVE = "inaktive"


@dataclass(frozen=True)
class Personfilter:
    """Hvad listen viser; står i adressen. En ukendt værdi er som ingen."""

    soeg: str = ""
    ret: str = ""
    vis: str = ""

    @classmethod
    def laes(cls, adresse: Mapping[str, str]) -> "Personfilter":
        soeg, ret, vis = (adresse.get(navn, "").strip() for navn in ("soeg", "ret", "vis"))
        return cls(soeg[:100], ret if ret in Rettighed.values else "", vis if vis == INAKTIVE else "")

    @property
    def er_sat(self) -> bool:
        return bool(self.soeg or self.ret or self.vis)


@dataclass
class Personraekke:
    """En person i listen. ``fjernet`` er, hvornår og af hvem, når personen er holdt op."""

    person: Bruger
    rettigheder: list[str] = field(default_factory=list)
    pladser: int = 0
    fjernet: tuple[datetime, str] | None = None

    @property
    def rettigheder_vist(self) -> str:
        return ", ".join(Rettighed(rettighed).label for rettighed in self.rettigheder)


@dataclass
class Personliste:
    """Personerne i ``organisation``, efter ``valg``."""

    organisation: Organisation
    valg: Personfilter = Personfilter()

    @cached_property
    def med(self) -> list[Personraekke]:
        """Alle med en rettighed, efter navn; også dem, hvis login er lukket."""
        fundne: dict[Bruger, Personraekke] = {}
        medlemskaber = Medlemskab.objects.filter(organisation=self.organisation).select_related("bruger")
        for medlemskab in medlemskaber.order_by("pk"):
            raekke = fundne.setdefault(medlemskab.bruger, Personraekke(medlemskab.bruger))
            raekke.rettigheder.append(medlemskab.rettighed)
        antal = self._antal_pladser()
        for bruger, raekke in fundne.items():
            raekke.pladser = antal.get(bruger.pk, 0)
        return _i_orden(fundne.values())

    @cached_property
    def sidste_administrator(self) -> Bruger | None:
        """Den, der ikke kan fjernes; None, når der er flere administratorer."""
        return sidste_administrator(self.organisation)

    @property
    def aktive(self) -> list[Personraekke]:
        return [raekke for raekke in self.med if raekke.person.is_active]

    @cached_property
    def inaktive(self) -> list[Personraekke]:
        """Dem, der er fjernet og ikke kommet igen, og dem, hvis login er lukket."""
        lukkede = [raekke for raekke in self.med if not raekke.person.is_active]
        sidst: dict[int, tuple[datetime, str]] = {
            pk: (tid, aktoer)
            for pk, tid, aktoer in self._fjernelser().order_by("tid", "pk").values_list("genstand_id", "tid", "aktoer")
        }
        er_med = {raekke.person.pk for raekke in self.med}
        fjernede = Bruger.objects.filter(pk__in=sidst.keys() - er_med)
        return _i_orden(lukkede + [Personraekke(bruger, fjernet=sidst[bruger.pk]) for bruger in fjernede])

    @cached_property
    def viste(self) -> list[Personraekke]:
        kandidater = self.inaktive if self.valg.vis == INAKTIVE else self.aktive
        return [
            raekke
            for raekke in kandidater
            if passer(self.valg.soeg, raekke.person.navn, raekke.person.email)
            and (not self.valg.ret or self.valg.ret in raekke.rettigheder)
        ]

    @property
    def rettigheder(self) -> list[tuple[str, str]]:
        return [(ret.value, ret.label) for ret in RETTIGHEDER[Organisation.Slags(self.organisation.slags)]]

    def find_fjernet(self, pk: str) -> Bruger | None:
        """Den, der er fjernet herfra og kan tilføjes igen; None for alle andre."""
        return next((et.person for et in self.inaktive if et.fjernet and str(et.person.pk) == pk), None)

    def _fjernelser(self) -> QuerySet[Haendelse]:
        return Haendelse.objects.filter(
            organisation=self.organisation, genstand_type=Bruger._meta.model_name, handling=FJERNET
        )

    def _antal_pladser(self) -> dict[int, int]:
        """Hvor mange pladser hver person sidder på eller er stedfortræder for i organisationens projekter."""
        antal: dict[int, int] = {}
        pladser = Plads.objects.filter(projekt__kommune=self.organisation).order_by()
        for felt in ("person", "stedfortraeder"):
            optalt = pladser.exclude(**{felt: None}).values_list(felt).annotate(Count("pk"))
            for bruger_id, hvor_mange in optalt:
                antal[bruger_id] = antal.get(bruger_id, 0) + hvor_mange
        return antal


def _i_orden(raekker: Iterable[Personraekke]) -> list[Personraekke]:
    return sorted(raekker, key=lambda raekke: (sorteringsnoegle(raekke.person.navn), raekke.person.pk))
