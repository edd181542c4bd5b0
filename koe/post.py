"""Fra række til mail: hvordan den ser ud, hvordan den afleveres, og hvad en fejl hedder på dansk."""

import logging
import smtplib
from collections.abc import Callable
from email.utils import parseaddr
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.mail import EmailMultiAlternatives, mailers
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.backends.filebased import EmailBackend as Filpost

from faelles.filfejl import grund

from .models import Besked

logger = logging.getLogger(__name__)

VENTEDE_FEJL = (OSError, ValueError)
"""Mailserveren svarer ikke eller siger nej (SMTPException er en OSError), eller adressen er ugyldig."""
AFSLUTNING = b"-" * 79
"""Djangos filpost skriver denne linje efter hver mail; mangler den, er mailen kun skrevet halvt."""


def message_id(besked: Besked) -> str:
    """Mailens Message-ID følger af rækken, så et gentaget forsøg er den samme mail."""
    _, afsender = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return f"<{besked.uid}@{afsender.rpartition('@')[2]}>"


def byg(besked: Besked) -> EmailMultiAlternatives:
    """Mailen med tekst og, når den har det, HTML. Hovederne beder autosvar om at tie."""
    hoveder = {
        "Message-ID": message_id(besked),
        "X-Besked": str(besked.uid),
        "Auto-Submitted": "auto-generated",
        "Content-Language": "da",
    }
    mail = EmailMultiAlternatives(besked.emne, besked.tekst, to=[besked.modtager], headers=hoveder)
    if besked.html:
        mail.attach_alternative(besked.html, "text/html")
    return mail


def aflever(besked: Besked) -> Callable[[], None]:
    """Aflever mailen, og giv det tilbage, der lukker forbindelsen.

    Farvel siges først, når udfaldet er skrevet, for et afbrud imens ville sende mailen igen. Hver mail har sin egen
    forbindelse, så en død forbindelse kun rammer én.
    """
    forbindelse = mailers.default
    luk = partial(_luk, forbindelse)
    try:
        forbindelse.open()
        forbindelse.send_messages([byg(besked)])
    except BaseException:
        luk()
        raise
    return luk


def _luk(forbindelse: BaseEmailBackend) -> None:
    """Går det galt at sige farvel, er mailen afleveret alligevel."""
    try:
        forbindelse.close()
    except (OSError, smtplib.SMTPException) as fejl:
        logger.info("Forbindelsen til mailserveren blev ikke lukket pænt: %s", fejl)


def mailmappe() -> Path | None:
    """Mappen, mails skrives i som filer; None, når de går gennem en mailserver."""
    forbindelse = mailers.default
    return Path(forbindelse.file_path) if isinstance(forbindelse, Filpost) else None


def er_afleveret(besked: Besked) -> bool:
    """Om mailen ligger hel i mappen fra et tidligere forsøg. En mailserver kan ikke spørges, så dér er svaret nej."""
    mappe = mailmappe()
    if mappe is None:
        return False
    maerke, siden = str(besked.uid).encode(), besked.oprettet.timestamp() - 60
    filer = (fil for fil in mappe.glob("*.log") if fil.stat().st_mtime >= siden)
    return any(AFSLUTNING in fil.read_bytes().partition(maerke)[2] for fil in filer)


def fejltekst(fejl: Exception) -> str:
    """Hvorfor mailen ikke kom af sted, i én dansk sætning og med serverens egne ord til sidst."""
    serverens = str(fejl) or type(fejl).__name__
    match fejl:
        case smtplib.SMTPAuthenticationError():
            begyndelse = "Mailserveren afviste systemets brugernavn eller adgangskode"
        case smtplib.SMTPRecipientsRefused():
            begyndelse = "Mailserveren afviste modtagerens adresse"
        case smtplib.SMTPSenderRefused():
            begyndelse = "Mailserveren afviste afsenderens adresse"
        case smtplib.SMTPServerDisconnected() | smtplib.SMTPConnectError() | TimeoutError():
            begyndelse = "Forbindelsen til mailserveren blev afbrudt"
        case smtplib.SMTPException():
            begyndelse = "Mailserveren afviste mailen"
        case OSError():
            begyndelse = "Mailen kunne ikke afleveres, fordi mailserveren eller mappen ikke kan nås"
            serverens = grund(fejl)
        case ValueError():
            begyndelse = "Mailen kan ikke skrives; adressen eller emnet er ugyldigt"
        case _:
            begyndelse = "Mailen kunne ikke sendes, og fejlen er noteret i loggen"
    return f"{begyndelse} ({serverens})."
