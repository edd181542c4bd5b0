"""De hold, der er på pause, som projektets hoved viser dem."""

from datetime import date

from django.db.models import F, Func, IntegerField, OuterRef, Subquery

from projekter.models import Pause, Projekt
from projekter.models.pause import PauseQuerySet

from .models import Opgave


def holdpauser(projekt: Projekt, paa: date) -> PauseQuerySet:
    """Holdenes åbne pauser i den rækkefølge, de går i gang, hver med ``over_tid``: holdets opgaver, der er over tid."""
    sene = Opgave.objects.filter(etape=OuterRef("etape")).overskredne(paa).order_by()
    antal = Subquery(sene.annotate(n=Func(F("pk"), function="COUNT")).values("n"), output_field=IntegerField())
    aabne = Pause.objects.aabne().filter(projekt=projekt, etape__isnull=False).select_related("etape")
    return aabne.annotate(over_tid=antal).order_by("etape__golive", "etape__raekkefoelge", "etape")
