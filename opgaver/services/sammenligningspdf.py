"""To versioner af et katalog som PDF, bestilt af en person eller lavet direkte af kommandoen."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from faelles.afvisning import Afvist, FindesIkke
from faelles.pdf import Pdf, lav_pdf
from koe.job import Arbejde, Fil, bestil
from koe.models import Job
from projekter import adgang
from projekter.aktoer import Aktoer

from ..models import Katalogversion
from ..sammenligning import Sammenligning, sammenlign
from ..sammenlignvisning import efter_fase_inden_for

JOBSLAGS = "sammenligning_pdf"
FLEST_AENDRINGER = 300
"""Så mange bliver til godt 100 sider og er sat op på under de to minutter, et job må være tavst."""
FLEST_TEGN = 200_000
"""Tegn før og efter tilsammen, der vises med ordene mærket; derefter nævnes kun de ændrede felter."""


def bestil_pdf(aktoer: Aktoer, fra: Katalogversion, til: Katalogversion) -> Job:
    """Bestil forskellen fra ``fra`` til ``til`` som PDF. En kladde findes kun for sin egen redaktør."""
    synlige = Katalogversion.objects.synlige_for(adgang.redigerer_for(aktoer.bruger))
    if synlige.filter(pk__in=[fra.pk, til.pk], katalog=til.katalog_id).count() != 2:
        raise FindesIkke("Versionen findes ikke.")
    return bestil(JOBSLAGS, jobnoegle(fra, til), {"fra": fra.pk, "til": til.pk})


def jobnoegle(fra: Katalogversion, til: Katalogversion) -> str:
    """Jobbets nøgle; et job udleveres kun på den side, nøglen hører til."""
    return f"version:{fra.pk}:{til.pk}"


def udfoer_job(arbejde: Arbejde) -> Fil:
    """Jobbet ``sammenligning_pdf``: forskellen, som den er, når jobbet udføres."""
    versioner = Katalogversion.objects.select_related("katalog__loesning", "katalog__udgiver", "katalog__model")
    fra, til = (versioner.get(pk=arbejde.parametre[navn]) for navn in ("fra", "til"))
    arbejde.fremdrift(10, "Sammenligner versionerne")
    forskel = sammenlign(fra, til)
    arbejde.fremdrift(30, "Sætter siderne op")
    return Fil(sammenligning_pdf(forskel, timezone.now()).indhold, filnavn(fra, til))


def sammenligning_pdf(forskel: Sammenligning, lavet: datetime) -> Pdf:
    """Rejser ``Afvist``, når ændringerne er for mange til en PDF."""
    if (antal := len(forskel.aendringer)) > FLEST_AENDRINGER:
        raise Afvist(
            f"Der er {antal} ændringer, og en PDF kan have {FLEST_AENDRINGER}. Læs dem på siden, eller hent de to "
            "versioner som Excel."
        )
    return lav_pdf(sammenligning_html(forskel, lavet))


def sammenligning_html(forskel: Sammenligning, lavet: datetime) -> str:
    """Dokumentet, før det bliver til PDF. ``lavet`` vises i dansk tid."""
    faser = efter_fase_inden_for(forskel.aendringer, FLEST_TEGN)
    kontekst = {
        "forskel": forskel,
        "faser": faser,
        "er_kortet_af": any(vist.er_kort for gruppe in faser for vist in gruppe.aendringer),
        "lavet": timezone.localtime(lavet),
    }
    return render_to_string("pdf/sammenligning.html", kontekst)


def filnavn(fra: Katalogversion, til: Katalogversion) -> str:
    """Fx ``sapa-1.0-til-1.1.pdf``."""
    return f"{til.katalog.loesning.noegle}-{fra.nummer}-til-{til.nummer}.pdf".lower()
