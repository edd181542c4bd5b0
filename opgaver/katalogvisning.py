"""Det, siden med en katalogversion viser: kortene efter fase og tallene, før man udgiver."""

from dataclasses import dataclass

from django.db.models import Count, Q

from faser.models import Fase

from .models import Katalogopgave, Katalogversion, Plan
from .services.udgivelse import forrige_udgivne


@dataclass(frozen=True)
class Fasegruppe:
    fase: Fase
    kort: list[Katalogopgave]


def kort_efter_fase(version: Katalogversion) -> list[Fasegruppe]:
    """Versionens kort under hver fase, i fasernes og filens orden; to forespørgsler."""
    efter: dict[int, Fasegruppe] = {}
    alle = version.kort.select_related("fase", "hovedopgave", "tjekpunkt_for").prefetch_related("bilag")
    for kort in alle.order_by("fase__raekkefoelge", "raekkefoelge"):
        efter.setdefault(kort.fase_id, Fasegruppe(kort.fase, [])).kort.append(kort)
    return list(efter.values())


def udgivelse(version: Katalogversion) -> dict[str, int]:
    """Tallene, man skal kende, før man udgiver: kort, kort uden frist, tjekpunkter og projekter på kataloget.

    ``udgaaede`` er den seneste udgivne versions kort, som ikke er med, og ``forrige`` hvor mange den havde.
    """
    tal = version.kort.aggregate(
        kort=Count("pk"), uden_frist=Count("pk", filter=Q(regel="")), tjekpunkter=Count("tjekpunkt_for")
    )
    forrige = set(Katalogopgave.objects.filter(version=forrige_udgivne(version)).values_list("noegle", flat=True))
    udgaaede = len(forrige - set(version.kort.values_list("noegle", flat=True)))
    return tal | {
        "forrige": len(forrige),
        "udgaaede": udgaaede,
        "projekter": Plan.objects.filter(version__katalog=version.katalog_id).count(),
    }
