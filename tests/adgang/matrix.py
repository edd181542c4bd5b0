"""Adgangsmatricen: én linje for hver adresse i systemet, med hvem der ser den, og hvem der handler der.

En rolle, der ikke er nævnt i ``ser``, får 404 (og uden login sendes den til login). En rolle, der ser, men ikke
må handle, får 403. ``dele`` er navnene på adressens dele i den rækkefølge, de står; en linje gælder alle de
steder på scenen, der har dem alle.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from opgaver.models import Udgaaelse
from opgaver.services.udgaaelse import udgaaelsens_aftryk
from tests.adgang.massehandlinger import I_GANG, massesvar
from tests.adgang.opgraderinger import katalogsvar
from tests.adgang.overdragelser import en_overdragelse
from tests.adgang.scene import ROLLER
from tests.adgang.sted import Sted

type Grupper = Mapping[str, frozenset[str]]
"""Rollerne ved hvert sted på scenen."""


def roller(**ved: str) -> Grupper:
    return {sted: frozenset(navne.split()) for sted, navne in ved.items()}


INGEN: Grupper = {}
UDEN_LOGIN = frozenset({"anonym", "nils"})
INDLOGGEDE = frozenset(ROLLER) - UDEN_LOGIN
ALLE_PAA_NETTET: Grupper = {"faelles": frozenset(ROLLER)}
KUN_UDEN_LOGIN: Grupper = {"faelles": UDEN_LOGIN}
ALLE: Grupper = {"faelles": INDLOGGEDE}
I_PROJEKTET = roller(aarhus="anna bo dorte ada per lis gry", odense="carl ole")
LEDER = roller(aarhus="anna per", odense="carl")
BESAETTER = roller(aarhus="anna per ada", odense="carl ole")
FILTRETS_EJER = roller(aarhus="anna", odense="carl")
LOESER = roller(aarhus="anna per bo", odense="carl")
KOMMENTERER = roller(aarhus="anna bo dorte ada per gry", odense="carl ole")
LAGDE = roller(aarhus="anna", odense="carl")
"""Den, der skrev kommentaren på scenen."""
BESLUTTER = roller(aarhus="anna per dorte gry", odense="carl")
ADMINISTRATOR = roller(aarhus="ada", odense="ole")
MODTAGER = roller(aarhus="dorte", odense="carl")
OVERDRAGELSENS = roller(aarhus="ada dorte", odense="ole carl")
OPRETTER = roller(faelles="anna per carl")
REDAKTOER = roller(kombit="karen", star="stine")
ET_UDGIVET: Grupper = dict.fromkeys(("kombit", "star"), INDLOGGEDE)
NOGEN_REDAKTOER = roller(faelles="karen stine")


@dataclass(frozen=True)
class Linje:
    """``hent`` og ``htmx`` er den ventede status på GET; None er 405. ``goer`` None er 405 på POST."""

    navn: str
    dele: str = ""
    soeg: str = ""
    """Det efter spørgsmålstegnet, når en side har mere end én visning."""
    ser: Grupper = field(kw_only=True)
    hent: int | None = 200
    htmx: int | None = None
    er_api: bool = False
    """Om den svarer med JSON, og med 401 til den, der ikke er logget ind."""
    indlogget: int | None = None
    """Status på GET for den, der er logget ind, når den er en anden end for den, der ikke er."""
    laeser: Grupper | None = None
    """De af dem, der ser, som også må læse siden; de andre får 403. None er alle, der ser."""
    goer: Grupper | None = None
    krop: Callable[[Sted], Mapping[str, Any]] = lambda sted: {}
    """En gyldig formular; med den skal den, der må, lykkes."""

    @property
    def navne(self) -> tuple[str, ...]:
        return tuple(self.dele.split())

    def ventet(self, rolle: str, sted: str, metode: str, *, htmx: bool, tom: bool) -> set[int]:
        """De statusser, rollen må få, når den er logget ind eller ser siden uden at være det."""
        goer = self.goer or INGEN
        if (self.hent if metode == "GET" else self.goer) is None:
            return {405}
        if rolle not in self.ser.get(sted, ()):
            return {404}
        if metode == "GET":
            return self._ventet_side(rolle, sted, htmx)
        if rolle in goer.get(sted, ()):
            return {200, 302, 409, 422} if tom else {200, 302}
        return {403, 422} if tom else {403}

    def _ventet_side(self, rolle: str, sted: str, htmx: bool) -> set[int]:
        if self.laeser is not None and rolle not in self.laeser.get(sted, ()):
            return {403}
        if self.indlogget and rolle not in UDEN_LOGIN:
            return {self.indlogget}
        return {(self.htmx if htmx else None) or self.hent or 405}


PROJEKT = "kommune loesning"
OPGAVE = f"{PROJEKT} opgave"
GEMTFILTER = f"{PROJEKT} gemtfilter"
GEVINST = f"{PROJEKT} gevinst"
OVERGANG = f"{PROJEKT} fase"
PERSON = "organisation person"
KORT = "kladde kort"
SAMMENLIGNING = "kladde version sammenligningsjob"
EN_GEVINST = {"titel": "Ny", "type": "kvalitet", "enhed": "minutter", "maal": "5", "maaneder": "3", "udgave": "1"}

VINDUER = {
    "idriftsaettelsesdage": "6",
    "idriftsaettelsesdage_vist": "5",
    "hypercaredage": "7",
    "hypercaredage_vist": "10",
}

OM_UDGAAELSEN = {"note": "Slået sammen med en anden.", "aftryk": udgaaelsens_aftryk(Udgaaelse())}

EN_NOEGLE = "7b3ab6f2-6a56-4b0c-9f0e-3f2b8a5d1c11"
EN_KALENDER = {
    "juleaften_lukket": "on",
    **{f"p-{navn}_FORMS": vaerdi for navn, vaerdi in (("TOTAL", "1"), ("INITIAL", "0"))},
    "p-0-navn": "Julelukning",
    "p-0-fra": "24.12.2026",
    "p-0-til": "01.01.2027",
    "p-0-slags": "lukkedage",
}


def en_kalender(sted: dict) -> dict[str, str]:
    return EN_KALENDER | {"vist": sted.get("kalendervist", "")}


def et_kort(sted: Sted) -> Mapping[str, Any]:
    valg = {"fase_id": sted["fase_id"], "prioritet": "anbefalet"}
    return {"kode": "X09", "titel": "Ny", "aftryk": sted["kortaftryk"], **valg}


KONTO = (
    # allauth sender den, der er logget ind, videre fra loginsiden.
    Linje("account_login", ser=ALLE_PAA_NETTET, indlogget=302, goer=ALLE_PAA_NETTET),
    Linje("account_logout", ser=ALLE_PAA_NETTET, hent=302, indlogget=200, goer=ALLE_PAA_NETTET),
    Linje("account_change_password", ser=ALLE, goer=ALLE),
    Linje("account_reset_password", ser=ALLE_PAA_NETTET, goer=ALLE_PAA_NETTET),
    Linje("account_reset_password_done", ser=ALLE_PAA_NETTET),
    Linje("account_reset_password_from_key", "uidb36 noegle", ser=ALLE_PAA_NETTET, goer=ALLE_PAA_NETTET),
    Linje("account_reset_password_from_key_done", ser=ALLE_PAA_NETTET),
    Linje("account_inactive", ser=ALLE_PAA_NETTET),
)

FAELLES = (
    Linje("min_side", ser=ALLE),
    Linje("marker_set", ser=ALLE, hent=None, goer=ALLE, krop=lambda sted: {"til": "2026-01-01T12:00:00+00:00"}),
    Linje("logget_ind", ser=ALLE),
    Linje("hjaelp", ser=ALLE),
    Linje("tilgaengelighed", ser=ALLE_PAA_NETTET),
    Linje("was", ser=ALLE_PAA_NETTET, hent=302, goer=ALLE_PAA_NETTET),
    Linje("livez", ser=ALLE_PAA_NETTET),
    Linje("readyz", ser=ALLE_PAA_NETTET),
    Linje("overblik", ser=NOGEN_REDAKTOER),
    Linje("overblik_loesning", "fulgt", ser=REDAKTOER),
    Linje("personlister", "fulgt", ser=REDAKTOER),
    Linje("faser:liste", ser=ALLE),
    Linje("faser:vis", "model", ser=ALLE),
    Linje("koe:mails", ser=INGEN),
)

PERSONER = (
    Linje(
        "organisationer:personer",
        "organisation",
        ser=ADMINISTRATOR,
        goer=ADMINISTRATOR,
        krop=lambda sted: {"navn": "Ny", "email": "ny@b.example", "rettigheder": ["deltager"]},
    ),
    Linje(
        "organisationer:person",
        PERSON,
        ser=ADMINISTRATOR,
        goer=ADMINISTRATOR,
        krop=lambda sted: {"navn": "Nyt Navn", "rettigheder": ["laeser"]},
    ),
    Linje(
        "organisationer:bekraeft",
        "organisation",
        ser=ADMINISTRATOR,
        hent=None,
        goer=ADMINISTRATOR,
        krop=lambda sted: {"aftryk": sted.get("personlistens_aftryk", "")},
    ),
    Linje("organisationer:roller", "organisation", ser=I_PROJEKTET),
    Linje("organisationer:inviter", PERSON, ser=ADMINISTRATOR, hent=None, goer=ADMINISTRATOR),
    Linje("organisationer:fjern", PERSON, ser=ADMINISTRATOR, goer=ADMINISTRATOR),
    Linje("organisationer:overdrag", PERSON, ser=ADMINISTRATOR, goer=ADMINISTRATOR, krop=en_overdragelse),
    Linje("overdragelser:vis", "overdragelse", ser=OVERDRAGELSENS),
    Linje("overdragelser:kvitter", "overdragelse", ser=OVERDRAGELSENS, hent=None, goer=MODTAGER),
    Linje("overdragelser:fortryd", "overdragelse", ser=OVERDRAGELSENS, hent=None, goer=ADMINISTRATOR),
)

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
    Linje("tidsplan:vis", PROJEKT, ser=I_PROJEKTET),
    Linje("tidsplan:vis", PROJEKT, "?soeg=plan&status=ikke_startet", ser=I_PROJEKTET),
    Linje("tidsplan:kalender", PROJEKT, ser=I_PROJEKTET),
    Linje("tidsplan:maaned", f"{PROJEKT} aar maaned", ser=I_PROJEKTET),
    Linje(
        "tidsplan:vinduer",
        PROJEKT,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: VINDUER,
    ),
    Linje(
        "tidsplan:fortsaet",
        f"{PROJEKT} milepael",
        ser=I_PROJEKTET,
        hent=None,
        goer=BESLUTTER,
        krop=lambda sted: {"grund": "Vi begynder på resten", "udgave": 1},
    ),
    Linje("tidsplan:afvent", f"{PROJEKT} milepael", ser=I_PROJEKTET, hent=None, goer=BESLUTTER),
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
)

OPGAVER = (
    Linje("opgaver:fordel", PROJEKT, ser=I_PROJEKTET, laeser=LEDER, goer=LEDER),
    Linje(
        "opgaver:drejebog",
        PROJEKT,
        ser=I_PROJEKTET,
        goer=I_PROJEKTET,
        krop=lambda sted: {"indhold": "alle", "fase": "F2"},
    ),
    Linje("opgaver:drejebogsjob", f"{PROJEKT} drejebogsjob", ser=I_PROJEKTET),
    Linje("opgaver:hent_drejebog", f"{PROJEKT} drejebogsjob", ser=I_PROJEKTET),
    Linje("opgaver:kort", OPGAVE, ser=I_PROJEKTET),
    Linje("opgaver:kort", f"{PROJEKT} fravalgt", ser=I_PROJEKTET),
    Linje("opgaver:raekke", OPGAVE, ser=I_PROJEKTET, hent=302, htmx=200),
    Linje(
        "opgaver:ret",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=302,
        htmx=200,
        goer=LOESER,
        krop=lambda sted: {"status": "i_gang", "udgave": 1},
    ),
    Linje(
        "opgaver:afkryds",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {"faerdig": "on", "udgave": 1},
    ),
)

EGET = (
    Linje(
        "opgaver:saet_fase",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"fase": sted["fase_id"], "udgave": 1},
    ),
    Linje(
        "opgaver:saet_kriterier",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"kriterier": "Lederen har sagt ja", "udgave": 1},
    ),
    Linje(
        "opgaver:saet_kriterium",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {"noegle": sted["kriterium"], "opfyldt": "on"},
    ),
    Linje(
        "opgaver:saet_tekst",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {"tekst": "Sådan gør vi", "udgave": 1},
    ),
    Linje(
        "opgaver:skriv_kommentar",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=KOMMENTERER,
        krop=lambda sted: {"tekst": "Hvornår er det på plads?", "noegle": EN_NOEGLE},
    ),
    Linje(
        "opgaver:marker_besvaret",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=I_PROJEKTET,
        krop=lambda sted: {"set_til": 1},
    ),
    Linje(
        "opgaver:ret_kommentar",
        f"{OPGAVE} kommentar",
        ser=I_PROJEKTET,
        hent=None,
        goer=LAGDE,
        krop=lambda sted: {"tekst": "Rettet", "kommentarudgave": 1},
    ),
    Linje("opgaver:slet_kommentar", f"{OPGAVE} kommentar", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("opgaver:dokumenter", PROJEKT, ser=I_PROJEKTET),
    Linje(
        "opgaver:laeg_dokument",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LOESER,
        krop=lambda sted: {"adresse": "https://b.example/", "noegle": EN_NOEGLE},
    ),
    Linje("opgaver:hent_dokument", f"{OPGAVE} dokument", ser=I_PROJEKTET),
    Linje("opgaver:slet_dokument", f"{OPGAVE} dokument", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("opgaver:hent_dokument_tilbage", f"{OPGAVE} dokument", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje(
        "opgaver:tilfoej_forudsaetning",
        OPGAVE,
        ser=I_PROJEKTET,
        hent=None,
        goer=LEDER,
        krop=lambda sted: {"kraever": sted["en_anden_opgave"]},
    ),
    Linje("opgaver:fjern_forudsaetning", f"{OPGAVE} forudsaetning", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("opgaver:lav_pdf", OPGAVE, ser=I_PROJEKTET, hent=None, goer=I_PROJEKTET),
    Linje("opgaver:pdf", f"{OPGAVE} opgavejob", ser=I_PROJEKTET),
    Linje("opgaver:hent_pdf", f"{OPGAVE} opgavejob", ser=I_PROJEKTET),
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
        hent=None,
        goer=LOESER,
        krop=lambda sted: I_GANG | {"opgaver": sted["opgave"]},
    ),
    Linje("masse:udfoer", PROJEKT, ser=I_PROJEKTET, hent=None, goer=LOESER, krop=massesvar),
    Linje("masse:kvittering", f"{PROJEKT} massehandling", ser=I_PROJEKTET),
    Linje("masse:fortryd", f"{PROJEKT} massehandling", ser=I_PROJEKTET, hent=None, goer=LEDER),
    Linje("taster:vis", ser=ALLE, goer=ALLE),
)

LAAST = f"{PROJEKT} laast"
FLYTTES_TIL = {"idriftsaettelse": "08.03.2027"}
"""Adressens og formularens nye dato; den er med i det aftryk, scenen har beregnet."""

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

BOELGER = (
    Linje("boelger:liste", "fulgt", ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: FLYTTES_TIL | {"nummer": "7"}),
    Linje(
        "boelger:vis",
        "fulgt boelge",
        ser=REDAKTOER,
        goer=REDAKTOER,
        krop=lambda sted: {"projekt": "1", "vist": sted.get("boelgevist", "")},
    ),
    Linje(
        "boelger:flyt",
        "fulgt boelge",
        "?idriftsaettelse=08.03.2027",
        ser=REDAKTOER,
        goer=REDAKTOER,
        krop=lambda sted: FLYTTES_TIL | {"begrundelse": "Forsinket", "aftryk": sted["boelgeaftryk"]},
    ),
    Linje("boelger:kvittering", "fulgt boelge boelgeflytning", ser=REDAKTOER),
    Linje("boelger:fortryd", "fulgt boelge boelgeflytning", ser=REDAKTOER, goer=REDAKTOER),
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

KATALOGER = (
    Linje("kataloger:liste", ser=ALLE),
    Linje("kataloger:skabelon", ser=NOGEN_REDAKTOER),
    Linje("kataloger:importer", ser=NOGEN_REDAKTOER, goer=NOGEN_REDAKTOER),
    Linje("kataloger:import", "koersel", ser=REDAKTOER),
    Linje("kataloger:import", "koersel", "?vis=nye", ser=REDAKTOER),
    Linje("kataloger:indlaes", "koersel", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:import", "ulaest", ser=REDAKTOER),
    Linje("kataloger:import", "omdoebt", ser=REDAKTOER),
    Linje("kataloger:import", "fejlfuld", "?vis=fejl", ser=REDAKTOER),
    Linje("kataloger:import", "afvist", ser=REDAKTOER),
    Linje("kataloger:fortryd", "koersel", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:igen", "koersel", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:omdoeb", "omdoebt", ser=REDAKTOER, hent=None, goer=REDAKTOER, krop=lambda sted: {"alle": "ja"}),
    Linje("kataloger:lav_fejlmappe", "fejlfuld", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:fejlmappe", "fejlfuld fejljob", ser=REDAKTOER),
    Linje("kataloger:hent_fejlmappe", "fejlfuld fejljob", ser=REDAKTOER),
    Linje("kataloger:version", "version", ser=ET_UDGIVET),
    Linje("kataloger:version", "kladde", ser=REDAKTOER),
    Linje("kataloger:udgiv", "kladde", ser=REDAKTOER, goer=REDAKTOER),
    Linje("kataloger:hent_xlsx", "version", ser=ET_UDGIVET),
    Linje("kataloger:hent_xlsx", "kladde", ser=REDAKTOER),
    Linje("kataloger:hent_csv", "version", ser=ET_UDGIVET),
    Linje("kataloger:hent_csv", "kladde", ser=REDAKTOER),
    Linje("kataloger:ny_kladde", "version", ser=ET_UDGIVET, hent=None, goer=REDAKTOER),
    Linje(
        "kataloger:slet_kladde",
        "kladde",
        ser=REDAKTOER,
        goer=REDAKTOER,
        krop=lambda sted: {"aftryk": sted["kladdevist"]},
    ),
    Linje(
        "kataloger:traek_tilbage", "ubrugt", ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: {"begrundelse": "Fejl"}
    ),
    Linje("kataloger:luk", "ubrugt", ser=REDAKTOER, goer=REDAKTOER),
    Linje("kataloger:kommuner", "version", ser=REDAKTOER),
    Linje("kataloger:sammenlign_vaelg", "version", ser=ET_UDGIVET),
    Linje("kataloger:sammenlign_vaelg", "kladde", ser=REDAKTOER),
    Linje("kataloger:sammenlign", "ubrugt ubrugt_foer", ser=ET_UDGIVET),
    Linje("kataloger:sammenlign", "kladde version", ser=REDAKTOER),
    Linje("kataloger:lav_sammenlign_pdf", "ubrugt ubrugt_foer", ser=ET_UDGIVET, hent=None, goer=ET_UDGIVET),
    Linje("kataloger:lav_sammenlign_pdf", "kladde version", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:sammenlign_pdf", SAMMENLIGNING, ser=REDAKTOER),
    Linje("kataloger:hent_sammenlign_pdf", SAMMENLIGNING, ser=REDAKTOER),
    Linje("kataloger:aendring", KORT, ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: {"aftryk": sted["kortaftryk"]}),
    Linje("kataloger:udgaar", "kladde udgaaet", ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: OM_UDGAAELSEN),
    Linje("kataloger:slutdato", "kladde", ser=REDAKTOER, hent=302, htmx=200),
    Linje("kataloger:raekkefoelge", "kladde", ser=REDAKTOER),
    Linje("kataloger:nyt_kort", "kladde", ser=REDAKTOER, goer=REDAKTOER, krop=et_kort),
    Linje("kataloger:ret_kort", KORT, ser=REDAKTOER, goer=REDAKTOER, krop=et_kort),
    Linje("kataloger:slet_kort", KORT, ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: {"aftryk": sted["kortaftryk"]}),
    Linje("kataloger:bilag", KORT, ser=REDAKTOER, goer=REDAKTOER, krop=lambda sted: {"adresse": "https://b.example/"}),
    Linje("kataloger:fjern_bilag", f"{KORT} kladdebilag", ser=REDAKTOER, hent=None, goer=REDAKTOER),
    Linje("kataloger:hent_bilag", "bilag", ser=ET_UDGIVET),
    Linje("kataloger:hent_bilag", "kladdebilag", ser=REDAKTOER),
    Linje("kataloger:flyt_kort", KORT, ser=REDAKTOER, hent=None, goer=REDAKTOER, krop=lambda sted: {"plads": "1"}),
)

MATRIX = (
    KONTO
    + FAELLES
    + KATALOGER
    + PERSONER
    + PROJEKTER
    + OPGAVER
    + EGET
    + LOKALE
    + MASSE
    + DATOER
    + BOELGER
    + API
    + OVERGANGE
    + GEVINSTER
)
