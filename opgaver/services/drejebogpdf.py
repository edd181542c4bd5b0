"""Projektets drejebog som PDF, lavet af køen eller direkte af kommandoen."""

from datetime import datetime

from django.template.loader import render_to_string
from django.utils import timezone

from faelles.afvisning import Afvist, kraev
from faelles.pdf import Pdf, lav_pdf
from faelles.tal import antal_i_ord
from koe.job import Arbejde, Fil, bestil
from koe.models import Job
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.models import Projekt

from ..drejebog import AABNE, INDHOLD, Drejebog, Udvalg, drejebogens_faser, laes_drejebog
from ..tidsplanvisning import laes_papirplan

JOBSLAGS = "drejebog_pdf"
INGEN_OPGAVER = "Der er ingen opgaver at skrive i drejebogen. Vælg flere faser, eller tag alle opgaver med."
FOR_STOR = "Der er for meget tekst til ét dokument. Vælg én fase ad gangen."
FLEST_TEGN = 1_000_000
"""Tegn i dokumentet, før det bliver til PDF: godt 250 sider, 25 sekunders regning og 400 MB."""


def bestil_drejebog(aktoer: Aktoer, projekt: Projekt, udvalg: Udvalg) -> Job:
    """Bestil drejebogen. Er den samme allerede bestilt og ikke lavet endnu, gives det job tilbage."""
    kraev(adgang.maa_se(aktoer, projekt))
    _kraev_udvalg(projekt, udvalg)
    parametre = {"projekt": projekt.pk, "indhold": udvalg.indhold, "fase": udvalg.fase}
    return bestil(JOBSLAGS, f"{noeglens_begyndelse(projekt)}{udvalg.noegle}", parametre)


def noeglens_begyndelse(projekt: Projekt) -> str:
    """Det, alle projektets jobnøgler begynder med; et job udleveres kun i det projekt, nøglen hører til."""
    return f"projekt:{projekt.pk}:"


def drejebog_html(drejebog: Drejebog, lavet: datetime) -> str:
    """Dokumentet før det bliver til PDF. ``lavet`` vises i dansk tid."""
    lavet = timezone.localtime(lavet)
    tidsplan = laes_papirplan(drejebog, lavet.date())
    kontekst = {"bog": drejebog, "projekt": drejebog.projekt, "lavet": lavet, "tidsplan": tidsplan}
    return render_to_string("pdf/drejebog.html", kontekst)


def lav_drejebog(projekt: Projekt, udvalg: Udvalg, lavet: datetime) -> tuple[Pdf, Drejebog]:
    """Drejebogen, som planen står nu. Rejser ``Afvist``, når udvalget ikke findes, er tomt eller for stort."""
    _kraev_udvalg(projekt, udvalg)
    drejebog = laes_drejebog(projekt, udvalg)
    return saet_op(drejebog, lavet), drejebog


def saet_op(drejebog: Drejebog, lavet: datetime) -> Pdf:
    if not drejebog.antal and not drejebog.fravalgte:
        raise Afvist(INGEN_OPGAVER)
    html = drejebog_html(drejebog, lavet)
    if len(html) > FLEST_TEGN:
        raise Afvist(FOR_STOR)
    return lav_pdf(html)


def udfoer_job(arbejde: Arbejde) -> Fil:
    """Jobbet ``drejebog_pdf``: drejebogen, som planen er, når jobbet udføres."""
    projekt = Projekt.objects.med_navne().get(pk=arbejde.parametre["projekt"])
    udvalg = Udvalg.af(arbejde.parametre)
    arbejde.fremdrift(5, "Læser opgaverne")
    drejebog = laes_drejebog(projekt, udvalg)
    arbejde.fremdrift(20, f"Sætter {antal_i_ord(drejebog.antal, 'opgave', 'opgaver')} op på sider")
    with arbejde.i_live():
        return Fil(saet_op(drejebog, timezone.now()).indhold, filnavn(projekt, udvalg))


def filnavn(projekt: Projekt, udvalg: Udvalg) -> str:
    """Fx ``drejebog-0751-sapa.pdf`` og ``drejebog-0751-sapa-f2-aabne.pdf``."""
    dele = ["drejebog", projekt.kommune.kode, projekt.loesning.noegle, udvalg.fase]
    dele += [AABNE] if udvalg.indhold == AABNE else []
    return f"{'-'.join(del_ for del_ in dele if del_)}.pdf".lower()


def _kraev_udvalg(projekt: Projekt, udvalg: Udvalg) -> None:
    koder = [fase.kode for fase in drejebogens_faser(projekt)]
    if udvalg.fase and udvalg.fase not in koder:
        raise Afvist(f"Fasen {udvalg.fase} findes ikke i projektets model. Vælg en af disse: {', '.join(koder)}.")
    if udvalg.indhold not in INDHOLD:
        raise Afvist(f"Indholdet {udvalg.indhold} kendes ikke. Vælg en af disse: {', '.join(INDHOLD)}.")
