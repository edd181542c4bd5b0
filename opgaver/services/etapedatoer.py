"""Etapernes go-live over for idriftsættelsen: intet hold går i gang, før løsningen er sat i drift."""

from collections.abc import Iterable, Mapping
from datetime import date

from faelles.afvisning import Foraeldet
from frister import Ankre, dag_maaned
from projekter.models import Etape, Projekt

from ..etaperegler import Hold
from ..models import ETAPER, Flytningsdel
from .flyttegrundlag import fra_ord
from .projekt import Datofejl


def etapefelt(pk: int) -> str:
    """Navnet på det felt, etapens (id) go-live skrives i."""
    return f"etape-{pk}"


def holdene(projekt: Projekt) -> list[Hold]:
    """De gældende etaper, som reglerne ser dem."""
    etaper = projekt.etaper.gaeldende().prefetch_related("trin")
    return [Hold(et.pk, et.navn, et.golive, frozenset(trin.slags for trin in et.trin.all())) for et in etaper]


def kraev_etaper(projekt: Projekt, ankre: Ankre, etaper: Mapping[int, date]) -> None:
    """Afvis datoer, der lader en etape gå i gang før idriftsættelsen, og etaper, projektet ikke har."""
    gaeldende = {etape.pk: etape for etape in projekt.gaeldende_etaper}
    if etaper.keys() - gaeldende.keys():
        raise Foraeldet("En af etaperne er fjernet imens, og intet er flyttet. Gå tilbage til datoerne, og vælg igen.")
    for pk, etape in gaeldende.items():
        golive = etaper.get(pk, etape.golive)
        if ankre.idriftsaettelse and golive < ankre.idriftsaettelse:
            raise Datofejl(
                f"{etape} går i gang {dag_maaned(golive)}, og det er før idriftsættelsen "
                f"{dag_maaned(ankre.idriftsaettelse)}. Ret en af de to datoer.",
                etapefelt(pk),
            )


def foer_idriftsaettelse(nye: Mapping[int, Ankre], etaper: Mapping[int, date] | None = None) -> dict[int, Etape]:
    """Projektets id → den første af dets etaper, der med de nye ankre går i gang før idriftsættelsen.

    ``etaper`` (id) er dem, der samtidig får en anden go-live. Én forespørgsel, hvor mange projekter der end er.
    """
    golives, fundne = etaper or {}, dict[int, Etape]()
    gaeldende = Etape.objects.gaeldende().filter(projekt__in=nye)
    for etape in gaeldende.select_related("projekt__kommune", "projekt__loesning"):
        idriftsaettelse = nye[etape.projekt_id].idriftsaettelse
        if idriftsaettelse and golives.get(etape.pk, etape.golive) < idriftsaettelse:
            fundne.setdefault(etape.projekt_id, etape)
    return fundne


def etaper_tilbage(dele: Iterable[Flytningsdel]) -> dict[int, date]:
    """Etapens id → den go-live, den havde før flytningen. De fjernede er ude; deres datoer flytter intet."""
    datoer = {int(pk): date.fromisoformat(dato) for del_ in dele for pk, dato in _etaper_foer(del_)}
    levende = set(Etape.objects.gaeldende().filter(pk__in=datoer).values_list("pk", flat=True)) if datoer else set()
    return {pk: dato for pk, dato in datoer.items() if pk in levende}


def etapernes_hindringer(
    dele: Mapping[int, Flytningsdel], ankre: Mapping[int, Ankre], etaper: Mapping[int, date]
) -> dict[int, str]:
    """Projektets id → hvorfor etaperne hindrer, at dets del føres tilbage til ``ankre`` og ``etaper``.

    Holdene nævnes ikke: en bølges ejer læser det også, og de er kommunens egne.
    """
    fundne = {}
    for pk, etape in foer_idriftsaettelse({pk: ankre[pk] for pk in dele}, etaper).items():
        fundne[pk] = f"Et af holdene i {etape.projekt} ville gå i gang før idriftsættelsen. Flyt holdet først."
    for pk, del_ in dele.items():
        rykkede = {int(etape) for etape, _ in _etaper_foer(del_)}
        if rykkede and rykkede.isdisjoint(etaper) and fra_ord(del_.foer) == fra_ord(del_.efter):
            fundne[pk] = "De hold, flytningen rykkede, er fjernet siden, så der er intet at føre tilbage."
    return fundne


def _etaper_foer(del_: Flytningsdel) -> Iterable[tuple[str, str]]:
    return ((pk, dato) for pk, (_, dato) in del_.foer.get(ETAPER, {}).items())
