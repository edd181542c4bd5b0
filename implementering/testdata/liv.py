"""Livet i de opdigtede projekter: opgavernes status, gevinsternes målinger og historikken. Gemmer intet."""

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal
from random import Random

from gevinster.models import Gevinst, Maaling
from opgaver.models import Katalogopgave, Opgave, Plan
from opgaver.services.frister import saet_frister
from projekter.aktoer import SYSTEMET
from projekter.historik import haendelse
from projekter.models import Haendelse, Plads, Projekt

type Pladser = dict[tuple[int, str], Plads]
"""Pladserne efter projekt og rollens navn."""

GEVINSTER = (
    ("Kortere sagsbehandlingstid", Gevinst.Type.SERVICE, "dage pr. sag", 10),
    ("Færre fejl i sagerne", Gevinst.Type.KVALITET, "fejl pr. 100 sager", 3),
)


def lav_opgaver(plan: Plan, kort: list[Katalogopgave], pladser: Pladser, paa: date, lod: Random) -> list[Opgave]:
    """Planens opgaver med frist, pladser og den status, de ville have på dagen ``paa``."""
    projekt = plan.projekt
    leder = pladser[(projekt.pk, "Projektleder")]
    opgaver = [
        Opgave.af_kort(
            plan,
            et_kort,
            ansvarlig=leder if lod.random() < 0.9 else None,
            udfoerer=pladser[(projekt.pk, et_kort.anbefalet_udfoerer)] if lod.random() < 0.8 else None,
        )
        for et_kort in kort
    ]
    saet_frister(opgaver, projekt)
    for opgave in opgaver:
        _giv_status(opgave, paa, lod)
    return opgaver


def _giv_status(opgave: Opgave, paa: date, lod: Random) -> None:
    """De fleste opgaver er fuldført til tiden; nogle er over tid, og nogle er begyndt i god tid."""
    lodkast, er_passeret = lod.random(), opgave.frist is not None and opgave.frist < paa
    if lodkast < (0.85 if er_passeret else 0.05):
        opgave.status = Opgave.Status.FULDFOERT
        opgave.fuldfoert = min(paa, opgave.frist or paa) - timedelta(days=lod.randint(0, 20))
    elif lodkast < (0.90 if er_passeret else 0.08):
        opgave.status, opgave.begrundelse = Opgave.Status.IKKE_RELEVANT, "Vi bruger ikke den del af løsningen."
    elif lodkast < (0.95 if er_passeret else 0.25):
        opgave.status = Opgave.Status.I_GANG


def lav_gevinster(projekter: Iterable[Projekt], pladser: Pladser) -> list[Gevinst]:
    """To gevinster i hvert projekt."""
    return [
        Gevinst(
            projekt=projekt,
            titel=titel,
            type=slags,
            ejer=pladser[(projekt.pk, "Leder")],
            enhed=enhed,
            maal=Decimal(maal),
        )
        for projekt in projekter
        for titel, slags, enhed, maal in GEVINSTER
    ]


def lav_maalinger(gevinst: Gevinst, paa: date, lod: Random) -> Iterable[Maaling]:
    """En baseline og tre eftermålinger; de, hvis tid er passeret, er foretaget."""
    golive, baseline = gevinst.projekt.golive or paa, gevinst.maal * 2
    yield Maaling(
        gevinst=gevinst,
        slags=Maaling.Slags.BASELINE,
        vaerdi=baseline,
        maalt=min(golive - timedelta(days=30), paa),
    )
    for maaneder in (3, 6, 12):
        dag = golive + timedelta(days=30 * maaneder)
        er_maalt = dag <= paa
        yield Maaling(
            gevinst=gevinst,
            slags=Maaling.Slags.EFTERMAALING,
            maaneder_efter_golive=maaneder,
            vaerdi=baseline - Decimal(lod.randint(0, int(gevinst.maal))) if er_maalt else None,
            maalt=dag if er_maalt else None,
        )


def lav_historik(opgaver: Iterable[Opgave]) -> Iterable[Haendelse]:
    """En hændelse for hver opgave, hvis status er sat."""
    for opgave in opgaver:
        if opgave.status != Opgave.Status.IKKE_STARTET:
            yield haendelse(
                SYSTEMET,
                "status sat",
                opgave,
                projekt=opgave.plan.projekt,
                felt="status",
                gammel=Opgave.Status.IKKE_STARTET.label,
                ny=opgave.get_status_display(),
                begrundelse=opgave.begrundelse,
            )
