"""Udgiverens krav, som flettereglen skal bruge dem: hvilke felter en ændring, der ikke kan afslås, var af."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from ..fletning import Kort
from ..models import Katalogopgave, Katalogversion
from ..udgivernoter import Note


def kravenes_kort(versioner: Sequence[Katalogversion], noter: Iterable[Note]) -> dict[int, Katalogopgave]:
    """De kort, hvis ændring er obligatorisk, og dem, de afløste i versionen før."""
    kraevede = {(note.plads, note.noegle) for note in noter if note.er_obligatorisk and not note.er_udgaaelse}
    if not kraevede:
        return {}
    pladser = {plads - foer for plads, _ in kraevede for foer in (0, 1)} - {0}
    i_dem = Katalogopgave.objects.filter(version__in=[versioner[plads - 1] for plads in pladser])
    fundne = i_dem.filter(noegle__in={noegle for _, noegle in kraevede}).order_by()
    return {et.pk: et for et in fundne}


def kraevede_felter(kraevede: Iterable[int], kort: dict[int, Kort]) -> dict[str, dict[int, frozenset[str]]]:
    """Nøgle → versionens plads → de felter, ændringen dér var af; alle, når opgaven ikke var i versionen før."""
    efter_plads = {(et.version, et.noegle): et for et in kort.values()}
    krav = defaultdict[str, dict[int, frozenset[str]]](dict)
    for nyt in (kort[pk] for pk in kraevede):
        gammelt = efter_plads.get((nyt.version - 1, nyt.noegle))
        krav[nyt.noegle][nyt.version] = gammelt.forskelle(nyt) if gammelt else frozenset(nyt.indhold)
    return dict(krav)
