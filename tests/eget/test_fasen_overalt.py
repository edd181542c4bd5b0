"""Den fase, opgaven står i hos kommunen, gælder alle steder; tjekpunktet bliver, hvor kataloget siger."""

import json
from io import StringIO

import pytest
from django.core.management import call_command

from opgaver.listen import Filter, filtrer
from opgaver.models import Opgave
from opgaver.services.eget import saet_egen_fase
from overblik.status import Projektstatus
from overgange.tjekliste import find_overgang, laes_tjekliste
from tests.eget.hjaelp import adresse, anna, fase
from tests.medvirkende import I_DAG


@pytest.fixture
def flyttet(verden):
    """C01, som er tjekpunkt for F2, er flyttet fra 2.2 til F3."""
    saet_egen_fase(anna(verden), verden.opgave("C01"), fase(verden, "F3"))
    return verden.opgave("C01")


def test_listens_filter_finder_den_i_sin_egen_fase(verden, flyttet):
    alle = Opgave.objects.i_projekt(verden.projekt)
    koder = [
        {o.kort.kode for o in filtrer(alle, Filter(fase=kode), set(), I_DAG).select_related("kort")}
        for kode in ("F2", "F3")
    ]
    assert "C01" not in koder[0] and "C01" in koder[1]


def test_status_taeller_den_i_sin_egen_fase(verden, flyttet):
    tal = {raekke.navn: raekke.tal.i_alt for raekke in Projektstatus(verden.projekt, I_DAG).faser}
    assert (tal["F2 Forberedelse"], tal["F3 Ibrugtagning"]) == (3, 2)


def test_vis_plan_siger_den_fase_den_staar_i(verden, flyttet):
    ud = StringIO()
    call_command("vis_plan", kommune="0751", loesning="SAPA", json=True, stdout=ud)
    [post] = [post for post in json.loads(ud.getvalue())["opgaver"] if post["kode"] == "C01"]
    assert post["fase"] == "F3 Ibrugtagning"


def test_en_flyttet_opgave_er_stadig_tjekpunkt_for_katalogets_overgang(verden, flyttet):
    punkter = laes_tjekliste(find_overgang(verden.projekt, fase(verden, "F2"))).parathed.punkter
    assert {punkt.kode: punkt.egen_fase for punkt in punkter}["C01"] == "F3 Ibrugtagning"


def test_tjeklisten_og_kortet_siger_at_tjekpunktet_bliver(verden, som, flyttet):
    klient = som(verden.anna)
    assert "Står hos jer i F3 Ibrugtagning" in klient.get(f"{verden.projekt.get_absolute_url()}faseovergange/F2/").text
    kortet = klient.get(adresse("kort", flyttet.pk), {"aabn": "fase"}).text
    assert "stadig tjekpunkt for overgangen ud af F2 Forberedelse" in kortet
