"""En lokal opgave står uberørt af en ny katalogversion og af, at den fortrydes."""

from opgaver.models import Opgave
from opgaver.services.opgraderingsfortrydelse import fortryd_opgradering
from projekter.aktoer import KOMMANDOLINJE
from tests.fletning.hjaelp import NU, flet, vis
from tests.fletning.test_opgrader import to
from tests.lokale.test_lokale import kopier, lav


def raekker(verden):
    lokale = Opgave.objects.lokale().filter(plan__projekt=verden.projekt)
    return list(lokale.order_by("pk").values()), [list(o.plan.lokale_kort.values()) for o in lokale[:1]]


def test_en_lokal_opgave_overlever_en_fletning_og_dens_fortrydelse(verden):
    lav(verden, regel="go-live")
    kopier(verden, "A08")
    foer, ny = raekker(verden), to(verden)
    assert not any(raekke.noegle.startswith("lokal-") for raekke in vis(verden, ny).tabel.raekker)
    opgradering = flet(verden, ny)
    assert raekker(verden) == foer
    fortryd_opgradering(KOMMANDOLINJE, opgradering.pk, nu=NU)
    assert raekker(verden) == foer
