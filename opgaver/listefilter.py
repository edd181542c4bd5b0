"""Filteret på projektets opgaver, som det står i adressen og i ord. Kender hverken database eller Django.

Det samme filter har én adresse: delene står i en fast rækkefølge, og det, der ikke er valgt, står der ikke.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qs, urlencode

SNART_DAGE = 14
FLEST_DAGE = 730
LAENGSTE_SOEGNING = 100
FLEST_BEMAERKNINGER = 5

VISNINGER = {
    "over_tid": "Over tid",
    "mine": "Mine",
    "uden_ansvarlig": "Uden ansvarlig",
    "aabne": "Åbne",
    "involverer_mig": "Involverer mig",
    "tjekpunkt": "Tjekpunkter",
    "lokal": "Lokale",
    "aendret_siden": "Ændret, siden den blev fuldført",
}
"""Dem, der er til eller fra; flere på én gang skal alle være opfyldt."""
HURTIGE = ("over_tid", "mine", "uden_ansvarlig")
FASE, HOVEDOPGAVE, ANSVARLIG, UGE = "fase", "hovedopgave", "ansvarlig", "uge"
GRUPPER = {FASE: "Fase", HOVEDOPGAVE: "Hovedopgave", ANSVARLIG: "Ansvarlig", UGE: "Uge"}
LISTE, TAVLE = "liste", "tavle"
FORMER = {LISTE: "Liste", TAVLE: "Tavle"}

ET_VALG = {
    "fase": "Fase",
    "hovedopgave": "Hovedopgave",
    "etape": "Etape",
    "ansvarlig": "Ansvarlig",
    "udfoerer": "Udfører",
}
FLERE_VALG = {"prioritet": "Prioritet", "status": "Status"}
TIDLIGERE = {"snart": ("inden", str(SNART_DAGE)), "fuldfoert": ("status", "fuldfoert")}
"""Værdier af ``vis``, som nu er en anden del af filteret; de står stadig i gamle links og mails."""


@dataclass(frozen=True)
class Kendte:
    """Det, projektet har at vælge imellem: værdien i adressen og det, den hedder, i den rækkefølge, den vises."""

    fase: Mapping[str, str] = field(default_factory=dict)
    hovedopgave: Mapping[str, str] = field(default_factory=dict)
    etape: Mapping[str, str] = field(default_factory=dict)
    ansvarlig: Mapping[str, str] = field(default_factory=dict)
    prioritet: Mapping[str, str] = field(default_factory=dict)
    status: Mapping[str, str] = field(default_factory=dict)

    @property
    def udfoerer(self) -> Mapping[str, str]:
        return self.ansvarlig


@dataclass(frozen=True)
class Filter:
    """Hvad der vises og hvordan. Tomt er ikke valgt; ``ansvarlig``, ``udfoerer`` og ``etape`` er numre."""

    soeg: str = ""
    vis: tuple[str, ...] = ()
    fase: str = ""
    hovedopgave: str = ""
    etape: str = ""
    prioritet: tuple[str, ...] = ()
    status: tuple[str, ...] = ()
    ansvarlig: str = ""
    udfoerer: str = ""
    inden: int | None = None
    gruppe: str = FASE
    visning: str = LISTE

    @property
    def er_sat(self) -> bool:
        """Om der kan være opgaver, som ikke vises."""
        return replace(self, gruppe=FASE, visning=LISTE) != Filter()

    @property
    def adresse(self) -> str:
        """Filteret, som det står efter spørgsmålstegnet; tom, når intet er valgt."""
        return urlencode(list(self._par()))

    @property
    def som_link(self) -> str:
        return f"?{self.adresse}"

    @property
    def skjulte_felter(self) -> list[tuple[str, str]]:
        """Det, som filterets formular ikke selv har felter til."""
        return [(navn, vaerdi) for navn, vaerdi in self._par() if navn in ("gruppe", "visning")]

    @property
    def alt(self) -> "Filter":
        """Den samme visning uden noget valgt fra."""
        return Filter(gruppe=self.gruppe, visning=self.visning)

    def med(self, **dele: object) -> "Filter":
        return replace(self, **dele)  # type: ignore[arg-type]

    def skift(self, navn: str) -> "Filter":
        """Med den ene af ``VISNINGER`` til, hvis den er fra, og omvendt."""
        valgte = set(self.vis) ^ {navn}
        return self.med(vis=tuple(en for en in VISNINGER if en in valgte))

    def _par(self) -> Iterator[tuple[str, str]]:
        if self.soeg:
            yield "soeg", self.soeg
        yield from (("vis", navn) for navn in self.vis)
        yield from ((navn, getattr(self, navn)) for navn in ("fase", "hovedopgave", "etape") if getattr(self, navn))
        for navn in FLERE_VALG:
            yield from ((navn, vaerdi) for vaerdi in getattr(self, navn))
        yield from ((navn, getattr(self, navn)) for navn in ("ansvarlig", "udfoerer") if getattr(self, navn))
        if self.inden is not None:
            yield "inden", str(self.inden)
        yield from (("gruppe", self.gruppe),) if self.gruppe != FASE else ()
        yield from (("visning", self.visning),) if self.visning != LISTE else ()


@dataclass(frozen=True)
class Del:
    """Én ting, filteret kræver, i ord, og filteret uden den."""

    tekst: str
    uden: Filter


def dele(valg: Filter, kendte: Kendte) -> list[Del]:
    """Filteret i ord, del for del."""
    fundne = [Del(f"indeholder »{valg.soeg}«", valg.med(soeg=""))] if valg.soeg else []
    fundne += [Del(VISNINGER[navn].lower(), valg.skift(navn)) for navn in valg.vis]
    for navn, felt in (ET_VALG | FLERE_VALG).items():
        if vaerdi := getattr(valg, navn):
            fundne.append(_del(valg, kendte, navn, felt, [vaerdi] if isinstance(vaerdi, str) else vaerdi))
    if valg.inden is not None:
        fundne.append(Del(forfalder_i_ord(valg.inden), valg.med(inden=None)))
    return fundne


def forfalder_i_ord(inden: int) -> str:
    if inden == 0:
        return "forfalder i dag"
    return f"forfalder inden {inden} {'dag' if inden == 1 else 'dage'}"


def _del(valg: Filter, kendte: Kendte, navn: str, felt: str, vaerdier: Sequence[str]) -> Del:
    hedder = " eller ".join(getattr(kendte, navn)[vaerdi] for vaerdi in vaerdier)
    return Del(f"{felt.lower()}: {hedder}", valg.med(**{navn: () if navn in FLERE_VALG else ""}))


def laes_tekst(tekst: str, kendte: Kendte) -> tuple[Filter, list[str]]:
    """Som ``laes``, af det, der står efter spørgsmålstegnet."""
    return laes(parse_qs(tekst.removeprefix("?")), kendte)


def laes(adresse: Mapping[str, Sequence[str]], kendte: Kendte) -> tuple[Filter, list[str]]:
    """Filteret i adressen, og en sætning om hver værdi, der ikke kan bruges. Den er som ikke valgt."""
    laeser = _Laeser({navn: [_renset(v) for v in vaerdier] for navn, vaerdier in adresse.items()}, kendte)
    return laeser.filter(), laeser.bemaerkninger[:FLEST_BEMAERKNINGER]


class _Laeser:
    def __init__(self, adresse: dict[str, list[str]], kendte: Kendte) -> None:
        self.adresse, self.kendte = adresse, kendte
        self.bemaerkninger: list[str] = []
        for gammel in self.adresse.get("vis", []):
            if gammel in TIDLIGERE:
                navn, vaerdi = TIDLIGERE[gammel]
                self.adresse.setdefault(navn, []).append(vaerdi)

    def filter(self) -> Filter:
        return Filter(
            soeg=self._soeg(),
            vis=self._flere("vis", "Visningen", VISNINGER, TIDLIGERE),
            inden=self._inden(),
            gruppe=self._en("gruppe", "Grupperingen", GRUPPER) or FASE,
            visning=self._en("visning", "Visningen", FORMER) or LISTE,
        ).med(
            **{navn: self._en(navn, felt, getattr(self.kendte, navn)) for navn, felt in ET_VALG.items()},
            **{navn: self._flere(navn, felt, getattr(self.kendte, navn)) for navn, felt in FLERE_VALG.items()},
        )

    def _vaerdier(self, navn: str) -> list[str]:
        return [vaerdi for vaerdi in self.adresse.get(navn, []) if vaerdi]

    def _en(self, navn: str, felt: str, kan: Mapping[str, str]) -> str:
        """Den sidste, der kan bruges: formularens egen står efter den skjulte."""
        return next(iter(self._flere(navn, felt, kan)[-1:]), "")

    def _flere(self, navn: str, felt: str, kan: Mapping[str, str], ogsaa: Iterable[str] = ()) -> tuple[str, ...]:
        vaerdier = self._vaerdier(navn)
        for vaerdi in dict.fromkeys(vaerdier):
            if vaerdi not in kan and vaerdi not in ogsaa:
                self._sig(f"{felt} »{_kort(vaerdi)}« findes ikke i projektet")
        if navn in ET_VALG or navn in ("gruppe", "visning"):
            return tuple(vaerdi for vaerdi in vaerdier if vaerdi in kan)
        return tuple(en for en in kan if en in vaerdier)

    def _soeg(self) -> str:
        soegt = " ".join(" ".join(self._vaerdier("soeg")).split())
        if len(soegt) > LAENGSTE_SOEGNING:
            self.bemaerkninger.append(f"Der er kun søgt efter de første {LAENGSTE_SOEGNING} tegn.")
        return soegt[:LAENGSTE_SOEGNING].strip()

    def _inden(self) -> int | None:
        for vaerdi in reversed(self._vaerdier("inden")):
            if vaerdi.isascii() and vaerdi.isdigit() and len(vaerdi) < 5 and int(vaerdi) <= FLEST_DAGE:
                return int(vaerdi)
            self._sig(f"»{_kort(vaerdi)}« er ikke et antal dage fra 0 til {FLEST_DAGE}")
        return None

    def _sig(self, hvad: str) -> None:
        self.bemaerkninger.append(f"{hvad} og er ikke brugt i filteret.")


def _renset(tekst: str) -> str:
    """Uden styretegn, som ingen tekst har, og en database ikke tager imod."""
    return "".join(tegn if tegn.isprintable() else " " for tegn in tekst).strip()


def _kort(tekst: str) -> str:
    return tekst if len(tekst) <= 30 else f"{tekst[:30]}…"
