"""De go-lives, der ventes i projekternes kommuner og optager deres folk: projekternes og holdenes."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef

from frister import Kalender
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Etape, Projekt
from projekter.models.projekt import ProjektQuerySet

from ..flytning import Tidsrum, golivetid


@dataclass(frozen=True)
class Golive:
    """Et projekts eller et holds go-live. ``navn`` er tomt, når læseren ikke må kende projektet."""

    projekt_id: int
    etape_id: int | None
    navn: str
    dato: date


def laes_golives(projekter: list[Projekt], seer: Aktoer | None, *, er_udefra: bool) -> dict[int, list[Golive]]:
    """Efter kommune. Et projekt på pause optager også folkene: det beholder sin go-live, til nogen flytter den.

    Er ``seer`` udefra, nævnes holdene ikke ved navn; det er kommunens eget.
    """
    kommuner = {projekt.kommune_id: projekt.kommune.officielt_navn for projekt in projekter}
    kendte = adgang.projekter_med_kendt_golive(seer) if seer else Projekt.objects.none()
    fundne: dict[int, list[Golive]] = defaultdict(list)
    holdenes = _holdenes(kommuner, kendte, er_udefra=er_udefra)
    for kommune, golive in sorted((*_projekternes(kommuner, kendte), *holdenes), key=_efter_dato):
        fundne[kommune].append(golive)
    return fundne


def _projekternes(kommuner: Mapping[int, str], kendte: ProjektQuerySet) -> Iterable[tuple[int, Golive]]:
    alle = Projekt.objects.filter(kommune__in=kommuner, golive__isnull=False)
    ventede = alle.exclude(status=Projekt.Status.AFSLUTTET).annotate(er_kendt=Exists(kendte.filter(pk=OuterRef("pk"))))
    for kommune, pk, noegle, dato, er_kendt in ventede.order_by("pk").values_list(
        "kommune", "pk", "loesning__noegle", "golive", "er_kendt"
    ):
        if dato:
            yield kommune, Golive(pk, None, f"{noegle} i {kommuner[kommune]}" if er_kendt else "", dato)


def _holdenes(kommuner: Mapping[int, str], kendte: ProjektQuerySet, *, er_udefra: bool) -> Iterable[tuple[int, Golive]]:
    """De hold, der ikke går i gang sammen med deres projekt."""
    ventede = Etape.objects.gaeldende().filter(projekt__kommune__in=kommuner)
    ventede = ventede.exclude(projekt__status=Projekt.Status.AFSLUTTET)
    for etape in ventede.select_related("projekt__loesning").annotate(
        er_kendt=Exists(kendte.filter(pk=OuterRef("projekt")))
    ):
        projekt = etape.projekt
        if etape.golive != projekt.golive:
            hold = "et hold" if er_udefra else str(etape)
            navn = f"{hold} i {projekt.loesning.noegle} i {kommuner[projekt.kommune_id]}"
            yield projekt.kommune_id, Golive(projekt.pk, etape.pk, navn if etape.er_kendt else "", etape.golive)


def _efter_dato(golive: tuple[int, Golive]) -> tuple[date, int, int]:
    return golive[1].dato, golive[1].projekt_id, golive[1].etape_id or 0


def optaget_af_andre(golives: Iterable[Golive], projekt: Projekt, kalender: Kalender) -> tuple[Tidsrum, ...]:
    """De dage, kommunens andre projekter optager folkene."""
    return tuple(golivetid(et.navn, et.dato, kalender) for et in golives if et.projekt_id != projekt.pk)


def optaget_af_holdene(etape: Etape, nye: Mapping[int, date], kalender: Kalender) -> tuple[Tidsrum, ...]:
    """De dage, projektets andre hold optager folkene, når de etaper (id) får deres nye go-live."""
    andre = (en for en in etape.projekt.gaeldende_etaper if en != etape)
    return tuple(golivetid(en.navn, nye.get(en.pk, en.golive), kalender) for en in andre)
