"""De opgaver, en ny etape får: på hvert kort som det første af de andre hold har den (se ADR 30)."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

from ..models import Forudsaetning, Katalogopgave, Opgave, Plan

EGET = ("egen_regel", "egne_kriterier", "egen_tekst", "ansvarlig_id", "udfoerer_id")
"""Det, kommunen har bestemt om holdenes opgave; status, flueben og en låst dato er det enkelte holds."""

type Ventet = tuple[Opgave, Opgave]
"""En opgave og den, der skal være færdig før den."""


def lav_som_de_andres(plan: Plan) -> tuple[list[Opgave], list[Ventet]]:
    """En ny opgave for hvert kort, etaperne har opgaver på, og det, de nye skal vente på. Gemmer intet.

    Det første hold går forud. Ventede dets opgave på en anden af holdets, venter den nye på det nye holds; ellers på
    den samme.
    """
    forbilleder = _forbilleder(plan)
    nye = {kort.noegle: som_det_foerste(forbilleder[kort.noegle], plan, kort) for kort in _etapekort(plan)}
    for noegle, ny in nye.items():
        # Forhåndsvisningen nævner dem, og de er læst i forvejen.
        ny.ansvarlig, ny.udfoerer = forbilleder[noegle].ansvarlig, forbilleder[noegle].udfoerer
    par = [(forbilleder[noegle], ny) for noegle, ny in nye.items()]
    return list(nye.values()), som_det_foerste_venter(par, {(None, noegle): ny for noegle, ny in nye.items()})


def _forbilleder(plan: Plan) -> dict[str, Opgave]:
    levende = Opgave.objects.filter(plan=plan, etape__er_fjernet=False, er_udgaaet=False).med_kort()
    raekke = levende.order_by("etape__golive", "etape__raekkefoelge", "pk")
    return {opgave.kort.noegle: opgave for opgave in reversed(raekke)}


def _etapekort(plan: Plan) -> list[Katalogopgave]:
    """De kort, etaperne har opgaver på; hvert én gang og i den nyeste udgave, nogen af dem står på."""
    levende = Opgave.objects.filter(plan=plan, etape__er_fjernet=False, er_udgaaet=False)
    alle = Katalogopgave.objects.filter(pk__in=levende.values("kort")).select_related("fase__overfase", "hovedopgave")
    kort = alle.order_by("version__udgivet", "raekkefoelge")
    return sorted({et.noegle: et for et in kort}.values(), key=lambda et: et.raekkefoelge)


def som_det_foerste(forbillede: Opgave, plan: Plan, kort: Katalogopgave) -> Opgave:
    """En ny opgave på kortet med det, kommunen har bestemt om det første holds. Gemmer og spørger om intet."""
    ny = Opgave.af_kort(plan, kort, **{felt: getattr(forbillede, felt) for felt in EGET})
    if forbillede.egen_fase_id:
        ny.fase_id = ny.egen_fase_id = forbillede.egen_fase_id
    return ny


def som_det_foerste_venter(
    par: Iterable[tuple[Opgave, Opgave]], holdenes: Mapping[tuple[int | None, str], Opgave]
) -> list[Ventet]:
    """Det, hver ny opgave skal vente på, når hvert ``par`` er en gemt opgave og den nye, der bliver som den.

    ``holdenes`` er de levende opgaver efter etapens id, som den står på de nye, og kortets nøgle. Gemmer intet.
    """
    nye = defaultdict[int, list[Opgave]](list)
    for forbillede, ny in par:
        nye[forbillede.pk].append(ny)
    alle = Forudsaetning.objects.filter(opgave__in=list(nye), kraever__er_udgaaet=False)
    fundne = []
    for et in alle.select_related("opgave", "kraever__kort", "kraever__etape").order_by("kraever__kort__kode", "pk"):
        er_holdets = et.kraever.etape_id == et.opgave.etape_id
        for ny in nye[et.opgave_id]:
            egen = holdenes.get((ny.etape_id, et.kraever.kort.noegle)) if er_holdets else None
            fundne.append((ny, egen or et.kraever))
    return fundne
