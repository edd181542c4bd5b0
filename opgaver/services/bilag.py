"""At lægge udgiverens bilag på et kort i en kladde, fjerne dem igen og rydde op efter dem."""

import logging
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet, kraev
from faelles.filtyper import rens_filnavn
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter

from .. import bilagslager
from ..models import Bilag, Dokument, Katalogopgave
from .filkontrol import kraev_adresse, kraev_brugbar
from .kortredigering import laas_kladde

FLEST_PAA_ET_KORT = 30
MANGE, EN_STOR_DEL = 20, 0.2
"""Så mange filer uden bilag på én gang, og så stor en del af dem alle, er et tegn på en forkert database."""
logger = logging.getLogger(__name__)


@transaction.atomic
def tilfoej_link(aktoer: Aktoer, kort: Katalogopgave, titel: str, adresse: str) -> Bilag:
    """Et link til noget på nettet; kun http og https, så intet kan køre, når der trykkes på det."""
    kraev_adresse(adresse)
    return _tilfoej(aktoer, kort, titel=titel or adresse[:200], adresse=adresse)


def tilfoej_fil(aktoer: Aktoer, kort: Katalogopgave, titel: str, fil: UploadedFile) -> Bilag:
    """Filen skrives først; går resten galt, fjernes den igen. Rejser ``Afvist``, når den ikke kan bruges."""
    kraev(adgang.maa_redigere_katalog(aktoer, kort.katalogversion.katalog.udgiver))
    filnavn = rens_filnavn(fil.name or "")
    kraev_brugbar(fil, filnavn, settings.BILAG_MAKS_BYTE)
    lagret = bilagslager.gem(fil.chunks())
    try:
        with transaction.atomic():
            return _tilfoej(aktoer, kort, titel=titel or filnavn, lagret=lagret, filnavn=filnavn, byte=fil.size or 0)
    except BaseException:
        bilagslager.slet(lagret)
        raise


@transaction.atomic
def fjern_bilag(aktoer: Aktoer, bilag: Bilag) -> None:
    """Fjern bilaget fra kladdens kort. Filen bliver, så længe en anden version bruger den."""
    version = laas_kladde(aktoer, bilag.kort.katalogversion)
    fundet = Bilag.objects.select_related("kort__version").filter(pk=bilag.pk).first()
    if fundet is None:
        raise Foraeldet(f"Bilaget {bilag} er allerede fjernet.")
    noter(aktoer, "bilag fjernet", fundet.kort, organisation=version.katalog.udgiver, felt="bilag", gammel=fundet)
    fundet.delete()


def ryd_bilag(nu: datetime) -> int:
    """Læg de filer, intet bilag eller dokument bruger, i papirkurven, og tøm den for det gamle; svaret er antallet.

    Nye filer får lov at vente på deres række, og en fil, hvis bilag er der igen, kommer tilbage. Ville mange gå på én
    gang, er databasen snarere tom eller en anden, og så røres intet.
    """
    for navn in _brugte(bilagslager.smidt_ud(nu), nu):
        bilagslager.tag_tilbage(navn)
    gamle = bilagslager.gamle(nu)
    ubrugte = sorted(set(gamle) - _brugte(gamle, nu))
    if len(ubrugte) >= MANGE and len(ubrugte) > len(gamle) * EN_STOR_DEL:
        logger.error(
            "%s af %s filer i %s hører ikke til et bilag eller dokument i databasen, og intet er ryddet op. Er det den "
            "rigtige database? Er det, så flyt selv filerne til mappen %s.",
            len(ubrugte),
            len(gamle),
            bilagslager.mappe(),
            bilagslager.PAPIRKURV,
        )
        return 0
    for navn in ubrugte:
        bilagslager.smid_ud(navn, nu)
    bilagslager.toem_papirkurven(nu)
    return len(ubrugte)


def _brugte(navne: list[str], nu: datetime) -> set[str]:
    """Et slettet dokument bruger sin fil, så længe det kan hentes tilbage."""
    levende = Dokument.objects.exclude(pk__in=Dokument.objects.uden_fil(nu).values("pk"))
    bruger = (Bilag.objects.all(), levende)
    return {navn for alle in bruger for navn in alle.filter(lagret__in=navne).values_list("lagret", flat=True)}


def _tilfoej(aktoer: Aktoer, kort: Katalogopgave, **felter: Any) -> Bilag:
    version = laas_kladde(aktoer, kort.katalogversion)
    nu = version.kort.filter(pk=kort.pk).first()
    if nu is None:
        raise Foraeldet(f"{kort.kode} er slettet, siden du åbnede siden.")
    if nu.bilag.count() >= FLEST_PAA_ET_KORT:
        raise Afvist(f"{nu.kode} har allerede {FLEST_PAA_ET_KORT} bilag. Fjern et, før du tilføjer et nyt.")
    bilag = Bilag.objects.create(kort=nu, **felter)
    vist = bilag.adresse or bilag.filnavn
    noter(aktoer, "bilag tilføjet", nu, organisation=version.katalog.udgiver, felt="bilag", ny=f"{bilag}: {vist}")
    return bilag
