"""Det, udgiveren har sagt i hver version om en opgave, der er ændret, er ny eller udgår."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from .models import Katalogopgave, Katalogversion, Udgaaelse


@dataclass(frozen=True)
class Note:
    """Det, udgiveren har skrevet om opgaven i en version, og om kommunen må sige nej.

    ``plads`` er versionens blandt dem, der blev læst, talt fra 1.
    """

    noegle: str
    plads: int
    version: str
    tekst: str
    er_obligatorisk: bool
    er_udgaaelse: bool


def laes_noter(versioner: Sequence[Katalogversion]) -> list[Note]:
    """Noterne og kravene, ældste version først. ``versioner`` er i rækkefølge; to forespørgsler."""
    plads = {version.pk: nummer for nummer, version in enumerate(versioner, 1)}
    nummer = {version.pk: version.nummer for version in versioner}
    maerkede = Katalogopgave.objects.filter(version__in=plads).exclude(er_aendring_obligatorisk=False, aendringsnote="")
    felter = ("noegle", "version", "aendringsnote", "er_aendring_obligatorisk")
    om_kort = [(*et, False) for et in maerkede.order_by().values_list(*felter)]
    udgaaede = Udgaaelse.objects.filter(version__in=plads).order_by()
    om_udgaaede = [(*en, True) for en in udgaaede.values_list("noegle", "version", "note", "er_obligatorisk")]
    alle = [Note(en[0], plads[en[1]], nummer[en[1]], *en[2:]) for en in (*om_kort, *om_udgaaede) if en[1]]
    return sorted(alle, key=lambda note: note.plads)


def efter_noegle(noter: Iterable[Note]) -> dict[str, list[Note]]:
    """Det, der er skrevet, efter opgavens nøgle."""
    fundne = defaultdict[str, list[Note]](list)
    for note in noter:
        if note.tekst:
            fundne[note.noegle].append(note)
    return dict(fundne)


def laes_udgaaelser(versioner: Sequence[Katalogversion], noter: Iterable[Note]) -> Mapping[str, Mapping[int, bool]]:
    """Nøgle → plads → om opgaven skal udgå dér; falsk, hvor den er med eller må beholdes (``kravregel``).

    Kun de opgaver, en version har krævet udgår. Højst én forespørgsel.
    """
    om_udgaaede = [note for note in noter if note.er_udgaaelse]
    kraevede = {note.noegle for note in om_udgaaede if note.er_obligatorisk}
    if not kraevede:
        return {}
    plads = {version.pk: nummer for nummer, version in enumerate(versioner, 1)}
    med = Katalogopgave.objects.filter(version__in=plads, noegle__in=kraevede).order_by()
    sagt = defaultdict[str, dict[int, bool]](dict)
    for noegle, version in med.values_list("noegle", "version"):
        sagt[noegle][plads[version or 0]] = False
    for note in om_udgaaede:
        if note.noegle in kraevede:
            sagt[note.noegle].setdefault(note.plads, note.er_obligatorisk)
    return dict(sagt)
