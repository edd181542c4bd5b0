"""Én opgave som PDF, lavet af køen: kortets tekst med kommunens egne datoer, ord, kriterier og folk."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from faelles.afvisning import FindesIkke, kraev
from faelles.pdf import lav_pdf
from koe.job import Arbejde, Fil, bestil
from koe.models import Job
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from ..kriterier import laes_kriterier
from ..listen import forklar
from ..models import Opgave

JOBSLAGS = "opgave_pdf"


def bestil_pdf(aktoer: Aktoer, opgave: Opgave) -> Job:
    """Bestil opgaven som PDF. Er den allerede bestilt og ikke lavet endnu, gives det job tilbage."""
    kraev(adgang.maa_se(aktoer, opgave.plan.projekt))
    return bestil(JOBSLAGS, jobnoegle(opgave), {"projekt": opgave.plan.projekt_id, "opgave": opgave.pk})


def jobnoegle(opgave: Opgave) -> str:
    """Jobbets nøgle; et job udleveres kun på den opgave, nøglen hører til."""
    return f"opgave:{opgave.pk}"


def opgave_html(projekt: Projekt, opgave: Opgave, lavet: datetime) -> str:
    """Dokumentet før det bliver til PDF. ``lavet`` vises i dansk tid."""
    [forklaret] = forklar([opgave], projekt)
    kontekst = {
        "projekt": projekt,
        "opgave": forklaret,
        "kriterier": laes_kriterier(opgave),
        "version": opgave.kort.version,
        "lavet": timezone.localtime(lavet),
    }
    return render_to_string("pdf/opgave.html", kontekst)


def udfoer_job(arbejde: Arbejde) -> Fil:
    """Jobbet ``opgave_pdf``: opgaven, som den er, når jobbet udføres."""
    projekt = Projekt.objects.med_navne().get(pk=arbejde.parametre["projekt"])
    alle = Opgave.objects.i_projekt(projekt).med_kort().select_related("kort__version__katalog__loesning")
    opgave = alle.filter(pk=arbejde.parametre["opgave"]).first()
    if opgave is None:
        raise FindesIkke("Opgaven er ikke i planen mere.")
    arbejde.fremdrift(30, "Sætter siderne op")
    return Fil(lav_pdf(opgave_html(projekt, opgave, timezone.now())).indhold, filnavn(projekt, opgave))


def filnavn(projekt: Projekt, opgave: Opgave) -> str:
    """Fx ``opgave-0751-sapa-a08.pdf``."""
    return f"opgave-{projekt.kommune.kode}-{projekt.loesning.noegle}-{opgave.kort.kode}.pdf".lower()
