"""En række i listen eller et kort på tavlen: det, den viser, og dens HTML.

Det meste af listens tid går med at tegne rækkerne. Skabelonen ser kun en ``Raekke``, så to ens rækker er den samme
HTML, og den kan huskes. Skal en række vise mere, er det et felt mere her.
"""

import secrets
from datetime import date
from functools import lru_cache
from typing import NamedTuple
from zlib import crc32

from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from frister import dato_kort, relativ

from .models import Katalogopgave, Opgave

FORMULARNOEGLE = secrets.token_hex(16)
"""Står i den huskede HTML, hvor hver forespørgsel har sin egen formularnøgle; ingen kan skrive det i en titel."""
HUSKEDE = 4096
"""Rækker på omkring 2 KB."""


class Raekke(NamedTuple):
    """Alt, hvad en række viser. ``maerker`` er (klasse, tekst); ``ude`` er, at den ikke længere passer til filteret."""

    pk: int
    udgave: int
    kode: str
    titel: str
    sti: str
    status: str
    status_vist: str
    er_udgaaet: bool
    er_over_tid: bool
    frist: str
    relativt: str
    hvorfor: str
    forklaring: str
    maerker: tuple[tuple[str, str], ...]
    ansvarlig: str
    udfoerer: str
    maa_rettes: bool
    ude: bool

    @property
    def aftryk(self) -> str:
        """Det samme, så længe rækken viser det samme."""
        return f"{crc32(repr(self).encode()):x}"

    @property
    def statusser(self) -> list[tuple[str, str]]:
        return Opgave.Status.choices

    @property
    def er_fuldfoert(self) -> bool:
        return self.status == Opgave.Status.FULDFOERT


def laes_raekke(opgave: Opgave, paa: date) -> Raekke:
    """Rækken for en opgave, der har været gennem ``listen.klargoer``."""
    er_over_tid, er_aaben = opgave.er_overskredet(paa), opgave.er_aaben
    return Raekke(
        pk=opgave.pk,
        udgave=opgave.udgave,
        kode=opgave.kort.kode,
        titel=opgave.kort.titel,
        sti=opgave.sti,
        status=opgave.status,
        status_vist=opgave.get_status_display(),
        er_udgaaet=opgave.er_udgaaet,
        er_over_tid=er_over_tid,
        frist=dato_kort(opgave.frist) if opgave.frist else "",
        relativt=relativ(opgave.frist, paa) if opgave.frist and er_aaben else "",
        hvorfor=_hvorfor(opgave),
        forklaring=opgave.forklaring,
        maerker=maerker(opgave),
        ansvarlig=opgave.ansvarlig_vist,
        udfoerer=opgave.udfoerer_vist,
        maa_rettes=opgave.maa_rettes,
        ude=opgave.ude,
    )


def maerker(opgave: Opgave) -> tuple[tuple[str, str], ...]:
    """Det, der er særligt ved opgaven, hver med sin klasse i designsystemet."""
    kort = opgave.kort
    mulige = (
        (kort.prioritet == Katalogopgave.Prioritet.OBLIGATORISK, "", "Obligatorisk"),
        (opgave.er_tjekpunkt, "badge-info", "Tjekpunkt"),
        (opgave.fortsaetter, "", "Kan fortsætte"),
        (opgave.etape is not None, "badge-info", str(opgave.etape)),
        (opgave.etape is not None and opgave.etape.er_paa_pause, "badge-warning", "På pause"),
        (opgave.er_frist_laast, "", "Fast frist"),
        (bool(opgave.egen_regel) and not opgave.er_frist_laast, "", "Egen regel"),
        (bool(opgave.frysperiode), "badge-warning", "I frysperiode"),
        (opgave.egen_fase_id is not None, "", "Egen fase"),
        (opgave.er_lokal, "", "Lokal"),
        (bool(opgave.venter_paa) and opgave.er_aaben, "", f"Venter på {opgave.venter_paa}"),
        (opgave.fuldfoert_kort_id not in (None, opgave.kort_id), "badge-warning", "Ændret siden fuldført"),
        (opgave.er_udgaaet, "badge-warning", "Udgået"),
    )
    return tuple((klasse, tekst) for gaelder, klasse, tekst in mulige if gaelder)


def _hvorfor(opgave: Opgave) -> str:
    """Det korte svar på, hvorfor fristen er den: hvem der satte den, eller reglen."""
    return f"Sat af {opgave.frist_sat_af or 'en person'}" if opgave.er_frist_laast else opgave.regeltekst


def tegn(raekke: Raekke, formularnoegle: str, skabelon: str = "opgaver/raekke.html") -> SafeString:
    return mark_safe(_tegnet(skabelon, raekke).replace(FORMULARNOEGLE, formularnoegle))  # noqa: S308 - skabelonens egen


@lru_cache(maxsize=HUSKEDE)
def _tegnet(skabelon: str, raekke: Raekke) -> str:
    return render_to_string(skabelon, {"raekke": raekke, "formularnoegle": FORMULARNOEGLE})
