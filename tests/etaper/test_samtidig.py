"""To om etaperne på samme tid i PostgreSQL: én vinder, og hver etape har hvert kort netop én gang."""

from collections import Counter
from datetime import date

import pytest

from opgaver.models import Opgave
from opgaver.services import etape as etaper
from opgaver.services import opgradering
from opgaver.services.etape import Etapedata, opret_etape, ret_etape
from opgaver.services.udrulning import saet_trin
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Etape, Etapetrin
from tests.etaper.conftest import NU
from tests.fletning.hjaelp import flet, frisk, ny_version
from tests.flytning.test_samtidig import haendelser, haeng
from tests.medvirkende import lav_verden
from tests.overgange.hjaelp import ret_kort
from tests.samtidig import samtidig

__all__ = ["haendelser"]
pytestmark = [pytest.mark.postgresql, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def aarhus():
    verden = lav_verden()
    for kode in ("G01", "A08"):
        ret_kort(verden, kode, er_per_etape=True)
    return verden


def lav(verden, navn, dag=date(2027, 4, 5)):
    return opret_etape(KOMMANDOLINJE, frisk(verden.projekt), Etapedata(navn, dag), nu=NU)


def hver_har(verden, *koder):
    """Om hver etape har netop én levende opgave på hvert af kortene, og ingen er uden etape."""
    levende = Opgave.objects.filter(plan__projekt=verden.projekt, kort__kode__in=koder, er_udgaaet=False)
    navne = Etape.objects.gaeldende().values_list("navn", flat=True)
    return Counter(levende.values_list("kort__kode", "etape__navn")) == Counter((k, n) for k in koder for n in navne)


def test_to_der_opretter_den_samme_etape_faar_een(aarhus):
    [fejl] = samtidig(*[lambda: lav(aarhus, "Nord")] * 2)
    assert fejl.startswith("Afvist: Projektet har allerede en etape, der hedder Nord")
    assert Etape.objects.count() == 1 and hver_har(aarhus, "G01", "A08")


def test_to_der_opretter_hver_sin_foerste_etape_faar_hver_sine_opgaver(aarhus):
    assert samtidig(lambda: lav(aarhus, "Nord"), lambda: lav(aarhus, "Syd")) == []
    assert Etape.objects.count() == 2 and hver_har(aarhus, "G01", "A08")
    assert sorted(Etape.objects.values_list("raekkefoelge", flat=True)) == [1, 2]


def test_en_etape_der_oprettes_mens_planen_opgraderes_faar_den_nye_versions_kort(aarhus, monkeypatch, haendelser):
    laast, kommer = haendelser
    lav(aarhus, "Nord")
    ny = ny_version(aarhus.version, nye={"E01": {"regel": "1 uger efter go-live", "er_per_etape": True}})
    haeng(monkeypatch, opgradering, "forhaandsvis_opgradering", kommer, er_naaet=laast)

    def opret():
        laast.wait(5)
        kommer.set()
        lav(aarhus, "Syd")

    assert samtidig(lambda: flet(aarhus, ny), opret) == []
    assert Etape.objects.count() == 2 and hver_har(aarhus, "G01", "A08", "E01")


def test_en_opgradering_mens_en_etape_oprettes_tager_etapen_med(aarhus, monkeypatch, haendelser):
    laast, kommer = haendelser
    lav(aarhus, "Nord")
    ny = ny_version(aarhus.version, nye={"E01": {"regel": "1 uger efter go-live", "er_per_etape": True}})
    haeng(monkeypatch, etaper, "se_ny_etape", kommer, er_naaet=laast)

    def opgrader():
        laast.wait(5)
        kommer.set()
        flet(aarhus, ny)

    assert samtidig(lambda: lav(aarhus, "Syd"), opgrader) == []
    assert Etape.objects.count() == 2 and hver_har(aarhus, "G01", "A08", "E01")


def test_to_hak_i_den_samme_celle_giver_eet_og_den_anden_faar_hvem_og_hvornaar_at_vide(aarhus):
    nord = lav(aarhus, "Nord")

    def hak():
        saet_trin(KOMMANDOLINJE, Etape.objects.get(pk=nord.pk), "adgang", paa=NU.date(), vist="")

    [fejl] = samtidig(hak, hak)
    assert "Foraeldet: kommandolinje satte hakket i Adgang for Nord" in fejl
    assert Etapetrin.objects.count() == 1


def test_to_der_retter_den_samme_etape_gemmer_den_enes(aarhus):
    nord = lav(aarhus, "Nord")

    def ret(navn):
        data = Etapedata(navn, nord.golive)
        return lambda: ret_etape(KOMMANDOLINJE, Etape.objects.get(pk=nord.pk), data, udgave=nord.udgave)

    [fejl] = samtidig(ret("Nordøst"), ret("Nordvest"))
    assert fejl.startswith("Foraeldet: Nord") and Etape.objects.get().udgave == nord.udgave + 1
