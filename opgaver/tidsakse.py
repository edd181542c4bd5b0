"""Tidsplanens geometri: hvor på aksen en dag ligger, og hvor mærker, tekster og linjer står. Uden Django og database.

Alle mål er tegningens egne enheder; vist i fuld størrelse er en enhed en CSS-pixel. En dag ligger altid på sin egen
x; to tekster, der ville røre hinanden, får hver sin række.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from heapq import heappop, heappush

from faelles.maaneder import MAANEDER

LUFT = 8
"""Mindste afstand mellem to ting på samme række."""
TRIN = (1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200)
"""Så mange måneder kan der være mellem to månedsnavne."""


@dataclass(frozen=True)
class Maal:
    """En form af tegningen. ``tegn`` er det bredeste, et tegn i gennemsnit fylder ved ``skrift``.

    Med ``alle_tekster`` har hvert mærke sin tekst; ellers kun milepælene. ``flest_raekker`` deler en høj tegning, så
    hvert stykke kan stå på et stykke papir.
    """

    bredde: int
    kant: int
    hoejrekant: int
    skrift: int
    tegn: float
    symbol: int
    raekke: int
    alle_tekster: bool
    flest_raekker: int
    laengste_navn: int
    """Så mange tegn kan en linjes navn have."""

    def tekstbredde(self, tekst: str) -> float:
        return len(tekst) * self.tegn


BRED = Maal(
    bredde=1080, kant=10, hoejrekant=60, skrift=14, tegn=9.4, symbol=16, raekke=24, alle_tekster=True, flest_raekker=21,
    laengste_navn=30,
)  # fmt: skip
"""Til en bred skærm og et liggende A4; en række er 24 høj, så en finger kan ramme den."""
PAPIR = replace(BRED, bredde=1400, raekke=19, flest_raekker=30)
"""Til papir alene: smallere rækker og længere mellem dagene, så flere faser er på et ark."""
SMAL = Maal(
    bredde=288, kant=9, hoejrekant=30, skrift=14, tegn=9.4, symbol=14, raekke=20, alle_tekster=False, flest_raekker=60,
    laengste_navn=20,
)  # fmt: skip
"""Til en telefon: kun symboler, milepælenes koder og linjernes navne."""


@dataclass(frozen=True)
class Maerke:
    """Det, der ligger på én dag: en opgave. ``har_hale`` er et tjekpunkt, planen fortsætter forbi."""

    noegle: int
    dag: date
    tekst: str
    er_milepael: bool = False
    har_hale: bool = False
    er_laast: bool = False


@dataclass(frozen=True)
class Sted:
    """Det, noget på dagen ``x`` fylder på aksen; teksten begynder ved ``tekst_x`` eller ender der."""

    x: float
    venstre: float
    hoejre: float
    tekst: str
    tekst_x: float
    til_venstre: bool
    raekke: int = 0


@dataclass(frozen=True)
class Akse:
    """Fra den første dag i en måned til den første dag efter en måned."""

    foerste: date
    sidste: date
    maal: Maal

    @classmethod
    def om(cls, dage: Iterable[date], maal: Maal) -> "Akse":
        """Den korteste akse i hele måneder, der har alle dagene med; mindst én dag."""
        alle = list(dage)
        return cls(min(alle).replace(day=1), naeste_maaned(max(alle)), maal)

    def x(self, dag: date) -> float:
        andel = (dag - self.foerste).days / (self.sidste - self.foerste).days
        return self.maal.kant + andel * self.bredde

    @property
    def bredde(self) -> float:
        """Fra den første til den sidste dag."""
        return self.maal.bredde - self.maal.kant - self.maal.hoejrekant

    def maaneder(self) -> Iterator[date]:
        """Den første dag i hver måned på aksen."""
        dag = self.foerste
        while dag < self.sidste:
            yield dag
            dag = naeste_maaned(dag)

    def streger(self) -> list[float]:
        """Et x for hver måneds begyndelse; ligger de tættere end en enhed, kun for dem med navn."""
        alle = [self.x(dag) for dag in self.maaneder()]
        return alle if len(alle) <= self.bredde else [x for x, _ in self.maanedsnavne()]

    def maanedsnavne(self) -> list[tuple[float, str]]:
        """Så mange af månederne, som der er plads til, med x og navn; januar står også med i et større spring."""
        alle = list(self.maaneder())
        bredest = self.maal.tekstbredde(maanedsnavn(date(2000, 9, 1))) + LUFT
        # Februar er kortere end gennemsnittet, og det skal der også være plads til.
        korteste = 28 * self.bredde / (self.sidste - self.foerste).days
        trin = next((trin for trin in TRIN if trin * korteste >= bredest), TRIN[-1])
        runde = [dag for dag in alle if (dag.year * 12 + dag.month - 1) % trin == 0]
        valgte = [dag for dag in runde if self.x(dag) + bredest <= self.maal.bredde + LUFT] or alle[:1]
        return [(self.x(dag), maanedsnavn(dag)) for dag in valgte]


@dataclass(frozen=True)
class Lagt:
    """Mærkerne på deres steder i et stykke af tegningen."""

    steder: tuple[tuple[Maerke, Sted], ...]
    raekker: int


def naeste_maaned(dag: date) -> date:
    """Den første dag i måneden efter."""
    return (dag.replace(day=1) + timedelta(days=32)).replace(day=1)


def maanedsnavn(dag: date) -> str:
    """Fx »sep 2027«; med to cifre kunne året læses som en dag."""
    return f"{MAANEDER[dag.month - 1][:3]} {dag.year}"


def laeg_maerker(maerker: Iterable[Maerke], akse: Akse) -> list[Lagt]:
    """Hvert mærke på sin dag og i den øverste række, hvor der er plads; delt, når der er for mange rækker."""
    alle = sorted(maerker, key=lambda maerke: (maerke.dag, maerke.tekst, maerke.noegle))
    steder = pak([_maerkets_sted(maerke, akse) for maerke in alle])
    flest = akse.maal.flest_raekker
    stykker: defaultdict[int, list[tuple[Maerke, Sted]]] = defaultdict(list)
    for maerke, sted in zip(alle, steder, strict=True):
        stykker[sted.raekke // flest].append((maerke, sted))
    return [_stykke(stykker[nummer], nummer * flest) for nummer in sorted(stykker)]


def laeg_flag(linjer: Iterable[tuple[date, str]], akse: Akse) -> list[Sted]:
    """Linjernes navne over tegningen, hvert ved sin linje og uden at røre de andre, i den givne orden.

    En linje begynder ved sit navn og går nedad. Den går heller ikke hen over et andet navn, medmindre navnet står til
    venstre for sin linje, og der ikke er en anden række til det.
    """
    steder = [_flagets_sted(dag, navn, akse) for dag, navn in linjer]
    lagt: dict[int, Sted] = {}
    for nummer in sorted(range(len(steder)), key=lambda nummer: _flagets_tur(steder[nummer])):
        lagt[nummer] = replace(steder[nummer], raekke=_flagets_raekke(steder[nummer], list(lagt.values())))
    return [lagt[nummer] for nummer in range(len(steder))]


def _flagets_tur(flag: Sted) -> tuple[bool, float]:
    """Navnene til venstre for deres linje bagfra, så resten forfra: så er der altid en række forneden."""
    return (False, -flag.x) if flag.til_venstre else (True, flag.x)


def _flagets_raekke(flag: Sted, lagte: list[Sted]) -> int:
    raekker = range(max((anden.raekke for anden in lagte), default=-1) + 2)
    ledige = [
        nummer for nummer in raekker if not any(_roerer(flag, anden) for anden in lagte if anden.raekke == nummer)
    ]
    frie = (nummer for nummer in ledige if not any(_krydser(flag, nummer, anden) for anden in lagte))
    return next(frie, ledige[0])


def _roerer(flag: Sted, andet: Sted) -> bool:
    return flag.venstre < andet.hoejre + LUFT and andet.venstre < flag.hoejre + LUFT


def _krydser(flag: Sted, raekke: int, andet: Sted) -> bool:
    """Om den øverstes linje går gennem den nederstes navn."""
    oeverste, nederste = (flag, andet) if raekke < andet.raekke else (andet, flag)
    return raekke != andet.raekke and nederste.venstre < oeverste.x < nederste.hoejre


def pak(steder: Sequence[Sted]) -> list[Sted]:
    """Stederne i deres egen orden, hver i den øverste række, hvor ingen er tættere end ``LUFT``.

    De lægges fra venstre mod højre, så en række, der først er ledig, bliver ved at være det, til den bruges.
    """
    optagne: list[tuple[float, int]] = []
    ledige: list[int] = []
    lagt: dict[int, Sted] = {}
    for nummer, sted in sorted(enumerate(steder), key=lambda par: (par[1].venstre, par[0])):
        while optagne and optagne[0][0] + LUFT <= sted.venstre:
            heappush(ledige, heappop(optagne)[1])
        raekke = heappop(ledige) if ledige else len(optagne)
        heappush(optagne, (sted.hoejre, raekke))
        lagt[nummer] = replace(sted, raekke=raekke)
    return [lagt[nummer] for nummer in range(len(steder))]


def _stykke(her: list[tuple[Maerke, Sted]], foerste: int) -> Lagt:
    lagt = [(maerke, replace(sted, raekke=sted.raekke - foerste)) for maerke, sted in her]
    return Lagt(tuple(lagt), max(sted.raekke for _, sted in lagt) + 1)


def hale(maal: Maal) -> float:
    """Længden af den stiplede streg, der siger, at planen fortsætter."""
    return 1.5 * maal.symbol


def laas(maal: Maal) -> float:
    """Bredden af den hængelås, der siger, at fristen er fast."""
    return 0.8 * maal.symbol


def _maerkets_sted(maerke: Maerke, akse: Akse) -> Sted:
    """Symbolet midt på sin dag med halen til højre; lås og tekst efter, eller til venstre for den."""
    maal, x = akse.maal, akse.x(maerke.dag)
    halv, halens = maal.symbol / 2, hale(maal) if maerke.har_hale else 0
    tekst = maerke.tekst if maal.alle_tekster or maerke.er_milepael else ""
    laasens = laas(maal) if maerke.er_laast else 0
    fylder = laasens + (4 + maal.tekstbredde(tekst) if tekst else 0)
    slut = x + halv + halens
    if slut + fylder <= maal.bredde:
        return Sted(x, x - halv, slut + fylder, tekst, slut + laasens + 4, til_venstre=False)
    return Sted(x, x - halv - fylder, slut, tekst, x - halv - laasens - 4, til_venstre=True)


def _flagets_sted(dag: date, navn: str, akse: Akse) -> Sted:
    maal, x = akse.maal, akse.x(dag)
    tekst = navn if len(navn) <= maal.laengste_navn else f"{navn[: maal.laengste_navn - 1].rstrip()}…"
    bredde = maal.tekstbredde(tekst)
    if x + 4 + bredde <= maal.bredde:
        return Sted(x, x, x + 4 + bredde, tekst, x + 4, til_venstre=False)
    ende = max(x - 4, bredde)
    return Sted(x, ende - bredde, max(x, ende), tekst, ende, til_venstre=True)
