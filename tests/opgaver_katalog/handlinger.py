"""Genveje til importens handlinger i prøverne."""

from django.utils import timezone

from koe import job
from opgaver.models import Importkoersel, Katalogopgave, Katalogversion
from opgaver.services.katalog import find_maal, forhaandsvis_import, gennemfoer_import
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import KOMMANDOLINJE


def forhaandsvis(loesning, data, nummer="1.0", aktoer=KOMMANDOLINJE, filnavn="katalog.xlsx") -> Importkoersel:
    return forhaandsvis_import(aktoer, find_maal(loesning, nummer), filnavn=filnavn, data=data)


def indlaes(loesning, data, nummer="1.0", aktoer=KOMMANDOLINJE) -> Katalogversion:
    return gennemfoer_import(aktoer, forhaandsvis(loesning, data, nummer, aktoer))


def indlaes_og_udgiv(loesning, data, nummer="1.0") -> Katalogversion:
    return udgiv(KOMMANDOLINJE, indlaes(loesning, data, nummer), nu=timezone.now())


def tal(koersel: Importkoersel) -> dict[str, int]:
    return {navn: len(koersel.resultat[navn]) for navn in ("nye", "aendrede", "uaendrede", "udgaaede")}


def alt_i_kataloget() -> list[dict]:
    """Hvert felt i hver version og hvert kort, så det ses, hvis noget som helst ændrer sig."""
    return [*Katalogversion.objects.order_by("pk").values(), *Katalogopgave.objects.order_by("pk").values()]


def arbejd() -> None:
    """Udfør det, der ligger i køen, som arbejderen ville."""
    for job_id in job.klar(timezone.now()):
        job.udfoer(job_id)
