"""Udbakken: en mail er en række, før den er en mail.

Løftet: ingen mail går tabt, og ingen sendes to gange, bortset fra ét sted. Dør processen efter, at
mailserveren har taget imod mailen, men før vi har skrevet det ned, sendes den igen med samme Message-ID.
Skrives mails til en mappe, ses der efter i mappen først, så dér er den præcis én gang.

Rækken tages med en betinget opdatering, så kun én sender den. Uret læses ved hvert forsøg, for ellers
ville en lang udsendelses egne mails se ud, som om de hænger.
"""

import logging
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import count, takewhile
from typing import Any

from django.db import InterfaceError, OperationalError, connection, transaction
from django.db.models import F
from django.utils import timezone

from . import post
from .models import BESKED_FORSOEG, Besked
from .skub import skub

logger = logging.getLogger(__name__)

AFBRUDT = f"Afsendelsen blev afbrudt {BESKED_FORSOEG} gange og er opgivet."
GEMMES = timedelta(days=90)
DATABASE_FORSOEG = 5


def laeg_besked(
    *, noegle: str, modtager: str, emne: str, tekst: str, html: str = "", er_fortrolig: bool = False
) -> Besked:
    """Læg en besked i udbakken i kalderens transaktion. Den samme ``noegle`` lægges kun én gang."""
    besked, er_ny = Besked.objects.get_or_create(
        noegle=noegle,
        defaults={
            "modtager": modtager,
            "emne": _paa_en_linje(emne),
            "tekst": tekst,
            "html": html,
            "er_fortrolig": er_fortrolig,
        },
    )
    if er_ny:
        skub("send_besked", besked.pk)
    return besked


def laeg_den_foerste(*, noegle: str, modtager: str, emne: str, tekst: str, html: str = "") -> Besked:
    """Læg en besked, der ikke må findes i forvejen: ``IntegrityError``, når ``noegle`` er brugt.

    Til den, der lægger mange ad gangen; kalderen skubber selv udbakken bagefter.
    """
    return Besked.objects.create(noegle=noegle, modtager=modtager, emne=_paa_en_linje(emne), tekst=tekst, html=html)


@dataclass(frozen=True)
class Udkast:
    """En besked, der endnu ikke er lagt; felterne er som i ``laeg_den_foerste``."""

    noegle: str
    modtager: str
    emne: str
    tekst: str
    html: str = ""


def laeg_bundt(udkast: Iterable[Udkast]) -> None:
    """Læg mange beskeder på én gang i kalderens transaktion. Ingen af nøglerne må være brugt (``IntegrityError``)."""
    beskeder = [
        Besked(noegle=et.noegle, modtager=et.modtager, emne=_paa_en_linje(et.emne), tekst=et.tekst, html=et.html)
        for et in udkast
    ]
    Besked.objects.bulk_create(beskeder, batch_size=500)
    if beskeder:
        skub_udbakken()


def skriv_om(udkast: Iterable[Udkast]) -> None:
    """Giv de beskeder, der ikke er sendt, ordene i udkastet med den samme nøgle, i kalderens transaktion.

    Også en, der er ved at blive sendt, for den kan blive sendt igen. En sendt røres ikke.
    """
    usendte = Besked.objects.filter(status__in=(Besked.Status.NY, Besked.Status.TAGET))
    for et in udkast:
        usendte.filter(noegle=et.noegle).update(emne=_paa_en_linje(et.emne), tekst=et.tekst, html=et.html)


def traek_tilbage(noeglestart: str, i_stedet: str) -> None:
    """Fjern beskederne, hvis nøgle begynder sådan, i kalderens transaktion: de ventende helt, de andres tekst.

    En, der er ved at blive sendt, får ``i_stedet`` som tekst, for den kan blive sendt igen.
    """
    ramte = Besked.objects.filter(noegle__startswith=noeglestart)
    ramte.ventende().delete()
    ramte.filter(status=Besked.Status.TAGET).update(tekst=i_stedet, html="")
    ramte.exclude(status=Besked.Status.TAGET).update(tekst="", html="")


def skub_udbakken() -> None:
    """Få det, der ligger i udbakken, sendt, når transaktionen er gennemført."""
    skub("send_beskeder")


def _paa_en_linje(emne: str) -> str:
    """Emnet uden linjeskift, som ville gøre mailen ugyldig, og så kort, at rækken kan rumme det."""
    samlet = " ".join(emne.split())
    return samlet if len(samlet) <= 200 else f"{samlet[:199]}…"


def send_ventende(bliv_ved: Callable[[], bool] = lambda: True) -> int:
    """Send alt, der er klar, ældste først, og svar med antallet. En mail, der fejler, standser ikke resten.

    ``bliv_ved`` spørges før hver mail; siger den nej, venter resten til næste gang.
    """
    nu = timezone.now()
    _opgiv_afbrudte(nu)
    klar = list(Besked.objects.klar(nu).order_by("pk").values_list("pk", flat=True))
    return sum(send(besked_id) for besked_id in takewhile(lambda _: bliv_ved(), klar))


def send(besked_id: int) -> bool:
    """Send beskeden, hvis den er ledig. Falsk, når en anden har taget den, eller når den ikke kom af sted."""
    besked = _tag(besked_id)
    if besked is None:
        return False
    try:
        luk = _aflever(besked)
    except Exception as fejl:  # noqa: BLE001 - hvad der end er galt med én mail, skal de andre sendes
        _meld_fejl(besked, fejl)
        return False
    _skriv(besked, status=Besked.Status.SENDT, sendt=timezone.now(), fejl="", **_slet_fortroligt(besked))
    luk()
    return True


def _aflever(besked: Besked) -> Callable[[], None]:
    er_gentaget = besked.forsoeg > 1
    if er_gentaget and post.er_afleveret(besked):
        return lambda: None
    return post.aflever(besked)


def ryd_op(nu: datetime) -> None:
    """Tøm teksten i gamle mails; rækken bliver, så det samme ikke lægges igen."""
    gamle = Besked.objects.filter(sendt__lt=nu - GEMMES).exclude(tekst="")
    gamle.update(tekst="", html="")


def _tag(besked_id: int) -> Besked | None:
    """Tag beskeden; ``durable``, fordi det skal stå i databasen, før mailen forlader os."""
    nu = timezone.now()
    with transaction.atomic(durable=True):
        taget = (
            Besked.objects.klar(nu)
            .filter(pk=besked_id)
            .update(status=Besked.Status.TAGET, taget=nu, forsoeg=F("forsoeg") + 1)
        )
        return Besked.objects.get(pk=besked_id) if taget else None


def _meld_fejl(besked: Besked, fejl: Exception) -> None:
    """Grunden står på rækken. I loggen står kun fejlens navn, for mailserverens svar nævner modtageren."""
    er_uventet = not isinstance(fejl, post.VENTEDE_FEJL)
    logger.warning(
        "Besked %s blev ikke sendt i forsøg %s (%s)",
        besked.uid,
        besked.forsoeg,
        type(fejl).__name__,
        exc_info=fejl if er_uventet else None,
    )
    if besked.forsoeg < BESKED_FORSOEG:
        _skriv(besked, status=Besked.Status.NY, fejl=post.fejltekst(fejl))
    else:
        _opgiv(besked, post.fejltekst(fejl))


def _opgiv_afbrudte(nu: datetime) -> None:
    for besked in Besked.objects.haengende(nu).filter(forsoeg__gte=BESKED_FORSOEG):
        _opgiv(besked, AFBRUDT)


def _opgiv(besked: Besked, grund: str) -> None:
    logger.error("Besked %s er opgivet efter %s forsøg", besked.uid, besked.forsoeg)
    _skriv(besked, status=Besked.Status.OPGIVET, fejl=grund, **_slet_fortroligt(besked))


def _slet_fortroligt(besked: Besked) -> dict[str, str]:
    return {"tekst": "", "html": ""} if besked.er_fortrolig else {}


def _skriv(besked: Besked, **felter: Any) -> None:
    """Skriv udfaldet, hvis beskeden stadig er vores. Er databasen væk et øjeblik, ventes der på den.

    Mailen er måske allerede ude; opgav vi, ville den blive sendt igen.
    """
    vores = Besked.objects.filter(pk=besked.pk, status=Besked.Status.TAGET, forsoeg=besked.forsoeg)
    for forsoeg in count(1):
        try:
            vores.update(**felter)
        except (OperationalError, InterfaceError):
            if forsoeg == DATABASE_FORSOEG:
                raise
            connection.close()
            time.sleep(2**forsoeg / 4)
        else:
            return
