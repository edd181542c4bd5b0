"""Hvor mange opgaver der følger en plads; til sider i lag, der ikke kender opgaverne."""

from collections import Counter
from collections.abc import Iterable

from django import template
from django.db.models import Q

from opgaver.models import Opgave
from projekter.models import Plads

register = template.Library()


@register.simple_tag
def aabne_opgaver_paa(pladser: Iterable[Plads]) -> Counter[int]:
    """Antallet af åbne opgaver efter pladsens id; en opgave tæller hos både ansvarlig og udfører. Én forespørgsel."""
    ider = {plads.pk for plads in pladser}
    opgaver = Opgave.objects.aabne().filter(Q(ansvarlig__in=ider) | Q(udfoerer__in=ider)).order_by()
    tal: Counter[int] = Counter()
    for par in opgaver.values_list("ansvarlig", "udfoerer"):
        tal.update(ider.intersection(par))
    return tal


@register.filter
def paa(tal: Counter[int], plads: Plads) -> int:
    return tal[plads.pk]
