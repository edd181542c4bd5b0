"""Adgangsmatricen: én linje for hver adresse i systemet, med hvem der ser den, og hvem der handler der.

En rolle, der ikke er nævnt i ``ser``, får 404 (og uden login sendes den til login). En rolle, der ser, men ikke
må handle, får 403. ``dele`` er navnene på adressens dele i den rækkefølge, de står; en linje gælder alle de
steder på scenen, der har dem alle.
"""

from collections.abc import Mapping
from typing import Any

from tests.adgang.linjer import (
    ADMINISTRATOR,
    ALLE,
    BESAETTER,
    BESLUTTER,
    EN_GEVINST,
    FILTRETS_EJER,
    FLYTTES_TIL,
    GEMTFILTER,
    GEVINST,
    I_PROJEKTET,
    LEDER,
    LOESER,
    OPGAVE,
    OPRETTER,
    OVERGANG,
    PROJEKT,
    Linje,
    en_kalender,
)
from tests.adgang.massehandlinger import I_GANG, massesvar
from tests.adgang.matrix_etaper import ETAPER
from tests.adgang.matrix_opgaven import EGET, OPGAVER
from tests.adgang.matrix_tidsplan import TIDSPLAN
from tests.adgang.matrix_udenfor import BOELGER, FAELLES, KATALOGER, KONTO, PERSONER
from tests.adgang.opgraderinger import katalogsvar
from tests.adgang.sted import Sted

PROJEKTER = (
    Linje("opgaver:projekter", ser=ALLE),
    Linje("opgaver:nyt", ser=OPRETTER, goer=OPRETTER),
    Linje("opgaver:liste", PROJEKT, ser=I_PROJEKTET),
    Linje("opgaver:liste", PROJEKT, "?vis=mine&fase=2.2&hovedopgave=9", ser=I_PROJEKTET),
    Linje("opgaver:liste", PROJEKT, "?soeg=plan&vis=involverer_mig&inden=9&status=i_gang&fase=F9", ser=I_PROJEKTET),
    Linje("opgaver:liste", PROJEKT, "?gruppe=uge", ser=I_PROJEKTET),
    Linje("opgaver:liste", PROJEKT, "?visning=tavle", ser=I_PROJEKTET),
    Linje("opgaver:eksport", PROJEKT, "?gruppe=ansvarlig", ser=I_PROJEKTET),
    Linje("opgaver:nyt_i_listen", PROJEKT, "?siden=0", ser=I_PROJEKTET, hent=302, htmx=200),
    Linje(
        "opgaver:filtre",
        PROJEKT,
        ser=I_PROJEKTET,
        goer=I_PROJEKTET,
        krop=lambda sted: {"navn": "Mine", "adresse": "vis=mine"},
    ),
    Linje(
        "opgaver:ret_filter",
        GEMTFILTER,
        ser=I_PROJEKTET,
        hent=None,
        goer=FILTRETS_EJER,
        krop=lambda sted: {"navn": "Noget andet", "er_delt": "on"},
    ),
    Linje("opgaver:slet_filter", GEMTFILTER, ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje(
        "opgaver:flyt_paa_tavlen",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {"status": "i_gang", "udgave": 1},
    ),
    Linje("status:vis", PROJEKT, ser=I_PROJEKTET),
    Linje("projekter:historik", PROJEKT, ser=I_PROJEKTET),
    Linje(
        "projekter:organisation",
        PROJEKT,
        ser=I_PROJEKTET,
        goer=LEDER,
        krop=lambda sted: {"rolle": sted["rolle"], "betegnelse": "Team Nord"},
    ),
    Linje(
        "projekter:plads",
        f"{PROJEKT} plads",
        ser=I_PROJEKTET,
        laeser=BESAETTER,
        goer=BESAETTER,
        krop=lambda sted: {"person": sted["personen"]},
    ),
    Linje(
        "projekter:tilfoej_obligatorisk",
        f"{PROJEKT} obligatorisk_rolle",
        ser=I_PROJEKTET,
        hent=None,
        goer=BESAETTER,
        krop=lambda sted: {"rolle": sted["obligatorisk_rolle"]},
    ),
)

LOKAL = f"{PROJEKT} lokal"
ET_KENDETEGN = "0" * 32


def en_lokal(sted: Sted) -> Mapping[str, Any]:
    return {"titel": "Ny", "fase_id": sted["fase_id"], "prioritet": "anbefalet", "kendetegn": ET_KENDETEGN, "udgave": 1}


LOKALE = (
    Linje("opgaver:kort", LOKAL, ser=I_PROJEKTET),
    Linje("lokale:ny", PROJEKT, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER, krop=en_lokal),
    Linje("lokale:ret", LOKAL, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER, krop=en_lokal),
    Linje(
        "lokale:fjern",
        LOKAL,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"fjernet": "on", "udgave": 1},
    ),
    Linje("lokale:frist", PROJEKT, ser=I_PROJEKTET, hent=302, htmx=200),
    Linje(
        "lokale:hurtig",
        PROJEKT,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"titel": "Ny", "fase": "F2", "kendetegn": ET_KENDETEGN},
    ),
    Linje(
        "lokale:katalog",
        PROJEKT,
        ser=I_PROJEKTET,
        laeser=LEDER,
        goer=LEDER,
        krop=lambda sted: {"version": sted["planens"], "kort": sted["plankort"], "kendetegn": ET_KENDETEGN},
    ),
    Linje(
        "lokale:eksempler",
        PROJEKT,
        ser=I_PROJEKTET,
        laeser=LEDER,
        goer=LEDER,
        krop=lambda sted: {"hovedopgave": "9", "plads": "0", "kendetegn": ET_KENDETEGN},
    ),
)

MASSE = (
    Linje(
        "masse:vaelg",
        PROJEKT,
        ser=I_PROJEKTET,
        laeser=LOESER,
        goer=LOESER,
        krop=lambda sted: {"valgt": sted["opgave"]},
    ),
    Linje(
        "masse:vis",
        PROJEKT,
        ser=I_PROJEKTET,
        hent=422,
        goer=LOESER,
        krop=lambda sted: I_GANG | {"opgaver": sted["opgave"]},
    ),
    Linje("masse:udfoer", PROJEKT, ser=I_PROJEKTET, hent=None, goer=LOESER, krop=massesvar),
    Linje("masse:kvittering", f"{PROJEKT} massehandling", ser=I_PROJEKTET),
    Linje("masse:fortryd", f"{PROJEKT} massehandling", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("taster:vis", ser=ALLE, goer=ALLE),
)

LAAST = f"{PROJEKT} laast"

DATOER = (
    Linje("flyt:datoer", PROJEKT, ser=I_PROJEKTET),
    Linje(
        "flyt:flyt",
        PROJEKT,
        "?idriftsaettelse=08.03.2027",
        ser=I_PROJEKTET,
        laeser=LEDER,
        goer=LEDER,
        krop=lambda sted: FLYTTES_TIL | {"begrundelse": "Forsinket", "aftryk": sted["flytteaftryk"]},
    ),
    Linje(
        "pause:saet", PROJEKT, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER, krop=lambda sted: {"begrundelse": "Venter"}
    ),
    Linje("pause:genoptag", PROJEKT, ser=I_PROJEKTET, hent=302, laeser=LEDER, goer=LEDER),
    Linje(
        "indhentning:plan",
        PROJEKT,
        ser=I_PROJEKTET,
        laeser=LEDER,
        goer=LEDER,
        krop=lambda sted: {"pr_uge": 5, "begrundelse": "Sen start", "aftryk": sted["indhentningsaftryk"]},
    ),
    Linje("flyt:kvittering", f"{PROJEKT} flytning", ser=I_PROJEKTET),
    Linje("flyt:fortryd", f"{PROJEKT} flytning", ser=I_PROJEKTET, laeser=LEDER, goer=LEDER),
    Linje("flyt:kvitter", f"{PROJEKT} varsling", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("opgradering:katalog", PROJEKT, ser=I_PROJEKTET, goer=LEDER, krop=katalogsvar),
    Linje("opgradering:kvittering", f"{PROJEKT} opgradering", ser=I_PROJEKTET),
    Linje("opgradering:fortryd", f"{PROJEKT} opgradering", ser=I_PROJEKTET, laeser=LEDER, goer=LEDER),
    Linje(
        "opgaver:saet_frist",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"frist": "09.04.2027", "begrundelse": "Aftalt", "udgave": 1},
    ),
    Linje("opgaver:frigiv_frist", LAAST, ser=I_PROJEKTET, hent=None, goer=LEDER, krop=lambda sted: {"udgave": 1}),
    Linje(
        "opgaver:saet_regel",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"regel": "go-live", "udgave": 1},
    ),
    Linje("opgaver:fjern_regel", LAAST, ser=I_PROJEKTET, hent=None, goer=LEDER, krop=lambda sted: {"udgave": 1}),
    Linje("kalender:ret", "organisation", ser=ADMINISTRATOR, goer=ADMINISTRATOR, krop=en_kalender),
    Linje("kalender:fortryd", "organisation kalenderflytning", ser=ADMINISTRATOR, goer=ADMINISTRATOR),
)

API = (
    Linje("api:opgaver", PROJEKT, ser=I_PROJEKTET, er_api=True),
    Linje("api:opgave", f"{PROJEKT} kode", ser=I_PROJEKTET, er_api=True),
)

OVERGANGE = (
    Linje("overgange:liste", PROJEKT, ser=I_PROJEKTET),
    Linje("overgange:vis", OVERGANG, ser=I_PROJEKTET),
    Linje("overgange:vis", f"{PROJEKT} afgjort", ser=I_PROJEKTET),
    Linje(
        "overgange:beslutning",
        OVERGANG,
        ser=I_PROJEKTET,
        laeser=BESLUTTER,
        goer=BESLUTTER,
        krop=lambda sted: {"begrundelse": "Vi går videre"},
    ),
    Linje(
        "overgange:bekraeft",
        OVERGANG,
        ser=I_PROJEKTET,
        hent=302,
        laeser=BESLUTTER,
        goer=BESLUTTER,
        krop=lambda sted: {"begrundelse": "Vi går videre", "aftryk": sted["aftryk"]},
    ),
    Linje("overgange:lav_pdf", OVERGANG, ser=I_PROJEKTET, hent=None, goer=I_PROJEKTET),
    Linje("overgange:pdf", f"{OVERGANG} job", ser=I_PROJEKTET),
    Linje("overgange:hent_pdf", f"{OVERGANG} job", ser=I_PROJEKTET),
)

GEVINSTER = (
    Linje("gevinster:liste", PROJEKT, ser=I_PROJEKTET),
    Linje("gevinster:vis", GEVINST, ser=I_PROJEKTET),
    Linje("gevinster:ny", PROJEKT, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER, krop=lambda sted: EN_GEVINST),
    Linje("gevinster:ret", GEVINST, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER, krop=lambda sted: EN_GEVINST),
    Linje(
        "gevinster:maal",
        f"{GEVINST} maaling",
        ser=I_PROJEKTET,
        laeser=LOESER,
        goer=LOESER,
        krop=lambda sted: {"vaerdi": "7", "maalt": "16.01.2026", "udgave": 1},
    ),
)

MATRIX = (
    KONTO
    + FAELLES
    + KATALOGER
    + PERSONER
    + PROJEKTER
    + OPGAVER
    + TIDSPLAN
    + EGET
    + LOKALE
    + MASSE
    + DATOER
    + ETAPER
    + BOELGER
    + API
    + OVERGANGE
    + GEVINSTER
)
