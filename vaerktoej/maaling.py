"""Målingen bag ``make bench``: siderne i Django, hver ved siden af et bart gulv.

Gulvet er de samme rækker hentet med rå SQL og sat sammen til en tekst af sidens størrelse. Side og gulv måles på
skift, så støj på maskinen rammer begge. Kaldes i en database, hvor ``lav_testdata`` er kørt.
"""

import json
import statistics
import time
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from functools import partial
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from frister import Ankre
from gevinster.models import Maaling
from implementering.testdata.folk import REDAKTOER
from opgaver.fuldfoerelse import laes_spoergsmaal
from opgaver.models import Opgave
from opgaver.services.boelge import flyt_boelge
from opgaver.services.flytning import flyt_datoer, nye_ankre
from opgaver.services.flyttefortrydelse import fortryd_flytning
from opgaver.services.katalog import find_maal, proev_import
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Boelge, Bruger, Haendelse, Loesning, Plads, Projekt

GANGE, OPVARMNING = 40, 5
KATALOGFIL = settings.BASE_DIR / "fixtures/kataloger/sapa-1.0.xlsx"


@dataclass(frozen=True)
class Side:
    """Noget at måle. ``hent`` giver svarets størrelse i tegn, og ``gulv`` laver en tekst af den størrelse."""

    navn: str
    hent: Callable[[], int]
    gulv: Callable[[int], object] | None = None
    gange: int = GANGE
    foer: Callable[[], object] = lambda: None
    """Det, der gøres klar før hver gang; det er ikke med i tiden."""


@dataclass(frozen=True)
class Resultat:
    """Medianer i millisekunder; ``gulv_ms`` er None, hvor der ikke er noget gulv.

    ``cpu_ms`` er den del af tiden, Python selv regnede; den er den samme, når andre bruger maskinen imens.
    """

    navn: str
    ms: float
    cpu_ms: float
    forespoergsler: int
    tegn: int
    gulv_ms: float | None


def maal_alle(gange: int = GANGE) -> list[Resultat]:
    """Mål siderne som en projektleder, der er logget ind, og landsoverblikket som løsningens ejer."""
    projekt = Projekt.objects.med_navne().filter(loesning__noegle="T1").order_by("kommune__kode")[0]
    leder = Plads.objects.get(projekt=projekt, rolle__noegle="projektleder").person
    return [maal(side, gange) for side in _sider(projekt, klient_for(leder))]


def maal(side: Side, gange: int) -> Resultat:
    for _ in range(OPVARMNING):
        side.foer()
        tegn = side.hent()
    side.foer()
    with CaptureQueriesContext(connection) as fangst:
        side.hent()
        forespoergsler = len(fangst)
    siden, gulvet = [], []
    for _ in range(min(gange, side.gange)):
        side.foer()
        siden.append(_tag_tid(side.hent))
        if side.gulv:
            gulvet.append(_tag_tid(partial(side.gulv, tegn)))
    ms, cpu_ms = map(statistics.median, zip(*siden, strict=True))
    gulv_ms = statistics.median(tid for tid, _ in gulvet) if gulvet else None
    return Resultat(side.navn, ms, cpu_ms, forespoergsler, tegn, gulv_ms)


def _tag_tid(goer: Callable[[], object]) -> tuple[float, float]:
    """Millisekunder i alt og heraf i processoren."""
    begyndt, cpu = time.perf_counter(), time.process_time()
    goer()
    return (time.perf_counter() - begyndt) * 1000, (time.process_time() - cpu) * 1000


def klient_for(bruger: Bruger | None) -> Client:
    if bruger is None:
        raise ValueError("Testdata har altid en projektleder på pladsen.")
    klient = Client()
    klient.force_login(bruger)
    return klient


def _sider(projekt: Projekt, klient: Client) -> list[Side]:
    alle = Opgave.objects.i_projekt(projekt).med_kort().i_raekkefoelge()
    # I den sidste fase kan fluebenet fjernes igen uden en begrundelse.
    en, anden = alle.filter(status=Opgave.Status.IKKE_STARTET).order_by("-fase__raekkefoelge", "pk")[:2]
    adresse = projekt.adresse

    def side(navn: str, *dele: object) -> Callable[[], int]:
        sti = reverse(navn, args=dele)
        return lambda: stoerrelse(klient.get(sti))

    ejer = klient_for(Bruger.objects.get(email=REDAKTOER))
    landet = reverse("overblik_loesning", args=[projekt.loesning.noegle])
    return [
        Side("Opgaveliste", side("opgaver:liste", *adresse), Gulv(alle)),
        Side("Kort", side("opgaver:kort", *adresse, en.pk), Gulv(alle.filter(pk=en.pk), _historik(en))),
        Side(
            "Flueben", Flueben(klient, reverse("opgaver:afkryds", args=[*adresse, en.pk]), en.pk), Fluebensgulv(anden)
        ),
        Side("Status", side("status:vis", *adresse), Gulv(alle, _maalinger(projekt))),
        Side("Hjælp (fast tekst)", side("hjaelp")),
        Side("Landsoverblik", lambda: stoerrelse(ejer.get(landet)), gange=15),
        Side("Forhåndsvisning af import", _forhaandsvisning(), gange=5),
        *_flytninger(klient, ejer),
    ]


def _flytninger(klient: Client, ejer: Client) -> list[Side]:
    """Et projekt med åbne opgaver og en bølge med alle kommuner, begge i den sidste løsning, som ingen andre måler."""
    loesning = Loesning.objects.filter(ejer__kode="TEST").latest("noegle")
    boelge = _lav_boelge(loesning)
    projekt = Projekt.objects.med_navne().filter(boelge=boelge).order_by("kommune__kode")[0]
    Plads.objects.filter(projekt=projekt, rolle__noegle="projektleder").update(person=klient.session["_auth_user_id"])
    datoer = f"?idriftsaettelse={_om_lidt(projekt.idriftsaettelse)}&golive={_om_lidt(projekt.golive)}"
    enkelt = reverse("flyt:flyt", args=projekt.adresse) + datoer
    alle = reverse("boelger:flyt", args=[loesning.noegle, boelge.nummer]) + datoer
    return [
        Side("Flyt et projekt: vis", lambda: stoerrelse(klient.get(enkelt)), gange=15),
        Side("Flyt en bølge: vis", lambda: stoerrelse(ejer.get(alle)), gange=5),
        Side("Flyt en bølge: gem", Boelgeskub(boelge), gange=5),
        Side("Fortryd en bølge", Boelgefortryd(boelge), gange=5),
        Side("Flyt et projekt: gem", Projektskub(projekt), gange=15),
    ]


def _lav_boelge(loesning: Loesning) -> Boelge:
    """Alle løsningens projekter med de samme datoer og lutter åbne opgaver: så meget, der kan flyttes."""
    dag = timezone.localdate() + timedelta(days=100)
    datoer = {"idriftsaettelse": dag, "golive": dag + timedelta(days=14)}
    boelge = Boelge.objects.create(loesning=loesning, nummer=1, **datoer)
    Projekt.objects.filter(loesning=loesning).update(boelge=boelge, **datoer)
    Opgave.objects.filter(plan__projekt__boelge=boelge).update(
        status=Opgave.Status.IKKE_STARTET, begrundelse="", fuldfoert=None
    )
    return boelge


def _om_lidt(dato: date | None) -> str:
    return f"{dato + SKUB:%d.%m.%Y}" if dato else ""


SKUB = timedelta(days=21)


class Projektskub:
    """Flyt projektet tre uger frem og tilbage på skift, som det gemmes af en side."""

    def __init__(self, projekt: Projekt) -> None:
        self.projekt, self.retning = projekt, 1

    def __call__(self) -> int:
        projekt = Projekt.objects.med_navne().get(pk=self.projekt.pk)
        ankre = _skubbede(projekt, self.retning)
        self.retning = -self.retning
        del_ = flyt_datoer(KOMMANDOLINJE, projekt, ankre, "Måling", nu=timezone.now())
        return len(del_.raekker)


class Boelgeskub:
    """Det samme for hele bølgen."""

    def __init__(self, boelge: Boelge) -> None:
        self.boelge, self.retning = boelge, 1

    def __call__(self) -> int:
        boelge = Boelge.objects.select_related("loesning__ejer").get(pk=self.boelge.pk)
        ankre = _skubbede(boelge, self.retning)
        self.retning = -self.retning
        return flyt_boelge(KOMMANDOLINJE, boelge, ankre, "Måling", nu=timezone.now())[1].antal


class Boelgefortryd:
    """Før bølgen tilbage, og lad som ingenting, så den samme flytning kan fortrydes igen."""

    def __init__(self, boelge: Boelge) -> None:
        self.boelge, self.flytning = boelge, 0

    def __call__(self) -> int:
        if not self.flytning:
            boelge = Boelge.objects.select_related("loesning__ejer").get(pk=self.boelge.pk)
            self.flytning = flyt_boelge(KOMMANDOLINJE, boelge, _skubbede(boelge, 1), "Måling", nu=timezone.now())[0].pk
        with transaction.atomic():
            svar = fortryd_flytning(KOMMANDOLINJE, self.flytning, nu=timezone.now())
            transaction.set_rollback(True)
        return len(svar.genskabte)


def _skubbede(hvad: Projekt | Boelge, retning: int) -> Ankre:
    skub = SKUB * retning
    return nye_ankre(
        hvad.ankre,
        idriftsaettelse=hvad.idriftsaettelse and hvad.idriftsaettelse + skub,
        golive=hvad.golive and hvad.golive + skub,
    )


def stoerrelse(svar: Any) -> int:
    if svar.status_code != 200:
        raise RuntimeError(f"Siden svarede {svar.status_code}.")
    return len(svar.content.decode())


def _historik(opgave: Opgave) -> QuerySet[Haendelse]:
    return Haendelse.objects.filter(genstand_type="opgave", genstand_id=opgave.pk).select_related("bruger")


def _maalinger(projekt: Projekt) -> QuerySet[Maaling]:
    return Maaling.objects.filter(gevinst__projekt=projekt).select_related("gevinst__ejer__rolle")


def _forhaandsvisning() -> Callable[[], int]:
    maal_ = find_maal(Loesning.objects.select_related("ejer").get(noegle="SAPA"), "1.0")
    data = KATALOGFIL.read_bytes()
    return lambda: len(str(proev_import(maal_, KATALOGFIL.name, data)[0].resultat))


class Gulv:
    """De samme rækker som siden, med rå SQL, sat sammen til en tekst af samme størrelse."""

    def __init__(self, *udtraek: QuerySet[Any]) -> None:
        self.saetninger = [udtraek_.query.sql_with_params() for udtraek_ in udtraek]

    def __call__(self, tegn: int) -> str:
        with connection.cursor() as markoer:
            return sat_sammen((hent_raa(markoer, *saetning) for saetning in self.saetninger), tegn)


def hent_raa(markoer: Any, sql: str, vaerdier: Iterable[Any]) -> list[tuple[Any, ...]]:
    markoer.execute(sql, vaerdier)
    raekker: list[tuple[Any, ...]] = markoer.fetchall()
    return raekker


def sat_sammen(udtraek: Iterable[list[tuple[Any, ...]]], tegn: int) -> str:
    tekst = "\n".join(" ".join(map(str, raekke)) for raekker in udtraek for raekke in raekker)
    return tekst[:tegn].ljust(tegn)


class Flueben:
    """Sæt og fjern fluebenet på skift, som htmx gør det."""

    def __init__(self, klient: Client, sti: str, opgave: int) -> None:
        self.klient, self.sti = klient, sti
        valgt = Opgave.objects.med_kort().get(pk=opgave)
        self.udgave, self.aftryk, self.er_sat = valgt.udgave, laes_spoergsmaal(valgt).aftryk, False

    def __call__(self) -> int:
        self.er_sat = not self.er_sat
        felter = {"udgave": self.udgave} | ({"faerdig": "on", "bekraeftet": self.aftryk} if self.er_sat else {})
        tegn = stoerrelse(self.klient.post(self.sti, felter, headers={"hx-request": "true"}))
        self.udgave += 1
        return tegn


class Fluebensgulv:
    """Det, et flueben skriver og viser, med rå SQL: opgaven, en hændelse, rækken igen og fremdriften."""

    def __init__(self, opgave: Opgave) -> None:
        self.opgave, self.projekt = opgave, opgave.plan.projekt
        raekken = Opgave.objects.med_kort().filter(pk=opgave.pk)
        self.raekken = raekken.query.sql_with_params()

    def __call__(self, tegn: int) -> str:
        with transaction.atomic(), connection.cursor() as markoer:
            markoer.execute("UPDATE opgaver_opgave SET udgave = udgave + 1 WHERE id = %s", [self.opgave.pk])
            markoer.execute(
                "INSERT INTO projekter_haendelse (tid, aktoer, handling, genstand_type, genstand_id, genstand_navn,"
                " projekt_id, organisation_id, felt, gammel, ny, begrundelse)"
                " VALUES (%s, 'gulv', 'status sat', 'opgave', %s, 'gulv', %s, %s, 'status', '', '', '')",
                [timezone.now(), self.opgave.pk, self.projekt.pk, self.projekt.kommune_id],
            )
            raekken = hent_raa(markoer, *self.raekken)
            tal = hent_raa(
                markoer,
                "SELECT status, count(*) FROM opgaver_opgave WHERE plan_id = %s GROUP BY status",
                [self.opgave.plan_id],
            )
        return sat_sammen([raekken, tal], tegn)


def main() -> None:
    """Skriv målingerne som JSON; databasen får først sine statistikker, som den i drift selv sørger for."""
    with connection.cursor() as markoer:
        markoer.execute("ANALYZE")
    print(json.dumps([asdict(resultat) for resultat in maal_alle()]))
