"""Det, en opgave venter på, og dem, der venter på den, som kortet viser det; intet hentes, før det vises."""

from functools import cached_property

from django.db.models import Q

from .fuldfoerelsesregler import forudsaetninger_i_ord
from .models import Forudsaetning, Opgave


class Forudsaetninger:
    def __init__(self, opgave: Opgave) -> None:
        self.opgave = opgave

    @cached_property
    def venter_paa(self) -> list[Forudsaetning]:
        """Det, der skal være færdigt først."""
        return [et for et in self._alle if et.opgave_id == self.opgave.pk]

    @cached_property
    def kraeves_af(self) -> list[Forudsaetning]:
        """Dem, der venter på opgaven."""
        return [et for et in self._alle if et.kraever_id == self.opgave.pk]

    @property
    def mangler(self) -> str:
        """Fx »K03 og P01 skal være færdige først«; tom, når intet mangler."""
        return forudsaetninger_i_ord([et.kraever.kode_og_etape for et in self.venter_paa if et.kraever.er_aaben])

    @cached_property
    def _alle(self) -> list[Forudsaetning]:
        """Begge slags, efter den anden opgaves kode; de fleste opgaver har ingen, og så hentes ikke opgaver og kort."""
        til_og_fra = Forudsaetning.objects.filter(Q(opgave=self.opgave) | Q(kraever=self.opgave))
        ider = list(til_og_fra.order_by().values_list("pk", flat=True))
        if not ider:
            return []
        navne = ("opgave__kort", "opgave__etape", "kraever__kort", "kraever__etape")
        fundne = list(Forudsaetning.objects.filter(pk__in=ider).order_by().select_related(*navne))
        for et in fundne:
            et.opgave.plan = et.kraever.plan = self.opgave.plan
        return sorted(fundne, key=lambda et: (et.opgave.kort.kode, et.kraever.kort.kode, et.pk))
