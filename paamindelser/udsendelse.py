"""Påmindelserne: saml ind, skriv, og læg i udbakken. Kan køres, så tit det skal være; alt siges én gang."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import IntegrityError, transaction

from frister import STANDARDKALENDER
from koe.models import Besked
from koe.udbakke import laeg_den_foerste, skub_udbakken

from .brev import Brev, breve
from .indsamling import indsaml
from .models import Paamindelse

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class Udsending:
    """En mail, der er lagt i udbakken (eller ville være blevet det)."""

    modtager: str
    emne: str
    opgaver: tuple[str, ...]


@dataclass(frozen=True)
class Resultat:
    """Hvad der blev sendt, og de opgaver (id), som der ikke er nogen at sige til."""

    sendt: tuple[Udsending, ...] = ()
    uden_modtager: tuple[int, ...] = ()


def udsend(paa: date, *, proevekoersel: bool = False) -> Resultat:
    """Sig det, der skal siges på dagen ``paa``; på en fridag intet, for det kommer den næste arbejdsdag.

    Hver person får højst én mail om dagen på tværs af projekter. Mailen og de trin, den siger, skrives i
    samme transaktion, så et afbrud, en gentagelse eller to samtidige kørsler hverken taber eller gentager
    noget. En prøvekørsel skriver intet.
    """
    if not STANDARDKALENDER.er_arbejdsdag(paa):
        return Resultat()
    indsamling = indsaml(paa)
    sendt = tuple(
        Udsending(brev.modtager.email, brev.emne, tuple(punkt.kode for punkt in brev.punkter))
        for brev in breve(indsamling.punkter, paa)
        if proevekoersel or _gem(brev)
    )
    if sendt and not proevekoersel:
        skub_udbakken()
    uden_modtager = tuple(indsamling.uden_modtager)
    logger.info("Påmindelser %s: %s mails, %s opgaver uden modtager", paa, len(sendt), len(uden_modtager))
    return Resultat(sendt, uden_modtager)


def _gem(brev: Brev) -> bool:
    """Læg mailen med dens trin. Falsk, når en anden kørsel nåede noget af det samme; resten tages næste gang.

    Mailen skrives før transaktionen, så den ikke holder databasen fast, mens skabelonerne læses.
    """
    indhold = {"emne": brev.emne, "tekst": brev.tekst, "html": brev.html}
    noegle = f"paamindelse:{brev.modtager.pk}:{brev.paa.isoformat()}"
    try:
        with transaction.atomic():
            besked = laeg_den_foerste(noegle=noegle, modtager=brev.modtager.email, **indhold)
            Paamindelse.objects.bulk_create(_sagt(brev, besked))
    except IntegrityError:
        logger.info("Påmindelsen til bruger %s den %s er allerede lagt", brev.modtager.pk, brev.paa)
        return False
    return True


def _sagt(brev: Brev, besked: Besked) -> Iterable[Paamindelse]:
    for punkt in brev.punkter:
        yield Paamindelse(
            opgave_id=punkt.opgave_id,
            trin=punkt.trin,
            frist=punkt.frist,
            modtager=brev.modtager,
            besked=besked,
            dato=brev.paa,
        )
