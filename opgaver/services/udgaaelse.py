"""At sige noget om en opgave, der udgår i en kladde: hvorfor, og om kommunerne må beholde den."""

import hashlib

from django.db import transaction

from faelles.afvisning import Afvist, Foraeldet
from projekter.aktoer import Aktoer
from projekter.historik import noter

from ..models import Katalogopgave, Katalogversion, Udgaaelse
from .aendringsmaerke import LAENGSTE_NOTE
from .kortredigering import laas_kladde
from .udgivelse import kort_i_forrige

UDEN_GRUND = "Skriv, hvorfor opgaven udgår. Kommunerne skal lade den udgå og skal kunne læse hvorfor."


def find_udgaaet(kladde: Katalogversion, noegle: str) -> Katalogopgave | None:
    """Kortet i den seneste udgivne version; None, når det ikke var der."""
    return kort_i_forrige(kladde).filter(noegle=noegle).first()


def er_med(kladde: Katalogversion, noegle: str) -> bool:
    return kladde.kort.filter(noegle=noegle).exists()


def sagt(kladde: Katalogversion, noegle: str) -> Udgaaelse:
    """Det, der er sagt; tomt og ikke gemt, når intet er."""
    return kladde.udgaaelser.filter(noegle=noegle).first() or Udgaaelse(version=kladde, noegle=noegle)


def udgaaelsens_aftryk(udgaaelse: Udgaaelse) -> str:
    return hashlib.sha256(f"{udgaaelse.er_obligatorisk} {udgaaelse.note}".encode()).hexdigest()


@transaction.atomic
def sig_om_udgaaelse(
    aktoer: Aktoer, kladde: Katalogversion, noegle: str, *, er_obligatorisk: bool, note: str, aftryk: str
) -> Katalogopgave:
    """Sæt eller fjern noten og kravet; svarer med kortet, der udgår.

    ``aftryk`` er det, personen så; er noget andet sagt siden, rejses ``Foraeldet``.
    """
    kladde, note = laas_kladde(aktoer, kladde), note.strip()
    kort = find_udgaaet(kladde, noegle)
    if kort is None or er_med(kladde, noegle):
        raise Afvist(f"Opgaven udgår ikke i {kladde}, så der er intet at sige om det. Se kladden igen.")
    if len(note) > LAENGSTE_NOTE:
        raise Afvist(f"Noten er på {len(note)} tegn. Der er højst plads til {LAENGSTE_NOTE}; forkort den.")
    if er_obligatorisk and not note:
        raise Afvist(UDEN_GRUND)
    foer = sagt(kladde, noegle)
    if udgaaelsens_aftryk(foer) != aftryk:
        raise Foraeldet(f"En anden har skrevet om {kort.kode}, siden du åbnede siden.")
    if (foer.er_obligatorisk, foer.note) != (er_obligatorisk, note):
        _gem(aktoer, kladde, kort, foer, er_obligatorisk=er_obligatorisk, note=note)
    return kort


def _gem(
    aktoer: Aktoer, kladde: Katalogversion, kort: Katalogopgave, foer: Udgaaelse, *, er_obligatorisk: bool, note: str
) -> None:
    gammel = _i_ord(foer)
    foer.er_obligatorisk, foer.note = er_obligatorisk, note
    if note:
        foer.save()
    else:
        foer.delete()
    noter(
        aktoer,
        "note om en opgave, der udgår",
        kladde,
        organisation=kladde.katalog.udgiver,
        felt=kort.kode,
        gammel=gammel,
        ny=_i_ord(foer),
    )


def _i_ord(udgaaelse: Udgaaelse) -> str:
    return f"obligatorisk: {udgaaelse.note}" if udgaaelse.er_obligatorisk else udgaaelse.note
