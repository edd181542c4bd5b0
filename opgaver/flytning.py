"""At flytte datoer, som en tabel: hvilken dato hver opgave får, og hvorfor nogle bliver stående. Uden Django.

Reglerne: en åben, ulåst opgave får den dato, dens regel giver med de nye ankre og kalenderen. En lukket, låst eller
undtaget beholder sin. Flyttes der efter en pause, rykker også den åbne opgave, der er låst eller har et anker, som
står: lige så langt, som pausen varede, og så er datoen dens egen. En ny dato mærkes, når den er passeret, når den er
rykket fra en fridag eller med pausen, når den ligger i en frysperiode, og når den kolliderer med en anden af kommunens
go-lives: samme dag eller i hyper-care efter den. En ny go-live mærkes også, når en anden ligger i dens hyper-care.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import Enum
from functools import cached_property

from faelles.tal import antal_i_ord
from frister import Anker, Ankre, Kalender, Regel, Svar, dag_maaned, dato_lang, fridagsadvarsel, relativ

HYPERCARE = 10
"""Arbejdsdage efter go-live, hvor kommunens folk er optaget, jf. Implementeringsmodellen, hovedopgave 10."""


class Grund(Enum):
    """Hvorfor en opgave beholder sin dato; værdien er ordet, der vises."""

    FULDFOERT = "fuldført"
    IKKE_RELEVANT = "ikke relevant"
    UDGAAET = "udgået"
    LAAST = "låst"
    UNDTAGET = "undtaget"
    FAST = "fast dato"
    SAMME = "samme dato"
    UDEN_DATO = "uden dato"
    UDEN_REGEL = "ingen frist"
    INGEN_PLADS = "ingen plads i indhentningsplanen"


LUKKEDE = (Grund.FULDFOERT, Grund.IKKE_RELEVANT, Grund.UDGAAET)


class Flag(Enum):
    """Hvad der er at sige om en ny dato."""

    FORTID = "i_fortiden"
    FRIDAG = "fridag"
    PAUSE = "pause"
    FRYSPERIODE = "frysperiode"
    GOLIVE = "golive"

    @property
    def navn(self) -> str:
        return _FLAGNAVNE[self]


_FLAGNAVNE = {
    Flag.FORTID: "i fortiden",
    Flag.FRIDAG: "rykket fra en fridag",
    Flag.PAUSE: "rykket med pausen",
    Flag.FRYSPERIODE: "i en frysperiode",
    Flag.GOLIVE: "kolliderer med en anden go-live",
}


@dataclass(frozen=True)
class Maerke:
    """Et flag og en sætning, der siger, hvad der er galt."""

    flag: Flag
    tekst: str


@dataclass(frozen=True)
class Tidsrum:
    """En frysperiode, eller de dage en anden go-live optager; begge dage med. Uden navn siges kun, at den er der.

    En go-lives navn er løsningen og stedet, fx "KY i Aarhus Kommune".
    """

    navn: str
    fra: date
    til: date

    def __contains__(self, dag: date) -> bool:
        return self.fra <= dag <= self.til


def golivetid(navn: str, golive: date, kalender: Kalender) -> Tidsrum:
    """De dage, en go-live optager: dagen selv og hyper-care."""
    return Tidsrum(navn, golive, kalender.laeg_arbejdsdage_til(golive, HYPERCARE))


@dataclass(frozen=True)
class Post:
    """En opgave, som reglen ser den. ``grund`` er sat, når opgaven i forvejen skal blive stående."""

    id: int
    kode: str
    titel: str
    regel: Regel | None
    fra: date | None
    grund: Grund | None = None
    golive: date | None = None
    """Etapens go-live, når opgaven er for en etape; den går forud for projektets."""
    ventet: int = 0
    """De kalenderdage, opgaven rykker efter en pause, når dens dato ikke selv følger med et anker."""
    tidligst: date | None = None
    """Det anker efter flytningen, en opgave, der selv rykker efter en pause, ikke må komme før."""

    @property
    def navn(self) -> str:
        """Koden, eller titlen på en opgave, hvis kode ikke må siges."""
        return self.kode or self.titel


@dataclass(frozen=True)
class Vilkaar:
    """Det, de nye datoer regnes og mærkes efter."""

    ankre: Ankre
    kalender: Kalender
    paa: date
    frysperioder: tuple[Tidsrum, ...] = ()
    golives: tuple[Tidsrum, ...] = ()
    ventet: int = 0
    """De kalenderdage, pausen varede, når der flyttes efter en."""


type Beregner = Callable[[Regel, Ankre, Kalender], Svar | None]


@dataclass(frozen=True)
class Raekke:
    """En opgaves gamle og nye dato. Uden ``grund`` får den en ny."""

    post: Post
    til: date | None
    grund: Grund | None = None
    maerker: tuple[Maerke, ...] = ()

    def orden(self, dato: date | None) -> tuple[bool, date, str]:
        """Pladsen i en tabel efter ``dato``; uden dato er sidst."""
        return dato is None, dato or date.min, self.post.kode

    @property
    def er_aaben(self) -> bool:
        return self.grund not in LUKKEDE

    @property
    def er_ventet(self) -> bool:
        """Opgaven får en dato, der er dens egen, fordi den har ventet på en pause."""
        return self.grund is None and bool(self.post.ventet)

    @property
    def dage(self) -> int | None:
        """Antal kalenderdage, fristen rykker; None, når den ene dato mangler."""
        return (self.til - self.post.fra).days if self.til and self.post.fra else None


@dataclass(frozen=True)
class Tabel:
    """Alle opgaver i et projekt."""

    raekker: tuple[Raekke, ...] = field(default=())

    @cached_property
    def flyttede(self) -> list[Raekke]:
        """De opgaver, der får en anden frist, efter den; dem, der bliver uden dato, sidst."""
        return sorted((raekke for raekke in self.raekker if raekke.grund is None), key=lambda et: et.orden(et.til))

    @cached_property
    def uaendrede(self) -> list[Raekke]:
        """De opgaver, der beholder deres frist, efter den; dem uden dato sidst."""
        return sorted((raekke for raekke in self.raekker if raekke.grund), key=lambda et: et.orden(et.post.fra))

    @property
    def undtagne(self) -> list[Raekke]:
        return [raekke for raekke in self.uaendrede if raekke.grund is Grund.UNDTAGET]

    @property
    def nye(self) -> int:
        """Så mange af de flyttede får en ny dato."""
        return len(self.flyttede) - self.mister_dato

    @property
    def mister_dato(self) -> int:
        """Så mange af de flyttede bliver uden dato."""
        return sum(raekke.til is None for raekke in self.flyttede)

    def antal(self, flag: Flag) -> int:
        return sum(maerke.flag is flag for raekke in self.flyttede for maerke in raekke.maerker)

    @property
    def flagtal(self) -> list[tuple[str, int]]:
        """De flag, der forekommer, med antal."""
        return [(flag.navn, antal) for flag in Flag if (antal := self.antal(flag))]


def flytning(
    poster: Iterable[Post], vilkaar: Vilkaar, undtagne: frozenset[int] = frozenset(), *, beregn: Beregner | None = None
) -> Tabel:
    """Tabellen for et projekt. ``beregn`` kan være en, der husker, hvad den har regnet før."""
    regn = beregn or (lambda regel, ankre, kalender: regel.beregn(ankre, kalender))
    return Tabel(tuple(_raekke(post, vilkaar, undtagne, regn) for post in poster))


class Udfald(Enum):
    """Hvad der sker med en opgave, når en flytning fortrydes."""

    GENSKABES = "får præcis det, den havde"
    REGNES = "får det, dens regel giver med de gamle ankre og den kalender, der gælder bagefter"
    LAASES = "beholder sin dato og låses på den"
    DATERES = "havde ingen dato og får reglens"
    BLIVER = "beholder sin dato"
    UDENFOR = "har intet med flytningen at gøre"


@dataclass(frozen=True)
class Spor:
    """Det, der er sket med en opgave siden en flytning, som skal fortrydes."""

    er_flyttet: bool
    """Flytningen skrev på den."""
    er_som_efter: bool
    """Ingen har ændret den siden."""
    er_forklaret: bool
    """Den dato, den havde, er den, reglen nu giver med de gamle ankre, eller en, en person havde sat; eller det var
    flytningen, der låste den på en ny, så den kan låses op."""
    foelger_reglen: bool
    """Den er åben og ulåst, og dens dato er netop den, reglen, også en egen, giver med ankrene før fortrydelsen."""
    er_i_utakt: bool
    """Reglen giver en anden dato med de gamle ankre end den, den har."""
    har_frist: bool


def udfald(spor: Spor) -> Udfald:
    """En dato, reglen har givet, er ingens egen, så opgaven går med tilbage; den, en person har sat, bliver."""
    if not (spor.er_flyttet or spor.er_i_utakt):
        return Udfald.UDENFOR
    if spor.er_flyttet and spor.er_som_efter and spor.er_forklaret:
        return Udfald.GENSKABES
    if spor.foelger_reglen:
        return Udfald.REGNES
    if spor.er_i_utakt:
        # Giver reglen en anden dato, må den, opgaven har, låses; ellers kunne ingen sige, hvor den kom fra.
        return Udfald.LAASES if spor.har_frist else Udfald.DATERES
    return Udfald.BLIVER


def ankermaerker(dato: date, vilkaar: Vilkaar, anker: Anker, fra: date | None = None) -> tuple[Maerke, ...]:
    """Det, der er at sige om et nyt anker, der før var ``fra``; det må falde på en fridag, men det skal ses."""
    fridag = fridagsadvarsel(dato, vilkaar.kalender)
    efter = _i_dens_hypercare(dato, vilkaar) if anker is Anker.GOLIVE else ()
    pausen = _laengere_end_pausen(fra, dato, vilkaar) if fra and vilkaar.ventet else ()
    return (*pausen, *((Maerke(Flag.FRIDAG, fridag),) if fridag else ()), *datomaerker(dato, vilkaar), *efter)


def _laengere_end_pausen(fra: date, til: date, vilkaar: Vilkaar) -> Iterable[Maerke]:
    """Hvorfor et anker rykkede længere, end pausen varede: det ville falde på en fridag eller oven i det før."""
    raa = fra + timedelta(days=vilkaar.ventet)
    if til != raa:
        hvorfor = fridagsadvarsel(raa, vilkaar.kalender) or f"{dag_maaned(raa)} er taget af den dato, der kommer før"
        senere = antal_i_ord(vilkaar.ventet, "dag", "dage")
        yield Maerke(Flag.FRIDAG, f"{senere} senere, rykket til {dato_lang(til)}, for {hvorfor}")


def _i_dens_hypercare(golive: date, vilkaar: Vilkaar) -> Iterable[Maerke]:
    """De andre go-lives, som den nye kommer til at optage folkene for."""
    dens = golivetid("", golive, vilkaar.kalender)
    for anden in vilkaar.golives:
        if anden.fra in dens and anden.fra != golive:
            hvilken = _golive_i_ord(anden) if anden.navn else "en anden af kommunens go-lives"
            komma = "," if anden.navn else ""
            yield Maerke(Flag.GOLIVE, f"{hvilken}{komma} falder i hyper-care efter denne go-live")


def _raekke(post: Post, vilkaar: Vilkaar, undtagne: frozenset[int], beregn: Beregner) -> Raekke:
    if post.ventet and post.fra:
        return _efter_pause(post, post.fra + timedelta(days=post.ventet), vilkaar, undtagne)
    if post.grund:
        return Raekke(post, post.fra, post.grund)
    ankre = replace(vilkaar.ankre, golive=post.golive) if post.golive else vilkaar.ankre
    svar = beregn(post.regel, ankre, vilkaar.kalender) if post.regel else None
    til = svar.dato if svar else None
    if til == post.fra:
        return Raekke(post, til, _hvorfor_samme(post))
    if post.id in undtagne and post.fra:
        return Raekke(post, post.fra, Grund.UNDTAGET)
    return Raekke(post, til, maerker=_maerker(svar, vilkaar) if svar else ())


def _efter_pause(post: Post, raa: date, vilkaar: Vilkaar, undtagne: frozenset[int]) -> Raekke:
    """Datoen lige så langt efter, som pausen varede, og på sin side af ankrene; på en fridag er det dagen efter den."""
    kalender, tidligst = vilkaar.kalender, max(raa, post.tidligst or raa)
    til = kalender.arbejdsdag_fra_og_med(tidligst)
    if post.id in undtagne:
        return Raekke(post, post.fra, post.grund or Grund.UNDTAGET)
    hvorfor = "fristen var låst" if post.grund is Grund.LAAST else "den følger ikke en dato, der flyttes"
    grund = fridagsadvarsel(raa, kalender) or f"{dag_maaned(raa)} er før den dato, den skal ligge efter"
    laengere = f"; {grund} → {dato_lang(til)}" if til != raa else ""
    maerke = Maerke(Flag.PAUSE, f"rykket med pausen, for {hvorfor}{laengere}; låses på den nye dato")
    return Raekke(post, til, maerker=(maerke, *datomaerker(til, vilkaar)))


def _hvorfor_samme(post: Post) -> Grund:
    if post.regel is None:
        return Grund.UDEN_REGEL
    if post.fra is None:
        return Grund.UDEN_DATO
    return Grund.SAMME if post.regel.anker else Grund.FAST


def _maerker(svar: Svar, vilkaar: Vilkaar) -> tuple[Maerke, ...]:
    rykket: tuple[Maerke, ...] = ()
    if svar.flyttet_fordi:
        fridag = fridagsadvarsel(svar.raa_dato, vilkaar.kalender)
        undervejs = f"; {svar.undervejs}" if svar.undervejs else ""
        rykket = (Maerke(Flag.FRIDAG, f"{fridag}{undervejs} → {dato_lang(svar.dato)}"),)
    return (*rykket, *datomaerker(svar.dato, vilkaar))


def datomaerker(dato: date, vilkaar: Vilkaar) -> Iterable[Maerke]:
    """Det, der er at sige om en dato, hvem der end har givet den."""
    if dato < vilkaar.paa:
        yield Maerke(Flag.FORTID, f"allerede passeret ({relativ(dato, vilkaar.paa)})")
    for periode in vilkaar.frysperioder:
        if dato in periode:
            yield Maerke(Flag.FRYSPERIODE, f"i frysperioden {periode.navn}" if periode.navn else "i en frysperiode")
    for optaget in vilkaar.golives:
        if dato in optaget:
            yield Maerke(Flag.GOLIVE, _i_hypercare(dato, optaget))


def _i_hypercare(dato: date, optaget: Tidsrum) -> str:
    if dato == optaget.fra:
        return f"samme dag som {_golive_i_ord(optaget) if optaget.navn else 'en af kommunens andre go-lives'}"
    if not optaget.navn:
        return "i hyper-care efter en af kommunens andre go-lives"
    return f"i hyper-care efter {_golive_i_ord(optaget)} (til og med {dag_maaned(optaget.til)})"


def _golive_i_ord(optaget: Tidsrum) -> str:
    return f"go-live for {optaget.navn}, {dag_maaned(optaget.fra)}"
