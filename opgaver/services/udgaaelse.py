"""At sige noget om en opgave, der udgår i en kladde: hvorfor, og om kommunerne må beholde den."""

import hashlib

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery

from faelles.afvisning import Afvist, Foraeldet
from projekter.aktoer import Aktoer
from projekter.historik import noter
from projekter.models import Projekt

from ..models import Katalogopgave, Katalogversion, Opgave, Plan, Udgaaelse
from .aendringsmaerke import LAENGSTE_NOTE
from .kortredigering import laas_kladde
from .udgivelse import forrige_udgivne, kort_i_forrige

UDEN_GRUND = "Skriv, hvorfor opgaven udgår. Kommunerne skal lade den udgå og skal kunne læse hvorfor."

UDEN_AFLOESNING = (
    "Skriv, hvad kommunerne skal vide nu. Det, en tidligere version har sagt om opgaven, gælder, til der er skrevet "
    "noget andet."
)


def find_udgaaet(kladde: Katalogversion, noegle: str) -> Katalogopgave | None:
    """Kortet i den seneste udgivne version eller det seneste, når en plan har opgaven endnu; ellers None."""
    return kort_i_forrige(kladde).filter(noegle=noegle).first() or udgaaet_foer(kladde).filter(noegle=noegle).first()


def udgaaet_foer(kladde: Katalogversion) -> QuerySet[Katalogopgave]:
    """Det seneste kort for de opgaver, der er udgået før den forrige version, og som planer i gang har endnu."""
    forrige = forrige_udgivne(kladde)
    if forrige is None:
        return Katalogopgave.objects.none()
    planer = Plan.objects.filter(version__katalog=kladde.katalog_id).exclude(projekt__status=Projekt.Status.AFSLUTTET)
    levende = Opgave.objects.centrale().filter(er_udgaaet=False, plan__in=planer).values("kort__noegle")
    i_kataloget = Katalogopgave.objects.filter(version__in=Katalogversion.objects.i_raekkefoelge(kladde.katalog_id))
    udgaaede = i_kataloget.filter(noegle__in=levende)
    for version in (forrige, kladde):
        udgaaede = udgaaede.exclude(noegle__in=version.kort.values("noegle"))
    seneste = i_kataloget.filter(noegle=OuterRef("noegle")).order_by("-version__udgivet", "-version")
    return udgaaede.filter(pk=Subquery(seneste.values("pk")[:1])).order_by("kode")


def er_med(kladde: Katalogversion, noegle: str) -> bool:
    return kladde.kort.filter(noegle=noegle).exists()


def sagt(kladde: Katalogversion, noegle: str) -> Udgaaelse:
    """Det, der gælder; siger kladden intet, er det, hvad der er sagt, siden opgaven udgik. Tomt, når intet er."""
    return kladde.udgaaelser.filter(noegle=noegle).first() or _arvet(kladde, noegle)


def _arvet(kladde: Katalogversion, noegle: str) -> Udgaaelse:
    """Det, en tidligere version har sagt, siden opgaven sidst var med, som kladdens eget; ikke gemt."""
    udkomne = Katalogversion.objects.i_raekkefoelge(kladde.katalog_id).exclude(pk=kladde.pk)
    sidst = udkomne.filter(kort__noegle=noegle).last()
    foer = Udgaaelse.objects.filter(version__in=udkomne, noegle=noegle).order_by("-version__udgivet", "-pk")
    arv = foer.filter(version__udgivet__gt=sidst.udgivet).first() if sidst and sidst.udgivet else None
    krav, note = (arv.er_obligatorisk, arv.note) if arv else (False, "")
    return Udgaaelse(version=kladde, noegle=noegle, er_obligatorisk=krav, note=note)


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
    if not note and _arvet(kladde, noegle).note:
        raise Afvist(UDEN_AFLOESNING)
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
    elif foer.pk:
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
