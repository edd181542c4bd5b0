"""Genveje til at lave versioner i prøverne."""

from django.utils import timezone

from opgaver.models import Katalogversion
from opgaver.services.kortredigering import kort_aftryk, ny_kladde, opret_kort, ret_kort, slet_kort
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import KOMMANDOLINJE


def ret(kladde, kode, **felter):
    """Ret kladdens kort, som redaktøren gør det."""
    kort = kladde.kort.get(kode=kode)
    return ret_kort(KOMMANDOLINJE, kort, {"kode": kode, **felter}, aftryk=kort_aftryk(kort))


def omdoeb(kladde, kode, til):
    kort = kladde.kort.get(kode=kode)
    return ret_kort(KOMMANDOLINJE, kort, {"kode": til}, aftryk=kort_aftryk(kort))


def slet(kladde, kode):
    kort = kladde.kort.get(kode=kode)
    slet_kort(KOMMANDOLINJE, kort, aftryk=kort_aftryk(kort))


def nyt(kladde, kode, titel="Helt ny", **felter):
    fase = kladde.kort.first().fase
    return opret_kort(KOMMANDOLINJE, kladde, {"kode": kode, "titel": titel, "fase_id": fase.pk, **felter})


def lav_kladde(verden) -> Katalogversion:
    """Kladden SAPA 1.1: et nyt kort, et ændret, et omdøbt og et, der udgår."""
    kladde = ny_kladde(KOMMANDOLINJE, verden.version)
    nyt(kladde, "X01")
    ret(kladde, "A08", titel="Forbered nye arbejdsgange", maal="Et nyt mål.")
    omdoeb(kladde, "C01", "C02")
    slet(kladde, "G07")
    return kladde


def udgivet(verden) -> Katalogversion:
    """Den samme, udgivet."""
    return udgiv(KOMMANDOLINJE, lav_kladde(verden), nu=timezone.now())
