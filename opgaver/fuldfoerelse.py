"""Hvad der er at spørge om, før bestemte opgaver bliver fuldført. Læser kun; reglen er ``fuldfoerelsesregler``."""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import prefetch_related_objects

from .forudsaetninger import Forudsaetninger
from .fuldfoerelsesregler import Spoergsmaal
from .kriterier import Kriterier, laes_kriterier
from .models import Forudsaetning, Opgave


def laes_spoergsmaal(opgave: Opgave) -> Spoergsmaal:
    """Det, der er at spørge om nu; højst to forespørgsler."""
    return laes_alle_spoergsmaal([opgave])[opgave.pk]


def laes_alle_spoergsmaal(opgaver: Collection[Opgave]) -> dict[int, Spoergsmaal]:
    """Det, der er at spørge om ved hver opgave; to forespørgsler, hvor mange der end er."""
    med_krav = [opgave for opgave in opgaver if opgave.kort.kvalitetskriterier or opgave.egne_kriterier]
    prefetch_related_objects(med_krav, "kriterieflueben")
    kriterier = {opgave.pk: laes_kriterier(opgave) for opgave in med_krav}
    ventede = laes_ventede(opgave.pk for opgave in opgaver)
    return {o.pk: spoergsmaal_om(kriterier.get(o.pk), ventede.get(o.pk, ())) for o in opgaver}


def kortets_spoergsmaal(kriterier: Kriterier, forudsaetninger: Forudsaetninger) -> Spoergsmaal:
    """Det samme, når kortet har hentet begge dele."""
    ventede = [et.kraever for et in forudsaetninger.venter_paa if et.kraever.er_aaben]
    return spoergsmaal_om(kriterier, [(opgave.pk, opgave.kode_og_etape) for opgave in ventede])


def spoergsmaal_om(kriterier: Kriterier | None, ventede: Iterable[tuple[int, str]]) -> Spoergsmaal:
    if kriterier is None:
        return Spoergsmaal(venter_paa=tuple(ventede))
    return Spoergsmaal(tuple(et.tekst for et in kriterier.uopfyldte), len(kriterier.krav), tuple(ventede))


def laes_ventede(opgaver: Iterable[int]) -> dict[int, list[tuple[int, str]]]:
    """Id og kode (og etape) på de åbne opgaver, hver af opgaverne venter på, efter kode; én forespørgsel."""
    fundne: dict[int, list[tuple[int, str]]] = defaultdict(list)
    alle = Forudsaetning.objects.filter(opgave__in=list(opgaver))
    aabne = alle.filter(kraever__status__in=Opgave.AABNE, kraever__er_udgaaet=False)
    felter = ("opgave", "kraever", "kraever__kort__kode", "kraever__etape__navn")
    for opgave, kraever, kode, etape in aabne.order_by("kraever__kort__kode", "kraever").values_list(*felter):
        fundne[opgave].append((kraever, f"{kode} ({etape})" if etape else kode))
    return fundne
