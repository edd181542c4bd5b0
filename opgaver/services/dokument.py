"""Handlingerne på kommunens filer og links: at lægge et på en opgave, slette det og hente det tilbage."""

import hashlib
from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID, uuid5

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.template.defaultfilters import filesizeformat

from faelles.afvisning import Afvist, IkkeTilladt, kraev
from faelles.filtyper import rens_filnavn
from projekter import adgang
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Bruger, Projekt

from .. import bilagslager
from ..models import Dokument, Opgave
from .eget import laas_opgave
from .filkontrol import fuld_adresse, kraev_adresse, kraev_brugbar
from .flytteskrivning import laas_projekter
from .opgave import kraev_ikke_udgaaet

FLEST_PAA_EN_OPGAVE = 50


class Kontrolsum(Protocol):
    def update(self, data: bytes, /) -> None: ...


def laeg_link(aktoer: Aktoer, opgave: Opgave, titel: str, adresse: str, *, noegle: UUID, nu: datetime) -> Dokument:
    """Et link til noget på nettet, fx en mappe i kommunens ESDH."""
    _kraev_ret(aktoer, opgave)
    adresse = fuld_adresse(adresse)
    kraev_adresse(adresse)
    return _laeg(aktoer, opgave, noegle, nu, titel=titel or adresse[:200], adresse=adresse)


def laeg_fil(aktoer: Aktoer, opgave: Opgave, titel: str, fil: UploadedFile, *, noegle: UUID, nu: datetime) -> Dokument:
    """Filen skrives helt, før rækken laves; bliver rækken ikke til noget, fjernes filen igen.

    Rejser ``Afvist``, når filen ikke kan bruges. Den samme ``noegle`` er den samme formular, sendt to gange.
    """
    _kraev_ret(aktoer, opgave)
    filnavn = rens_filnavn(fil.name or "")
    kraev_brugbar(fil, filnavn, settings.DOKUMENT_MAKS_BYTE)
    sum_ = hashlib.sha256()
    lagret = bilagslager.gem(_talt(fil.chunks(), sum_))
    felter = {"lagret": lagret, "filnavn": filnavn, "byte": fil.size or 0, "sha256": sum_.hexdigest()}
    try:
        dokument = _laeg(aktoer, opgave, noegle, nu, titel=titel or filnavn, **felter)
    except BaseException:
        bilagslager.slet(lagret)
        raise
    if dokument.lagret != lagret:
        bilagslager.slet(lagret)
    return dokument


@transaction.atomic
def slet_dokument(aktoer: Aktoer, dokument: Dokument, *, nu: datetime) -> Dokument:
    """Tag dokumentet væk fra opgaven. Det kan hentes tilbage i 30 dage. At slette det slettede ændrer intet."""
    opgave = dokument.opgave
    _kraev_ret_til_at_slette(aktoer, dokument)
    if Dokument.objects.filter(pk=dokument.pk, slettet=None).update(slettet=nu, slettet_af=aktoer.navn):
        noter(aktoer, "dokument slettet", opgave, projekt=opgave.plan.projekt, felt="dokument", gammel=dokument)
    return dokument


@transaction.atomic
def hent_dokument_tilbage(aktoer: Aktoer, dokument: Dokument, *, nu: datetime) -> Dokument:
    """Fortryd sletningen inden for 30 dage; derefter er filen væk. Der skal være plads til det på opgaven."""
    opgave = dokument.opgave
    _kraev_ret_til_at_slette(aktoer, dokument)
    laas_opgave(opgave)
    kraev_ikke_udgaaet(opgave)
    if Dokument.objects.uden_fil(nu).filter(pk=dokument.pk).exists():
        raise Afvist(f"»{dokument}« er slettet for over 30 dage siden og kan ikke hentes tilbage.")
    er_slettet = Dokument.objects.slettede(nu).filter(pk=dokument.pk)
    if er_slettet.exists():
        _kraev_plads(opgave)
    if er_slettet.update(slettet=None, slettet_af=""):
        noter(aktoer, "dokument hentet tilbage", opgave, projekt=opgave.plan.projekt, felt="dokument", ny=dokument)
    return dokument


def _kraev_ret(aktoer: Aktoer, opgave: Opgave) -> None:
    kraev(adgang.maa_dokumentere(aktoer, opgave.plan.projekt, opgave.ansvarlig_id, opgave.udfoerer_id))
    kraev_ikke_udgaaet(opgave)


def _kraev_ret_til_at_slette(aktoer: Aktoer, dokument: Dokument) -> None:
    opgave = dokument.opgave
    pladser = (opgave.ansvarlig_id, opgave.udfoerer_id)
    kraev(adgang.maa_slette_dokument(aktoer, opgave.plan.projekt, dokument.lagt_af_id, *pladser))


def _kraev_plads(opgave: Opgave) -> None:
    """Der er et loft over en opgaves filer og links; opgaven skal være låst."""
    if opgave.dokumenter.filter(slettet=None).count() >= FLEST_PAA_EN_OPGAVE:
        raise Afvist(
            f"{opgave.kode_og_etape} har {FLEST_PAA_EN_OPGAVE} filer og links. Slet et, før du tilføjer et nyt."
        )


def _kraev_plads_i_projektet(projekt: Projekt, byte: int, nu: datetime) -> None:
    """Der er et loft over, hvad projektets filer fylder tilsammen; projektet skal være låst."""
    brugt, hoejst = Dokument.objects.i_projekt(projekt).fylder(nu), settings.PROJEKT_MAKS_BYTE
    if brugt + byte > hoejst:
        raise Afvist(
            f"Projektets filer fylder {filesizeformat(brugt)} af de {filesizeformat(hoejst)}, der er plads til, så en "
            f"fil på {filesizeformat(byte)} kan ikke lægges op. Slet filer, I ikke bruger (de tæller med i 30 dage, "
            "mens de kan hentes tilbage), eller læg filen et andet sted, og tilføj et link til den."
        )


def _talt(bidder: Iterable[bytes], sum_: Kontrolsum) -> Iterator[bytes]:
    for bid in bidder:
        sum_.update(bid)
        yield bid


@transaction.atomic
def _laeg(aktoer: Aktoer, opgave: Opgave, noegle: UUID, nu: datetime, **felter: Any) -> Dokument:
    projekt, byte = opgave.plan.projekt, felter.get("byte", 0)
    if byte:
        laas_projekter(projekt.pk)
    laas_opgave(opgave)
    kraev_ikke_udgaaet(opgave)
    af = _person(aktoer)
    # Siden kan være hentet frem igen med Tilbage og noget andet valgt i den gamle formular; det er et nyt dokument.
    egen = uuid5(noegle, repr(sorted((navn, vaerdi) for navn, vaerdi in felter.items() if navn != "lagret")))
    if kendt := Dokument.objects.filter(opgave=opgave, lagt_af=af, noegle=egen).first():
        if kendt.slettet:
            raise Afvist(f"»{kendt}« er lagt på før og slettet siden. Hent det tilbage under »Slettet«.")
        return kendt
    _kraev_plads(opgave)
    if byte:
        _kraev_plads_i_projektet(projekt, byte, nu)
    dokument = Dokument.objects.create(opgave=opgave, lagt_af=af, noegle=egen, lagt=nu, **felter)
    fylder = "" if dokument.adresse else f" ({filesizeformat(dokument.byte)})"
    ny = f"{dokument}: {dokument.adresse or dokument.filnavn}{fylder}"
    noter(aktoer, "dokument tilføjet", opgave, projekt=projekt, felt="dokument", ny=ny)
    return dokument


def _person(aktoer: Aktoer) -> Bruger:
    if aktoer.bruger is None:
        raise IkkeTilladt("Et dokument lægges af en person. Log ind, og læg det på opgavens side.")
    return aktoer.bruger
