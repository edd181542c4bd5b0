"""Kommunens kalender på siden: den vises, før den gemmes, og fejl siges."""

import pytest

from opgaver.models import Flytning
from opgaver.services.opgave import saet_status
from projekter.aktoer import KOMMANDOLINJE
from projekter.models import Kalenderperiode, Medlemskab
from tests.flytning.hjaelp import PAA, frister
from tests.flytning.sider import aftryk, fortryd, ret


def test_kalenderen_vises_foer_den_gemmes(som, verden):
    klient = som(verden.ada)
    svar = ret(klient)
    assert "1 frist i 1 projekt flyttes" in svar.text and "31.03.2027" in svar.text
    assert not Kalenderperiode.objects.exists()
    svar = ret(klient, aftryk=aftryk(svar))
    assert "Kalenderen er gemt, og 1 frist er flyttet" in svar.text
    assert verden.opgave("A08").frist.isoformat() == "2027-03-31"


def test_en_periode_kan_fjernes_og_aendringen_fortrydes(som, verden):
    klient, foer = som(verden.ada), frister(verden.projekt)
    ret(klient, aftryk=aftryk(ret(klient)))
    svar = fortryd(klient, f"/organisationer/0751/kalender/{Flytning.objects.get().pk}/fortryd/")
    assert "Ændringen af kalenderen er fortrudt; 1 frist er regnet om." in svar.text
    assert frister(verden.projekt) == foer and not Kalenderperiode.objects.exists()


def test_er_kalenderens_virkning_en_anden_gemmes_intet(som, verden):
    klient = som(verden.ada)
    vist = ret(klient)
    saet_status(KOMMANDOLINJE, verden.opgave("A08"), "fuldfoert", paa=PAA)
    svar = ret(klient, aftryk=aftryk(vist))
    assert svar.status_code == 409 and not Kalenderperiode.objects.exists()


@pytest.mark.parametrize(
    ("felter", "fejl"),
    [
        ({"p-0-til": "01.03.2027"}, "slutter, før den begynder"),
        ({"p-0-navn": ""}, "Skriv både navn og første dag"),
        ({"p-0-fra": "x"}, "Skriv datoen som dag"),
        ({"p-0-slags": "fest"}, "fest"),
        ({"p-0-navn": "", "p-0-fra": "", "p-0-til": ""}, "samme som før"),
    ],
)
def test_en_forkert_kalender_afvises(som, verden, felter, fejl):
    svar = ret(som(verden.ada), **felter)
    assert svar.status_code == 422 and fejl in svar.text


def test_en_udgiver_har_ingen_kalender(som, verden):
    Medlemskab.objects.create(bruger=verden.karen, organisation=verden.kombit, rettighed="administrator")
    assert som(verden.karen).get("/organisationer/KOMBIT/kalender/").status_code == 404


def test_siden_siger_at_aaret_er_uden_arbejdsdage(som, verden):
    periode = {"p-0-navn": "Lukket", "p-0-fra": "01.01.2028", "p-0-til": "31.12.2028", "p-0-slags": "lukkedage"}
    svar = ret(som(verden.ada), **periode)
    assert svar.status_code == 422 and "ingen arbejdsdag tilbage i 2028" in svar.text
