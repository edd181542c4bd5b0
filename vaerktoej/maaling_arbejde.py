"""Målingen af projektlederens arbejde bag ``make bench``: mange opgaver på én gang, søgning, Excel og oversigterne.

Kaldes i en database, hvor ``lav_testdata`` er kørt. Gulvet er som i ``vaerktoej.maaling``; for Excel er det de samme
celler skrevet med openpyxl alene, og for ændringen af 100 opgaver skriver gulvet også.
"""

import json
from collections.abc import Callable
from dataclasses import asdict
from io import BytesIO
from typing import Any

from django.db import connection, transaction
from django.db.models import QuerySet
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import Workbook, load_workbook

from opgaver.listen import filtrer
from opgaver.models import Opgave
from opgaver.opgaveliste import Opgaveliste
from opgaver.services.massegrundlag import Massevalg, Slags, forhaandsvis_masse
from opgaver.udvalg import skriv_udgaver
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Bruger, Plads, Projekt

from .maaling import GANGE, Gulv, Resultat, Side, hent_raa, klient_for, maal, sat_sammen, stoerrelse

I_MASSEN = 100
SOEGEORD = "oplæring"
SKIFT = (Opgave.Status.I_GANG, Opgave.Status.IKKE_STARTET)


def maal_alle(gange: int = GANGE) -> list[Resultat]:
    """Mål som lederen af et projekt, ingen af de andre målinger rører."""
    projekt = Projekt.objects.med_navne().filter(loesning__noegle="T1").order_by("kommune__kode")[1]
    leder = Plads.objects.select_related("person").get(projekt=projekt, rolle__noegle="projektleder").person
    if leder is None:
        raise ValueError("Testdata har altid en projektleder på pladsen.")
    klient = klient_for(leder)
    return [maal(side, gange) for side in (*_sider(projekt, leder, klient), *_masser(projekt, klient))]


def _sider(projekt: Projekt, leder: Bruger, klient: Client) -> list[Side]:
    listen = reverse("opgaver:liste", args=projekt.adresse)
    liste = Opgaveliste(projekt, leder, {"soeg": [SOEGEORD]}, timezone.localdate())
    alle = Opgave.objects.i_projekt(projekt).med_kort().i_raekkefoelge()
    fundne = filtrer(alle, liste.valg, liste.pladser, liste.paa)

    def side(sti: str) -> Callable[[], int]:
        return lambda: stoerrelse(klient.get(sti))

    eksport = reverse("opgaver:eksport", args=projekt.adresse)
    return [
        Side("Opgaveliste, søgning", side(f"{listen}?soeg={SOEGEORD}"), Gulv(fundne)),
        Side("Tavle", side(f"{listen}?visning=tavle"), Gulv(alle)),
        Side("Excel", lambda: len(klient.get(eksport).content), Excelgulv(alle, klient.get(eksport).content), 15),
        Side("Min side", side(reverse("min_side"))),
        Side("Mine projekter", side(reverse("opgaver:projekter"))),
    ]


def _masser(projekt: Projekt, klient: Client) -> list[Side]:
    opgaver = Opgave.objects.i_projekt(projekt)
    ider = list(opgaver.order_by("pk").values_list("pk", flat=True)[:I_MASSEN])
    valgte = opgaver.filter(pk__in=ider)
    valgte.update(status=Opgave.Status.IKKE_STARTET, begrundelse="", fuldfoert=None)
    masse = Masse(projekt, klient, ider)
    return [
        Side(f"Ændr {len(ider)} opgaver: vis", masse.vis, Gulv(valgte.med_kort()), 15, masse.goer_klar),
        Side(f"Ændr {len(ider)} opgaver: gem", masse.gem, Massegulv(projekt, valgte), 15, masse.goer_klar),
    ]


class Masse:
    """Sæt de samme opgaver i gang og tilbage på skift, som formularen gør det."""

    def __init__(self, projekt: Projekt, klient: Client, ider: list[int]) -> None:
        self.projekt, self.klient, self.ider = projekt, klient, ider
        self.felter: dict[str, Any] = {}

    def goer_klar(self) -> None:
        """Det, forhåndsvisningen skrev i formularen."""
        staar = Opgave.objects.get(pk=self.ider[0]).status
        status = next(en for en in SKIFT if en != staar)
        valg = Massevalg(Slags.STATUS, status=status)
        visning = forhaandsvis_masse(KOMMANDOLINJE, self.projekt, valg, self.ider, paa=timezone.localdate())
        self.felter = {"handling": "status", "status": status.value, "aftryk": visning.aftryk}
        self.felter |= {"udgaver": skriv_udgaver(visning.udgaver), "opgaver": ",".join(map(str, self.ider))}

    def vis(self) -> int:
        return stoerrelse(self.klient.post(reverse("masse:vis", args=self.projekt.adresse), self.felter, follow=True))

    def gem(self) -> int:
        svar = self.klient.post(reverse("masse:udfoer", args=self.projekt.adresse), self.felter)
        if svar.status_code != 302:
            raise RuntimeError(f"Siden svarede {svar.status_code}.")
        return len(svar.content)


class Massegulv:
    """Det, ændringen skriver, med rå SQL: opgaverne i én sætning og en hændelse for hver i en anden."""

    def __init__(self, projekt: Projekt, valgte: QuerySet[Opgave]) -> None:
        """``valgte`` er planens første opgaver efter nummer."""
        sidste = valgte.latest("pk")
        self.projekt, self.udsnit = projekt, (sidste.plan_id, sidste.pk)
        self.raekkerne = valgte.query.sql_with_params()

    def __call__(self, tegn: int) -> str:
        with transaction.atomic(), connection.cursor() as markoer:
            raekker = hent_raa(markoer, *self.raekkerne)
            markoer.execute(
                "UPDATE opgaver_opgave SET udgave = udgave + 1 WHERE plan_id = %s AND id <= %s", self.udsnit
            )
            markoer.execute(
                "INSERT INTO projekter_haendelse (tid, aktoer, handling, genstand_type, genstand_id, genstand_navn,"
                " projekt_id, organisation_id, felt, gammel, ny, begrundelse)"
                " SELECT %s, 'gulv', 'status sat', 'opgave', id, 'gulv', %s, %s, 'status', '', '', ''"
                " FROM opgaver_opgave WHERE plan_id = %s AND id <= %s",
                [timezone.now(), self.projekt.pk, self.projekt.kommune_id, *self.udsnit],
            )
        return sat_sammen([raekker], tegn)


class Excelgulv:
    """De samme rækker hentet med rå SQL og de samme celler skrevet med openpyxl."""

    def __init__(self, alle: QuerySet[Opgave], fil: bytes) -> None:
        self.hent = Gulv(alle)
        self.ark = [list(ark.iter_rows(values_only=True)) for ark in load_workbook(BytesIO(fil), read_only=True)]

    def __call__(self, tegn: int) -> bytes:
        self.hent(tegn)
        mappe, ud = Workbook(write_only=True), BytesIO()
        for raekker in self.ark:
            ark = mappe.create_sheet()
            for raekke in raekker:
                ark.append(raekke)
        mappe.save(ud)
        return ud.getvalue()


def main() -> None:
    """Skriv målingerne som JSON."""
    print(json.dumps([asdict(resultat) for resultat in maal_alle()]))
