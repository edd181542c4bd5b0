"""At flette en ny katalogversion ind i en plan, som en tabel: hvad hver opgave bliver til. Uden Django.

Der er tre sider for hver nøgle: kortet, opgaven står på (det, kommunen har taget til sig), kortet i den nye version
og det, kommunen har af sit eget. Det lokale ligger ved siden af kortet og ændres aldrig af en fletning; derfor kan
*tag med* nøjes med at skifte kortet. *Behold lokal* lader opgaven blive på sit kort og husker, hvilken version der
blev sagt nej til; der spørges først igen, når en senere version siger noget andet. *Senere* husker intet.

At flette to gange er at flette én gang. Er alt taget med, giver 1 → 2 → 3 det samme som 1 → 3, bortset fra de opgaver,
der kom i 2 og udgik i 3: de står som udgåede, for en opgave slettes aldrig. En udgået opgave står på det sidste kort,
den nåede at få.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, StrEnum
from functools import cached_property
from typing import Any

from .kravregel import kraeves, skal_udgaa

TEKSTER = frozenset(
    (
        "titel",
        "maal",
        "beskrivelse",
        "metode",
        "resultat",
        "kvalitetskriterier",
        "involverede_parter",
        "oevrige_felter",
    )
)
"""De felter, der siger, hvad der skal gøres; ændres de, er en fuldført opgave fuldført på en anden tekst."""

MOEDES: Mapping[str, frozenset[str]] = {
    **dict.fromkeys(("regel", "slutdato_tekst"), frozenset(("egen_regel", "frist"))),
    "fase": frozenset(("egen_fase",)),
    "kvalitetskriterier": frozenset(("egne_kriterier",)),
    **dict.fromkeys(("maal", "beskrivelse", "metode", "resultat"), frozenset(("egen_tekst",))),
}
"""Kortets felt → det lokale, der handler om det samme. ``frist`` er en frist, en person har sat."""

BEGYNDT = "begyndt"
"""Det, en opgave har af sit eget, når den er begyndt eller fuldført; det tæller, når den udgår."""


class Slags(Enum):
    """Hvad der er sket med opgaven i kataloget; værdien er ordet, der vises."""

    UAENDRET = "uændret"
    AENDRET = "ændret"
    NY = "ny"
    UDGAAET = "udgår"
    GENOPTAGET = "i kataloget igen"


class Valg(StrEnum):
    TAG_MED = "tag-med"
    BEHOLD = "behold-lokal"
    SENERE = "senere"


class Virkning(Enum):
    """Hvad der sker med opgaven i planen."""

    INTET = "intet"
    FLYT = "flyt"
    OPRET = "opret"
    UDGAA = "udgaa"
    GENOPTAG = "genoptag"
    BEHOLD = "behold"


class UlovligtValg(ValueError):
    """Et svar, opgaven ikke kan få. ``raekke`` er None, når der ikke er noget at svare på."""

    def __init__(self, noegle: str, raekke: "Raekke | None") -> None:
        super().__init__(noegle)
        self.noegle, self.raekke = noegle, raekke


@dataclass(frozen=True)
class Kort:
    """Et kort i en version. ``version`` er versionens plads i kataloget: en senere har et højere tal.

    ``indhold`` er alt, hvad udgiveren har skrevet på det, efter feltets navn.
    """

    id: int
    noegle: str
    version: int
    indhold: Mapping[str, Any] = field(compare=False)

    def forskelle(self, andet: "Kort") -> frozenset[str]:
        """De felter, hvor kortene ikke er ens."""
        return frozenset(navn for navn, vaerdi in self.indhold.items() if vaerdi != andet.indhold[navn])


@dataclass(frozen=True)
class Opgavestand:
    """En opgave, som reglen ser den.

    ``lokalt`` er navnene på det, kommunen har af sit eget (se ``MOEDES``). ``beholdt_mod`` er den version, der er
    sagt nej til; ``fuldfoert_kort`` det kort, den blev fuldført på, når teksten er en anden nu.
    """

    kort: Kort
    lokalt: frozenset[str] = frozenset()
    er_begyndt: bool = False
    er_fuldfoert: bool = False
    er_udgaaet: bool = False
    beholdt_mod: int | None = None
    fuldfoert_kort: Kort | None = None

    @property
    def eget(self) -> frozenset[str]:
        return self.lokalt | {BEGYNDT} if self.er_begyndt else self.lokalt

    def paa(self, kort: Kort) -> "Opgavestand":
        """Opgaven på et andet kort. Den er i kataloget, og et gammelt nej gælder ikke mere."""
        return replace(
            self, kort=kort, er_udgaaet=False, beholdt_mod=None, fuldfoert_kort=self._fuldfoert_paa_andet_end(kort)
        )

    def _fuldfoert_paa_andet_end(self, kort: Kort) -> Kort | None:
        foerst = self.fuldfoert_kort or self.kort
        return foerst if self.er_fuldfoert and foerst.forskelle(kort) & TEKSTER else None


@dataclass(frozen=True)
class Grundlag:
    """Den nye version og det, der skal vides om dem imellem.

    ``obligatoriske`` er nøgle → version → de felter, hvis ændring der ikke kan afslås, og ``skal_udgaa`` det samme til,
    om den skal udgå (``kravregel``). ``afslaaede`` er kortene i de versioner, der er sagt nej til, efter begge dele.
    """

    til: int
    kort: Mapping[str, Kort]
    obligatoriske: Mapping[str, Mapping[int, frozenset[str]]] = field(default_factory=dict)
    afslaaede: Mapping[tuple[int, str], Kort] = field(default_factory=dict)
    skal_udgaa: Mapping[str, Mapping[int, bool]] = field(default_factory=dict)


@dataclass(frozen=True)
class Valgliste:
    """Svarene: ``enkelte`` efter nøgle, og ``alle`` for dem, der ikke er svaret på.

    ``alle`` gælder, hvor det kan: en obligatorisk ændring tages altid med, og en ny opgave kan ikke beholdes.
    """

    alle: Valg = Valg.TAG_MED
    enkelte: Mapping[str, Valg] = field(default_factory=dict)


TAG_ALT_MED = Valgliste()


@dataclass(frozen=True)
class Raekke:
    """En nøgle i tabellen. ``felter`` er dem, udgiveren har ændret; ``konflikt`` det lokale, der møder dem.

    ``er_afslaaet`` er sandt, når kommunen har sagt nej til netop det her før; så spørges der ikke igen.
    """

    noegle: str
    slags: Slags
    til: int
    vores: Opgavestand | None
    deres: Kort | None
    felter: frozenset[str] = frozenset()
    konflikt: frozenset[str] = frozenset()
    er_obligatorisk: bool = False
    er_afslaaet: bool = False
    valg: Valg | None = None

    @property
    def kort(self) -> Kort:
        """Kortet i den nye version eller, når der intet er, det, opgaven står på."""
        kort = self.deres or (self.vores.kort if self.vores else None)
        if kort is None:
            raise ValueError("En række har altid et kort.")
        return kort

    @property
    def muligheder(self) -> tuple[Valg, ...]:
        """De svar, der kan gives; ingen, når der ikke er noget at svare på."""
        if self.slags is Slags.UAENDRET:
            return ()
        if self.er_obligatorisk:
            return (Valg.TAG_MED,)
        if self.slags in (Slags.NY, Slags.GENOPTAGET):
            return (Valg.TAG_MED, Valg.SENERE)
        return tuple(Valg)

    @property
    def er_aaben(self) -> bool:
        """Om der spørges."""
        return bool(self.muligheder) and not self.er_afslaaet

    @property
    def er_stille(self) -> bool:
        """Om det, der sker, er usynligt: det samme indhold på et nyere kort, eller et nej, der stadig gælder."""
        return self.slags is Slags.UAENDRET or (self.er_afslaaet and self.virkning is Virkning.BEHOLD)

    @property
    def virkning(self) -> Virkning:
        if self.slags is Slags.UAENDRET:
            return Virkning.FLYT if self.deres else Virkning.INTET
        if self.valg is Valg.TAG_MED:
            return _VIRKNINGER[self.slags]
        return Virkning.BEHOLD if self.valg is Valg.BEHOLD else Virkning.INTET

    @cached_property
    def efter(self) -> Opgavestand | None:
        """Opgaven bagefter; None, når der stadig ingen er."""
        if self.virkning is Virkning.BEHOLD and self.vores:
            return replace(self.vores, beholdt_mod=self.til)
        if self.virkning is Virkning.UDGAA and self.vores:
            return replace(self.vores, er_udgaaet=True, beholdt_mod=None)
        if self.virkning is Virkning.INTET or self.deres is None:
            return self.vores
        return self.vores.paa(self.deres) if self.vores else Opgavestand(self.deres)

    @property
    def er_aendret(self) -> bool:
        return self.efter != self.vores

    def svar(self, valg: Valgliste) -> "Raekke":
        """Rækken med det svar, listen giver den."""
        enkelt = valg.enkelte.get(self.noegle)
        if enkelt is not None and enkelt not in self.muligheder:
            raise UlovligtValg(self.noegle, self)
        return replace(self, valg=enkelt or self._uden_eget_svar(valg.alle))

    def _uden_eget_svar(self, alle: Valg) -> Valg | None:
        if not self.muligheder:
            return None
        if self.er_afslaaet:
            return Valg.BEHOLD
        return alle if alle in self.muligheder else Valg.TAG_MED


_VIRKNINGER = {
    Slags.AENDRET: Virkning.FLYT,
    Slags.NY: Virkning.OPRET,
    Slags.UDGAAET: Virkning.UDGAA,
    Slags.GENOPTAGET: Virkning.GENOPTAG,
}


@dataclass(frozen=True)
class Tabel:
    """Alle nøgler i planen og den nye version, de åbne med svar."""

    raekker: tuple[Raekke, ...]

    def med(self, *virkninger: Virkning) -> list[Raekke]:
        """De rækker, hvor det synligt sker."""
        return [raekke for raekke in self.raekker if not raekke.er_stille and raekke.virkning in virkninger]

    def af(self, slags: Slags) -> list[Raekke]:
        """De rækker af slagsen, der spørges om."""
        return [raekke for raekke in self.raekker if raekke.slags is slags and raekke.er_aaben]

    @cached_property
    def synlige(self) -> list[Raekke]:
        """De rækker, hvor der sker noget, som nogen kan se."""
        return [raekke for raekke in self.raekker if raekke.er_aendret and not raekke.er_stille]

    @cached_property
    def senere(self) -> list[Raekke]:
        return [raekke for raekke in self.raekker if raekke.valg is Valg.SENERE]

    @cached_property
    def konflikter(self) -> list[Raekke]:
        return [raekke for raekke in self.raekker if raekke.konflikt and raekke.er_aaben]

    @cached_property
    def uaendrede(self) -> list[Raekke]:
        return [raekke for raekke in self.raekker if raekke.slags is Slags.UAENDRET]

    @cached_property
    def afslaaede(self) -> list[Raekke]:
        return [raekke for raekke in self.raekker if raekke.er_afslaaet]

    @cached_property
    def er_aendret(self) -> bool:
        return any(raekke.er_aendret for raekke in self.raekker)


def flet(opgaver: Mapping[str, Opgavestand], grundlag: Grundlag, valg: Valgliste = TAG_ALT_MED) -> Tabel:
    """Tabellen for planens ``opgaver`` efter nøgle. Rejser ``UlovligtValg``, når et svar ikke kan gives."""
    noegler = dict.fromkeys((*opgaver, *grundlag.kort))
    raekker = [raekke for noegle in noegler if (raekke := sammenlign(noegle, opgaver.get(noegle), grundlag))]
    kendte = {raekke.noegle for raekke in raekker}
    for noegle in valg.enkelte:
        if noegle not in kendte:
            raise UlovligtValg(noegle, None)
    return Tabel(tuple(raekke.svar(valg) for raekke in raekker))


def sammenlign(noegle: str, vores: Opgavestand | None, grundlag: Grundlag) -> Raekke | None:
    """Rækken for en nøgle, endnu uden svar; None, når den hverken er i kataloget eller i en levende opgave."""
    deres = grundlag.kort.get(noegle)
    if vores is None:
        ny = Raekke(noegle, Slags.NY, grundlag.til, None, deres)
        return _med_krav(ny, 0, grundlag) if deres else None
    if vores.er_udgaaet:
        igen = Raekke(noegle, Slags.GENOPTAGET, grundlag.til, vores, deres)
        return _med_krav(igen, vores.kort.version, grundlag) if deres else None
    if vores.kort.version > grundlag.til:
        return Raekke(noegle, Slags.UAENDRET, grundlag.til, vores, None)
    if deres is None:
        return _udgaaet(noegle, vores, grundlag)
    felter = vores.kort.forskelle(deres)
    if not felter:
        return Raekke(noegle, Slags.UAENDRET, grundlag.til, vores, deres)
    return _aendret(vores, deres, felter, grundlag)


def _udgaaet(noegle: str, vores: Opgavestand, grundlag: Grundlag) -> Raekke:
    krav = skal_udgaa(grundlag.skal_udgaa.get(noegle, {}), vores.kort.version, grundlag.til)
    afslaaet = not krav and _er_afslaaet(vores, None, grundlag)
    return Raekke(noegle, Slags.UDGAAET, grundlag.til, vores, None, frozenset(), vores.eget, krav, afslaaet)


def _aendret(vores: Opgavestand, deres: Kort, felter: frozenset[str], grundlag: Grundlag) -> Raekke:
    moeder = frozenset[str]().union(*(MOEDES.get(felt, frozenset()) for felt in felter))
    raekke = Raekke(
        deres.noegle, Slags.AENDRET, grundlag.til, vores, deres, felter=felter, konflikt=moeder & vores.lokalt
    )
    raekke = _med_krav(raekke, vores.kort.version, grundlag)
    return replace(raekke, er_afslaaet=not raekke.er_obligatorisk and _er_afslaaet(vores, deres, grundlag))


def _med_krav(raekke: Raekke, fra: int, grundlag: Grundlag) -> Raekke:
    krav = grundlag.obligatoriske.get(raekke.noegle, {})
    return replace(raekke, er_obligatorisk=kraeves(krav, raekke.felter, fra, grundlag.til))


def _er_afslaaet(vores: Opgavestand, deres: Kort | None, grundlag: Grundlag) -> bool:
    """Om det, kommunen sagde nej til, er det samme som det her."""
    if vores.beholdt_mod is None:
        return False
    afslaaet = grundlag.afslaaede.get((vores.beholdt_mod, vores.kort.noegle))
    if afslaaet is None or deres is None:
        return afslaaet is deres
    return not afslaaet.forskelle(deres)
