"""Det, en opgave venter på, og dem, der venter på den, som kortet viser det; intet hentes, før det vises."""

from collections.abc import Iterable
from functools import cached_property

from .models import Forudsaetning, Opgave

VISES = 3


class Forudsaetninger:
    def __init__(self, opgave: Opgave) -> None:
        self.opgave = opgave

    @cached_property
    def venter_paa(self) -> list[Forudsaetning]:
        """Det, der skal være færdigt først."""
        return self._hent(self.opgave.forudsaetninger.all(), "kraever")

    @cached_property
    def kraeves_af(self) -> list[Forudsaetning]:
        """Dem, der venter på opgaven."""
        return self._hent(self.opgave.kraevet_af.all(), "opgave")

    @property
    def mangler(self) -> str:
        """Fx »K03 og P01 skal være færdige først«; tom, når intet mangler."""
        koder = [et.kraever.kort.kode for et in self.venter_paa if et.kraever.er_aaben]
        if not koder:
            return ""
        return f"{_opregn(koder)} skal være {'færdig' if len(koder) == 1 else 'færdige'} først"

    def _hent(self, alle: Iterable[Forudsaetning], ende: str) -> list[Forudsaetning]:
        fundne = list(
            alle.select_related(f"{ende}__kort").order_by(f"{ende}__kort__kode", "pk")  # type: ignore[attr-defined]
        )
        for et in fundne:
            getattr(et, ende).plan = self.opgave.plan
        return fundne


def _opregn(koder: list[str]) -> str:
    vist = koder[:VISES]
    if len(koder) > VISES:
        return f"{', '.join(vist)} og {len(koder) - VISES} mere"
    return " og ".join([", ".join(vist[:-1]), vist[-1]]) if len(vist) > 1 else vist[0]
