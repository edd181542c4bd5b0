"""Hvem der har bekræftet sin liste over personer, og hvem der mangler. Regnes af datoen; intet skal sættes i gang."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from hashlib import sha256

from faelles.dansk_sqlite import sorteringsnoegle
from faelles.soegning import passer

from .kvartal import i_ord, kvartalets_foerste, naeste_kvartal
from .models import Listebekraeftelse, Loesning, Organisation

MANGLER, BEKRAEFTET = "mangler", "bekraeftet"
VISNINGER = {MANGLER: "Mangler", BEKRAEFTET: "Har bekræftet"}


def ubekraeftede(kommuner: Iterable[Organisation], paa: date) -> list[Organisation]:
    """De af organisationerne, der er kommuner og ikke har bekræftet i det kvartal, dagen ``paa`` ligger i."""
    kandidater = [kommune for kommune in kommuner if kommune.slags == Organisation.Slags.KOMMUNE]
    if not kandidater:
        return []
    har = Listebekraeftelse.objects.filter(organisation__in=kandidater, kvartal=kvartalets_foerste(paa))
    faerdige = set(har.values_list("organisation", flat=True).order_by())
    return [kommune for kommune in kandidater if kommune.pk not in faerdige]


@dataclass(frozen=True)
class Bekraeftelsesstand:
    """Hvordan det står med en kommunes liste på dagen ``paa``."""

    kommune: Organisation
    seneste: Listebekraeftelse | None
    paa: date

    @property
    def er_bekraeftet(self) -> bool:
        return self.seneste is not None and self.seneste.kvartal == kvartalets_foerste(self.paa)

    @property
    def kvartal(self) -> str:
        return i_ord(self.paa)

    @property
    def naeste(self) -> date:
        """Den dag, listen skal bekræftes igen."""
        return naeste_kvartal(self.paa)


def stand_for(kommune: Organisation, paa: date) -> Bekraeftelsesstand:
    return Bekraeftelsesstand(kommune, kommune.bekraeftelser.first(), paa)


@dataclass
class Personlister:
    """Standen i de kommuner, der har et projekt for ``loesning``, søgt og filtreret. Tre forespørgsler højst."""

    loesning: Loesning
    paa: date
    soeg: str = ""
    vis: str = ""

    @cached_property
    def alle(self) -> list[Bekraeftelsesstand]:
        fundne = Organisation.objects.filter(projekter__loesning=self.loesning)
        kommuner = sorted(fundne, key=lambda kommune: sorteringsnoegle(kommune.navn))
        seneste: dict[int, Listebekraeftelse] = {}
        for bekraeftelse in Listebekraeftelse.objects.filter(organisation__in=kommuner).order_by("kvartal"):
            seneste[bekraeftelse.organisation_id] = bekraeftelse
        return [Bekraeftelsesstand(kommune, seneste.get(kommune.pk), self.paa) for kommune in kommuner]

    @property
    def viste(self) -> list[Bekraeftelsesstand]:
        oenskede = {MANGLER: (False,), BEKRAEFTET: (True,)}.get(self.vis, (True, False))
        return [et for et in self.alle if et.er_bekraeftet in oenskede and passer(self.soeg, et.kommune.navn)]

    @property
    def antal_bekraeftede(self) -> int:
        return sum(et.er_bekraeftet for et in self.alle)

    @property
    def kvartal(self) -> str:
        return i_ord(self.paa)


def listens_aftryk(organisation: Organisation) -> str:
    """Det, en bekræftelse siger ja til: hvem der er med, med hvilke rettigheder."""
    medlemskaber = organisation.medlemskaber.filter(bruger__is_active=True).order_by("bruger", "rettighed")
    linjer = [f"{bruger} {rettighed}" for bruger, rettighed in medlemskaber.values_list("bruger", "rettighed")]
    return sha256("\n".join(linjer).encode()).hexdigest()[:16]
