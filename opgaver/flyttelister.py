"""Et steds flytninger, som siderne viser dem: den nyeste først, og hvad der spærrer for at fortryde."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count
from django.utils import timezone

from projekter.models import Boelge, Organisation

from .models import Flytning, Flytningsdel


@dataclass(frozen=True)
class Flyttelinje:
    """En flytning i listen. ``nyere`` skal fortrydes først; ``spaerret`` er et projekts senere flytning."""

    flytning: Flytning
    kan_fortrydes: bool = False
    nyere: Flytning | None = None
    spaerret: Flytningsdel | None = None


def flyttelinjer(sted: Boelge | Organisation, nu: datetime, antal: int) -> list[Flyttelinje]:
    """Stedets nyeste flytninger; højst én af dem kan fortrydes. ``flytning.projekter`` er antallet af projekter."""
    felt = "boelge" if isinstance(sted, Boelge) else "kommune"
    # En optælling har ingen orden af sig selv.
    alle = Flytning.objects.filter(**{felt: sted}).annotate(projekter=Count("dele")).order_by("-pk")[:antal]
    return list(_linjer(alle, nu))


def flyttelinje(flytning: Flytning, nu: datetime) -> Flyttelinje:
    """Én flytning af en bølge eller en kalender, som ``flyttelinjer`` ville vise den."""
    if not flytning.kan_fortrydes(nu):
        return Flyttelinje(flytning)
    samme_sted = Flytning.objects.filter(boelge=flytning.boelge_id, kommune=flytning.kommune_id, fortrudt=None)
    if nyere := samme_sted.filter(pk__gt=flytning.pk).first():
        return Flyttelinje(flytning, nyere=nyere)
    spaerret = spaerrer(flytning)
    return Flyttelinje(flytning, kan_fortrydes=spaerret is None, spaerret=spaerret)


def _linjer(nyeste_foerst: Iterable[Flytning], nu: datetime) -> Iterable[Flyttelinje]:
    nyeste: Flytning | None = None
    for flytning in nyeste_foerst:
        if not flytning.kan_fortrydes(nu):
            yield Flyttelinje(flytning)
        elif nyeste:
            yield Flyttelinje(flytning, nyere=nyeste)
        else:
            spaerret = spaerrer(flytning)
            yield Flyttelinje(flytning, kan_fortrydes=spaerret is None, spaerret=spaerret)
        nyeste = nyeste or (None if flytning.fortrudt else flytning)


def seneste_rettelse(kommune: Organisation) -> str:
    """Hvem der sidst ændrede kalenderen, og hvornår, fx "Ada Holm (03.02.2027 kl. 09.12)"; tom, når ingen har."""
    rettelser: list[tuple[datetime, str]] = []
    for flytning in Flytning.objects.filter(kommune=kommune)[:20]:
        rettelser.append((flytning.oprettet, flytning.aktoer))
        if flytning.fortrudt:
            rettelser.append((flytning.fortrudt, flytning.fortrudt_af))
    if not rettelser:
        return ""
    kl, hvem = max(rettelser)
    return f"{hvem} ({timezone.localtime(kl):%d.%m.%Y kl. %H.%M})"


def spaerrer(flytning: Flytning) -> Flytningsdel | None:
    """Et projekts senere flytning, der skal fortrydes først; None, når ingen spærrer.

    En kalender føres tilbage i alle projekter eller ingen; en bølge i dem, der ikke er flyttet siden.
    """
    delene = Flytningsdel.objects.filter(flytning=flytning).values_list("projekt", flat=True)
    senere = Flytningsdel.objects.nyere_end(flytning, delene)
    nyeste = senere.defer("raekker").select_related("flytning", "projekt__kommune", "projekt__loesning").first()
    if nyeste is None or flytning.slags == Flytning.Slags.KALENDER:
        return nyeste
    flyttet_igen = senere.values("projekt").distinct().order_by().count()
    return nyeste if flyttet_igen == delene.count() else None
