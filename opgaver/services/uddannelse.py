"""Den oplæring, der forfalder, efter at holdet skal være uddannet, i ord."""

from collections.abc import Iterable

from projekter.models import Etape

from ..models import Opgave
from ..uddannelsesregler import er_opfoelgning, er_oplaering, for_sen_i_ord
from .flyttegrundlag import Forhaandsvisning


def for_sen_oplaering(opgaver: Iterable[Opgave]) -> list[str]:
    """En linje for hver åben opgave med oplæring, hvis frist er senere end dens etapes »uddannet senest«."""
    return [linje for opgave in opgaver if (linje := _for_sen(opgave))]


def aabne_i(etaper: Iterable[Etape]) -> list[Opgave]:
    """De åbne opgaver i de etaper, der har en »uddannet senest«; ingen forespørgsel, når ingen har."""
    ider = [etape.pk for etape in etaper if etape.uddannelse]
    if not ider:
        return []
    aabne = Opgave.objects.aabne().filter(etape__in=ider)
    return list(aabne.select_related("kort__fase__overfase", "kort__hovedopgave", "etape").order_by("frist", "pk"))


def for_sen_efter_flytning(visning: Forhaandsvisning) -> list[str]:
    """Det samme, som det bliver, når det viste er flyttet."""
    frister = {raekke.post.id: raekke.til for raekke in visning.tabel.raekker}
    skift = {et.etape.pk: et for et in visning.etapeskift}
    opgaver = aabne_i(visning.projekt.gaeldende_etaper)
    for opgave in opgaver:
        opgave.frist = frister.get(opgave.pk, opgave.frist)
        if opgave.etape and (et := skift.get(opgave.etape.pk)):
            opgave.etape.uddannelse = et.uddannelse.til if et.uddannelse else None
    return for_sen_oplaering(opgaver)


def _for_sen(opgave: Opgave) -> str:
    etape, frist = opgave.etape, opgave.frist
    if not (etape and etape.uddannelse and frist and opgave.er_aaben and er_oplaering(*_navne(opgave))):
        return ""
    er_sen = etape.uddannelse < frist and not er_opfoelgning(opgave.regel)
    return for_sen_i_ord(opgave.kode_og_etape, frist, etape.uddannelse) if er_sen else ""


def _navne(opgave: Opgave) -> list[str]:
    fase, hovedopgave = opgave.kort.fase, opgave.kort.hovedopgave
    return [et.navn for et in (fase, fase.overfase, hovedopgave) if et]
