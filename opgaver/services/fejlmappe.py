"""Projektmappen med fejlene markeret, bestilt af en person og lavet af arbejderen af den fil, importkørslen har."""

from pathlib import PurePath

from django.db import transaction
from django.db.models import QuerySet

from faelles.afvisning import Afvist, kraev
from koe.job import Arbejde, Fil, bestil
from koe.models import Job
from projekter import adgang
from projekter.aktoer import Aktoer

from ..katalogimport.fejlmappe import lav_fejlmappe
from ..models import Importkoersel
from .filaesning import laes_tabel
from .importjob import hent_koersel, jobnoegle

JOBSLAGS = "fejlmappe"
LAENGSTE_STAMME = 150


@transaction.atomic
def bestil_fejlmappe(aktoer: Aktoer, koersel: Importkoersel) -> Job:
    """Bestil projektmappen. En kørsel ændrer sig aldrig, så er den lavet før, gives det job tilbage."""
    kraev(adgang.maa_redigere_katalog(aktoer, koersel.udgiver))
    if not (koersel.fejl or koersel.advarsler):
        raise Afvist("Filen har ingen fejl at markere.")
    _kraev_fil(koersel)
    lavet = fejlmappejob(koersel).filter(status=Job.Status.FAERDIG).first()
    return lavet or bestil(JOBSLAGS, jobnoegle(koersel), {"koersel": koersel.pk})


def fejlmappejob(koersel: Importkoersel) -> QuerySet[Job]:
    return Job.objects.defer("resultat").filter(slags=JOBSLAGS, noegle=jobnoegle(koersel))


def lav_filen(arbejde: Arbejde) -> Fil:
    """Jobbet ``fejlmappe``."""
    koersel = hent_koersel(arbejde)
    _kraev_fil(koersel)
    arbejde.fremdrift(10, "Læser filen igen")
    tabel = laes_tabel(koersel.filnavn, bytes(koersel.fil), koersel.resultat.get("ark", koersel.ark))
    arbejde.fremdrift(40, "Markerer fejlene")
    return Fil(lav_fejlmappe(tabel, koersel.fejl, koersel.advarsler), _filnavn(koersel))


def _kraev_fil(koersel: Importkoersel) -> None:
    if koersel.status not in Importkoersel.AABNE:
        raise Afvist("Filen gemmes ikke mere, fordi importen er indlæst, fortrudt eller afløst. Vælg den igen.")


def _filnavn(koersel: Importkoersel) -> str:
    return f"{PurePath(koersel.filnavn).stem[:LAENGSTE_STAMME]} med fejlene markeret.xlsx"
