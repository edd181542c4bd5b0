"""Mange planer på én gang: intet lokalt går tabt, intet laves to gange, og anden gang sker der intet."""

import pytest
from django.db import connection
from django.db.models import Count
from django.test.utils import CaptureQueriesContext

from opgaver.models import Katalogopgave, Opgave, Opgradering
from opgaver.services.frister import beregnet_frist
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from opgaver.services.opgraderingsgrundlag import forhaandsvis_opgradering
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import NU, alt, det_lokale, ny_version
from tests.fletning.stort import AENDREDE, NYE, OMDOEBTE, VAEK, flet_alle, lav_stort, projekterne

pytestmark = pytest.mark.django_db


def efterproev(kommuner):
    en, to = lav_stort(kommuner)
    foer = {projekt.pk: det_lokale(projekt) for projekt in projekterne()}
    byte_for_byte = {projekt.pk: alt(projekt) for projekt in projekterne()}
    opgraderinger = flet_alle(to, nu=NU)
    for projekt, opgradering in zip(projekterne(), opgraderinger, strict=True):
        efter = det_lokale(projekt)
        assert {pk: efter[pk] for pk in foer[projekt.pk]} == foer[projekt.pk], "Noget lokalt gik tabt."
        assert (opgradering.tal["nye"], opgradering.tal["udgaaede"]) == (NYE, VAEK)
        assert opgradering.tal["aendrede"] == AENDREDE + OMDOEBTE and opgradering.tal["konflikter"] > 0
        _i_takt(projekt)
    dubletter = Opgave.objects.values("plan", "kort__noegle").annotate(antal=Count("pk")).filter(antal__gt=1)
    assert not dubletter.exists()
    assert flet_alle(to, nu=NU) == [None] * kommuner and Opgradering.objects.count() == kommuner
    for projekt, opgradering in zip(projekterne(), opgraderinger, strict=True):
        svar = fortryd_opgradering(KOMMANDOLINJE, opgradering.pk, nu=NU)
        assert not svar.blev and not svar.udgaaede and alt(projekt) == byte_for_byte[projekt.pk]
    assert {o.plan.version_id for o in Opgradering.objects.select_related("plan")} == {en.pk}


def _i_takt(projekt):
    """Hver åben frist er den, en person har sat, eller den, reglen giver."""
    for opgave in Opgave.objects.aabne().filter(plan__projekt=projekt).select_related("kort"):
        regnet = beregnet_frist(opgave, projekt)
        assert opgave.frist == (regnet.dato if regnet else None)


def test_intet_lokalt_gaar_tabt_og_intet_laves_to_gange():
    efterproev(2)


def test_antallet_af_forespoergsler_foelger_ikke_antallet_af_opgaver():
    en, _ = lav_stort(1, opgaver=60)
    projekt = projekterne()[0]

    def antal(gerning):
        with CaptureQueriesContext(connection) as fangst:
            gerning()
        return len(fangst)

    faa = ny_version(en, "3.0", aendres={"T1-001": {"titel": "x"}}, nye={"X": {}}, udgaar=[_sidste(en)])
    vis_faa = antal(lambda: forhaandsvis_opgradering(projekt, faa))
    flet_faa = antal(lambda: flet_alle(faa, nu=NU))
    fortryd_faa = antal(fortryd_den_seneste)
    koder = list(en.kort.values_list("kode", flat=True))
    mange = ny_version(en, "4.0", aendres={kode: {"titel": "x"} for kode in koder}, udgaar=koder[-20:],
                       nye={f"X{nr}": {} for nr in range(40)})  # fmt: skip
    assert antal(lambda: forhaandsvis_opgradering(projekt, mange)) == vis_faa
    assert antal(lambda: flet_alle(mange, nu=NU)) <= flet_faa + 1
    assert antal(fortryd_den_seneste) <= fortryd_faa + 1


def fortryd_den_seneste():
    fortryd_opgradering(KOMMANDOLINJE, Opgradering.objects.latest("pk").pk, nu=NU)


def _sidste(version):
    return Katalogopgave.objects.filter(version=version).latest("raekkefoelge").kode
