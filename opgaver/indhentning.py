"""Indhentningsplanen: nye datoer til de opgaver, hvis frist er overskredet. Uden Django.

Hver opgave får en uge, og fristen er den sidste dag i den, der kan bruges: en arbejdsdag, tidligst i morgen, uden for
frysperioder og senest opgavens grænse. En plads får højst ``pr_uge`` frister i en kalenderuge, som ansvarlig og som
udfører tilsammen, og de, der ligger der i forvejen, tæller med. En opgave ligger aldrig før det, den venter på, og
aldrig efter det, der venter på den.

Den, der skal være færdig i den tidligste uge, får plads først; blandt lige går prioriteten og så den oprindelige frist
forud. Er hver plads for sig (ingen opgaver deler kun den ene af deres pladser, og ingen venter på en anden plads'
opgave), er der kun noget til overs, når ingen plan kan rumme det hele. Ellers ledes der i op til ``SKRIDT`` forsøg
efter en plan, der kan.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from .indhentningsgrundlag import FAERREST, FLEST, PR_UGE, Aaben, Grundlag, Rammer, er_plads, laeg_til
from .indhentningsord import hvorfor, hvorfor_ikke

SKRIDT = 20_000
UBEGRAENSET = 1_000_000


@dataclass(frozen=True)
class Ny:
    """En opgave, der får en ny frist, og hvorfor det er den dag."""

    opgave: Aaben
    dato: date
    hvorfor: str


@dataclass(frozen=True)
class Tilovers:
    """En opgave, der ikke er plads til, og hvorfor."""

    opgave: Aaben
    hvorfor: str


@dataclass(frozen=True)
class Forslag:
    """Planen. ``mindst`` er det mindste antal om ugen, hvor kun det, intet antal hjælper på, er til overs.

    ``mindst`` er None, når et større antal ikke hjælper, og når ``FLEST`` ikke er nok; ``hjaelper_flere`` skelner.
    """

    nye: tuple[Ny, ...] = ()
    tilovers: tuple[Tilovers, ...] = ()
    hjaelper_flere: bool = False
    grundlag: Grundlag | None = field(default=None, compare=False, repr=False)

    @cached_property
    def mindst(self) -> int | None:
        """Søges først, når nogen spørger; det er dyrt, og den, der gemmer under en lås, spørger ikke."""
        if not self.grundlag or not self.hjaelper_flere:
            return None
        return _mindste(self.grundlag, self.grundlag.rammer.pr_uge, FLEST)


def indhent(aabne: Sequence[Aaben], rammer: Rammer) -> Forslag:
    """Forslaget til de overskredne blandt alle projektets åbne opgaver. Samme svar, hver gang det samme spørges."""
    grundlag = Grundlag(tuple(sorted(aabne, key=lambda et: et.id)), rammer)
    mulige = len(grundlag.laeg(UBEGRAENSET))
    lagt = _plan(grundlag, rammer.pr_uge, mulige, iter(range(SKRIDT)))
    nye = (Ny(et, grundlag.dag(et, lagt[et.id]), hvorfor(grundlag, et, lagt)) for et in grundlag.orden if et.id in lagt)
    rest = tuple(Tilovers(et, hvorfor_ikke(grundlag, et, lagt)) for et in grundlag.orden if et.id not in lagt)
    return Forslag(tuple(sorted(nye, key=lambda ny: ny.dato)), rest, len(lagt) < mulige, grundlag)


def passende_antal(aabne: Sequence[Aaben], rammer: Rammer) -> int:
    """Det mindste antal om ugen fra ``FAERREST`` til ``PR_UGE``, der er plads til alt med; ellers ``PR_UGE``.

    Planen bruger da tiden frem til idriftsættelsen i stedet for at samle det meste i den første uge.
    """
    grundlag = Grundlag(tuple(sorted(aabne, key=lambda et: et.id)), rammer)
    return _mindste(grundlag, FAERREST - 1, PR_UGE) or PR_UGE


def _plan(grundlag: Grundlag, pr_uge: int, mulige: int, skridt: Iterator[int]) -> dict[int, int]:
    lagt = grundlag.laeg(pr_uge)
    if len(lagt) == mulige or not grundlag.er_paa_tvaers:
        return lagt
    return _led(grundlag, pr_uge, skridt) or lagt


def _led(grundlag: Grundlag, pr_uge: int, skridt: Iterator[int]) -> dict[int, int] | None:
    """En plan med alle dem, der kan ligge nogen steder, fundet ved at prøve sig frem; None, når skridtene er brugt."""
    mulige = grundlag.laeg(UBEGRAENSET)
    orden = [et for et in grundlag.orden if et.id in mulige]
    lagt: dict[int, int] = {}
    fyldt = Counter(grundlag.belagt)
    veje = [grundlag.vindue(orden[0], lagt)]
    for _ in skridt:
        et = orden[len(veje) - 1]
        if et.id in lagt:
            laeg_til(fyldt, et, lagt.pop(et.id), -1)
        uge = next((uge for uge in veje[-1] if er_plads(fyldt, et, uge, pr_uge)), None)
        if uge is None:
            veje.pop()
            if not veje:
                return None
            continue
        lagt[et.id] = uge
        laeg_til(fyldt, et, uge, 1)
        if len(lagt) == len(orden):
            return lagt
        veje.append(grundlag.vindue(orden[len(veje)], lagt))
    return None


def _mindste(grundlag: Grundlag, for_faa: int, nok: int) -> int | None:
    """Det mindste antal om ugen efter ``for_faa``, der er plads til alle de mulige med; None, når ``nok`` ikke er nok.

    Alle forsøgene deles om ``SKRIDT`` skridt, så det aldrig varer længere end planen selv.
    """
    skridt = iter(range(SKRIDT))
    mulige = len(grundlag.laeg(UBEGRAENSET))
    if len(_plan(grundlag, nok, mulige, skridt)) < mulige:
        return None
    while nok - for_faa > 1:
        midt = (for_faa + nok) // 2
        if len(_plan(grundlag, midt, mulige, skridt)) == mulige:
            nok = midt
        else:
            for_faa = midt
    return nok
