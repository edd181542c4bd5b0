"""Det, prøverne af kommunens eget deler."""

from datetime import UTC, datetime

from django.db import models
from django.urls import reverse

from opgaver.models import Katalogopgave
from projekter.aktoer import Aktoer
from tests.udgivet import uden_vaern

NU = datetime(2027, 2, 3, 9, 30, tzinfo=UTC)
HTMX = {"HX-Request": "true"}
KRITERIER = "Alle er hørt.\nPlanen er godkendt.\nDer er ét sted at melde fejl."


def anna(verden):
    return Aktoer.person(verden.anna)


def bo(verden, kode="A08"):
    """Bo som udfører af opgaven."""
    verden.plads("administrator").udfoerer_paa.add(verden.opgave(kode))
    return Aktoer.person(verden.bo)


def skriv_kort(opgave, **felter):
    """Giv kortet andre tekster, uden om at udgivet er udgivet."""
    with uden_vaern():
        models.QuerySet.update(Katalogopgave.objects.filter(pk=opgave.kort_id), **felter)


def med_kriterier(verden, tekst=KRITERIER, kode="A08"):
    skriv_kort(verden.opgave(kode), kvalitetskriterier=tekst)
    return verden.opgave(kode)


def fase(verden, kode):
    return verden.model.faser.get(kode=kode)


def adresse(navn, pk):
    return reverse(f"opgaver:{navn}", args=("0751", "SAPA", pk))
