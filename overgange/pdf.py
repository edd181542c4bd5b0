"""Tjeklisten som PDF, lavet af køen eller direkte af kommandoen."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from faelles.pdf import Pdf, lav_pdf
from faser.models import Fase
from koe.job import Arbejde, Fil
from projekter.models import Projekt

from .regler import mangler
from .tjekliste import Tjekliste, find_overgang, laes_tjekliste


def tjekliste_html(projekt: Projekt, tjekliste: Tjekliste, lavet: datetime) -> str:
    """Dokumentet før det bliver til PDF. ``lavet`` vises i dansk tid."""
    kontekst = {
        "projekt": projekt,
        "tjekliste": tjekliste,
        "lavet": timezone.localtime(lavet),
        "mangler_obligatoriske": mangler(tjekliste.parathed.manglende_obligatoriske),
        "mangler_anbefalede": mangler(tjekliste.parathed.manglende_anbefalede),
    }
    return render_to_string("pdf/tjekliste.html", kontekst)


def tjekliste_pdf(projekt: Projekt, tjekliste: Tjekliste, lavet: datetime) -> Pdf:
    return lav_pdf(tjekliste_html(projekt, tjekliste, lavet))


def filnavn(projekt: Projekt, fase: Fase) -> str:
    """Fx ``tjekliste-0751-sapa-f2.pdf``."""
    return f"tjekliste-{projekt.kommune.kode}-{projekt.loesning.noegle}-{fase.kode}.pdf".lower()


def udfoer_job(arbejde: Arbejde) -> Fil:
    """Jobbet ``tjekliste_pdf``: tjeklisten, som den er, når jobbet udføres."""
    projekt = Projekt.objects.med_navne().get(pk=arbejde.parametre["projekt"])
    fase = Fase.objects.get(pk=arbejde.parametre["fase"])
    arbejde.fremdrift(10, "Læser tjeklisten")
    tjekliste = laes_tjekliste(find_overgang(projekt, fase))
    arbejde.fremdrift(30, "Sætter siderne op")
    pdf = tjekliste_pdf(projekt, tjekliste, timezone.now())
    return Fil(pdf.indhold, filnavn(projekt, fase))
