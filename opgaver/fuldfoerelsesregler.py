"""Reglen om, hvad der er at spørge om, før en opgave bliver fuldført. Uden Django.

Der spørges kun, når noget ikke er på plads: kriterier uden flueben, eller en opgave, der skal være færdig først. At
kortet har et resultat, er ikke i sig selv et spørgsmål, for det har de alle; fluebenet er svaret på det (se ADR 27).
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

VISES = 3


@dataclass(frozen=True)
class Spoergsmaal:
    """Det, der ikke er på plads. Falsk, når der intet er at spørge om.

    ``uopfyldte`` er kriterierne uden flueben, i ord, ud af ``krav``. ``venter_paa`` er id og kode på de opgaver, der
    skal være færdige først og ikke er det.
    """

    uopfyldte: tuple[str, ...] = ()
    krav: int = 0
    venter_paa: tuple[tuple[int, str], ...] = ()

    def __bool__(self) -> bool:
        return bool(self.uopfyldte or self.venter_paa)

    @property
    def tekst(self) -> str:
        """Fx »K03 skal være færdig først. 2 af 5 kvalitetskriterier er ikke krydset af: Alle er hørt; Planen er
        godkendt«; uden det sidste punktum, og tom, når der intet er at spørge om."""
        ventet = forudsaetninger_i_ord([kode for _, kode in self.venter_paa])
        mangler = kriterier_i_ord(len(self.uopfyldte), self.krav)
        navngivne = "; ".join(et.rstrip(" .,;") for et in self.uopfyldte)
        return ". ".join(en for en in (ventet, mangler and f"{mangler}: {navngivne}") if en)

    @property
    def aftryk(self) -> str:
        """Ens, netop når der spørges om det samme; aldrig tomt. Et ja gælder kun det spørgsmål, det er svar på."""
        spurgt = sorted(self.uopfyldte), sorted(pk for pk, _ in self.venter_paa)
        return hashlib.sha256(repr(spurgt).encode()).hexdigest()[:20]

    @property
    def trods(self) -> str:
        """Til historikken, fx »Fuldført, selv om 2 af 3 kvalitetskriterier mangler: Alle er hørt; Planen er godkendt«;
        tom, når alt er på plads."""
        koder = [kode for _, kode in self.venter_paa]
        ventet = f"{opregn(koder)} ikke er {'færdig' if len(koder) == 1 else 'færdige'}" if koder else ""
        antal = "kvalitetskriteriet" if self.krav == 1 else f"{len(self.uopfyldte)} af {self.krav} kvalitetskriterier"
        navngivne = "; ".join(et.rstrip(" .,;") for et in self.uopfyldte)
        grunde = [en for en in (ventet, navngivne and f"{antal} mangler: {navngivne}") if en]
        return f"Fuldført, selv om {', og '.join(grunde)}" if grunde else ""


def i_orden(spoergsmaal: Mapping[int, Spoergsmaal]) -> set[int]:
    """De af opgaverne (id), der kan fuldføres sammen, uden at der er noget at spørge om.

    En opgave, der kun venter på andre af dem, er i orden, når de er det.
    """
    klar: set[int] = set()
    while nye := {pk for pk, et in spoergsmaal.items() if pk not in klar and _venter_kun_paa(et, klar)}:
        klar |= nye
    return klar


def _venter_kun_paa(spoergsmaal: Spoergsmaal, klar: set[int]) -> bool:
    return not spoergsmaal.uopfyldte and {pk for pk, _ in spoergsmaal.venter_paa} <= klar


def kriterier_i_ord(uopfyldte: int, krav: int) -> str:
    """Fx »2 af 5 kvalitetskriterier er ikke krydset af«; tom, når alle er."""
    if not uopfyldte:
        return ""
    if krav == 1:
        return "Kvalitetskriteriet er ikke krydset af"
    return f"{uopfyldte} af {krav} kvalitetskriterier er ikke krydset af"


def forudsaetninger_i_ord(koder: Sequence[str]) -> str:
    """Fx »K03 og P01 skal være færdige først«; tom, når ingen mangler."""
    return f"{opregn(koder)} skal være {'færdig' if len(koder) == 1 else 'færdige'} først" if koder else ""


def opregn(koder: Sequence[str]) -> str:
    """Fx »K03, P01 og T01« og »K03, P01, T01 og 3 mere«."""
    vist = koder[:VISES]
    if len(koder) > VISES:
        return f"{', '.join(vist)} og {len(koder) - VISES} mere"
    return " og ".join([", ".join(vist[:-1]), vist[-1]]) if len(vist) > 1 else vist[0]
