"""To, der retter i den samme kladde i samme øjeblik."""

from threading import Barrier, Thread

import pytest
from django.db import connection
from django.utils import timezone

from faelles.afvisning import Afvist, Foraeldet
from opgaver.models import Katalogversion
from opgaver.services import kortredigering as handlinger
from opgaver.services.udgivelse import udgiv
from projekter.aktoer import KOMMANDOLINJE

pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


def samtidig(*handlingerne):
    """Udfaldet af hver handling, kørt i hver sin tråd fra samme øjeblik: dens svar eller afvisningen."""
    afsted, udfald = Barrier(len(handlingerne)), {}

    def koer(nummer, handling):
        afsted.wait()
        try:
            udfald[nummer] = handling()
        except Afvist as fejl:
            udfald[nummer] = fejl
        finally:
            connection.close()

    traade = [Thread(target=koer, args=en) for en in enumerate(handlingerne)]
    for traad in traade:
        traad.start()
    for traad in traade:
        traad.join()
    return [udfald[nummer] for nummer in sorted(udfald)]


@pytest.fixture
def a08(verden):
    kladde = handlinger.ny_kladde(KOMMANDOLINJE, verden.version)
    kladde.kort.filter(kode="K03").update(titel="Rettet, så kladden kan udgives")
    return kladde.kort.get(kode="A08")


def test_af_to_rettelser_af_det_samme_kort_gemmes_praecis_en(a08):
    aftryk = handlinger.kort_aftryk(a08)

    def ret(maal):
        vaerdier = {"kode": "A08", "titel": a08.titel, "maal": maal}
        return lambda: handlinger.ret_kort(KOMMANDOLINJE, a08, vaerdier, aftryk=aftryk).maal

    udfald = samtidig(ret("Den ene"), ret("Den anden"))
    a08.refresh_from_db()
    assert [type(et) for et in udfald].count(Foraeldet) == 1 and a08.maal in udfald


def test_flytninger_paa_samme_tid_taber_ingen_plads(a08):
    andre = list(a08.version.kort.exclude(pk=a08.pk)[:2])
    samtidig(*(lambda kort=kort: handlinger.flyt_kort(KOMMANDOLINJE, kort, plads=1) for kort in (a08, *andre)))
    assert list(a08.version.kort.values_list("raekkefoelge", flat=True)) == [1, 2, 3, 4, 5, 6, 7]


def test_der_laves_kun_en_kladde(verden):
    udfald = samtidig(*[lambda: handlinger.ny_kladde(KOMMANDOLINJE, verden.version)] * 2)
    assert sum(isinstance(et, Katalogversion) for et in udfald) == 1
    assert Katalogversion.objects.filter(status="kladde").count() == 1


def test_en_rettelse_ender_aldrig_i_en_udgivet_version(a08):
    aftryk = handlinger.kort_aftryk(a08)
    vaerdier = {"kode": "A08", "titel": "Rettet", "maal": a08.maal}
    rettet, _ = samtidig(
        lambda: handlinger.ret_kort(KOMMANDOLINJE, a08, vaerdier, aftryk=aftryk),
        lambda: udgiv(KOMMANDOLINJE, a08.version, nu=timezone.now()),
    )
    a08.refresh_from_db()
    assert (a08.titel == "Rettet") == (not isinstance(rettet, Afvist))
